"""The scripted play: the whole main job, from an upload to a recheck notice, on the real parts, with a transcript."""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.demo.samples import fresh_export, generated_posts
from bot.demo.stage import Stage, stage
from bot.evaluation.planted import demo_world
from bot.localslack import Message, Person, View

WAIT = 60.0
GONE = 12
WORST = "Review first"


@dataclass(slots=True)
class Play:
    """One performance: the stage, the transcript so far, and what the scenes hand on to each other."""

    stage: Stage
    lines: list[str] = field(default_factory=list)
    root: str = ""

    def tell(self, who: str, what: str) -> None:
        """Add a line to the transcript and print it."""
        line = f"{who:>10}  {what}"
        self.lines.append(line)
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    def heard(self, what: str, wanted: Callable[[Message], object], *, thread: str | None = None) -> Message:
        """Wait for a message of the bot and put its first lines into the transcript."""
        message = self.stage.workspace.wait_for(lambda: self._found(wanted, thread), timeout=WAIT, what=what)
        self.tell("Shoal", " / ".join(message.plain.splitlines()[:2])[:150])
        return message

    def _found(self, wanted: Callable[[Message], object], thread: str | None) -> Message | None:
        workspace, channel = self.stage.workspace, self.stage.channel
        said = workspace.thread(channel, thread) if thread else workspace.messages(channel)
        return next((message for message in reversed(said) if message.bot_id and wanted(message)), None)

    def show_thread(self) -> None:
        """Print what the thread holds: for finding out why a scene failed."""
        for message in self.stage.workspace.thread(self.stage.channel, self.root) if self.root else ():
            sys.stdout.write(f"--- {message.user}\n{message.plain}\n")

    def form(self, person: Person, action: str) -> View:
        """Wait for the person's modal with that field or menu (modals open empty and are filled in)."""

        def opened() -> View | None:
            view = person.view()
            return view if view is not None and action in _actions(view) else None

        found: View = self.stage.workspace.wait_for(opened, timeout=WAIT, what=f"a modal with '{action}'")
        return found

    def person(self, handle: str) -> Person:
        """One of the cast."""
        return self.stage.people[handle]


def _actions(view: View) -> set[str]:
    elements = [block.get(key) for block in view.blocks for key in ("element", "accessory")]
    return {str(element["action_id"]) for element in elements if element and "action_id" in element}


def play() -> int:
    """Perform on a fresh stage; 0 if every scene went as written, else 1 with what went wrong."""
    started = time.monotonic()
    with stage(log_level="error") as made:
        performance = Play(made)
        try:
            for scene in (live_accounts, upload, votes, exclusion, due_export):
                performance.tell("", f"--- {(scene.__doc__ or '').splitlines()[0]}")
                scene(performance)
        except (AssertionError, LookupError) as error:
            performance.tell("", f"!!! {error}")
            performance.show_thread()
            return 1
        problems = made.workspace.problems
        for problem in problems:
            performance.tell("", f"!!! the workspace refused: {problem}")
    sys.stdout.write(f"\n{len(performance.lines)} lines in {time.monotonic() - started:.0f} s\n")
    return 1 if problems else 0


def upload(performance: Play) -> None:
    """Ben drops an export into the channel; a card for every group appears in the thread."""
    made, ben = performance.stage, performance.person("ben")
    performance.tell("Ben", "@Shoal posts from the valley forum [valley_forum.csv.gz]")
    ben.say(made.channel, f"{made.bot} posts from the valley forum", files=[("valley_forum.csv.gz", generated_posts())])
    root = performance.heard("the root card with its groups", lambda one: _judged(one.plain))
    performance.root = root.ts
    performance.heard(
        "a card of the first cluster", lambda one: WORST in one.plain and "C1" in one.plain, thread=root.ts
    )


def _judged(root: str) -> bool:
    return "posts from the valley forum" in root and "to judge" in root


def _card(performance: Play, says: str) -> Message:
    return performance.heard(
        f"the card of C1 with '{says}'", lambda one: "C1 of" in one.plain and says in one.plain, thread=performance.root
    )


