"""What differs between two runs' reports of a group: who came and left, which evidence was gained and lost. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.report import ClusterAccount, ClusterReport, Suggestion


@dataclass(frozen=True, slots=True)
class GroupDifference:
    """One group in two runs. Evidence is named by detector; `why` tells why some of it could not be looked for now."""

    key: str
    run_before: int
    version_before: int
    version_after: int
    came: tuple[ClusterAccount, ...]
    left: tuple[ClusterAccount, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    stronger: tuple[str, ...]
    weaker: tuple[str, ...]
    suggestion_before: Suggestion
    suggestion_after: Suggestion
    why: Mapping[str, str]

    @property
    def changed(self) -> bool:
        """Whether anything did."""
        evidence = self.gained or self.lost or self.stronger or self.weaker
        return bool(self.came or self.left or evidence or self.suggestion_before is not self.suggestion_after)

    def counted(self) -> dict[str, Any]:
        """The same for a message to the thread: no account is named in it."""
        return {
            "key": self.key,
            "came": len(self.came),
            "left": len(self.left),
            "gained": list(self.gained),
            "lost": list(self.lost),
            "before": self.suggestion_before.value,
            "after": self.suggestion_after.value,
        }


def signs(report: ClusterReport) -> dict[str, float]:
    """How much each detector's finding counts, of those that count."""
    return {one.detector: one.bucket for one in report.findings if one.applicable and one.bucket > 0}


def between(before: ClusterReport, after: ClusterReport, run_before: int, version_before: int) -> GroupDifference:
    """The difference of two reports of one group."""
    then, now = signs(before), signs(after)
    was, is_ = ({one.account_id: one for one in report.accounts} for report in (before, after))
    both = sorted(then.keys() & now.keys(), key=_natural)
    return GroupDifference(
        key=after.id,
        run_before=run_before,
        version_before=version_before,
        version_after=after.version,
        came=tuple(account for key, account in is_.items() if key not in was),
        left=tuple(account for key, account in was.items() if key not in is_),
        gained=tuple(sorted(now.keys() - then.keys(), key=_natural)),
        lost=tuple(sorted(then.keys() - now.keys(), key=_natural)),
        stronger=tuple(key for key in both if now[key] > then[key]),
        weaker=tuple(key for key in both if now[key] < then[key]),
        suggestion_before=before.suggestion,
        suggestion_after=after.suggestion,
        why={one.detector: one.why_not for one in after.findings if one.why_not},
    )


def _natural(key: str) -> tuple[int, str]:
    digits = "".join(sign for sign in key if sign.isdecimal())
    return int(digits or 0), key
