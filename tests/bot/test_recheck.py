import threading
from dataclasses import dataclass, field, replace

import pytest

from bot.errors import Conflict, InputError, LeaseLost, NotAllowed, NotFound, SourceError
from bot.model import Axis, Case, OutboxMessage, Recheck, RecheckState
from bot.protocols import AccountRecord, PostRecord
from bot.recheck import Ticker, TickResult, look_at, tick
from bot.triage.browse_cases import list_due, view_case
from bot.triage.browse_clusters import view_cluster
from bot.triage.change_recheck import change_recheck, change_rechecks, snooze_recheck, stop_recheck
from bot.triage.desk import Desk
from bot.triage.mark_account import exclude_account
from bot.triage.open_case import open_case
from bot.triage.record_vote import record_vote
from bot.triage.take_look import claim_look, finish_look, save_snapshots
from storage import snapshots
from tests.worlds_of_triage import (
    ALICE,
    BOB,
    CHANNEL,
    DAY_MS,
    HOUR_MS,
    VIEWER,
    Clock,
    cluster,
    person,
    post_everything,
    publish,
    report,
    take,
)

ACCOUNTS = [f"did:{number}" for number in range(10)]


@dataclass
class Platform:
    """A live source whose accounts the test changes."""

    platform: str = "bluesky"
    accounts: dict[str, AccountRecord] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)

    def profile(self, handle_or_id: str) -> AccountRecord:
        self.asked.append(handle_or_id)
        if handle_or_id in self.silent:
            raise SourceError("503")
        return self.accounts[handle_or_id]

    def recent_posts(self, account_id: str, limit: int) -> list[PostRecord]:
        raise AssertionError(f"a recheck reads no posts ({account_id}, {limit})")

    def change(self, account_id: str, **changed: object) -> None:
        self.accounts[account_id] = replace(self.accounts[account_id], **changed)  # type: ignore[arg-type]


@pytest.fixture
def platform() -> Platform:
    return Platform(accounts={key: AccountRecord(key, f"h{key[4:]}", "N", posts_total=50, bio="b") for key in ACCOUNTS})


def live_case(desk: Desk) -> Case:
    """A case of named accounts with one cluster of ten."""
    handles = ["bluesky:h0"]
    case = open_case(
        desk,
        ALICE,
        None,
        title="t",
        channel_id=CHANNEL,
        handles=handles,
        source="bluesky",
    )
    publish(desk, take(desk), report(cluster("C1", ACCOUNTS)))
    return case


def decide(desk: Desk, case: Case, answer: Axis = Axis.YES) -> None:
    cluster_id = view_case(desk, ALICE, case.id).clusters[0].cluster_id
    for who in (ALICE, BOB):
        record_vote(desk, who, cluster_id, 1, acting_together=answer, not_what_they_seem=answer, reasons=["because"])


def the_recheck(desk: Desk, case: Case) -> Recheck:
    (found,) = view_case(desk, ALICE, case.id).rechecks
    return found


def notices(desk: Desk, kind: str = "recheck_notice") -> list[OutboxMessage]:
    return [message for message in post_everything(desk) if message.kind == kind]


def test_nothing_is_looked_at_before_its_time(desk: Desk, clock: Clock, platform: Platform) -> None:
    decide(desk, live_case(desk))
    clock.forward(hours=5.9)
    assert tick(desk, {"bluesky": platform}) == TickResult()
    assert platform.asked == []


def test_the_first_look_comes_after_six_hours_and_tells_nothing_when_nothing_changed(
    desk: Desk, clock: Clock, platform: Platform
) -> None:
    case = live_case(desk)
    decide(desk, case)
    started = clock()
    post_everything(desk)
    clock.forward(hours=6)
    assert tick(desk, {"bluesky": platform}) == TickResult(looks=1)
    assert sorted(platform.asked) == ACCOUNTS
    assert notices(desk) == []
    recheck = the_recheck(desk, case)
    assert (recheck.step, recheck.looks, recheck.last_checked_at) == (1, 1, clock())
    assert recheck.due_at == started + DAY_MS
    assert tick(desk, {"bluesky": platform}) == TickResult()


