"""Rerun: the form for what is analysed again, what was chosen in words, and what a rerun changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.analysis.differences import GroupDifference
from bot.measures.selection import KINDS
from bot.report import WINDOWS, ClusterAccount, Suggestion
from bot.reporting.wording import SUGGESTIONS
from bot.triage.choosing import KINDS_OF_ACTS
from bot.triage.view_difference import CaseDifference
from bot.triage.views import CaseView
from handlers import ids
from handlers.blocks.parts import Block, checkboxes, context, divider, field, modal, option, section, text_input
from handlers.blocks.words import HEADINGS, LAYERS, count, listed
from handlers.escaping import code, defanged_link, escape
from handlers.ids import Ref

SHOWN = 30
Chosen = Mapping[str, Any]


def form(view: CaseView) -> Block:
    """What is analysed again, filled with what holds now."""
    now = _standing(view)
    drops = [*now.get("without", ()), *(f"account:{name}" for name in now.get("without_accounts", ()))]
    layers = [option(f"{LAYERS[name]} ({name})", name) for name in KINDS_OF_ACTS]
    chosen = [item for item in layers if item["value"] in now.get("layers", ())]
    boxes = checkboxes("layers", layers)
    blocks = [
        section(
            "The new result stands beside the old one, with what changed. Votes stay with the version they were given "
            "on and ask to be confirmed. An empty field takes everything."
        ),
        _line("windows", "Windows, in seconds", _joined(now.get("windows") or WINDOWS), "10, 60, 300"),
        _line("from", "From this day on", now.get("since", ""), "2021-04-20", "UTC; with a minute: 2021-04-20T18:30"),
        _line("to", "Up to and with this day", now.get("until", ""), "2021-05-03"),
        _line(
            "words",
            "Posts that hold one of these words",
            _joined(now.get("words", ())),
            "harbour, sea wall, flood*",
            "Whole words in any case; flood* finds all that begin so. A repost counts by the post that it repeats.",
        ),
        field(
            "layers",
            "Kinds of acts (none ticked: all)",
            {**boxes, "initial_options": chosen} if chosen else boxes,
            optional=True,
        ),
        field(
            "drop",
            "Leave out",
            text_input(
                "drop", initial="\n".join(drops), multiline=True, placeholder="domain:example.com, #sale, @alice"
            ),
            optional=True,
            hint="Domains, links, hashtags, post:ID, media:ID, object:ID, @accounts. A post goes with its reposts and "
            "replies, an account with its posts and their reposts; of a domain or hashtag only the act is left out.",
        ),
    ]
    ref = Ref(case=view.case.id, channel=view.case.channel_id)
    return modal(ids.RERUN_SAVE, f"Rerun case {view.case.number}", blocks, submit="Start", close="Cancel", ref=ref)


def in_short(chosen: Chosen) -> list[str]:
    """What was chosen, for everybody: days and windows; words and what is left out are counted, for they may name."""
    parts = _span(chosen)
    if chosen.get("words"):
        parts.append(f"posts that hold one of {count(len(chosen['words']), 'word')}")
    objects = [kind for kind in KINDS for entry in chosen.get("without", ()) if entry.startswith(f"{kind}:")]
    left_out = [count(objects.count(kind), kind) for kind in KINDS if kind in objects]
    if chosen.get("without_accounts"):
        left_out.append(count(len(chosen["without_accounts"]), "account"))
    return [*parts, f"without {listed(left_out)}"] if left_out else parts


def in_full(chosen: Chosen) -> list[str]:
    """What was chosen, for one member of the channel: word by word."""
    parts = _span(chosen)
    if chosen.get("words"):
        parts.append("posts that hold " + " or ".join(f"“{escape(word, 60)}”" for word in chosen["words"]))
    left_out = [_object(entry) for entry in chosen.get("without", ())]
    left_out += [code(f"@{name}", 60) for name in chosen.get("without_accounts", ())]
    return [*parts, f"without {', '.join(left_out)}"] if left_out else parts


def changes_in_words(counted: Mapping[str, Any]) -> list[str]:
    """`+14 / -2 accounts`, evidence gained and lost, place in the queue; nobody is named."""
    parts = [f"+{counted['came']} / -{counted['left']} accounts"] if counted["came"] or counted["left"] else []
    parts += [f"evidence gained: {_about(counted['gained'])}"] if counted["gained"] else []
    parts += [f"evidence lost: {_about(counted['lost'])}"] if counted["lost"] else []
    if counted["before"] != counted["after"]:
        before, after = SUGGESTIONS[Suggestion(counted["before"])], SUGGESTIONS[Suggestion(counted["after"])]
        parts.append(f"place: {before} → {after}")
    return parts or ["the same accounts and kinds of evidence; their strength changed"]


def difference(found: CaseDifference | None, key: str = "") -> Block:
    """The newest result beside the one before; with a key, of one group."""
    if found is None:
        return modal("", "What changed", [section("There is one result so far: nothing to compare it with.")])
    blocks = [context(f"Run {found.run_after} beside run {found.run_before}. Reading this names accounts.")]
    blocks.append(section("\n".join(_parameters(found))))
    groups = [group for group in found.groups if key in {"", group.key}]
    for group in [one for one in groups if one.changed][:SHOWN]:
        blocks += [divider(), *_group(group)]
    same = [group.key for group in groups if not group.changed]
    tail = [f"*Unchanged:* {', '.join(same[:40])}"] if same else []
    if not key:
        tail += [f"*New:* {', '.join(found.new[:40])}"] if found.new else []
        tail += _gone(found)
    if tail:
        blocks += [divider(), section("\n".join(tail))]
    return modal("", "What changed", blocks)


def _gone(found: CaseDifference) -> list[str]:
    if not found.gone:
        return []
    lines = [f"*No longer found:* {', '.join(found.gone[:40])}. What was said and voted of them stays."]
    if found.voted:
        lines.append(f"Voted on before: {', '.join(found.voted[:40])}. That they are not found is no verdict.")
    return lines


def _parameters(found: CaseDifference) -> list[str]:
    before, after = in_full(found.parameters_before), in_full(found.parameters_after)
    if before == after:
        return [f"*Chosen, both times:* {'; '.join(after) or 'everything, as usual'}"]
    return [
        f"*Chosen before:* {'; '.join(before) or 'everything, as usual'}",
        f"*Chosen now:* {'; '.join(after) or 'everything, as usual'}",
    ]


def _group(group: GroupDifference) -> list[Block]:
    version = (
        f"version {group.version_after} beside version {group.version_before}"
        if group.version_before != group.version_after
        else f"still version {group.version_after}: votes hold"
    )
    lines = [f"*{group.key}* · {version}, of run {group.run_before}", *changes_in_words(group.counted())]
    lines += [f"stronger: {_about(group.stronger)}"] if group.stronger else []
    lines += [f"weaker: {_about(group.weaker)}"] if group.weaker else []
    lines += [f"{HEADINGS.get(one, one)}: {escape(group.why[one], 200)}" for one in group.lost if one in group.why]
    lines += [f"came: {_accounts(group.came)}"] if group.came else []
    lines += [f"left: {_accounts(group.left)}"] if group.left else []
    return [section("\n• ".join(lines))]


def _accounts(accounts: Sequence[ClusterAccount]) -> str:
    shown = ", ".join(code(account.handle or account.account_id, 60) for account in accounts[:SHOWN])
    return f"{shown} and {len(accounts) - SHOWN} more" if len(accounts) > SHOWN else shown


def _about(detectors: Sequence[str]) -> str:
    return ", ".join(HEADINGS.get(key, key) for key in detectors)


def _span(chosen: Chosen) -> list[str]:
    parts = []
    windows = tuple(chosen.get("windows") or WINDOWS)
    if windows != WINDOWS:
        parts.append(f"windows of {', '.join(map(str, windows))} s")
    since, until = chosen.get("since"), chosen.get("until")
    if since and until:
        parts.append(f"posts of {since} to {until} UTC")
    elif since or until:
        parts.append(f"posts of {since} UTC and later" if since else f"posts up to and with {until} UTC")
    if chosen.get("layers"):
        parts.append(f"acts of these kinds alone: {', '.join(chosen['layers'])}")
    return parts


def _object(entry: str) -> str:
    kind, _, name = entry.partition(":")
    return f"{kind} {defanged_link(name) if kind in {'domain', 'url'} else code(name, 80)}"


def _standing(view: CaseView) -> Chosen:
    """What the newest run chose, even if it failed: then this is what has to be put right."""
    return view.run.parameters if view.run is not None else {}


def _joined(values: Sequence[object]) -> str:
    return ", ".join(map(str, values))


def _line(name: str, label: str, initial: str, example: str, hint: str = "") -> Block:
    return field(name, label, text_input(name, initial=initial, placeholder=example), optional=True, hint=hint)
