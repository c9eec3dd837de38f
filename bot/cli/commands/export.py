"""`shoal export`: a case as files for other tools."""

# ruff: noqa: PLC0415 - what a command needs loads when it runs

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from bot.cli.command import Command, Panel

CaseNumber = Annotated[int, Argument(metavar="CASE", min=1, help="The case's number.")]
FORMATS = "csv (a zip of tables), gexf, graphml, held (frozen copies), html, json, stix, urls or xlsx."
Format = Annotated[str, Option("--format", metavar="NAME", help=FORMATS)]
Out = Annotated[Path, Option("--out", metavar="PATH", help="The file to write; one that exists is not touched.")]
Team = Annotated[str, Option("--team", metavar="ID", help="Slack's team id, where the database holds several.")]


def export(case: CaseNumber, *, format_: Format, out: Out, team: Team = "") -> None:
    """Write a case to a file: excluded accounts are left out, every vote is in. The export is audited.

    `held` gives the copies that were frozen by a hold, and says whether they are still what they were.
    """
    from bot.cli.environment import open_desk
    from bot.cli.export_run import write_new
    from bot.cli.terminal import output
    from bot.reporting.export_case import export_format, render_export
    from bot.reporting.held import in_one_sentence
    from bot.triage.browse_cases import find_case
    from bot.triage.browse_clusters import export_view
    from bot.triage.export_held import HELD, export_held
    from bot.triage.operator import operator

    with open_desk() as desk:
        person = operator(desk, team)
        found = find_case(desk, person, case)
        if format_.strip().lower() == HELD:
            made = export_held(desk, person, found.id)
            content, told = made.content, f" {in_one_sentence(made.copies)}"
        else:
            view = export_view(desk, person, found.id, export_format(format_))
            content, told = render_export(view, format_).content, ""
    write_new(out, content)
    output().print(f"Case {case} is in {out} ({len(content):,} bytes).{told}", soft_wrap=True)


COMMAND = Command(export, Panel.FILES)
