"""STIX 2.1: accounts, groups, evidence, findings, notes, and an opinion for each vote.

Ids are derived from what they stand for, so another export of the case gives the same ids. DISARM techniques stand
under the ids and titles that DISARM publishes: consistent with, no more. Needs the extra `stix`.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from bot.errors import InputError
from bot.model import Axis, Vote
from bot.reporting.addresses import platform
from bot.reporting.canonical import plain
from bot.reporting.disarm import AUTHOR, AUTHOR_NAME, AUTHOR_SINCE, TECHNIQUES
from bot.reporting.exported import CaseExport, ExportedCluster, ExportFormat, members_of
from bot.reporting.judgements import CAUTION, answers, limits, standing

if TYPE_CHECKING:
    from types import ModuleType

SPACE = UUID("6c8e3a52-6a0e-5d7e-9a56-3f1c1d5b8a10")
ACCOUNT_TYPES = {"x": "twitter"}
"""STIX calls some platforms by names of its own."""
LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)
"""Techniques are the same objects in every case, so their time is no case's."""
MOST_OBSERVED = 999_999_999
OPINIONS = {
    (Axis.YES, Axis.YES): "strongly-agree",
    (Axis.YES, Axis.UNSURE): "agree",
    (Axis.UNSURE, Axis.YES): "agree",
    (Axis.UNSURE, Axis.NO): "disagree",
    (Axis.NO, Axis.UNSURE): "disagree",
    (Axis.NO, Axis.NO): "strongly-disagree",
}
"""On "these accounts act together and are not what they seem"; anything else is neutral, the words tell which."""


def render(view: CaseExport) -> bytes:
    """The bundle as JSON.

    Raises:
        InputError: the library for STIX is not installed.
    """
    try:
        import stix2.v21  # noqa: PLC0415 - an extra that only this format needs
    except ImportError:
        raise InputError("STIX needs a library that is not installed.", "pip install 'shoal[stix]'") from None
    writer = _Writer(stix2.v21, view)
    bundle = stix2.v21.Bundle(id=writer.key("bundle"), objects=list(writer.objects()), allow_custom=False)
    return str(bundle.serialize(pretty=False, indent=2, ensure_ascii=False)).encode("utf-8") + b"\n"


