"""What an exclusion takes out of all that is read of a group: the accounts, their posts, and what names them in texts.

It filters on reading and deletes nothing, so whoever is taken back comes back with everything. Rows of older runs do
not say whose post an object is: there other rows tell that hold the post, or a text that begins with `RT @`.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from bot.report import BOOST, AccountReport, ClusterReport, Finding, LayerReport, Report, Role, SharedObject

NAME = "(excluded)"
"""Stands in other people's texts where an excluded account was named."""
SHORTEST = 3
DIGITS = 6
"""A shorter word, or a shorter number, is too common to be searched for in texts; so is a word of letters alone."""
_REPOST_OF = re.compile(r"RT @([\w.-]+(?:@[\w.-]+)?)")
_ADDRESS = re.compile(r"(?:https?|at)://[^\s\"'<>]+")
_NUMBER = re.compile(rf"(?<!\w)\d{{{DIGITS},}}(?!\w)")
_PROFILES = r"(?:x|twitter|facebook|instagram|tiktok|threads)\.(?:com|net)/"
_LISTS, _TEXTS = frozenset({"mention"}), frozenset({"similar"})
"""Layers whose objects are lists of accounts, and layers whose objects are texts."""
_NO_ACCOUNTS: Mapping[str, Collection[str]] = MappingProxyType({})
_NO_AUTHORS: Mapping[str, str] = MappingProxyType({})


