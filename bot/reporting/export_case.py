"""Finds the export formats and renders a case in one of them."""

from dataclasses import dataclass

from bot.errors import NotFound
from bot.registry import discover
from bot.reporting import exports
from bot.reporting.exported import CaseExport, ExportFormat


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A finished file; its name tells the case's number, never a handle or a title."""

    name: str
    content: bytes


def export_formats() -> dict[str, ExportFormat]:
    """{name: format}, by name."""
    return discover(exports, "EXPORT")


def export_format(name: str) -> str:
    """The format's name as the plugin has it; asked before a case is read, so that nothing is recorded in vain.

    Raises:
        NotFound: there is no such format.
    """
    wanted, formats = name.strip().lower(), export_formats()
    if wanted not in formats:
        raise NotFound(f"There is no export format {name!r}.", hint=f"Choose one of {', '.join(formats)}.")
    return wanted


def render_export(view: CaseExport, format_name: str) -> ExportFile:
    """The case as a file.

    Raises:
        NotFound: there is no such format.
    """
    chosen = export_formats()[export_format(format_name)]
    return ExportFile(f"case-{view.case.number}.{chosen.suffix}", chosen.render(view))
