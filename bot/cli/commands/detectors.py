"""`shoal detectors`: what is looked for."""

# ruff: noqa: PLC0415 - what a command needs loads when it runs

from bot.cli.command import Command, Panel
from bot.cli.tables import print_table


def detectors() -> None:
    """List the detectors: what each looks for, its family of evidence, and what the data must hold for it."""
    from bot import detectors as folder
    from bot.protocols import Detector
    from bot.registry import discover

    found: dict[str, Detector] = discover(folder, "DETECTOR")
    rows = [
        (d.key, d.name, str(d.version), d.family.value, ", ".join(sorted(d.needs)) or "-", ", ".join(d.disarm) or "-")
        for d in found.values()
    ]
    print_table(("detector", "what it looks for", "version", "family", "needs", "DISARM, consistent with"), rows)


COMMAND = Command(detectors, Panel.CARE)
