"""The demo that stays open: two sample cases are handed in, then the page is yours until Ctrl-C."""

import signal
import sys
import threading
from pathlib import Path

from bot.demo.samples import RUSSIAN, generated_posts, russian_retweets
from bot.demo.stage import Stage, stage


def keep_open(port: int, data: Path | None) -> int:
    """Serve the demo until interrupted; `data` is a file of one's own that becomes a third case."""
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    with stage(port=port) as made:
        _hand_in(made, data)
        _welcome(made)
        stop.wait()
    return 0


def _hand_in(made: Stage, data: Path | None) -> None:
    ada, ben = made.people["ada"], made.people["ben"]
    ada.say(
        made.channel,
        f"{made.bot} posts from the valley forum, three weeks",
        files=[("valley_forum.csv.gz", generated_posts())],
    )
    ben.say(
        made.channel,
        f"{made.bot} the Russian retweets that everybody uses",
        files=[(RUSSIAN, russian_retweets())],
    )
    if data is not None:
        made.people["chloe"].say(made.channel, f"{made.bot} my own file", files=[(data.name, data.read_bytes())])


def _welcome(made: Stage) -> None:
    handles = " ".join(f"bsky:{handle}" for handle in made.village.handles())
    lines = (
        f"Open {made.workspace.page_url}",
        "",
        "Things to try in #triage-desk:",
        "  vote on a cluster as Ada, then as Ben; exclude an account; press 'See the posts'",
        f"  /triage {handles}",
        "  after two votes on that case: Clock +1 week, and watch the thread",
        "  drop a file of your own into the channel and mention @Shoal",
        "",
        "Nothing leaves this machine. Ctrl-C ends the demo and deletes what it stored.",
    )
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
