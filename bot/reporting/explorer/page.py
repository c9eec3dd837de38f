"""Puts the explorer page together: markup, style, script and data in one file that may fetch nothing.

Its policy allows one style and one script, each by digest; the data are a block that no browser runs.
"""

import base64
import hashlib
import json
from importlib.resources import files

from bot.reporting.explorer.document import document
from bot.reporting.explorer.scene import Scene
from bot.reporting.markup import Markup, tag, void


def explorer_page(scene: Scene) -> str:
    """The whole page, the same bytes for the same scene."""
    style, script = (files(__package__).joinpath(name).read_text("utf-8") for name in ("page.css", "bundle.js"))
    body = tag(
        "body",
        tag("noscript", "This page draws a network and needs JavaScript. It fetches nothing."),
        tag("div", id="page"),
        tag("script", Markup(inert_json(document(scene))), type="application/json", id="data"),
        tag("script", Markup(script)),
    )
    return f"<!doctype html>\n{tag('html', _head(scene, style, script), body, lang='en')}\n"


def inert_json(value: object) -> str:
    """JSON in ASCII that cannot end the script element it stands in: `<`, `>` and `&` are escaped."""
    packed = json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return packed.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def policy(style: str, script: str) -> str:
    """What the browser lets the page do: run this script, use this style, and nothing else."""
    rules = {
        "default-src": "'none'",
        "script-src": f"'sha256-{_digest(script)}'",
        "style-src": f"'sha256-{_digest(style)}'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {allowed}" for name, allowed in rules.items())


def _head(scene: Scene, style: str, script: str) -> Markup:
    return tag(
        "head",
        void("meta", charset="utf-8"),
        void("meta", http_equiv="Content-Security-Policy", content=policy(style, script)),
        void("meta", name="referrer", content="no-referrer"),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        void("meta", name="color-scheme", content="light dark"),
        tag("title", f"Case {scene.case_number}: who is tied to whom"),
        tag("style", Markup(style)),
    )


def _digest(content: str) -> str:
    return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
