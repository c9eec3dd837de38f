"""Writes docs/EVALUATION.md from the sections that are found."""

from collections.abc import Callable
from pathlib import Path

from bot import __version__, registry
from bot.evaluation import sections
from bot.evaluation.section import Section, Trials, markdown

INTRODUCTION = """# Evaluation

Written by `make evaluate` (`shoal evaluate`); do not edit.

Networks of accounts that act together are planted in generated everyday traffic, beside innocent crowds that look like
them. The whole analysis runs on these worlds with its default settings, and its report is held against the truth. Real
sets follow where there are some. Under every table stands what it cannot show.

- **review first** and **coordinated, authenticity unclear** are the two places in the queue for a group that acts
  together; the first also found things that are odd about the accounts. Neither is a verdict.
- A share is written as *hits of total (share; 95 % interval)*, the interval after Wilson.
- Every world comes from a seed. Where this page chooses a cut-point itself, it does so on odd seeds; all figures come
  from even ones. The program's own cut-points stand in `bot/calibration.toml`, each with its origin, and nothing here
  changes them.
- `make evaluate DATA=folder` adds the sets that cannot ship with the project; without it their rows say "not run".
"""


def found_sections() -> list[Section]:
    """All sections in their order."""
    return sorted(registry.discover(sections, "SECTION").values(), key=lambda section: section.order)


def write_book(trials: Trials, target: Path, say: Callable[[str], None], only: str = "") -> None:
    """Run the sections (`only`: whose title holds the word) and write the page: the same trials, the same page."""
    parts = [INTRODUCTION]
    for section in found_sections():
        if only.lower() in section.title.lower():
            parts.append(f"## {section.title}\n")
            parts += [markdown(table) for table in section.make(trials, say)]
    parts.append(_made_with(trials))
    target.write_text("\n".join(parts), encoding="utf-8")


def _made_with(trials: Trials) -> str:
    seeds = ", ".join(map(str, trials.seeds))
    return (
        f"Made by shoal {__version__} with seeds {seeds}, and {trials.null_runs} worlds of each size without a plant.\n"
    )
