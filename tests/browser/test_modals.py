"""Modals: fields, errors beside them, the stack, closing."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Harness

pytestmark = pytest.mark.browser


def open_form(page: Page) -> None:
    box = page.locator("#channel .composer-text")
    box.fill("/dock form")
    box.press("Enter")
    expect(page.locator("dialog.modal")).to_be_visible()


def test_a_refused_modal_shows_the_error_beside_its_field_and_then_succeeds(page: Page) -> None:
    open_form(page)
    page.get_by_label("Name of the boat").fill("ab")
    page.get_by_role("button", name="Dock", exact=True).click()
    block = page.locator("[data-block=name]")
    expect(block.locator(".field-error")).to_have_text("At least three letters, please.")
    expect(page.get_by_label("Name of the boat")).to_be_focused()
    expect(page.get_by_label("Name of the boat")).to_have_value("ab")
    page.get_by_label("Name of the boat").fill("abc")
    page.keyboard.press("Enter")
    expect(page.locator("dialog.modal")).to_be_hidden()
    expect(page.locator("#channel .msg", has_text="A boat came in: abc")).to_be_visible()


def test_a_required_field_left_empty_is_told_without_asking_the_app(page: Page, harness: Harness) -> None:
    open_form(page)
    page.get_by_role("button", name="Dock", exact=True).click()
    expect(page.locator("[data-block=name] .field-error")).not_to_be_empty()
    assert harness.bot.docked == []


def test_every_kind_of_field_reaches_the_app_with_its_value(page: Page, harness: Harness) -> None:
    open_form(page)
    modal = page.locator("dialog.modal")
    page.get_by_label("Name of the boat").fill("Kestrel")
    modal.locator("[data-block=port] select").select_option(label="Riga")
    modal.locator("[data-block=flags] label", has_text="Brest").click()
    modal.locator("[data-block=kind] label", has_text="Riga").click()
    page.get_by_label("Ports of call").fill("bre")
    page.keyboard.press("Enter")
    modal.locator("[data-block=who] select").select_option(label="Ben Okafor")
    page.get_by_label("Day").fill("2030-05-04")
    page.get_by_label("Crew").fill("12")
    papers = modal.locator("[data-block=papers]")
    papers.locator("input[type=file]").set_input_files({"name": "p.csv", "mimeType": "text/csv", "buffer": b"a\n1\n"})
    expect(papers.locator(".chip")).to_contain_text("p.csv")
    page.get_by_role("button", name="Dock", exact=True).click()
    expect(modal).to_be_hidden()
    assert harness.bot.docked == [
        {
            "name": "Kestrel",
            "port": "riga",
            "flags": ["brest"],
            "kind": "riga",
            "many": ["brest"],
            "who": harness.ben.id,
            "day": "2030-05-04",
            "crew": "12",
            "papers": ["p.csv"],
        }
    ]


def test_a_second_view_stands_on_the_first_which_keeps_what_was_typed(page: Page) -> None:
    open_form(page)
    page.get_by_label("Name of the boat").fill("Kestrel")
    page.get_by_role("button", name="More details").click()
    expect(page.locator("dialog.modal")).to_contain_text("Length 12 m")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Name of the boat")).to_have_value("Kestrel")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.modal")).to_be_hidden()


def test_the_cross_closes_the_whole_stack(page: Page, harness: Harness) -> None:
    open_form(page)
    page.get_by_role("button", name="More details").click()
    expect(page.locator("dialog.modal")).to_contain_text("Length 12 m")
    page.locator("dialog.modal").get_by_role("button", name="Close", exact=True).click()
    expect(page.locator("dialog.modal")).to_be_hidden()
    harness.workspace.wait_for(lambda: harness.alice.views() == [], what="no open view")


def test_a_message_shortcut_opens_a_modal_with_the_message(page: Page, harness: Harness) -> None:
    harness.ben.say(harness.channel, "Grey hull, two masts")
    message = page.locator("#channel .msg", has_text="Grey hull")
    message.hover()
    message.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Log this message").click()
    expect(page.get_by_label("Name of the boat")).to_have_value("Grey hull, two masts")


def test_a_global_shortcut_opens_its_modal(page: Page) -> None:
    page.locator("#channel").get_by_role("button", name="Shortcuts").click()
    page.get_by_role("menuitem", name="Open the harbour").click()
    expect(page.locator("dialog.modal h2")).to_have_text("Dock a boat")


def test_an_open_modal_is_there_again_after_a_reload(page: Page) -> None:
    open_form(page)
    page.reload()
    expect(page.get_by_label("Name of the boat")).to_be_visible()
