import hashlib
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.errors import Conflict
from bot.reporting.exported import CaseExport
from bot.reporting.publication import MANIFEST, InSight, render_publication
from tests.bot.triage_posts import shared_posts

SEEN = {"C1": InSight(2, 1)}


def opened(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def changed(view: Any, **finding: str) -> Any:
    """The case with another first finding, and with shared posts."""
    (group,) = view.clusters
    report = group.cluster.report
    findings = (replace(report.findings[0], **finding), *report.findings[1:])
    cluster = replace(group.cluster, report=replace(report, findings=findings))
    shared = (shared_posts("post-number-1", "post-number-2", text="down with the mayor"),)
    return replace(view, clusters=(replace(group, cluster=cluster, shared=shared),))


def published(view: Any, **finding: str) -> dict[str, str]:
    given = changed(view, **finding)
    return opened(render_publication(given, given, SEEN))


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("handle_of_a2 led it", "A3 led it"),
        ("HANDLE_OF_A2 led it", "A3 led it"),
        ("the excluded handle_of_a1 too", "the excluded A2 too"),
        ("@handle_of_a2 led it", "(left out) led it"),
        ("they wrote “down with the mayor”", "they wrote (left out)"),
        ("all linked to https://news.example/a?b=1 today", "all linked to (left out) today"),
        ("did:plc:abc123 is one", "(left out) is one"),
    ],
)
def test_a_sentence_names_nobody(make_export: Callable[..., CaseExport], sentence: str, shown: str) -> None:
    assert shown in published(make_export(), sentence=sentence)["findings.csv"]


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        (InSight(2, 1), "the first 2 votes were hidden from each other; 1 was given with the others in sight."),
        (InSight(1, 2), "the first vote was given unseen; 2 were given with the others in sight."),
        (InSight(3, 0), "the votes were hidden from each other."),
        (
            InSight(0, 3, earlier=True),
            (
                "the votes were given with the others in sight. Votes on an earlier version of the group were in sight "
                "before."
            ),
        ),
    ],
)
def test_it_says_what_voters_could_see_of_each_other(
    make_export: Callable[..., CaseExport], seen: InSight, told: str
) -> None:
    given = changed(make_export())
    readme = opened(render_publication(given, given, {"C1": seen}))["README.md"]
    assert f"\n- C1: {told}\n" in readme


def test_no_handle_id_or_post_is_in_any_file(make_export: Callable[..., CaseExport]) -> None:
    whole = "\n".join(published(make_export()).values())
    for word in ("handle_of", "boss", "post-number", "mayor", "U1", "U2"):
        assert word not in whole, word


def test_excluded_and_peripheral_accounts_are_left_out(make_export: Callable[..., CaseExport]) -> None:
    table = published(make_export())["accounts.csv"].splitlines()
    assert table[0] == "group,account,role,same_group_in_repeats,why,speaks_against,reply"
    assert [line.split(",")[1] for line in table[1:]] == ["A1", "A3", "A4", "A5", "A6"]


def test_a_post_that_slipped_through_stops_the_package(make_export: Callable[..., CaseExport]) -> None:
    with pytest.raises(Conflict, match=r"findings\.csv would name an account or quote a post: nothing was published\."):
        published(make_export(), sentence="they wrote down with the mayor")


def test_an_account_called_like_a_word_of_ours_stops_nothing(make_export: Callable[..., CaseExport]) -> None:
    files = published(make_export({"boss": "accounts", "a2": "reply"}), sentence="reply led the accounts")
    assert "A3 led the A1" in files["findings.csv"]
    assert "Accounts are called A1, A2" in files["README.md"]


def test_methods_limits_and_dissent_are_told(make_export: Callable[..., CaseExport]) -> None:
    files = published(make_export())
    assert "- Made with Shoal 0.1.0, seed 7; the input's sha256 is ab12." in files["README.md"]
    assert "- Looked at: repost within 60 s." in files["README.md"]
    assert "acting together: 1 yes, 0 unsure, 0 no, 1 cannot judge" in files["README.md"]
    assert files["votes.csv"].splitlines()[1].startswith("C1,1,coordinated_unclear,")


def test_the_manifest_holds_the_digest_of_every_other_file(make_export: Callable[..., CaseExport]) -> None:
    given = changed(make_export())
    content = render_publication(given, given, SEEN)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        raw = {name: archive.read(name) for name in archive.namelist()}
    told = {line[66:]: line[:64] for line in raw.pop(MANIFEST).decode().splitlines()}
    assert told == {name: hashlib.sha256(content).hexdigest() for name, content in raw.items()}
