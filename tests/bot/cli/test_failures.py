import io

import pytest

from bot.cli.failures import Outcome, reference
from bot.errors import Cancelled, InputError, SettingsError, SourceError


def outcome_of(error: BaseException) -> tuple[int, str]:
    stderr = io.StringIO()
    with Outcome(stderr) as outcome:
        raise error
    return outcome.code, stderr.getvalue()


def test_what_goes_well_is_0_and_silent() -> None:
    stderr = io.StringIO()
    with Outcome(stderr) as outcome:
        pass
    assert (outcome.code, stderr.getvalue()) == (0, "")


def test_a_wrong_input_is_1_with_what_where_and_hint() -> None:
    assert outcome_of(InputError("The file is empty.", hint="Export it again.", where="a.csv")) == (
        1,
        "Error: a.csv: The file is empty.\nHint: Export it again.\n",
    )


def test_wrong_settings_are_1_with_every_problem() -> None:
    code, said = outcome_of(SettingsError(["A is missing", "B is no number"]))
    assert code == 1
    assert "- A is missing\n- B is no number\n" in said


@pytest.mark.parametrize("error", [SourceError("no answer"), Cancelled("stopped")])
def test_other_expected_endings_are_1(error: Exception) -> None:
    assert outcome_of(error)[0] == 1


@pytest.mark.parametrize(("status", "code"), [(0, 0), (2, 2), (None, 0), ("text", 1)])
def test_a_way_out_taken_by_typer_keeps_its_code(status: object, code: int) -> None:
    assert outcome_of(SystemExit(status)) == (code, "")


def test_our_own_fault_is_3_with_the_stack_and_a_reference() -> None:
    code, said = outcome_of(ZeroDivisionError("x"))
    assert code == 3
    assert "Traceback" in said
    assert said.splitlines()[-1].startswith("Something broke on our side (ref ")


def test_an_interrupt_goes_on_to_the_shell() -> None:
    with pytest.raises(KeyboardInterrupt), Outcome(io.StringIO()):
        raise KeyboardInterrupt


def caught(number: int) -> Exception:
    try:
        raise ValueError(number) if number < 10 else KeyError(number)
    except (ValueError, KeyError) as error:
        return error


def test_the_same_fault_has_the_same_reference_whatever_its_data() -> None:
    assert reference(caught(1)) == reference(caught(2))


def test_another_fault_has_another_reference() -> None:
    assert reference(caught(1)) != reference(caught(10))


def test_a_file_name_cannot_steer_the_terminal() -> None:
    _, said = outcome_of(InputError("bad", where="\x1b[31mred\u202e.csv"))
    assert "\x1b" not in said
    assert "\u202e" not in said
