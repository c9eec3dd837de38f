from typing import Any

import pytest

from bot.model import Axis, RunState
from bot.triage.case_story import TOLD, CaseStory, StoryLine
from handlers.blocks.history import SENTENCES, history, sentence
from tests.handlers import samples
from tests.handlers.reading import check_blocks, labels, read

VOTE = samples.vote("U1", Axis.YES, Axis.NO, note="see <!here>")


@pytest.mark.parametrize(
    ("verb", "detail", "told"),
    [
        ("mark_account", {"cluster": "C1", "label": "A3", "status": "excluded", "reason": "a feed"},
         "<@U1> excluded A3 of C1: “a feed”"),
        ("override", {"cluster": "C1", "kind": "organic", "reason": "a choir"},
         "<@U1> decided C1 as a lead: “organic”: “a choir”"),
        ("reopen_group", {"cluster": "C1", "before": "organic", "reason": "wrong"},
         "<@U1> reopened C1, which was “organic”: “wrong”"),
        ("note", {"cluster": "C1"}, "<@U1> wrote a note on C1."),
        ("note", {"cluster": "C1", "text": "see <!here>"}, "<@U1> wrote a note on C1: “see &lt;!here&gt;”"),
        ("export", {}, "<@U1> exported the case."),
        ("export", {"format": "csv"}, "<@U1> exported the case as csv."),
        ("run", {"number": 2, "state": RunState.DONE}, "<@U1> asked for run 2 of the analysis: done."),
        ("ask", {"cluster": "C1", "asked": "U2"}, "<@U1> asked <@U2> for a view on C1."),
        ("closed", {"reason": "done <!channel>"}, "<@U1> closed the case: “done &lt;!channel&gt;”"),
        ("recheck", {"every": "weekly"}, "<@U1> set rechecks to “weekly”."),
        ("handover", {"recipient": "Example <!here> Trust", "groups": ["C1", "C2"]},
         "<@U1> handed C1 and C2 over to “Example &lt;!here&gt; Trust”."),
        ("publication", {"recipient": "the public", "groups": ["C1"]}, "<@U1> made a package of C1 for the public."),
        ("something_new", {}, "<@U1>: something new."),
    ],
)  # fmt: skip
def test_what_happened_is_a_sentence(verb: str, detail: dict[str, Any], told: str) -> None:
    assert sentence(StoryLine(samples.AT, "U1", verb, detail)) == told


def test_a_vote_is_told_with_its_answers_and_a_hidden_one_names_nobody() -> None:
    assert sentence(StoryLine(samples.AT, "U1", "vote", {"cluster": "C1"}, VOTE)) == (
        "<@U1> voted on C1 (version 1): acting together yes, not what they seem no. “see &lt;!here&gt;”"
    )
    hidden = StoryLine(samples.AT, "", "vote", {"cluster": "C1"}, hidden=True)
    assert sentence(hidden) == "Somebody voted on C1; hidden until the others have."


def test_the_newest_comes_first_and_older_pages_follow() -> None:
    lines = tuple(StoryLine(samples.AT + n, "U1", "note", {"cluster": f"C{n}"}) for n in range(1, 101))
    first, last = (history(CaseStory(samples.case(), lines), page) for page in (0, 2))
    for view in (first, last):
        check_blocks(view["blocks"], most=100, characters=None)
    assert read(first["blocks"]).index("C100.") < read(first["blocks"]).index("C61.")
    assert labels(first["blocks"]) == ["Older"]
    assert labels(last["blocks"]) == ["Newer"]


def test_every_sentence_is_one_for_any_detail() -> None:
    for verb in SENTENCES:
        detail = {"number": 1, "state": RunState.DONE}
        assert sentence(StoryLine(samples.AT, "U1", verb, detail)).startswith("<@U1> ")


def test_all_that_a_history_tells_has_a_sentence_of_its_own() -> None:
    assert set(SENTENCES) == TOLD