def test_a_suspension_is_told_once_after_two_readings_a_day_apart(desk: Desk, clock: Clock, platform: Platform) -> None:
    case = live_case(desk)
    decide(desk, case)
    clock.forward(hours=6)
    tick(desk, {"bluesky": platform})
    platform.change("did:3", status="suspended")
    post_everything(desk)
    told: list[list[OutboxMessage]] = []
    for _ in range(8):
        clock.at = the_recheck(desk, case).due_at
        tick(desk, {"bluesky": platform})
        told.append(notices(desk))
    flat = [message for found in told for message in found]
    assert [len(found) for found in told][:2] == [0, 1]
    (message,) = flat
    assert message.content["changes"] == [
        {"account_id": "did:3", "handle": "h3", "what": "state", "before": "active", "after": "suspended"}
    ]
    assert (message.content["checked"], message.content["total"], message.content["gone"]) == (10, 10, 1)


def test_a_network_error_never_changes_a_state(desk: Desk, clock: Clock, platform: Platform) -> None:
    case = live_case(desk)
    decide(desk, case)
    platform.silent = set(ACCOUNTS)
    post_everything(desk)
    clock.forward(hours=6)
    assert tick(desk, {"bluesky": platform}).changes == 0
    assert notices(desk) == []
    recheck = the_recheck(desk, case)
    assert (recheck.looks, recheck.step, recheck.due_at) == (0, 0, clock() + HOUR_MS)
    platform.silent = {"did:0"}
    clock.forward(hours=1)
    tick(desk, {"bluesky": platform})
    with desk.database.reading() as tx:
        assert set(snapshots.history(tx, recheck.id)) == set(ACCOUNTS[1:])
    assert notices(desk) == []


def test_a_look_by_hand_always_answers(desk: Desk, clock: Clock, platform: Platform) -> None:
    case = live_case(desk)
    (recheck,) = change_rechecks(desk, ALICE, case.id, "now")
    assert recheck.due_at == clock()
    tick(desk, {"bluesky": platform})
    (message,) = notices(desk)
    assert (message.content["changes"], message.content["checked"]) == ([], 10)
    after = the_recheck(desk, case)
    assert (after.every, after.state) == ("default", RecheckState.SCHEDULED)
    assert after.due_at > clock()


def test_a_look_by_hand_that_reaches_nobody_says_so(desk: Desk, platform: Platform) -> None:
    case = live_case(desk)
    change_rechecks(desk, ALICE, case.id, "now")
    platform.silent = set(ACCOUNTS)
    tick(desk, {"bluesky": platform})
    (message,) = notices(desk)
    assert (message.content["checked"], message.content["unreached"]) == (0, 10)


def test_a_renamed_account_is_told_at_once(desk: Desk, clock: Clock, platform: Platform) -> None:
    case = live_case(desk)
    decide(desk, case)
    clock.forward(hours=6)
    tick(desk, {"bluesky": platform})
    platform.change("did:1", handle="elsewhere", bio="new")
    clock.at = the_recheck(desk, case).due_at
    assert tick(desk, {"bluesky": platform}).changes == 2
    (message,) = notices(desk)
    first, second = message.content["changes"]
    assert (first["what"], first["before"], first["after"], second["what"]) == ("handle", "h1", "elsewhere", "bio")


def test_looks_come_twice_as_often_for_a_week_once_a_fifth_has_changed(
    desk: Desk, clock: Clock, platform: Platform
) -> None:
    case = live_case(desk)
    decide(desk, case)
    clock.forward(hours=6)
    tick(desk, {"bluesky": platform})
    for account in ACCOUNTS[:2]:
        platform.change(account, handle="renamed")
    clock.at = the_recheck(desk, case).due_at
    tick(desk, {"bluesky": platform})
    assert the_recheck(desk, case).due_at == clock() + DAY_MS // 2


def test_an_excluded_account_is_not_asked_for(desk: Desk, clock: Clock, platform: Platform) -> None:
    case = live_case(desk)
    decide(desk, case)
    exclude_account(desk, ALICE, view_case(desk, ALICE, case.id).clusters[0].cluster_id, "did:4", "r")
    clock.forward(hours=6)
    tick(desk, {"bluesky": platform})
    assert "did:4" not in platform.asked


