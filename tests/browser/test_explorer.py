"""The explorer page in a real browser: opened as a file, it asks nobody and can be used by mouse and by keyboard."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from bot.reporting.explorer.page import explorer_page
from bot.reporting.explorer.scene import Scene
from tests.browser.conftest import PATIENCE_MS, WIDE, Watch
from tests.explorer_scenes import HOSTILE, scene

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
DRIVER = "GL Driver Message"
"""What a browser without a graphics card says of its own drawing; no fault of the page."""


@pytest.fixture
def explore(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a case's page from a file; afterwards nothing was complained of and nothing was asked for."""
    seen = Watch()
    contexts: list[BrowserContext] = []

    def explored(made: Scene | None = None, scheme: Literal["light", "dark"] = "light") -> Page:
        path = tmp_path / f"case-{len(contexts)}.html"
        path.write_text(explorer_page(made or scene()), encoding="utf-8")
        context = browser.new_context(viewport=WIDE, color_scheme=scheme, locale="en-GB", timezone_id="Europe/Helsinki")
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        seen.follow(page)
        page.goto(path.as_uri())
        expect(page.locator("body.ready")).to_be_attached()
        return page

    yield explored
    for context in contexts:
        context.close()
    assert [problem for problem in seen.problems if DRIVER not in problem] == []
    assert [address for address in seen.addresses if not address.startswith(tmp_path.as_uri())] == []


def detail(page: Page) -> Locator:
    """The right side."""
    return page.get_by_role("complementary", name="Evidence")


def find(page: Page, words: str) -> Locator:
    """The rows that a search leaves."""
    page.get_by_role("searchbox").fill(words)
    return page.locator(".results button")


def at(page: Page, *accounts: int) -> tuple[float, float]:
    """Where the middle of some accounts stands on the screen, which the page tells."""
    number = len(accounts)
    points = [page.evaluate("n => window.explorer.where(n)", account) for account in accounts]
    return sum(point["x"] for point in points) / number, sum(point["y"] for point in points) / number


def test_the_page_opens_with_the_case_and_its_doubts(explore: Open) -> None:
    page = explore(scene((12, 5)))
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Case 42 · harbour {HOSTILE}")
    expect(detail(page)).to_contain_text("0 groups in 30 time-shuffled copies of these data")
    expect(page.locator(".caption")).to_have_text(["C1 · 12", "C2 · 5"])
    expect(page.locator(".warning")).to_contain_text("Nothing here says who runs an account.")


def test_an_internal_case_says_so_at_the_top(explore: Open) -> None:
    expect(explore(scene(internal=True)).locator(".warning")).to_contain_text("Internal only: this file names accounts")
    expect(explore(scene()).locator(".warning")).not_to_contain_text("Internal only")


def test_handles_show_only_when_asked_for_and_stay_text(explore: Open) -> None:
    page = explore()
    expect(find(page, "C1 A2").first).to_have_text("C1 A2")
    assert "lark_of" not in page.locator("#page").inner_text()
    page.get_by_label("Show handles").check()
    expect(find(page, "C1 A2").first).to_have_text(HOSTILE)
    find(page, "C1 A2").first.click()
    expect(detail(page).get_by_role("heading", level=2)).to_have_text(HOSTILE)
    assert page.locator("img, a, iframe").count() == 0


def test_search_finds_an_account_by_label_and_by_handle(explore: Open) -> None:
    page = explore(scene((12, 5)))
    expect(find(page, "lark_of_C2-3")).to_have_text(["C2 A4"])
    expect(find(page, "c2 a4")).to_have_text(["C2 A4"])
    expect(page.locator(".controls p[role=status]")).to_have_text("1 account")
    expect(find(page, "nobody at all")).to_have_count(0)
    expect(page.locator(".controls p[role=status]")).to_have_text("0 accounts")


def test_search_finds_a_tie_by_what_was_shared(explore: Open) -> None:
    page = explore()
    find(page, "news[.]example").first.click()
    expect(detail(page)).to_contain_text("hxxps://news[.]example[.]org/harbour?id=1")
    expect(detail(page)).to_contain_text("40 seconds apart")
    expect(detail(page)).to_contain_text(HOSTILE)


