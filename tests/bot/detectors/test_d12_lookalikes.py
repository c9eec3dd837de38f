"""D12: copies of well-followed or watched accounts are found; parodies of nobody and the originals are not."""

from bot.detectors.d12_lookalikes import DETECTOR
from bot.protocols import AccountRecord, Measurement, Record
from bot.reporting.wording import sentence
from tests.bot.worlds import context_of, group_of

RECORDS: list[Record] = [
    AccountRecord("star", handle="HarbourNews", name="Harbour News", followers=80_000, avatar="a.jpg"),
    AccountRecord("copy1", handle="HarbourNevvs", name="Harbour News", followers=30),
    AccountRecord("copy2", handle="HarbοurNews", name="something", followers=12, avatar="a.jpg"),
    AccountRecord("parody", handle="Harbour_News", name="Harbour Snooze", followers=40),
    AccountRecord("peer", handle="HarbourNews_", name="Harbour News", followers=50_000),
    AccountRecord("other", handle="someone", name="Some One", followers=5),
]
EVERYONE = ["star", "copy1", "copy2", "parody", "peer", "other"]


def measured(names: list[str], protected: tuple[str, ...] = (), records: list[Record] = RECORDS) -> Measurement:
    context = context_of(records, extras={"protected": protected})
    assert DETECTOR.measure is not None
    return DETECTOR.measure(context, group_of(context, names))


def found(result: Measurement) -> set[str]:
    ids = context_of(RECORDS).engine.accounts().ids
    return {ids[account] for account in result.accounts}


def test_small_copies_with_the_same_name_or_picture_are_found() -> None:
    assert found(measured(EVERYONE)) == {"copy1", "copy2"}


def test_a_watched_handle_is_enough_and_its_owner_is_no_copy() -> None:
    result = measured(EVERYONE, protected=("@sorneone", "HarbourNews"))
    assert found(result) == {"copy1", "copy2", "parody", "peer", "other"}
    assert result.numbers["listed"] == 5


def test_without_anyone_to_look_like_it_is_not_applicable() -> None:
    rows: list[Record] = [AccountRecord("a", handle="abcdef", followers=3)]
    assert measured(["a"], records=rows).why_not == "no protected names, and no account with 10,000 followers or more"


def test_the_sentence_leaves_protected_names_out_where_there_is_none() -> None:
    assert sentence(DETECTOR, measured(EVERYONE)) == (
        "2 of 6 accounts have a handle that looks like another's: of a far better followed account with the same name "
        "or picture, or of a name that the team protects."
    )
