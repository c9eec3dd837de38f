"""Declarations of automation are read from profiles; denials and mentions of machines are not."""

import pytest

from bot.measures.declared import automated, says_automated
from bot.protocols import AccountRecord
from tests.bot.worlds import context_of


@pytest.mark.parametrize(
    "profile",
    [
        "Automated news feed. Not monitored.",
        "This account is automated",
        "I'm a friendly weather bot",
        "Bot account, run by the newsroom",
        "Unofficial bot for train delays",
        "Posts automatically whenever the bridge opens",
        "Cuenta automatizada de avisos",
        "Автоматическая лента новостей",
        "非公式bot です",
    ],
)
def test_a_plain_declaration_counts(profile: str) -> None:
    assert says_automated(profile)


@pytest.mark.parametrize(
    "profile",
    [
        "",
        "Not a bot, just shy",
        "I am not an automated account",
        "Definitely no bot here",
        "Test automation engineer",
        "I block every bot I see",
        "Automatic gearboxes and old cars",
        "Nie bot, tylko człowiek",
        "Botanist. Bottle collector.",
    ],
)
def test_denials_and_mere_mentions_do_not_count(profile: str) -> None:
    assert not says_automated(profile)


def test_a_platforms_mark_counts_as_well_as_words() -> None:
    records = [AccountRecord("a", automated=True), AccountRecord("b", bio="Automated headlines"), AccountRecord("c")]
    assert automated(context_of(records)).tolist() == [True, True, False]
