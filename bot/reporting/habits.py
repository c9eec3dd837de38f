"""What the second picture of a cluster shows: its scripts over time, its hours and its posts' forms beside the others'.

Contrasts of style between groups of accounts, never statements about a person. Handles and names are not looked at.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.measures.formats import form_in_words, script_of, signature
from bot.measures.keyed import keyed_hash
from bot.measures.rhythm import HOUR, hour_profile
from bot.measures.texts import normalise
from bot.protocols import I64, Engine, PostKind, Posts
from bot.report import ClusterAccount, ClusterReport, Role
from bot.reporting.gather import dense_ids
from bot.reporting.panels.clock import NO_HOURS, Clock
from bot.reporting.panels.forms import Forms, FormShare
from bot.reporting.panels.scripts import Writing

DETECTORS = frozenset({"D9", "D10", "D10b"})
"""A cluster of which one of these has something to say gets the picture."""
FEWEST_POSTS = 50
SECOND_SCRIPT = 5
"""So many posts make a second script; a quoted word makes none."""
MOST_OTHERS = 20_000
"""Posts of other accounts whose form is read, by keyed hash."""
MOST_FORMS = 5
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{2,4})?")
"""What is shown of the data's own names of languages: nothing else that the data hold gets into a picture."""

Form = tuple[int, int, int, int, str]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Habits:
    """The values behind the picture."""

    writing: Writing
    clock: Clock
    forms: Forms


def gather_habits(engine: Engine, cluster: ClusterReport, kept: Sequence[ClusterAccount]) -> Habits:
    """The habits of the accounts in `kept` against those of all accounts outside the cluster.

    Who only touches the group by one link, and who was taken out of it, stands on neither side.
    """
    accounts, posts = engine.accounts(), engine.posts()
    members = [account.account_id for account in kept if account.role is not Role.PERIPHERAL]
    inside = np.isin(posts.account, list(dense_ids(accounts, members).values()))
    whole = dense_ids(accounts, [account.account_id for account in cluster.accounts])
    outside = ~np.isin(posts.account, list(whole.values()))
    clock = _clock(posts, inside, outside) if engine.time_resolution() <= HOUR else Clock(NO_HOURS, NO_HOURS, 0)
    return Habits(_writing(posts, inside), clock, _forms(posts, inside, outside))


def worth_drawing(cluster: ClusterReport, habits: Habits) -> bool:
    """Whether the picture has something to tell: a finding on style, or own posts in more than one script."""
    if not (habits.writing.scripts or habits.clock.posts or habits.forms.posts):
        return False
    found = any(finding.detector in DETECTORS and finding.bucket > 0 for finding in cluster.findings)
    counts = sorted(Counter(habits.writing.scripts).values(), reverse=True)
    return found or (sum(counts) >= FEWEST_POSTS and len(counts) > 1 and counts[1] >= SECOND_SCRIPT)


def _writing(posts: Posts, inside: Mask) -> Writing:
    rows = np.flatnonzero(inside & (posts.kind != PostKind.REPOST) & (posts.time >= 0)).tolist()
    scripts = [(row, script_of(normalise(posts.text[row]))) for row in rows]
    lettered = [row for row, script in scripts if script]
    return Writing(posts.time[np.array(lettered, dtype=np.int64)], tuple(script for _, script in scripts if script))


def _clock(posts: Posts, inside: Mask, outside: Mask) -> Clock:
    own, others = (posts.time[side & (posts.time >= 0)] for side in (inside, outside))
    return Clock(
        hour_profile(own) if len(own) else NO_HOURS, hour_profile(others) if len(others) else NO_HOURS, len(own)
    )


def _forms(posts: Posts, inside: Mask, outside: Mask) -> Forms:
    authored = (posts.kind == PostKind.ORIGINAL) | (posts.kind == PostKind.QUOTE)
    rows, rest = np.flatnonzero(inside & authored), np.flatnonzero(outside & authored)
    looked_at = _sample(rest)
    own, others = _counted(posts, rows), _counted(posts, looked_at)
    best = sorted(own, key=lambda form: (-own[form], form))[:MOST_FORMS]
    pictures = any(form[0] for form in (*own, *others))
    tongues = len({form[4] for form in best}) > 1
    shares = (
        FormShare(
            form_label(form, pictures=pictures, language=tongues),
            own[form] / len(rows),
            others[form] / max(len(looked_at), 1),
        )
        for form in best
    )
    return Forms(tuple(shares), len(rows), len(looked_at), sampled=len(looked_at) < len(rest))


def _sample(rows: I64) -> I64:
    """At most so many rows, by the smallest keyed hashes; all where there are no more."""
    if len(rows) <= MOST_OTHERS:
        return rows
    hashes = keyed_hash(0, "forms", 0, "posts", np.zeros(1, dtype=np.uint64), rows.astype(np.uint64))
    return np.sort(rows[np.argsort(hashes, kind="stable")[:MOST_OTHERS]])


def _counted(posts: Posts, rows: Iterable[int]) -> Counter[Form]:
    return Counter(
        signature(
            posts.text[row], len(posts.media[row]), len(posts.hashtags[row]), len(posts.urls[row]), posts.language[row]
        )
        for row in rows
    )


def form_label(form: Form, *, pictures: bool, language: bool) -> str:
    """A form on two lines; pictures are left out where the data hold none, the language where all forms share it."""
    length, picture, tags, links = form_in_words(form).split(", ")
    first = [length, picture] if pictures else [length]
    if language and LANGUAGE.fullmatch(form[4]):
        first.append(f"“{form[4]}”")
    return f"{', '.join(first)}\n{tags}, {links}"
