"""Small forms of a case or a group: close, close early, note, ask someone, rechecks."""

from collections.abc import Mapping

from bot.errors import InputError, NotAllowed
from bot.model import Person, RightRole, VerdictKind
from bot.triage.access import need_role
from bot.triage.annotate import add_note, ask_for_view, ask_group
from bot.triage.browse_cases import view_case
from bot.triage.browse_clusters import view_cluster
from bot.triage.change_recheck import change_recheck, change_rechecks
from bot.triage.close_case import close_case
from bot.triage.override_verdict import override_verdict
from bot.triage.reopen_group import reopen_group
from handlers import ids, sending
from handlers.acts import Submitting
from handlers.blocks import asking
from handlers.office import Office
from handlers.payloads import Asker, Submission


def close(office: Office, submission: Submission) -> None:
    """Close the case."""
    person = office.person(submission.asker_in(submission.ref.channel))
    close_case(office.desk, person, submission.ref.case, reason=submission.text("reason"))


def override(office: Office, submission: Submission) -> Mapping[str, str] | None:
    """Close a group early: a lead's verdict."""
    person = office.person(submission.asker_in(submission.ref.channel))
    kind, reason = VerdictKind(submission.text("kind")), submission.text("reason")
    override_verdict(office.desk, person, submission.ref.cluster, kind, reason)
    return _out_of_date(submission)


def reopen(office: Office, submission: Submission) -> Mapping[str, str] | None:
    """Take a group's verdict back."""
    person = office.person(submission.asker_in(submission.ref.channel))
    reopen_group(office.desk, person, submission.ref.cluster, submission.text("reason"))
    return _out_of_date(submission)


def _out_of_date(submission: Submission) -> Mapping[str, str] | None:
    """A window beneath shows the verdict of before: both close."""
    return {"response_action": "clear"} if submission.below else None


def note(office: Office, submission: Submission) -> None:
    """Keep a note."""
    person = office.person(submission.asker_in(submission.ref.channel))
    chosen = submission.text("cluster")
    cluster = int(chosen) if chosen.isdecimal() else submission.ref.cluster
    add_note(office.desk, person, cluster, submission.text("note"))


def ask(office: Office, submission: Submission) -> None:
    """Ask one person, or a user group, for their view."""
    asker = submission.asker_in(submission.ref.channel)
    person, cluster = office.person(asker), submission.ref.cluster
    user, group = submission.text("user"), submission.text("group")
    if bool(user) == bool(group):
        raise InputError(
            "Whom do you want to ask?", hint="Choose a person or a user group, one of the two.", where="user"
        )
    view = view_cluster(office.desk, person, cluster)
    link = office.permalink(view.case.channel_id, view.cluster.card_ts)
    if group:
        people = next((found for known, _, found in office.directory.groups() if known == group), frozenset())
        asked = ask_group(office.desk, person, cluster, group, people, office.directory.members, link=link)
    else:
        asked = ask_for_view(office.desk, person, cluster, _judge(office, asker, user, view.case.channel_id), link=link)
    told = asking.passed_on(asked.directly, asked.last if asked.last > office.desk.now() else 0)
    if told:
        office.soon(asker, lambda: office.tell(asker, told))


def _judge(office: Office, asker: Asker, user_id: str, channel_id: str) -> Person:
    """Whoever is asked, with their rights."""
    if user_id == office.bot_user_id:
        raise InputError("I find groups; people judge them.", hint="Choose a person.", where="user")
    if user_id not in office.directory.members(channel_id):
        return Person(asker.team_id, user_id, RightRole.VIEWER, frozenset())
    try:
        return office.directory.person(asker.team_id, user_id, (channel_id,))
    except NotAllowed:
        raise InputError("This person may not use Shoal.", hint="Ask whoever runs it.", where="user") from None


def recheck(office: Office, submission: Submission) -> None:
    """Change one recheck, or those of one group."""
    person, ref = office.person(submission.asker_in(submission.ref.channel)), submission.ref
    if ref.recheck:
        change_recheck(office.desk, person, ref.recheck, submission.text("every"))
    else:
        change_rechecks(office.desk, person, ref.case, submission.text("every"), key=ref.item or None)


def export(office: Office, submission: Submission) -> None:
    """Send the file after the ack: it takes longer than a modal waits."""
    person = office.person(submission.asker_in(submission.ref.channel))
    view_case(office.desk, person, submission.ref.case)
    need_role(person, RightRole.ANALYST, "export a case")
    chosen, case = submission.text("format"), submission.ref.case
    office.soon(submission.asker, lambda: sending.send_export(office, person, case, chosen))


VIEWS = (
    Submitting(ids.CLOSE_SAVE, close, needs=RightRole.ANALYST),
    Submitting(ids.OVERRIDE_SAVE, override, needs=RightRole.LEAD),
    Submitting(ids.REOPEN_GROUP_SAVE, reopen, needs=RightRole.LEAD),
    Submitting(ids.NOTE_SAVE, note, needs=RightRole.ANALYST),
    Submitting(ids.ASK_SAVE, ask, needs=RightRole.ANALYST),
    Submitting(ids.EXPORT_SAVE, export, needs=RightRole.ANALYST),
    Submitting(ids.RECHECK_CHANGE_SAVE, recheck, needs=RightRole.ANALYST),
)
