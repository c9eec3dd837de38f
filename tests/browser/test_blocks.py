"""How mrkdwn and Block Kit look: the words, their kinds, the pictures."""

import io
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Harness

pytestmark = pytest.mark.browser


def post(page: Page, harness: Harness, text: str, blocks: list[dict[str, Any]] | None = None) -> Locator:
    sent = harness.client.chat_postMessage(channel=harness.channel, text=text, blocks=blocks)
    message = page.locator(f"#channel .msg[data-ts='{sent['ts']}'] .msg-body")
    expect(message).to_be_visible()
    return message


@pytest.mark.parametrize(
    ("text", "tag", "shown"),
    [
        ("so *bold* it is", "strong", "bold"),
        ("so _slanted_ it is", "em", "slanted"),
        ("so ~struck~ it is", "s", "struck"),
        ("run `a *b* &lt;c&gt;` now", "code", "a *b* <c>"),
        ("```\nx &lt; y\n```", "pre", "x < y"),
        ("&gt; said before", "blockquote", "said before"),
        ("see <https://example.org/a?b=1&amp;c=2|the page>", "a", "the page"),
    ],
)
def test_mrkdwn_becomes_the_right_element(page: Page, harness: Harness, text: str, tag: str, shown: str) -> None:
    expect(post(page, harness, text).locator(tag)).to_have_text(shown)


@pytest.mark.parametrize(
    "text", ["snake_case_name", "2 * 3 * 4", "a*b*c", "~ not ~", "* spaced *", "``", "a_b_", "*open"]
)
def test_marks_inside_words_or_beside_spaces_stay_as_typed(page: Page, harness: Harness, text: str) -> None:
    body = post(page, harness, text)
    expect(body).to_have_text(text)
    assert body.locator("strong, em, s, code").count() == 0


def test_ids_become_names(page: Page, harness: Harness) -> None:
    group = harness.workspace.add_usergroup("pilots", name="Pilots", users=[harness.ben])
    page.reload()
    body = post(page, harness, f"<@{harness.ben.id}> in <#{harness.channel}> with <!subteam^{group}> <!here>")
    expect(body).to_have_text("@Ben Okafor in #quay with @pilots @here")


def test_a_date_is_shown_in_local_time_with_utc_on_hover(page: Page, harness: Harness) -> None:
    body = post(page, harness, "due <!date^1700000000^{date_num} {time}|fallback>")
    expect(body).to_have_text("due 2023-11-15 00:13")
    expect(body.locator("time")).to_have_attribute("title", "2023-11-14 22:13:20 UTC")


def test_known_emoji_names_become_pictures_and_others_stay(page: Page, harness: Harness) -> None:
    expect(post(page, harness, ":tada: at 10:30:15 :no_such_thing:")).to_have_text("🎉 at 10:30:15 :no_such_thing:")


def test_a_table_keeps_its_rows_columns_and_alignment(page: Page, harness: Harness) -> None:
    rows = [[{"type": "raw_text", "text": t} for t in row] for row in (("Boat", "Crew"), ("Kestrel", "12"))]
    settings = [{"is_wrapped": True}, {"align": "right"}]
    body = post(page, harness, "t", [{"type": "table", "rows": rows, "column_settings": settings}])
    expect(body.locator("th")).to_have_text(["Boat", "Crew"])
    expect(body.locator("tbody td")).to_have_text(["Kestrel", "12"])
    assert body.locator("tbody td").last.evaluate("e => getComputedStyle(e).textAlign") in {"end", "right"}


def test_rich_text_keeps_its_lists_quotes_and_styles(page: Page, harness: Harness) -> None:
    def words(text: str, **style: bool) -> dict[str, Any]:
        return {"type": "text", "text": text, **({"style": style} if style else {})}

    items = [{"type": "rich_text_section", "elements": [words(t)]} for t in ("one", "two")]
    elements = [
        {"type": "rich_text_section", "elements": [words("plain "), words("loud", bold=True)]},
        {"type": "rich_text_list", "style": "ordered", "elements": items},
        {"type": "rich_text_quote", "elements": [words("quoted")]},
        {"type": "rich_text_preformatted", "elements": [words("$ go")]},
    ]
    body = post(page, harness, "t", [{"type": "rich_text", "elements": elements}])
    expect(body.locator("strong")).to_have_text("loud")
    expect(body.locator("ol > li")).to_have_text(["one", "two"])
    expect(body.locator("blockquote")).to_have_text("quoted")
    expect(body.locator("pre")).to_have_text("$ go")


def test_an_uploaded_picture_stands_in_an_image_block_and_opens_large(page: Page, harness: Harness) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), "navy").save(buffer, "PNG")
    sent = harness.client.files_upload_v2(filename="chart.png", content=buffer.getvalue(), title="chart")
    image = {"type": "image", "slack_file": {"id": sent["file"]["id"]}, "alt_text": "A sea chart"}
    body = post(page, harness, "chart", [image])
    expect(body.get_by_role("img", name="A sea chart")).to_have_js_property("naturalWidth", 64)
    body.get_by_role("button", name="Enlarge: A sea chart").click()
    expect(page.locator("dialog.lightbox img")).to_have_js_property("naturalWidth", 64)
