"""A case becomes internal only and open again from its first message; people of other organisations follow."""

from bot.localslack import Message
from tests.dialogs.conftest import Stage


def choose(stage: Stage, person: str, root: Message, label: str) -> None:
    """Choose an item of the first message's menu."""
    value = next(one["value"] for one in root.element("case_menu")["options"] if one["text"]["text"] == label)
    (stage.alice if person == "alice" else stage.bob).press(root, "case_menu", value=value)


def test_the_menu_makes_a_case_internal_only_and_a_lead_opens_it_again(stage: Stage) -> None:
    stage.judged()
    partner = stage.slack.add_user("partner", team="TPARTNER")
    stage.alice.invite(stage.channel, partner)
    stage.told("is of another organisation and can now read 1 case in this channel.")
    card = stage.card()
    partner.press(card, "accounts")
    stage.modal(partner, "C1: 4 accounts")
    choose(stage, "alice", stage.root(contains="to judge"), "Internal only")
    stage.told("made the case internal only: handles, posts and files stay out of the channel")
    late = stage.slack.add_user("late", team="TPARTNER")
    stage.alice.invite(stage.channel, late)
    stage.told("can read no case of this channel. 1 case is internal only: not for them.")
    inside = stage.root(contains="internal only")
    for button in ("accounts", "posts", "fan_club"):
        partner.press(card, button)
        stage.modal(partner, "You can't see that group.")
    partner.command(stage.channel, "/triage", "case 1")
    stage.whispered(partner, "There is no case 1 that you can see.")
    partner.command(stage.channel, "/triage", "cases")
    stage.whispered(partner, "No case here (open).")
    choose(stage, "bob", inside, "Open to the channel (lead)")
    stage.told("opened the case to the channel")
    partner.command(stage.channel, "/triage", "cases")
    stage.whispered(partner, "1 case (open)")
