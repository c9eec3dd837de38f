from dataclasses import replace

import pytest

from bot.report import EvidencePost, Report
from bot.reporting.explorer.document import TEXT_KEPT, dead_link, document, text
from tests.explorer_scenes import FIRST, HOSTILE, scene, shares


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("see https://a.example.org/x.html now", "see hxxps://a[.]example[.]org/x.html now"),
        ("HTTP://Example.org", "hxxp://Example[.]org"),
        ("a\u202eb\u200bc\x00", "a�b�c�"),
        ("half\ud800", "half?"),
        (HOSTILE, HOSTILE),
    ],
)
def test_text_from_outside_has_no_live_link_and_nothing_unseen(raw: str, shown: str) -> None:
    assert text(raw) == shown


def test_an_address_without_a_scheme_is_broken_up_too() -> None:
    assert dead_link("news.example.org/a.html") == "news[.]example[.]org/a.html"
    assert dead_link("https://news.example.org/a") == "hxxps://news[.]example[.]org/a"


def test_windows_of_one_pair_and_layer_are_one_tie() -> None:
    found = document(scene((5,)))
    assert [(tie["a"], tie["b"], tie["layer"], tie["windows"]) for tie in found["ties"]] == [
        (1, 2, "repost", [[10, 2], [60, 3]]),
        (1, 3, "repost", [[60, 5]]),
        (1, 3, "url", [[None, 2]]),
        (2, 3, "repost", [[60, 4]]),
    ]


def test_a_tie_carries_the_posts_that_were_kept_with_dead_links() -> None:
    ties = {(tie["a"], tie["b"], tie["layer"]): tie for tie in document(scene((12,)))["ties"]}
    assert ties[1, 2, "repost"]["shared"] == [
        {"object": "post 0", "posts": [[FIRST, "p0", "Read the plan"], [FIRST + 9, "q0", "Read the plan!"]]},
        {
            "object": "post 1",
            "posts": [[FIRST + 86_400, "p1", "Read the plan"], [FIRST + 86_409, "q1", "Read the plan!"]],
        },
    ]
    assert ties[1, 3, "url"]["shared"][0]["object"] == "hxxps://news[.]example[.]org/harbour?id=1"
    assert ties[2, 3, "repost"]["shared"] == []


def test_accounts_of_every_group_are_numbered_through() -> None:
    found = document(scene((12, 5)))
    assert [(account["label"], account["group"]) for account in found["accounts"][10:14]] == [
        ("A11", 0), ("A12", 0), ("A1", 1), ("A2", 1),
    ]  # fmt: skip
    assert {number for tie in found["ties"][-4:] for number in (tie["a"], tie["b"])} == {13, 14, 15}


def test_an_account_tells_its_role_doubt_and_the_findings_that_name_it() -> None:
    found = document(scene((12,)))
    poster, named = found["accounts"][0], found["accounts"][1]
    assert found["roles"][poster["role"]]["word"] == "poster"
    assert (poster["findings"], named["findings"]) == ([], [0])
    assert found["groups"][0]["findings"][0]["sentence"].startswith("12 accounts reposted")
    assert [account["label"] for account in found["accounts"] if account["unsure"]] == ["A5"]
    assert (named["stability"], named["why"], named["against"]) == ("95 %", ["tied to 2 others"], [])


def test_a_finding_that_saw_nothing_is_not_told() -> None:
    assert len(document(scene())["groups"][0]["findings"]) == 1


def test_a_group_tells_its_place_in_the_queue_and_what_was_excluded() -> None:
    (group,) = document(scene())["groups"]
    assert (group["key"], group["size"], group["excluded"]) == ("C1", 12, 1)
    assert (group["suggestion"], group["standing"]) == ("Review first", "No verdict yet; votes: 1")


def test_layers_come_in_the_order_of_the_glossary_with_their_words() -> None:
    assert [(layer["key"], layer["name"]) for layer in document(scene())["layers"]] == [
        ("repost", "same post reposted"), ("url", "same link"),
    ]  # fmt: skip


def test_a_very_long_post_is_cut_and_says_so() -> None:
    made = scene()
    kept = shares("C1")[0]
    longer = replace(kept, first=EvidencePost("p", FIRST, "word " * 1000))
    found = document(replace(made, groups=(replace(made.groups[0], shared=(longer,)),)))
    shown = next(tie for tie in found["ties"] if tie["shared"])["shared"][0]["posts"][0][2]
    assert len(shown) == TEXT_KEPT
    assert shown.endswith("…")


def test_a_share_of_accounts_without_a_tie_is_left_out() -> None:
    made = scene()
    strange = replace(shares("C1")[0], source="C1-7", target="C1-9")
    found = document(replace(made, groups=(replace(made.groups[0], shared=(strange,)),)))
    assert all(tie["shared"] == [] for tie in found["ties"])


def test_a_case_without_groups_has_a_page_too() -> None:
    empty: Report = replace(scene().report, clusters=())
    found = document(replace(scene(), groups=(), report=empty))
    assert (found["accounts"], found["ties"], found["groups"], found["layers"]) == ([], [], [], [])


def test_the_page_says_by_two_measures_how_it_could_be_wrong() -> None:
    facts = dict(document(scene())["facts"])
    assert facts["By coincidence"].startswith("0 groups in 30 time-shuffled copies")
    assert facts["In organic crowds"].startswith("Not measured")
