"""Text from outside stays text; the page asks nobody but its own workspace."""

from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Harness

pytestmark = pytest.mark.browser

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<script>document.title='owned'</script>",
    '"><svg onload=alert(1)>',
    "<a href=javascript:alert(1)>x</a>",
    "<!channel> <!here>",
    "&lt;b&gt;twice&lt;/b&gt;",
    "```<b>in code</b>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_of_a_person_stays_text(page: Page, harness: Harness, text: str) -> None:
    harness.ben.say(harness.channel, text)
    body = page.locator("#channel .msg .msg-body").last
    expect(body).to_have_text(text)
    assert body.locator("img, script, svg, a, b, .mention").count() == 0


def test_hostile_text_of_an_app_stays_text_in_every_kind_of_block(page: Page, harness: Harness) -> None:
    evil = "<img src=x onerror=alert(1)>"
    plain = {"type": "plain_text", "text": evil}
    rich = {"type": "rich_text_section", "elements": [{"type": "text", "text": evil}]}
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": plain},
        {"type": "section", "text": {"type": "mrkdwn", "text": evil}, "fields": [plain]},
        {"type": "context", "elements": [plain, {"type": "mrkdwn", "text": evil}]},
        {"type": "actions", "elements": [{"type": "button", "action_id": "sink", "text": plain}]},
        {"type": "rich_text", "elements": [rich]},
        {"type": "table", "rows": [[{"type": "raw_text", "text": evil}], [{"type": "raw_text", "text": evil}]]},
    ]
    harness.client.chat_postMessage(channel=harness.channel, text="fallback", blocks=blocks)
    body = page.locator("#channel .msg .msg-body").last
    expect(body.locator("h3")).to_have_text(evil)
    assert body.inner_text().count(evil) == 9
    assert page.locator("#channel .feed img").count() == 0


def test_a_hostile_file_name_stays_text(page: Page, harness: Harness) -> None:
    harness.ben.say(harness.channel, "see", files=[("<img src=x onerror=alert(1)>.csv", b"a\n")])
    expect(page.locator(".file-name bdi")).to_have_text("<img src=x onerror=alert(1)>.csv")
    assert page.locator("#channel .feed img").count() == 0


def test_a_text_that_turns_its_direction_does_not_turn_its_neighbours(page: Page, harness: Harness) -> None:
    harness.ben.say(harness.channel, "safe \u202etxet live\u2067")
    line = page.locator("#channel .msg .line").last
    expect(line).to_contain_text("safe")
    assert line.evaluate("e => getComputedStyle(e).unicodeBidi") == "plaintext"
    author = page.locator("#channel .msg .author").last
    assert author.evaluate("e => [e.tagName, getComputedStyle(e).unicodeBidi]") == ["BDI", "isolate"]


def test_only_web_and_mail_addresses_become_links(page: Page, harness: Harness) -> None:
    text = "<javascript:alert(1)|click> <data:text/html,x|here> <https://example.org/a|good>"
    harness.client.chat_postMessage(channel=harness.channel, text=text)
    expect(page.locator("#channel .msg-body a")).to_have_count(1)
    link = page.locator("#channel .msg-body a")
    assert link.get_attribute("href") == "https://example.org/a"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_an_image_from_elsewhere_is_named_and_not_loaded(page: Page, harness: Harness) -> None:
    image = {"type": "image", "image_url": "https://example.org/pixel.png", "alt_text": "A pixel"}
    harness.client.chat_postMessage(channel=harness.channel, text="picture", blocks=[image])
    expect(page.locator(".outside-image")).to_contain_text("A pixel")
    assert page.locator("#channel .feed img").count() == 0


def test_the_page_forbids_code_of_others(page: Page, harness: Harness) -> None:
    policy = httpx.get(harness.workspace.page_url).headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    expect(page.locator("#channel")).to_be_visible()
