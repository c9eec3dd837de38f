"""Accounts outside all groups that stand out by themselves: few detectors say so, and none of it is a verdict.

Only what is well defined for one account: a handle that looks like a protected one, an identity that changed hands,
acts like clockwork. They are listed beside the groups, have no place in the queue, and are never voted on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from bot.analysis.cluster_report import finding
from bot.analysis.judging import Failed
from bot.measures.tables import accounts_of
from bot.protocols import I32, Context, Detector, Measurement
from bot.report import AccountReport

MOST = 100
"""Accounts that a report lists; how many there are in all is told."""


def _seen(context: Context, detector: Detector, outside: I32, failed: Failed) -> Sequence[Measurement]:
    """One detector's accounts; nothing if it does not look at single accounts, lacks its input, or broke."""
    if detector.alone is None or detector.needs & context.lacks:
        return ()
    try:
        return detector.alone(context, outside)
    except Exception as error:  # noqa: BLE001 - one broken detector becomes a visible line
        failed(detector, error)
        return ()


def accounts_alone(
    context: Context, detectors: Sequence[Detector], inside: I32, failed: Failed
) -> tuple[tuple[AccountReport, ...], int]:
    """Accounts in no group that stand out by themselves, most findings first, and how many there are in all."""
    accounts = accounts_of(context)
    outside = np.setdiff1d(np.flatnonzero(accounts.acted == 1), inside).astype(np.int32)
    found: dict[int, list[tuple[Detector, Measurement]]] = {}
    for detector in detectors:
        for result in _seen(context, detector, outside, failed):
            found.setdefault(result.accounts[0], []).append((detector, result))
    ordered = sorted(found, key=lambda account: (-len(found[account]), account))
    return tuple(_report(context, account, found) for account in ordered[:MOST]), len(ordered)


def _report(
    context: Context, account: int, found: Mapping[int, Sequence[tuple[Detector, Measurement]]]
) -> AccountReport:
    accounts = accounts_of(context)
    findings = tuple(
        finding(context, replace(detector, sentence=detector.alone_sentence), result, 0.0)
        for detector, result in found[account]
    )
    return AccountReport(accounts.ids[account], accounts.handle[account], findings)
