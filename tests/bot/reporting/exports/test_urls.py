from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from bot.reporting.exported import CaseExport
from bot.reporting.exports.urls import render
from tests.bot.triage_posts import shared_posts


def lines(view: Any, *, dataset_format: str = "x_api_v2", shared: Sequence[object] = (), **case: object) -> list[str]:
    report = replace(view.report, dataset=replace(view.report.dataset, format=dataset_format))
    (group,) = view.clusters
    changed = replace(
        view, case=replace(view.case, **case), report=report, clusters=(replace(group, shared=tuple(shared)),)
    )
    return render(changed).decode().splitlines()


def test_each_address_is_a_line_and_ids_without_one_are_counted(make_export: Callable[..., CaseExport]) -> None:
    posts = [shared_posts("12", "13"), shared_posts("12", "x-hash", layer="url")]
    assert lines(make_export(), shared=posts) == [
        "https://x.com/i/status/12",
        "https://x.com/i/status/13",
        "https://x.com/i/status/99",
        (
            "# 6 of 6 accounts and 1 of 4 cited posts have no address: their ids are hashed, or nobody said of which "
            "platform they are."
        ),
    ]


def test_the_post_that_was_reposted_is_cited_too_and_a_link_is_not(make_export: Callable[..., CaseExport]) -> None:
    assert "https://x.com/i/status/99" in lines(make_export(), shared=[shared_posts("1", "2")])
    assert "https://x.com/i/status/99" not in lines(make_export(), shared=[shared_posts("1", "2", layer="url")])


def test_no_address_is_made_up_for_a_platform_that_nobody_named(make_export: Callable[..., CaseExport]) -> None:
    found = lines(make_export(), dataset_format="coordination", shared=[shared_posts("1", "2")])
    assert [line for line in found if not line.startswith("#")] == []


def test_an_expired_case_says_that_only_held_posts_are_cited(make_export: Callable[..., CaseExport]) -> None:
    assert lines(make_export(), raw_purged_at=1)[-1] == (
        "# Raw posts have expired: only posts whose evidence was held are cited here."
    )
