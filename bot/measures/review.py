"""Which groups without a signal go to review all the same: one in ten, or the misses stay unknown.

The draw is a keyed hash of the run's seed and the group's members (its fingerprint): the same group of the same run is
drawn, or not, whoever asks and whenever; nobody can choose which.
"""

from bot.measures.keyed import mix, start_key, text_key

REVIEW = "review"
ONE_IN = 10


def drawn_for_review(seed: int, fingerprint: str) -> bool:
    """Whether a group with these members is among the one in ten."""
    return mix(start_key(seed, REVIEW, 0, "") ^ text_key(fingerprint)) * ONE_IN < 1 << 64
