from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.engine.local import LocalEngine
from bot.ingest.intake import write_records
from bot.protocols import AccountRecord, Accounts, Engine, PostKind, PostRecord
from bot.report import ClusterAccount, ClusterReport, Finding, Role
from bot.reporting import habits
from bot.reporting.habits import form_label, gather_habits, worth_drawing

HOUR = 3600
START = 1_619_827_200
"""Midnight in UTC."""
Maker = Callable[..., ClusterReport]


def _records() -> Iterator[AccountRecord | PostRecord]:
    """Two own accounts post with a link at 6:00, in Latin and Cyrillic; `edge` and `others` at 18:00 without links."""
    names = ["a1", "a2", "edge", *(f"other{n}" for n in range(4))]
    yield from (AccountRecord(name, f"handle_of_{name}", f"Name of {name}") for name in names)
    for day in range(30):
        at = START + day * 24 * HOUR + day
        yield PostRecord(
            f"a1-{day}", "a1", at + 6 * HOUR, text="words of our own", language="en", urls=("x.example/1",)
        )
        text = "https://x.example/latin @latin слова на кожен день"
        yield PostRecord(f"a2-{day}", "a2", at + 6 * HOUR, text=text, language="uk", urls=("x.example/1",))
        for name in names[2:]:
            yield PostRecord(f"{name}-{day}", name, at + 18 * HOUR, text="λόγια", language="el")
    yield PostRecord("r", "a1", START, PostKind.REPOST, text="ἄλλος", repost_of="other0-0", repost_of_account="other0")


@pytest.fixture(scope="module")
def worded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalEngine]:
    folder = tmp_path_factory.mktemp("worded")
    write_records(_records(), folder, format="generated", lacks=())
    with LocalEngine(folder, threads=1) as opened:
        yield opened


@pytest.fixture
def cluster(make_cluster: Maker) -> ClusterReport:
    roles = {"a1": Role.MEMBER, "a2": Role.MEMBER, "edge": Role.PERIPHERAL}
    accounts = tuple(ClusterAccount(name, f"handle_of_{name}", role, 1.0) for name, role in roles.items())
    return make_cluster(accounts=accounts, edges=(), size=2)


def with_finding(cluster: ClusterReport, detector: str, bucket: float) -> ClusterReport:
    found: Finding = replace(cluster.findings[0], detector=detector, bucket=bucket)
    return replace(cluster, findings=(found,))


