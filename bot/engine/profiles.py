"""Accounts and posts as columns over dense ids."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from bot.engine.tables import Tables, integers
from bot.measures.avatars import no_avatars
from bot.measures.pdq import WORDS, words_of
from bot.protocols import I32, I64, Accounts, Avatars, Posts

ACCOUNT_NUMBERS = ("created", "followers", "following", "posts_total", "verified", "automated", "acted")
ACCOUNT_TEXTS = ("handle", "name", "bio", "avatar", "language")
EYES = ("eye_left_x", "eye_left_y", "eye_right_x", "eye_right_y")
POST_TEXTS = ("text", "language", "repost_of", "client")
POST_LISTS = ("urls", "hashtags", "mentions", "media")
POST_NUMBERS = ("time", "kind", "likes", "reposts", "replies")
POST_ACCOUNTS = ("account_id", "repost_of_account", "reply_to_account", "quote_of_account")


def accounts(tables: Tables) -> Accounts:
    """All accounts in byte order of their ids; what is not known is -1 or empty."""
    numbers = ", ".join(f"CAST({name} AS BIGINT) AS {name}" for name in ACCOUNT_NUMBERS)
    texts = ", ".join(f"coalesce({name}, '') AS {name}" for name in ACCOUNT_TEXTS)
    got = tables.columns(f"SELECT {numbers}, {texts} FROM {{accounts}} ORDER BY account_id")  # noqa: S608 - our names
    number = {name: integers(got[name]) for name in ACCOUNT_NUMBERS}
    text = {name: list(got[name]) for name in ACCOUNT_TEXTS}
    return Accounts(
        ids=tables.account_ids,
        **text,
        created=number["created"],
        followers=number["followers"],
        following=number["following"],
        posts_total=number["posts_total"],
        verified=number["verified"].astype(np.int8),
        automated=number["automated"].astype(np.int8),
        acted=number["acted"].astype(np.int8),
    )


def posts(tables: Tables) -> Posts:
    """All posts in byte order of their ids."""
    numbers = ", ".join(f"CAST({name} AS BIGINT) AS {name}" for name in POST_NUMBERS)
    texts = ", ".join(f"coalesce({name}, '') AS {name}" for name in POST_TEXTS)
    lists = ", ".join(POST_LISTS)
    query = f"SELECT content_id, {', '.join(POST_ACCOUNTS)}, {numbers}, {texts}, {lists} FROM {{posts}}"  # noqa: S608
    rows = tables.rows(query + " ORDER BY content_id")
    names = ("content_id", *POST_ACCOUNTS, *POST_NUMBERS, *POST_TEXTS, *POST_LISTS)
    columns: dict[str, list[Any]] = {name: [row[i] for row in rows] for i, name in enumerate(names)}
    dense = {name: index for index, name in enumerate(tables.account_ids)}
    return Posts(
        ids=columns["content_id"],
        account=_ranks(columns["account_id"], dense),
        time=_numbers(columns["time"]),
        kind=_numbers(columns["kind"]).astype(np.int8),
        text=columns["text"],
        language=columns["language"],
        repost_of=columns["repost_of"],
        repost_of_account=_ranks(columns["repost_of_account"], dense),
        reply_to_account=_ranks(columns["reply_to_account"], dense),
        quote_of_account=_ranks(columns["quote_of_account"], dense),
        **{name: [tuple(values or ()) for values in columns[name]] for name in POST_LISTS},
        likes=_numbers(columns["likes"]),
        reposts=_numbers(columns["reposts"]),
        replies=_numbers(columns["replies"]),
        client=columns["client"],
    )


def avatars(tables: Tables) -> Avatars:
    """Profile pictures in byte order of their accounts' ids; accounts without a usable picture are left out."""
    if not tables.has_avatars:
        return no_avatars()
    query = f"SELECT account_id, pdq, quality, faces, {', '.join(EYES)} FROM {{avatars}}"  # noqa: S608 - our names
    rows = tables.rows(query + " WHERE pdq IS NOT NULL ORDER BY account_id")
    dense = {name: index for index, name in enumerate(tables.account_ids)}
    return Avatars(
        account=_ranks((row[0] for row in rows), dense),
        pdq=np.array([words_of(row[1]) for row in rows], dtype=np.uint64).reshape(-1, WORDS),
        quality=np.array([row[2] for row in rows], dtype=np.int16),
        faces=np.array([row[3] for row in rows], dtype=np.int16),
        eyes=np.array([row[4:8] for row in rows], dtype=np.int32).reshape(-1, 4),
    )


def _ranks(ids: Iterable[str | None], dense: dict[str, int]) -> I32:
    return np.array([-1 if name is None else dense.get(name, -1) for name in ids], dtype=np.int32)


def _numbers(values: Iterable[int | None]) -> I64:
    return np.array([-1 if value is None else value for value in values], dtype=np.int64)
