"""What data may lack: each word with the sentence that people read. Detectors' `needs` use the same words."""

from typing import Final

LACKS: Final[dict[str, str]] = {
    "posts": "The data hold shares without posts: no texts, links or replies.",
    "texts": "The data hold no texts.",
    "reposts": "The data hold no reposts.",
    "repost_authors": "For reposts the data do not say who wrote the original.",
    "replies": "The data do not say which posts are replies.",
    "quotes": "The data do not say which posts quote another.",
    "links": "The data hold no links.",
    "hashtags": "The data hold no hashtags.",
    "mentions": "The data do not say who was mentioned.",
    "media": "The data do not say which pictures and videos were posted.",
    "likes": "The data hold no likes or other counts of responses.",
    "clients": "The data do not say with which app a post was sent.",
    "seconds": "The data give times to the minute or coarser: seconds between posts are not known.",
    "times": "The data hold no times.",
    "created": "The data do not say when accounts were created.",
    "followers": "The data hold no follower counts.",
    "profiles": "The data hold no profile texts.",
    "handles": "The data hold account ids without handles.",
    "avatars": "The data hold no profile pictures.",
    "pictures": "No profile pictures were given beside the data.",
    "snapshots": "No earlier look at these accounts is known.",
    "verified": "The data do not say which accounts are verified.",
    "exact_ids": "Some ids were rounded by a spreadsheet (such as 1.19e+18): different posts may look like one.",
}

OBSERVED: Final = (
    "posts", "texts", "repost_authors", "seconds", "created", "followers", "profiles", "handles", "avatars", "likes",
)  # fmt: skip
"""Words that are decided by the data themselves, whatever the format promises."""


def sentence(word: str) -> str:
    """The sentence for people; an unknown word is named as it is."""
    return LACKS.get(word, f"The data lack {word}.")
