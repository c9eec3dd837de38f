"""Fetches profile pictures by the addresses that profiles give: bounded in number, size and time, kept in a folder."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

import httpx

from bot.sources._public import NotPublic, Policy, PublicHosts

TYPES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
NO_ANSWER = "no answer"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Bounds of one run: pictures, bytes of one, seconds of one and of all together, redirects of one."""

    pictures: int = 2_000
    bytes: int = 2 << 20
    seconds: float = 10.0
    seconds_in_all: float = 120.0
    redirects: int = 3


@dataclass(slots=True)
class Fetched:
    """What came of it: how many pictures there are, why others are not, and how many were not asked for."""

    got: int = 0
    missed: Counter[str] = field(default_factory=Counter)
    unasked: int = 0

    @property
    def told(self) -> str:
        """One line for people; '' where every picture is there."""
        asked, missed = self.got + self.missed.total(), self.missed.total()
        why = ", ".join(f"{count:,} {reason}" for reason, count in sorted(self.missed.items(), key=_most_first))
        lines = [f"{missed:,} of {asked:,} profile pictures could not be fetched ({why})"] if missed else []
        if self.unasked:
            lines.append(f"{self.unasked:,} more were not asked for (the limits of one run)")
        told = "; ".join(lines)
        return told if missed or not told else f"Profile pictures: {told}"


def _most_first(row: tuple[str, int]) -> tuple[int, str]:
    return -row[1], row[0]


class _Missed(Exception):
    """Why one picture was not fetched."""


@dataclass(frozen=True, slots=True)
class PictureFetcher:
    """Fetches pictures and keeps them in `folder` by their address, so that a rerun asks nobody again."""

    folder: Path
    policy: Policy = field(default_factory=Policy)
    limits: FetchLimits = FetchLimits()
    timer: Callable[[], float] = time.monotonic

    def fetch(
        self, wanted: Sequence[tuple[str, str]], progress: Progress, outcome: Fetched
    ) -> Iterator[tuple[str, bytes]]:
        """(account id, picture) of those (account id, address) that could be had; `outcome` counts the others."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        until = self.timer() + self.limits.seconds_in_all
        outcome.unasked += max(len(wanted) - self.limits.pictures, 0)
        chosen = wanted[: self.limits.pictures]
        with self._client() as client:
            for number, (account_id, address) in enumerate(chosen):
                progress("fetching profile pictures", number, len(chosen))
                if self.timer() > until and not self._place(address).exists():
                    outcome.unasked += 1
                    continue
                try:
                    picture = self._one(client, address, until)
                except _Missed as missed:
                    outcome.missed[str(missed)] += 1
                else:
                    outcome.got += 1
                    yield account_id, picture

    def _client(self) -> httpx.Client:
        return httpx.Client(
            transport=PublicHosts(self.policy),
            timeout=self.limits.seconds,
            follow_redirects=True,
            max_redirects=self.limits.redirects,
            trust_env=False,
            headers={"accept": ", ".join(sorted(TYPES)), "accept-encoding": "identity", "user-agent": "shoal"},
        )

    def _place(self, address: str) -> Path:
        return self.folder / blake2b(address.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def _one(self, client: httpx.Client, address: str, until: float) -> bytes:
        place = self._place(address)
        if place.exists():
            return place.read_bytes()
        try:
            with client.stream("GET", address) as answer:
                picture = self._body(answer, until)
        except NotPublic as error:
            raise _Missed(str(error)) from error
        except httpx.TooManyRedirects as error:
            raise _Missed("sent on too often") from error
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise _Missed(NO_ANSWER) from error
        part = place.with_suffix(".part")
        part.write_bytes(picture)
        part.replace(place)
        return picture

    def _body(self, answer: httpx.Response, until: float) -> bytes:
        if answer.status_code != httpx.codes.OK:
            raise _Missed(f"answered {answer.status_code}")
        if answer.headers.get("content-encoding", "identity") != "identity":
            raise _Missed("packed, though nobody asked for that")
        if answer.headers.get("content-type", "").partition(";")[0].strip().lower() not in TYPES:
            raise _Missed("no picture")
        found = bytearray()
        for piece in answer.iter_raw():
            found += piece
            if len(found) > self.limits.bytes:
                raise _Missed(f"over {self.limits.bytes >> 20} MB")
            if self.timer() > until:
                raise _Missed("too slow")
        return bytes(found)
