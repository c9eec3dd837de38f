"""Measures all subjects and writes docs/PERFORMANCE.md: `python -m benchmarks --help`."""

import argparse
import tempfile
from pathlib import Path

from benchmarks import acks, page, pairs, whole_case

PAGE = Path(__file__).parents[1] / "docs" / "PERFORMANCE.md"


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    cache = Path(tempfile.gettempdir()) / "shoal-benchmarks"
    parser.add_argument("--folder", type=Path, default=cache, help="data and the toolkit's environment are kept here")
    parser.add_argument("--sizes", default="1000000,5000000", help="numbers of shares, compared with all contenders")
    parser.add_argument("--growth", type=int, default=10_000_000, help="number of shares measured alone; 0: none")
    parser.add_argument("--toolkit-up-to", type=int, default=1_000_000, help="5,000,000 takes it about seven minutes")
    parser.add_argument("--repeats", type=int, default=3, help="runs of each contender; the cheapest counts")
    parser.add_argument("--ack-seconds", type=int, default=60, help="how long commands are sent; 0: leave it out")
    given = parser.parse_args()
    sizes = tuple(int(size) for size in given.sizes.split(",") if size)
    blocks = pairs.measure(pairs.Plan(given.folder, sizes, given.growth, given.toolkit_up_to, given.repeats))
    page.write(PAGE, page.PAIRS, page.tables(blocks))
    print(page.tables(blocks))
    case = whole_case.markdown(whole_case.measure(given.folder))
    page.write(PAGE, page.CASE, case)
    print(case)
    if given.ack_seconds:
        answered = acks.markdown(acks.measure(seconds=given.ack_seconds))
        page.write(PAGE, page.ACKS, answered)
        print(answered)


if __name__ == "__main__":
    main()
