import threading

import pytest

from bot.errors import InputError, NotAllowed, NotFound
from bot.model import Case, RunState, Sensitivity
from bot.triage.browse_cases import find_case, view_case
from bot.triage.desk import Desk
from bot.triage.heartbeat import beat, last_beat
from bot.triage.open_case import WantedFile, open_case
from bot.triage.save_intake import (
    case_channels,
    dismiss_intake,
    first_delivery,
    pending_intakes,
    readable_cases,
    save_intake,
    tell_missed,
)
from tests.worlds_of_triage import ALICE, CHANNEL, DAY_MS, START_MS, TEAM, VIEWER, Clock, person, post_everything


def saved(desk: Desk, key: str = "Ev1", text: str = "/triage @a") -> int:
    found = save_intake(
        desk,
        team_id=TEAM,
        channel_id=CHANNEL,
        user_id="UALICE",
        kind="command",
        text=text,
        payload={"text": text},
        delivery_key=key,
    )
    return found.intake.id


def test_a_request_is_kept_as_it_came(desk: Desk) -> None:
    intake_id = saved(desk, text="/triage <@U1> `x` \u202e")
    (kept,) = pending_intakes(desk)
    assert (kept.id, kept.text, kept.payload, kept.received_at) == (
        intake_id,
        "/triage <@U1> `x` \u202e",
        {"text": "/triage <@U1> `x` \u202e"},
        START_MS,
    )


def test_the_same_delivery_is_saved_once(desk: Desk) -> None:
    first = saved(desk)
    again = save_intake(
        desk, team_id=TEAM, channel_id=CHANNEL, user_id="U", kind="k", text="other", payload={}, delivery_key="Ev1"
    )
    assert (again.new, again.intake.id, again.intake.text) == (False, first, "/triage @a")


def test_the_same_key_of_another_team_is_another_request(desk: Desk) -> None:
    saved(desk)
    other = save_intake(
        desk, team_id="T2", channel_id="C9", user_id="U", kind="k", text="", payload={}, delivery_key="Ev1"
    )
    assert other.new


def test_a_dismissed_request_is_no_longer_pending(desk: Desk) -> None:
    dismiss_intake(desk, saved(desk), "no such handle")
    assert pending_intakes(desk) == ()


def test_a_click_is_first_once(desk: Desk) -> None:
    assert [first_delivery(desk, TEAM, "click-1") for _ in range(3)] == [True, False, False]


def test_one_intake_makes_one_case_however_often_it_is_opened(desk: Desk) -> None:
    intake_id = saved(desk)
    opened = [open_case(desk, ALICE, intake_id, title="t", handles=["x:a"]) for _ in range(2)]
    assert opened[0] == opened[1]
    assert pending_intakes(desk) == ()
    assert [message.kind for message in post_everything(desk)] == ["root"]


def test_one_intake_makes_one_case_when_two_processes_open_it(desk: Desk) -> None:
    intake_id = saved(desk)
    opened: list[Case] = []
    threads = [
        threading.Thread(target=lambda: opened.append(open_case(desk, ALICE, intake_id, title="t", handles=["x:a"])))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [case.number for case in opened] == [1, 1, 1, 1]


def test_numbers_count_up_within_a_team(desk: Desk) -> None:
    numbers = [
        open_case(desk, person("U", team=team), None, title="t", handles=["x:a"], channel_id=CHANNEL).number
        for team in ("T1", "T1", "T2")
    ]
    assert numbers == [1, 2, 1]


def test_handles_with_a_source_start_a_run(desk: Desk) -> None:
    case = open_case(desk, ALICE, saved(desk), title="t", handles=["bluesky:a.bsky.social"], source="bluesky")
    view = view_case(desk, ALICE, case.id)
    assert view.run is not None
    assert (view.run.state, view.missing) == (RunState.WAITING, "")


def test_handles_without_a_source_wait_and_say_what_is_missing(desk: Desk) -> None:
    case = open_case(desk, ALICE, saved(desk), title="t", handles=["x:a", "mastodon:b@c"])
    view = view_case(desk, ALICE, case.id)
    assert view.run is None
    assert view.missing == "No source is set up for mastodon, x: add a file with these accounts' posts."


def test_wanted_files_are_waited_for(desk: Desk) -> None:
    case = open_case(desk, ALICE, saved(desk), title="t", files=[WantedFile("a.csv", "F1", 10)])
    view = view_case(desk, ALICE, case.id)
    assert [(file.name, file.state) for file in view.files] == [("a.csv", "wanted")]
    assert view.missing == "Waiting for the files."
    assert case.files[0].slack_file_id == "F1"


def test_nothing_to_look_at_is_refused(desk: Desk) -> None:
    with pytest.raises(InputError, match="nothing to look at"):
        open_case(desk, ALICE, saved(desk), title="t")


def test_a_viewer_opens_no_case(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="analyst"):
        open_case(desk, VIEWER, saved(desk), title="t", handles=["x:a"])


def test_nobody_opens_a_case_in_a_channel_they_are_not_in(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="not a member"):
        open_case(desk, ALICE, None, title="t", handles=["x:a"], channel_id="C9")


def test_a_case_cannot_be_seen_from_another_channel_or_team(desk: Desk) -> None:
    case = open_case(desk, ALICE, saved(desk), title="t", handles=["x:a"])
    assert find_case(desk, ALICE, 1) == case
    for other in (person("UX", channels=["C2"]), person("UY", team="T2"), person("UZ", channels=[])):
        with pytest.raises(NotFound):
            find_case(desk, other, 1)
        with pytest.raises(NotFound):
            view_case(desk, other, case.id)


def test_an_intake_of_another_team_is_not_opened(desk: Desk) -> None:
    with pytest.raises(NotFound, match="not known"):
        open_case(desk, person("U", team="T2"), saved(desk), title="t", handles=["x:a"])


def test_raw_posts_expire_after_ninety_days_unless_chosen_otherwise(desk: Desk) -> None:
    case = open_case(desk, ALICE, saved(desk), title="  " + "t" * 200, handles=["x:a"])
    assert case.raw_posts_expire_at == START_MS + 90 * DAY_MS
    assert (len(case.title), case.sensitivity) == (120, Sensitivity.OPEN)


def test_channels_with_cases_are_known(desk: Desk) -> None:
    open_case(desk, ALICE, saved(desk), title="t", handles=["x:a"])
    assert case_channels(desk, TEAM) == (CHANNEL,)
    assert [readable_cases(desk, TEAM, channel) for channel in (CHANNEL, "C2")] == [(1, 0), (0, 0)]


def test_missed_requests_are_told_once(desk: Desk) -> None:
    found = [saved(desk, "Ev1"), saved(desk, "Ev2")]
    for _ in range(2):
        tell_missed(desk, TEAM, CHANNEL, found)
    tell_missed(desk, TEAM, CHANNEL, [])
    posted = post_everything(desk)
    assert [(message.kind, message.content) for message in posted] == [("missed", {"intake_ids": found})]


def test_a_heartbeat_tells_when_the_bot_was_last_alive(desk: Desk, clock: Clock) -> None:
    assert last_beat(desk) is None
    beat(desk)
    clock.forward(hours=5)
    assert last_beat(desk) == START_MS
    beat(desk)
    assert last_beat(desk) == clock()
