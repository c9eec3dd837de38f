import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from matplotlib.text import Text
from PIL import Image

from bot.engine.local import LocalEngine
from bot.errors import NotFound
from bot.protocols import Engine
from bot.report import ClusterAccount, ClusterReport, Report, Role
from bot.reporting.gather import gather
from bot.reporting.habits import gather_habits
from bot.reporting.plots import STYLE_CAVEAT, draw_cluster, draw_style, headline, picture_alt, render_cluster_pictures


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def words_of(engine: Engine, cluster: ClusterReport, kept: list[ClusterAccount]) -> str:
    figure = draw_cluster(headline(cluster.id, kept), gather(engine, cluster, kept))
    texts = [text.get_text() for axes in figure.axes for text in axes.findobj(Text) if isinstance(text, Text)]
    return " ".join([*texts, *(text.get_text() for text in figure.texts)])


def test_a_cluster_gives_one_picture_of_1200_by_700_pixels(
    engine: LocalEngine, make_report: Callable[..., Report], tmp_path: Path
) -> None:
    (path,) = render_cluster_pictures(engine, make_report(), "C1", tmp_path / "pictures")
    assert path == tmp_path / "pictures" / "C1.png"
    with Image.open(path) as picture:
        assert picture.size == (1200, 700)
        assert picture.convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_the_same_cluster_gives_the_same_bytes(
    engine: LocalEngine, make_report: Callable[..., Report], tmp_path: Path
) -> None:
    (first,) = render_cluster_pictures(engine, make_report(), "C1", tmp_path / "a")
    (second,) = render_cluster_pictures(engine, make_report(), "C1", tmp_path / "b")
    assert digest(first) == digest(second)


def test_the_file_does_not_say_what_drew_it_or_when(
    engine: LocalEngine, make_report: Callable[..., Report], tmp_path: Path
) -> None:
    (path,) = render_cluster_pictures(engine, make_report(), "C1", tmp_path)
    with Image.open(path) as picture:
        assert set(picture.info) <= {"dpi"}


def test_no_handle_and_no_id_stands_in_the_picture(
    engine: LocalEngine, make_cluster: Callable[..., ClusterReport]
) -> None:
    cluster = make_cluster()
    words = words_of(engine, cluster, list(cluster.accounts))
    assert "A1" in words
    assert "handle_of" not in words
    assert "boss" not in words


def test_an_excluded_account_leaves_the_picture_and_the_others_keep_their_labels(
    engine: LocalEngine, make_cluster: Callable[..., ClusterReport]
) -> None:
    cluster = make_cluster()
    kept = [account for account in cluster.accounts if account.account_id != "a1"]
    words = words_of(engine, cluster, kept).split()
    assert "A2" not in words
    assert {"A1", "A3", "A7"} <= set(words)


def test_excluding_changes_the_picture(engine: LocalEngine, make_report: Callable[..., Report], tmp_path: Path) -> None:
    (whole,) = render_cluster_pictures(engine, make_report(), "C1", tmp_path / "a")
    (less,) = render_cluster_pictures(engine, make_report(), "C1", tmp_path / "b", excluded={"a1"})
    assert digest(whole) != digest(less)


def test_a_cluster_whose_accounts_are_all_excluded_still_gives_a_picture(
    engine: LocalEngine, make_report: Callable[..., Report], make_cluster: Callable[..., ClusterReport], tmp_path: Path
) -> None:
    everyone = {account.account_id for account in make_cluster().accounts}
    (path,) = render_cluster_pictures(engine, make_report(), "C1", tmp_path, excluded=everyone)
    assert path.stat().st_size > 0


def test_data_without_creation_dates_and_posts_say_so(
    share_engine: LocalEngine, make_cluster: Callable[..., ClusterReport]
) -> None:
    cluster = make_cluster()
    words = words_of(share_engine, cluster, list(cluster.accounts))
    assert "not in the data" in words
    assert "shares by hour and weekday, UTC" in words


def test_a_cluster_that_the_run_does_not_have_is_named(
    engine: LocalEngine, make_report: Callable[..., Report], tmp_path: Path
) -> None:
    with pytest.raises(NotFound, match="no cluster C9"):
        render_cluster_pictures(engine, make_report(), "C9", tmp_path)


def test_who_only_touches_the_group_is_not_counted_in_the_headline(make_cluster: Callable[..., ClusterReport]) -> None:
    assert headline("C1", make_cluster().accounts) == "C1: 6 accounts, 1 more by one link"


def test_the_alt_text_tells_the_roles_and_no_handle(make_cluster: Callable[..., ClusterReport]) -> None:
    alt = picture_alt(make_cluster(), Path("C1.png"))
    assert alt.startswith("C1, 6 accounts (1 poster, 4 amplifiers, 1 member, 1 touches by one link)")
    assert "handle_of" not in alt


