"""A report as a person reads it on a terminal: the clusters in a table, then each with its sentences."""

from collections.abc import Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.cli.terminal import printable
from bot.report import ClusterReport, LayerReport, Report
from bot.reporting import wording
from bot.reporting.doubts import by_coincidence, in_organic_crowds

SHOWN = 20


def print_summary(console: Console, report: Report, out: Path | None) -> None:
    """Print what was read, what was found, how it could be wrong, and where the files are."""
    data = report.dataset
    console.print(
        f"Read {wording.holdings(data.posts, data.shares, data.accounts)} as {data.format}; "
        f"{wording.counted(data.rejected_total, 'line')} not read."
    )
    if report.clusters:
        console.print(_table(report))
        for cluster in report.clusters[:SHOWN]:
            _print_cluster(console, cluster)
        if len(report.clusters) > SHOWN:
            console.print(f"{len(report.clusters) - SHOWN} more are in report.json (--out or --json).")
    else:
        _print_nothing(console, report)
    if report.accounts_total:
        told = f"{wording.alone(report.accounts_total)} {wording.ALONE_NOTE} They are in report.html (--out)."
        console.print(told, soft_wrap=True)
    _print_doubts(console, report)
    if out is not None:
        console.print(f"Written to {out}: report.html is the page to open.", soft_wrap=True)


def _print_nothing(console: Console, report: Report) -> None:
    """Say what was looked for, and how strong it would have had to be to be seen."""
    console.print("No group stands out in these data.")
    cells = [cell for cell in report.layers if cell.window_seconds is not None and not cell.not_applicable]
    if not cells:
        console.print("Nothing in them could be compared in time.")
    for layer in dict.fromkeys(cell.layer for cell in cells):
        did, needed = wording.DID.get(layer, layer), _needed([cell for cell in cells if cell.layer == layer])
        console.print(
            f"Looked for accounts that {did}; to be seen, two would have had to do so {needed}.",
            soft_wrap=True,
        )


def _needed(cells: Sequence[LayerReport]) -> str:
    """How often, within which windows; windows that ask for as much stand together."""
    by_times: dict[int | None, list[str]] = {}
    for cell in cells:
        by_times.setdefault(cell.k_star, []).append(str(cell.window_seconds))
    return "; ".join(
        f"{'more often than these data hold' if k is None else wording.times(k)} within {', '.join(windows)} s"
        for k, windows in by_times.items()
    )


def _table(report: Report) -> Table:
    table = Table("", "accounts", "place in the queue", "acting together", "not what they seem", box=box.SIMPLE_HEAD)
    for cluster in report.clusters:
        table.add_row(
            cluster.id,
            f"{cluster.size:,}",
            wording.SUGGESTIONS[cluster.suggestion],
            wording.strength(cluster.coordination),
            wording.strength(cluster.inauthenticity),
        )
    return table


def _print_cluster(console: Console, cluster: ClusterReport) -> None:
    console.print(Text(f"{cluster.id}: {wording.counted(cluster.size, 'account')}", style="bold"))
    for finding in cluster.findings:
        if finding.applicable and finding.support:
            console.print(Padding(Text(printable(finding.sentence)), (0, 0, 0, 2)))
            notes = [printable(part) for part in (finding.innocent, wording.dependence(finding)) if part]
            console.print(Padding(Text(" ".join(notes), style="dim"), (0, 0, 0, 4)))
    unasked = [printable(finding.sentence) for finding in cluster.findings if not finding.applicable]
    for sentence in unasked:
        console.print(Padding(Text(sentence, style="dim"), (0, 0, 0, 2)))
    console.print()


def _print_doubts(console: Console, report: Report) -> None:
    card = report.false_alarm_card
    console.print(f"Could be wrong by coincidence: {by_coincidence(card)}", soft_wrap=True)
    console.print(printable(f"Could be wrong in organic crowds: {in_organic_crowds(card)}"), soft_wrap=True)
    for error in report.detector_errors:
        console.print(printable(wording.could_not_run(error.detector, error.reason)), style="red", soft_wrap=True)
