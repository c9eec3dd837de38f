"""What each account does in its cluster, judged on the cluster's evidence posts only."""

from bot.measures.evidence import Acts
from bot.report import Role

ENOUGH_POSTS = 5


def role_of(total: int, reposts: int, originals: int) -> Role:
    """Role of a core account: poster if half of its evidence posts are its own, amplifier if nearly all are reposts.

    Amplifier: at least 80 % reposts, and five of them (two where it has fewer than five evidence posts).
    """
    if total and 2 * originals >= total:
        return Role.POSTER
    wanted = 2 if total < ENOUGH_POSTS else ENOUGH_POSTS
    if total and reposts >= wanted and 5 * reposts >= 4 * total:
        return Role.AMPLIFIER
    return Role.MEMBER


def roles_of(acts: Acts) -> tuple[Role, ...]:
    """Roles of core accounts, in the order of `acts`."""
    return tuple(
        role_of(int(total), int(reposts), int(originals))
        for total, reposts, originals in zip(acts.total, acts.reposts, acts.originals, strict=True)
    )
