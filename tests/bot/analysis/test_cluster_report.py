"""From a judged cluster to its report: fingerprints, rounding, and why an account is in it."""

from bot.analysis.cluster_report import cluster_report, finding, fingerprint
from bot.analysis.judging import judge
from bot.report import Family, Role
from tests.bot.analysis.test_judging import CUTS, PEOPLE, detector, fail, found_of
from tests.bot.worlds import context_of, group_of


def test_a_fingerprint_does_not_depend_on_the_order_of_members() -> None:
    assert fingerprint(["b", "a"]) == fingerprint(["a", "b"])
    assert len({fingerprint(["a", "b"]), fingerprint(["ab"]), fingerprint(["a"]), fingerprint([])}) == 4


def test_numbers_are_rounded_to_six_digits_in_one_place() -> None:
    context = context_of(PEOPLE)
    item = detector("D1", Family.SYNCHRONY)
    assert item.measure is not None
    result = item.measure(context, group_of(context, ["a0"]))
    told = finding(context, item, result, 1.0)
    assert (told.value, told.numbers) == (0.333333, {"x": 0.666667})
    assert told.accounts == ("a0",)


def test_reasons_name_the_findings_that_rest_on_an_account() -> None:
    context = context_of(PEOPLE)
    row = judge(context, found_of(context, ["a0", "a1", "a2"]), [detector("D7", Family.BEHAVIOUR)], CUTS, fail)
    report = cluster_report(context, row, "C1")
    assert [account.account_id for account in report.accounts] == ["a0", "a1", "a2"]
    assert {account.role for account in report.accounts} == {Role.MEMBER}
    assert report.accounts[0].reasons == ("D7",)
