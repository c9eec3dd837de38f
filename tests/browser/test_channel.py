"""Channels, threads, files, people: what a person does without the app's help."""

import base64
import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import Harness, Watch, open_page

pytestmark = pytest.mark.browser

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def composer(page: Page) -> Locator:
    return page.locator("#channel .composer-text")


def say(page: Page, text: str, shown: str = "") -> Locator:
    composer(page).fill(text)
    composer(page).press("Enter")
    message = page.locator("#channel .msg", has_text=shown or text).last
    expect(message).to_be_visible()
    return message


def drop(page: Page, selector: str, name: str, content: bytes, kind: str) -> None:
    transfer = page.evaluate_handle(
        """([name, kind, encoded]) => {
            const bytes = Uint8Array.from(atob(encoded), (c) => c.charCodeAt(0));
            const transfer = new DataTransfer();
            transfer.items.add(new File([bytes], name, {type: kind}));
            return transfer;
        }""",
        [name, kind, base64.b64encode(content).decode()],
    )
    for event in ("dragenter", "dragover", "drop"):
        page.dispatch_event(selector, event, {"dataTransfer": transfer})


def test_what_a_person_writes_appears_under_their_name(page: Page, harness: Harness) -> None:
    message = say(page, "Two boats at *dawn*", shown="Two boats at dawn")
    expect(message.locator("strong")).to_have_text("dawn")
    expect(page.locator(".msg .author").last).to_have_text("Alice Moreau")
    expect(composer(page)).to_have_value("")
    assert harness.workspace.messages(harness.channel)[-1].text == "Two boats at *dawn*"


def test_a_message_posted_elsewhere_appears_without_a_reload(page: Page, harness: Harness) -> None:
    harness.ben.say(harness.channel, "Fog over the pier")
    expect(page.locator(".msg", has_text="Fog over the pier")).to_be_visible()


def test_enter_with_shift_makes_a_line_instead_of_sending(page: Page, harness: Harness) -> None:
    before = len(harness.workspace.messages(harness.channel))
    composer(page).press_sequentially("one")
    composer(page).press("Shift+Enter")
    composer(page).press_sequentially("two")
    expect(composer(page)).to_have_value("one\ntwo")
    assert len(harness.workspace.messages(harness.channel)) == before


def test_acting_as_another_person_writes_under_their_name(page: Page, harness: Harness) -> None:
    page.get_by_role("button", name="Act as Ben Okafor").click()
    expect(page.get_by_role("button", name="Act as Ben Okafor")).to_have_attribute("aria-pressed", "true")
    say(page, "Ben speaking")
    assert harness.workspace.messages(harness.channel)[-1].user == harness.ben.id


def test_two_pages_see_each_other_live(page: Page, context: BrowserContext, harness: Harness, watch: Watch) -> None:
    other = open_page(context, harness, watch)
    other.get_by_role("button", name="Act as Ben Okafor").click()
    expect(other.get_by_role("button", name="Act as Ben Okafor")).to_have_attribute("aria-pressed", "true")
    say(page, "Ahoy Ben")
    expect(other.locator(".msg", has_text="Ahoy Ben")).to_be_visible()


def test_a_mention_is_answered_in_the_thread(page: Page) -> None:
    composer(page).press_sequentially("@har")
    expect(page.locator("#channel .suggest-item").first).to_contain_text("@harbour")
    composer(page).press("Tab")
    composer(page).press_sequentially("are you there?")
    composer(page).press("Enter")
    page.locator("#channel .thread-summary").click()
    expect(page.locator("#thread .msg", has_text="Aye aye")).to_be_visible()


def test_a_reply_lands_in_the_thread_and_is_counted_on_its_parent(page: Page) -> None:
    message = say(page, "Who has the key?")
    message.hover()
    message.get_by_role("button", name="Reply in a thread").click()
    page.locator("#thread .composer-text").fill("I have")
    page.locator("#thread .composer-text").press("Enter")
    expect(page.locator("#thread .msg", has_text="I have")).to_be_visible()
    expect(page.locator("#channel .thread-summary")).to_contain_text("1 reply")
    expect(page.locator("#channel .msg", has_text="I have")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("#thread")).to_be_hidden()


