from bot.ingest.account_book import AccountBook
from bot.protocols import AccountRecord


def test_rows_about_one_account_are_merged_and_the_first_known_value_wins() -> None:
    book = AccountBook()
    book.describe(AccountRecord("1", handle="a", followers=5))
    book.describe(AccountRecord("1", handle="b", name="N", followers=9, created=7))
    assert book.in_order() == [(AccountRecord("1", handle="a", name="N", followers=5, created=7), True)]


def test_a_zero_is_a_known_value() -> None:
    book = AccountBook()
    book.describe(AccountRecord("1", followers=0, verified=False))
    book.describe(AccountRecord("1", followers=9, verified=True))
    ((account, _),) = book.in_order()
    assert (account.followers, account.verified) == (0, False)


def test_a_status_that_tells_more_than_active_is_kept() -> None:
    book = AccountBook()
    book.describe(AccountRecord("1"))
    book.describe(AccountRecord("1", status="suspended"))
    book.describe(AccountRecord("1"))
    assert book.in_order()[0][0].status == "suspended"


def test_who_acted_and_who_was_only_acted_on() -> None:
    book = AccountBook()
    book.acted.add("poster")
    book.targets.update({"poster", "target", "known"})
    book.describe(AccountRecord("known", handle="k"))
    book.describe(AccountRecord("listed"))
    assert {account.account_id: acted for account, acted in book.in_order()} == {
        "poster": True, "target": False, "known": False, "listed": True,
    }  # fmt: skip
    assert len(book) == 4
