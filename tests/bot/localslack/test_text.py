"""Typed text as it arrives at an app: escaped and decorated."""

import pytest

from bot.localslack import LocalSlack, ManualClock
from bot.localslack.state import State
from bot.localslack.text import decorate, escape
from tests.bot.localslack.sample_app import MANIFEST, START


@pytest.fixture(scope="module")
def state() -> State:
    workspace = LocalSlack(MANIFEST, clock=ManualClock(START))
    workspace.stop()
    workspace.add_user("ben")
    workspace.add_channel("quay")
    workspace.add_channel("secret", private=True)
    workspace.add_usergroup("leads")
    return workspace.world.state


def test_three_characters_are_escaped() -> None:
    assert escape("a < b & c > d") == "a &lt; b &amp; c &gt; d"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("a & b", "a &amp; b"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("see https://x.com/a?b=1&c=2.", "see <https://x.com/a?b=1&amp;c=2>."),
        ("see x.com/a now", "see <http://x.com/a|x.com/a> now"),
        ("u@host.org", "<mailto:u@host.org|u@host.org>"),
        ("@ann@mastodon.social", "@<mailto:ann@mastodon.social|ann@mastodon.social>"),
        ("@nobody", "@nobody"),
        ("@here look", "<!here> look"),
        ("#nowhere", "#nowhere"),
        ("#secret", "#secret"),
        ("<@U404>", "&lt;@U404&gt;"),
    ],
)
def test_typed_text_is_decorated(state: State, typed: str, wanted: str) -> None:
    assert decorate(typed, state) == wanted


def test_known_names_become_mentions(state: State) -> None:
    ben, quay, leads = state.user_named("ben"), state.channel_named("quay"), state.group_named("leads")
    assert ben is not None
    assert quay is not None
    assert leads is not None
    expected = f"<@{ben.id}>, <#{quay.id}|quay> <!subteam^{leads.id}|@leads> <@{ben.id}>"
    assert decorate(f"@ben, #quay @leads <@{ben.id}>", state) == expected
