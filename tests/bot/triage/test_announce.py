import threading

import pytest

from bot.errors import LeaseLost
from bot.model import Case, OutboxMessage
from bot.triage import announce
from bot.triage.announce import (
    ChannelClaim,
    claim_channel,
    extend_channel,
    mark_failed,
    mark_posted,
    release_channel,
    retry_backoff,
    waiting_messages,
)
from bot.triage.browse_cases import case_of_thread, view_case
from bot.triage.browse_clusters import picture, view_cluster
from bot.triage.desk import Desk
from bot.triage.open_case import open_case
from bot.triage.save_intake import tell_missed
from tests.worlds_of_triage import (
    ALICE,
    CHANNEL,
    TEAM,
    Clock,
    cluster,
    history_of,
    open_file_case,
    person,
    post_everything,
    publish,
    report,
    take,
)


def claimed(desk: Desk) -> ChannelClaim:
    found = claim_channel(desk)
    assert found is not None
    return found


def touch(desk: Desk, case: Case) -> None:
    with desk.database.transaction() as tx:
        announce.root(tx, case, desk.now())


def kinds(claim: ChannelClaim) -> list[str]:
    return [message.kind for message in claim.messages]


def six_clusters(desk: Desk) -> Case:
    case = open_file_case(desk)
    publish(desk, take(desk), report(*(cluster(f"C{n}", [f"{n}{x}" for x in "abc"]) for n in range(7))), pictures=True)
    return case


def test_nothing_reaches_the_thread_before_the_thread_is_there(desk: Desk) -> None:
    case = six_clusters(desk)
    first = claimed(desk)
    assert kinds(first) == ["root", *["picture"] * 6]
    mark_posted(desk, first, first.messages[0], "17.1")
    release_channel(desk, first)
    assert case_of_thread(desk, ALICE, CHANNEL, "17.1") == view_case(desk, ALICE, case.id).case
    later = claimed(desk)
    assert {"c0_card", "cluster_card"} <= set(kinds(later))
    assert {message.thread_ts for message in later.messages if message.in_thread} == {"17.1"}


def test_five_cards_then_a_table_and_c0_beside_them(desk: Desk) -> None:
    case = six_clusters(desk)
    posted = post_everything(desk)
    cards = [message.kind for message in posted if message.kind in {"c0_card", "cluster_card", "cluster_table"}]
    assert cards == ["c0_card", *["cluster_card"] * 5, "cluster_table"]
    lines = view_case(desk, ALICE, case.id).clusters
    assert [line.key for line in lines if line.card_ts is None] == ["C6"]


def test_a_picture_is_uploaded_before_the_card_that_shows_it(desk: Desk) -> None:
    case = six_clusters(desk)
    posted = post_everything(desk)
    line = view_case(desk, ALICE, case.id).clusters[1]
    (shown,) = view_cluster(desk, ALICE, line.cluster_id).pictures
    order = [message.key for message in posted]
    assert order.index(f"picture:{shown.id}") < order.index(f"cluster:{line.cluster_id}:card")
    assert (shown.slack_file_id, shown.name) == (f"F{posted[order.index(f'picture:{shown.id}')].id}", "C1-1.png")
    assert picture(desk, desk.voice(TEAM, CHANNEL), shown.id) == shown


def test_a_card_that_was_posted_without_its_picture_is_edited_when_the_picture_is_there(
    desk: Desk, clock: Clock
) -> None:
    case = open_file_case(desk)
    publish(desk, take(desk), report(cluster("C1", "abc")), pictures=True)
    claim = claimed(desk)
    assert kinds(claim) == ["root", "picture"]
    mark_posted(desk, claim, claim.messages[0], "1.0")
    mark_failed(desk, claim, claim.messages[1], "503", retry_at=clock() + 2000)
    release_channel(desk, claim)
    assert [message.kind for message in post_everything(desk, first_ts=2)] == ["cluster_card"]
    (line,) = view_case(desk, ALICE, case.id).clusters
    assert view_cluster(desk, ALICE, line.cluster_id).pictures[0].slack_file_id is None
    clock.forward(seconds=2)
    posted = post_everything(desk, first_ts=5)
    assert [(message.kind, message.ts) for message in posted] == [("picture", None), ("cluster_card", "2.000")]


