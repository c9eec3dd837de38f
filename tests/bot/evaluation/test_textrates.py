from bot.evaluation.shares import Share
from bot.evaluation.textrates import BANDS, in_band, near_pairs, per_million

LONG = "the council will close its main entrance near the station because of the rain"


def test_pairs_of_one_author_do_not_count() -> None:
    assert near_pairs([(1, LONG), (1, LONG), (2, "a wholly different sentence about boats and birds")]) == Share(0, 2)


def test_every_pair_of_a_family_counts() -> None:
    texts = [(1, LONG), (2, LONG + "!"), (3, LONG.replace("rain", "snow")), (4, "nothing like it at all, my friend")]
    assert near_pairs(texts) == Share(3, 6)


def test_texts_are_told_apart_by_their_words() -> None:
    texts = [(1, "one two three"), (2, "one two three four five"), (3, LONG)]
    assert [len(in_band(texts, band)) for _, band in BANDS] == [1, 1, 1]


def test_a_rate_is_said_per_million_with_its_counts() -> None:
    assert per_million(Share(3, 2_000_000)) == "1.50 (3 of 2,000,000 pairs)"
    assert per_million(Share()) == "no pairs"
