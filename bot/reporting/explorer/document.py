"""The explorer page's data as plain JSON values: accounts, ties and evidence refer to each other by number.

Every text from outside is made visible and its links are made dead here; the page adds it as text alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.report import ClusterAccount, ClusterReport, EvidencePost, Finding, Role, SharedObject
from bot.reporting import wording
from bot.reporting.canonical import plain
from bot.reporting.doubts import by_coincidence, in_organic_crowds
from bot.reporting.explorer.scene import Group, Scene
from bot.reporting.markup import visible
from bot.reporting.page_parts import moment
from bot.reporting.panels.style import MARKS
from bot.reporting.positions import Disc, discs

Value = dict[str, Any]
TEXT_KEPT = 1_000
_URL = re.compile(r"\b(https?)://([^\s/<>|]+)", re.IGNORECASE)
_LINKS = frozenset({"url", "domain"})
CAUTION = "A group is a place in a queue for people to judge. Nothing here says who runs an account."


def document(scene: Scene) -> Value:
    """The whole page's data."""
    places = discs([group.report for group in scene.groups])
    accounts = _numbered(scene.groups)
    return {
        "case": {"number": scene.case_number, "run": scene.run_number, "title": text(scene.title)},
        "internal": scene.internal,
        "purged": scene.purged,
        "caution": CAUTION,
        "facts": _facts(scene),
        "roles": [{"key": role.value, "word": mark.word, "words": mark.words} for role, mark in MARKS.items()],
        "layers": _layers(scene.groups),
        "groups": [_group(group, disc) for group, disc in zip(scene.groups, places, strict=True)],
        "accounts": list(_accounts(scene.groups, places)),
        "ties": [tie for group in range(len(scene.groups)) for tie in _ties(scene.groups[group], accounts[group])],
    }


def text(raw: str) -> str:
    """Text from outside: characters that hide or reorder are shown, links are dead but readable."""
    shown = visible(str(plain(raw)))
    return _URL.sub(lambda found: f"{found[1].lower().replace('tt', 'xx')}://{found[2].replace('.', '[.]')}", shown)


def dead_link(raw: str) -> str:
    """An address without its life: its host is broken up, with a scheme or without one."""
    if "://" in raw:
        return text(raw)
    host, slash, rest = text(raw).partition("/")
    return host.replace(".", "[.]") + slash + rest


def _numbered(groups: Sequence[Group]) -> list[dict[str, int]]:
    """For each group {account id: number in the page}."""
    found: list[dict[str, int]] = []
    first = 0
    for group in groups:
        ids = [account.account_id for account in group.report.accounts]
        found.append({account_id: first + number for number, account_id in enumerate(ids)})
        first += len(ids)
    return found


def _facts(scene: Scene) -> list[list[str]]:
    data, card = scene.report.dataset, scene.report.false_alarm_card
    counts = wording.holdings(data.posts, data.shares, data.accounts)
    return [
        ["Data", counts],
        ["From", moment(data.first)],
        ["To", moment(data.last)],
        ["By coincidence", text(by_coincidence(card))],
        ["In organic crowds", text(in_organic_crowds(card))],
        ["Made by", f"Shoal {scene.report.shoal}, run {scene.run_number}, seed {scene.report.seed}"],
    ]


def _layers(groups: Sequence[Group]) -> list[Value]:
    present = {edge.layer for group in groups for edge in group.report.edges}
    known = [layer for layer in wording.LAYER_NAMES if layer in present]
    return [
        {"key": layer, "name": wording.LAYER_NAMES.get(layer, layer), "did": wording.DID.get(layer, layer)}
        for layer in [*known, *sorted(present.difference(known))]
    ]


def _group(group: Group, disc: Disc) -> Value:
    report = group.report
    return {
        "key": report.id,
        "size": report.size,
        "excluded": group.excluded,
        "suggestion": wording.SUGGESTIONS[report.suggestion],
        "note": wording.SUGGESTION_NOTES[report.suggestion],
        "together": wording.strength(report.coordination),
        "seem": wording.strength(report.inauthenticity),
        "standing": group.standing,
        "x": disc.x,
        "y": disc.y,
        "radius": disc.radius,
        "findings": [_finding(finding) for finding in report.findings if finding.applicable and finding.support],
    }


def _finding(finding: Finding) -> Value:
    return {"sentence": text(finding.sentence), "innocent": text(finding.innocent), "caveat": text(finding.caveat)}


def _accounts(groups: Sequence[Group], places: Sequence[Disc]) -> Iterator[Value]:
    roles = list(MARKS)
    for number, (group, disc) in enumerate(zip(groups, places, strict=True)):
        behind = _findings_of(group.report)
        for account, (x, y) in zip(group.report.accounts, disc.points.tolist(), strict=True):
            yield {
                **_account(account, group, roles),
                "group": number,
                "x": x,
                "y": y,
                "findings": behind.get(account.account_id, []),
            }


def _account(account: ClusterAccount, group: Group, roles: Sequence[Role]) -> Value:
    return {
        "label": group.labels[account.account_id],
        "id": text(account.account_id),
        "handle": text(account.handle or account.account_id),
        "role": roles.index(account.role),
        "stability": wording.percent(account.stability),
        "unsure": account.account_id in group.unsure,
        "why": [text(reason) for reason in account.reasons],
        "against": [text(reason) for reason in account.exculpatory],
    }


def _findings_of(report: ClusterReport) -> dict[str, list[int]]:
    """{account id: which of the findings that are shown name it}."""
    told = [finding for finding in report.findings if finding.applicable and finding.support]
    found: dict[str, list[int]] = {}
    for number, finding in enumerate(told):
        for account_id in finding.accounts:
            found.setdefault(account_id, []).append(number)
    return found


def _ties(group: Group, numbers: Mapping[str, int]) -> Iterator[Value]:
    """One value a pair and layer: its windows with weights, and what was kept of the objects in common."""
    kept = _shared(group.shared)
    found: dict[tuple[str, str, str], Value] = {}
    for edge in sorted(group.report.edges, key=lambda e: (e.source, e.target, e.layer, e.window_seconds or 1 << 40)):
        if edge.source not in numbers or edge.target not in numbers:
            continue
        tie = found.setdefault(
            (edge.source, edge.target, edge.layer),
            {"a": numbers[edge.source], "b": numbers[edge.target], "layer": edge.layer, "windows": [], "shared": []},
        )
        tie["windows"].append([edge.window_seconds, edge.weight])
    for key, tie in found.items():
        tie["shared"] = kept.get(key, [])
        yield tie


def _shared(shares: Sequence[SharedObject]) -> dict[tuple[str, str, str], list[Value]]:
    found: dict[tuple[str, str, str], dict[tuple[str, str, str], Value]] = {}
    for share in shares:
        cell = found.setdefault((share.source, share.target, share.layer), {})
        cell.setdefault((share.object, share.first.content_id, share.second.content_id), _share(share))
    return {key: list(cell.values()) for key, cell in found.items()}


def _share(share: SharedObject) -> Value:
    shown = dead_link(share.object) if share.layer in _LINKS else text(share.object)
    return {"object": shown, "posts": [_post(share.first), _post(share.second)]}


def _post(post: EvidencePost) -> list[Any]:
    shown = text(post.text)
    cut = shown if len(shown) <= TEXT_KEPT else shown[: TEXT_KEPT - 1] + "…"
    return [post.time, text(post.content_id), cut]
