"""Small forms of a case or a group: close, close early, note, ask someone, rechecks."""

from bot.errors import InputError
from bot.model import RightRole, VerdictKind
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
from handlers.blocks.words import clock
from handlers.office import Office
from handlers.payloads import Submission


def close(office: Office, submission: Submission) -> None:
    """Close the case."""
    person = office.person(submission.asker_in(submission.ref.channel))
    close_case(office.desk, person, submission.ref.case, reason=submission.text("reason"))


def override(office: Office, submission: Submission) -> None:
    """Close a group early: a lead's verdict."""
    person = office.person(submission.asker_in(submission.ref.channel))
    kind, reason = VerdictKind(submission.text("kind")), submission.text("reason")
    override_verdict(office.desk, person, submission.ref.cluster, kind, reason)


def reopen(office: Office, submission: Submission) -> None:
    """Take a group's verdict back."""
    person = office.person(submission.asker_in(submission.ref.channel))
    reopen_group(office.desk, person, submission.ref.cluster, submission.text("reason"))


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
    user, group, members = submission.text("user"), submission.text("group"), office.directory.members
    if bool(user) == bool(group):
        raise InputError(
            "Whom do you want to ask?", hint="Choose a person or a user group, one of the two.", where="user"
        )
    if group:
        people = next((found for known, _, found in office.directory.groups() if known == group), frozenset())
        due = ask_group(office.desk, person, cluster, group, people, members)
    else:
        view = view_cluster(office.desk, person, cluster)
        link = office.permalink(view.case.channel_id, view.cluster.card_ts)
        due = ask_for_view(office.desk, person, cluster, user, members, link=link)
    if due > office.desk.now():
        office.soon(asker, lambda: office.tell(asker, f"Quiet hours: the question is passed on {clock(due)}."))


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
