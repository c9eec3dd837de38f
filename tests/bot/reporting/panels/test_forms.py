import pytest
from matplotlib.figure import Figure

from bot.reporting.panels.forms import Forms, FormShare, draw_forms
from bot.reporting.panels.style import percent

SHARES = (FormShare("21–60 signs\none link", 0.72, 0.19), FormShare("no text\none link", 0.28, 0.001))


def drawn(forms: Forms) -> tuple[list[str], list[list[float]]]:
    axes = Figure().add_subplot()
    draw_forms(axes, forms)
    legend = axes.get_legend()
    words = [text.get_text() for text in legend.get_texts()] if legend else []
    bars = [[patch.get_width() for patch in bars] for bars in axes.containers]
    return [*words, *(text.get_text() for text in axes.texts)], bars


def test_each_form_is_a_pair_of_bars_with_their_shares() -> None:
    words, bars = drawn(Forms(SHARES, 360, 900))
    assert words == ["this group", "all other accounts", "72 %", "28 %", "19 %", "under 1 %"]
    assert bars == [[0.72, 0.28], [0.19, 0.001]]


def test_without_other_accounts_only_the_group_is_drawn() -> None:
    words, bars = drawn(Forms(SHARES, 360, 0))
    assert words == ["this group", "72 %", "28 %"]
    assert len(bars) == 1


def test_a_sample_of_the_others_is_called_one() -> None:
    words, _ = drawn(Forms(SHARES, 360, 20_000, sampled=True))
    assert words[1] == "all other accounts (20,000 of their posts)"


def test_a_group_without_own_posts_says_so() -> None:
    words, bars = drawn(Forms((), 0, 900))
    assert (words, bars) == (["no posts of its own in the data"], [])


@pytest.mark.parametrize(
    ("share", "words"), [(0.0, "0 %"), (0.001, "under 1 %"), (0.006, "1 %"), (0.999, "100 %"), (1.0, "100 %")]
)
def test_a_small_share_is_not_rounded_to_nothing(share: float, words: str) -> None:
    assert percent(share) == words
