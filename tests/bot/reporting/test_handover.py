import csv
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.reporting.exported import CaseExport
from bot.reporting.handover import render_handover
from tests.bot.triage_posts import shared_posts


def opened(view: Any, *, dataset_format: str = "x_api_v2") -> dict[str, str]:
    report = replace(view.report, dataset=replace(view.report.dataset, format=dataset_format))
    (group,) = view.clusters
    given = replace(view, report=report, clusters=(replace(group, shared=(shared_posts("12", "13"),)),))
    with zipfile.ZipFile(io.BytesIO(render_handover(given, "Example Trust"))) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def rows(view: Any, **more: str) -> dict[str, dict[str, str]]:
    return {row["account_id"]: row for row in csv.DictReader(io.StringIO(opened(view, **more)["accounts.csv"]))}


def test_an_account_is_a_row_with_its_reasons_and_posts(make_export: Callable[..., CaseExport]) -> None:
    row = rows(make_export())["a2"]
    assert (row["group"], row["account"], row["why"], row["posts"]) == ("C1", "A3", "tied to others", "12")
    assert row["post_addresses"] == "https://x.com/i/status/12"


def test_an_excluded_account_is_absent_and_a_peripheral_one_is_marked(make_export: Callable[..., CaseExport]) -> None:
    found = rows(make_export())
    assert "a1" not in found
    assert {account for account, row in found.items() if row["peripheral"] == "yes"} == {"edge"}


def test_an_id_without_a_page_has_an_empty_address(make_export: Callable[..., CaseExport]) -> None:
    assert {row["address"] for row in rows(make_export()).values()} == {""}


def test_no_cell_starts_a_formula(make_export: Callable[..., CaseExport]) -> None:
    assert rows(make_export({"boss": "=1+1"}))["boss"]["handle"] == "'=1+1"


def test_the_document_holds_the_posts_of_each_account(make_export: Callable[..., CaseExport]) -> None:
    (group,) = json.loads(opened(make_export())["accounts.json"])["groups"]
    posts = {one["account_id"]: one["posts"] for one in group["accounts"]}
    assert posts["a2"][0] == {
        "post": "12", "address": "https://x.com/i/status/12", "at": "2021-04-21T10:13:21Z", "text": "a text",
        "layer": "repost", "object": "99", "together_with": "A4", "seconds_apart": 8,
    }  # fmt: skip
    assert posts["a4"] == []


def test_the_readme_holds_dissent_innocent_explanations_and_limits(make_export: Callable[..., CaseExport]) -> None:
    readme = opened(make_export())["README.md"]
    assert readme.startswith("# Accounts of case 42, for Example Trust\n")
    assert "- C1: coordinated, authenticity unclear. Votes: 2." in readme
    assert "acting together: 1 yes, 0 unsure, 0 no, 1 cannot judge" in readme
    assert "- C1: A fan club looks the same." in readme
    assert "Excluded: C1 1." in readme
    assert "In organic crowds: Not measured" in readme
