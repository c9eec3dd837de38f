"""What the root message's buttons do: cancel, rerun, add data, close, reopen, hold, single accounts, export."""

from bot.errors import NotFound
from bot.model import RightRole, Sensitivity
from bot.triage.audit import audit
from bot.triage.browse_cases import rejected_rows, view_case
from bot.triage.browse_clusters import view_cluster
from bot.triage.cancel_run import cancel_run
from bot.triage.case_story import case_story
from bot.triage.close_case import reopen_case, set_sensitivity
from bot.triage.hold_evidence import release_case
from bot.triage.view_difference import view_difference
from handlers import ids, sending
from handlers.actions.proof import purge
from handlers.acts import Menu, Opening, Press, Turning
from handlers.blocks import asking, exporting, history, lists, proofs, rerunning, upload
from handlers.blocks.parts import Block
from handlers.office import Office
from handlers.payloads import Click


def cancel(office: Office, click: Click) -> None:
    """Cancel the analysis that waits or runs."""
    cancel_run(office.desk, office.person(click.asker), click.ref.case)


def rerun(office: Office, click: Click) -> Block:
    """Ask what is to be analysed again, and how; the form holds what holds now."""
    person = office.person(click.asker)
    view = view_case(office.desk, person, click.ref.case)
    audit(office.desk, person, "open_rerun", view.case.id, {})
    return rerunning.form(view)


def what_changed(office: Office, click: Click) -> Block:
    """The newest result beside the one before; from a card, of its group alone."""
    person = office.person(click.asker, click.ref.channel)
    found = view_difference(office.desk, person, click.ref.case)
    key = view_cluster(office.desk, person, click.ref.cluster).cluster.key if click.ref.cluster else ""
    return rerunning.difference(found, key)


def add_data(office: Office, click: Click) -> Block:
    """The form for more files."""
    view = view_case(office.desk, office.person(click.asker), click.ref.case)
    return upload.form(view.case.channel_id, view.case.id, view.case.number)


def upload_form(office: Office, click: Click) -> Block:
    """The empty form; whether a case may be opened there is asked when it is submitted."""
    del office
    return upload.form(click.asker.channel_id or click.ref.channel)


def close(office: Office, click: Click) -> Block:
    """Ask for the reason."""
    return asking.close_form(view_case(office.desk, office.person(click.asker), click.ref.case))


def reopen(office: Office, click: Click) -> None:
    """Open a closed case again."""
    reopen_case(office.desk, office.person(click.asker), click.ref.case)


def hold(office: Office, click: Click) -> Block:
    """Ask why the evidence is held."""
    return proofs.hold_form(view_case(office.desk, office.person(click.asker), click.ref.case))


def release(office: Office, click: Click) -> None:
    """Let raw posts expire in time."""
    release_case(office.desk, office.person(click.asker), click.ref.case)


def make_internal(office: Office, click: Click) -> None:
    """Keep handles, posts and files out of the channel."""
    set_sensitivity(office.desk, office.person(click.asker), click.ref.case, Sensitivity.INTERNAL)


def make_open(office: Office, click: Click) -> None:
    """Let handles and posts stand in the channel."""
    set_sensitivity(office.desk, office.person(click.asker), click.ref.case, Sensitivity.OPEN)


def export(office: Office, click: Click) -> Block:
    """Ask in which format."""
    view = view_case(office.desk, office.person(click.asker), click.ref.case)
    return exporting.form(view, sending.formats_known())


def rejected(office: Office, click: Click) -> Block:
    """Lines that were not read."""
    person = office.person(click.asker)
    view = view_case(office.desk, person, click.ref.case)
    if view.report is None:
        raise NotFound("There is no finished analysis yet.", hint="Wait for the first results.")
    rows = rejected_rows(office.desk, person, click.ref.case)
    return lists.rejected(rows, view.report.dataset.rejected_total)


def alone(office: Office, click: Click) -> Block:
    """Accounts outside the groups that stand out by themselves."""
    person = office.person(click.asker)
    view = view_case(office.desk, person, click.ref.case)
    if view.report is None:
        raise NotFound("There is no finished analysis yet.", hint="Wait for the first results.")
    audit(office.desk, person, "see_accounts", view.case.id, {"outside": True})
    return lists.alone(view.report)


def see_history(office: Office, click: Click) -> Block:
    """What happened in the case, in plain sentences."""
    return history.history(
        case_story(office.desk, office.person(click.asker, click.ref.channel), click.ref.case), click.ref.page
    )


ACTIONS = (
    Opening(ids.HISTORY, see_history, needs=RightRole.VIEWER),
    Turning(ids.HISTORY_PAGE, see_history, needs=RightRole.VIEWER),
    Turning(f"{ids.HISTORY_PAGE}_back", see_history, needs=RightRole.VIEWER),
    Press(ids.CANCEL_RUN, cancel, needs=RightRole.ANALYST),
    Opening(ids.EXPORT, export, needs=RightRole.ANALYST),
    Opening(ids.RERUN, rerun, needs=RightRole.ANALYST),
    Opening(ids.WHAT_CHANGED, what_changed, needs=RightRole.VIEWER),
    Opening(ids.ADD_DATA, add_data, needs=RightRole.ANALYST),
    Opening(ids.UPLOAD_OPEN, upload_form, needs=RightRole.ANALYST, of_case=False),
    Menu(
        ids.CASE_MENU,
        (
            Opening("close", close, needs=RightRole.ANALYST),
            Press("reopen", reopen, needs=RightRole.ANALYST),
            Opening("hold", hold, needs=RightRole.ANALYST),
            Press("release", release, needs=RightRole.ANALYST),
            Press("internal", make_internal, needs=RightRole.ANALYST),
            Press("open", make_open, needs=RightRole.LEAD),
            Opening("rejected", rejected, needs=RightRole.VIEWER),
            Opening("alone", alone, needs=RightRole.VIEWER),
            Opening("purge", purge, needs=RightRole.LEAD),
        ),
    ),
)
