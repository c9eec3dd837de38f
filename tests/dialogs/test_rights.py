"""Nobody can reach a case by what a button or a form carries: the row is read again, with the person's rights."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.errors import NotFound
from bot.localslack import Person
from bot.triage.browse_cases import view_case
from handlers.actions import case as case_actions
from handlers.actions import evidence
from handlers.ids import Ref
from handlers.office import Office
from handlers.payloads import Asker, Click, Submission
from handlers.views import vote
from tests.dialogs.conftest import Stage


@pytest.fixture
def carol(stage: Stage) -> Person:
    return stage.slack.add_user("carol", name="Carol")


def office(stage: Stage) -> Office:
    assert stage.app is not None
    with ThreadPoolExecutor(1) as executor:
        return stage.app._assemble(executor)[0]


def forged(stage: Stage, *, cluster: int = 0, case: int = 0) -> Ref:
    """A reference that claims the case's channel."""
    return Ref(case=case, cluster=cluster, version=1, channel=stage.channel)


def asker(stage: Stage, person: Person) -> Asker:
    return Asker(stage.slack.team_id, person.id, stage.channel)


def cluster_id(stage: Stage) -> int:
    voice = stage.desk.voice(stage.slack.team_id, stage.channel)
    return view_case(stage.desk, voice, 1).clusters[0].cluster_id


def test_a_vote_with_forged_metadata_is_refused(stage: Stage, carol: Person) -> None:
    stage.judged()
    submission = Submission(
        asker(stage, carol),
        "vote_save",
        forged(stage, cluster=cluster_id(stage)),
        "view:V1:1",
        "V1",
        "",
        {"together": "yes", "seem": "yes"},
    )
    with pytest.raises(NotFound, match=r"You can't see that group\."):
        vote.save(office(stage), submission)
    assert "_0 of 2 votes in" in stage.card().plain


@pytest.mark.parametrize("build", [evidence.see_posts, evidence.see_accounts, evidence.see_innocence])
def test_evidence_is_not_shown_to_somebody_outside_the_channel(stage: Stage, carol: Person, build: object) -> None:
    stage.judged()
    click = Click(asker(stage, carol), "posts", forged(stage, cluster=cluster_id(stage), case=1), "k")
    assert callable(build)
    with pytest.raises(NotFound):
        build(office(stage), click)


def test_a_case_is_not_cancelled_by_somebody_outside_the_channel(stage: Stage, carol: Person) -> None:
    stage.open_case()
    click = Click(asker(stage, carol), "cancel_run", forged(stage, case=1), "k")
    with pytest.raises(NotFound, match=r"You can't see that case\."):
        case_actions.cancel(office(stage), click)


def test_somebody_who_left_the_channel_loses_the_right_to_vote(stage: Stage) -> None:
    card = stage.judged()
    stage.bob.leave(stage.channel)
    submission = Submission(
        asker(stage, stage.bob),
        "vote_save",
        forged(stage, cluster=cluster_id(stage)),
        "view:V1:1",
        "V1",
        "",
        {"together": "yes", "seem": "yes"},
    )
    with pytest.raises(NotFound):
        vote.save(office(stage), submission)
    assert card.ts
