from typing import Any

from handlers.blocks.digest import digest
from tests.handlers import samples
from tests.handlers.reading import check_blocks, labels, read

NOW = samples.AT + 3 * samples.DAY


def waiting(case: int, key: str, at: int = samples.AT) -> dict[str, Any]:
    return {"case": case, "key": key, "at": at}


FULL = {
    "votes": 15,
    "wanted": [waiting(4, f"C{number}") for number in range(1, 8)],
    "disputed": [waiting(2, "C3")],
    "rechecks": [waiting(1, "C1")],
    "expiring": [waiting(3, "", samples.AT)],
}


def test_what_waits_is_counted_and_the_first_few_are_named() -> None:
    told = digest(FULL, samples.CHANNEL, NOW)
    check_blocks(told.blocks)
    assert read(told.blocks[:1]).splitlines() == [
        "*What waits in this channel*",
        (
            "*15 votes wanted* · oldest waits 3 d: C1 of case 4, C2 of case 4, C3 of case 4, C4 of case 4, "
            "C5 of case 4 and 2 more"
        ),
        "*1 disputed*, another view is wanted: C3 of case 2",
        "*1 recheck today:* C1 of case 1",
        (
            "*Raw posts are deleted soon:* case 3 on <!date^1714780800^{date_short}|4 May 2024>. "
            "Hold evidence keeps what is cited."
        ),
    ]
    assert labels(told.blocks) == ["My votes"]


def test_what_does_not_wait_is_not_mentioned() -> None:
    content = {"votes": 0, "wanted": [], "disputed": [], "rechecks": [waiting(1, "C1")], "expiring": []}
    told = digest(content, samples.CHANNEL, NOW)
    assert read(told.blocks[:1]) == "*What waits in this channel*\n*1 recheck today:* C1 of case 1"
    assert labels(told.blocks) == []
