"""Which findings stand on a card, and in which order."""

from bot.report import Dependence, Suggestion
from handlers.blocks.evidence import shown
from tests.handlers import samples


def test_what_counts_as_a_kind_of_evidence_stands_before_what_does_not() -> None:
    wave = Dependence.WAVE
    rows = (
        ("D1", 1.5, None),
        ("D4", 1.5, wave),
        ("D6", 1.5, wave),
        ("D7", 1.0, None),
        ("D5", 0.7, None),
        ("D14", 0.3, None),
    )
    found = tuple(
        samples.finding(key, None, f"{key} was seen.", bucket, innocent="", dependence=why) for key, bucket, why in rows
    )
    report = samples.cluster_report(findings=found, suggestion=Suggestion.REVIEW_FIRST)
    assert [finding.detector for finding in shown(report)] == ["D1", "D7", "D5", "D4"]
    few = samples.cluster_report(findings=found[:4], suggestion=Suggestion.REVIEW_FIRST)
    assert [finding.detector for finding in shown(few)] == ["D1", "D7", "D4"]
