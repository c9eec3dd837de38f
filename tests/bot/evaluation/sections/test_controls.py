from pathlib import Path

from bot.evaluation.section import NOT_RUN, Trials, reported_seeds
from bot.evaluation.sections import controls

PROFILES = (
    '[{"ID": "1 ", "profile": {"id": "1 ", "screen_name": "ann ", "name": "Ann ", "created_at": '
    '"Tue Nov 18 10:27:25 +0000 2008 ", "followers_count": "5 ", "friends_count": "7 ", "statuses_count": "9 ", '
    '"description": "hello ", "verified": "False "}, "tweet": ["one two three "], "neighbor": null, "domain": []}]'
)


def test_sets_that_cannot_ship_are_not_run_without_a_folder() -> None:
    organic, operations = controls.SECTION.make(Trials(reported_seeds(1), 1), lambda _: None)
    assert all(row[1] == NOT_RUN for row in organic.rows)
    assert operations.rows[0][1] == NOT_RUN


def test_the_set_that_ships_is_always_run() -> None:
    _, operations = controls.SECTION.make(Trials(reported_seeds(1), 1), lambda _: None)
    assert operations.rows[1][:3] == ("russian_coord_tweets.csv.gz", "9,509 accounts, 35,125 rows", "0")


def test_a_set_is_named_by_its_folder_inside_the_one_that_was_given(tmp_path: Path) -> None:
    place = tmp_path / "organic" / "twibot20_sample"
    place.mkdir(parents=True)
    (place / "TwiBot-20_sample.json").write_text(PROFILES, encoding="utf-8")
    organic, _ = controls.SECTION.make(Trials(reported_seeds(1), 1, tmp_path), lambda _: None)
    row = organic.rows[2]
    assert row == ("organic/twibot20_sample", "1 accounts, 0 rows", "0", "none", "none", "not applicable")
    assert not any(str(tmp_path) in cell for row in organic.rows for cell in row)


def test_a_set_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    place = tmp_path / "organic" / "twint_fsl"
    place.mkdir(parents=True)
    (place / "empty.csv").write_text("\n", encoding="utf-8")
    organic, _ = controls.SECTION.make(Trials(reported_seeds(1), 1, tmp_path), lambda _: None)
    assert organic.rows[0][1] == "could not be read: The file holds nothing but blanks."
