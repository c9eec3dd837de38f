"""D11: accounts that became somebody else between looks are found; one rename, one new picture, few looks are not."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bot.detectors.d11_drift import DETECTOR
from bot.model import AccountState, Snapshot
from bot.protocols import AccountRecord, Measurement, PostRecord, Record
from bot.reporting.wording import sentence
from tests.bot.worlds import DAY, START, context_of, crowd, group_of, person, swarm

MEMBERS = [f"Amplifier{index:08d}" for index in range(10)]
WORLD: list[Record] = [*crowd(), *swarm(amplifiers=10)]
OTHERS = [row.account_id for row in WORLD if isinstance(row, AccountRecord) and row.account_id.startswith("person")]
HANDLES = {row.account_id: row.handle for row in WORLD if isinstance(row, AccountRecord)}
MONTH_MS = 30 * 86_400_000


def look(account_id: str, month: int = 0, **fields: object) -> Snapshot:
    """A look at an account that shows what the data show, unless a test says otherwise."""
    base: dict[str, object] = {
        "handle": HANDLES.get(account_id, account_id),
        "name": "",
        "state": AccountState.ACTIVE,
        "bio_hash": "b",
        "avatar_hash": "a",
        "created": None,
        "followers": None,
        "posts_total": 100,
        "source": "bluesky",
        "at": START * 1000 + month * MONTH_MS,
    }
    return Snapshot(account_id, **{**base, **fields})  # type: ignore[arg-type]


def looks(names: Iterable[str], **fields: Any) -> list[Snapshot]:
    return [look(name, **fields) for name in names]


def measured(snapshots: list[Snapshot], members: list[str] = MEMBERS, world: list[Record] = WORLD) -> Measurement:
    context = context_of(world, extras={"snapshots": tuple(snapshots)})
    assert DETECTOR.measure is not None
    return DETECTOR.measure(context, group_of(context, members))


def test_half_of_a_group_under_new_handles_is_found() -> None:
    renamed = [look(name, handle=f"old_{name}") for name in MEMBERS[:5]]
    result = measured([*renamed, *looks(MEMBERS[5:]), *looks(OTHERS[:30])])
    assert (result.support, result.numbers["renamed"], result.numbers["reused"]) == (5, 5, 0)
    assert result.statistic is not None
    assert result.statistic > 0.7
    assert result.value == 0.5


def test_accounts_that_stayed_as_they_were_show_nothing() -> None:
    result = measured([*looks(MEMBERS), *looks(MEMBERS, month=1), *looks(OTHERS[:30])])
    assert (result.applicable, result.support, result.statistic) == (True, 0, 0.0)


def test_two_renamed_accounts_are_too_few() -> None:
    renamed = [look(name, handle=f"old_{name}") for name in MEMBERS[:2]]
    assert measured([*renamed, *looks(MEMBERS[2:]), *looks(OTHERS)]).support == 0


def test_a_group_renamed_as_often_as_the_others_shows_nothing() -> None:
    before = [look(name, handle=f"old_{name}") for name in [*MEMBERS[:5], *OTHERS[:20]]]
    assert measured([*before, *looks(MEMBERS[5:]), *looks(OTHERS[20:40])]).support == 0


def test_capital_letters_are_no_new_handle() -> None:
    assert measured([look(name, handle=HANDLES[name].upper()) for name in MEMBERS]).support == 0


def test_a_fifth_of_the_posts_gone_counts_and_less_does_not() -> None:
    for left, found in ((80, 10), (81, 0)):
        result = measured([*looks(MEMBERS), *looks(MEMBERS, month=1, posts_total=left)])
        assert (result.support, result.numbers["fewer"]) == (found, found)


def test_posts_that_fell_and_grew_again_still_fell() -> None:
    rows = [look(name, month, posts_total=count) for name in MEMBERS for month, count in enumerate((200, 40, 500))]
    assert measured(rows).numbers["fewer"] == 10


def test_a_first_file_that_a_rerun_reads_again_is_no_fall_of_posts() -> None:
    world = [replace(row, posts_total=50) if isinstance(row, AccountRecord) else row for row in WORLD]
    assert measured([*looks(MEMBERS), *looks(MEMBERS, month=1, posts_total=900)], world=world).support == 0


def test_nine_posts_that_became_one_are_too_few_to_say() -> None:
    assert measured([*looks(MEMBERS, posts_total=9), *looks(MEMBERS, month=1, posts_total=1)]).support == 0


def test_text_and_picture_changed_at_once_count_and_one_of_them_does_not() -> None:
    first = looks(MEMBERS)
    assert measured([*first, *looks(MEMBERS, month=1, bio_hash="c")]).support == 0
    assert measured([*first, *looks(MEMBERS, month=1, bio_hash="c", avatar_hash="d")]).numbers["remade"] == 10


def test_handles_that_went_to_other_accounts_count_for_both() -> None:
    swapped = [look(name, handle=HANDLES[MEMBERS[at - 1]]) for at, name in enumerate(MEMBERS)]
    result = measured(swapped)
    assert (result.numbers["renamed"], result.numbers["reused"]) == (10, 10)


def test_a_handle_that_two_accounts_have_all_the_time_was_not_passed_on() -> None:
    world = [*WORLD, *(person(f"copy{at}", handle=HANDLES[name]) for at, name in enumerate(MEMBERS))]
    assert measured([*looks(MEMBERS)], world=world).support == 0


def test_a_look_that_reached_nobody_says_nothing() -> None:
    rows = [look(name, handle="", state=AccountState.UNKNOWN, posts_total=None) for name in MEMBERS]
    assert measured(rows).why_not == "0 accounts with an earlier look are too few; it takes 5"


def test_without_earlier_looks_it_is_not_applicable() -> None:
    assert measured([]).why_not == "no earlier look at these accounts is known"


def test_without_others_that_were_looked_at_one_in_ten_is_taken_as_usual() -> None:
    result = measured([look(name, handle=f"old_{name}") for name in MEMBERS])
    assert sentence(DETECTOR, result) == (
        "10 of 10 accounts became somebody else after 14 Nov 2023; 10 took another handle. No others were looked at "
        "again; 10 % is taken as usual."
    )


def test_the_sentence_gives_the_others_where_they_were_looked_at() -> None:
    rows = [*looks(MEMBERS), *looks(MEMBERS, month=1, posts_total=1, handle="x"), *looks(OTHERS[:50])]
    text = sentence(DETECTOR, measured(rows))
    assert "; 10 have at least a fifth fewer posts" in text
    assert text.endswith("Among the other accounts that were looked at again it is 1 %.")


def spoken(before: str, after: str, *, named: bool = True, posts: int = 4) -> list[Record]:
    """Posts of every member on both sides of the first look, in one language each."""
    texts = {
        "en": "good morning everybody the weather by the river is lovely again today",
        "de": "guten Morgen zusammen, das Wetter am Fluss ist heute wieder wunderschön geworden",
    }
    return [
        PostRecord(
            f"{name}-{side}-{n}",
            name,
            START + (1 if side else -1) * DAY * (n + 1),
            text=f"{texts[language]} {n}",
            language=language if named else None,
        )
        for name in MEMBERS
        for side, language in enumerate((before, after))
        for n in range(posts)
    ]


def test_accounts_that_write_in_another_language_since_the_look_are_counted() -> None:
    result = measured([*looks(MEMBERS), *looks(OTHERS[:30])], world=[*WORLD, *spoken("en", "de")])
    assert (result.support, result.numbers["tongue"], result.numbers["identified"]) == (len(MEMBERS), len(MEMBERS), 0)
    assert f"; {len(MEMBERS)} write in another language than before." in sentence(DETECTOR, result)


def test_a_language_that_the_data_do_not_name_is_read_from_the_texts_and_that_is_said() -> None:
    result = measured([*looks(MEMBERS), *looks(OTHERS[:30])], world=[*WORLD, *spoken("en", "de", named=False)])
    assert result.numbers["tongue"] == len(MEMBERS)
    assert "The data name no language for 10 accounts of them: py3langid " in sentence(DETECTOR, result)


def test_people_who_go_on_in_their_language_or_said_too_little_before_show_nothing() -> None:
    snapshots = [*looks(MEMBERS), *looks(OTHERS[:30])]
    assert measured(snapshots, world=[*WORLD, *spoken("en", "en")]).support == 0
    assert measured(snapshots, world=[*WORLD, *spoken("en", "de", posts=2)]).support == 0


def test_people_who_write_in_two_languages_anyway_show_nothing() -> None:
    mixed = [
        *spoken("en", "de"),
        *(
            PostRecord(f"{name}-mixed-{n}", name, START - DAY * (n + 9), text="noch ein Wort dazu", language="de")
            for name in MEMBERS
            for n in range(3)
        ),
    ]
    assert measured([*looks(MEMBERS), *looks(OTHERS[:30])], world=[*WORLD, *mixed]).support == 0
