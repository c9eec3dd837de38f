"""Shared posts for tests of exports."""

from bot.report import EvidencePost, SharedObject


def shared_posts(
    first: str, second: str, *, layer: str = "repost", text: str = "a text", source: str = "a2", target: str = "a3"
) -> SharedObject:
    """An object that two accounts shared, with the posts of these ids."""
    posts = EvidencePost(first, 1_619_000_001, text), EvidencePost(second, 1_619_000_009, text)
    return SharedObject(source, target, layer, 60, 3, "99", *posts)
