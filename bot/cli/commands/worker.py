"""`shoal worker`: more workers for the same database."""

# ruff: noqa: PLC0415 - what a command needs loads when it runs

from bot.cli.command import Command, Panel


def worker() -> None:
    """Do analyses for the bot until told to stop (Ctrl-C). Start as many as wanted; it needs no Slack token."""
    import sys
    import threading

    from bot.app import configure_logging, worker_of
    from bot.cli.environment import open_desk, settings
    from bot.cli.signals import on_interrupt
    from bot.cli.terminal import output

    chosen, stop = settings(), threading.Event()
    configure_logging(chosen.log_level)
    with on_interrupt(stop.set), open_desk() as desk:
        output().print("The worker is waiting for runs; Ctrl-C ends it.")
        sys.stdout.flush()
        worker_of(chosen, desk).run_forever(stop)


COMMAND = Command(worker, Panel.SLACK)
