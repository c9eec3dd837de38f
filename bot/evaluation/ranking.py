"""How well a score ranks edges of which the truth is known, and what a cut on it keeps."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from bot.evaluation.shares import Share
from bot.protocols import F64, I32, I64, Shares

Truths = NDArray[np.bool_]
CHUNK = 100_000


@dataclass(frozen=True, slots=True)
class Kept:
    """What a cut keeps: planted among the kept edges, and kept among the planted ones."""

    precision: Share
    recall: Share


def _steps(scores: F64, truth: Truths) -> tuple[F64, I64, I64]:
    """Distinct scores downwards; planted edges, and all edges, with at least that score."""
    order = np.argsort(-scores, kind="stable")
    ordered = scores[order]
    last = np.flatnonzero(np.append(ordered[1:] != ordered[:-1], True))
    hits = np.cumsum(truth[order])
    return ordered[last], hits[last].astype(np.int64), (last + 1).astype(np.int64)


def average_precision(scores: F64, truth: Truths) -> float:
    """Mean precision over the planted edges, ranked by falling score; edges of one score come together. 0 if none."""
    if not truth.any():
        return 0.0
    _, hits, taken = _steps(scores, truth)
    gained = np.diff(np.concatenate([[0], hits])) / int(truth.sum())
    return float((gained * hits / taken).sum())


def best_cut(scores: F64, truth: Truths) -> float:
    """The score from which on keeping edges gives the best F1; infinite where nothing is planted."""
    if not truth.any():
        return float("inf")
    values, hits, taken = _steps(scores, truth)
    return float(values[int(np.argmax(2 * hits / (taken + int(truth.sum()))))])


def kept_at(keep: Truths, truth: Truths) -> Kept:
    """Counts of a cut."""
    both = int((keep & truth).sum())
    return Kept(Share(both, int(keep.sum())), Share(both, int(truth.sum())))


def tfidf_cosine(shares: Shares, source: I32, target: I32) -> F64:
    """Cosine of two accounts' objects, each weighed by log(accounts / accounts that have it), whatever the time.

    Source: Pacheco et al. 2021, "Uncovering coordinated networks on social media", ICWSM.
    """
    degree = np.bincount(shares.object, minlength=shares.n_objects)
    active = len(np.unique(shares.account))
    weight = np.log(active / np.maximum(degree, 1))[shares.object]
    shape = (shares.n_accounts, shares.n_objects)
    matrix = csr_matrix((weight, (shares.account, shares.object)), shape=shape)
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    unit = csr_matrix(diags(1.0 / np.maximum(length, 1e-12)) @ matrix)
    found = np.zeros(len(source))
    for start in range(0, len(source), CHUNK):
        part = slice(start, start + CHUNK)
        found[part] = np.asarray(unit[source[part]].multiply(unit[target[part]]).sum(axis=1)).ravel()
    return found
