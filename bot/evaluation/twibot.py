"""Reads the TwiBot-20 sample, a control for texts: profiles and posts without times, values with trailing blanks.

It is no upload format: without times and ids of posts nothing in it can be triaged.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.measures.texts import normalise
from bot.measures.timestamps import parse_time, seconds_of
from bot.protocols import AccountRecord

NAME = "TwiBot-20_sample.json"
REPOST = "RT @"


def users_in(place: Path) -> list[dict[str, Any]]:
    """The users of the sample in a folder; none where the folder holds something else."""
    path = place / NAME
    return list(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else []


def accounts_of(users: list[dict[str, Any]]) -> Iterator[AccountRecord]:
    """Profiles; numbers that are not there stay unknown."""
    for user in users:
        profile = {key: str(value).strip() for key, value in user["profile"].items()}
        yield AccountRecord(
            account_id=profile["id"],
            handle=profile["screen_name"],
            name=profile["name"],
            created=seconds_of(parse_time(profile["created_at"]))[0],
            followers=int(profile["followers_count"]),
            following=int(profile["friends_count"]),
            posts_total=int(profile["statuses_count"]),
            bio=profile["description"],
            verified=profile["verified"] == "True",
        )


def own_texts_of(users: list[dict[str, Any]]) -> list[tuple[int, str]]:
    """(number of the author, normalised text) of every post that is no repost and has words."""
    pairs = [
        (number, normalise(text.strip()))
        for number, user in enumerate(users)
        for text in user["tweet"] or []
        if not text.startswith(REPOST)
    ]
    return [(author, text) for author, text in pairs if text]
