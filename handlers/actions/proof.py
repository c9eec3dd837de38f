"""Hand over, publish, purge, and an upload of a purged case that is still in Slack."""

from slack_sdk.errors import SlackApiError

from bot.model import RightRole
from bot.triage.browse_cases import view_case
from bot.triage.purge_case import plan_purge, upload_gone, upload_of
from handlers import ids
from handlers.acts import Opening, Press
from handlers.blocks import proofs
from handlers.blocks.parts import Block
from handlers.escaping import mention
from handlers.office import Office
from handlers.payloads import Click
from handlers.pictures import GONE

NOT_OURS = frozenset({"cant_delete_file", "access_denied", "not_allowed", "delete_not_allowed"})


def hand_over(office: Office, click: Click) -> Block:
    """Ask which groups go to whom."""
    return proofs.hand_over_form(view_case(office.desk, office.person(click.asker, click.ref.channel), click.ref.case))


def publish(office: Office, click: Click) -> Block:
    """Ask which groups go to the public, and say why others may not."""
    return proofs.publish_form(view_case(office.desk, office.person(click.asker, click.ref.channel), click.ref.case))


def purge(office: Office, click: Click) -> Block:
    """List what goes and what stays, and ask."""
    person = office.person(click.asker, click.ref.channel)
    return proofs.purge_form(plan_purge(office.desk, person, click.ref.case))


def delete_upload(office: Office, click: Click) -> None:
    """Delete an upload from Slack; what a person sent, Slack lets that person delete, and not us."""
    person, ref = office.person(click.asker, click.ref.channel), click.ref
    file_id = upload_of(office.desk, person, ref.case, ref.page)
    try:
        office.client.files_delete(file=file_id)
    except SlackApiError as error:
        code = str(error.response.get("error"))
        if code in NOT_OURS:
            office.tell(click.asker, whose(office, file_id, ref.page))
            return
        if code not in GONE:
            raise
    upload_gone(office.desk, person, ref.case, ref.page)
    office.tell(click.asker, f"File {ref.page} is no longer in Slack.")


def whose(office: Office, file_id: str, number: int) -> str:
    """Who can delete a file, and where it is."""
    found = office.client.files_info(file=file_id)["file"]
    text = f"Slack lets an app delete only its own files. {mention(str(found.get('user') or ''))} sent file {number}"
    return f"{text} and can delete it, or an admin: <{found['permalink']}|open it in Slack>."


ACTIONS = (
    Opening(ids.HAND_OVER, hand_over, needs=RightRole.ANALYST),
    Opening(ids.PUBLISH, publish, needs=RightRole.LEAD),
    Opening(ids.PURGE, purge, needs=RightRole.LEAD),
    Press(ids.PURGE_FILE, delete_upload, needs=RightRole.ANALYST),
    *(
        Press(f"{ids.PURGE_FILE}_{place}", delete_upload, needs=RightRole.ANALYST)
        for place in range(1, proofs.FILES_SHOWN)
    ),
)
