"""D8: one picture on many profiles and placed eyes are found over a group; defaults, ordinary faces, few are not."""

from dataclasses import dataclass, field

import numpy as np

from bot.detectors.d8_avatars import DETECTOR
from bot.measures.avatars import CENTRES, EYE_UNIT
from bot.protocols import AccountRecord, Avatars, Measurement, Record
from bot.reporting.wording import FORBIDDEN, caveat, innocent, sentence
from tests.bot.reference_engine import ReferenceEngine
from tests.bot.worlds import context_of, crowd, group_of, swarm

MEMBERS = [f"Amplifier{index:08d}" for index in range(30)]
WORLD: list[Record] = [*crowd(), *swarm()]
OTHERS = sorted(row.account_id for row in WORLD if isinstance(row, AccountRecord) and row.account_id[:6] == "person")


@dataclass
class Album:
    """Pictures by account: a fingerprint of its own, full quality, one face somewhere, unless a test says otherwise."""

    names: list[str]
    pdq: dict[str, list[int]] = field(default_factory=dict)
    quality: dict[str, int] = field(default_factory=dict)
    eyes: dict[str, list[int]] = field(default_factory=dict)

    def table(self, ids: list[str]) -> Avatars:
        dense = {name: index for index, name in enumerate(ids)}
        names = sorted(self.names, key=dense.__getitem__)
        rng = np.random.default_rng(4)
        own = {name: rng.integers(0, 2**64, 4, dtype=np.uint64).tolist() for name in sorted(names)}
        anywhere = {name: rng.integers(2500, 7500, 4).tolist() for name in sorted(names)}
        return Avatars(
            account=np.array([dense[name] for name in names], dtype=np.int32),
            pdq=np.array([self.pdq.get(name, own[name]) for name in names], dtype=np.uint64),
            quality=np.array([self.quality.get(name, 100) for name in names], dtype=np.int16),
            faces=np.ones(len(names), dtype=np.int16),
            eyes=np.array([self.eyes.get(name, anywhere[name]) for name in names], dtype=np.int32),
        )


def measured(album: Album, members: list[str] = MEMBERS) -> Measurement:
    context = context_of(WORLD)
    engine = context.engine
    assert isinstance(engine, ReferenceEngine)
    if album.names:
        engine.pictures = album.table(list(engine.accounts().ids))
    assert DETECTOR.measure is not None
    return DETECTOR.measure(context, group_of(context, members))


def near(words: list[int], bits: int) -> list[int]:
    """The same fingerprint with its lowest bits turned over."""
    return [*words[:3], words[3] ^ (2**bits - 1)]


def placed(names: list[str], off: float = 0.0) -> dict[str, list[int]]:
    return {name: [round((value + off) * EYE_UNIT) for value in CENTRES] for name in names}


STOLEN = [3, 5, 7, 9]


def test_one_picture_on_eight_of_thirty_profiles_is_found() -> None:
    result = measured(Album(MEMBERS + OTHERS, pdq={name: near(STOLEN, n) for n, name in enumerate(MEMBERS[:8])}))
    assert (result.support, result.numbers["same"], result.numbers["different"]) == (8, 8, 1)
    assert result.statistic is not None
    assert result.statistic >= 1.0
    assert result.p_value is not None
    assert result.p_value < 0.001


def test_twenty_bits_are_one_picture_and_twenty_one_are_two() -> None:
    for bits, found in ((20, 4), (21, 0)):
        pdq = {name: near(STOLEN, bits if at % 2 else 0) for at, name in enumerate(MEMBERS[:2])}
        pdq |= {
            name: near([2**64 - 12, 2**63, 2**40 - 1, 19], bits if at % 2 else 0)
            for at, name in enumerate(MEMBERS[2:4])
        }
        assert measured(Album(MEMBERS + OTHERS, pdq=pdq)).support == found


def test_a_default_picture_that_others_carry_too_ties_nobody() -> None:
    names = MEMBERS[:20] + OTHERS[:10]
    assert measured(Album(MEMBERS + OTHERS, pdq=dict.fromkeys(names, STOLEN))).support == 0


