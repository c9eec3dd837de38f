from pathlib import Path

import pytest

from bot.evaluation.section import Table, Trials, markdown, reported_seeds

ROOT = Path(__file__).parents[3]


def test_reported_seeds_are_even_and_seeds_for_choosing_are_odd() -> None:
    trials = Trials(reported_seeds(3), 1)
    assert trials.seeds == (2, 4, 6)
    assert trials.choosing_seeds == (1, 3, 5)


def test_an_odd_seed_cannot_be_reported() -> None:
    with pytest.raises(ValueError, match="odd seeds are for choosing"):
        Trials((2, 3), 1)


def test_a_cut_point_is_chosen_on_the_seeds_for_choosing_and_nowhere_else() -> None:
    sections = sorted((ROOT / "bot" / "evaluation").rglob("*.py"))
    choosing = [path.name for path in sections if "best_cut(" in path.read_text(encoding="utf-8")]
    assert choosing == ["ranking.py", "edge_scores.py"]
    text = (ROOT / "bot" / "evaluation" / "sections" / "edge_scores.py").read_text(encoding="utf-8")
    assert text.count("_chosen_cuts(") == 2
    assert "cuts = _chosen_cuts([edges_of(make(seed)) for seed in trials.choosing_seeds[:RUNS]])" in text


def test_a_table_is_followed_by_what_it_cannot_show() -> None:
    table = Table("Title", ("a", "b"), (("1 | 2", "3"),), "everything else.", "A note.")
    assert markdown(table) == (
        "### Title\n\nA note.\n\n| a | b |\n|---|---|\n| 1 \\| 2 | 3 |\n\n*Cannot show:* everything else.\n"
    )
