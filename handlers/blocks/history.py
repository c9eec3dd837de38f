"""The history of a case in plain sentences, page by page, the newest first."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.model import VerdictKind
from bot.reporting.judgements import VERDICTS
from bot.triage.case_story import CaseStory, StoryLine
from handlers import ids
from handlers.blocks.parts import Block, actions, button, context, modal, section
from handlers.blocks.words import AXES, STAGES, clock, listed
from handlers.escaping import escape, mention, mention_group
from handlers.ids import Ref

PAGE = 40
LINES_A_SECTION = 8
Detail = Mapping[str, Any]


def history(story: CaseStory, page: int = 0) -> Block:
    """One page of what happened."""
    found = list(reversed(story.lines))
    pages = max(-(-len(found) // PAGE), 1)
    page = min(max(page, 0), pages - 1)
    shown = [f"{clock(line.at)} · {sentence(line)}" for line in found[page * PAGE : (page + 1) * PAGE]]
    told = "Votes are shown without a name until their quorum. Who looked at what is in the trail: export audit (lead)."
    blocks = [context(told)]
    blocks += [
        section("\n".join(shown[start : start + LINES_A_SECTION])) for start in range(0, len(shown), LINES_A_SECTION)
    ]
    if not shown:
        blocks.append(section("Nothing has happened yet."))
    title = f"Case {story.case.number}: history"
    return modal(ids.HISTORY, title, [*blocks, *_turn(story, page, pages)], ref=_ref(story, page))


def sentence(line: StoryLine) -> str:
    """What happened, as a sentence; what nobody described is named by its verb."""
    build = SENTENCES.get(line.verb)
    who = mention(line.user_id) if line.user_id else "Shoal"
    return build(who, line) if build else f"{who}: {escape(line.verb.replace('_', ' '), 60)}."


def _voted(who: str, line: StoryLine) -> str:
    key, vote = _key(line.detail), line.vote
    if line.hidden:
        return f"Somebody voted on {key}; hidden until the others have."
    if vote is None:
        return f"{who} voted on {key}."
    if vote.acting_together is None or vote.not_what_they_seem is None:
        return f"{who} looked at {key} (version {vote.version}) and cannot judge from it."
    together, seem = AXES[vote.acting_together], AXES[vote.not_what_they_seem]
    note = f" “{escape(vote.note, 200)}”" if vote.note else ""
    return (
        f"{who} voted on {key} (version {vote.version}): acting together {together}, not what they seem {seem}.{note}"
    )


def _noted(who: str, line: StoryLine) -> str:
    text = escape(str(line.detail.get("text") or ""), 300)
    return f"{who} wrote a note on {_key(line.detail)}{f': “{text}”' if text else '.'}"


def _marked(who: str, line: StoryLine) -> str:
    words = {"excluded": "excluded", "unsure": "is unsure about", "in": "took back"}
    label = escape(str(line.detail.get("label") or "an account"), 20)
    return (
        f"{who} {words.get(str(line.detail.get('status')), 'marked')} {label} of {_key(line.detail)}{_why(line.detail)}"
    )


def _asked(who: str, line: StoryLine) -> str:
    asked = str(line.detail.get("asked") or "")
    whom = mention_group(asked) if asked.startswith("S") else mention(asked)
    return f"{who} asked {whom} for a view on {_key(line.detail)}."


def _overridden(who: str, line: StoryLine) -> str:
    return f"{who} decided {_key(line.detail)} as a lead: {_verdict(line.detail, 'kind')}{_why(line.detail)}"


def _reopened(who: str, line: StoryLine) -> str:
    return f"{who} reopened {_key(line.detail)}, which was {_verdict(line.detail, 'before')}{_why(line.detail)}"


def _rechecked(who: str, line: StoryLine) -> str:
    detail = line.detail
    if detail.get("stop"):
        return f"{who} stopped a recheck."
    if detail.get("snooze_days"):
        return f"{who} snoozed a recheck for {int(detail['snooze_days'])} days."
    return f"{who} set rechecks to “{escape(str(detail.get('every', '')), 40)}”."


def _ran(who: str, line: StoryLine) -> str:
    number, state = int(line.detail["number"]), STAGES.get(line.detail["state"], "")
    if not line.user_id:
        return f"Run {number} of the analysis: {state}."
    return f"{who} asked for run {number} of the analysis: {state}."


def _left(who: str, line: StoryLine) -> str:
    groups = listed([escape(str(key), 20) for key in line.detail.get("groups") or ("groups",)])
    if line.verb == "publication":
        return f"{who} made a package of {groups} for the public."
    return f"{who} handed {groups} over to “{escape(str(line.detail.get('recipient') or ''), 120)}”."


def _exported(who: str, line: StoryLine) -> str:
    form = f" as {escape(str(line.detail['format']), 20)}" if line.detail.get("format") else ""
    return f"{who} exported the case{form}."


def _did(words: str) -> Callable[[str, StoryLine], str]:
    return lambda who, line: f"{who} {words}{_why(line.detail)}"


def _on(words: str) -> Callable[[str, StoryLine], str]:
    return lambda who, line: f"{who} {words} {_key(line.detail)}."


SENTENCES: Mapping[str, Callable[[str, StoryLine], str]] = {
    "vote": _voted,
    "mark_account": _marked,
    "ask": _asked,
    "override": _overridden,
    "reopen_group": _reopened,
    "recheck": _rechecked,
    "run": _ran,
    "handover": _left,
    "publication": _left,
    "note": _noted,
    "claim": _on("said that they look at"),
    "release_claim": _on("released"),
    "export": _exported,
    "closed": _did("closed the case"),
    "reopened": _did("reopened the case"),
    "held": _did("held the evidence"),
    "released": _did("released the evidence"),
    "set_sensitivity": _did("changed who may see the case"),
    "add_data": _did("added data"),
    "mark_baseline": _did("made it the channel's comparison set"),
    "purge": _did("deleted the raw posts in time"),
    "purge_case": _did("purged the case"),
}


def _key(detail: Detail) -> str:
    return escape(str(detail.get("cluster") or "a group"), 20)


def _why(detail: Detail) -> str:
    return f": “{escape(str(detail['reason']), 250)}”" if detail.get("reason") else "."


def _verdict(detail: Detail, name: str) -> str:
    kind = str(detail.get(name) or "")
    return f"“{VERDICTS[VerdictKind(kind)]}”" if kind in VERDICTS else "judged"


def _turn(story: CaseStory, page: int, pages: int) -> list[Block]:
    elements = []
    if page > 0:
        elements.append(button("Newer", f"{ids.HISTORY_PAGE}_back", _ref(story, page - 1)))
    if page + 1 < pages:
        elements.append(button("Older", ids.HISTORY_PAGE, _ref(story, page + 1)))
    return [actions(f"history:{page}", *elements)] if elements else []


def _ref(story: CaseStory, page: int) -> Ref:
    return Ref(case=story.case.id, channel=story.case.channel_id, page=page)
