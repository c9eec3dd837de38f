from bot.protocols import AccountRecord, PostKind, PostRecord
from tests.bot.engine.drawn import START, engine_over


def test_what_is_not_known_is_minus_one_or_empty() -> None:
    with engine_over([AccountRecord("a"), PostRecord("p", "a", START)]) as engine:
        accounts, posts = engine.accounts(), engine.posts()
    numbers = (accounts.created, accounts.followers, accounts.following, accounts.posts_total, accounts.verified)
    assert [column.tolist() for column in (*numbers, accounts.automated)] == [[-1]] * 6
    assert (accounts.handle, accounts.bio, posts.text, posts.repost_of, posts.client) == ([""], [""], [""], [""], [""])
    assert [column.tolist() for column in (posts.likes, posts.repost_of_account)] == [[-1], [-1]]
    assert (posts.urls, posts.media) == ([()], [()])


def test_ids_are_dense_by_bytes_and_targets_point_to_them() -> None:
    records = [
        PostRecord("p2", "ä", START, PostKind.REPLY, reply_to="x", reply_to_account="Z", hashtags=("a", "b")),
        PostRecord("p1", "b", START + 1, PostKind.QUOTE, quote_of="y", quote_of_account="ä"),
    ]
    with engine_over(records) as engine:
        accounts, posts = engine.accounts(), engine.posts()
    assert list(accounts.ids) == ["Z", "b", "ä"]
    assert (posts.ids, posts.account.tolist()) == (["p1", "p2"], [1, 2])
    assert (posts.reply_to_account.tolist(), posts.quote_of_account.tolist()) == ([-1, 0], [2, -1])
    assert posts.hashtags == [(), ("a", "b")]
    assert posts.kind.tolist() == [int(PostKind.QUOTE), int(PostKind.REPLY)]


def test_no_posts_give_empty_columns() -> None:
    with engine_over([AccountRecord("a", handle="h")]) as engine:
        posts = engine.posts()
    assert (len(posts), posts.time.tolist(), posts.account.tolist()) == (0, [], [])
