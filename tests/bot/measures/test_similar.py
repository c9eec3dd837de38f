"""The layer of near-duplicate texts: long own words count, links explain what goes along with them."""

from bot.measures.similar import similar_shares
from bot.protocols import PostKind, PostRecord, Record, Shares
from tests.bot.worlds import START, context_of

WORDS = "Nobody expected the council to reopen the old bridge before the end of summer"
OTHER = "A second long sentence about nothing but ferries and the price of their tickets"


def shares(records: list[Record], members: set[int] | None = None) -> Shares:
    context = context_of(records)
    return similar_shares(context.engine.posts(), len(context.engine.accounts()), members)


def rows(found: Shares) -> list[tuple[int, int, str]]:
    """(object, account, content) of each row."""
    return list(zip(found.object.tolist(), found.account.tolist(), found.content, strict=True))


def post(account: str, number: int, text: str, **fields: object) -> PostRecord:
    return PostRecord(f"{account}-{number}", account, START + number, text=text, **fields)  # type: ignore[arg-type]


def test_nearly_the_same_texts_are_one_object_and_each_account_has_its_earliest() -> None:
    found = shares(
        [post("a", 1, WORDS), post("b", 9, f"{WORDS}!!"), post("b", 2, f"Wow. {WORDS}"), post("c", 3, OTHER)]
    )
    by_account = {account: (number, content) for number, account, content in rows(found)}
    assert by_account[0][0] == by_account[1][0] != by_account[2][0]
    assert [by_account[account][1] for account in range(3)] == ["a-1", "b-2", "c-3"]


def test_a_text_that_goes_along_with_one_link_is_left_to_the_link_layers() -> None:
    button = [
        post(name, 1, f"{WORDS} https://paper.example/bridge", urls=("https://paper.example/bridge",)) for name in "abc"
    ]
    assert rows(shares([*button])) == []
    apart = [post(name, 1, f"{WORDS} https://x.example/{name}", urls=(f"https://x.example/{name}",)) for name in "abc"]
    assert len({number for number, _, _ in rows(shares([*apart]))}) == 1


def test_short_texts_and_reposts_do_not_count() -> None:
    again = post("b", 2, WORDS, kind=PostKind.REPOST, repost_of="a-1", repost_of_account="a")
    assert rows(shares([post("a", 1, "good luck to you all"), again])) == []


def test_only_the_members_asked_for_are_read() -> None:
    found = shares([post("a", 1, WORDS), post("b", 2, WORDS), post("c", 3, WORDS)], {0, 2})
    assert [account for _, account, _ in rows(found)] == [0, 2]


def test_an_account_with_more_texts_has_more_objects_even_if_nobody_repeats_them() -> None:
    found = shares([post("a", 1, WORDS), post("a", 2, OTHER), post("b", 3, WORDS)])
    assert sorted((account, content) for _, account, content in rows(found)) == [(0, "a-1"), (0, "a-2"), (1, "b-3")]