def test_an_account_shows_its_role_findings_and_ties(explore: Open) -> None:
    page = explore()
    find(page, "A2").first.click()
    pane = detail(page)
    expect(pane.get_by_role("heading", level=2)).to_have_text("C1 A2")
    expect(pane).to_contain_text("amplifier")
    expect(pane).to_contain_text("12 accounts reposted the same posts within 60 s of each other.")
    expect(pane).to_contain_text("A fan club looks the same.")
    expect(pane.locator(".ties button")).to_have_text(
        ["A11 · same post reposted", "A3 · same post reposted", "A4 · same link"]
    )


def test_a_tie_shows_both_posts_side_by_side_in_utc(explore: Open) -> None:
    page = explore()
    find(page, "A2").first.click()
    detail(page).get_by_role("button", name="A3 · same post reposted").click()
    first = detail(page).locator(".shared").first
    expect(first.locator(".who")).to_have_text(["A2", "A3"])
    expect(first.locator(".when")).to_have_text(["21 Apr 2021, 10:13:20", "21 Apr 2021, 10:13:29"])
    expect(first).to_contain_text("9 seconds apart")
    expect(detail(page)).to_contain_text("2 things within 10 s of each other")


def test_a_tie_whose_posts_are_not_in_the_file_says_why(explore: Open) -> None:
    page = explore()
    find(page, "A6").first.click()
    detail(page).locator(".ties button").first.click()
    expect(detail(page)).to_contain_text("of each group the 100 strongest ties keep theirs")
    purged = explore(scene(purged=True))
    find(purged, "A2").first.click()
    detail(purged).locator(".ties button").first.click()
    expect(detail(purged)).to_contain_text("The raw posts of this case were deleted on their day")


def test_a_click_on_an_account_and_on_a_line_shows_what_is_behind_it(explore: Open) -> None:
    page = explore()
    page.mouse.click(*at(page, 4))
    expect(detail(page).get_by_role("heading", level=2)).to_have_text("C1 A5")
    expect(detail(page)).to_contain_text("unsure")
    page.mouse.click(*at(page, 7, 8))
    expect(detail(page).get_by_role("heading", level=2)).to_have_text("C1 A8 and A9")
    page.mouse.click(*corner(page))
    expect(detail(page).get_by_role("heading", level=2)).to_have_text("This case")


def corner(page: Page) -> tuple[float, float]:
    """A place in the network where nobody stands."""
    box = page.locator(".stage").bounding_box()
    assert box is not None
    return box["x"] + 4, box["y"] + 4


def drawn(page: Page) -> Locator:
    """How many ties are drawn, as the page says it."""
    return page.locator(".shown")


def test_a_layer_that_is_switched_off_is_not_drawn(explore: Open) -> None:
    page = explore()
    expect(drawn(page)).to_have_text(re.compile(r"^11 of "))
    page.get_by_label("same link").uncheck()
    expect(drawn(page)).to_have_text(re.compile(r"^10 of "))
    page.get_by_label("same post reposted").uncheck()
    expect(drawn(page)).to_have_text(re.compile(r"^0 of "))
    page.get_by_label("same link").check()
    expect(drawn(page)).to_have_text(re.compile(r"^1 of "))


def test_a_role_that_is_switched_off_takes_its_ties_along(explore: Open) -> None:
    page = explore()
    page.get_by_label("amplifiers").uncheck()
    expect(drawn(page)).to_have_text(re.compile(r"^0 of "))


def test_weak_ties_can_be_left_out(explore: Open) -> None:
    page = explore()
    page.get_by_label("In common, at least").fill("5")
    expect(drawn(page)).to_have_text(re.compile(r"^3 of "))


