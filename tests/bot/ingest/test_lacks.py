from bot.ingest.lacks import LACKS, OBSERVED, sentence


def test_every_word_has_a_whole_sentence() -> None:
    for word, text in LACKS.items():
        assert sentence(word) == text
        assert text.endswith(".")
        assert text[0].isupper()


def test_a_word_that_nobody_knows_is_still_told() -> None:
    assert sentence("smells") == "The data lack smells."


def test_words_decided_by_the_data_are_known_words() -> None:
    assert set(OBSERVED) <= LACKS.keys()
