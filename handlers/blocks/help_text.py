"""The help: only what works, with an example each."""

from collections.abc import Sequence
from typing import Protocol

from handlers.blocks.parts import Message, context, divider, message, section
from handlers.escaping import code, escape


class Entry(Protocol):
    """What the help needs to know of a subcommand."""

    @property
    def name(self) -> str:
        """Its first word."""

    @property
    def usage(self) -> str:
        """Its form."""

    @property
    def summary(self) -> str:
        """One sentence."""

    @property
    def examples(self) -> Sequence[str]:
        """Whole inputs after /triage."""


INTAKE = (
    "*Open a case*\n"
    "`/triage @alice.bsky.social bsky:bob.example https://x.com/carol`  handles or profile links\n"
    "`/triage upload`  a data set (CSV, JSONL, gz, zip) and options\n"
    "A file in a message that mentions me, or the message shortcuts _Triage this file_ and _Triage these accounts_."
)


def overview(entries: Sequence[Entry]) -> Message:
    """All subcommands, one line each."""
    lines = [
        f"{code('/triage ' + entry.usage)}  {escape(entry.summary)}" for entry in sorted(entries, key=lambda e: e.name)
    ]
    blocks = [
        section(INTAKE),
        divider(),
        section("*Then*\n" + "\n".join(lines)),
        context("In a case's thread mention me with the same words; the case's number is not needed there."),
    ]
    return message(
        "What Shoal can do: /triage HANDLES, upload, " + ", ".join(sorted(entry.name for entry in entries)), blocks
    )


def one(entry: Entry) -> Message:
    """One subcommand with its examples."""
    examples = "\n".join(code("/triage " + example) for example in entry.examples)
    return message(
        f"/triage {entry.usage}: {entry.summary}",
        [section(f"{code('/triage ' + entry.usage)}\n{escape(entry.summary)}"), section("*Examples*\n" + examples)],
    )
