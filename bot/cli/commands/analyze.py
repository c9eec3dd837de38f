"""`shoal analyze`: files in, a report out; nothing is stored and nothing is posted."""

# ruff: noqa: PLC0415 - what a command needs loads when it runs

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from bot.cli.command import Command, Panel
from bot.cli.words import parse_choice, parse_layers, parse_mapping


class EngineName(StrEnum):
    """Where the tables are worked on."""

    LOCAL = "local"


Files = Annotated[list[Path], Argument(metavar="FILE", help="Data sets: csv, jsonl, gz or zip of them.")]
Format = Annotated[str | None, Option("--format", metavar="NAME", help="See `shoal formats`.")]
Mapping = Annotated[
    list[str] | None, Option("--map", metavar="FIELD=COLUMN", help="Which column holds a field. Repeatable.")
]
Out = Annotated[Path | None, Option("--out", metavar="DIR", help="Write report, edges, pictures and page here.")]
Engine = Annotated[EngineName, Option("--engine", help="Where the work is done.")]
Seed = Annotated[int, Option("--seed", metavar="N", min=0, help="Starts every draw.")]
Baseline = Annotated[
    list[Path] | None,
    Option("--baseline", metavar="FILE", help="Accounts held to be organic, to compare with. Repeatable."),
]
Layers = Annotated[list[str] | None, Option("--layers", metavar="LAYER,...", help="Look at these layers only.")]
Avatars = Annotated[
    Path | None,
    Option("--avatars", metavar="ZIP", help="Profile pictures, each file named after its account's id or handle."),
]
Windows = Annotated[str, Option("--windows", metavar="N,...", help="Windows in seconds, such as 10,60,300.")]
From = Annotated[str, Option("--from", metavar="DAY", help="Posts of this day or later: 2021-04-20, in UTC.")]
To = Annotated[str, Option("--to", metavar="DAY", help="Posts of this day or earlier; the day belongs to it.")]
Words = Annotated[
    list[str] | None, Option("--words", metavar="WORD,...", help="Posts that hold one of these words. Repeatable.")
]
Drop = Annotated[
    list[str] | None,
    Option("--drop", metavar="WHAT,...", help="Leave out: domain:example.com, #tag, post:ID, @alice. Repeatable."),
]
Json = Annotated[bool, Option("--json", help="Print report.json to stdout and nothing else.")]


def analyze(
    files: Files,
    *,
    format_: Format = None,
    mapping: Mapping = None,
    out: Out = None,
    engine: Engine = EngineName.LOCAL,
    seed: Seed = 7,
    baseline: Baseline = None,
    layers: Layers = None,
    windows: Windows = "10,60,300",
    since: From = "",
    until: To = "",
    words: Words = None,
    drop: Drop = None,
    avatars: Avatars = None,
    json: Json = False,
) -> None:
    """Look for accounts that act together in FILE..., and print what was found."""
    from bot.cli.analysis import Input
    from bot.cli.analyze_run import Wish, analyse_and_tell
    from bot.measures.similar import LAYER as SIMILAR
    from bot.protocols import LAYERS, Parameters

    chosen = parse_choice(windows, since, until, words or [], drop or [])
    parameters = Parameters(layers=parse_layers(layers or [], (*LAYERS, SIMILAR)), seed=seed, **chosen)
    source = Input(tuple(files), format_, parse_mapping(mapping or []), avatars)
    analyse_and_tell(source, parameters, Wish(out, tuple(baseline or ()), engine.value, json))


COMMAND = Command(analyze, Panel.FILES)