class Blindfolded:
    """An engine whose handles and names cannot be looked at."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def accounts(self) -> Accounts:
        return replace(self._engine.accounts(), handle=Unreadable(), name=Unreadable(), bio=Unreadable())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)


class Unreadable(Sequence[str]):
    def __getitem__(self, index: Any) -> Any:
        raise AssertionError

    def __len__(self) -> int:
        raise AssertionError


def test_own_posts_have_the_script_of_their_words_not_of_links_and_mentions(
    worded: LocalEngine, cluster: ClusterReport
) -> None:
    writing = gather_habits(worded, cluster, cluster.accounts).writing
    assert {name: writing.scripts.count(name) for name in writing.scripts} == {"latin": 30, "cyrillic": 30}
    assert len(writing.times) == 60


def test_hours_are_shares_of_posts_with_reposts_among_them(worded: LocalEngine, cluster: ClusterReport) -> None:
    clock = gather_habits(worded, cluster, cluster.accounts).clock
    assert clock.posts == 61
    assert clock.own[6] == pytest.approx(60 / 61)
    assert clock.others[18] == pytest.approx(1.0)


def test_who_touches_the_group_by_one_link_stands_on_neither_side(worded: LocalEngine, cluster: ClusterReport) -> None:
    found = gather_habits(worded, cluster, cluster.accounts)
    assert (found.forms.posts, found.forms.others) == (60, 120)


def test_an_excluded_account_stands_on_neither_side(worded: LocalEngine, cluster: ClusterReport) -> None:
    kept = [account for account in cluster.accounts if account.account_id != "a2"]
    found = gather_habits(worded, cluster, kept)
    assert set(found.writing.scripts) == {"latin"}
    assert (found.forms.posts, found.forms.others, found.clock.posts) == (30, 120, 31)
    assert found.clock.others[6] == 0.0


def test_forms_are_told_in_words_with_the_language_where_it_tells_them_apart(
    worded: LocalEngine, cluster: ClusterReport
) -> None:
    forms = gather_habits(worded, cluster, cluster.accounts).forms
    assert [(form.words, form.own, form.others) for form in forms.shares] == [
        ("up to 20 signs, “en”\nno hashtag, one link", 0.5, 0.0),
        ("21–60 signs, “uk”\nno hashtag, one link", 0.5, 0.0),
    ]


def test_many_others_are_sampled_and_the_draw_is_the_same_each_time(
    worded: LocalEngine, cluster: ClusterReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(habits, "MOST_OTHERS", 50)
    first, second = (gather_habits(worded, cluster, cluster.accounts).forms for _ in range(2))
    assert (first.others, first.sampled) == (50, True)
    assert first == second


def test_no_handle_and_no_name_is_looked_at(worded: LocalEngine, cluster: ClusterReport) -> None:
    found = gather_habits(Blindfolded(worded), cluster, cluster.accounts)
    assert found.forms == gather_habits(worded, cluster, cluster.accounts).forms


def test_data_whose_times_are_days_have_no_hours(tmp_path: Path, cluster: ClusterReport) -> None:
    days = [PostRecord(f"p{n}", "a1", START + n * 24 * HOUR, text="words") for n in range(3)]
    write_records([AccountRecord("a1"), *days], tmp_path, format="generated", lacks=())
    with LocalEngine(tmp_path, threads=1) as engine:
        found = gather_habits(engine, cluster, cluster.accounts)
    assert not len(found.clock.own)
    assert len(found.writing.scripts) == 3


def test_data_without_posts_give_nothing_to_draw(share_engine: LocalEngine, cluster: ClusterReport) -> None:
    found = gather_habits(share_engine, cluster, cluster.accounts)
    assert not worth_drawing(with_finding(cluster, "D10", 0.7), found)


def test_two_scripts_in_fifty_own_posts_are_worth_a_picture(worded: LocalEngine, cluster: ClusterReport) -> None:
    assert worth_drawing(cluster, gather_habits(worded, cluster, cluster.accounts))


@pytest.mark.parametrize(
    ("detector", "bucket", "worth"),
    [("D9", 0.3, True), ("D10", 0.3, True), ("D10b", 0.7, True), ("D10", 0.0, False), ("D1", 1.5, False)],
)
def test_one_script_is_worth_a_picture_only_with_a_finding_on_style(
    worded: LocalEngine, cluster: ClusterReport, detector: str, bucket: float, *, worth: bool
) -> None:
    kept = [account for account in cluster.accounts if account.account_id != "a2"]
    assert worth_drawing(with_finding(cluster, detector, bucket), gather_habits(worded, cluster, kept)) is worth


@pytest.mark.parametrize(("latin", "han", "worth"), [(45, 5, True), (46, 4, False), (44, 5, False)])
def test_a_second_script_takes_five_of_fifty_posts(
    worded: LocalEngine, cluster: ClusterReport, latin: int, han: int, *, worth: bool
) -> None:
    found = gather_habits(worded, cluster, cluster.accounts)
    writing = replace(
        found.writing, times=np.arange(latin + han, dtype=np.int64), scripts=("latin",) * latin + ("han",) * han
    )
    assert worth_drawing(cluster, replace(found, writing=writing)) is worth


def test_a_cluster_of_which_nobody_is_left_is_not_drawn(worded: LocalEngine, cluster: ClusterReport) -> None:
    assert not worth_drawing(with_finding(cluster, "D10", 0.7), gather_habits(worded, cluster, []))


@pytest.mark.parametrize(
    ("code", "shown"), [("en", ", “en”"), ("pt-BR", ", “pt-BR”"), ("handle_of_a1", ""), ("$x$", ""), ("", "")]
)
def test_only_codes_of_languages_get_into_a_picture(code: str, shown: str) -> None:
    label = form_label((1, 2, 3, 2, code), pictures=True, language=True)
    assert label == f"21–60 signs, a picture or video{shown}\nthree hashtags or more, two links or more"


def test_pictures_are_not_told_of_where_the_data_hold_none() -> None:
    assert form_label((0, 1, 0, 0, "en"), pictures=False, language=False) == "up to 20 signs\nno hashtag, no link"
