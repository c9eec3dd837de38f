"""Parts of report.html: tables and lists out of a report's values."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.report import Busy, ClusterReport, Dataset, Finding, LayerReport, Report
from bot.reporting import wording
from bot.reporting.canonical import plain
from bot.reporting.doubts import by_coincidence, in_organic_crowds
from bot.reporting.labels import labels
from bot.reporting.markup import Markup, tag, together

SHOWN_REJECTED = 20


def data_facts(data: Dataset) -> Markup:
    """What was read, from when to when, what the data lack and what could not be read."""
    rows = [
        ("Format", data.format),
        ("Holds", wording.holdings(data.posts, data.shares, data.accounts)),
        ("From", moment(data.first)),
        ("To", moment(data.last)),
        ("Times to", wording.counted(data.time_resolution_seconds, "second")),
        ("Lacks", ", ".join(data.lacks) or "nothing that was asked for"),
        ("Lines not read", f"{data.rejected_total:,}"),
        *(("Besides", note) for note in data.notes),
    ]
    lines = [tag("li", f"{r.file}, line {r.line}: {r.reason}") for r in data.rejected[:SHOWN_REJECTED]]
    rejected = tag("details", tag("summary", "Lines not read"), tag("ul", *lines)) if lines else Markup()
    return together(definitions(rows), rejected)


def could_be_wrong(report: Report) -> Markup:
    """Two lines, never one figure: by coincidence, and in organic crowds; then what broke or could not be asked."""
    card = report.false_alarm_card
    rows = [("By coincidence", by_coincidence(card)), ("In organic crowds", in_organic_crowds(card))]
    rows += [("Could not be looked for", line) for line in card.not_applicable]
    rows += [("Broke", wording.could_not_run(error.detector, error.reason)) for error in report.detector_errors]
    return definitions(rows)


def finding_item(finding: Finding) -> Markup:
    """One finding as a list item: what was seen, how often otherwise, what innocent thing looks the same."""
    notes = [part for part in (finding.innocent, finding.caveat) if part]
    return tag("li", finding.sentence, *(tag("div", note, class_="quiet") for note in notes))


def layers_table(layers: Sequence[LayerReport]) -> Markup:
    """What was seen in each layer and window, and what chance would give."""
    header = ("Layer", "Within", "Objects", "Ties seen", "Repeats asked for", "Ties kept", "By chance", "Remark")
    return table(header, [_layer_row(layer) for layer in layers], numbers=frozenset({2, 3, 4, 5, 6}))


def busiest_table(items: Sequence[Busy]) -> Markup:
    """Hyperactive accounts and viral things with their shares: a large part of the ties may go back to them."""
    rows = [
        (
            "Account" if item.kind == "account" else wording.LAYER_NAMES.get(item.kind, item.kind),
            item.id,
            f"{item.count:,}",
            f"{item.of:,} {'acts' if item.kind == 'account' else 'accounts'}",
            wording.percent(item.count / item.of),
        )
        for item in items
    ]
    return table(("", "Which", "Acts or accounts", "Of", "Share"), rows, numbers=frozenset({2, 3, 4}))


def _layer_row(layer: LayerReport) -> tuple[str, ...]:
    sampled = f"{len(layer.sampled_objects)} very widely shared: sampled" if layer.sampled_objects else ""
    return (
        wording.LAYER_NAMES.get(layer.layer, layer.layer),
        "days" if layer.window_seconds is None else f"{layer.window_seconds} s",
        f"{layer.objects:,}",
        f"{layer.edges_observed:,}",
        "-" if layer.k_star is None else str(layer.k_star),
        f"{layer.edges_kept:,}",
        "-" if layer.expected_by_chance is None else wording.number(layer.expected_by_chance),
        layer.not_applicable or sampled,
    )


def accounts_table(cluster: ClusterReport) -> Markup:
    """The accounts of a cluster under their labels, with what speaks for each."""
    names = labels(cluster)
    rows = [
        (
            names[account.account_id],
            account.handle or account.account_id,
            wording.ROLES[account.role],
            wording.percent(account.stability),
            "; ".join(account.reasons),
            "; ".join(account.exculpatory),
        )
        for account in cluster.accounts
    ]
    return table(
        ("", "Account", "Role", "Same group in repeats", "Why", "Speaks against"), rows, numbers=frozenset({3})
    )


def parameters(report: Report) -> Markup:
    """What makes this run repeatable."""
    rows = [("Shoal", report.shoal), ("Seed", str(report.seed))]
    rows += [(key.replace("_", " "), _value(value)) for key, value in plain(report.parameters).items() if key != "seed"]
    return definitions(rows)


def _value(value: object) -> str:
    return (", ".join(str(item) for item in value) or "not set") if isinstance(value, list) else str(value)


def definitions(rows: Sequence[tuple[str, str]]) -> Markup:
    """Names with their values."""
    return tag("dl", *(together(tag("dt", name), tag("dd", value)) for name, value in rows))


def table(header: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: frozenset[int]) -> Markup:
    """A table; columns in `numbers` are set to the right."""
    head = tag("tr", *(tag("th", cell, scope="col") for cell in header))
    return tag("table", tag("thead", head), tag("tbody", *(_row(row, numbers) for row in rows)))


def _row(cells: Sequence[str], numbers: frozenset[int]) -> Markup:
    marked = (tag("td", cell, class_="number") if i in numbers else tag("td", cell) for i, cell in enumerate(cells))
    return tag("tr", *marked)


def moment(seconds: int | None) -> str:
    """A time in UTC to the minute."""
    return "not known" if seconds is None else f"{datetime.fromtimestamp(seconds, tz=UTC):%d %b %Y %H:%M} UTC"
