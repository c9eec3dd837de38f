"""The two data sets of the demo: the pseudonymised Russian retweets, and a generated world with planted networks."""

import gzip
import io
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.evaluation.planted import Planted, demo_world, write_csv

RUSSIAN = "russian_coord_tweets.csv.gz"


def russian_retweets() -> bytes:
    """35,125 pro-government Russian retweets of 2021 with hashed ids, as published with CooRTweet (MIT), gzipped."""
    return (resources.files("bot.demo") / "data" / RUSSIAN).read_bytes()


def generated_posts(world: Planted | None = None) -> bytes:
    """The generated case as a gzipped CSV of posts with their authors' profiles."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "posts.csv"
        write_csv(world or demo_world(), path)
        return _gzip(path.read_bytes())


def fresh_export(world: Planted, gone: int, network: str = "swarm") -> bytes:
    """The same export some weeks later: `gone` amplifiers of a network and all of their posts are no longer there."""
    removed = set(sorted(world.network(network, "amplifier"))[:gone])
    kept = Planted(world.accounts, [post for post in world.posts if post.account_id not in removed], world.truth)
    return generated_posts(kept)


def _gzip(content: bytes) -> bytes:
    target = io.BytesIO()
    with gzip.GzipFile(fileobj=target, mode="wb", mtime=0) as stream:
        stream.write(content)
    return target.getvalue()
