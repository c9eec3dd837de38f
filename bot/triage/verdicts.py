"""How votes add up: pure arithmetic over no < unsure < yes."""

from collections.abc import Iterable, Sequence

from bot.model import Axis, Verdict, VerdictKind, Vote
from bot.report import Suggestion

_ORDER = (Axis.NO, Axis.UNSURE, Axis.YES)

OVERRIDE_AXES = {
    VerdictKind.INAUTHENTIC: (Axis.YES, Axis.YES),
    VerdictKind.UNCLEAR: (Axis.YES, Axis.UNSURE),
    VerdictKind.ODD: (Axis.UNSURE, Axis.YES),
    VerdictKind.ORGANIC: (Axis.NO, Axis.NO),
    VerdictKind.INCONCLUSIVE: (Axis.UNSURE, Axis.UNSURE),
}
"""What a lead's override says on the two axes; nobody decides a dispute to be "disputed"."""


def lower_median(answers: Iterable[Axis]) -> Axis:
    """The lower median on no < unsure < yes."""
    places = sorted(_ORDER.index(answer) for answer in answers)
    return _ORDER[places[(len(places) - 1) // 2]]


def undecided(answers: Sequence[Axis]) -> bool:
    """Whether some say yes and as many say no: one further view settles it, for either side."""
    return 0 < answers.count(Axis.YES) == answers.count(Axis.NO)


def kind_of(acting_together: Axis, not_what_they_seem: Axis) -> VerdictKind:
    """The verdict that two medians stand for."""
    together, seem = acting_together is Axis.YES, not_what_they_seem is Axis.YES
    if together:
        return VerdictKind.INAUTHENTIC if seem else VerdictKind.UNCLEAR
    if seem:
        return VerdictKind.ODD
    both_no = acting_together is Axis.NO and not_what_they_seem is Axis.NO
    return VerdictKind.ORGANIC if both_no else VerdictKind.INCONCLUSIVE


def newest_of_each(votes: Iterable[Vote]) -> tuple[Vote, ...]:
    """Each person's newest vote, in the order in which they were given."""
    newest = {vote.user_id: vote for vote in sorted(votes, key=lambda vote: vote.id)}
    return tuple(sorted(newest.values(), key=lambda vote: vote.id))


def dissenting(verdict: Verdict, votes: Iterable[Vote]) -> tuple[Vote, ...]:
    """The counted votes that say something else than the verdict."""
    return tuple(
        vote
        for vote in newest_of_each(votes)
        if vote.acting_together is not None
        and vote.not_what_they_seem is not None
        and kind_of(vote.acting_together, vote.not_what_they_seem) is not verdict.kind
    )


def hidden(votes: Sequence[Vote], opened: Verdict | None) -> int:
    """How many of one version's votes that count were given while nobody could read the others'.

    `votes` are all of them, oldest first; `opened` is the version's first verdict, which opened them.
    """
    if opened is None:
        return len(newest_of_each(votes))
    people: set[str] = set()
    before: set[int] = set()
    for vote in votes:
        people |= {vote.user_id} if vote.counted else set()
        if vote.at <= opened.at and len(people) <= opened.votes:
            before.add(vote.id)
    return sum(vote.id in before for vote in newest_of_each(votes))


def derive(votes: Sequence[Vote], quorum: int, at: int) -> Verdict | None:
    """The verdict of one version's votes; None until enough people have judged."""
    answers = [
        (vote.acting_together, vote.not_what_they_seem)
        for vote in newest_of_each(votes)
        if vote.acting_together is not None and vote.not_what_they_seem is not None
    ]
    if not answers or len(answers) < quorum:
        return None
    together, seem = [first for first, _ in answers], [second for _, second in answers]
    acting, seeming = lower_median(together), lower_median(seem)
    disputed = undecided(together) or undecided(seem)
    kind = VerdictKind.DISPUTED if disputed else kind_of(acting, seeming)
    return Verdict(kind, acting, seeming, len(answers), at)


def needs_reason(suggestion: Suggestion, acting_together: Axis | None, not_what_they_seem: Axis | None) -> bool:
    """Whether a vote says the opposite of what the suggestion rests on; then a reason is asked for."""
    if acting_together is None or not_what_they_seem is None:
        return False
    if suggestion is Suggestion.REVIEW_FIRST:
        return Axis.NO in {acting_together, not_what_they_seem}
    if suggestion is Suggestion.COORDINATED_UNCLEAR:
        return acting_together is Axis.NO
    if suggestion is Suggestion.ODD_ACCOUNTS:
        return not_what_they_seem is Axis.NO
    return Axis.YES in {acting_together, not_what_they_seem}
