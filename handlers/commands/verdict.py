"""`verdict N C1 [KIND REASON]`: what the team judged; with a kind, a lead closes the group early."""

from bot.errors import InputError
from bot.model import RightRole, VerdictKind
from bot.reporting.judgements import VERDICTS
from bot.triage.audit import audit
from bot.triage.browse_clusters import find_cluster
from bot.triage.override_verdict import override_verdict
from handlers.blocks import card
from handlers.blocks.parts import Message, message, note, section
from handlers.command import Ask, Command, is_key, take_case
from handlers.office import Office

KINDS = {
    "inauthentic": VerdictKind.INAUTHENTIC,
    "unclear": VerdictKind.UNCLEAR,
    "odd": VerdictKind.ODD,
    "organic": VerdictKind.ORGANIC,
    "inconclusive": VerdictKind.INCONCLUSIVE,
}


def run(office: Office, ask: Ask) -> Message:
    """Show the votes on a group, or close it early."""
    case, words = take_case(office, ask)
    if not words or not is_key(words[0]):
        raise InputError("Which group?", hint=f"For example: verdict {case.number} C1.")
    person = office.person(ask.asker, case.channel_id)
    view = find_cluster(office.desk, person, case.id, words[0].upper())
    if len(words) == 1:
        audit(office.desk, person, "see_votes", case.id, {"cluster": view.cluster.key})
        key = f"*{view.cluster.key} of case {case.number}*"
        return message(
            f"{view.cluster.key} of case {case.number}", [section(f"{key}\n{card.votes_line(view, alone=True)}")]
        )
    kind = KINDS.get(words[1].lower())
    if kind is None:
        raise InputError(
            f"I know no verdict {words[1]!r}.", hint="A lead writes one of: " + ", ".join(KINDS) + ", and a reason."
        )
    made = override_verdict(office.desk, person, view.cluster.id, kind, " ".join(words[2:]))
    how = "closed early" if made.votes < view.state.quorum else "decided"
    return note(f"{view.cluster.key} is {how}: {VERDICTS[made.kind]}. Every vote stays in the exports.")


COMMAND = Command(
    "verdict",
    "verdict N C1 [inauthentic|unclear|odd|organic|inconclusive REASON]",
    "The votes on a group; with a verdict and a reason, a lead closes it early.",
    ("verdict 4 C1", "verdict 4 C1 organic it is the fan club of a band"),
    run,
    needs=RightRole.VIEWER,
    changes=RightRole.LEAD,
)
