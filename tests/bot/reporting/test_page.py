import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from bot.report import AccountReport, ClusterReport, Rejected, Report, Suggestion
from bot.reporting.page import report_page

NASTY = "<script>alert(1)</script>\"'&"


class Reader(HTMLParser):
    """Collects tags, addresses and texts."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.handlers: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href", "action", "srcset"}]
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]

    def handle_data(self, data: str) -> None:
        self.text += data


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "C1.png"
    Image.new("RGB", (4, 4)).save(path)
    return path


def test_the_page_runs_nothing_and_fetches_nothing(make_report: Callable[..., Report], picture: Path) -> None:
    reader = read(report_page(make_report(), {"C1": (picture,)}))
    assert not {"script", "iframe", "link", "object", "form"} & set(reader.tags)
    assert reader.handlers == []
    assert [address.split(",")[0] for address in reader.addresses] == ["data:image/png;base64"]


def test_the_policy_forbids_all_but_inline_pictures_and_this_very_sheet(make_report: Callable[..., Report]) -> None:
    page = report_page(make_report(), {})
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src &#x27;none&#x27;; img-src data:; style-src &#x27;sha256-")
    assert "unsafe" not in policy[1]


def test_everything_from_outside_is_escaped(
    make_report: Callable[..., Report], make_cluster: Callable[..., ClusterReport]
) -> None:
    cluster = make_cluster()
    account = replace(cluster.accounts[0], handle=NASTY, account_id=NASTY, reasons=(NASTY,), exculpatory=(NASTY,))
    finding = replace(cluster.findings[0], sentence=NASTY, caveat=NASTY, innocent=NASTY)
    report = make_report(
        clusters=(replace(cluster, accounts=(account,), findings=(finding,)),),
        dataset=replace(make_report().dataset, rejected=(Rejected(NASTY, 1, NASTY),), lacks=(NASTY,)),
        parameters={NASTY: NASTY},
    )
    reader = read(report_page(report, {}))
    assert "script" not in reader.tags
    assert reader.text.count("<script>alert(1)</script>") >= 8


def test_a_handle_cannot_reorder_its_line(
    make_report: Callable[..., Report], make_cluster: Callable[..., ClusterReport]
) -> None:
    account = replace(make_cluster().accounts[0], handle="abc\u202egnp.exe")
    page = report_page(make_report(clusters=(make_cluster(accounts=(account,)),)), {})
    assert "\u202e" not in page


def test_a_cluster_tells_its_place_sentences_and_what_was_not_checked(make_report: Callable[..., Report]) -> None:
    text = read(report_page(make_report(), {})).text
    for part in (
        "C1: 6 accounts, Review first",
        "5 accounts reposted the same posts within 60 s of each other.",
        "A fan club looks the same.",
        "Looked for, nothing seen",
        "Not checked",
        "D5 could not run: it broke",
    ):
        assert part in text


def test_both_ways_to_be_wrong_are_told(make_report: Callable[..., Report]) -> None:
    text = read(report_page(make_report(), {})).text
    assert "By coincidence0 groups in 30 time-shuffled copies" in text
    assert "In organic crowdsNot measured" in text


def test_no_group_is_said_in_a_sentence(make_report: Callable[..., Report]) -> None:
    assert "No group stands out." in read(report_page(make_report(clusters=()), {})).text


def test_the_headline_counts_groups_by_their_place(
    make_report: Callable[..., Report], make_cluster: Callable[..., ClusterReport]
) -> None:
    clusters = (make_cluster(), make_cluster(id="C2", suggestion=Suggestion.ODD_ACCOUNTS))
    assert "2 groups to judge: 1 review first; 1 odd accounts." in report_page(make_report(clusters=clusters), {})


def test_a_picture_is_put_inline_with_an_alt_text(make_report: Callable[..., Report], picture: Path) -> None:
    page = report_page(make_report(), {"C1": (picture,)})
    assert 'alt="C1, 6 accounts (1 poster' in page


def test_the_second_picture_has_an_alt_text_of_its_own(make_report: Callable[..., Report], picture: Path) -> None:
    second = picture.with_name("C1-style.png")
    second.write_bytes(picture.read_bytes())
    page = report_page(make_report(), {"C1": (picture, second)})
    assert page.count("<img ") == 2
    assert 'alt="C1, how it writes and when' in page


def test_the_same_report_gives_the_same_page(make_report: Callable[..., Report]) -> None:
    assert report_page(make_report(), {}) == report_page(make_report(), {})


def test_accounts_outside_the_groups_are_listed_with_what_was_seen_and_no_verdict(
    make_report: Callable[..., Report],
) -> None:
    finding = make_report().clusters[0].findings[0]
    alone = AccountReport("77", "somebody", (replace(finding, sentence="Its handle looks like another."),))
    text = read(report_page(make_report(accounts=(alone,), accounts_total=3), {})).text
    assert "3 accounts outside the groups stand out by themselves. Shown: 1. That is no verdict" in text
    assert "somebody" in text
    assert "Its handle looks like another." in text
    assert "Accounts outside the groups" not in read(report_page(make_report(accounts=()), {})).text
