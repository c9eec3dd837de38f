import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from bot.reporting.explorer.page import explorer_page, inert_json
from tests.explorer_scenes import HOSTILE, scene


class Elements(HTMLParser):
    """Every element with its attributes, and the texts of scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, list[str]] = {"script": [], "style": []}
        self.open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.open = tag
        if tag in self.inside:
            self.inside[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        self.open = "" if tag == self.open else self.open

    def handle_data(self, data: str) -> None:
        if self.open in self.inside:
            self.inside[self.open][-1] += data


def elements(page: str) -> Elements:
    """The page as a browser's parser sees it."""
    seen = Elements()
    seen.feed(page)
    return seen


def data(page: str) -> Any:
    """What the page's data block holds."""
    return json.loads(elements(page).inside["script"][0])


def test_the_page_holds_nothing_but_its_own_elements() -> None:
    names = [name for name, _ in elements(explorer_page(scene())).found]
    assert names == [
        "html", "head", "meta", "meta", "meta", "meta", "meta", "title", "style",
        "body", "noscript", "div", "script", "script",
    ]  # fmt: skip


def test_no_element_of_the_page_names_another_file() -> None:
    told = [key for _, attributes in elements(explorer_page(scene())).found for key in attributes]
    assert not {"src", "href", "srcset", "action", "style"} & set(told)
    assert not [key for key in told if key.startswith("on")]


def test_the_policy_allows_this_style_and_this_script_and_nothing_else() -> None:
    seen = elements(explorer_page(scene()))
    policy = next(a["content"] for n, a in seen.found if a.get("http-equiv") == "Content-Security-Policy")
    digests = {
        name: base64.b64encode(hashlib.sha256(seen.inside[name][-1].encode()).digest()).decode()
        for name in ("script", "style")
    }
    assert policy == (
        f"default-src 'none'; script-src 'sha256-{digests['script']}'; style-src 'sha256-{digests['style']}'; "
        "base-uri 'none'; form-action 'none'"
    )


@pytest.mark.parametrize(
    "text", [HOSTILE, "<!--<script>", "</SCRIPT >", "]]>", "&lt;/script&gt;", "\u2028\u2029", "half\ud800", '"\\']
)
def test_a_text_cannot_leave_the_data_block(text: str) -> None:
    packed = inert_json({"a": text})
    assert not set("<>&\u2028\u2029") & set(packed)
    assert packed.isascii()
    assert json.loads(packed) == {"a": text}


def test_a_hostile_handle_is_in_the_data_and_nowhere_else() -> None:
    page = explorer_page(scene())
    assert "<img" not in page
    assert page.count("</script>") == 2
    assert data(page)["accounts"][1]["handle"] == HOSTILE


def test_the_title_names_the_case_and_nobody() -> None:
    title = re.search("<title>(.*?)</title>", explorer_page(scene()))
    assert title is not None
    assert title[1] == "Case 42: who is tied to whom"


def test_the_same_case_gives_the_same_bytes() -> None:
    assert explorer_page(scene((12, 5))) == explorer_page(scene((12, 5)))