class Exclusions:
    """The accounts that people excluded from a group; without any, everything is given back as it is.

    `accounts` holds the handles of each by its id, `shared` the group's rows of evidence before anything is taken out,
    `authors` the account of each post that is known besides.
    """

    def __init__(
        self,
        accounts: Mapping[str, Collection[str]] = _NO_ACCOUNTS,
        shared: Iterable[SharedObject] = (),
        authors: Mapping[str, str] = _NO_AUTHORS,
    ) -> None:
        self.accounts = {account: frozenset(map(_bare, handles)) - {""} for account, handles in accounts.items()}
        self.authors = {**dict(self._told(shared)), **authors} if accounts else {}
        posts = {post for post, author in self.authors.items() if author in self.accounts}
        self._posts = posts | set(map(_schemeless, posts))

    def __bool__(self) -> bool:
        """Whether anybody is excluded."""
        return bool(self.accounts)

    @classmethod
    def together(cls, many: Iterable["Exclusions"]) -> "Exclusions":
        """The exclusions of several groups in one."""
        accounts: dict[str, Collection[str]] = {}
        authors: dict[str, str] = {}
        for one in many:
            authors |= one.authors
            accounts |= {key: {*accounts.get(key, ()), *handles} for key, handles in one.accounts.items()}
        return cls(accounts, authors=authors)

    def but(self, named: Collection[str]) -> "Exclusions":
        """The same without these accounts, which another group may name."""
        kept = {account: handles for account, handles in self.accounts.items() if account not in named}
        return Exclusions(kept, authors=self.authors)

    def shared(self, rows: Iterable[SharedObject]) -> tuple[SharedObject, ...]:
        """The rows that do not rest on an excluded account or its post; their texts name none."""
        return tuple(self._worded(row) for row in rows if self.keeps(row)) if self else tuple(rows)

    def keeps(self, row: SharedObject) -> bool:
        """Whether a row of evidence may stay: neither its ends nor its object or posts are an excluded account's."""
        known = {row.source, row.target, row.author, self.authors.get(row.object, "")}
        known |= set(row.object.split()) if row.layer in _LISTS else set()
        if not known.isdisjoint(self.accounts):
            return False
        things = (row.first.content_id, row.second.content_id, "" if row.layer in _TEXTS else row.object)
        return not any(map(self._is_theirs, things))

    def text(self, words: str) -> str:
        """A text with what names an excluded account replaced, as in `RT @(excluded): ...`."""
        if not self or not words:
            return words
        if self._posts:
            words = _NUMBER.sub(self._unless_theirs, _ADDRESS.sub(self._unless_theirs, words))
        return self._names.sub(lambda found: f"{found['before'] or ''}{NAME}", words)

    def value(self, value: Any) -> Any:  # noqa: ANN401 - plain values, as JSON holds them
        """A plain value with every text in it so; their ids and posts leave its lists."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {key: self.value(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.value(item) for item in value if not (isinstance(item, str) and self._is_theirs(item))]
        return value

    def same(self, value: Any) -> bool:  # noqa: ANN401 - as above
        """Whether a plain value has nothing in it that would have to go."""
        return bool(self.value(value) == value)

    def names(self, words: str) -> bool:
        """Whether a finished file still names an excluded account, or one of its posts."""
        return self.text(words) != words

    def report(self, report: ClusterReport) -> ClusterReport:
        """The group without them: not among the accounts, not in an edge, not behind a finding, not in a sentence."""
        if not self:
            return report
        kept = [account for account in report.accounts if account.account_id not in self.accounts]
        return replace(
            report,
            size=report.size - _counted(report) + sum(account.role is not Role.PERIPHERAL for account in kept),
            accounts=tuple(
                replace(one, reasons=self._lines(one.reasons), exculpatory=self._lines(one.exculpatory)) for one in kept
            ),
            edges=tuple(edge for edge in report.edges if {edge.source, edge.target}.isdisjoint(self.accounts)),
            findings=tuple(self._finding(finding, report.authors) for finding in report.findings),
            authors={post: author for post, author in report.authors.items() if author not in self.accounts},
        )

    def whole(self, report: Report) -> Report:
        """What a run found beside its groups, without them; the groups stay as they are."""
        if not self:
            return report
        return replace(
            report,
            layers=tuple(map(self._layer, report.layers)),
            watch=tuple(pair for pair in report.watch if {pair.source, pair.target}.isdisjoint(self.accounts)),
            accounts=tuple(self._alone(one) for one in report.accounts if one.account_id not in self.accounts),
        )

    def _worded(self, row: SharedObject) -> SharedObject:
        first, second = (replace(post, text=self.text(post.text)) for post in (row.first, row.second))
        shown = self.text(row.object) if row.layer in _TEXTS else row.object
        return replace(row, object=shown, first=first, second=second)

    def _finding(self, finding: Finding, authors: Mapping[str, str]) -> Finding:
        """A post whose author nobody knows is left out too: it may be theirs."""
        known = {**self.authors, **authors}
        return replace(
            finding,
            sentence=self.text(finding.sentence),
            caveat=self.text(finding.caveat),
            innocent=self.text(finding.innocent),
            why_not=self.text(finding.why_not),
            numbers=self.value(finding.numbers),
            accounts=tuple(account for account in finding.accounts if account not in self.accounts),
            posts=tuple(
                post
                for post in finding.posts
                if post in known and known[post] not in self.accounts and not self._is_theirs(post)
            ),
        )

    def _layer(self, layer: LayerReport) -> LayerReport:
        kept = (one for one in layer.sampled_objects if one.author not in self.accounts)
        return replace(layer, sampled_objects=tuple(one for one in kept if not self._is_theirs(one.object)))

    def _alone(self, account: AccountReport) -> AccountReport:
        findings = (self._finding(one, dict.fromkeys(one.posts, account.account_id)) for one in account.findings)
        return replace(account, findings=tuple(findings))

    def _lines(self, lines: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(self.text, lines))

    def _is_theirs(self, thing: str) -> bool:
        """Whether an id, an address or a name is one of them or of their posts."""
        return thing in self.accounts or thing in self._posts or self.names(thing)

    def _unless_theirs(self, found: re.Match[str]) -> str:
        return NAME if found[0].rstrip(".,;:!?)…") in self._posts else found[0]

    def _told(self, shared: Iterable[SharedObject]) -> Iterator[tuple[str, str]]:
        """(post, account) as far as rows of evidence tell."""
        owners = {handle.casefold(): account for account, handles in self.accounts.items() for handle in handles}
        for row in shared:
            yield row.first.content_id, row.source
            yield row.second.content_id, row.target
            reposted = [found[1] for post in (row.first, row.second) if (found := _REPOST_OF.match(post.text))]
            named = [owners[handle.casefold()] for handle in reposted if handle.casefold() in owners]
            author = row.author or (row.source if row.layer == BOOST else "")
            if author or (row.layer == "repost" and named):
                yield row.object, author or named[0]

    @cached_property
    def _names(self) -> re.Pattern[str]:
        """Finds an id, a handle that is no common word, and every handle after an @ or in the address of a profile."""
        handles = {handle for known in self.accounts.values() for handle in known}
        local = {handle.partition("@")[0] for handle in handles}
        ids, words = (_either(map(_schemeless, filter(_telling, some))) for some in (self.accounts, handles))
        end = r"(?!-*\w)"
        alone = rf"(?<!\w)(?<!\w-)(?:https?://)?(?:{ids}|(?i:{words})){end}"
        called = rf"(?P<before>@|(?i:{_PROFILES}))(?i:{_either(handles | local)}){end}(?!@)"
        return re.compile(f"{alone}|{called}")


def _bare(handle: str) -> str:
    return handle.strip().lstrip("@")


def _schemeless(thing: str) -> str:
    """An address as the layers of links write it; anything else as it is."""
    return re.sub(r"^https?://", "", thing)


def _telling(word: str) -> bool:
    """Whether the word stands for an account wherever it stands: `user_17` does, `news` and `2024` do not."""
    return len(word) >= (DIGITS if word.isdigit() else SHORTEST) and not word.isalpha()


def _either(words: Iterable[str]) -> str:
    """A pattern of these words, the longest first; of none, one that finds nothing."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or r"(?!)"


def _counted(report: ClusterReport) -> int:
    return sum(account.role is not Role.PERIPHERAL for account in report.accounts)


NOBODY = Exclusions()
