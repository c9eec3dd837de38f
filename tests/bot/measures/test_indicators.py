"""Indicators: what comes back is recognised, look-alike handles and near pictures too, common things weigh little."""

from bot.measures.indicators import (
    ACCOUNT,
    HANDLE,
    PICTURE,
    SITE,
    TEXT,
    WORTH_SAYING,
    Indicator,
    alike,
    counts,
    of_accounts,
    of_objects,
    of_pictures,
    weight,
)

PRINT = "b28cc77ae6391cd60f0bb2dde618b81d9a40cb69f0f06969c9e50f8327adf016"


def turned(bits: int) -> str:
    """The same fingerprint with its lowest bits turned over."""
    return f"{int(PRINT, 16) ^ (2**bits - 1):064x}"


def test_an_account_is_known_by_its_id_and_by_what_its_handle_looks_like() -> None:
    latin, cyrillic = of_accounts([("1", "harbour_news")]), of_accounts([("2", "hаrbоur_news")])
    assert counts(latin) == {ACCOUNT: 1, HANDLE: 1}
    assert counts(latin & cyrillic) == {HANDLE: 1}


def test_short_and_missing_handles_tell_nothing() -> None:
    assert counts(of_accounts([("1", "ana"), ("2", "")])) == {ACCOUNT: 2}


def test_nothing_of_an_indicator_can_be_read_in_clear() -> None:
    for item in of_accounts([("id-4711", "harbour_news")]) | of_objects([("domain", "harbour.example")]):
        assert "4711" not in item.value
        assert "harbour" not in item.value
        assert len(item.value) == 32


def test_sites_pages_and_texts_tell_groups_apart_and_hashtags_do_not() -> None:
    found = of_objects([("domain", "a.example"), ("url", "a.example/1"), ("text", "t:1"), ("hashtag", "x y")])
    assert sum(counts(found).values()) == 3


def test_one_value_of_two_kinds_gives_two_indicators() -> None:
    assert not of_objects([("domain", "a.example")]) & of_objects([("url", "a.example")])


def test_pictures_within_twenty_bits_are_one() -> None:
    known = of_pictures([turned(20)])
    assert alike(of_pictures([PRINT]), known) == known
    assert alike(of_pictures([PRINT]), of_pictures([turned(21)])) == frozenset()
    assert alike(of_accounts([("1", "a")]), known) == frozenset()


def test_what_many_remembered_groups_have_weighs_little() -> None:
    page = Indicator(TEXT, "x")
    assert weight([page], {page: 1}) >= WORTH_SAYING
    assert weight([page], {page: 4}) < WORTH_SAYING


def test_one_site_in_common_is_not_worth_saying_and_two_are() -> None:
    sites = [Indicator(SITE, "a"), Indicator(SITE, "b")]
    assert weight(sites[:1], {}) < WORTH_SAYING <= weight(sites, {})


def test_kinds_are_counted_in_order_of_what_they_say() -> None:
    assert list(counts([Indicator(PICTURE, "1"), Indicator(SITE, "2"), Indicator(ACCOUNT, "3")])) == [
        ACCOUNT,
        SITE,
        PICTURE,
    ]
