"""D10b Format: a group's own posts have one outer form far more often than others' do.

Sees: the form of posts (picture or not, length bin, number of hashtags and links, language) that most accounts of the
group use for at least half of their own posts, against all other accounts.

Formula: share of such accounts over that among the others, binomial tail at most .01, five accounts and half of the
group or more; statistic = log10 of the ratio, smoothed by one half.
Looks the same: share buttons, cross-posting tools, a community's habit (a picture and three tags).
Reference: plain contingency tables.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping

import numpy as np

from bot.measures.comparison import comparison
from bot.measures.formats import form_in_words, signature
from bot.measures.memo import remembered
from bot.measures.tables import posts_of
from bot.measures.tails import binomial_tail
from bot.protocols import Context, Detector, Group, Measurement, PostKind
from bot.report import Family

KEY = "D10b"
FEWEST = 5
FEWEST_OTHERS = 50
FEWEST_POSTS = 5

Form = tuple[int, int, int, int, str]


def _habits(context: Context) -> Mapping[int, Form | None]:
    """The form of at least half of the own posts of every account with five of them; None where there is no habit."""

    def gather() -> Mapping[int, Form | None]:
        posts = posts_of(context)
        counts: dict[int, Counter[Form]] = defaultdict(Counter)
        for row in np.flatnonzero((posts.kind == PostKind.ORIGINAL) | (posts.kind == PostKind.QUOTE)).tolist():
            form = signature(
                posts.text[row],
                len(posts.media[row]),
                len(posts.hashtags[row]),
                len(posts.urls[row]),
                posts.language[row],
            )
            counts[int(posts.account[row])][form] += 1
        found: dict[int, Form | None] = {}
        for account, forms in counts.items():
            total, (form, count) = sum(forms.values()), min(forms.items(), key=lambda item: (-item[1], item[0]))
            if total >= FEWEST_POSTS:
                found[account] = form if 2 * count >= total else None
        return found

    return remembered(context, "formats", gather)


def measure(context: Context, group: Group) -> Measurement:
    """The group's most common habit against the others'."""
    habits = _habits(context)
    inside = set(group.everyone().tolist())
    members = sorted(inside & habits.keys())
    outside = comparison(context, group.everyone())
    others = [form for account, form in habits.items() if outside[account]]
    if len(members) < FEWEST or len(others) < FEWEST_OTHERS:
        return Measurement(applicable=False, why_not="too few accounts with five posts of their own")
    own = Counter(form for form in (habits[account] for account in members) if form is not None)
    nothing = Measurement(applicable=True, support=0, value=0.0, statistic=0.0)
    if not own:
        return nothing
    best, count = min(own.items(), key=lambda item: (-item[1], item[0]))
    same = sum(form == best for form in others)
    usual = (same + 0.5) / (len(others) + 1)
    p_value = min(1.0, len(own) * binomial_tail(count, len(members), usual))
    if count < FEWEST or 2 * count < len(members) or p_value > 0.01:
        return nothing
    return Measurement(
        applicable=True,
        support=count,
        value=count / len(members),
        baseline=same / len(others),
        p_value=p_value,
        statistic=float(np.log10((count + 0.5) / (len(members) + 1) / usual)),
        numbers={
            "n": count,
            "of": len(members),
            "form": form_in_words(best),
            "others": len(others),
            "usual": same / len(others),
        },
        accounts=tuple(account for account in members if habits[account] == best),
    )


DETECTOR = Detector(
    key=KEY,
    name="Posts of one form",
    version=1,
    family=Family.CONTENT,
    sentence=(
        "{n} of {of:account} give at least half of their own posts the same form ({form}); of {others:other account}, "
        "{usual:percent} do."
    ),
    caveat="Tools that cross-post give everything the same form.",
    innocent="Share buttons, cross-posting tools and the habits of a community look the same.",
    disarm=("T0084.002",),
    needs=frozenset({"posts", "texts"}),
    measure=measure,
)

EXAMPLE = {
    "n": 38,
    "of": 44,
    "form": "121–200 signs, a picture or video, three hashtags or more, one link",
    "others": 900,
    "usual": 0.03,
}
"""Numbers of an example sentence (made up), for the documentation."""