def _vote(performance: Play, who: str, card: Message) -> None:
    person = performance.person(who)
    person.press(card, "Vote")
    form = performance.form(person, "together")
    answers = {"together": "yes", "seem": "yes", "reasons": ["timing", "history"], "confidence": "medium"}
    result = person.submit(form, {name: {name: value} for name, value in answers.items()})
    expect(result.acked and not result.errors, f"the vote of {person.name} was taken: {result.errors or result.error}")
    performance.tell(person.name, "[votes: acting together yes, not what they seem yes]")


def votes(performance: Play) -> None:
    """Two people vote; the first vote stays hidden, the second makes the verdict."""
    _vote(performance, "ben", _card(performance, "0 of 2 votes"))
    hidden = _card(performance, "1 of 2 votes")
    expect("not what they seem yes" not in hidden.plain, "one vote alone stays hidden")
    _vote(performance, "ada", hidden)
    performance.heard(
        "the verdict in the thread",
        lambda one: "coordinated inauthentic" in one.plain.lower() and "C1 of" not in one.plain,
        thread=performance.root,
    )


def exclusion(performance: Play) -> None:
    """Ada takes one account out of the cluster and says why."""
    ada, card = performance.person("ada"), _card(performance, "account")
    ada.press(card, "Accounts")
    listed = performance.form(ada, "account_menu")
    block, choice = _exclude_choice(listed)
    ada.press(listed, "account_menu", choice, block=block)
    form = performance.form(ada, "reason")
    ada.submit(form, {"reason": {"reason": "known to us: a volunteer of the choir"}})
    performance.tell(ada.name, f"[excludes {block.partition(':')[2]}: known to us, a volunteer of the choir]")
    _card(performance, "1 excluded")


def _exclude_choice(view: View) -> tuple[str, str]:
    for block, element in _menus(view):
        for option in element.get("options", ()):
            if option["text"]["text"] == "Exclude":
                return block, option["value"]
    raise LookupError("no account can be excluded in this list")


def _menus(view: View) -> Iterator[tuple[str, dict[str, Any]]]:
    for block in view.blocks:
        if str(block.get("block_id", "")).startswith("account:"):
            yield block["block_id"], block["accessory"]


def due_export(performance: Play) -> None:
    """Three weeks later the thread asks for a fresh export, gets one, and hears what changed."""
    made, chloe = performance.stage, performance.person("chloe")
    made.later(days=22)
    performance.tell("", "... 22 days later")
    performance.heard(
        "a request for a fresh export", lambda one: "A fresh export is wanted" in one.plain, thread=performance.root
    )
    performance.tell("Chloe", "@Shoal here is the new export [valley_forum_new.csv.gz]")
    fresh = fresh_export(demo_world(), GONE)
    chloe.say(
        made.channel, f"{made.bot} here is the new export", performance.root, [("valley_forum_new.csv.gz", fresh)]
    )
    performance.heard("what changed", lambda one: "Recheck of C1" in one.plain, thread=performance.root)


def live_accounts(performance: Play) -> None:
    """Handles of a live platform: a case of named accounts, votes, and a notice when some are suspended."""
    made, ben = performance.stage, performance.person("ben")
    handles = " ".join(f"bsky:{handle}" for handle in made.village.handles())
    performance.tell("Ben", f"/triage {handles[:80]}...")
    answer = ben.command(made.channel, "/triage", handles)
    expect(answer.acked, f"/triage was acknowledged: {answer.error}")
    root = performance.heard(
        "the root of the new case", lambda one: one.ts != performance.root and "accounts you named" in one.plain
    )
    performance.root = root.ts
    card = performance.heard("the card of the named accounts", lambda one: "C0 " in one.plain, thread=root.ts)
    for who in ("ben", "chloe"):
        _vote(performance, who, card)
    for days in (2, 2, 3, 3):
        made.later(days=days)
    performance.tell("", "... 10 days later")
    performance.heard("a recheck notice", lambda one: "Recheck of C0" in one.plain, thread=root.ts)


def expect(fact: object, sentence: str) -> None:
    """Raise AssertionError with the sentence unless the fact holds."""
    if not fact:
        raise AssertionError(sentence)