class _Writer:
    """Makes the objects of one case, with its times and its marking on each."""

    def __init__(self, stix: "ModuleType", view: CaseExport) -> None:
        self.stix, self.view = stix, view
        self.case = f"{view.case.team_id}/{view.case.number}"
        self.author = self._key("identity", view.case.team_id)
        self.opened = _time(view.case.opened_at)
        self.exported = _time(max(view.exported_at, view.case.opened_at))
        self.accounts: dict[str, Any] = {}
        self.techniques: dict[str, Any] = {}

    def key(self, kind: str, *parts: object) -> str:
        """The id of something of this case."""
        return self._key(kind, self.case, *parts)

    def objects(self) -> Iterator[Any]:
        """Everything, what is referred to first."""
        yield self.stix.Identity(
            id=self.author,
            name=f"Shoal, team {self.view.case.team_id}",
            identity_class="group",
            created=LONG_AGO,
            modified=LONG_AGO,
        )
        yield self.stix.TLP_AMBER
        groups = [made for item in self.view.clusters for made in self._group(item)]
        yield from self.accounts.values()
        yield from self.techniques.values()
        yield from groups

    def _group(self, item: ExportedCluster) -> Iterator[Any]:
        """A group with what was observed, its findings, notes and opinions; a group without accounts is left out."""
        key, members = item.cluster.key, members_of(item)
        if not members:
            return
        accounts = [self._account(one, member.handle) for one, member in members.items()]
        observed = self._observed(item, accounts)
        group = self.stix.Grouping(
            id=self.key("grouping", key),
            name=f"Case {self.view.case.number}, {key}",
            context="suspicious-activity",
            description=self._description(item),
            object_refs=[*dict.fromkeys(accounts), observed.id],
            **self._common(),
        )
        yield observed
        yield group
        yield from self._findings(item, group.id)
        for number, note in enumerate(item.notes):
            yield self._note(("note", key, number), note.text, [group.id], at=note.at, authors=[note.user_id])
        for vote in item.votes:
            yield self._opinion(vote, group.id)

    def _account(self, account_id: str, handle: str) -> str:
        source = platform(self.view.report.dataset.format)
        named: Mapping[str, str] = {
            "user_id": _line(account_id),
            "account_login": _line(handle),
            "account_type": ACCOUNT_TYPES.get(source, source),
        }
        made = self.stix.UserAccount(**{name: value for name, value in named.items() if value}, **self._marking())
        self.accounts[made.id] = made
        return str(made.id)

    def _observed(self, item: ExportedCluster, accounts: list[str]) -> Any:  # noqa: ANN401 - an object of the library
        data = self.view.report.dataset
        times = [post.time for share in item.shared for post in (share.first, share.second)]
        known = times or [second for second in (data.first, data.last) if second is not None]
        first, last = (min(known), max(known)) if known else (self.view.case.opened_at // 1000,) * 2
        acts = sum(edge.weight for edge in item.cluster.report.edges)
        return self.stix.ObservedData(
            id=self.key("observed-data", item.cluster.key),
            first_observed=_time(first * 1000),
            last_observed=_time(last * 1000),
            number_observed=min(max(acts, 1), MOST_OBSERVED),
            object_refs=list(dict.fromkeys(accounts)),
            **self._common(),
        )

    def _description(self, item: ExportedCluster) -> str:
        verdict = standing(item.cluster.verdict, item.cluster.votes_in)
        out = f"Accounts excluded by the team: {item.excluded}."
        return _line("\n".join([f"{verdict}.", out, *limits(self.view.report)]))

    def _findings(self, item: ExportedCluster, group: str) -> Iterator[Any]:
        for number, finding in enumerate(item.cluster.report.findings):
            if not finding.applicable or not finding.sentence:
                continue
            techniques = [self._technique(one) for one in finding.disarm]
            words = [finding.sentence, finding.caveat, finding.innocent, CAUTION]
            yield self._note(
                ("finding", item.cluster.key, finding.detector, number),
                "\n".join(one for one in words if one),
                [group, *techniques],
                abstract=f"{finding.detector}, consistent with" if techniques else finding.detector,
            )

    def _technique(self, disarm: str) -> str:
        references = [{"source_name": "DISARM", "external_id": disarm}]
        known = TECHNIQUES.get(disarm)
        if known is None:  # in the report of another version
            key, name = self._key("attack-pattern", "DISARM", disarm), f"DISARM {disarm}"
            made = self.stix.AttackPattern(
                id=key, name=name, external_references=references, created=LONG_AGO, modified=LONG_AGO
            )
        else:
            author = self.stix.Identity(
                id=AUTHOR,
                name=AUTHOR_NAME,
                identity_class="organization",
                created=AUTHOR_SINCE,
                modified=AUTHOR_SINCE,
            )
            self.techniques[AUTHOR] = author
            made = self.stix.AttackPattern(
                id=known.id,
                name=known.name,
                created_by_ref=AUTHOR,
                external_references=references,
                created=known.at,
                modified=known.at,
            )
        self.techniques[made.id] = made
        return str(made.id)

    def _note(
        self, parts: tuple[object, ...], text: str, refs: list[str], *, at: int | None = None, **more: object
    ) -> Any:  # noqa: ANN401 - an object of the library
        return self.stix.Note(
            id=self.key("note", *parts), content=_line(text) or "-", object_refs=refs, **more, **self._common(at)
        )

    def _opinion(self, vote: Vote, group: str) -> Any:  # noqa: ANN401 - an object of the library
        together, seem = answers(vote)
        words = [f"Version {vote.version}. Acting together: {together}. Not what they seem: {seem}."]
        words += [f"Reasons: {'; '.join(vote.reasons)}."] if vote.reasons else []
        words += [vote.note] if vote.note else []
        told = (vote.acting_together, vote.not_what_they_seem)
        return self.stix.Opinion(
            id=self.key("opinion", vote.cluster_id, vote.id),
            opinion=OPINIONS.get(told, "neutral") if None not in told else "neutral",  # type: ignore[arg-type]
            explanation=_line(" ".join(words)),
            authors=[vote.user_id],
            object_refs=[group],
            **self._common(vote.at),
        )

    def _common(self, at: int | None = None) -> dict[str, Any]:
        """Who made it and when; what stands still was last changed when it was made."""
        made, changed = (self.opened, self.exported) if at is None else (_time(at),) * 2
        return {"created_by_ref": self.author, "created": made, "modified": changed, **self._marking()}

    def _marking(self) -> dict[str, Any]:
        return {"object_marking_refs": [self.stix.TLP_AMBER.id]}

    @staticmethod
    def _key(kind: str, *parts: object) -> str:
        return f"{kind}--{uuid5(SPACE, '/'.join([kind, *map(str, parts)]))}"


def _time(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC)


def _line(text: str) -> str:
    """The text without halves of characters, which JSON cannot carry."""
    return str(plain(text))


EXPORT = ExportFormat("STIX 2.1, for exchange platforms", "stix.json", render)
