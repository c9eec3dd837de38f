import json
from pathlib import Path
from typing import Any

from bot.evaluation.twibot import NAME, accounts_of, own_texts_of, users_in
from bot.protocols import AccountRecord

PROFILE = {
    "id": "12 ",
    "screen_name": "ann ",
    "name": "Ann ",
    "created_at": "Thu Jan 01 00:01:00 +0000 2009 ",
    "followers_count": "5 ",
    "friends_count": "7 ",
    "statuses_count": "9 ",
    "description": "hello ",
    "verified": "True ",
}
USERS: list[dict[str, Any]] = [
    {"profile": PROFILE, "tweet": ["Hello  there @bob ", "RT @bob: no ", "https://t.co/x "]},
    {"profile": PROFILE, "tweet": None},
]


def test_values_lose_their_trailing_blanks() -> None:
    assert next(iter(accounts_of(USERS))) == AccountRecord(
        "12", "ann", "Ann", created=1_230_768_060, followers=5, following=7, posts_total=9, bio="hello", verified=True
    )


def test_reposts_and_texts_without_words_are_left_out() -> None:
    assert own_texts_of(USERS) == [(0, "Hello there")]


def test_another_folder_holds_no_users(tmp_path: Path) -> None:
    assert users_in(tmp_path) == []
    (tmp_path / NAME).write_text(json.dumps(USERS), encoding="utf-8")
    assert len(users_in(tmp_path)) == 2
