"""Whoever is excluded from a group is in nothing that is made of it afterwards, and comes back with everything."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.model import Axis, Case
from bot.report import (
    BOOST,
    ClusterAccount,
    ClusterReport,
    EvidencePost,
    LayerReport,
    Role,
    SampledObject,
    SharedObject,
    Watch,
)
from bot.reporting.export_case import export_formats, render_export
from bot.triage.browse_cases import view_case
from bot.triage.browse_clusters import export_pairs, export_view, list_pairs, view_cluster
from bot.triage.desk import Desk
from bot.triage.export_held import export_held
from bot.triage.hand_over import hand_over, publish_case
from bot.triage.hold_evidence import hold_case
from bot.triage.mark_account import exclude_account, include_account
from bot.triage.record_vote import record_vote
from tests.worlds_of_triage import ALICE, BOB, CAROL, LEAD, cluster, open_file_case, publish, report, take

HANDLE = "Star_Nine"
TEXT = f"RT @{HANDLE}: meet at nine by the well"
TRIAGE = Path(__file__).parents[3] / "bot" / "triage"


@dataclass(frozen=True)
class World:
    """The names of a data set: the accounts (the poster first), and the two posts of the poster."""

    accounts: tuple[str, ...]
    posts: tuple[str, str]


NUMBERS = World(tuple(f"88000000{n}" for n in range(1, 5)), ("77000000000000001", "77000000000000002"))
ADDRESSES = World(
    tuple(f"https://soc.example/@u{n}" for n in range(1, 5)),
    ("https://soc.example/@u1/1001", "https://soc.example/@u1/1002"),
)


def repost(world: World, first: int, second: int, post: int, author: str, layer: str = "repost") -> SharedObject:
    a, b = world.accounts[first], world.accounts[second]
    sides = (EvidencePost(f"{a}/r{post}", 1_700_000_000, TEXT), EvidencePost(f"{b}/r{post}", 1_700_000_009, TEXT))
    return SharedObject(a, b, layer, 60, 3, world.posts[post], *sides, author)


def evidence(world: World, author: str) -> list[SharedObject]:
    """A boost of the poster, ties of two others on the poster's posts, and a page that both shared with its name."""
    poster, one, two, three = world.accounts
    own, again = (
        EvidencePost(world.posts[0], 1_699_999_999, "meet at nine"),
        EvidencePost(f"{one}/r0", 1_700_000_000, TEXT),
    )
    page = repost(world, 1, 2, 0, "", "url")
    return [
        SharedObject(poster, one, BOOST, None, 3, world.posts[0], own, again, author),
        repost(world, 1, 2, 0, author),
        repost(world, 2, 3, 1, author),
        replace(page, object="https://news.example/a", first=EvidencePost(f"{one}/7", 1, TEXT)),
        replace(page, source=two, target=three, object=f"x.com/{HANDLE}/status/5", author=""),
    ]


def group(world: World, *, told: bool) -> ClusterReport:
    """A group of a poster and three amplifiers whose finding cites posts of each."""
    poster, one, *_ = world.accounts
    plain = cluster("C1", world.accounts)
    accounts = (
        replace(plain.accounts[0], role=Role.POSTER, handle=HANDLE),
        *(replace(account, role=Role.AMPLIFIER, handle=f"amp_{n}") for n, account in enumerate(plain.accounts[1:])),
        ClusterAccount("77", "loose_end", Role.PERIPHERAL, 1.0),
    )
    finding = replace(
        plain.findings[0],
        sentence=f"@{HANDLE} was reposted by 3 accounts.",
        posts=(*world.posts, f"{one}/r0"),
        numbers={"carriers": [f"@{HANDLE}", poster]},
    )
    authors = {**dict.fromkeys(world.posts, poster), f"{one}/r0": one} if told else {}
    return replace(plain, accounts=accounts, findings=(finding,), authors=authors)


def judged(desk: Desk, world: World, *, told: bool) -> tuple[Case, int]:
    """A case that three people judged; of an older run nothing tells whose the posts are."""
    case, author = open_file_case(desk), world.accounts[0] if told else ""
    layer = LayerReport("repost", 60, 1, 1, 1, 2, 0.0, 1, 0.0, (SampledObject(world.posts[0], 10, 99, author),))
    plain = report(group(world, told=told))
    found = replace(
        plain,
        dataset=replace(plain.dataset, format="x_api_v2"),
        layers=(layer,),
        watch=(Watch(world.accounts[0], "z", "url", 60, 3, 2),),
    )
    publish(desk, take(desk), found, evidence=evidence(world, author), pictures=True)
    cluster_id = view_case(desk, ALICE, case.id).clusters[0].cluster_id
    for one in (ALICE, BOB, CAROL):
        record_vote(desk, one, cluster_id, 1, acting_together=Axis.YES, not_what_they_seem=Axis.YES)
    return case, cluster_id


