"""The team's figures, asked for in the channel."""

from dataclasses import replace

from bot.measures.review import drawn_for_review
from bot.report import Suggestion
from tests.dialogs.conftest import Stage
from tests.handlers import samples

DRAWN = next(name for name in map(str, range(100)) if drawn_for_review(7, name))


def test_stats_count_what_the_asker_may_see_and_a_drawn_group_that_was_missed(stage: Stage) -> None:
    silent = samples.cluster_report(suggestion=Suggestion.NO_SIGNAL, findings=(), fingerprint=DRAWN)
    stage.open_case()
    stage.finish(
        silent, replace(silent, id="C2", fingerprint="not drawn 1", accounts=(samples.account(8), samples.account(9)))
    )
    card = stage.card(contains="*Drawn at random:*")
    assert "not drawn for review" in stage.root(contains="to judge").plain
    stage.vote(stage.alice, card, "yes", "yes", reasons=["timing"])
    stage.vote(stage.bob, card, "yes", "unsure", reasons=["timing"])
    stage.card(contains="*Verdict:")
    stage.alice.command(stage.channel, "/triage", "stats 30")
    told = stage.whispered(stage.alice, "*The team's figures · last 30 days*").plain
    assert "1 verdict: 1 coordinated, authenticity unclear." in told
    assert "*Misses:* 1 of 2 groups without a signal were drawn at random." in told
    assert "Judged to be coordinated or odd after all: 1 of 1, 100 % (21–100 %)." in told
    carol = stage.slack.add_user("carol", name="Carol")
    elsewhere = stage.slack.add_channel("elsewhere", members=[carol], bot=True)
    carol.command(elsewhere, "/triage", "stats")
    shown = stage.slack.wait_for(lambda: [one.plain for one in carol.ephemerals(elsewhere)], what="Carol's figures")
    assert "No group has a verdict yet." in shown[-1]
