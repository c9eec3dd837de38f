from dataclasses import replace

from bot.analysis.matching import rename
from bot.analysis.pipeline import PriorCluster
from bot.report import Neighbour, Report
from tests.worlds_of_triage import cluster, report


def prior(key: str, accounts: str, version: int = 1) -> PriorCluster:
    return PriorCluster(key, version, frozenset(accounts))


def named(found: Report) -> dict[str, tuple[str, int]]:
    return {
        item.id: ("".join(account.account_id for account in item.accounts), item.version) for item in found.clusters
    }


def test_a_first_run_keeps_its_names() -> None:
    found = report(cluster("C1", "abc"), cluster("C2", "def"))
    assert rename(found, ()) is found


def test_the_same_accounts_keep_name_and_version_wherever_they_come_in_the_list() -> None:
    found = rename(report(cluster("C1", "def"), cluster("C2", "abc")), [prior("C1", "abc", 3), prior("C2", "def", 2)])
    assert named(found) == {"C1": ("abc", 3), "C2": ("def", 2)}


def test_other_accounts_make_the_next_version() -> None:
    assert named(rename(report(cluster("C1", "abcde")), [prior("C1", "abc", 2)])) == {"C1": ("abcde", 3)}


def test_a_cluster_that_grew_a_lot_is_still_the_one_it_was() -> None:
    assert named(rename(report(cluster("C1", "abcdefghijkl")), [prior("C4", "abc")])) == {"C4": ("abcdefghijkl", 2)}


def test_too_little_in_common_makes_a_new_name_that_was_never_used() -> None:
    found = rename(report(cluster("C1", "axyz"), cluster("C2", "pqr")), [prior("C1", "abcd"), prior("C5", "efgh")])
    assert named(found) == {"C6": ("axyz", 1), "C7": ("pqr", 1)}


def test_of_two_halves_the_larger_keeps_the_name() -> None:
    found = rename(report(cluster("C1", "ab"), cluster("C2", "cdef")), [prior("C1", "abcdef")])
    assert named(found) == {"C1": ("cdef", 2), "C2": ("ab", 1)}


def test_c0_stays_c0_and_takes_no_other_name() -> None:
    found = rename(report(cluster("C0", "abc"), cluster("C1", "abc")), [prior("C0", "abc"), prior("C1", "abc")])
    assert named(found) == {"C0": ("abc", 1), "C1": ("abc", 1)}
    first = rename(report(cluster("C0", "abc")), [prior("C1", "abc")])
    assert named(first) == {"C0": ("abc", 1)}


def test_neighbours_are_named_as_the_case_knows_them() -> None:
    tied = replace(cluster("C1", "def"), neighbours=(Neighbour("C2", 4, 3, ("url",)),))
    found = rename(report(tied, cluster("C2", "abc")), [prior("C1", "abc"), prior("C2", "def")])
    assert {item.id: [other.id for other in item.neighbours] for item in found.clusters} == {"C1": [], "C2": ["C1"]}
