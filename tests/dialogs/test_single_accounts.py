"""Accounts outside the groups: counted on the first message, read by whoever may read the case, never voted on."""

from bot.report import AccountReport
from tests.dialogs.conftest import Stage
from tests.handlers import samples

ODD = AccountReport(
    "77",
    "va11eynews <!channel>",
    (samples.finding("D12", None, "Its handle looks like “valleynews”.", innocent="Parody looks the same."),),
)


def test_an_account_outside_the_groups_is_counted_in_the_channel_and_read_in_a_modal(stage: Stage) -> None:
    stage.open_case()
    stage.finish(alone=(ODD,))
    root = stage.root(contains="*Besides* 1 account outside the groups stands out by itself.")
    assert "va11eynews" not in root.plain
    choices = {one["text"]["text"]: one["value"] for one in root.element("case_menu")["options"]}
    stage.bob.press(root, "case_menu", value=choices["Accounts outside"])
    view = stage.modal(stage.bob, "stands out by itself")
    assert "That is no verdict" in view.plain
    assert "Its handle looks like “valleynews”. _Parody looks the same._" in view.plain
    assert "<!channel>" not in view.plain


def test_without_such_accounts_the_first_message_says_nothing_of_them(stage: Stage) -> None:
    stage.judged()
    root = stage.root(contains="to judge")
    assert "*Besides*" not in root.plain
    assert "Accounts outside" not in [one["text"]["text"] for one in root.element("case_menu")["options"]]
