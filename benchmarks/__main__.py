"""`python -m benchmarks [--folder DIR] [--sizes N,N] [--growth N] [--toolkit-up-to N] [--repeats N]`: all subjects."""

import argparse
import tempfile
from pathlib import Path

from benchmarks import page, pairs

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
    given = parser.parse_args()
    sizes = tuple(int(size) for size in given.sizes.split(",") if size)
    blocks = pairs.measure(pairs.Plan(given.folder, sizes, given.growth, given.toolkit_up_to, given.repeats))
    page.write(PAGE, blocks)
    print(page.tables(blocks))


if __name__ == "__main__":
    main()
