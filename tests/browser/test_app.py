"""What the app does in the page: commands, buttons, selects, Home, ephemerals, failures."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Harness

pytestmark = pytest.mark.browser


def command(page: Page, text: str) -> None:
    box = page.locator("#channel .composer-text")
    box.fill(text)
    box.press("Enter")


def test_a_slash_command_is_completed_and_explained_while_typing(page: Page) -> None:
    box = page.locator("#channel .composer-text")
    box.press_sequentially("/do")
    suggestion = page.locator("#channel .suggest-item").first
    expect(suggestion).to_contain_text("/dock")
    expect(suggestion).to_contain_text("[name] | form | card")
    box.press("Tab")
    expect(box).to_have_value("/dock ")
    expect(page.locator("#channel .usage")).to_contain_text("[name] | form | card")


def test_a_slash_command_is_answered_only_to_the_person_who_gave_it(page: Page) -> None:
    command(page, "/dock Kestrel")
    answer = page.locator("#channel .msg.only-you")
    expect(answer).to_contain_text("Docked Kestrel")
    expect(answer).to_contain_text("Only visible to you")
    page.get_by_role("button", name="Act as Ben Okafor").click()
    expect(page.get_by_role("button", name="Act as Ben Okafor")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#channel .msg.only-you")).to_have_count(0)


def test_an_ephemeral_vanishes_on_reload(page: Page) -> None:
    command(page, "/dock Osprey")
    expect(page.locator("#channel .msg.only-you")).to_be_visible()
    page.reload()
    expect(page.locator("#channel .intro h2")).to_be_visible()
    expect(page.locator("#channel .msg.only-you")).to_have_count(0)


def test_an_app_that_does_not_answer_is_named_and_the_text_is_kept(page: Page) -> None:
    command(page, "/silent please")
    complaint = page.locator("#channel .complaint")
    expect(complaint).to_contain_text("/silent")
    expect(complaint).to_contain_text("Only visible to you")
    expect(page.locator("#channel .composer-text")).to_have_value("/silent please")


def test_a_slash_command_in_a_thread_is_refused_with_a_way_out(page: Page, harness: Harness) -> None:
    harness.alice.say(harness.channel, "A parent")
    message = page.locator("#channel .msg", has_text="A parent")
    message.hover()
    message.get_by_role("button", name="Reply in a thread").click()
    reply = page.locator("#thread .composer-text")
    reply.fill("/dock Kestrel")
    reply.press("Enter")
    expect(page.locator("#thread .complaint")).to_contain_text("cannot be used in a thread")
    expect(reply).to_have_value("/dock Kestrel")


def test_a_button_updates_its_message_live_and_keeps_the_focus(page: Page) -> None:
    command(page, "/dock card")
    message = page.locator("#channel .msg", has_text="Boats in the harbour")
    expect(message).to_contain_text("0 boats counted")
    count = message.get_by_role("button", name="Count one more")
    count.focus()
    page.keyboard.press("Enter")
    expect(message).to_contain_text("1 boats counted")
    expect(count).to_be_focused()
    page.keyboard.press("Enter")
    expect(message).to_contain_text("2 boats counted")


def test_a_button_with_a_question_acts_only_after_yes(page: Page, harness: Harness) -> None:
    command(page, "/dock card")
    sink = page.get_by_role("button", name="Sink a boat")
    sink.click()
    expect(page.locator("dialog.ask")).to_contain_text("No way back.")
    page.locator("dialog.ask").get_by_role("button", name="Keep").click()
    expect(page.locator("dialog.ask")).to_have_count(0)
    assert harness.bot.pressed == []
    sink.click()
    page.locator("dialog.ask").get_by_role("button", name="Sink").click()
    harness.workspace.wait_for(lambda: harness.bot.pressed == ["sink"], what="the press")


def test_a_select_and_an_overflow_menu_tell_the_app_what_was_chosen(page: Page, harness: Harness) -> None:
    command(page, "/dock card")
    message = page.locator("#channel .msg", has_text="Boats in the harbour")
    message.locator("select").select_option(label="Osprey")
    expect(page.locator("#channel .msg.only-you")).to_contain_text("You chose Osprey")
    message.locator(".b-actions").get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Sell it").click()
    harness.workspace.wait_for(lambda: harness.bot.pressed == ["choose:osprey", "more:sell"], what="the choices")


def test_the_home_tab_shows_what_the_app_published_for_the_person(page: Page) -> None:
    page.locator("#places .side-row", has_text="Harbour home").click()
    expect(page.locator("#home")).to_contain_text("Welcome aboard, @Alice Moreau")
    page.get_by_role("button", name="Act as Ben Okafor").click()
    expect(page.locator("#home")).to_contain_text("Welcome aboard, @Ben Okafor")


def test_the_top_line_says_whether_the_app_is_connected(page: Page, harness: Harness) -> None:
    expect(page.locator(".link-state")).to_have_class(re.compile(r"\bon\b"))
    expect(page.locator(".link-state")).to_contain_text("Harbour connected")
    harness.workspace.drop_connections()
    expect(page.locator(".link-state")).to_have_class(re.compile(r"\boff\b"))
