import numpy as np
from matplotlib.figure import Figure

from bot.reporting.panels.scripts import COLOURS, OTHERS, Writing, bands_of, draw_scripts

DAY = 86_400


def written(scripts: list[str], *, every: int = DAY // 10) -> Writing:
    return Writing(np.arange(len(scripts), dtype=np.int64) * every, tuple(scripts))


def words_in(figure: Figure) -> str:
    (axes,) = figure.axes
    legend = axes.get_legend()
    labels = [text.get_text() for text in legend.get_texts()] if legend else []
    return " ".join([axes.get_title(loc="left"), *(text.get_text() for text in axes.texts), *labels])


def test_the_scripts_of_a_day_add_up_to_all_of_it() -> None:
    bands = bands_of(written(["latin", "latin", "cyrillic", "latin"] * 10))
    assert (bands.names, bands.totals, bands.word) == (("Latin", "Cyrillic"), (30, 10), "day")
    assert np.allclose(bands.shares.sum(axis=0), 1.0)


def test_a_change_of_script_shows_in_its_bins() -> None:
    bands = bands_of(written(["latin"] * 20 + ["han"] * 20))
    assert bands.names == ("Han", "Latin")
    assert bands.shares[0].tolist() == [0.0, 0.0, 1.0, 1.0]


def test_a_day_without_posts_stays_empty() -> None:
    times = np.array([0] * 16 + [2 * DAY] * 16, dtype=np.int64)
    assert bands_of(Writing(times, ("latin",) * 32)).shares.tolist() == [[1.0, 0.0, 1.0]]


def test_few_posts_get_wide_bins() -> None:
    assert bands_of(written(["latin"] * 24, every=DAY)).word == "30 days"
    assert bands_of(written(["latin"] * 33, every=DAY)).word == "30 days"
    assert bands_of(written(["latin"] * 64, every=DAY // 2)).word == "week"


def test_one_post_alone_has_a_bin() -> None:
    bands = bands_of(written(["greek"]))
    assert bands.shares.tolist() == [[1.0]]


def test_rare_scripts_are_put_together() -> None:
    names = ["latin"] * 9 + ["han"] * 8 + ["arabic"] * 7 + ["greek"] * 6 + ["thai"] * 2 + ["hangul"]
    bands = bands_of(written(names))
    assert len(bands.names) == len(COLOURS) + 1
    assert (bands.names[-1], bands.totals[-1]) == (OTHERS, 9)


def test_the_legend_tells_the_share_of_each_script() -> None:
    figure = Figure()
    draw_scripts(figure.add_subplot(), written(["latin", "latin", "latin", "cyrillic"] * 5))
    assert words_in(figure) == "Scripts of 20 posts of its own, by day Latin 75 % Cyrillic 25 %"


def test_a_group_without_texts_of_its_own_says_so() -> None:
    figure = Figure()
    draw_scripts(figure.add_subplot(), Writing(np.zeros(0, dtype=np.int64), ()))
    assert "no texts of its own in the data" in words_in(figure)
