from collections.abc import Callable
from dataclasses import replace

from bot.report import FalseAlarmCard, Report
from bot.reporting.doubts import by_coincidence, in_organic_crowds, not_looked_for

ORGANIC = {"name": "fans.csv", "accounts": 5944, "alarms": {"coordinated_unclear": 2}, "clustered": 9, "edges": {}}


def test_the_null_of_the_data_is_told_with_its_copies() -> None:
    sentence = by_coincidence(FalseAlarmCard(30, 1, 0.5, None, ()))
    assert sentence == "1 group in 30 time-shuffled copies of these data; 0.5 kept ties expected by chance."


def test_without_a_null_nothing_is_claimed() -> None:
    assert by_coincidence(FalseAlarmCard(0, 0, 0.0, None, ())).startswith("Not measured")


def test_a_missing_baseline_is_said() -> None:
    assert in_organic_crowds(FalseAlarmCard(30, 0, 0.0, None, ())) == (
        "Not measured: there was no set of ordinary accounts to compare with."
    )


def test_a_baseline_is_told_in_groups_and_accounts() -> None:
    assert in_organic_crowds(FalseAlarmCard(30, 0, 0.0, ORGANIC, ())) == (
        "2 groups of 9 accounts among the 5,944 accounts of fans.csv."
    )


TABLE = (
    *(
        "avatars",
        "clients",
        "created",
        "followers",
        "handles",
        "hashtags",
        "likes",
        "links",
        "media",
        "mentions",
        "posts",
    ),
    *("profiles", "quotes", "replies", "reposts", "texts", "verified"),
)


def missed(make_report: Callable[..., Report], lacks: tuple[str, ...], lines: tuple[str, ...]) -> list[str]:
    report = make_report(false_alarm_card=FalseAlarmCard(30, 0, 0.0, None, lines), detector_errors=())
    return not_looked_for(replace(report, dataset=replace(report.dataset, lacks=lacks)))


def test_a_table_of_who_did_what_when_is_said_in_one_short_line(make_report: Callable[..., Report]) -> None:
    lines = (
        "Nearly the same words: the data hold no texts",
        "Handles of one style: the data hold account ids without handles",
        "Profile pictures: no profile pictures were given",
        "Changes of identity: no earlier look at these accounts is known",
    )
    assert missed(make_report, TABLE, lines) == [
        "anything inside posts and anything about the accounts themselves (not in the data)",
        "profile pictures (none given)",
        "changes of identity (no earlier look yet)",
    ]


def test_each_thing_that_the_data_lack_is_said_once_and_in_plain_words(make_report: Callable[..., Report]) -> None:
    lines = ("Made in the same days: the data do not say when accounts were created", "D9: switched off")
    assert missed(make_report, ("created", "reposts", "clients"), lines) == [
        "reposts and creation dates (not in the data)",
        "D9 (switched off)",
    ]


def test_windows_under_the_datas_own_steps_are_said_with_the_step(make_report: Callable[..., Report]) -> None:
    lines = ("windows of 10 s: times are 60 s apart",)
    assert missed(make_report, (), lines) == ["windows of 10 s (times are 60 s apart)"]
