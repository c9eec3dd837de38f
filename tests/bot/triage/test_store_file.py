from pathlib import Path

import pytest

from bot.errors import Conflict, InputError, LeaseLost, NotAllowed
from bot.model import Case, RunState
from bot.triage.add_data import add_data
from bot.triage.browse_cases import view_case
from bot.triage.cancel_run import cancel_run
from bot.triage.confirm_columns import columns_guess, confirm_columns
from bot.triage.desk import Desk
from bot.triage.open_case import WantedFile, open_case
from bot.triage.start_run import start_run
from bot.triage.store_file import FileClaim, claim_file, fail_file, store_file
from bot.triage.take_run import claim_run
from tests.worlds_of_triage import (
    ALICE,
    CHANNEL,
    VIEWER,
    Clock,
    cluster,
    give_file,
    open_file_case,
    post_everything,
    publish,
    published_case,
    report,
    take,
)


def wanting(desk: Desk, *names: str) -> Case:
    files = [WantedFile(name, f"F{name}", 5) for name in names]
    return open_case(desk, ALICE, None, title="t", channel_id=CHANNEL, files=files)


def claim(desk: Desk) -> FileClaim:
    found = claim_file(desk)
    assert found is not None
    return found


def stored(desk: Desk, **extra: object) -> FileClaim:
    found = claim(desk)
    found.path.write_bytes(b"12345")
    store_file(desk, found, size=5, sha256="00" * 32, **extra)  # type: ignore[arg-type]
    return found


def test_a_persons_file_name_never_becomes_a_path(desk: Desk) -> None:
    case = wanting(desk, "../../../etc/passwd", "C:\\x.csv")
    paths = [claim(desk).path, claim(desk).path]
    assert [path.relative_to(desk.data_dir).as_posix() for path in paths] == [
        f"cases/{case.id}/1/1",
        f"cases/{case.id}/1/2",
    ]


def test_the_run_starts_when_the_last_file_is_here(desk: Desk) -> None:
    case = wanting(desk, "a", "b")
    stored(desk)
    assert view_case(desk, ALICE, case.id).run is None
    stored(desk)
    run = view_case(desk, ALICE, case.id).run
    assert run is not None
    assert run.state is RunState.WAITING
    taken = take(desk)
    assert [(file.name, file.path.read_bytes()) for file in taken.inputs.files] == [("a", b"12345"), ("b", b"12345")]


def test_a_file_is_fetched_by_one_process_at_a_time(desk: Desk, clock: Clock) -> None:
    wanting(desk, "a")
    first = claim(desk)
    assert claim_file(desk) is None
    clock.forward(hours=1)
    second = claim(desk)
    assert second.attempts == 2
    with pytest.raises(LeaseLost):
        store_file(desk, first, size=5, sha256="")
    store_file(desk, second, size=5, sha256="")


def test_a_file_that_cannot_be_had_is_told_and_the_others_are_analysed(desk: Desk) -> None:
    case = wanting(desk, "a", "b")
    fail_file(desk, claim(desk), "The file was deleted.", "Upload it again.")
    stored(desk)
    view = view_case(desk, ALICE, case.id)
    assert [(file.state, file.error) for file in view.files] == [("failed", "The file was deleted."), ("stored", "")]
    assert view.run is not None
    (notice,) = [message for message in post_everything(desk) if message.kind == "notice"]
    assert notice.content == {
        "what": "file_failed",
        "case_id": case.id,
        "number": 1,
        "error": "The file was deleted.",
        "hint": "Upload it again.",
    }


def test_when_no_file_can_be_had_nothing_starts(desk: Desk) -> None:
    case = wanting(desk, "a")
    fail_file(desk, claim(desk), "gone")
    assert view_case(desk, ALICE, case.id).run is None
    with pytest.raises(InputError, match="nothing to analyse"):
        start_run(desk, ALICE, case.id)


def test_a_download_is_tried_again_when_its_time_has_come(desk: Desk, clock: Clock) -> None:
    wanting(desk, "a")
    fail_file(desk, claim(desk), "503", retry_at=clock() + 5000)
    assert claim_file(desk) is None
    clock.forward(seconds=5)
    assert claim(desk).attempts == 2


