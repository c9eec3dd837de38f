"""The table of clusters beyond the first five, with "Show more" for the rest."""

from bot.reporting.judgements import VERDICTS
from bot.reporting.wording import SUGGESTIONS
from bot.triage.views import CaseView, ClusterLine
from handlers import ids
from handlers.blocks.parts import Message, actions, button, message, section, table
from handlers.blocks.words import count
from handlers.ids import Ref

CARDS = 5
ROWS = 40
HEAD = ("Group", "Accounts", "Place in the queue", "Votes", "Verdict")


def cluster_table(view: CaseView) -> Message:
    """The clusters without a card of their own."""
    rest = beyond_cards(view)
    text = f"Case {view.case.number}: {count(len(rest), 'more group')} to judge"
    blocks = [section(f"*{count(len(rest), 'more group')}*"), table([HEAD, *map(_row, rest[:ROWS])])]
    blocks.append(actions(f"table:{view.case.id}", button("Show more", ids.MORE_CLUSTERS, Ref(case=view.case.id))))
    return message(text, blocks)


def beyond_cards(view: CaseView) -> list[ClusterLine]:
    """Present clusters after the first five, C0 apart."""
    return [line for line in view.clusters if line.current and line.key != "C0"][CARDS:]


def _row(line: ClusterLine) -> tuple[str, ...]:
    verdict = VERDICTS[line.state.verdict.kind] if line.state.verdict is not None else "none yet"
    votes = f"{line.state.votes_in} of {line.state.quorum}"
    place = SUGGESTIONS[line.suggestion] + (", drawn at random" if line.drawn else "")
    return (line.key, f"{line.size:,}", place, votes, verdict)
