"""A tiny world and a report on it, written by hand, so that every count can be checked with a pencil."""

from bot.evaluation.planted import Planted
from bot.evaluation.population import DAY, START, Truth
from bot.protocols import AccountRecord
from bot.report import (
    ClusterAccount,
    ClusterReport,
    Dataset,
    DetectorError,
    FalseAlarmCard,
    Report,
    Role,
    Suggestion,
)

TRUTH = {
    "p1": Truth(network="net", role="poster"),
    "a1": Truth(network="net", role="amplifier"),
    "a2": Truth(network="net", role="amplifier"),
    "a3": Truth(network="net", role="amplifier"),
    "a4": Truth(network="net", role="amplifier"),
    "b1": Truth(network="slow", role="poster"),
    "b2": Truth(network="slow", role="poster"),
    "f1": Truth(trap="fan_club"),
    "f2": Truth(trap="fan_club"),
    "o1": Truth(),
    "o2": Truth(),
}


def account(account_id: str, language: str = "en", days: int = 1000) -> AccountRecord:
    return AccountRecord(account_id, handle=account_id, created=START - days * DAY, language=language)


def world() -> Planted:
    accounts = {account_id: account(account_id) for account_id in TRUTH}
    accounts["o1"] = account("o1", "ja", 10)
    return Planted(accounts, (), TRUTH)


def cluster(
    key: str,
    suggestion: Suggestion,
    roles: dict[str, Role],
    families: dict[str, float] | None = None,
    axes: tuple[float, float] = (1.5, 1.5),
    stands_out_by: str = "more accounts",
) -> ClusterReport:
    accounts = tuple(ClusterAccount(account_id, account_id, role, 1.0) for account_id, role in roles.items())
    return ClusterReport(
        id=key,
        version=1,
        size=len(accounts),
        suggestion=suggestion,
        coordination=axes[0],
        inauthenticity=axes[1],
        families=families or {"F1": 1.5, "F3": 1.0, "F5": 0.5},
        accounts=accounts,
        findings=(),
        stands_out_by=stands_out_by,
    )


def report(*clusters: ClusterReport, errors: tuple[DetectorError, ...] = ()) -> Report:
    return Report(
        shoal="0",
        dataset=Dataset("generated", len(TRUTH), 0, 0, None, None, 1),
        parameters={},
        seed=7,
        layers=(),
        fdr_union=None,
        clusters=clusters,
        watch=(),
        accounts=(),
        false_alarm_card=FalseAlarmCard(30, 0, 0.0, None, ()),
        detector_errors=errors,
    )


def three_clusters() -> Report:
    """The network with a fan under 'review first', two slow experts as 'unclear', and a stranger in C0."""
    return report(
        cluster("C0", Suggestion.REVIEW_FIRST, {"o2": Role.MEMBER}),
        cluster(
            "C1",
            Suggestion.REVIEW_FIRST,
            {"p1": Role.POSTER, "a1": Role.AMPLIFIER, "a2": Role.MEMBER, "f1": Role.MEMBER, "a3": Role.PERIPHERAL},
        ),
        cluster(
            "C2",
            Suggestion.COORDINATED_UNCLEAR,
            {"b1": Role.POSTER, "b2": Role.POSTER, "o1": Role.MEMBER},
            families={"F1": 1.25},
            axes=(1.25, 0.0),
            stands_out_by="rare things in common over days",
        ),
    )
