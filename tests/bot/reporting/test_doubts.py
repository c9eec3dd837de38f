from bot.report import FalseAlarmCard
from bot.reporting.doubts import by_coincidence, in_organic_crowds

ORGANIC = {"name": "fans.csv", "accounts": 5944, "alarms": {"coordinated_unclear": 2}, "clustered": 9, "edges": {}}


def test_the_null_of_the_data_is_told_with_its_copies() -> None:
    sentence = by_coincidence(FalseAlarmCard(30, 1, 0.5, None, ()))
    assert sentence == "1 group in 30 time-shuffled copies of these data; 0.5 kept ties expected by chance."


def test_without_a_null_nothing_is_claimed() -> None:
    assert by_coincidence(FalseAlarmCard(0, 0, 0.0, None, ())).startswith("Not measured")


def test_a_missing_baseline_is_said() -> None:
    assert in_organic_crowds(FalseAlarmCard(30, 0, 0.0, None, ())) == (
        "Not measured: choose a comparison set (--baseline)."
    )


def test_a_baseline_is_told_in_groups_and_accounts() -> None:
    assert in_organic_crowds(FalseAlarmCard(30, 0, 0.0, ORGANIC, ())) == (
        "2 groups of 9 accounts among the 5,944 accounts of fans.csv."
    )
