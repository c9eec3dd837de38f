"""Single signs on real people: near-duplicate texts, even rhythms, eyes at a generator's place."""

from bot.evaluation.portraits import Eyes, aligned, at_the_place, eyes_in, open_portraits
from bot.evaluation.realsets import posts_of, texts_of
from bot.evaluation.rhythms import evenness
from bot.evaluation.section import NOT_RUN, Say, Section, Table, Trials
from bot.evaluation.textrates import BANDS, in_band, near_pairs, per_million
from bot.ingest.faces import face_finder

TEXT_SETS = ("organic/twint_fsl", "organic/twibot20_sample", "io/rna_0621")
TIMED_SETS = ("organic/twint_fsl", "io/rna_0621")
PORTRAITS = "avatars"


def _there(trials: Trials, place: str) -> bool:
    return trials.data is not None and (trials.data / place).exists()


def _text_row(trials: Trials, place: str) -> tuple[str, ...]:
    if trials.data is None or not _there(trials, place):
        return (place, *(NOT_RUN,) * len(BANDS))
    texts = texts_of(trials.data / place)
    return (place, *(per_million(near_pairs(in_band(texts, band))) for _, band in BANDS))


def _texts(trials: Trials) -> Table:
    return Table(
        "How often two authors write nearly the same: pairs per million",
        ("set", *(name for name, _ in BANDS)),
        tuple(_text_row(trials, place) for place in TEXT_SETS),
        "why: quotes, share buttons and headlines are among them (the first set is a search for one topic). The "
        "operation has few authors, who wrote a lot.",
        "Nearly the same: 70 % of the runs of five characters in common, links and mentions left out. Measured before, "
        "on larger sets that are not here: at most .07 in ordinary accounts and 600–700 in operations at 8 words and "
        "more; 19 in ordinary accounts at 3–4 words.",
    )


def _rhythm_row(trials: Trials, place: str) -> tuple[str, ...]:
    if trials.data is None or not _there(trials, place):
        return (place, *(NOT_RUN,) * 3)
    found = evenness(posts_of(trials.data / place))
    return (place, found.middle(), str(found.even), str(found.sleepless))


def _rhythms(trials: Trials) -> Table:
    return Table(
        "How even the times of one account are",
        ("set", "A_n: 10th, 50th, 90th percentile", "accounts with A_n of -.3 or less", "accounts that never rest"),
        tuple(_rhythm_row(trials, place) for place in TIMED_SETS),
        "who wrote: several people who share an account, and shift workers, rest as little as a machine does.",
        "A_n (Kim & Jo 2016) is -1 for a clock, 0 for random times and near 1 for bursts; accounts with 50 posts or "
        "more. Never rest: no 2.5 hours of the clock without a post on any day; accounts with 60 posts or more.",
    )


def _portraits(trials: Trials) -> Table:
    return Table(
        "Eyes where a face generator puts them",
        ("portraits of real people", "with one face", "at the generator's place"),
        _portrait_rows(trials),
        "generated faces themselves: these are real portraits, and the test looks at the place of the eyes alone. A "
        "cropped generated face passes, a photograph cut the same way is flagged.",
        "At the place: both eyes within .01 of a side of where generators of the StyleGAN family put them, as read by "
        "the face detector MTCNN. It counts over a group only, never for one account.",
    )


def _portrait_rows(trials: Trials) -> tuple[tuple[str, ...], ...]:
    kinds = ("as they are", "turned, scaled and moved to the place")
    finder = face_finder()
    if finder is None or trials.data is None or not _there(trials, PORTRAITS):
        return tuple((kind, NOT_RUN, NOT_RUN) for kind in kinds)
    pictures = open_portraits(trials.data / PORTRAITS)
    seen = [(picture, eyes_in(finder, picture)) for picture in pictures]
    moved = [eyes_in(finder, aligned(picture, eyes)) for picture, eyes in seen if eyes is not None]
    counted: tuple[list[Eyes | None], ...] = ([eyes for _, eyes in seen], moved)
    rows = []
    for kind, found in zip(kinds, counted, strict=True):
        single = [eyes for eyes in found if eyes is not None]
        rows.append((kind, f"{len(single)} of {len(found)}", str(at_the_place(single))))
    return tuple(rows)


def _make(trials: Trials, say: Say) -> tuple[Table, ...]:
    say("single signs: texts")
    texts = _texts(trials)
    say("single signs: rhythm and portraits")
    return (texts, _rhythms(trials), _portraits(trials))


SECTION = Section(90, "Single signs on real sets", _make)
