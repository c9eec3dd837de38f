"""Writes docs/EVALUATION.md from the sections that are found."""

import time
from collections.abc import Callable
from pathlib import Path

from bot import __version__, registry
from bot.evaluation import sections
from bot.evaluation.section import Section, Trials, markdown

INTRODUCTION = """# Evaluation

Written by `make evaluate` (`shoal evaluate`); do not edit. Shares are given with their 95 % Wilson interval. Cut-points
were chosen on odd seeds; everything here comes from even seeds. A figure that was missed is reported as it is.
`make evaluate DATA=folder` adds the sets that can't ship with the project; without it their rows say "not run".
"""


def found_sections() -> list[Section]:
    """All sections in their order."""
    return sorted(registry.discover(sections, "SECTION").values(), key=lambda section: section.order)


def write_book(trials: Trials, target: Path, say: Callable[[str], None], only: str = "") -> None:
    """Run the sections (`only`: those whose title holds the word) and write the page."""
    chosen = [section for section in found_sections() if only.lower() in section.title.lower()]
    parts = [INTRODUCTION]
    for section in chosen:
        started = time.process_time()
        tables = section.make(trials, say)
        parts.append(f"## {section.title}\n")
        parts += [markdown(table) for table in tables]
        parts.append(f"_{time.process_time() - started:.0f} CPU seconds._\n")
    parts.append(
        f"_shoal {__version__}; seeds {', '.join(map(str, trials.seeds))}; {trials.null_runs} null runs a world._\n"
    )
    target.write_text("\n".join(parts), encoding="utf-8")