def test_two_tickers_do_one_look_once(desk: Desk, clock: Clock, platform: Platform) -> None:
    for _ in range(3):
        decide(desk, live_case(desk))
    clock.forward(hours=6)
    results: list[TickResult] = []
    threads = [threading.Thread(target=lambda: results.append(tick(desk, {"bluesky": platform}))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(result.looks for result in results) == 3
    assert sorted(platform.asked) == sorted(ACCOUNTS * 3)


def test_a_look_whose_process_died_is_taken_up_where_it_stopped(desk: Desk, clock: Clock, platform: Platform) -> None:
    case = live_case(desk)
    decide(desk, case)
    clock.forward(hours=6)
    lost = claim_look(desk)
    assert lost is not None
    with desk.database.reading() as tx:
        assert snapshots.history(tx, lost.recheck.id) == {}
    seen = [item for item in lost.members if item.account_id < "did:5"]
    save_snapshots(desk, lost, look_at(desk, platform, seen))
    clock.forward(hours=1)
    platform.asked.clear()
    assert tick(desk, {"bluesky": platform}).looks == 1
    assert sorted(platform.asked) == ACCOUNTS[5:]
    with pytest.raises(LeaseLost):
        finish_look(desk, lost)
    assert the_recheck(desk, case).looks == 1


def test_who_stops_a_recheck_stops_the_look_under_way(desk: Desk, clock: Clock) -> None:
    case = live_case(desk)
    decide(desk, case)
    clock.forward(hours=6)
    claim = claim_look(desk)
    assert claim is not None
    stop_recheck(desk, ALICE, claim.recheck.id)
    with pytest.raises(LeaseLost):
        finish_look(desk, claim)
    assert the_recheck(desk, case).state is RecheckState.STOPPED


def test_an_organic_verdict_stops_what_was_watched(desk: Desk, clock: Clock, platform: Platform) -> None:
    case = live_case(desk)
    decide(desk, case)
    decide(desk, case, Axis.NO)
    clock.forward(days=30)
    assert tick(desk, {"bluesky": platform}).looks == 0
    assert platform.asked == []


def test_snoozed_changed_and_stopped_by_hand(desk: Desk, clock: Clock) -> None:
    case = live_case(desk)
    decide(desk, case)
    recheck = the_recheck(desk, case)
    assert snooze_recheck(desk, ALICE, recheck.id, 3).due_at == clock() + 3 * DAY_MS
    weekly = change_recheck(desk, ALICE, recheck.id, "weekly")
    assert (weekly.every, weekly.due_at) == ("weekly", clock() + 7 * DAY_MS)
    assert stop_recheck(desk, ALICE, recheck.id).state is RecheckState.STOPPED
    with pytest.raises(Conflict, match="was stopped"):
        snooze_recheck(desk, ALICE, recheck.id)
    assert change_recheck(desk, ALICE, recheck.id, "in 2d").state is RecheckState.SCHEDULED
    assert change_recheck(desk, ALICE, recheck.id, "off").state is RecheckState.STOPPED
    assert list_due(desk, ALICE) == ()


def test_wrong_wishes_are_answered_in_words(desk: Desk) -> None:
    case = live_case(desk)
    decide(desk, case)
    recheck = the_recheck(desk, case)
    with pytest.raises(InputError, match="no time to recheck"):
        change_recheck(desk, ALICE, recheck.id, "soon")
    with pytest.raises(InputError, match="0 days"):
        snooze_recheck(desk, ALICE, recheck.id, 0)
    with pytest.raises(NotAllowed):
        stop_recheck(desk, VIEWER, recheck.id)
    with pytest.raises(NotFound):
        stop_recheck(desk, person("U", channels=["C2"]), recheck.id)
    with pytest.raises(NotFound, match="no group"):
        change_rechecks(desk, ALICE, case.id, "now", key="C9")


def test_a_recheck_started_by_hand_needs_no_votes(desk: Desk, clock: Clock) -> None:
    case = live_case(desk)
    (recheck,) = change_rechecks(desk, ALICE, case.id, "in 3d", key="C1")
    assert (recheck.due_at, recheck.created_by) == (clock() + 3 * DAY_MS, "UALICE")
    cluster_id = view_case(desk, ALICE, case.id).clusters[0].cluster_id
    assert view_cluster(desk, ALICE, cluster_id).recheck == recheck


def test_a_recheck_that_is_off_starts_none(desk: Desk) -> None:
    case = live_case(desk)
    assert change_rechecks(desk, ALICE, case.id, "off") == ()


def test_the_ticker_ticks_and_wakes_whoever_posts(desk: Desk, clock: Clock, platform: Platform) -> None:
    decide(desk, live_case(desk))
    woken = threading.Event()
    ticker = Ticker(desk, {"bluesky": platform}, seconds=3600, wake=woken.set)
    ticker.start()
    assert ticker.nudge() == TickResult()
    assert not woken.is_set()
    clock.forward(hours=6)
    assert ticker.nudge().looks == 1
    assert woken.is_set()
    ticker.stop()
    ticker.stop()
