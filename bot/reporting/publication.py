"""A package for the public: pseudonyms, methods, limits, dissent, room for the accounts' reply; it identifies nobody.

Every text is taken through the pseudonyms, addresses and quotations are left out, and at the end the finished files are
searched for every id, handle and post of the case: what would still name somebody stops the package.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.errors import Conflict
from bot.report import Role, SharedObject
from bot.reporting.archive import zipped
from bot.reporting.cells import Cell, neutral
from bot.reporting.exported import CaseExport, ExportedCluster
from bot.reporting.judgements import CAUTION, EXCLUDED, UNCALIBRATED, VERDICTS
from bot.reporting.packages import dissent, named_accounts, readme

MANIFEST = "SHA256SUMS"
SHORTEST = 3
"""A shorter id or handle is part of too many words to be searched for."""
LEFT_OUT = "(left out)"
_ADDRESS = re.compile(r"\b(?:https?|hxxps?|at)://\S+|\bdid:[a-z]+:\S+|(?<!\w)@[\w.-]+(?:@[\w.-]+)?", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"")
ACCOUNTS = ("group", "account", "role", "same_group_in_repeats", "why", "speaks_against", "reply")
FINDINGS = (
    "group",
    "detector",
    "version",
    "accounts",
    "value",
    "baseline",
    "p_value",
    "sentence",
    "caveat",
    "innocent",
)
VOTES = ("group", "version", "verdict", "split")
ABOUT = (
    "Accounts are called A1, A2 ... in each group; no handle, id or post is in here. Excluded accounts, and accounts",
    "that touch a group by one link, are left out. The column `reply` is for what the accounts say: ask them.",
    "",
    "accounts.csv, findings.csv and votes.csv are tables; SHA256SUMS holds the digests of the files.",
)
METHODS = "## Methods"
ANOTHER = "another account"
FIXED = (*ACCOUNTS, *FINDINGS, *VOTES, *ABOUT, *VERDICTS.values(), *Role, CAUTION, UNCALIBRATED, EXCLUDED)
OURS = frozenset(re.findall(r"\w+", " ".join(FIXED).lower()))
"""Words of our own: an account that is called like one of them is not named by it."""


@dataclass(frozen=True, slots=True)
class InSight:
    """How many votes of a group were given while the others' were hidden, and how many with them in sight.

    `earlier`: those on an earlier version of the group had been open before.
    """

    hidden: int
    open: int
    earlier: bool = False


def render_publication(view: CaseExport, everything: CaseExport, seen: Mapping[str, InSight]) -> bytes:
    """The zip for the public; `view` holds the groups that are published, `everything` all that must not be named.

    `seen` tells of each group what its voters could see of each other.

    Raises:
        Conflict: a file would still name somebody.
    """
    veil = _Veil(everything)
    text = readme(f"Case {view.case.number}: groups that act together", view, view.clusters, ABOUT)
    files = {
        "README.md": veil.over_page(text + "\n".join(_methods(view, seen)) + "\n").encode("utf-8", "replace"),
        "accounts.csv": _csv(ACCOUNTS, _accounts(view, veil)),
        "findings.csv": _csv(FINDINGS, _findings(view, veil)),
        "votes.csv": _csv(VOTES, ((i.cluster.key, i.cluster.version, _kind(i), dissent(i)) for i in view.clusters)),
    }
    _refuse_names(files, veil)
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items())
    return zipped({**files, MANIFEST: sums.encode()})


class _Veil:
    """Replaces what names an account by its pseudonym, and knows what must not be left."""

    def __init__(self, view: CaseExport) -> None:
        self._names = dict(_names(view))
        self._posts = {post for item in view.clusters for share in item.shared for post in _posts(share)}
        self._all = _words(self._names)
        self._foreign = _words(set(self._names) - OURS)

    def over(self, text: str) -> str:
        """A sentence about accounts: pseudonyms for names, no addresses, no quotations."""
        return self._covered(text, self._all)

    def over_page(self, text: str) -> str:
        """The same for a text of ours with such sentences in it: a word of ours that is a handle too stays a word."""
        return self._covered(text, self._foreign)

    def left(self, text: str) -> bool:
        """Whether a finished file still holds a name, an id or a post."""
        return self._foreign.search(text) is not None or any(post in text for post in self._posts)

    def _covered(self, text: str, known: re.Pattern[str]) -> str:
        shown = _QUOTED.sub(LEFT_OUT, _ADDRESS.sub(LEFT_OUT, text))
        return known.sub(lambda found: self._names.get(found[0].lower(), ANOTHER), shown)


def _words(names: Iterable[str]) -> re.Pattern[str]:
    """Finds each of these as a word of its own, the longest first; of no names, nothing."""
    escaped = sorted(map(re.escape, names), key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(escaped)})(?!\w)" if escaped else r"(?!)", re.IGNORECASE)


def _names(view: CaseExport) -> Iterator[tuple[str, str]]:
    """(id or handle in small letters, pseudonym) of every account of the case, excluded ones included."""
    for item in view.clusters:
        for member in item.cluster.members:
            for word in (member.account_id, member.handle, member.handle.lstrip("@")):
                if len(word) >= SHORTEST:
                    yield word.lower(), member.label
    for account in view.report.accounts:
        for word in (account.account_id, account.handle):
            if len(word) >= SHORTEST:
                yield word.lower(), ANOTHER


def _posts(share: SharedObject) -> Iterator[str]:
    for post in (share.first, share.second):
        yield from (words for words in (post.content_id, post.text.strip()) if len(words) > 2 * SHORTEST)


def _methods(view: CaseExport, seen: Mapping[str, InSight]) -> list[str]:
    data, run = view.report.dataset, view.run
    layers = sorted({layer.layer for layer in view.report.layers if not layer.not_applicable})
    windows = sorted({layer.window_seconds for layer in view.report.layers if layer.window_seconds is not None})
    return [
        "", METHODS, "",
        f"- Made with Shoal {run.version}, seed {run.seed}; the input's sha256 is {run.input_sha256}.",
        f"- {data.posts:,} posts and {data.shares:,} shares of {data.accounts:,} accounts.",
        f"- Times are known to {data.time_resolution_seconds} s.",
        f"- Looked at: {', '.join(layers)} within {', '.join(map(str, windows))} s.",
        "- A tie is kept where time-shuffled copies of the same data would give few such ties.",
        "- People answered two questions on each group: acting together? not what they seem?",
        *[f"- {key}: {_sight(seen[key])}" for key in (item.cluster.key for item in view.clusters)],
        "- A verdict is the lower median of the answers to each.",
    ]  # fmt: skip


def _sight(seen: InSight) -> str:
    """Say of which votes others were hidden: `the first 2 votes were hidden from each other`, and what was in sight."""
    if not seen.hidden:
        told = "the votes were given with the others in sight."
    elif not seen.open:
        told = "the votes were hidden from each other."
    else:
        first = f"{seen.hidden} votes were hidden from each other" if seen.hidden > 1 else "vote was given unseen"
        told = f"the first {first}; {seen.open} {'was' if seen.open == 1 else 'were'} given with the others in sight."
    return f"{told} Votes on an earlier version of the group were in sight before." if seen.earlier else told


def _accounts(view: CaseExport, veil: _Veil) -> Iterator[Sequence[Cell]]:
    for item in view.clusters:
        for one in named_accounts(item):
            if one.peripheral:
                continue
            why, against = ("; ".join(map(veil.over, told)) for told in (one.account.reasons, one.account.exculpatory))
            yield one.group, one.member.label, one.account.role.value, one.account.stability, why, against, ""


def _findings(view: CaseExport, veil: _Veil) -> Iterator[Sequence[Cell]]:
    for item in view.clusters:
        for f in item.cluster.report.findings:
            if f.applicable:
                told = (veil.over(words) for words in (f.sentence, f.caveat, f.innocent))
                yield item.cluster.key, f.detector, f.version, f.support, f.value, f.baseline, f.p_value, *told


def _kind(item: ExportedCluster) -> str:
    return item.cluster.verdict.kind.value if item.cluster.verdict else ""


def _csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def _refuse_names(files: Mapping[str, bytes], veil: _Veil) -> None:
    for name, content in files.items():
        if veil.left(content.decode("utf-8-sig")):
            raise Conflict(
                f"{name} would name an account or quote a post: nothing was published.",
                "An account is called like a word of the tables. Exclude it, or publish the other groups.",
            )
