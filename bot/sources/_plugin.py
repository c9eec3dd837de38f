"""What a module of this folder exports."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.protocols import Source


@dataclass(frozen=True, slots=True)
class SourcePlugin:
    """A platform that can be asked: `make(base_url, timeout_seconds)` gives the source, without asking anything yet.

    `base_url` is where the platform is asked unless the settings say otherwise; `lacks` is what it never tells, in the
    words of detectors' `needs`; `limits` says in a sentence what one look costs.
    """

    platform: str
    title: str
    base_url: str
    lacks: tuple[str, ...]
    limits: str
    make: Callable[[str, float], Source]
