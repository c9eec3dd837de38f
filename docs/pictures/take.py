"""Takes the pictures of docs/ in the demo workspace with a real browser: generated accounts only.

Run it with `make pictures`; it needs Chromium (its path in SHOAL_CHROMIUM, or on the PATH).
"""

import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from bot.demo.samples import generated_posts
from bot.demo.stage import Stage, stage
from bot.localslack import Message

HERE = Path(__file__).parent
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
WAIT = 120.0


def main() -> None:
    """Play the main job in the page and keep a picture of each part."""
    chromium = os.environ.get("SHOAL_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("No Chromium found: install it, or name it in SHOAL_CHROMIUM.")
    with stage(log_level="error") as made, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1500, "height": 1900})
        page.goto(f"{made.workspace.page_url}#{made.channel}")
        page.wait_for_selector("body.ready")
        _case(made, page)
        _dispute(made, page)
        _explorer(made, browser)
        _live(made, page)
        browser.close()


def _case(made: Stage, page: Page) -> None:
    ada, ben = made.people["ada"], made.people["ben"]
    said = f"{made.bot} posts from the valley forum"
    ben.say(made.channel, said, files=[("valley_forum.csv.gz", generated_posts())])
    root = made.workspace.wait_for_message(made.channel, lambda one: "to judge" in one.plain, timeout=WAIT)
    made.workspace.wait_for_message(
        made.channel, lambda one: "C3 of" in one.plain and "image" in str(one.blocks), thread="any", timeout=WAIT
    )
    page.wait_for_timeout(1500)
    _keep(_message(page, root.ts), "root-message")
    _open(made, page, root.ts)
    card = next(one for one in made.workspace.thread(made.channel, root.ts) if "C1 of" in one.plain)
    _keep(_message(page, card.ts), "cluster-card")
    _message(page, card.ts).get_by_role("button", name="Vote").click()
    page.get_by_text("Are they acting together?").wait_for()
    page.wait_for_timeout(500)
    _keep(page.locator("dialog.modal").last, "vote-modal")
    page.keyboard.press("Escape")
    ada.open_home()


def _dispute(made: Stage, page: Page) -> None:
    """Two people disagree: their reasons side by side; then Ada's Home tab (the page starts as hers)."""
    cards = {
        key: made.workspace.wait_for_message(made.channel, lambda one, key=key: f"{key} of" in one.plain, thread="any")
        for key in ("C2", "C3")
    }
    view = "The same page was shared within a minute, for weeks; the accounts were made in two days."
    _vote(made, "ben", cards["C2"], {"together": "yes", "seem": "yes", "note": view}, ["timing", "history"], "high")
    view = "I know the choir behind this page: they agree on a time to post. Nobody pretends to be somebody else."
    _vote(made, "chloe", cards["C2"], {"together": "yes", "seem": "no", "note": view}, ["benign"], "medium")
    told = made.workspace.wait_for_message(
        made.channel, lambda one: "C2: disputed" in one.plain, thread="any", timeout=WAIT
    )
    ada = made.people["ada"]
    claim = next(one for one in cards["C3"].element("cluster_menu")["options"] if "look" in one["text"]["text"])
    ada.press(cards["C3"], "cluster_menu", value=claim["value"])
    _open(made, page, str(told.thread_ts))
    _message(page, told.ts).get_by_role("button", name="Reasons side by side").click()
    page.get_by_text("rests on").first.wait_for()
    page.wait_for_timeout(500)
    _keep(page.locator("dialog.modal").last, "dispute")
    page.keyboard.press("Escape")
    page.goto("about:blank")
    page.goto(f"{made.workspace.page_url}#home")
    page.get_by_text("My settings").wait_for()
    page.wait_for_timeout(1000)
    _keep(page.locator(".home-page"), "app-home")


def _vote(made: Stage, who: str, card: Message, answers: dict[str, str], reasons: list[str], sure: str) -> None:
    person = made.people[who]
    person.press(card, "Vote")
    form = made.workspace.wait_for(
        lambda: next((view for view in person.views() if "together" in str(view.blocks)), None), timeout=WAIT
    )
    given = {**answers, "reasons": reasons, "confidence": sure}
    person.submit(form, {name: {name: value} for name, value in given.items()})


def _explorer(made: Stage, browser: Browser) -> None:
    """The explorer page of the case, as its export brings it: whole in light, one account in the dark."""
    ben = made.people["ben"]
    ben.command(made.channel, "/triage", "export 1 html")
    sent = made.workspace.wait_for(
        lambda: next((one for one in made.workspace.files() if one.name == "case-1.html"), None), timeout=WAIT
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / sent.name
        path.write_bytes(made.workspace.file_bytes(sent.id))
        page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme="light")
        page.goto(path.as_uri())
        page.wait_for_selector("body.ready")
        page.wait_for_timeout(1500)
        page.screenshot(path=HERE / "explorer.png")
        page.get_by_label("Light or dark").select_option("dark")
        page.locator(".results button").first.click()
        page.wait_for_timeout(1500)
        page.screenshot(path=HERE / "explorer-account.png")
        page.close()


def _live(made: Stage, page: Page) -> None:
    handles = " ".join(f"bsky:{handle}" for handle in made.village.handles())
    ben, chloe = made.people["ben"], made.people["chloe"]
    ben.command(made.channel, "/triage", handles)
    card = made.workspace.wait_for_message(
        made.channel, lambda one: "C0 " in one.plain and one.thread_ts, thread="any", timeout=WAIT
    )
    for person in (ben, chloe):
        person.press(card, "Vote")
        made.workspace.wait_for(lambda who=person: who.view() and "together" in str(who.view().blocks), timeout=WAIT)
        answers = {"together": {"together": "yes"}, "seem": {"seem": "yes"}, "note": {"note": "made in one week"}}
        person.submit(person.view(), answers)
    for days in (2, 2, 3, 3):
        made.later(days)
    notice = made.workspace.wait_for_message(
        made.channel, lambda one: "Recheck of C0" in one.plain, thread="any", timeout=WAIT
    )
    _open(made, page, str(notice.thread_ts))
    _keep(_message(page, notice.ts), "recheck-notice")


def _open(made: Stage, page: Page, thread: str) -> None:
    """Load the page anew with a thread beside the channel."""
    page.goto("about:blank")
    page.goto(f"{made.workspace.page_url}#{made.channel}/{thread}")
    page.wait_for_selector("body.ready")
    page.wait_for_timeout(1500)


def _message(page: Page, ts: str) -> Locator:
    return page.locator(f'.msg[data-ts="{ts}"]').last


def _keep(what: Locator, name: str) -> None:
    what.scroll_into_view_if_needed()
    what.screenshot(path=HERE / f"{name}.png")


if __name__ == "__main__":
    main()