def test_a_dropped_picture_is_uploaded_and_shown(page: Page, harness: Harness) -> None:
    drop(page, "#channel", "dot.png", DOT, "image/png")
    expect(page.locator("#channel .composer .chip")).to_contain_text("dot.png")
    composer(page).press("Enter")
    picture = page.locator("#channel .msg img.full")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 1)
    picture.click()
    expect(page.locator("dialog.lightbox img")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.lightbox")).to_have_count(0)
    assert harness.workspace.file_bytes(harness.workspace.files(harness.channel)[-1].id) == DOT


def test_a_file_dropped_on_a_thread_belongs_to_the_thread(page: Page) -> None:
    message = say(page, "Papers please")
    message.hover()
    message.get_by_role("button", name="Reply in a thread").click()
    expect(page.locator("#thread .msg")).to_have_count(1)
    drop(page, "#thread", "crew.csv", b"name\nann\n", "text/csv")
    page.locator("#thread .composer-text").press("Enter")
    expect(page.locator("#thread .file-card")).to_contain_text("crew.csv")
    expect(page.locator("#channel .file-card")).to_have_count(0)


def test_a_file_is_downloaded_with_its_name_and_bytes(page: Page) -> None:
    page.locator("#channel input[type=file]").set_input_files(
        {"name": "crew.csv", "mimeType": "text/csv", "buffer": b"name\nann\n"}
    )
    composer(page).press("Enter")
    with page.expect_download() as caught:
        page.get_by_role("link", name="Download crew.csv").click()
    assert caught.value.suggested_filename == "crew.csv"
    assert caught.value.path().read_bytes() == b"name\nann\n"


def test_a_reaction_is_counted_and_taken_back(page: Page, harness: Harness) -> None:
    message = say(page, "Wind from the west")
    message.hover()
    message.get_by_role("button", name="Add a reaction").click()
    page.get_by_role("menuitem", name="eyes").click()
    pill = page.locator(".reactions .pill")
    expect(pill.locator(".count")).to_have_text("1")
    harness.ben.react(harness.workspace.messages(harness.channel)[-1], "eyes")
    expect(pill.locator(".count")).to_have_text("2")
    pill.click()
    expect(pill.locator(".count")).to_have_text("1")


def test_an_edited_and_a_deleted_message_change_in_place(page: Page) -> None:
    message = say(page, "Tide at sxi")
    message.hover()
    message.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Edit").click()
    page.get_by_label("Edit the message").fill("Tide at six")
    page.get_by_label("Edit the message").press("Enter")
    changed = page.locator("#channel .msg", has_text="Tide at six")
    expect(changed).to_contain_text("(edited)")
    changed.hover()
    changed.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Delete…").click()
    page.locator("dialog.ask").get_by_role("button", name="Delete").click()
    expect(page.locator("#channel .msg", has_text="Tide at six")).to_have_count(0)


def test_a_channel_that_is_not_open_shows_what_is_unread(page: Page, harness: Harness) -> None:
    other = harness.workspace.add_channel("pier", members=[harness.alice, harness.ben])
    harness.ben.say(other, "hello @alice")
    row = page.locator("#places .side-row", has_text="pier")
    expect(row).to_have_class(re.compile("unread"))
    expect(row.locator(".count-badge")).to_have_text("1")
    row.click()
    expect(page.locator("#channel .msg", has_text="hello")).to_be_visible()
    expect(page.locator("#channel .new-line")).to_have_count(1)
    expect(row).not_to_have_class(re.compile("unread"))


def test_a_public_channel_is_joined_from_the_page(page: Page, harness: Harness) -> None:
    harness.workspace.add_channel("lighthouse", members=[harness.ben])
    page.locator("#places .side-row", has_text="lighthouse").click()
    page.get_by_role("button", name="Join the channel").click()
    expect(composer(page)).to_have_attribute("placeholder", "Message #lighthouse")


def test_a_new_channel_is_made_and_the_app_invited(page: Page) -> None:
    page.get_by_role("button", name="New channel").click()
    page.get_by_label("Name").fill("dry-dock")
    page.get_by_role("button", name="Create").click()
    expect(page.locator("#channel h1")).to_contain_text("dry-dock")
    expect(page.locator("#channel .intro")).to_contain_text("Harbour is not in this channel")
    composer(page).fill("/invite @Harbour")
    composer(page).press("Enter")
    expect(page.locator("#channel .intro")).not_to_contain_text("Harbour is not in this channel")


def test_the_extra_control_runs_and_says_what_it_did(page: Page, harness: Harness) -> None:
    page.get_by_role("button", name="Move the clock by a day").click()
    expect(page.locator(".notice")).to_contain_text("The clock moved by a day")
    assert harness.moved == [1]


def test_times_are_local_and_utc_stands_on_hover(page: Page) -> None:
    message = say(page, "What time is it?")
    title = page.locator("#channel .msg .when").first.get_attribute("title") or ""
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", title)
    local = message.locator("time").first.inner_text() or page.locator("#channel .msg-head .when").last.inner_text()
    assert int(local[:2]) == (int(title[11:13]) + 2) % 24


def test_a_direct_message_opens_from_the_list(page: Page) -> None:
    page.locator("#places .side-row", has_text="Ben Okafor").click()
    expect(composer(page)).to_have_attribute("placeholder", "Message Ben Okafor")
    say(page, "psst")


def test_the_page_says_when_the_workspace_is_gone(page: Page, harness: Harness, watch: Watch) -> None:
    composer(page).fill("not yet sent")
    harness.workspace.stop()
    expect(page.locator("#offline")).to_be_visible()
    expect(composer(page)).to_have_value("not yet sent")
    page.close()
    watch.problems[:] = [p for p in watch.problems if "ERR_CONNECTION_REFUSED" not in p and "ERR_INCOMPLETE" not in p]


def test_a_link_to_a_message_of_this_workspace_opens_it_in_the_page(page: Page, harness: Harness) -> None:
    parent = harness.ben.say(harness.channel, "The old chart")
    harness.ben.say(harness.channel, "Its second sheet", thread=parent)
    link = harness.client.chat_getPermalink(channel=harness.channel, message_ts=parent.ts)["permalink"]
    harness.client.chat_postMessage(channel=harness.channel, text=f"see <{link}|the chart>")
    page.get_by_role("link", name="the chart").click()
    expect(page.locator("#thread .msg", has_text="Its second sheet")).to_be_visible()


def test_what_comes_while_reading_further_up_is_announced_and_does_not_move_the_text(
    page: Page, harness: Harness
) -> None:
    for number in range(30):
        harness.ben.say(harness.channel, f"line {number}\nand\nmore")
    expect(page.locator("#channel .msg")).to_have_count(30)
    scroll = page.locator("#channel .scroll")
    scroll.hover()
    page.mouse.wheel(0, -1200)
    expect(page.locator("#channel .msg", has_text="line 29")).not_to_be_in_viewport()
    before = scroll.evaluate("e => e.scrollTop")
    harness.ben.say(harness.channel, "Land!")
    page.get_by_role("button", name="New messages").wait_for()
    assert scroll.evaluate("e => e.scrollTop") == before
    page.get_by_role("button", name="New messages").click()
    expect(page.locator("#channel .msg", has_text="Land!")).to_be_in_viewport()
