"""Accounts outside all groups are listed where something well defined stands out, and nobody else is."""

from dataclasses import replace

import numpy as np

from bot.analysis.account_report import MOST, accounts_alone
from bot.analysis.analyse import analyse, detectors_for
from bot.model import AccountState, Snapshot
from bot.protocols import AccountRecord, Context, Parameters, PostRecord, Record
from bot.report import AccountReport, Report
from bot.reporting.wording import FORBIDDEN
from tests.bot.reference_engine import ReferenceEngine
from tests.bot.worlds import DAY, FAST, START, context_of, crowd, person, swarm

NOBODY = np.zeros(0, dtype=np.int32)


def run(records: list[Record], **more: object) -> Report:
    engine = ReferenceEngine(records)
    return analyse(engine, engine.dataset(()), FAST, **more)  # type: ignore[arg-type]


def look(account_id: str, handle: str) -> Snapshot:
    """An earlier look at an account."""
    return Snapshot(
        account_id, handle, "", AccountState.ACTIVE, "", "", None, None, None, "bluesky", (START - DAY) * 1000
    )


def told(accounts: tuple[AccountReport, ...]) -> dict[str, list[str]]:
    return {account.account_id: [one.sentence for one in account.findings] for account in accounts}


def posting(name: str, **fields: object) -> list[Record]:
    """An account that posted once."""
    return [person(name, **fields), PostRecord(f"p-{name}", name, START, text="hello there")]


def test_a_look_alike_of_a_protected_name_is_listed_with_whom_it_looks_like() -> None:
    report = run([*crowd(), *posting("odd", handle="va11ey_news")], protected=("valley_news",))
    assert told(report.accounts) == {
        "odd": ["Its handle looks like “valley_news”, which is on the list of protected names."]
    }
    assert report.accounts_total == 1
    assert report.accounts[0].findings[0].bucket == 0.0


def test_a_handle_that_went_to_another_account_is_listed_and_a_new_handle_alone_is_not() -> None:
    rows = [*crowd(), *posting("one", handle="fresh"), *posting("two", handle="passed_on"), *posting("three")]
    report = run(rows, snapshots=(look("one", "passed_on"), look("three", "three_before")))
    assert told(report.accounts) == {
        "one": ["Since 13 Nov 2023 it took another handle and its handle was, or now is, another account's."]
    }


def clock(name: str, **fields: object) -> list[Record]:
    """An account that acts every 37 minutes."""
    return [person(name, **fields), *(PostRecord(f"{name}-{n}", name, START + 2220 * n) for n in range(80))]


def busy_people(number: int = 30) -> list[Record]:
    """People with sixty posts at any time."""
    rng = np.random.default_rng(4)
    return [
        PostRecord(f"b{who}-{n}", f"busy{who:02d}", START + int(time))
        for who in range(number)
        for n, time in enumerate(rng.integers(0, 20 * DAY, 60))
    ]


def test_undeclared_clockwork_is_listed_and_declared_clockwork_is_not() -> None:
    rows = [*crowd(), *busy_people(), *clock("ticking"), *clock("announced", automated=True)]
    said = told(run(rows).accounts)
    assert list(said) == ["ticking"]
    assert said["ticking"][0] == (
        "Its 80 acts come like clockwork, and it does not say that it is automated; of 31 accounts with 50 acts or "
        "more, 3 % act so evenly."
    )


def test_where_clockwork_is_common_no_single_account_stands_out_by_it() -> None:
    rows = [*crowd(), *busy_people(), *(row for index in range(5) for row in clock(f"t{index}"))]
    assert run(rows).accounts == ()


def test_accounts_of_a_group_are_not_listed_again() -> None:
    report = run([*crowd(), *swarm()], protected=("Amp1ifier00000003",))
    assert any(cluster.id == "C1" for cluster in report.clusters)
    assert report.accounts == ()


def test_ordinary_accounts_are_not_listed() -> None:
    assert (run(crowd()).accounts, run(crowd()).accounts_total) == ((), 0)


def test_the_list_ends_and_the_total_is_told() -> None:
    rows = [row for index in range(MOST + 7) for row in posting(f"odd{index:03d}", handle="va11ey_news")]
    report = run([*crowd(), *rows], protected=("valley_news",))
    assert (len(report.accounts), report.accounts_total) == (MOST, MOST + 7)


def test_a_detector_that_breaks_there_becomes_a_line() -> None:
    def broken(_context: Context, _outside: object) -> list[object]:
        raise ValueError("no such column")

    detector = replace(detectors_for(Parameters())[0], alone=broken)  # type: ignore[arg-type]
    lines: list[str] = []
    context = context_of([AccountRecord("a"), PostRecord("p", "a", START)])
    found = accounts_alone(context, [detector], NOBODY, lambda one, error: lines.append(f"{one.key} {error}"))
    assert found == ((), 0)
    assert lines == ["D1 no such column"]


def test_what_is_said_of_single_accounts_uses_no_forbidden_word() -> None:
    spoken = [item for item in detectors_for(Parameters()) if item.alone]
    assert {item.key for item in spoken} == {"D9", "D11", "D12"}
    assert all(item.alone_sentence and not FORBIDDEN.search(item.alone_sentence) for item in spoken)
