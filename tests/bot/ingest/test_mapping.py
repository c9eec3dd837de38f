from collections.abc import Callable
from typing import Any

import pytest

from bot.errors import InputError
from bot.ingest.mapping import FIELDS, guess, is_sure, plain, settle

Read = Callable[..., Any]


@pytest.mark.parametrize(
    ("name", "simple"),
    [("Unique UserID", "unique_userid"), ("user.screen_name", "user_screen_name"), ("Ünder-x", "ünder_x")],
)
def test_names_are_compared_without_case_and_punctuation(name: str, simple: str) -> None:
    assert plain(name) == simple


def test_usual_names_are_understood() -> None:
    columns = ("tweet_id", "user_id", "username", "created_at", "text", "retweet_id", "followers_count")
    rows = [["1", "2", "bob", "2020-01-01T00:00:00Z", "x", "", "5"]]
    assert guess(columns, rows) == {
        "content_id": "tweet_id", "account_id": "user_id", "handle": "username", "time": "created_at", "text": "text",
        "repost_of": "retweet_id", "followers": "followers_count",
    }  # fmt: skip


def test_a_column_named_like_a_time_without_times_is_not_one() -> None:
    assert "time" not in guess(("user_id", "date"), [["a", "red"], ["b", "blue"]])


def test_a_time_under_an_unknown_name_is_found_by_its_content() -> None:
    rows = [["a", "2020-01-01", "x"], ["b", "2020-01-02", "y"]]
    assert guess(("user_id", "quando", "text"), rows)["time"] == "quando"


def test_of_two_unknown_columns_with_times_none_is_chosen() -> None:
    rows = [["a", "2020-01-01", "2020-01-01"]]
    assert "time" not in guess(("user_id", "eins", "zwei"), rows)


@pytest.mark.parametrize(
    ("second", "is_the_accounts"), [("2019-03-01", True), ("2024-05-02", False)], ids=["an account's", "a post's"]
)
def test_a_column_created_beside_a_time_is_the_accounts_where_it_is_one_for_each(
    second: str, *, is_the_accounts: bool
) -> None:
    columns = ["account_id", "time", "created", "text"]
    rows = [["a", "2024-05-01", "2019-03-01", "x"], ["b", "2024-05-01", "2020-03-01", "y"]]
    found = guess(columns, [*rows, ["a", "2024-05-02", second, "z"]])
    assert found["time"] == "time"
    assert ("created" in found) is is_the_accounts
    assert "created" not in guess(columns, rows)


def test_a_name_that_is_taken_leaves_the_next_one_free() -> None:
    found = guess(["user_id", "created", "account_created"], [["a", "2024-05-01", "2019-03-01"]] * 2)
    assert (found["time"], found["created"]) == ("created", "account_created")


def test_the_posts_own_addresses_are_not_links() -> None:
    own = [["a", f"https://x.com/a/{n}"] for n in range(5)]
    shared = [["a", f"https://site{n}.org/"] for n in range(5)]
    assert "urls" not in guess(("user_id", "url"), own)
    assert guess(("user_id", "url"), shared)["urls"] == "url"


def test_a_guess_is_sure_with_who_when_and_what() -> None:
    assert is_sure({"account_id": "a", "time": "t", "text": "x"})
    assert not is_sure({"account_id": "a", "time": "t"})
    assert not is_sure({"time": "t", "text": "x"})


def test_what_a_person_says_beats_the_guess() -> None:
    rows = [["a", "b", "2020-01-01", "x"]]
    found = settle(("user_id", "author", "date", "text"), rows, {"account_id": "author"}, "f")
    assert found["account_id"] == "author"


def test_an_unknown_field_or_column_is_an_error_that_lists_what_there_is() -> None:
    with pytest.raises(InputError, match="no field 'colour'") as caught:
        settle(("a", "b"), [], {"colour": "a"}, "f")
    assert all(field in caught.value.hint for field in FIELDS)
    with pytest.raises(InputError, match="no column 'z'") as caught:
        settle(("a", "b"), [], {"time": "z"}, "f")
    assert "a, b" in caught.value.hint


def test_a_table_whose_columns_say_nothing_asks_for_a_mapping(read: Read) -> None:
    with pytest.raises(InputError, match="not clear which column holds account_id and time") as caught:
        read("colour,size\nred,5\n")
    assert "--map account_id=COLUMN" in caught.value.hint


def test_a_csv_of_one_column_is_an_error(read: Read) -> None:
    with pytest.raises(InputError, match="one column only") as caught:
        read("user_id\na\nb\n")
    assert "delimiter" in caught.value.hint


def test_columns_given_by_a_person_are_read(read: Read) -> None:
    mapping = {"account_id": "Wer", "time": "Wann", "text": "Was", "repost_of": "Von"}
    folder = read("Wer;Wann;Was;Von\nanna;2020-01-01;eins zwei;\nben;2020-01-02;;p1\n", mapping=mapping)
    assert [(post["account_id"], post["text"], post["repost_of"]) for post in folder.posts] == [
        ("anna", "eins zwei", None), ("ben", "", "p1"),
    ]  # fmt: skip
    assert "reposts" not in folder.dataset.lacks


def test_rows_with_an_object_and_no_text_are_shares(read: Read) -> None:
    folder = read("account,object,date\na,o1,2020-01-01\nb,o1,2020-01-02\n")
    assert [(share["layer"], share["object_id"]) for share in folder.shares] == [("object", "o1")] * 2
    assert folder.dataset.posts == 0


def test_posts_without_ids_get_one_from_file_and_line(read: Read) -> None:
    table = "user_id,date,text\na,2020-01-01,x\na,2020-01-01,x\n"
    folder = read(table, table)
    assert [post["content_id"] for post in folder.posts] == ["1:2", "1:3", "2:2", "2:3"]


def test_a_list_of_accounts_without_posts_is_read(read: Read) -> None:
    folder = read("user_id,screen_name,followers_count,account_created_at\n1,a,5,2013-07-01\n2,b,7,2014-07-01\n")
    assert [(one["handle"], one["followers"], one["acted"]) for one in folder.accounts] == [
        ("a", 5, True),
        ("b", 7, True),
    ]
    assert {"posts", "texts"} <= set(folder.dataset.lacks)


def test_links_tags_and_mentions_come_from_the_text_where_no_column_has_them(read: Read) -> None:
    (post,) = read("user_id,date,text\na,2020-01-01,see https://x.org/a #One @bob\n").posts
    assert (post["urls"], post["hashtags"], post["mentions"]) == (["https://x.org/a"], ["One"], ["bob"])


def test_nested_json_is_mapped_by_its_dotted_names(read: Read) -> None:
    line = '{"who": {"key": "a"}, "moment": 1600000000, "say": {"text": "hello"}}\n'
    mapping = {"account_id": "who.key", "time": "moment", "text": "say.text"}
    (post,) = read(line, mapping=mapping).posts
    assert (post["account_id"], post["time"], post["text"]) == ("a", 1600000000, "hello")
