"""Saves a request before it is acked, so that nothing that a person sent is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.model import Intake, Sensitivity
from bot.triage import announce
from bot.triage.desk import Desk
from storage import cases, intakes


@dataclass(frozen=True, slots=True)
class SavedIntake:
    """A saved request; `new` is False when the same delivery was seen before."""

    intake: Intake
    new: bool
    case_id: int | None = None


def save_intake(
    desk: Desk,
    *,
    team_id: str,
    channel_id: str,
    user_id: str,
    kind: str,
    text: str,
    payload: Mapping[str, Any],
    delivery_key: str,
) -> SavedIntake:
    """Save a request as it came; the same delivery again gives the first one back with `new` False."""
    with desk.database.transaction() as tx:
        intake, new, case_id = intakes.add(
            tx,
            team_id=team_id,
            channel_id=channel_id,
            user_id=user_id,
            kind=kind,
            text=text,
            payload=payload,
            delivery_key=delivery_key,
            at=desk.now(),
        )
    return SavedIntake(intake, new, case_id)


def first_delivery(desk: Desk, team_id: str, key: str) -> bool:
    """True the first time that a delivery's key is seen (clicks and modals)."""
    with desk.database.transaction() as tx:
        return intakes.first_delivery(tx, team_id, key, desk.now())


def pending_intakes(desk: Desk) -> tuple[Intake, ...]:
    """Requests that were saved, but neither became a case nor were dismissed: look at them after a start."""
    with desk.database.reading() as tx:
        return intakes.pending(tx)


def dismiss_intake(desk: Desk, intake_id: int, reason: str) -> None:
    """The request was answered, and no case comes of it."""
    with desk.database.transaction() as tx:
        intakes.settle(tx, intake_id, dismissed=reason or "answered")


def tell_missed(desk: Desk, team_id: str, channel_id: str, intake_ids: Sequence[int]) -> None:
    """Tell a channel once which requests came while nobody was here."""
    if not intake_ids:
        return
    with desk.database.transaction() as tx:
        key = f"missed:{channel_id}:{min(intake_ids)}"
        content = {"intake_ids": sorted(intake_ids)}
        announce.channel_message(tx, team_id, channel_id, "missed", key, content, desk.now())


def case_channels(desk: Desk, team_id: str) -> tuple[str, ...]:
    """Channels with a case: where missed requests are looked for."""
    with desk.database.reading() as tx:
        return cases.channels(tx, team_id)


def readable_cases(desk: Desk, team_id: str, channel_id: str) -> tuple[int, int]:
    """How many cases of a channel an outsider who joins it can read from now on, and how many are internal only."""
    with desk.database.reading() as tx:
        kinds = (Sensitivity.OPEN, Sensitivity.INTERNAL)
        opened, internal = (cases.count_in(tx, team_id, channel_id, kind) for kind in kinds)
    return opened, internal
