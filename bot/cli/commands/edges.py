"""`shoal edges`: the co-action network of one file, by a stated definition of an edge."""

# ruff: noqa: PLC0415 - what a command needs loads when it runs

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from bot.cli.command import Command, Panel
from bot.cli.words import parse_mapping


class Weight(StrEnum):
    """What an edge's weight counts."""

    OBJECTS = "objects"
    PAIRS = "pairs"
    MESSAGES = "messages"


class Participation(StrEnum):
    """Which of two accounts must meet the participation rule."""

    BOTH = "both"
    EITHER = "either"


LAYERS = "object, repost, url, domain, hashtag, text, media, reply, mention, post or similar."
WEIGHTS = (
    "objects: distinct objects (ours). pairs: pairs of rows, as CooRTweet. "
    "messages: distinct own messages, directed, as coordination-network-toolkit."
)
File = Annotated[Path, Argument(metavar="FILE", help="A data set.")]
Layer = Annotated[str, Option("--layer", metavar="LAYER", help=LAYERS)]
Windows = Annotated[list[int], Option("--window", metavar="SECONDS", help="Both ends inclusive. Repeatable.")]
Out = Annotated[Path, Option("--out", metavar="EDGES.csv", help="Where the edges go.")]
Format = Annotated[str | None, Option("--format", metavar="NAME", help="See `shoal formats`.")]
Mapping = Annotated[
    list[str] | None, Option("--map", metavar="FIELD=COLUMN", help="Which column holds a field. Repeatable.")
]
WeightOption = Annotated[Weight, Option("--weight", help=WEIGHTS)]
Who = Annotated[Participation, Option("--participation", help="Who must meet --min-participation.")]
LeastParticipation = Annotated[
    int, Option("--min-participation", metavar="N", help="Least distinct objects (pairs: rows) of an account.")
]
LeastWeight = Annotated[int, Option("--min-weight", metavar="N", help="Leave out lighter edges.")]
Quantile = Annotated[
    float | None, Option("--quantile", metavar="Q", help="Keep (pairs: mark) weights strictly above this quantile.")
]
Similarity = Annotated[
    float | None, Option("--similarity", metavar="X", help="Least Jaccard of word sets on layer similar.")
]
FastWindow = Annotated[
    int | None, Option("--fast-window", metavar="S", help="Compare with this smaller window (pairs).")
]
KeepLoops = Annotated[bool, Option("--keep-loops", help="Keep an account's pairs with itself (pairs, messages).")]
Pairs = Annotated[Path | None, Option("--pairs", metavar="OUT.csv", help="Also write the pairs of shares.")]
Stats = Annotated[Path | None, Option("--stats", metavar="DIR", help="Also write statistics of accounts and groups.")]
Budget = Annotated[int, Option("--pair-budget", metavar="N", help="Stop, before work, over so many pairs.")]


def edges(
    file: File,
    *,
    layer: Layer,
    window: Windows,
    out: Out,
    format_: Format = None,
    mapping: Mapping = None,
    weight: WeightOption = Weight.OBJECTS,
    participation: Who = Participation.BOTH,
    min_participation: LeastParticipation = 1,
    min_weight: LeastWeight = 1,
    quantile: Quantile = None,
    similarity: Similarity = None,
    fast_window: FastWindow = None,
    keep_loops: KeepLoops = False,
    pairs: Pairs = None,
    stats: Stats = None,
    pair_budget: Budget = 50_000_000,
) -> None:
    """Write the network of accounts that acted on the same things within a time window. Nothing is sampled."""
    from bot.analysis.edges import EdgesRequest
    from bot.cli.edges_run import write_and_tell
    from bot.cli.inputs import readable_files

    ((readable, _),) = readable_files([file])
    request = EdgesRequest(
        file=readable,
        layer=layer,
        windows=tuple(window),
        out=out,
        format=format_,
        mapping=parse_mapping(mapping or []),
        weight=weight.value,
        participation=participation.value,
        min_participation=min_participation,
        min_weight=min_weight,
        quantile=quantile,
        similarity=similarity,
        fast_window=fast_window,
        keep_loops=keep_loops,
        pairs=pairs,
        stats=stats,
        pair_budget=pair_budget,
    )
    write_and_tell(request)


COMMAND = Command(edges, Panel.FILES)
