from dataclasses import replace

import pytest

from bot.clustering import BY_SLOW
from bot.evaluation.causes import (
    DECLARED_GROUP,
    SLOW_ONLY,
    WEAK_TIMING,
    in_words,
    role_confusions,
    short_of,
    why_not_first,
)
from bot.measures.exculpatory import OPEN
from bot.report import Dependence, Family, Role, Suggestion
from tests.bot.evaluation.handmade import cluster
from tests.handlers import samples

THREE = {"F1": 1.5, "F3": 1.0, "F5": 1.0}
MEMBERS = dict.fromkeys("abcde", Role.MEMBER)


@pytest.mark.parametrize(
    ("families", "axes", "by", "cause"),
    [
        ({"F1": 0.7}, (0.7, 0.0), "more", "in a cluster too weak on acting together (timing)"),
        ({"F1": 1.5}, (1.5, 0.0), "more", "in a cluster that acts together, but nothing odd was found (timing)"),
        (
            {"F1": 1.5, "F5": 0.7},
            (1.5, 0.7),
            "more",
            "in a cluster that acts together, but is odd by 0.7 of the 1 that is asked (timing, response)",
        ),
        (
            {"F1": 1.5, "F5": 1.0},
            (1.5, 1.0),
            "more",
            "in a cluster with 2 of the 3 kinds of evidence that are asked (timing, response)",
        ),
        ({"F1": 1.25}, (1.25, 0.0), BY_SLOW, SLOW_ONLY),
        ({"F1": 1.25, "F3": 1.0, "F5": 1.0}, (1.25, 2.0), BY_SLOW, SLOW_ONLY),
        ({"F1": 1.5, "F3": 1.0, "F5": 1.0}, (1.5, 2.0), "more", WEAK_TIMING),
    ],
)
def test_a_cluster_says_what_it_lacks(
    families: dict[str, float], axes: tuple[float, float], by: str, cause: str
) -> None:
    assert short_of(cluster("C1", Suggestion.COORDINATED_UNCLEAR, MEMBERS, families, axes, by)) == cause


def test_four_accounts_are_too_few_to_be_put_first() -> None:
    four = cluster("C1", Suggestion.COORDINATED_UNCLEAR, dict.fromkeys("abcd", Role.MEMBER), THREE, (1.5, 2.0), "more")
    assert short_of(four) == "in a cluster of fewer than five accounts"


def test_a_contrast_of_style_is_not_counted_among_the_kinds() -> None:
    families = {"F1": 1.5, "F2": 0.7, "F3": 1.5}
    styled = cluster("C1", Suggestion.COORDINATED_UNCLEAR, MEMBERS, families, (2.2, 1.5), "more")
    form = samples.finding("D10b", Family.CONTENT, "one form", 0.7)
    cause = short_of(replace(styled, findings=(form,)))
    assert cause == "in a cluster with 2 of the 3 kinds of evidence that are asked (timing, history)"


def test_each_account_gets_one_cause() -> None:
    first = cluster(
        "C1", Suggestion.COORDINATED_UNCLEAR, {"a": Role.MEMBER, "b": Role.PERIPHERAL}, {"F1": 1.5}, (1.5, 0)
    )
    assert list(why_not_first([first], ["a", "b", "z"])) == [
        "in a cluster that acts together, but nothing odd was found (timing)",
        "tied to its cluster by one pair only",
        "in no cluster",
    ]


def test_only_wrong_roles_are_confusions() -> None:
    shown = {"a": Role.POSTER, "b": Role.MEMBER, "c": Role.MEMBER}
    assert role_confusions({"a": "poster", "b": "amplifier", "c": "amplifier"}, shown) == {
        "amplifier shown as member": 2
    }


def test_causes_are_told_by_frequency() -> None:
    assert in_words({"one": 1, "many": 2000, "some": 30, "few": 2}) == "2,000 many; 30 some; 2 few"
    assert not in_words({})


def test_what_depends_on_another_finding_is_not_counted_among_the_kinds() -> None:
    group = cluster("C1", Suggestion.COORDINATED_UNCLEAR, MEMBERS, THREE, (1.5, 2.0), "more")
    response = samples.finding("D7", Family.BEHAVIOUR, "response", 1.0)
    hedged = replace(response, dependence=Dependence.ONE_PUBLIC)
    cause = short_of(replace(group, findings=(hedged,)))
    assert cause == "in a cluster with 2 of the 3 kinds of evidence that are asked (timing, history)"


def test_a_group_that_declares_itself_is_said_to_do_so() -> None:
    group = cluster("C1", Suggestion.COORDINATED_UNCLEAR, MEMBERS, THREE, (1.5, 2.0), "more")
    openly = tuple(replace(account, exculpatory=(OPEN,)) for account in group.accounts)
    assert short_of(replace(group, accounts=openly)) == DECLARED_GROUP
