import json
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import stix2

from bot.errors import InputError
from bot.model import Axis
from bot.reporting.exported import CaseExport
from bot.reporting.exports.stix import render


def bundle(view: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(render(view))["objects"]
    return found


def of(objects: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [item for item in objects if item["type"] == kind]


def test_the_library_of_the_standard_reads_the_bundle(make_export: Callable[..., CaseExport]) -> None:
    parsed = stix2.parse(render(make_export()).decode(), version="2.1", allow_custom=False)
    kinds = Counter(item["type"] for item in parsed["objects"])
    assert kinds == {
        "identity": 2, "marking-definition": 1, "user-account": 6, "observed-data": 1, "grouping": 1, "note": 3,
        "opinion": 2, "attack-pattern": 1,
    }  # fmt: skip


def test_whatever_is_referred_to_is_in_the_bundle(make_export: Callable[..., CaseExport]) -> None:
    objects = bundle(make_export())
    known = {item["id"] for item in objects}
    referred = {
        ref for item in objects for name, value in item.items() if name.endswith(("_ref", "_refs"))
        for ref in ([value] if isinstance(value, str) else value)
    }  # fmt: skip
    assert referred - known == set()


def test_another_export_later_gives_the_same_ids(make_export: Callable[..., CaseExport]) -> None:
    view: Any = make_export()
    later = replace(view, exported_at=view.exported_at + 86_400_000)
    assert [item["id"] for item in bundle(view)] == [item["id"] for item in bundle(later)]
    (group,), (again,) = of(bundle(view), "grouping"), of(bundle(later), "grouping")
    assert group["created"] == again["created"]
    assert group["modified"] < again["modified"]


def test_another_case_has_other_ids_and_the_same_techniques(make_export: Callable[..., CaseExport]) -> None:
    view: Any = make_export()
    other = bundle(replace(view, case=replace(view.case, number=43)))
    assert not {item["id"] for item in of(bundle(view), "grouping")} & {item["id"] for item in of(other, "grouping")}
    assert of(bundle(view), "attack-pattern") == of(other, "attack-pattern")


def test_an_account_stands_under_its_own_id(make_export: Callable[..., CaseExport]) -> None:
    accounts = {item["user_id"]: item for item in of(bundle(make_export()), "user-account")}
    assert "a1" not in accounts
    assert accounts["a2"]["account_login"] == "handle_of_a2"
    assert accounts["a2"]["account_type"] == "twitter"


def test_a_technique_is_the_object_that_disarm_publishes(make_export: Callable[..., CaseExport]) -> None:
    objects = bundle(make_export())
    (technique,) = of(objects, "attack-pattern")
    assert technique["id"] == "attack-pattern--e6ab2793-a059-4354-bb60-045afb019833"
    assert technique["name"] == "Bots Amplify via Automated Forwarding and Reposting"
    assert technique["created"] == technique["modified"] == "2024-11-22T16:43:58.09072Z"
    assert technique["external_references"] == [{"source_name": "DISARM", "external_id": "T0049.003"}]
    (author,) = [item for item in objects if item["id"] == technique["created_by_ref"]]
    assert author["name"] == "DISARM Foundation"


def test_a_technique_that_is_not_known_any_more_stands_by_its_number(make_export: Callable[..., CaseExport]) -> None:
    view: Any = make_export()
    (group,) = view.clusters
    report = group.cluster.report
    findings = tuple(replace(one, disarm=("T9999",)) for one in report.findings)
    cluster = replace(group.cluster, report=replace(report, findings=findings))
    objects = bundle(replace(view, clusters=(replace(group, cluster=cluster),)))
    assert [(item["name"], "created_by_ref" in item) for item in of(objects, "attack-pattern")] == [
        ("DISARM T9999", False)
    ]
    assert len(of(objects, "identity")) == 1


def test_every_vote_is_an_opinion_with_its_answers_in_words(make_export: Callable[..., CaseExport]) -> None:
    opinions = of(bundle(make_export()), "opinion")
    assert [(one["opinion"], one["authors"]) for one in opinions] == [("agree", ["U1"]), ("neutral", ["U2"])]
    assert opinions[0]["explanation"].startswith("Version 1. Acting together: yes. Not what they seem: unsure.")
    assert opinions[1]["explanation"] == "Version 1. Acting together: cannot judge. Not what they seem: cannot judge."


@pytest.mark.parametrize(
    ("together", "seem", "opinion"),
    [
        (Axis.YES, Axis.YES, "strongly-agree"),
        (Axis.NO, Axis.NO, "strongly-disagree"),
        (Axis.NO, Axis.UNSURE, "disagree"),
        (Axis.YES, Axis.NO, "neutral"),
        (Axis.UNSURE, Axis.UNSURE, "neutral"),
    ],
)
def test_an_opinion_never_says_more_than_the_vote(
    make_export: Callable[..., CaseExport], together: Axis, seem: Axis, opinion: str
) -> None:
    view: Any = make_export()
    vote = replace(view.clusters[0].votes[0], acting_together=together, not_what_they_seem=seem)
    (found,) = of(bundle(replace(view, clusters=(replace(view.clusters[0], votes=(vote,)),))), "opinion")
    assert found["opinion"] == opinion


def test_a_group_says_where_the_team_stands_and_how_it_could_be_wrong(make_export: Callable[..., CaseExport]) -> None:
    (group,) = of(bundle(make_export()), "grouping")
    assert group["name"] == "Case 42, C1"
    assert "Verdict: coordinated, authenticity unclear; votes: 2." in group["description"]
    assert "Accounts excluded by the team: 1." in group["description"]
    assert "Nothing in here says who runs an account" in group["description"]


def test_a_finding_comes_with_its_caveat_and_the_innocent_crowd(make_export: Callable[..., CaseExport]) -> None:
    told = next(item for item in of(bundle(make_export()), "note") if item.get("abstract", "").startswith("D1"))
    assert "5 accounts reposted the same posts" in told["content"]
    assert "A fan club looks the same." in told["content"]
    assert told["abstract"] == "D1, consistent with"


def test_a_group_that_has_lost_every_account_is_left_out(make_export: Callable[..., CaseExport]) -> None:
    view: Any = make_export()
    (group,) = view.clusters
    bare = replace(group.cluster, report=replace(group.cluster.report, accounts=(), edges=()), members=())
    objects = bundle(replace(view, clusters=(replace(group, cluster=bare),)))
    assert {item["type"] for item in objects} == {"identity", "marking-definition"}


@pytest.mark.parametrize("handle", ["half\ud800", "\x00", '"}]', ""])
def test_a_handle_cannot_break_the_bundle(make_export: Callable[..., CaseExport], handle: str) -> None:
    assert stix2.parse(render(make_export({"boss": handle})).decode(), version="2.1")


def test_without_the_library_it_says_what_to_install(
    make_export: Callable[..., CaseExport], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "stix2.v21", None)
    with pytest.raises(InputError) as caught:
        render(make_export())
    assert caught.value.hint == "pip install 'shoal[stix]'"