def unpacked(name: str, content: bytes) -> dict[str, str]:
    if not content.startswith(b"PK"):
        return {name: content.decode()}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {f"{name}/{one}": archive.read(one).decode("utf-8-sig", "replace") for one in archive.namelist()}


def everything_made(desk: Desk, case: Case) -> dict[str, str]:
    """Every file that leaves the house, with what is frozen now."""
    hold_case(desk, ALICE, case.id, "cited")
    made: dict[str, str] = {}
    for name in export_formats():
        made |= unpacked(name, render_export(export_view(desk, ALICE, case.id, name), name).content)
    made |= unpacked("handover", hand_over(desk, ALICE, case.id, ["C1"], "Example").content)
    made |= unpacked("publication", publish_case(desk, LEAD, case.id).content)
    made |= unpacked("held", export_held(desk, ALICE, case.id).content)
    frozen = desk.case_folder(case.id) / "held"
    newest = max((path for path in frozen.iterdir()), key=lambda path: path.stat().st_mtime_ns)
    made |= {f"frozen/{path.name}": path.read_text() for path in newest.glob("*.json")}
    return made


def acts(desk: Desk, cluster_id: int) -> list[tuple[str, EvidencePost, EvidencePost]]:
    return [(pair.object, pair.first, pair.second) for pair in list_pairs(desk, ALICE, cluster_id).pairs]


def names_of(world: World) -> re.Pattern[str]:
    """Finds the poster's id, handle and posts; `u1` is not `u10`."""
    words = (re.escape(word) for word in (world.accounts[0], HANDLE, *world.posts))
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


def naming(files: Mapping[str, str], world: World) -> dict[str, list[str]]:
    found = {name: names_of(world).findall(text) for name, text in files.items()}
    return {name: words for name, words in found.items() if words}


@pytest.mark.parametrize("world", [NUMBERS, ADDRESSES], ids=["numbers", "addresses"])
@pytest.mark.parametrize("told", [True, False], ids=["authors told", "older rows"])
def test_nothing_that_is_made_after_an_exclusion_names_the_account_or_its_posts(
    desk: Desk, world: World, *, told: bool
) -> None:
    case, cluster_id = judged(desk, world, told=told)
    before = naming(everything_made(desk, case), world)
    assert {name.partition("/")[0] for name in before} >= {
        "csv", "xlsx", "gexf", "graphml", "json", "html", "stix", "urls", "handover", "held", "frozen",
    }  # fmt: skip
    exclude_account(desk, ALICE, cluster_id, world.accounts[0], "a real person")
    assert naming(everything_made(desk, case), world) == {}


def test_the_posts_window_and_its_file_leave_out_what_rests_on_an_excluded_account(desk: Desk) -> None:
    _, cluster_id = judged(desk, NUMBERS, told=True)
    exclude_account(desk, ALICE, cluster_id, NUMBERS.accounts[0], "a real person")
    for page in (list_pairs(desk, ALICE, cluster_id), export_pairs(desk, ALICE, cluster_id)):
        assert [pair.object for pair in page.pairs] == ["https://news.example/a"]
        assert page.pairs[0].first.text == "RT @(excluded): meet at nine by the well"
        assert (page.left_out, page.ties) == (4, 1)


def test_the_card_counts_without_the_excluded_and_names_none_of_them(desk: Desk) -> None:
    _, cluster_id = judged(desk, NUMBERS, told=True)
    exclude_account(desk, ALICE, cluster_id, NUMBERS.accounts[0], "a real person")
    seen = view_cluster(desk, ALICE, cluster_id).cluster
    assert seen.size == seen.report.size == 3
    (finding,) = seen.report.findings
    assert finding.sentence == "@(excluded) was reposted by 3 accounts."
    assert finding.posts == (f"{NUMBERS.accounts[1]}/r0",)
    assert finding.numbers == {"carriers": []}


def test_an_account_that_only_touches_the_group_was_never_counted_in_it(desk: Desk) -> None:
    _, cluster_id = judged(desk, NUMBERS, told=True)
    exclude_account(desk, ALICE, cluster_id, "77", "a passer-by")
    assert view_cluster(desk, ALICE, cluster_id).cluster.size == 4


def test_whoever_is_taken_back_comes_back_with_everything(desk: Desk) -> None:
    case, cluster_id = judged(desk, ADDRESSES, told=True)
    whole, pairs = naming(everything_made(desk, case), ADDRESSES), acts(desk, cluster_id)
    exclude_account(desk, ALICE, cluster_id, ADDRESSES.accounts[0], "a real person")
    include_account(desk, ALICE, cluster_id, ADDRESSES.accounts[0], "not so")
    assert acts(desk, cluster_id) == pairs
    again = naming(everything_made(desk, case), ADDRESSES)
    assert {name: words for name, words in again.items() if not name.startswith("held/hold-2")} == whole


def test_use_cases_read_evidence_by_one_way_alone() -> None:
    readers = {path.name for path in TRIAGE.glob("*.py") if "clusters.evidence(" in path.read_text()}
    assert readers == {"set_aside.py"}