def test_a_picture_with_little_to_see_ties_nobody() -> None:
    same = dict.fromkeys(MEMBERS[:12], STOLEN)
    assert measured(Album(MEMBERS + OTHERS, pdq=same, quality=dict.fromkeys(MEMBERS, 49))).support == 0
    assert measured(Album(MEMBERS + OTHERS, pdq=same, quality=dict.fromkeys(MEMBERS, 50))).support == 12


def test_pictures_that_the_others_share_as_often_are_usual() -> None:
    pairs = {name: [index // 2, 1, 2, 3] for index, name in enumerate(OTHERS)}
    own = {name: [2**63 + index // 2, 9, 9, 9] for index, name in enumerate(MEMBERS[:6])}
    spread_out = measured(Album(MEMBERS + OTHERS, pdq=pairs | own))
    assert spread_out.numbers["usual_same"] > 0.05
    assert spread_out.statistic is not None
    assert spread_out.statistic < 0.7


def test_eyes_at_the_generators_place_in_half_of_the_portraits_are_found() -> None:
    result = measured(Album(MEMBERS + OTHERS, eyes=placed(MEMBERS[:15])))
    assert (result.support, result.numbers["placed"], result.numbers["faces"]) == (15, 15, 30)
    assert result.statistic is not None
    assert result.statistic >= 1.0
    assert set(result.accounts) <= set(range(len(WORLD)))


def test_eyes_two_hundredths_away_are_not_at_the_place() -> None:
    assert measured(Album(MEMBERS + OTHERS, eyes=placed(MEMBERS, off=0.02))).support == 0


def test_one_placed_face_is_no_evidence() -> None:
    assert measured(Album(MEMBERS + OTHERS, eyes=placed(MEMBERS[:1]))).support == 0


def test_portraits_that_everybody_cuts_with_one_tool_are_usual() -> None:
    assert measured(Album(MEMBERS + OTHERS, eyes=placed(MEMBERS[:15] + OTHERS[:120]))).support == 0


def test_without_pictures_of_others_published_rates_are_taken_as_usual() -> None:
    result = measured(Album(MEMBERS, eyes=placed(MEMBERS[:15])))
    assert result.numbers["usual_placed"] == 4 / 352
    assert result.support == 15


def test_without_pictures_or_with_four_it_is_not_applicable() -> None:
    assert measured(Album([])).why_not == "no profile pictures were given"
    result = measured(Album(MEMBERS[:4] + OTHERS))
    assert (result.applicable, result.why_not) == (False, "4 profile pictures are too few; it takes 5")


def test_the_sentence_says_what_how_many_and_how_often_otherwise() -> None:
    same = measured(Album(MEMBERS + OTHERS, pdq=dict.fromkeys(MEMBERS[:8], STOLEN)))
    assert sentence(DETECTOR, same) == (
        "8 of 30 profile pictures are also on another account of the group (1 different picture); of as many other "
        "accounts, 0.2 % would share one."
    )
    eyes = measured(Album(MEMBERS + OTHERS, eyes=placed(MEMBERS)))
    assert sentence(DETECTOR, eyes) == (
        "30 of 30 portraits have both eyes where a common face generator puts them; elsewhere it is 0.2 % of the "
        "portraits. The eyes of all its portraits scatter by under 0.1 % of the picture's width, those of the others "
        "by 15 %."
    )
    for words in (sentence(DETECTOR, eyes), caveat(DETECTOR, eyes), innocent(DETECTOR, eyes)):
        assert not FORBIDDEN.search(words)


def test_the_scatter_of_eyes_is_told_beside_those_of_the_others() -> None:
    result = measured(Album(MEMBERS + OTHERS, eyes=placed(MEMBERS[:28])))
    assert 0 < result.numbers["spread"] < result.numbers["usual_spread"]
    assert "The eyes of all its portraits scatter by" in sentence(DETECTOR, result)
