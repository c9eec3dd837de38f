import hashlib

import pytest
from sqlalchemy import text

from bot.errors import InputError, NotAllowed
from bot.model import Axis, Sensitivity
from bot.report import EvidencePost, SharedObject
from bot.triage.audit import audit_trail
from bot.triage.browse_cases import view_case
from bot.triage.browse_clusters import list_accounts, list_pairs
from bot.triage.close_case import set_sensitivity
from bot.triage.desk import Desk
from bot.triage.look_up import look_up, names_of
from bot.triage.mark_account import exclude_account
from bot.triage.record_vote import record_vote
from tests.worlds_of_triage import ALICE, BOB, LEAD, VIEWER, cluster, person, published_case, rerun

GUEST = person("UGUEST", outsider=True)
ELSEWHERE = person("UELSE", channels=["C2"])
FOREIGN = person("UFAR", team="T2")


def link(first: str, second: str, url: str, layer: str = "url") -> SharedObject:
    posts = (EvidencePost(f"p-{first}", 1_700_000_000, ""), EvidencePost(f"p-{second}", 1_700_000_020, ""))
    return SharedObject(first, second, layer, 60, 3, url, *posts)


@pytest.fixture
def case_id(desk: Desk) -> int:
    pairs = [
        link("a", "b", "orchard.org/x"),
        link("b", "c", "https://sub.orchard.org/y"),
        link("a", "b", "h1", "text"),
    ]
    return published_case(desk, evidence=pairs).id


def test_an_account_is_found_by_id_or_handle_with_any_platform_before_it(desk: Desk, case_id: int) -> None:
    for asked in ("a", "@a", "x:a", "X:A", "https://x.com/a"):
        (found,) = look_up(desk, ALICE, asked)
        assert (found.case_number, found.key, found.role, found.label) == (1, "C1", "member", "A1"), asked
    assert case_id


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("bsky:alice", "alice.bsky.social"),
        ("@alice.bsky.social", "alice.bsky.social"),
        ("@User@Social.Example", "user@social.example"),
        ("did:plc:" + "a" * 24, "did:plc:" + "a" * 24),
        ("https://bsky.app/profile/alice.bsky.social", "alice.bsky.social"),
        ("x:Bob", "bob"),
    ],
)
def test_a_name_is_looked_for_as_its_platform_writes_it(asked: str, name: str) -> None:
    assert name in names_of(asked)


def test_a_site_is_found_by_its_name_or_any_of_its_addresses(desk: Desk, case_id: int) -> None:
    for asked in ("orchard.org", "www.orchard.org", "https://other.orchard.org/z"):
        (found,) = look_up(desk, ALICE, asked)
        assert (found.key, found.accounts, found.label) == ("C1", 3, ""), asked
    assert look_up(desk, ALICE, "sub.orchard.org") == ()
    assert case_id


def test_the_verdict_its_votes_and_an_exclusion_are_told(desk: Desk, case_id: int) -> None:
    cluster_id = view_case(desk, ALICE, case_id).clusters[0].cluster_id
    record_vote(desk, ALICE, cluster_id, 1, acting_together=Axis.YES, not_what_they_seem=Axis.YES)
    (before,) = look_up(desk, BOB, "@a")
    assert (before.verdict, before.votes_in, before.excluded) == (None, 1, False)
    record_vote(desk, BOB, cluster_id, 1, acting_together=Axis.YES, not_what_they_seem=Axis.YES)
    exclude_account(desk, ALICE, cluster_id, "a", "a fan")
    (after,) = look_up(desk, BOB, "@a")
    assert after.verdict is not None
    assert (after.verdict.votes, after.excluded) == (2, True)


@pytest.mark.parametrize("who", [ELSEWHERE, FOREIGN, GUEST], ids=["not in the channel", "other team", "outsider"])
@pytest.mark.parametrize("asked", ["@a", "orchard.org"])
def test_cases_that_the_person_may_not_read_are_as_if_they_were_not_there(
    desk: Desk, case_id: int, who: object, asked: str
) -> None:
    set_sensitivity(desk, ALICE, case_id, Sensitivity.INTERNAL)
    assert look_up(desk, who, asked) == ()  # type: ignore[arg-type]
    assert len(look_up(desk, ALICE, asked)) == 1


def test_what_a_rerun_no_longer_holds_is_not_told_of(desk: Desk) -> None:
    case = published_case(desk)
    rerun(desk, case, cluster("C1", "bcde"))
    assert look_up(desk, ALICE, "@a") == ()
    assert [one.key for one in look_up(desk, ALICE, "@e")] == ["C1"]


def test_nothing_is_no_question(desk: Desk) -> None:
    with pytest.raises(InputError):
        look_up(desk, ALICE, "  ")


def test_looking_up_is_in_the_history_of_each_case_that_is_shown(desk: Desk, case_id: int) -> None:
    look_up(desk, BOB, "@a")
    look_up(desk, BOB, "@nobody")
    _, events = audit_trail(desk, LEAD, case_id)
    assert [(one.user_id, one.detail) for one in events if one.verb == "seen"] == [("UBOB", {"asked": "@a"})]
    with desk.database.reading() as tx:
        rows = tx.session.execute(text("select count(*) from audit_events where verb = 'seen'")).scalar_one()
    assert rows == 2


def test_a_question_that_finds_nothing_is_kept_as_a_digest_since_no_purge_would_reach_it(desk: Desk) -> None:
    assert look_up(desk, ALICE, "nobody-7f") == ()
    with desk.database.reading() as tx:
        (kept,) = tx.session.execute(text("select detail from audit_events where verb = 'seen'")).scalars()
    assert "nobody-7f" not in str(kept)
    assert hashlib.sha256(b"nobody-7f").hexdigest() in str(kept)


def test_looks_at_accounts_and_posts_are_in_the_trail_that_leads_alone_export(desk: Desk, case_id: int) -> None:
    cluster_id = view_case(desk, ALICE, case_id).clusters[0].cluster_id
    list_accounts(desk, VIEWER, cluster_id)
    list_pairs(desk, VIEWER, cluster_id)
    for who in (ALICE, VIEWER, person("UGUEST", LEAD.role, outsider=True)):
        with pytest.raises(NotAllowed):
            audit_trail(desk, who, case_id)
    case, events = audit_trail(desk, LEAD, case_id)
    assert case.id == case_id
    assert [(one.user_id, one.verb) for one in events][-3:] == [
        ("UVIEW", "see_accounts"),
        ("UVIEW", "see_posts"),
        ("ULEAD", "export_audit"),
    ]
