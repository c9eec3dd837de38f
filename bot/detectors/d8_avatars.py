"""D8 Avatars: one picture on several profiles, or eyes where a face generator puts them.

Sees: profile pictures that were given beside the data, or fetched where that is switched on. Same picture: two
fingerprints (PDQ) that differ in at most 20 of 256 bits, where there is enough to see (quality 50 or more); pictures
that many comparison accounts carry are left out. Eyes: in uncut square pictures with one face, both eyes within .01 of
the place that generators of the StyleGAN family give them. On one account that means next to nothing (about one
ordinary portrait in a hundred lies there too), so it is counted over a group only.

Formula: share of the group's accounts with a picture that another of them carries, over the share in as many other
accounts; share of its faces at the place, over that of the other faces; binomial tails, doubled for the two; statistic
= log10 of the larger ratio among those with p at most .01, else 0. With fewer than 50 others to compare with, 1 % of
same pictures and 1.1 % of faces at the place are taken as usual (4 of 352 ordinary portraits).
Looks the same: fans with one picture of their star, one organisation's portraits cut by one tool.
Reference: Facebook 2019 (PDQ); Yang, Singh & Menczer 2024 (eyes), with centres of its own for the MTCNN detector.
"""

from dataclasses import dataclass

import numpy as np

from bot.measures.avatars import TOLERANCE, Twins, off_centre, shared_pictures, spread, twins
from bot.measures.memo import remembered
from bot.measures.tails import binomial_tail
from bot.protocols import I32, I64, Avatars, Context, Detector, Group, Measurement
from bot.report import Family

KEY = "D8"
FEWEST = 5
FEWEST_SAME = 3
FEWEST_OTHERS = 50
USUAL_SAME = 0.01
USUAL_PLACED = 4 / 352
SURPRISING = 0.01
MOST_PRINTS = 20


@dataclass(frozen=True, slots=True)
class Sign:
    """One of the two things looked for: the rows that show it, of how many, and how many are usual."""

    rows: I64
    looked_at: int
    usual: float
    fewest: int

    @property
    def p_value(self) -> float:
        """The doubled binomial tail; 1 for too few rows."""
        enough = len(self.rows) >= self.fewest
        return min(1.0, 2 * binomial_tail(len(self.rows), self.looked_at, self.usual)) if enough else 1.0

    @property
    def ratio(self) -> float:
        """log10 of the share over the usual one where that is surprising, else 0."""
        if self.p_value > SURPRISING:
            return 0.0
        return max(0.0, float(np.log10(len(self.rows) / self.looked_at / self.usual)))


def _avatars(context: Context) -> Avatars:
    return remembered(context, "avatars", context.engine.avatars)


def _twins(context: Context) -> Twins:
    return remembered(context, "avatar twins", lambda: twins(_avatars(context)))


def _same(context: Context, members: I32) -> tuple[Sign, int, int]:
    """Same pictures inside the group, how many different ones, and how many others there are to compare with."""
    avatars = _avatars(context)
    found = shared_pictures(_twins(context), np.isin(avatars.account, members))
    usual = found.usual if found.others >= FEWEST_OTHERS else USUAL_SAME
    return Sign(found.rows, found.looked_at, usual, FEWEST_SAME), found.families, found.others


def _placed(avatars: Avatars, members: I32) -> tuple[Sign, I64, I64]:
    """Faces of the group at the generator's place; rows of its faces, and of the others'."""
    faces = (avatars.faces == 1) & (avatars.eyes >= 0).all(axis=1)
    inside = np.isin(avatars.account, members)
    mine, others = np.flatnonzero(faces & inside), np.flatnonzero(faces & ~inside)
    hit = mine[off_centre(avatars.eyes[mine]) <= TOLERANCE]
    elsewhere = int((off_centre(avatars.eyes[others]) <= TOLERANCE).sum())
    usual = (elsewhere + 0.5) / (len(others) + 1) if len(others) >= FEWEST_OTHERS else USUAL_PLACED
    return Sign(hit, len(mine), usual, FEWEST), mine, others


def _prints(avatars: Avatars, same: Sign) -> list[str]:
    """Fingerprints of the pictures that several of the group carry, by which another case can know them."""
    texts = {"".join(f"{int(word):016x}" for word in avatars.pdq[row]) for row in same.rows}
    return sorted(texts)[:MOST_PRINTS]


def measure(context: Context, group: Group) -> Measurement:
    """The group's profile pictures against those of all other accounts."""
    avatars, members = _avatars(context), group.everyone()
    given = int(np.isin(avatars.account, members).sum())
    if not len(avatars):
        return Measurement(applicable=False, why_not="no profile pictures were given")
    if given < FEWEST:
        return Measurement(
            applicable=False, support=given, why_not=f"{given} profile pictures are too few; it takes {FEWEST}"
        )
    same, families, others = _same(context, members)
    placed, faces, other_faces = _placed(avatars, members)
    best = max(same, placed, key=lambda sign: (sign.ratio, -sign.p_value))
    rows = np.union1d(*(sign.rows if sign.ratio > 0 else sign.rows[:0] for sign in (same, placed))).astype(np.int64)
    return Measurement(
        applicable=True,
        support=len(rows),
        value=len(best.rows) / max(best.looked_at, 1),
        baseline=best.usual,
        p_value=best.p_value,
        statistic=best.ratio,
        numbers={
            "same": len(same.rows) if same.ratio > 0 else 0,
            "pictures": same.looked_at,
            "different": families,
            "usual_same": same.usual,
            "compared": others,
            "prints": _prints(avatars, same) if same.ratio > 0 else [],
            "placed": len(placed.rows) if placed.ratio > 0 else 0,
            "faces": len(faces),
            "usual_placed": placed.usual,
            "other_faces": len(other_faces),
            "spread": spread(avatars.eyes[faces]) if placed.ratio > 0 else 0.0,
            "usual_spread": spread(avatars.eyes[other_faces]),
        },
        accounts=tuple(int(account) for account in np.unique(avatars.account[rows])),
    )


DETECTOR = Detector(
    key=KEY,
    name="Profile pictures",
    version=1,
    family=Family.IDENTITY,
    sentence=(
        "[{same} of {pictures:profile picture} are also on another account of the group "
        "({different:different picture}); of as many other accounts, {usual_same:percent} would share one. ]"
        "[{placed} of {faces:portrait} have both eyes where a common face generator puts them; elsewhere it is "
        "{usual_placed:percent} of the portraits. ]"
        "[The eyes of all its portraits scatter by {spread:percent} of the picture's width, those of the others by "
        "{usual_spread:percent}.]"
    ),
    caveat=(
        "Only the position of eyes is tested, not whether a person exists: photographs cut in that way are counted "
        "too, and generated faces that were cropped are missed."
    ),
    innocent="Fans with one picture of their star, or portraits that one organisation cut in one way, look the same.",
    disarm=("T0145.001", "T0145.002", "T0145.007"),
    needs=frozenset({"pictures"}),
    measure=measure,
)

EXAMPLE = {
    "same": 24,
    "pictures": 180,
    "different": 9,
    "usual_same": 0.004,
    "placed": 61,
    "faces": 96,
    "usual_placed": 0.011,
    "spread": 0.012,
    "usual_spread": 0.061,
}
"""Numbers of an example sentence (made up), for the documentation."""
