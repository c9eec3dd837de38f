import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.model import Sensitivity, VerdictKind
from bot.report import EvidencePost, SharedObject
from bot.reporting.exported import CaseExport
from bot.reporting.exports.html import render

Make = Callable[..., CaseExport]


def data(view: CaseExport) -> Any:
    """The page's data."""
    page = render(view).decode()
    start = page.index('id="data">') + len('id="data">')
    return json.loads(page[start : page.index("</script>", start)])


def changed(view: CaseExport, **changes: Any) -> CaseExport:
    """The view with changes to its only cluster."""
    return replace(view, clusters=(replace(view.clusters[0], **changes),))


def test_labels_stay_after_an_exclusion_and_the_excluded_account_is_absent(make_export: Make) -> None:
    found = data(make_export())
    assert [(account["label"], account["id"]) for account in found["accounts"]] == [
        ("A1", "boss"), ("A3", "a2"), ("A4", "a3"), ("A5", "a4"), ("A6", "a5"), ("A7", "edge"),
    ]  # fmt: skip
    assert found["groups"][0]["excluded"] == 1
    assert "handle_of_a1" not in render(make_export()).decode()


def test_the_page_tells_the_verdict_and_the_number_of_votes_and_not_who_cast_them(make_export: Make) -> None:
    view = make_export()
    assert data(view)["groups"][0]["standing"] == "Verdict: coordinated, authenticity unclear; votes: 2"
    assert "U2" not in json.dumps(data(view))


def test_a_verdict_by_a_lead_is_marked(make_export: Make) -> None:
    view = make_export()
    (verdict,) = view.clusters[0].verdicts
    early = replace(verdict, kind=VerdictKind.ORGANIC, votes=1, override_by="U9")
    found = data(changed(view, cluster=replace(view.clusters[0].cluster, verdict=early)))
    assert found["groups"][0]["standing"] == "Verdict: organic, closed early by a lead; votes: 1"


def test_without_a_verdict_only_the_number_of_votes_is_told(make_export: Make) -> None:
    view = make_export()
    found = data(changed(view, cluster=replace(view.clusters[0].cluster, verdict=None, votes_in=1)))
    assert found["groups"][0]["standing"] == "No verdict yet; votes: 1"


@pytest.mark.parametrize(("sensitivity", "internal"), [(Sensitivity.INTERNAL, True), (Sensitivity.OPEN, False)])
def test_the_page_knows_whether_the_case_is_internal(
    make_export: Make, sensitivity: Sensitivity, *, internal: bool
) -> None:
    view = make_export()
    assert data(replace(view, case=replace(view.case, sensitivity=sensitivity)))["internal"] is internal


def test_the_posts_of_a_tie_are_in_the_page(make_export: Make) -> None:
    share = SharedObject(
        "a2", "a3", "repost", 60, 3, "p1", EvidencePost("r2", 100, "one"), EvidencePost("r3", 130, "two")
    )
    view = changed(make_export(), shared=(share,))
    tie = next(tie for tie in data(view)["ties"] if tie["shared"])
    assert tie["shared"] == [{"object": "p1", "posts": [[100, "r2", "one"], [130, "r3", "two"]]}]


def test_a_case_whose_posts_are_gone_says_so(make_export: Make) -> None:
    view = make_export()
    assert data(view)["purged"] is False
    assert data(replace(view, case=replace(view.case, raw_purged_at=1)))["purged"] is True


def test_the_same_case_gives_the_same_page(make_export: Make) -> None:
    assert render(make_export()) == render(make_export())
