"""What is told of frozen copies: whether each is still what it was when it was frozen."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """What a copy is now, beside the digest that was kept of it."""

    INTACT = "intact"
    WITHOUT = "intact, given without accounts that were excluded since"
    CHANGED = "changed since it was frozen, not given"
    GONE = "gone, not given"


@dataclass(frozen=True, slots=True)
class Copy:
    """A frozen file: `sha256` is the digest of the whole as it was frozen, `items` what is given of it."""

    name: str
    kind: str
    items: int
    sha256: str
    state: State
    left_out: int = 0


def in_one_sentence(copies: Sequence[Copy]) -> str:
    """Whether all copies are intact; those that are not are named."""
    bad = [copy for copy in copies if copy.state in {State.CHANGED, State.GONE}]
    without = sum(copy.state is State.WITHOUT for copy in copies)
    total = f"{len(copies):,} held {'file' if len(copies) == 1 else 'files'}"
    less = f" In {without} of them accounts that were excluded since are left out." if without else ""
    if not bad:
        return f"{total}, {'as it was' if len(copies) == 1 else 'all as they were'} frozen.{less}"
    named = ", ".join(f"{copy.name} {'is gone' if copy.state is State.GONE else 'was changed'}" for copy in bad[:5])
    more = f" and {len(bad) - 5} more" if len(bad) > 5 else ""
    return f"{len(bad)} of {total} {'is' if len(bad) == 1 else 'are'} not as frozen: {named}{more}.{less}"


ABOUT = """Copies of what the case cited when somebody held it: pairs of posts, profiles and pictures, a folder a hold.
They were taken from what the data set or the platform gave, not from the platform's pages. Nothing in here says who
runs an account, and none of it is a finding about one person."""

CHECKS = """- `sha256sum -c SHA256SUMS` checks the files of this zip.
- `manifest.json` holds who held what, when and why, and the SHA-256 of each file as it was frozen. Those digests were
  kept in a database, apart from the files.
- Each pair and each profile has a SHA-256 of its own: of the entry without its field `sha256`, as JSON indented by two
  spaces, its keys in the order given, in UTF-8, with a newline at the end. So an entry can be checked by itself where
  others were left out because an account was excluded.
- A digest shows that a copy has not changed since it was frozen. It does not show that the post was genuine: for that,
  compare it with the platform or an archive."""


def held_readme(number: int, copies: Sequence[Copy]) -> str:
    """What the zip holds, how it is checked, and what it does not prove."""
    state = "\n".join(
        f"- `{copy.name}`: {copy.state.value}; {_items(copy)}; frozen with SHA-256 `{copy.sha256}`" for copy in copies
    )
    parts = (
        f"# Held evidence of case {number}", ABOUT,
        "## Is it still what was frozen?", in_one_sentence(copies), state,
        "## How to check it", CHECKS,
    )  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _items(copy: Copy) -> str:
    left = f", {copy.left_out:,} left out" if copy.left_out else ""
    return f"{copy.items:,} {'item' if copy.items == 1 else 'items'}{left}"
