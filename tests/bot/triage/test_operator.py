from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import InputError, NotFound
from bot.model import Person, RightRole
from bot.triage.browse_cases import find_case
from bot.triage.desk import Desk, open_desk
from bot.triage.open_case import open_case
from bot.triage.operator import operator


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = open_desk(f"sqlite:///{tmp_path / 'shoal.db'}", tmp_path, now=lambda: 1_700_000_000_000)
    yield opened
    opened.database.close()


def open_in(desk: Desk, team: str, channel: str) -> int:
    person = Person(team, "U1", RightRole.ANALYST, frozenset({channel}))
    return open_case(desk, person, None, title="x", handles=["x:a"], channel_id=channel).number


def test_the_console_reads_every_channel_of_the_only_team(desk: Desk) -> None:
    numbers = [open_in(desk, "T1", "C1"), open_in(desk, "T1", "C2")]
    person = operator(desk)
    assert (person.team_id, person.user_id) == ("T1", "console")
    assert [find_case(desk, person, number).number for number in numbers] == [1, 2]


def test_among_several_teams_one_has_to_be_named(desk: Desk) -> None:
    open_in(desk, "T1", "C1")
    open_in(desk, "T2", "C2")
    with pytest.raises(InputError, match="Several teams") as caught:
        operator(desk)
    assert caught.value.hint == "Name one with --team: T1, T2."
    assert operator(desk, "T2").channels == {"C2"}


def test_a_team_without_cases_is_not_found(desk: Desk) -> None:
    open_in(desk, "T1", "C1")
    with pytest.raises(NotFound, match="no team T9"):
        operator(desk, "T9")


def test_an_empty_database_is_said_so(desk: Desk) -> None:
    with pytest.raises(NotFound, match="holds no case"):
        operator(desk)
