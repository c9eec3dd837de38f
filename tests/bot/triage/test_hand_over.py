import hashlib
import io
import zipfile
from typing import Any

import pytest

from bot.errors import Conflict, InputError, NotAllowed, NotFound
from bot.model import Axis, Case, Person, VerdictKind
from bot.triage.browse_cases import view_case
from bot.triage.browse_clusters import view_cluster
from bot.triage.case_story import case_story
from bot.triage.desk import Desk
from bot.triage.hand_over import MadePackage, hand_over, publish_case
from bot.triage.mark_account import exclude_account, include_account
from bot.triage.override_verdict import override_verdict
from bot.triage.record_vote import record_vote
from storage import proof
from tests.worlds_of_triage import (
    ALICE,
    BOB,
    CAROL,
    LEAD,
    VIEWER,
    cluster,
    post_everything,
    published_case,
    rerun,
    shared,
)

NAMES = ("alpha", "bravo", "charlie", "delta")


def case_with(desk: Desk, *people: Person, together: Axis = Axis.YES, seem: Axis = Axis.YES) -> tuple[Case, int]:
    """A case whose group these people judged so."""
    case = published_case(desk, cluster("C1", NAMES), evidence=[shared("alpha", "bravo", "meet at nine by the well")])
    line = view_case(desk, ALICE, case.id).clusters[0]
    for one in people:
        answer = {"acting_together": together, "not_what_they_seem": seem, "note": "seen"}
        record_vote(desk, one, line.cluster_id, 1, **answer)  # type: ignore[arg-type]
    post_everything(desk)
    return case, line.cluster_id


def readme_of(package: MadePackage) -> str:
    with zipfile.ZipFile(io.BytesIO(package.content)) as files:
        return files.read("README.md").decode()


def notices(desk: Desk) -> list[dict[str, Any]]:
    return [dict(one.content) for one in post_everything(desk) if one.kind == "notice"]


def test_who_gets_what_is_kept_with_its_digest_and_told(desk: Desk) -> None:
    case, cluster_id = case_with(desk, ALICE, BOB)
    package = hand_over(desk, ALICE, case.id, ["c1", "C1"], " Example Trust ")
    assert package.name == "case-1-handover.zip"
    assert package.sha256 == hashlib.sha256(package.content).hexdigest()
    with desk.database.reading() as tx:
        (kept,) = proof.packages(tx, [case.id])
    assert (kept.recipient, kept.user_id, kept.sha256) == ("Example Trust", "UALICE", package.sha256)
    assert kept.groups == (
        {"cluster_id": cluster_id, "key": "C1", "version": 1, "verdict": "coordinated_inauthentic", "accounts": 4},
    )
    (told,) = notices(desk)
    assert (told["what"], told["recipient"]) == ("handed_over", "Example Trust")
    (holding,) = view_cluster(desk, ALICE, cluster_id).holdings
    assert (holding.recipient, holding.keys, holding.turned) == ("Example Trust", ("C1",), ())


@pytest.mark.parametrize("kind", [VerdictKind.ORGANIC, VerdictKind.INCONCLUSIVE])
def test_a_group_that_was_not_found_to_be_coordinated_stays_in_the_house(desk: Desk, kind: VerdictKind) -> None:
    case, cluster_id = case_with(desk)
    override_verdict(desk, LEAD, cluster_id, kind, "a club")
    with pytest.raises(Conflict, match="that is not handed over"):
        hand_over(desk, ALICE, case.id, ["C1"], "Example")
    with pytest.raises(Conflict, match="that is not published"):
        publish_case(desk, LEAD, case.id, ["C1"])


def test_what_is_missing_is_asked_for(desk: Desk) -> None:
    case, _ = case_with(desk)
    with pytest.raises(InputError, match=r"Who receives it\?"):
        hand_over(desk, ALICE, case.id, ["C1"], " ")
    with pytest.raises(InputError, match=r"Which groups\?"):
        hand_over(desk, ALICE, case.id, [], "Example")
    with pytest.raises(NotFound, match="has no group C7"):
        hand_over(desk, ALICE, case.id, ["C7"], "Example")
    with pytest.raises(Conflict, match="C1 has no verdict yet"):
        hand_over(desk, ALICE, case.id, ["C1"], "Example")


def test_a_viewer_hands_nothing_over_and_an_analyst_publishes_nothing(desk: Desk) -> None:
    case, _ = case_with(desk, ALICE, BOB)
    with pytest.raises(NotAllowed):
        hand_over(desk, VIEWER, case.id, ["C1"], "Example")
    with pytest.raises(NotAllowed):
        publish_case(desk, ALICE, case.id)


def test_a_group_without_an_account_left_is_not_handed_over(desk: Desk) -> None:
    case, cluster_id = case_with(desk, ALICE, BOB)
    for name in NAMES:
        exclude_account(desk, ALICE, cluster_id, name, "a real person")
    with pytest.raises(Conflict, match="Every account of C1 was excluded"):
        hand_over(desk, ALICE, case.id, ["C1"], "Example")


