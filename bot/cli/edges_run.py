"""Runs the use case behind `shoal edges` and says what was written."""

from bot.analysis.edges import EdgesRequest, edges
from bot.cli.analysis import threads
from bot.cli.terminal import output, printable, progress_bar


def write_and_tell(request: EdgesRequest) -> None:
    """Write the network; print how many edges each window has, and the files."""
    with progress_bar() as progress:
        result = edges(request, threads=threads(), progress=progress)
    console = output()
    for seconds, count in sorted(result.edges.items()):
        console.print(f"{count:,} edges within {seconds} s", soft_wrap=True)
    console.print(printable("Written: " + ", ".join(str(path) for path in result.written)), soft_wrap=True)
