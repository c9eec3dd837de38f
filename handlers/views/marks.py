"""An account was excluded, doubted or included again, with a reason; the list beneath is brought up to date."""

from bot.errors import InputError
from bot.model import RightRole
from bot.triage.browse_clusters import list_accounts
from bot.triage.mark_account import doubt_account, exclude_account, include_account
from handlers import ids, sending
from handlers.acts import Submitting
from handlers.blocks import accounts
from handlers.office import Office
from handlers.payloads import Submission

ACTS = {"exclude": exclude_account, "unsure": doubt_account, "include": include_account}


def save(office: Office, submission: Submission) -> None:
    """Mark the account; the reason is kept with it."""
    person, ref = office.person(submission.asker_in(submission.ref.channel)), submission.ref
    act, _, account_id = ref.item.partition(":")
    if act not in ACTS:
        raise InputError("This form is from an older version.", hint="Open Accounts again.")
    ACTS[act](office.desk, person, ref.cluster, account_id, submission.text("reason"))
    if submission.below:
        page = list_accounts(office.desk, person, ref.cluster, page=ref.page, size=sending.ACCOUNTS_PAGE)
        fresh = accounts.accounts(page)
        office.soon(submission.asker, lambda: office.client.views_update(view_id=submission.below, view=fresh))


VIEWS = (Submitting(ids.EXCLUDE_SAVE, save, needs=RightRole.ANALYST),)
