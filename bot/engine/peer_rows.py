"""Rows in the form that the peers' definitions want: from shares, or, for the toolkit's text rules, from posts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.engine import peers
from bot.engine.compiled import kernel
from bot.engine.layers import coded
from bot.engine.peers import Pairs, Rows
from bot.engine.tables import Tables
from bot.errors import UserError
from bot.protocols import I32, I64, PostKind

MENTION = re.compile(r"@\S*")
WORD = re.compile(r"\w+(?:['’.]\w+)*|[^\w\s]")
FROM_POSTS = ("text", "url", "post", "similar")
"""Layers that the toolkit builds from messages by rules of its own."""


@dataclass(frozen=True, slots=True)
class Named:
    """Rows, and the text ids behind their objects and contents."""

    rows: Rows
    objects: Sequence[str]
    contents: Sequence[str]


def require_layer(tables: Tables, layer: str) -> None:
    """UserError if the data hold no shares of the layer."""
    if layer not in tables.layers:
        held = ", ".join(tables.layers) or "none"
        raise UserError(f"the data hold no shares of layer '{layer}'", hint=f"They hold: {held}. Choose with --layer.")


def share_rows(tables: Tables, layer: str) -> Named:
    """All rows of a layer, duplicates and own objects kept; UserError if the data hold none."""
    require_layer(tables, layer)
    rows = tables.layer_rows(layer, owned=True, microseconds=True)
    contents, names = coded(tables.content_ids(layer, rows.row))
    return Named(
        Rows(rows.object, rows.account, contents, rows.time, rows.own), tables.object_ids(layer, owned=True), names
    )


def message_rows(tables: Tables, layer: str) -> Named:
    """The toolkit's messages of a layer: first row of a message wins; text, links and similar leave reposts out."""
    if layer in FROM_POSTS and tables.rows("SELECT 1 FROM {posts} LIMIT 1"):
        return _from_posts(tables, layer)
    if layer == "post":
        named = _all_shares(tables)
    elif layer == "similar":
        raise UserError("the data hold no texts", hint="The layer 'similar' needs posts with their text.")
    else:
        named = share_rows(tables, layer)
    return Named(peers.first_messages(named.rows, per_object=layer == "url"), named.objects, named.contents)


def _all_shares(tables: Tables) -> Named:
    parts = tables.rows(
        "SELECT account_id, content_id, min_by(time_us, row) FROM {shares} GROUP BY ALL ORDER BY min(row)"
    )
    return _named(tables, [("", str(account), str(content), int(time)) for account, content, time in parts])


def _from_posts(tables: Tables, layer: str) -> Named:
    reposts = "" if layer == "post" else f"WHERE kind <> {PostKind.REPOST.value}"
    query = "SELECT account_id, content_id, time_us, coalesce(text, ''), urls FROM {posts}"
    found: list[tuple[str, str, str, int]] = []
    for account, content, time, text, urls in tables.rows(f"{query} {reposts} ORDER BY row"):
        objects = sorted(set(urls or ())) if layer == "url" else [plain_text(text) if layer == "text" else ""]
        found += [(name, account, content, time) for name in objects]
    return _named(tables, found)


def _named(tables: Tables, found: Sequence[tuple[str, str, str, int]]) -> Named:
    objects, object_names = coded([row[0] for row in found])
    contents, content_names = coded([row[2] for row in found])
    dense = {name: index for index, name in enumerate(tables.account_ids)}
    account = np.array([dense[row[1]] for row in found], dtype=np.int32)
    time = np.array([row[3] for row in found], dtype=np.int64)
    own = np.zeros(len(found), np.bool_)
    return Named(Rows(objects, account, contents, time, own), object_names, content_names)


def plain_text(text: str) -> str:
    """The toolkit's comparison form: lower case, mentions removed, white space collapsed."""
    return " ".join(MENTION.sub("", text.lower()).split())


def words(text: str) -> frozenset[str]:
    """The toolkit's set of words (and single punctuation marks) of a text."""
    return frozenset(WORD.findall(MENTION.sub("", text.lower())))


def similar_pairs(tables: Tables, named: Named, window: int, similarity: float) -> Pairs:
    """Pairs of messages within the window whose word sets have a Jaccard index of at least `similarity`."""
    text = dict(tables.rows("SELECT content_id, coalesce(text, '') FROM {posts}"))
    sets = [words(text[name]) for name in named.contents]
    code = {word: index for index, word in enumerate(sorted(frozenset().union(*sets)))}
    tokens = [sorted(code[word] for word in found) for found in sets]
    begin = np.concatenate(([0], np.cumsum([len(row) for row in tokens]))).astype(np.int64)
    flat = np.array([token for row in tokens for token in row], dtype=np.int32)
    pairs = peers.messages_pairs(named.rows, window)
    one, other = named.rows.content[pairs.older], named.rows.content[pairs.newer]
    common = common_tokens(begin, flat, one, other)
    union = np.diff(begin)[one] + np.diff(begin)[other] - common
    return pairs.where((union > 0) & (common / np.maximum(union, 1) >= similarity))


@kernel
def common_tokens(begin: I64, flat: I32, one: I32, other: I32) -> I64:
    """Number of tokens that two sorted sets have in common, for many pairs of sets."""
    out = np.zeros(len(one), np.int64)
    for i in range(len(one)):
        p, p_end = begin[one[i]], begin[one[i] + 1]
        q, q_end = begin[other[i]], begin[other[i] + 1]
        while p < p_end and q < q_end:
            if flat[p] == flat[q]:
                out[i] += 1
                p += 1
                q += 1
            elif flat[p] < flat[q]:
                p += 1
            else:
                q += 1
    return out
