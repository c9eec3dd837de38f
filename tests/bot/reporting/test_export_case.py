from collections.abc import Callable

import pytest

from bot.errors import NotFound
from bot.reporting.export_case import export_formats, render_export
from bot.reporting.exported import CaseExport


def test_the_formats_are_found_by_name() -> None:
    assert list(export_formats()) == ["csv", "gexf", "graphml", "html", "json", "stix", "urls", "xlsx"]


@pytest.mark.parametrize("name", ["csv", "gexf", "graphml", "html", "json", "stix", "urls", "xlsx"])
def test_every_format_gives_a_file_named_by_the_case_alone(make_export: Callable[..., CaseExport], name: str) -> None:
    file = render_export(make_export(), name)
    assert file.content
    assert file.name == f"case-42.{export_formats()[name].suffix}"


def test_a_format_is_known_in_large_letters_too(make_export: Callable[..., CaseExport]) -> None:
    assert render_export(make_export(), " CSV ").name == "case-42.csv.zip"


def test_an_unknown_format_names_those_that_exist(make_export: Callable[..., CaseExport]) -> None:
    with pytest.raises(NotFound) as caught:
        render_export(make_export(), "pdf")
    assert caught.value.hint == "Choose one of csv, gexf, graphml, html, json, stix, urls, xlsx."
