"""What names an excluded account is found, and what only looks like it is left alone."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.errors import Conflict
from bot.report import AccountReport, EvidencePost, Finding, SharedObject
from bot.reporting.exclusions import NOBODY, Exclusions
from bot.reporting.exported import CaseExport
from bot.reporting.handover import render_handover

ONE = Exclusions({"12345678": ["@Anna_K"], "https://soc.example/@u1": ["u1@soc.example"], "news": ["news"]})


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("RT @anna_k: come", "RT @(excluded): come"),
        ("with @Anna_K and @anna_kate", "with @(excluded) and @anna_kate"),
        ("anna_k says so", "(excluded) says so"),
        ("see https://x.com/Anna_K/status/9", "see https://x.com/(excluded)/status/9"),
        ("account 12345678, not 123456789", "account (excluded), not 123456789"),
        (
            "https://soc.example/@u1/5 beside https://soc.example/@u12/5",
            "(excluded)/5 beside https://soc.example/@u12/5",
        ),
        ("@u1@soc.example and @u1, but @u1@other.example", "@(excluded) and @(excluded), but @u1@other.example"),
        ("the news of @news", "the news of @(excluded)"),
    ],
)
def test_a_text_loses_their_names_and_nothing_else(words: str, shown: str) -> None:
    assert ONE.text(words) == shown
    assert ONE.names(words)
    assert not ONE.names(shown)


def row(layer: str, thing: str, *, author: str = "", text: str = "") -> SharedObject:
    return SharedObject("a", "b", layer, 60, 2, thing, EvidencePost("p1", 1, text), EvidencePost("p2", 2, text), author)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (row("repost", "555", author="12345678"), False),
        (row("repost", "555", text="RT @Anna_K: come"), False),
        (row("url", "https://news.example/555", text="RT @Anna_K: come"), True),
        (row("mention", "77 news"), False),
        (row("domain", "news.example"), True),
        (row("reply", "https://soc.example/@u1/5"), False),
        (row("url", "soc.example/@u1/5"), False),
        (row("url", "soc.example/@u12/5"), True),
        (row("url", "x.com/anna_k/status/5"), False),
        (row("similar", "ask @Anna_K where we meet"), True),
    ],
)
def test_a_row_goes_where_its_object_is_theirs(given: SharedObject, kept: bool) -> None:  # noqa: FBT001
    out = Exclusions({"12345678": ["Anna_K"], "https://soc.example/@u1": [], "news": []}, [given])
    assert out.keeps(given) is kept


def test_a_text_that_is_the_object_of_a_row_loses_their_names() -> None:
    (kept,) = ONE.shared([row("similar", "ask @Anna_K where we meet")])
    assert kept.object == "ask @(excluded) where we meet"


def test_a_post_that_one_row_shows_as_theirs_is_known_in_another() -> None:
    theirs = SharedObject("12345678", "b", "url", 60, 2, "x", EvidencePost("555", 1, ""), EvidencePost("p2", 2, ""))
    other = row("repost", "555")
    assert Exclusions({"12345678": []}, [theirs, other]).shared([theirs, other]) == ()


def test_without_exclusions_everything_is_given_back_as_it_is(make_export: Callable[..., CaseExport]) -> None:
    report = make_export().report
    assert NOBODY.whole(report) is report
    assert NOBODY.report(report.clusters[0]) is report.clusters[0]
    assert NOBODY.shared([row("url", "x")]) == (row("url", "x"),)


def test_an_account_outside_the_groups_keeps_its_own_posts(make_export: Callable[..., CaseExport]) -> None:
    finding: Finding = make_export().report.clusters[0].findings[0]
    alone = tuple(AccountReport(name, name, (finding,)) for name in ("other", "12345678"))
    (kept,) = ONE.whole(replace(make_export().report, accounts=alone)).accounts
    assert (kept.account_id, kept.findings[0].posts) == ("other", finding.posts)


def test_two_groups_together_spare_whom_one_of_them_names() -> None:
    both = Exclusions.together([Exclusions({"user_1": ["one_1"]}), Exclusions({"user_2": []})]).but({"user_2"})
    assert both.text("user_1, one_1 and user_2") == "(excluded), (excluded) and user_2"


def test_a_package_that_would_still_name_one_is_stopped(make_export: Callable[..., CaseExport]) -> None:
    view = make_export()
    (group,) = view.clusters
    out = Exclusions({"a1": ["handle_of_a1"]})
    clean = replace(view, clusters=(replace(group, exclusions=out),))
    with zipfile.ZipFile(io.BytesIO(render_handover(clean, "Example"))) as archive:
        assert "accounts.csv" in archive.namelist()
    first = replace(group.cluster.report.accounts[0], reasons=("reposts @handle_of_a1",))
    report = replace(group.cluster.report, accounts=(first, *group.cluster.report.accounts[1:]))
    named = replace(group, cluster=replace(group.cluster, report=report), exclusions=out)
    with pytest.raises(Conflict, match=r"accounts\.csv would name an account that was excluded"):
        render_handover(replace(view, clusters=(named,)), "Example")
