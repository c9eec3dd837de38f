"""What is told of proof: evidence held and released, packages that left the house, cases that were purged."""

from collections.abc import Mapping

from bot.reporting import wording
from bot.triage.views import CaseView
from handlers import ids
from handlers.blocks.notices.milestone import Build, Content, said
from handlers.blocks.parts import Message, actions, button
from handlers.blocks.peoples_words import KEPT_OUT, in_channel, withheld
from handlers.blocks.proofs import FILES_SHOWN, judged_as
from handlers.blocks.words import count, listed, short_digest
from handlers.escaping import escape, mention
from handlers.ids import Ref


def held(content: Content, view: CaseView) -> Message:
    """Evidence is held."""
    posts, profiles, pictures = (int(content.get(name) or 0) for name in ("posts", "profiles", "picture"))
    frozen = listed(
        [count(posts, "pair of posts", "pairs of posts"), count(profiles, "profile"), count(pictures, "picture")]
    )
    reason = f" Reason: {in_channel(view.case, str(content['reason']), 400)}." if content.get("reason") else ""
    text = f"{mention(str(content['by']))} holds the evidence of this case: {frozen} were copied.{reason}"
    return said(view, f"{text} Nothing is deleted until it is released.", plain="evidence is held")


def released(content: Content, view: CaseView) -> Message:
    """Evidence is no longer held."""
    text = f"{mention(str(content['by']))} released the evidence of this case: raw posts are deleted in time."
    return said(view, f"{text} What was copied stays until the case is purged.", plain="evidence is released")


def handed_over(content: Content, view: CaseView) -> Message:
    """A package left the house."""
    groups = listed(
        [f"{one['key']} ({count(one['accounts'], 'account')}, {judged_as(one)})" for one in content["groups"]]
    )
    sha256 = short_digest(str(content["sha256"]))
    if content["kind"] == "publication":
        text = f"{mention(str(content['by']))} made a package for publication, without names: {groups}."
        return said(view, f"{text} sha256 {sha256}", plain="a package for publication was made")
    to = f"somebody ({KEPT_OUT})" if withheld(view.case) else f"“{escape(str(content['recipient']), 120)}”"
    text = f"{mention(str(content['by']))} hands {groups} over to {to}."
    return said(view, f"{text} sha256 {sha256}", plain="a group is handed over")


def recalled(content: Content, view: CaseView) -> Message:
    """What left the house is judged otherwise now, or as it was given once more: who has to be told."""
    key = str(content["key"])
    if "label" in content:
        headline, plain = f"*{content['label']} of {key} was excluded.*", f"an account of {key} was excluded"
    elif content.get("stands"):
        headline, plain = f"*{key} stands again as it was given: {judged_as(content)}.*", f"{key} stands again"
    elif content.get("kind"):
        headline, plain = (
            f"*{key} is judged otherwise now: {judged_as(content)}.*",
            f"{key} is judged otherwise now",
        )
    else:
        headline, plain = f"*{key} has no verdict any more.*", f"{key} has no verdict any more"
    lines = [_holder(one, named=not withheld(view.case)) for one in content["holders"]]
    told = "Please tell who has it:" if len(lines) == 1 else "Please tell those who have it:"
    return said(view, "\n".join([f"{headline} It left this house before. {told}", *lines]), plain=plain)


def _holder(one: Content, *, named: bool) -> str:
    receiver = f"“{escape(str(one['recipient']), 120)}”" if named else f"Somebody ({KEPT_OUT})"
    who = f"{receiver} has it" if one["kind"] == "handover" else "It was published"
    then = f"as {judged_as({'kind': one['verdict']})}" if one["verdict"] else ""
    since, sha256 = wording.day(int(one["at"]) / 1000), short_digest(str(one["sha256"]))
    return f"• {who} {then}, {since}, from {mention(str(one['by']))}, sha256 {sha256}"


def purged_case(content: Content, view: CaseView) -> Message:
    """A case was purged; what is still in Slack has a button each."""
    text = f"*{mention(str(content['by']))} purged this case.* Counts, votes and the history stay."
    if sent := int(content.get("sent") or 0):
        text += f" I delete {count(sent, 'file')} that I sent to people; who saved a copy has it still."
    numbers = [int(number) for number in content.get("uploads") or ()]
    if not numbers:
        return said(view, text, plain="purged")
    text += (
        f" Still in Slack: {count(len(numbers), 'upload')} of people. Slack lets me delete only files of mine; "
        "for others I name who can."
    )
    more = f" The first {FILES_SHOWN} have a button." if len(numbers) > FILES_SHOWN else ""
    buttons = [
        button(f"Delete file {number}", f"{ids.PURGE_FILE}_{place}" if place else ids.PURGE_FILE, _file(view, number))
        for place, number in enumerate(numbers[:FILES_SHOWN])
    ]
    return said(view, text + more, actions(f"purged:{view.case.id}", *buttons), plain="purged")


def _file(view: CaseView, number: int) -> Ref:
    return Ref(case=view.case.id, channel=view.case.channel_id, page=number)


def erased(content: Content, view: CaseView) -> Message:
    """A message that was about accounts, in a case that was purged."""
    del content
    return said(view, "_This message was removed when the case was purged._", plain="removed")


WHAT: Mapping[str, Build] = {
    "held": held,
    "released": released,
    "handed_over": handed_over,
    "recalled": recalled,
    "purged_case": purged_case,
    "erased": erased,
}
