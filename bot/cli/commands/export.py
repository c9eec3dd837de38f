"""`shoal export`: a case as files for other tools."""

# ruff: noqa: PLC0415 - what a command needs loads when it runs

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from bot.cli.command import Command, Panel

CaseNumber = Annotated[int, Argument(metavar="CASE", min=1, help="The case's number.")]
Format = Annotated[
    str,
    Option("--format", metavar="NAME", help="csv (a zip of tables), gexf, graphml, html, json, stix, urls or xlsx."),
]
Out = Annotated[Path, Option("--out", metavar="PATH", help="The file to write; one that exists is not touched.")]
Team = Annotated[str, Option("--team", metavar="ID", help="Slack's team id, where the database holds several.")]


def export(case: CaseNumber, *, format_: Format, out: Out, team: Team = "") -> None:
    """Write a case to a file: excluded accounts are left out, every vote is in. The export is audited."""
    from bot.cli.environment import open_desk
    from bot.cli.export_run import write_new
    from bot.cli.terminal import output
    from bot.reporting.export_case import render_export
    from bot.triage.browse_cases import find_case
    from bot.triage.browse_clusters import export_view
    from bot.triage.operator import operator

    with open_desk() as desk:
        person = operator(desk, team)
        found = find_case(desk, person, case)
        file = render_export(export_view(desk, person, found.id), format_)
    write_new(out, file.content)
    output().print(f"Case {case} is in {out} ({len(file.content):,} bytes).", soft_wrap=True)


COMMAND = Command(export, Panel.FILES)
