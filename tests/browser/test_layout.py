"""How the page stands at different sizes, in the dark, and under the keyboard alone."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import Harness

pytestmark = pytest.mark.browser

NARROW: ViewportSize = {"width": 420, "height": 860}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def fill_channel(harness: Harness) -> None:
    wide = [[{"type": "raw_text", "text": f"a rather long cell number {i}"} for i in range(12)] for _ in range(3)]
    harness.client.chat_postMessage(channel=harness.channel, text="t", blocks=[{"type": "table", "rows": wide}])
    harness.client.chat_postMessage(channel=harness.channel, text="x" * 700 + " `" + "y" * 300 + "`")
    harness.client.chat_postMessage(channel=harness.channel, text="```" + "z" * 900 + "```")


@pytest.mark.parametrize("width", [420, 700, 1000, 1280])
def test_nothing_makes_the_page_scroll_sideways(page: Page, harness: Harness, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    fill_channel(harness)
    expect(page.locator("#channel .msg")).to_have_count(3)
    assert page.evaluate(OVERFLOW) == 0
    assert page.locator("#channel .scroll").evaluate("e => e.scrollWidth - e.clientWidth") == 0


def test_the_list_of_places_opens_and_closes_when_narrow(page: Page) -> None:
    page.set_viewport_size(NARROW)
    places = page.locator("#places")
    expect(places).not_to_be_visible()
    page.get_by_role("button", name="Channels").click()
    expect(places).to_be_visible()
    page.keyboard.press("Escape")
    expect(places).not_to_be_visible()


def test_a_modal_fits_when_narrow(page: Page) -> None:
    page.set_viewport_size(NARROW)
    page.locator("#channel .composer-text").fill("/dock form")
    page.locator("#channel .composer-text").press("Enter")
    expect(page.get_by_role("button", name="Dock", exact=True)).to_be_in_viewport()
    assert page.evaluate(OVERFLOW) == 0


def test_light_and_dark_follow_the_system(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def contrast(page: Page, selector: str) -> float:
    return float(
        page.evaluate(
            """(selector) => {
                const node = document.querySelector(selector);
                const parse = (c) => c.match(/[\\d.]+/g).map(Number);
                const channel = (v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
                const light = (c) => {
                    const [r, g, b] = parse(c).slice(0, 3).map((v) => channel(v / 255));
                    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
                };
                let back = node;
                const bg = (n) => getComputedStyle(n).backgroundColor;
                while (back.parentElement && parse(bg(back))[3] === 0) back = back.parentElement;
                const [a, b] = [light(getComputedStyle(node).color), light(bg(back))].sort((x, y) => y - x);
                return (a + 0.05) / (b + 0.05);
            }""",
            selector,
        )
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("selector", [".msg-body", ".msg-head .when", ".button.primary", ".side-heading h2", ".badge"])
def test_text_is_readable_on_its_ground(page: Page, scheme: str, selector: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.locator("#channel .composer-text").fill("/dock card")
    page.locator("#channel .composer-text").press("Enter")
    expect(page.locator("#channel .button.primary")).to_be_visible()
    assert contrast(page, selector) >= 4.5


def test_the_whole_of_a_vote_works_from_the_keyboard(page: Page) -> None:
    expect(page.locator("#channel .composer-text")).to_be_focused()
    page.keyboard.type("/dock form")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Name of the boat")).to_be_focused()
    page.keyboard.type("Kestrel")
    page.keyboard.press("Enter")
    expect(page.locator("#channel .msg", has_text="A boat came in: Kestrel")).to_be_visible()
    expect(page.locator("dialog[open]")).to_have_count(0)  # the message may come before the answer to the form
    page.keyboard.press("Alt+2")
    expect(page.get_by_role("button", name="Act as Ben Okafor")).to_have_attribute("aria-pressed", "true")


def test_focus_is_visible(page: Page) -> None:
    page.keyboard.press("Tab")
    style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert style != "none"