def test_the_alt_text_counts_without_the_excluded(make_cluster: Callable[..., ClusterReport]) -> None:
    alt = picture_alt(make_cluster(), Path("C1.png"), {"a1", "boss"})
    assert alt.startswith("C1, 4 accounts (3 amplifiers, 1 member, 1 touches by one link), 2 excluded: the network of")


def with_style(report: Report, bucket: float = 0.7) -> Report:
    cluster = report.clusters[0]
    finding = replace(cluster.findings[0], detector="D10b", bucket=bucket)
    return replace(report, clusters=(replace(cluster, findings=(*cluster.findings, finding)),))


def test_a_finding_on_style_gives_a_second_picture(
    engine: LocalEngine, make_report: Callable[..., Report], tmp_path: Path
) -> None:
    paths = render_cluster_pictures(engine, with_style(make_report()), "C1", tmp_path)
    assert [path.name for path in paths] == ["C1.png", "C1-style.png"]
    with Image.open(paths[1]) as picture:
        assert picture.size == (1200, 700)
        assert set(picture.info) <= {"dpi"}


def test_a_finding_that_weighs_nothing_gives_no_second_picture(
    engine: LocalEngine, make_report: Callable[..., Report], tmp_path: Path
) -> None:
    assert len(render_cluster_pictures(engine, with_style(make_report(), 0.0), "C1", tmp_path)) == 1
    assert not (tmp_path / "C1-style.png").exists()


def test_the_second_picture_has_the_same_bytes_each_time(
    engine: LocalEngine, make_report: Callable[..., Report], tmp_path: Path
) -> None:
    report = with_style(make_report())
    first, second = (render_cluster_pictures(engine, report, "C1", tmp_path / name)[1] for name in "ab")
    assert digest(first) == digest(second)


def test_excluding_changes_the_second_picture_and_excluding_all_leaves_it_out(
    engine: LocalEngine, make_report: Callable[..., Report], tmp_path: Path
) -> None:
    report = with_style(make_report())
    everyone = {account.account_id for account in report.clusters[0].accounts}
    whole = render_cluster_pictures(engine, report, "C1", tmp_path / "a")
    less = render_cluster_pictures(engine, report, "C1", tmp_path / "b", excluded={"a1"})
    assert digest(whole[1]) != digest(less[1])
    assert len(render_cluster_pictures(engine, report, "C1", tmp_path / "c", excluded=everyone)) == 1


def test_the_second_picture_holds_no_handle_and_says_what_it_does_not_say(
    engine: LocalEngine, make_cluster: Callable[..., ClusterReport]
) -> None:
    cluster = make_cluster()
    figure = draw_style(headline("C1", cluster.accounts), gather_habits(engine, cluster, cluster.accounts))
    words = " ".join(text.get_text() for text in figure.findobj(Text) if isinstance(text, Text))
    assert STYLE_CAVEAT in words
    assert "C1: 6 accounts, 1 more by one link · how they write, and when" in words
    assert "Scripts of 6 posts of its own" in words
    assert not [name for name in ("handle_of", "boss", "own words") if name in words]


def test_panels_of_data_without_posts_say_what_is_missing(
    share_engine: LocalEngine, make_cluster: Callable[..., ClusterReport]
) -> None:
    cluster = make_cluster()
    figure = draw_style("C1", gather_habits(share_engine, cluster, cluster.accounts))
    words = [text.get_text() for axes in figure.axes for text in axes.texts]
    assert words == [
        "no texts of its own in the data", "no hours in the data", "no posts of its own in the data",
    ]  # fmt: skip


def test_each_picture_has_the_alt_text_of_what_it_shows(make_cluster: Callable[..., ClusterReport]) -> None:
    alt = picture_alt(make_cluster(), Path("pictures/C1-style.png"))
    assert alt.startswith("C1, how it writes and when, beside all other accounts: the scripts")
    assert "network" not in alt


def test_every_role_has_a_mark_of_its_own_shape_and_colour() -> None:
    from bot.reporting.panels.style import MARKS  # noqa: PLC0415 - beside the fact

    assert set(MARKS) == set(Role)
    assert len({mark.shape for mark in MARKS.values()}) == len({mark.colour for mark in MARKS.values()}) == len(Role)


def test_drawing_needs_no_pyplot() -> None:
    program = (
        "import sys, numpy as np\n"
        "from bot.reporting.plots import draw_cluster\n"
        "from bot.reporting.gather import Scene\n"
        "from bot.reporting.panels.layout import choose\n"
        "none = np.zeros(0, dtype=np.int64)\n"
        "draw_cluster('C1', Scene(choose([], {}, frozenset()), none, none, none, 'posts'))\n"
        "print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", program], check=True, capture_output=True, text=True,
        cwd=Path(__file__).parents[3], env={**os.environ, "MPLCONFIGDIR": os.environ.get("MPLCONFIGDIR", "")},
    )  # fmt: skip
    assert done.stdout.strip() == "False"
