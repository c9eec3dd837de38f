from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import InputError
from bot.ingest.recognising import recognise

Made = Callable[[str], tuple[Path, str]]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    def _made(text: str) -> tuple[Path, str]:
        path = tmp_path / str(len(list(tmp_path.iterdir())))
        path.write_text(text, "utf-8")
        return path, "upload.csv"

    return _made


def test_a_known_format_is_sure_and_needs_no_mapping(made: Made) -> None:
    found = recognise([made("object_id,account_id,content_id,timestamp_share\no,a,c,1600000000\n")])
    assert (found.format, found.sure, dict(found.mapping)) == ("coordination", True, {})
    assert found.columns == ("object_id", "account_id", "content_id", "timestamp_share")
    assert found.samples == (("o", "a", "c", "1600000000"),)
    assert {"texts", "reposts", "created"} <= set(found.lacks)


def test_a_table_with_telling_names_is_mapped_and_sure(made: Made) -> None:
    found = recognise([made("user,posted,body\nanna,2020-01-01,hello\n")])
    assert (found.format, found.sure) == ("mapped_csv", True)
    assert dict(found.mapping) == {"account_id": "user", "time": "posted", "text": "body"}
    assert {"reposts", "created", "followers"} <= set(found.lacks)


def test_a_table_that_says_little_is_unsure_and_shows_examples(made: Made) -> None:
    found = recognise([made("a,b,c\nx,2020-01-01,hello\ny,2020-01-02,there\n")])
    assert not found.sure
    assert found.columns == ("a", "b", "c")
    assert found.samples[1] == ("y", "2020-01-02", "there")


def test_nested_json_shows_its_dotted_columns(made: Made) -> None:
    found = recognise([made('{"who": {"key": "a"}, "n": [1, 2]}\n')])
    assert found.format == "mapped_jsonl"
    assert found.columns == ("who.key", "n")
    assert found.samples == (("a", "[1, 2]"),)


def test_of_several_files_the_unsure_one_decides(made: Made) -> None:
    sure = made("object_id,account_id,content_id,timestamp_share\no,a,c,1600000000\n")
    assert not recognise([sure, made("a,b\nx,y\n")]).sure


def test_examples_are_cut_to_what_a_modal_holds(made: Made) -> None:
    found = recognise([made("a,b\n" + "x" * 5000 + ",y\n" * 1)])
    assert len(found.samples[0][0]) == 200


def test_no_file_is_an_error() -> None:
    with pytest.raises(InputError, match="There is no file"):
        recognise([])


def test_a_file_that_cannot_be_read_is_refused_before_the_modal(made: Made) -> None:
    with pytest.raises(InputError, match="XML"):
        recognise([made("<?xml version='1.0'?>")])