def test_the_time_slider_leaves_ties_whose_posts_fall_into_it(explore: Open) -> None:
    page = explore()
    expect(page.locator(".time")).to_contain_text("Times are in this file for 2 ties of 11")
    page.get_by_label("Earliest").fill("200")
    expect(drawn(page)).to_have_text(re.compile(r"^1 of "))
    expect(page.locator(".time output")).to_have_text("23 Apr 2021, 22:13:40 – 26 Apr 2021, 10:14:00 UTC")
    page.get_by_label("Latest").fill("300")
    expect(drawn(page)).to_have_text(re.compile(r"^0 of "))
    page.get_by_role("button", name="Whole time").click()
    expect(drawn(page)).to_have_text(re.compile(r"^11 of "))


def test_a_case_without_kept_posts_has_no_time_slider(explore: Open) -> None:
    expect(explore(scene(purged=True)).locator(".time")).to_be_empty()


def test_everything_can_be_reached_by_keyboard(explore: Open) -> None:
    page = explore()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("A2")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".results button").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(detail(page).get_by_role("heading", level=2)).to_have_text("C1 A2")
    detail(page).locator(".ties button").last.focus()
    page.keyboard.press("Enter")
    expect(detail(page).get_by_role("heading", level=2)).to_have_text("C1 A2 and A4")
    page.keyboard.press("Escape")
    expect(detail(page).get_by_role("heading", level=2)).to_have_text("This case")


def test_keys_move_and_zoom_the_network(explore: Open) -> None:
    page = explore()
    page.locator(".stage").focus()
    before = at(page, 3)
    page.keyboard.press("ArrowRight")
    page.wait_for_function("x => window.explorer.where(3).x < x - 20", arg=before[0])
    page.keyboard.press("0")
    page.wait_for_function("x => Math.abs(window.explorer.where(3).x - x) < 1", arg=before[0])
    page.keyboard.press("+")
    page.wait_for_function("x => Math.abs(window.explorer.where(3).x - x) > 5", arg=before[0])


def test_the_page_follows_the_system_into_the_dark_and_the_readers_choice_before_it(explore: Open) -> None:
    page = explore(scheme="dark")
    ground = "() => getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(20, 23, 27)"
    page.get_by_label("Light or dark").select_option("light")
    assert page.evaluate(ground) == "rgb(251, 251, 250)"
    page.get_by_label("Light or dark").select_option("auto")
    assert page.evaluate(ground) == "rgb(20, 23, 27)"


def test_three_thousand_accounts_open_and_answer(explore: Open) -> None:
    page = explore(scene((2400, 500, 100)))
    expect(page.locator(".caption").first).to_have_text("C1 · 2,400")
    took = page.evaluate("() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    assert took < 20_000
    find(page, "C2 A77").first.click()
    expect(detail(page).get_by_role("heading", level=2)).to_have_text("C2 A77")
    page.get_by_label("same post reposted").uncheck()
    expect(drawn(page)).to_have_text(re.compile(r"^3 of "))


def test_a_case_in_which_nothing_stands_out_says_so(explore: Open) -> None:
    expect(detail(explore(scene(())))).to_contain_text("No group stands out in these data.")


def test_a_browser_that_cannot_draw_still_lists_and_explains(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "flat.html"
    path.write_text(explorer_page(scene()), encoding="utf-8")
    context = browser.new_context(viewport=WIDE)
    page = context.new_page()
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(path.as_uri())
    expect(page.locator(".stage")).to_contain_text("This browser cannot draw with WebGL")
    find(page, "A2").first.click()
    expect(detail(page).get_by_role("heading", level=2)).to_have_text("C1 A2")
    context.close()


def test_on_a_narrow_screen_the_parts_stand_below_each_other(explore: Open) -> None:
    page = explore()
    page.set_viewport_size({"width": 420, "height": 800})
    stage, pane = page.locator(".stage").bounding_box(), detail(page).bounding_box()
    assert stage is not None
    assert pane is not None
    assert stage["width"] > 400
    assert pane["y"] > stage["y"] + 300


def test_tab_passes_the_list_in_one_step_and_arrow_keys_go_through_it(explore: Open) -> None:
    page = explore()
    page.get_by_role("searchbox").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".results button").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    second = page.locator(".results button").nth(1)
    expect(second).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("[data-layer]").first).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(second).to_be_focused()
