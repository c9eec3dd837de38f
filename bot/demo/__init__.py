"""The demo: a loopback workspace, a loopback platform, the real bot between them, two sample cases, a scripted play."""

from pathlib import Path


def run_demo(*, play: bool = False, port: int = 0, data: Path | None = None) -> int:
    """Run the demo until interrupted, or the scripted conversation once; return the exit code."""
    if play:
        from bot.demo.play import play as perform  # noqa: PLC0415 - the stage imports the whole bot

        return perform()
    from bot.demo.house import keep_open  # noqa: PLC0415 - the same

    return keep_open(port, data)
