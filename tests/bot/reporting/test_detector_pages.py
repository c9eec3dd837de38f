"""The detectors' page cannot drift from the detectors."""

import importlib
from pathlib import Path
from string import Formatter

import pytest

import bot.detectors
from bot.protocols import Detector
from bot.registry import discover
from bot.reporting.detector_pages import detector_pages
from bot.reporting.wording import FORBIDDEN, fill

DOCS = Path(__file__).parents[3] / "docs" / "detectors.md"
DETECTORS: dict[str, Detector] = discover(bot.detectors, "DETECTOR")


def test_the_page_is_current() -> None:
    assert DOCS.read_text(encoding="utf-8") == detector_pages(), (
        "run: python -m bot.reporting.detector_pages > docs/detectors.md"
    )


def test_every_detector_has_its_section() -> None:
    text = detector_pages()
    for detector in DETECTORS.values():
        assert f"## {detector.key} · {detector.name}" in text


@pytest.mark.parametrize("module", DETECTORS)
def test_an_example_fills_the_whole_sentence(module: str) -> None:
    example = importlib.import_module(f"bot.detectors.{module}").EXAMPLE
    detector = DETECTORS[module]
    used = {name for _, name, _, _ in Formatter().parse(detector.sentence) if name}
    assert used == example.keys()
    assert not FORBIDDEN.search(fill(detector.sentence, example))


def test_the_synchrony_example_reads_as_a_sentence() -> None:
    module = importlib.import_module("bot.detectors.d1_synchrony")
    assert fill(module.DETECTOR.sentence, module.EXAMPLE) == (
        "271 accounts reposted the same posts within 60 s of each other, 3 times or more: 4,118 pairs. "
        "In the whole data there are 4,160 such pairs; chance alone would give 37."
    )


def test_the_creation_example_reads_as_a_sentence() -> None:
    module = importlib.import_module("bot.detectors.d4_creation")
    assert fill(module.DETECTOR.sentence, module.EXAMPLE) == (
        "201 of 296 accounts were made on 28–30 Apr 2021. In 500 draws from the growth of the 2,208 other accounts, "
        "the fullest 3 days had 11 (at most 19 in 99 of 100 draws)."
    )


def test_the_response_example_reads_as_a_sentence() -> None:
    module = importlib.import_module("bot.detectors.d7_response")
    assert fill(module.DETECTOR.sentence, module.EXAMPLE) == (
        "31 posts of 9 accounts with 6 followers (median) got 341 reposts each (median); accounts of that size "
        "elsewhere in the data get 2. 88 % of the reposts they got in the data came from inside the "
        "group (echo-chamber index). They get 97 % of the attention inside it (HITS); nine tenths of that come from "
        "214 accounts. Amplified from outside by 2 large accounts, with at least 100 times the group's median "
        "followers."
    )


def test_what_is_said_of_a_single_account_has_an_example() -> None:
    said = [line for line in detector_pages().splitlines() if line.startswith("**Says of one account")]
    assert len(said) == 3
    assert any("Its handle looks like “valley_news”, which is on the list of protected names." in line for line in said)
