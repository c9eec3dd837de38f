"""D3: a group's own outlets are found, popular sites are not; one text on several sites is told."""

import numpy as np

from bot.detectors.d3_outlets import DETECTOR
from bot.protocols import Measurement, PostRecord, Record
from bot.reporting.wording import sentence
from tests.bot.worlds import START, context_of, crowd, group_of

EXPERTS = [f"expert{index:02d}" for index in range(10)]


def linked(name: str, number: int, site: str, text: str = "") -> PostRecord:
    """A post with one link."""
    return PostRecord(f"{name}-{number}", name, START + 977 * number, text=text, urls=(f"https://{site}/{number}",))


def readers(people: int = 150) -> list[Record]:
    """People who link to large sites."""
    rng = np.random.default_rng(4)
    return [
        linked(f"reader{who:03d}", 1000 * who + n, f"large{rng.integers(0, 12)}.example")
        for who in range(people)
        for n in range(4)
    ]


def experts(sites: int = 5, site: str = "outlet{}.example") -> list[Record]:
    """Accounts that link to a few sites of their own and a large one."""
    return [
        linked(name, 10 * who + n, site.format((who + n) % sites) if n < 4 else "large1.example")
        for who, name in enumerate(EXPERTS)
        for n in range(6)
    ]


def measured(records: list[Record], names: list[str]) -> Measurement:
    context = context_of(records)
    assert DETECTOR.measure is not None
    return DETECTOR.measure(context, group_of(context, names))


def test_five_outlets_of_their_own_are_found() -> None:
    result = measured([*readers(), *experts()], EXPERTS)
    assert (result.support, result.numbers["sites"]) == (10, 5)
    assert result.statistic is not None
    assert result.statistic > 1.5


def test_large_sites_are_nobodys_own() -> None:
    result = measured([*readers(), *experts(site="large{}.example")], EXPERTS)
    assert (result.applicable, result.support, result.statistic) == (True, 0, 0.0)


def test_two_sites_are_too_few() -> None:
    assert measured([*readers(), *experts(sites=2)], EXPERTS).support == 0


def test_one_text_on_several_sites_is_told() -> None:
    text = "the very same headline about a thing that happened"
    rows: list[Record] = [linked(name, 7000 + n, f"front{n}.example", text) for n, name in enumerate(EXPERTS[:3])]
    result = measured([*readers(), *rows], EXPERTS[:3])
    assert result.numbers["texts"] == 3
    assert result.posts == ("expert00-7000", "expert01-7001", "expert02-7002")
    assert result.statistic == 0.5


def test_one_text_on_one_site_is_a_share_button() -> None:
    text = "the very same headline about a thing that happened"
    rows: list[Record] = [linked(name, 7000, "large1.example", text) for name in EXPERTS[:3]]
    assert measured([*readers(), *rows], EXPERTS[:3]).support == 0


def test_a_group_without_links_is_not_applicable() -> None:
    result = measured([*readers(), *crowd(people=5)], ["person0001", "person0002"])
    assert (result.applicable, result.why_not) == (False, "no links in this group")


def test_too_few_others_are_no_comparison() -> None:
    assert measured([*readers(people=20), *experts()], EXPERTS).why_not == "fewer than 50 other accounts with links"


def test_the_sentence_compares_with_the_others() -> None:
    text = sentence(DETECTOR, measured([*readers(), *experts()], EXPERTS))
    assert text == (
        "10 accounts link to 5 sites that the 150 other accounts with links hardly use: 80 % of the group's links, "
        "against under 0.1 % of theirs."
    )
