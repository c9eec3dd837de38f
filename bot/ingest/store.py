"""Takes records in input order and leaves the folder of a run: three Parquet tables, dataset.json, rejected.csv."""

import csv
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from bot.ingest.account_book import AccountBook
from bot.ingest.lacks import OBSERVED
from bot.ingest.observed import Observed
from bot.ingest.shares import shares_of
from bot.ingest.sieve import Sieve
from bot.ingest.tables import ACCOUNTS, POSTS, SHARES, TableWriter
from bot.measures.timestamps import EARLIEST, RELATIVE_END, SECOND, time_problem
from bot.protocols import AccountRecord, PostRecord, Record, ShareBatch, ShareRecord
from bot.report import Dataset, Rejected

KEPT_REJECTED = 100_000
SHOWN_REJECTED = 100
_FILES = ("accounts.parquet", "posts.parquet", "shares.parquet", "rejected.csv", "dataset.json")


class Store:
    """Writes beside the final names and moves all files into place at the end; an error leaves nothing behind.

    With a `sieve` only what it lets through is taken, and accounts are those that what is left names.
    """

    def __init__(self, folder: Path, latest: int | None, sieve: Sieve | None = None) -> None:
        self.sieve = sieve
        self._folder = folder
        self._latest = latest
        folder.mkdir(parents=True, exist_ok=True)
        self._posts = TableWriter(self._part("posts.parquet"), POSTS)
        self._shares = TableWriter(self._part("shares.parquet"), SHARES)
        self._seen: set[str] = set()
        self._rejected: list[Rejected] = []
        self.book = AccountBook()
        self.observed = Observed()
        self.rejected_total = 0
        self.rows = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is not None:
            self._posts.abandon()
            self._shares.abandon()
        for name in _FILES:
            self._part(name).unlink(missing_ok=True)

    def reject(self, row: Rejected) -> None:
        """Count a row that cannot be used, and keep where and why."""
        self.rejected_total += 1
        if len(self._rejected) < KEPT_REJECTED:
            self._rejected.append(row)

    def first_rejected(self) -> Rejected:
        """The first row that could not be used."""
        return self._rejected[0]

    def chosen(self, record: Record) -> Record | None:
        """What is to be taken of a record."""
        return record if self.sieve is None else self.sieve.record(record)

    def account(self, record: AccountRecord, file: str, line: int) -> None:
        """Take a row about an account."""
        if not record.account_id:
            self.reject(Rejected(file, line, "the row names no account"))
            return
        self.book.describe(record)

    def post(self, post: PostRecord, file: str, line: int) -> None:
        """Take a post and what it shares; of posts with one id the first is kept, all of them share."""
        micros = post.time * SECOND if post.time_us is None else post.time_us
        problem = _post_problem(post) or time_problem(micros, self._latest)
        if problem is not None:
            self.reject(Rejected(file, line, problem))
            return
        row = self.rows
        self.rows += 1
        self.observed.post(post)
        self.book.acted.add(post.account_id)
        for target in (post.repost_of_account, post.reply_to_account, post.quote_of_account):
            if target:
                self.book.targets.add(target)
        if post.content_id not in self._seen:
            self._seen.add(post.content_id)
            self._posts.append(_post_row(row, post, micros))
        for layer, object_id in shares_of(post):
            self._shares.append((row, layer, object_id, post.account_id, post.content_id, post.time, micros))

    def share(self, share: ShareRecord, file: str, line: int) -> None:
        """Take a share that has no post."""
        micros = share.time * SECOND if share.time_us is None else share.time_us
        problem = _share_problem(share) or time_problem(micros, self._latest)
        if problem is not None:
            self.reject(Rejected(file, line, problem))
            return
        self.observed.time(share.time)
        self.book.acted.add(share.account_id)
        self._shares.append((
            self.rows, share.layer, share.object_id, share.account_id, share.content_id, share.time, micros,
        ))  # fmt: skip
        self.rows += 1

    def batch(self, read: ShareBatch, file: str) -> None:
        """Take many shares at once; a batch with a wrong time goes row by row, so that it is rejected by itself."""
        batch = read if self.sieve is None else self.sieve.batch(read)
        micros = np.asarray(batch.time_us, np.int64)
        seconds = micros // SECOND
        if not len(seconds):
            return
        if not self._plausible(seconds):
            for at, object_id in enumerate(batch.object_id):
                second, whole = int(seconds[at]), int(micros[at])
                record = ShareRecord(
                    batch.layer, object_id, batch.account_id[at], batch.content_id[at], second, whole
                )  # fmt: skip
                self.share(record, file, batch.line[at])
            return
        self.observed.times(seconds)
        self.book.acted.update(batch.account_id)
        rows = np.arange(self.rows, self.rows + len(seconds))
        layer = [batch.layer] * len(seconds)
        self._shares.extend([rows, layer, batch.object_id, batch.account_id, batch.content_id, seconds, micros])
        self.rows += len(seconds)

    def finish(self, format_name: str, promised: Sequence[str]) -> Dataset:
        """Write what is left and move the files into place."""
        if self.sieve is not None:
            if self.sieve.narrows:
                self.book.forget_the_absent()
            self.sieve.check(self.rows or len(self.book))
        self._posts.close()
        self._shares.close()
        self._write_accounts()
        dataset = self._dataset(format_name, promised)
        self._part("dataset.json").write_text(json.dumps(asdict(dataset), ensure_ascii=False, indent=1) + "\n", "utf-8")
        self._write_rejected()
        for name in _FILES:
            self._part(name).replace(self._folder / name)
        return dataset

    def _plausible(self, seconds: np.ndarray[tuple[int], np.dtype[np.int64]]) -> bool:
        low, high = int(seconds.min()), int(seconds.max())
        if self._latest is not None and high > self._latest:
            return False
        return low >= EARLIEST or high < RELATIVE_END

    def _dataset(self, format_name: str, promised: Sequence[str]) -> Dataset:
        seen = self.observed
        return Dataset(
            format=format_name,
            accounts=len(self.book),
            posts=self._posts.written,
            shares=self._shares.written,
            first=seen.first,
            last=seen.last,
            time_resolution_seconds=seen.resolution,
            lacks=self._lacks(promised),
            rejected=tuple(self._rejected[:SHOWN_REJECTED]),
            rejected_total=self.rejected_total,
        )

    def _lacks(self, promised: Sequence[str]) -> tuple[str, ...]:
        missing = self.observed.missing(self.book, posts=self._posts.written)
        words = {word for word in promised if word not in OBSERVED} | missing
        return tuple(sorted(words))

    def _write_accounts(self) -> None:
        writer = TableWriter(self._part("accounts.parquet"), ACCOUNTS)
        for record, acted in self.book.in_order():
            writer.append(
                (
                    record.account_id,
                    record.handle,
                    record.name,
                    record.created,
                    record.followers,
                    record.following,
                    record.posts_total,
                    record.bio,
                    record.avatar,
                    record.language,
                    record.verified,
                    record.automated,
                    record.status,
                    acted,
                )
            )
        writer.close()

    def _write_rejected(self) -> None:
        with self._part("rejected.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(("file", "line", "reason"))
            writer.writerows((_harmless(row.file), row.line, _harmless(row.reason)) for row in self._rejected)

    def _part(self, name: str) -> Path:
        return self._folder / f"{name}.part"


def _post_problem(post: PostRecord) -> str | None:
    if not post.content_id:
        return "the row has no post id"
    return None if post.account_id else "the row names no account"


def _share_problem(share: ShareRecord) -> str | None:
    if not share.object_id:
        return "the row names no object"
    return None if share.account_id else "the row names no account"


def _post_row(row: int, post: PostRecord, micros: int) -> tuple[object, ...]:
    return (
        row, post.content_id, post.account_id, post.time, micros, int(post.kind), post.text, post.language,
        post.repost_of, post.repost_of_account, post.reply_to, post.reply_to_account, post.quote_of,
        post.quote_of_account, post.urls, post.hashtags, post.mentions, post.media, post.likes, post.reposts,
        post.replies, post.client,
    )  # fmt: skip


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
