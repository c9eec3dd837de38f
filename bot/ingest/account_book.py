"""Everybody who occurs in the data, once: rows about one account are merged, first known value wins."""

from dataclasses import fields, replace

from bot.protocols import AccountRecord

_OPTIONAL = tuple(field.name for field in fields(AccountRecord) if field.name not in {"account_id", "status"})


class AccountBook:
    """Accounts by id: described ones, ones that acted, and ones that are only targets."""

    def __init__(self) -> None:
        self._described: dict[str, AccountRecord] = {}
        self.acted: set[str] = set()
        self.targets: set[str] = set()

    def describe(self, record: AccountRecord) -> None:
        """Take a row about an account."""
        known = self._described.get(record.account_id)
        if known is None:
            self._described[record.account_id] = record
        elif known != record:
            self._described[record.account_id] = _merged(known, record)

    def forget_the_absent(self) -> None:
        """Keep those alone that acted or were a target: of a part of the data nobody else is."""
        present = self.acted | self.targets
        self._described = {key: record for key, record in self._described.items() if key in present}

    def __len__(self) -> int:
        return len(self.acted | self.targets | self._described.keys())

    def in_order(self) -> list[tuple[AccountRecord, bool]]:
        """(account, whether it acted or has a row of its own), sorted by id.

        An account that was described only because others act on it did not act. Code-point order is UTF-8's byte order.
        """
        everyone = sorted(self.acted | self.targets | self._described.keys())
        return [
            (self._described.get(key) or AccountRecord(key), key in self.acted or key not in self.targets)
            for key in everyone
        ]


def _merged(first: AccountRecord, second: AccountRecord) -> AccountRecord:
    filled = {
        name: getattr(second, name)
        for name in _OPTIONAL
        if getattr(first, name) in {None, ""} and getattr(second, name) not in {None, ""}
    }
    if second.status != "active":
        filled["status"] = second.status
    return replace(first, **filled) if filled else first