def test_unclear_columns_are_asked_for_before_anything_starts(desk: Desk) -> None:
    case = wanting(desk, "a")
    stored(desk, format="mapped_csv", mapping={"account_id": "who"}, sure=False)
    assert view_case(desk, ALICE, case.id).missing == "The columns of a file have to be confirmed first."
    guess = columns_guess(desk, ALICE, case.id, 1)
    assert (guess.format, guess.mapping, guess.path.read_bytes()) == ("mapped_csv", {"account_id": "who"}, b"12345")
    assert "confirm_columns" in [message.kind for message in post_everything(desk)]
    run = confirm_columns(desk, ALICE, case.id, 1, format="mapped_csv", mapping={"account_id": "user"})
    assert run is not None
    (file,) = take(desk).inputs.files
    assert (file.format, file.mapping) == ("mapped_csv", {"account_id": "user"})


def test_columns_are_confirmed_once(desk: Desk) -> None:
    case = wanting(desk, "a")
    stored(desk, sure=False)
    confirm_columns(desk, ALICE, case.id, 1, format="f", mapping={})
    with pytest.raises(Conflict, match="confirmed already"):
        confirm_columns(desk, ALICE, case.id, 1, format="f", mapping={})
    with pytest.raises(InputError, match="no file 9"):
        confirm_columns(desk, ALICE, case.id, 9, format="f", mapping={})
    with pytest.raises(NotAllowed):
        confirm_columns(desk, VIEWER, case.id, 1, format="f", mapping={})


def test_a_run_waits_for_files_that_are_on_their_way(desk: Desk) -> None:
    case = wanting(desk, "a")
    with pytest.raises(Conflict, match="on their way"):
        start_run(desk, ALICE, case.id)


def test_added_data_join_the_next_run(desk: Desk) -> None:
    case = published_case(desk)
    add_data(desk, ALICE, case.id, [WantedFile("more.csv", "F2")], delivery_key="v1")
    add_data(desk, ALICE, case.id, [WantedFile("more.csv", "F2")], delivery_key="v1")
    assert stored(desk).path.relative_to(desk.data_dir).as_posix() == f"cases/{case.id}/2/2"
    taken = take(desk)
    assert taken.run.number == 2
    assert [file.path.parent.name for file in taken.inputs.files] == ["1", "2"]


def test_adding_nothing_is_refused(desk: Desk) -> None:
    with pytest.raises(InputError, match="no file"):
        add_data(desk, ALICE, published_case(desk).id, [])


def test_a_failed_file_later_starts_no_second_run_over_the_same_data(desk: Desk) -> None:
    case = published_case(desk)
    add_data(desk, ALICE, case.id, [WantedFile("more.csv", "F2")])
    fail_file(desk, claim(desk), "gone")
    assert claim_run(desk) is None


def test_a_second_run_waits_for_the_first(desk: Desk) -> None:
    case = open_file_case(desk)
    with pytest.raises(Conflict, match="right now"):
        start_run(desk, ALICE, case.id)


def test_a_rerun_keeps_parameters_that_were_not_given_anew(desk: Desk) -> None:
    case = open_case(
        desk, ALICE, None, title="t", channel_id=CHANNEL, data_follow=True, parameters={"windows": [10], "seed": 3}
    )
    give_file(desk, case)
    publish(desk, take(desk), report(cluster("C1", "abc")))
    run = start_run(desk, ALICE, case.id, parameters={"fdr": 0.1})
    assert (run.parameters, run.seed, run.number) == ({"windows": [10], "seed": 3, "fdr": 0.1}, 3, 2)


def test_a_waiting_run_is_cancelled_at_once(desk: Desk) -> None:
    case = open_file_case(desk)
    assert cancel_run(desk, ALICE, case.id).state is RunState.CANCELLED
    assert claim_run(desk) is None
    with pytest.raises(Conflict, match="Nothing is running"):
        cancel_run(desk, ALICE, case.id)
    assert [message.content["what"] for message in post_everything(desk) if message.kind == "notice"] == [
        "run_cancelled"
    ]


def test_a_viewer_starts_and_cancels_nothing(desk: Desk) -> None:
    case = open_file_case(desk)
    for act in (cancel_run, start_run):
        with pytest.raises(NotAllowed):
            act(desk, VIEWER, case.id)


def test_local_files_are_copied_into_the_case(desk: Desk) -> None:
    case = open_file_case(desk)
    (file,) = take(desk).inputs.files
    assert file.path == Path(desk.data_dir / "cases" / str(case.id) / "1" / "1")
    assert file.path.exists()
