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


def render_export(view: CaseExport, format_name: str) -> ExportFile:
    """The case as a file.

    Raises:
        NotFound: there is no such format.
    """
    formats = export_formats()
    chosen = formats.get(format_name.strip().lower())
    if chosen is None:
        raise NotFound(f"There is no export format {format_name!r}.", hint=f"Choose one of {', '.join(formats)}.")
    return ExportFile(f"case-{view.case.number}.{chosen.suffix}", chosen.render(view))
