"""docs/detectors.md out of the detectors themselves: what each sees, its formula, its source, its innocent twin.

`python -m bot.reporting.detector_pages` prints the page; a test holds the file against it.
"""

import importlib
import sys
from collections.abc import Mapping, Sequence

import bot.detectors
from bot.fusion import Cuts, load_calibration
from bot.protocols import Detector
from bot.registry import discover
from bot.reporting.wording import FAMILIES, NEEDS, fill

HEAD = """# Detectors

Generated from the detectors' own docstrings; edit those. What is coordinated is not therefore inauthentic: F1 and F2
add up to the axis "acting together", F3 to F6 to the axis "not what they seem". Buckets are rough likelihood ratios
(log10) out of `bot/calibration.toml`; they order clusters and are no probabilities. DISARM ids mean "consistent with".
Example sentences hold made-up numbers.
"""


def _sections(doc: str) -> tuple[str, str, Mapping[str, str]]:
    """(title, free text, labelled paragraphs) of a detector module's docstring."""
    title, _, rest = doc.strip().partition("\n")
    labels = ("Sees", "Formula", "Looks the same", "Reference")
    text, found, current = [], {}, ""
    for line in rest.strip().splitlines():
        label, colon, words = line.partition(":")
        if colon and label in labels:
            current, found[label] = label, words.strip()
        elif current and line.strip():
            found[current] += " " + line.strip()
        elif not current:
            text.append(line)
    return title, "\n".join(text).strip(), found


def _bucket_line(cuts: Cuts | None) -> str:
    if cuts is None:
        return "describes only; gives no bucket"
    levels = ", ".join(
        f"{cut:g} → {level}" for cut, level in zip(cuts.cuts, ("0.3", "0.7", "1.0", "1.5"), strict=True) if cut < 1e9
    )
    ratios = ", ".join(f"{ratio:g}" for ratio in cuts.measured)
    basis = [cuts.origin, f"log10 of the ratio measured at each: {ratios}" if ratios else "", cuts.note]
    return f"{cuts.statistic}: {levels}; at most {cuts.cap:g} ({'; '.join(part for part in basis if part)})"


def page(module: str, detector: Detector, cuts: Cuts | None) -> str:
    """One detector's section."""
    loaded = importlib.import_module(f"bot.detectors.{module}")
    title, text, found = _sections(loaded.__doc__ or "")
    family = f"{detector.family.value}, {FAMILIES[detector.family]}"
    needs = "; not applicable where " + " or ".join(NEEDS[word] for word in sorted(detector.needs))
    rows = [
        f"## {detector.key} · {detector.name}",
        title,
        *([text] if text else []),
        *(f"**{label}.** {words}" for label, words in found.items()),
        f"**Family.** {family}{needs if detector.needs else ''}.",
        f"**Buckets.** {_bucket_line(cuts)}.",
        f"**Says.** {fill(detector.sentence, loaded.EXAMPLE)}",
        *([f"**Says of one account outside all groups.** {_alone(detector, loaded.ALONE)}"] if detector.alone else []),
        f"**Caveat.** {detector.caveat}",
        f"**Innocent crowd.** {detector.innocent}",
        f"**Consistent with (DISARM).** {', '.join(detector.disarm) or 'none'}. Version {detector.version}.",
    ]
    return "\n\n".join(rows)


def _alone(detector: Detector, examples: Sequence[Mapping[str, object]]) -> str:
    return " ".join(fill(detector.alone_sentence, numbers) for numbers in examples)


def detector_pages() -> str:
    """The whole page, one section a detector, in order of the files."""
    found: dict[str, Detector] = discover(bot.detectors, "DETECTOR")
    calibration = load_calibration()
    parts = [page(module, detector, calibration.get(detector.key)) for module, detector in found.items()]
    return "\n\n".join([HEAD.strip(), *parts]) + "\n"


if __name__ == "__main__":
    sys.stdout.write(detector_pages())