def test_publishing_takes_three_votes_even_where_a_lead_decided(desk: Desk) -> None:
    case, cluster_id = case_with(desk, ALICE, BOB)
    override_verdict(desk, LEAD, cluster_id, VerdictKind.INAUTHENTIC, "clear")
    with pytest.raises(Conflict, match="C1 has 2 of the 3 votes that publishing takes"):
        publish_case(desk, LEAD, case.id)
    record_vote(desk, CAROL, cluster_id, 1, acting_together=Axis.YES, not_what_they_seem=Axis.YES)
    package = publish_case(desk, LEAD, case.id)
    assert package.keys == ("C1",)
    assert "\n- C1: the first 2 votes were hidden from each other; 1 was given with the others in sight.\n" in (
        readme_of(package)
    )
    for name in NAMES:
        assert name.encode() not in package.content


def test_a_reversed_verdict_names_those_who_hold_the_group(desk: Desk) -> None:
    case, cluster_id = case_with(desk, ALICE, BOB)
    package = hand_over(desk, ALICE, case.id, ["C1"], "Example")
    notices(desk)
    override_verdict(desk, LEAD, cluster_id, VerdictKind.ORGANIC, "a choir")
    (told,) = [one for one in notices(desk) if one["what"] == "recalled"]
    assert (told["key"], told["kind"]) == ("C1", "organic")
    holder: Any = told["holders"][0]
    assert (holder["recipient"], holder["sha256"], holder["verdict"]) == (
        "Example", package.sha256, "coordinated_inauthentic",
    )  # fmt: skip
    assert view_case(desk, ALICE, case.id).holdings[0].turned == ("C1",)
    override_verdict(desk, LEAD, cluster_id, VerdictKind.INAUTHENTIC, "no choir after all")
    (told,) = [one for one in notices(desk) if one["what"] == "recalled"]
    assert (told["kind"], told["stands"]) == ("coordinated_inauthentic", True)
    assert view_case(desk, ALICE, case.id).holdings[0].turned == ()


def test_a_verdict_that_comes_back_is_told_to_those_who_were_to_hear_that_it_had_turned(desk: Desk) -> None:
    case, cluster_id = case_with(desk, ALICE, BOB)
    hand_over(desk, ALICE, case.id, ["C1"], "First")
    for kind in (VerdictKind.INAUTHENTIC, VerdictKind.ORGANIC, VerdictKind.ORGANIC, VerdictKind.UNCLEAR):
        override_verdict(desk, LEAD, cluster_id, kind, "a choir")
    hand_over(desk, ALICE, case.id, ["C1"], "Second")
    for kind in (VerdictKind.INAUTHENTIC, VerdictKind.INAUTHENTIC, VerdictKind.UNCLEAR):
        override_verdict(desk, LEAD, cluster_id, kind, "no choir")
    told = [one for one in notices(desk) if one["what"] == "recalled"]
    assert [(one["kind"], one["stands"], [to["recipient"] for to in one["holders"]]) for one in told] == [
        ("organic", False, ["First"]),
        ("coordinated_unclear", False, ["First"]),
        ("coordinated_inauthentic", False, ["Second"]),
        ("coordinated_inauthentic", True, ["First"]),
        ("coordinated_unclear", False, ["First"]),
        ("coordinated_unclear", True, ["Second"]),
    ]


def test_a_rerun_alone_recalls_nothing(desk: Desk) -> None:
    case, _ = case_with(desk, ALICE, BOB)
    hand_over(desk, ALICE, case.id, ["C1"], "Example")
    rerun(desk, case, cluster("C1", [*NAMES, "echo"]))
    assert view_case(desk, ALICE, case.id).holdings[0].turned == ()


def test_an_account_that_is_excluded_later_names_those_who_were_given_it_once(desk: Desk) -> None:
    case, cluster_id = case_with(desk, ALICE, BOB)
    exclude_account(desk, ALICE, cluster_id, "delta", "a real person")
    hand_over(desk, ALICE, case.id, ["C1"], "Example")
    notices(desk)
    exclude_account(desk, ALICE, cluster_id, "alpha", "a real person")
    exclude_account(desk, ALICE, cluster_id, "alpha", "sure")
    include_account(desk, ALICE, cluster_id, "delta")
    exclude_account(desk, ALICE, cluster_id, "delta", "again")
    told = [one for one in notices(desk) if one["what"] == "recalled"]
    assert [(one["label"], len(one["holders"])) for one in told] == [("A1", 1)]


def test_an_excluded_account_is_in_no_package(desk: Desk) -> None:
    case, cluster_id = case_with(desk, ALICE, BOB)
    exclude_account(desk, ALICE, cluster_id, "alpha", "a real person")
    hand_over(desk, ALICE, case.id, ["C1"], "Example")
    with desk.database.reading() as tx:
        assert proof.packages_with(tx, cluster_id, "alpha") == ()
        assert len(proof.packages_with(tx, cluster_id, "bravo")) == 1


def test_what_left_the_house_stands_in_the_history(desk: Desk) -> None:
    case, _ = case_with(desk, ALICE, BOB, CAROL)
    hand_over(desk, ALICE, case.id, ["C1"], "Example Trust")
    publish_case(desk, LEAD, case.id)
    lines = case_story(desk, BOB, case.id).lines
    told = [(line.user_id, line.verb, line.detail["groups"]) for line in lines if "package" in line.detail]
    assert told == [("UALICE", "handover", ["C1"]), ("ULEAD", "publication", ["C1"])]