def test_the_same_key_edits_the_one_message(desk: Desk) -> None:
    case = open_file_case(desk)
    post_everything(desk)
    for _ in range(5):
        touch(desk, case)
    (message,) = post_everything(desk)
    assert (message.kind, message.ts) == ("root", "1.000")
    assert waiting_messages(desk) == 0


def test_a_change_that_comes_while_it_is_posted_is_posted_too(desk: Desk) -> None:
    case = open_file_case(desk)
    claim = claimed(desk)
    touch(desk, case)
    mark_posted(desk, claim, claim.messages[0], "17.1")
    release_channel(desk, claim)
    (again,) = claimed(desk).messages
    assert (again.kind, again.ts, again.revision) == ("root", "17.1", claim.messages[0].revision + 1)


def test_a_channel_has_one_announcer_at_a_time(desk: Desk, clock: Clock) -> None:
    open_file_case(desk)
    lost = claimed(desk)
    assert claim_channel(desk) is None
    clock.forward(seconds=30)
    extend_channel(desk, lost)
    clock.forward(seconds=59)
    assert claim_channel(desk) is None
    clock.forward(seconds=1)
    taken = claimed(desk)
    with pytest.raises(LeaseLost):
        mark_posted(desk, lost, lost.messages[0], "17.1")
    with pytest.raises(LeaseLost):
        extend_channel(desk, lost)
    assert taken.messages[0].attempts == 2, "an earlier try may have posted it: look first"


def test_many_announcers_take_each_message_once(desk: Desk) -> None:
    for number in range(3):
        open_case(desk, person("U", channels=[f"C{number}"]), None, title="t", handles=["x:a"], channel_id=f"C{number}")
    found: list[OutboxMessage] = []

    def work() -> None:
        claim = claim_channel(desk)
        found.extend(claim.messages if claim is not None else ())

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(message.channel_id for message in found) == ["C0", "C1", "C2"]


def test_a_message_that_fails_waits_and_comes_again(desk: Desk, clock: Clock) -> None:
    case = open_file_case(desk)
    claim = claimed(desk)
    mark_failed(desk, claim, claim.messages[0], "ratelimited", retry_at=clock() + 2000)
    release_channel(desk, claim)
    touch(desk, case)
    assert claim_channel(desk) is None, "a change does not cut the wait short"
    clock.forward(seconds=2)
    assert claimed(desk).messages[0].attempts == 2


def test_a_message_that_is_given_up_is_audited_and_a_later_change_tries_anew(desk: Desk) -> None:
    case = open_file_case(desk)
    claim = claimed(desk)
    mark_failed(desk, claim, claim.messages[0], "channel_not_found", retry_at=None)
    release_channel(desk, claim)
    assert claim_channel(desk) is None
    given_up = [event for event in history_of(desk, case) if event.verb == "message_given_up"]
    assert [event.detail["error"] for event in given_up] == ["channel_not_found"]
    touch(desk, case)
    assert kinds(claimed(desk)) == ["root"]


def test_messages_outside_every_case_need_no_thread(desk: Desk) -> None:
    tell_missed(desk, TEAM, "C5", [4, 3])
    (message,) = post_everything(desk)
    assert (message.kind, message.channel_id, message.case_id, message.in_thread) == ("missed", "C5", None, False)


def test_waits_double_up_to_a_quarter_of_an_hour() -> None:
    assert [retry_backoff(attempts) for attempts in (0, 1, 2, 3, 10, 99)] == [
        2000, 2000, 4000, 8000, 900_000, 900_000,
    ]  # fmt: skip


def test_an_error_in_a_use_case_leaves_no_message(desk: Desk) -> None:
    case = open_file_case(desk)
    post_everything(desk)

    def half_done() -> None:
        with desk.database.transaction() as tx:
            announce.root(tx, case, desk.now())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_done()
    assert waiting_messages(desk) == 0
