from collections.abc import Callable
from pathlib import Path
from typing import Any

Read = Callable[..., Any]
HEADER = (
    "id,conversation_id,date,time,timezone,user_id,username,name,tweet,mentions,urls,hashtags,retweet,quote_url,"
    "retweet_id,user_rt_id,reply_to\n"
)


def test_local_times_become_utc(read: Read) -> None:
    (post,) = read(HEADER + "1,1,2021-04-06,13:39:13,-0400,7,bob,Bob,hi,[],[],[],False,,,,\n").posts
    assert post["time"] == 1617730753


def test_a_reply_points_at_its_conversation_and_the_first_person_answered(read: Read) -> None:
    people = "\"[{'screen_name': 'ann', 'name': 'A, B', 'id': '9'}]\""
    (post,) = read(HEADER + f"2,1,2021-04-06,13:39:13,+0000,7,bob,Bob,hi,[],[],[],False,,,,{people}\n").posts
    assert (post["kind"], post["reply_to"], post["reply_to_account"]) == (2, "1", "9")


def test_a_retweet_names_the_post_and_its_author(read: Read) -> None:
    (post,) = read(HEADER + "2,2,2021-04-06,13:39:13,+0000,7,bob,Bob,hi,[],[],[],True,,1,9,[]\n").posts
    assert (post["kind"], post["repost_of"], post["repost_of_account"]) == (1, "1", "9")


def test_a_quote_is_known_by_its_address(read: Read) -> None:
    link = "https://twitter.com/a/status/123"
    (post,) = read(HEADER + f"2,2,2021-04-06,13:39:13,+0000,7,bob,Bob,hi,[],[],[],False,{link},,,[]\n").posts
    assert (post["kind"], post["quote_of"]) == (3, "123")


def test_mentioned_people_may_be_objects_or_names(read: Read) -> None:
    objects = "\"[{'screen_name': 'ann', 'id': '9'}, {'screen_name': 'cy', 'id': '8'}]\""
    folder = read(
        HEADER
        + f"1,1,2021-04-06,13:39:13,+0000,7,bob,Bob,hi,{objects},[],[],False,,,,[]\n"
        + "2,2,2021-04-06,13:39:14,+0000,7,bob,Bob,hi,\"['ann', 'cy']\",[],[],False,,,,[]\n"
        + '3,3,2021-04-06,13:39:15,+0000,7,bob,Bob,hi,"[{broken",[],[],False,,,,[]\n'
    )
    assert [post["mentions"] for post in folder.posts] == [["ann", "cy"], ["ann", "cy"], []]


def test_the_sample_lacks_what_twint_never_holds(read: Read, formats_folder: Path) -> None:
    dataset = read(formats_folder / "twint" / "first30.csv").dataset
    assert (dataset.posts, dataset.rejected_total) == (30, 0)
    assert {"reposts", "created", "followers", "profiles", "clients"} <= set(dataset.lacks)
    assert "handles" not in dataset.lacks
