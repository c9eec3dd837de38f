"""report.html: one file to send on. It holds its pictures, runs no script, fetches nothing, and escapes every text."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.report import ClusterReport, Report
from bot.reporting import wording
from bot.reporting.markup import Markup, tag, together, void
from bot.reporting.page_parts import (
    accounts_table,
    busiest_table,
    could_be_wrong,
    data_facts,
    finding_item,
    layers_table,
    parameters,
)
from bot.reporting.plots import picture_alt

STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 system-ui, sans-serif; color: #1d1c1d; background: #fff; max-width: 66rem; margin: 2rem auto;
  padding: 0 1rem; }
h1 { font-size: 1.7rem; margin: 0 0 .3rem; } h2 { font-size: 1.3rem; margin: 2.5rem 0 .5rem; }
section.cluster { border-top: 2px solid #e4e4e4; }
p.note, td.quiet, .quiet { color: #5c5c5c; }
table { border-collapse: collapse; margin: .6rem 0 1rem; display: block; overflow-x: auto; }
th, td { text-align: left; vertical-align: top; padding: .25rem .9rem .25rem 0; border-bottom: 1px solid #e4e4e4; }
th { font-weight: 600; } td.number { text-align: right; font-variant-numeric: tabular-nums; }
img { width: 100%; height: auto; border: 1px solid #e4e4e4; margin: .6rem 0; }
li { margin-bottom: .5rem; } dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.2rem; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; } td { overflow-wrap: anywhere; }
details { margin: .5rem 0; } summary { cursor: pointer; font-weight: 600; }
"""


def report_page(report: Report, pictures: Mapping[str, Sequence[Path]]) -> str:
    """The whole page; `pictures` maps cluster ids to PNG files, which are put inline."""
    body = (
        tag("header", tag("h1", "What was found"), tag("p", _headline(report)), tag("p", CAUTION, class_="note")),
        tag("section", tag("h2", "Data"), data_facts(report.dataset)),
        tag("section", tag("h2", "How this could be wrong"), could_be_wrong(report)),
        *(_cluster(cluster, pictures.get(cluster.id, ())) for cluster in report.clusters),
        *_alone(report),
        tag("section", tag("h2", "What was looked for"), layers_table(report.layers)),
        tag("section", tag("h2", "Who and what is behind most acts"), busiest_table(report.busiest)),
        tag("section", tag("h2", "Parameters"), parameters(report)),
    )
    return f"<!doctype html>\n{tag('html', _head(), tag('body', *body), lang='en')}\n"


CAUTION = "A group is a place in a queue for people to judge. Nothing here says who runs an account."


def _head() -> Markup:
    sheet = Markup(STYLE)
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return tag(
        "head",
        void("meta", charset="utf-8"),
        void("meta", http_equiv="Content-Security-Policy", content=policy),
        void("meta", name="referrer", content="no-referrer"),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", "Shoal: what was found"),
        tag("style", sheet),
    )


def _headline(report: Report) -> str:
    groups = [cluster for cluster in report.clusters if cluster.id != "C0"]
    if not groups:
        return "No group stands out. What was looked for, and how strong it would have had to be, is below."
    kinds = [
        f"{count} {words[0].lower()}{words[1:]}"
        for suggestion, words in wording.SUGGESTIONS.items()
        if (count := sum(cluster.suggestion is suggestion for cluster in groups))
    ]
    return f"{wording.counted(len(groups), 'group')} to judge: {'; '.join(kinds)}."


def _cluster(cluster: ClusterReport, pictures: Sequence[Path]) -> Markup:
    title = f"{cluster.id}: {wording.counted(cluster.size, 'account')}, {wording.SUGGESTIONS[cluster.suggestion]}"
    told = [finding for finding in cluster.findings if finding.applicable and finding.support]
    unseen = [finding for finding in cluster.findings if finding.applicable and not finding.support]
    unasked = [finding for finding in cluster.findings if not finding.applicable]
    return tag(
        "section",
        tag("h2", title),
        tag("p", wording.SUGGESTION_NOTES[cluster.suggestion], class_="note"),
        tag("p", _axes(cluster)),
        tag("p", tag("b", "Tied to other groups: "), wording.tied_to_groups(cluster.neighbours))
        if cluster.neighbours
        else Markup(),
        *(_picture(path, cluster) for path in pictures),
        tag("ol", *(finding_item(finding) for finding in told)) if told else Markup(),
        _short_list("Looked for, nothing seen", [finding.sentence for finding in unseen]),
        _short_list("Not checked", [finding.sentence for finding in unasked]),
        tag("details", tag("summary", f"Accounts ({len(cluster.accounts)})"), accounts_table(cluster)),
        class_="cluster",
        id=cluster.id,
    )


def _alone(report: Report) -> tuple[Markup, ...]:
    """Accounts outside the groups that stand out by themselves; nothing where there are none."""
    if not report.accounts:
        return ()
    rows = [
        tag("li", tag("b", account.handle or account.account_id), tag("ul", *map(finding_item, account.findings)))
        for account in report.accounts
    ]
    shown = f" Shown: {len(rows)}." if len(rows) < report.accounts_total else ""
    return (
        tag(
            "section",
            tag("h2", "Accounts outside the groups"),
            tag("p", f"{wording.alone(report.accounts_total)}{shown} {wording.ALONE_NOTE}", class_="note"),
            tag("ul", *rows),
            id="accounts",
        ),
    )


def _axes(cluster: ClusterReport) -> Markup:
    return together(
        tag("b", "Acting together: "),
        wording.strength(cluster.coordination),
        " · ",
        tag("b", "Not what they seem: "),
        wording.strength(cluster.inauthenticity),
        tag("span", " (uncalibrated)", class_="quiet"),
    )


def _picture(path: Path, cluster: ClusterReport) -> Markup:
    data = base64.b64encode(path.read_bytes()).decode()
    return void("img", src=f"data:image/png;base64,{data}", alt=picture_alt(cluster, path))


def _short_list(title: str, lines: Sequence[str]) -> Markup:
    if not lines:
        return Markup()
    return tag("details", tag("summary", title), tag("ul", *(tag("li", line) for line in lines)))
