"""The two lines on how a run could be wrong, as the page and the terminal say them."""

from bot.report import FalseAlarmCard
from bot.reporting import wording


def by_coincidence(card: FalseAlarmCard) -> str:
    """What the null of this very data set gives."""
    if not card.null_runs:
        return "Not measured: nothing here could be shuffled in time."
    return (
        f"{wording.counted(card.null_alarms, 'group')} in {card.null_runs} time-shuffled copies of these data; "
        f"{wording.counted(card.expected_chance_edges, 'kept tie')} expected by chance."
    )


def in_organic_crowds(card: FalseAlarmCard) -> str:
    """What the same analysis gives on accounts that the team holds to be organic."""
    if card.baseline is None:
        return "Not measured: choose a comparison set (--baseline)."
    groups = sum(card.baseline["alarms"].values())
    return (
        f"{wording.counted(groups, 'group')} of {wording.counted(card.baseline['clustered'], 'account')} "
        f"among the {wording.counted(card.baseline['accounts'], 'account')} of {card.baseline['name']}."
    )
