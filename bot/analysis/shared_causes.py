"""Which findings of a cluster have one cause together: an innocent cause of one is then one of the others, too."""

from collections.abc import Sequence

import numpy as np

from bot.clustering import Found
from bot.fusion import LEAST_SHARE, about_the_group, explained
from bot.measures.attention import could_follow, one_account_gets_it, share_of_attention
from bot.measures.edges import edges_inside, tied_accounts
from bot.measures.newcomers import began_at_once
from bot.measures.reposts import reposts
from bot.measures.tables import accounts_of
from bot.protocols import I32, Context, Detector, Measurement
from bot.report import Dependence


def shared_causes(
    context: Context, found: Found, measured: Sequence[tuple[Detector, Measurement, float]]
) -> dict[str, Dependence]:
    """Detectors that count on their axis, but are no kind of evidence of their own here; rows of (.., .., bucket).

    Those who are boosted are few by nature: the response that they get is about the whole group where a fifth of what
    the group passes on together is theirs. In an audience it is what ties the group.
    """
    size, table = len(found.group.everyone()), reposts(context)
    results = {detector.key: (result, value) for detector, result, value in measured if value > 0}
    own = {
        key: Dependence.FEW for key, (result, _) in results.items() if key != "D7" and not about_the_group(result, size)
    }
    boosted = _accounts(results, "D7")
    if "D7" in results and not found.audience and share_of_attention(table, boosted, found.group.core) < LEAST_SHARE:
        own["D7"] = Dependence.FEW
    if "D4" in results and results["D4"][0].numbers.get("wave"):
        own.setdefault("D4", Dependence.WAVE)
    ties = {"D7"} if found.audience else set()
    left = {key: value for key, (_, value) in results.items() if key not in own.keys() | ties}
    return own | explained(
        left,
        one_account=not found.audience and one_account_gets_it(table, found.group.core),
        followed=could_follow(table, accounts_of(context).followers, boosted, found.group.core),
        newcomers=own.get("D4") is not Dependence.FEW and began_at_once(context, _accounts(results, "D4")),
        same_texts=_same_texts(context, found.group.core),
    )


def _accounts(results: dict[str, tuple[Measurement, float]], key: str) -> I32:
    return np.array(results[key][0].accounts if key in results else (), dtype=np.int32)


def _same_texts(context: Context, core: I32) -> bool:
    """Whether timing ties fewer than half of a group by anything else than the same texts."""
    timed = [edges_inside(item, core) for item in context.edge_sets if item.detector == "D1"]
    others = [tied_accounts(item) for item in timed if item.layer != "text"]
    by_texts = any(len(item.source) for item in timed if item.layer == "text")
    return by_texts and 2 * len(np.unique(np.concatenate([core[:0], *others]))) < len(core)
