import pytest

from bot.model import VerdictKind
from bot.triage.team_stats import Agreement, DetectorRecord, Review, TeamStats
from handlers.blocks.stats import lasting, stats
from tests.handlers.reading import check_blocks, read

FEW = Agreement(3, (0.9, 0.9), (None, 1.0))


def figures(**changes: object) -> TeamStats:
    given: dict[str, object] = {
        "days": 30,
        "verdicts": {VerdictKind.INAUTHENTIC: 12, VerdictKind.ORGANIC: 3, VerdictKind.ODD: 0},
        "overrides": 2,
        "detectors": (DetectorRecord("D1", 12, 3, 2), DetectorRecord("D4", 3, 1, 0)),
        "median_wait_ms": 5 * 3_600_000,
        "slow_wait_ms": 70 * 3_600_000,
        "agreement": Agreement(24, (0.82, 0.91), (0.7, 0.8)),
        "review": Review(40, 4, 3, 1),
    }
    return TeamStats(**{**given, **changes})  # type: ignore[arg-type]


def test_the_figures_read_as_a_whole() -> None:
    told = stats(figures())
    check_blocks(told.blocks)
    assert read(told.blocks).splitlines() == [
        "*The team's figures · last 30 days*",
        "15 verdicts: 12 coordinated inauthentic and 3 organic. Of these a lead decided 2.",
        (
            "*Detectors:* of the groups in which each gave evidence, "
            "how many were judged coordinated rather than organic"
        ),
        "• D1 Timing: 12 of 15, 80 % (55–93 %); 2 judged neither",
        "• D4 Made together: 3 of 4, too few to say (under 10)",
        "*Time to a verdict:* half of them within 5 h, nine in ten within 3 d.",
        "*Agreement* of votes given before anybody saw another's (24 groups with two or more)",
        "• acting together: Krippendorff's alpha 0.82, reliable; 91 % of pairs gave the same answer",
        "• not what they seem: Krippendorff's alpha 0.70, tentative; 80 % of pairs gave the same answer",
        (
            "*Misses:* 4 of 40 groups without a signal were drawn at random. "
            "Judged to be coordinated or odd after all: 1 of 3, 33 % (6–79 %)."
        ),
        (
            "_These figures are about the team's verdicts, not about the truth: people saw the evidence before they "
            "judged. They cover the cases that you can see._"
        ),
    ]


def test_below_twenty_groups_no_agreement_is_told() -> None:
    told = read(stats(figures(agreement=FEW)).blocks)
    assert "(3 groups with two or more): told from 20 groups on." in told
    assert "alpha" not in told


def test_low_and_undefined_agreement_are_called_so() -> None:
    told = read(stats(figures(agreement=Agreement(20, (0.4, 0.5), (None, 1.0)))).blocks)
    assert "alpha 0.40, too low to rely on; 50 % of pairs" in told
    assert "100 % of pairs gave the same answer; alpha has no meaning where all answers are the same" in told


def test_a_team_without_verdicts_is_told_so_and_divides_nothing_by_nought() -> None:
    empty = figures(
        days=0, verdicts={}, overrides=0, detectors=(), median_wait_ms=None, slow_wait_ms=None, agreement=FEW,
        review=Review(0, 0, 0, 0),
    )  # fmt: skip
    told = read(stats(empty).blocks)
    assert "*The team's figures · since the beginning*\nNo group has a verdict yet." in told
    assert "*Misses:* no run found a group without a signal, so none could be drawn for review." in told


@pytest.mark.parametrize(
    ("milliseconds", "said"), [(0, "1 min"), (90_000, "2 min"), (3_600_001, "2 h"), (172_800_001, "3 d")]
)
def test_a_span_is_rounded_up(milliseconds: int, said: str) -> None:
    assert lasting(milliseconds) == said
