"""Every cell of docs/permissions.md is tried: each act that is declared, by each person, on the loopback workspace.

The payloads are made here, so that they can claim what Slack would not send: a button of a channel of which the person
is no member, a form of another team. They take the way of every delivery, through Bolt and the application's listeners.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import pytest
from slack_bolt import App, BoltRequest
from slack_sdk import WebClient

from bot.localslack import LocalSlack, ManualClock, Person
from bot.model import Axis, CaseStatus, RightRole, Sensitivity
from bot.model import Person as Rights
from bot.triage.annotate import release_cluster
from bot.triage.announce import waiting_messages
from bot.triage.browse_cases import find_case, view_case
from bot.triage.browse_clusters import view_cluster
from bot.triage.change_recheck import change_rechecks
from bot.triage.close_case import reopen_case, set_sensitivity
from bot.triage.preferences import set_preference
from bot.triage.record_vote import record_vote
from bot.triage.reopen_group import reopen_group
from handlers.acts import Press, Shortcut, Submitting, Turning
from handlers.command import Command
from handlers.ids import Ref
from handlers.permissions import COLUMNS, KINDS, Line, cells, lines, page
from handlers.rights import Outsiders
from tests.dialogs.conftest import CSV, ROOT, START, Stage

LINES = {f"{line.kind[:3]} {line.name}{' +' * line.what.startswith('To change')}": line for line in lines()}
UNKNOWN = re.compile(r"You can't see that|There is no case \d+ that you can see|not in a case's thread")
REFUSED = re.compile(r"you have to be|People of other organisations")
WENT_ON = ("deliveries", "intakes", "audit_events", "heartbeats", "channel_leases", "outbox", "sqlite_sequence")
MISSING = 4_321


class Inline(ThreadPoolExecutor):
    """Does what it is given at once, so that a delivery is over when it returns."""

    def submit(self, run: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(run(*args, **more))
        except Exception as error:  # noqa: BLE001 - as an executor does
            done.set_exception(error)
        return done


@dataclass(slots=True)
class House:
    """A workspace with two cases, one of them internal only, and a person for each column of the page."""

    stage: Stage
    app: App
    people: dict[str, Person]
    refs: dict[str, Ref]
    number: int = 0

    def deliver(self, line: Line, who: str, ref: Ref, case: str) -> str:
        """Do the act as that person; gives everything that the person reads."""
        person, team = self.people[who], "TFOREIGN" if who == "other team" else self.stage.slack.team_id
        self.number += 1
        before = len(self.said(person))
        answer = self.app.dispatch(BoltRequest(body=self.body(line, person, team, ref, case), mode="socket_mode"))
        told = [answer.body or "", *(one.plain for one in person.ephemerals()), *self.said(person)[before:]]
        home = person.home() if line.name == "App Home" else None
        told += [view.plain for view in (*person.views(), home) if view]
        person.reload()
        for view in person.views():
            person.close(view)
        return "\n".join(told)

    def said(self, person: Person) -> list[str]:
        return [one.plain for one in self.stage.slack.messages(person.open_im())]

    def body(self, line: Line, person: Person, team: str, ref: Ref, case: str) -> dict[str, Any]:
        act, world = line.act, self.stage.slack._world
        common: dict[str, Any] = {
            "team": {"id": team},
            "user": {"id": person.id, "team_id": team},
            "trigger_id": world.tickets.new_trigger(person.id),
            "token": "t",
        }
        where = {"channel": {"id": self.stage.channel, "name": "triage"}}
        if line.name == "App Home":
            event = {"type": "app_home_opened", "user": person.id, "tab": "home", "channel": "D1"}
            return {"type": "event_callback", "team_id": team, "event": event, "event_id": f"Ev{self.number}"}
        if isinstance(act, Command) or line.kind in {"Exports", KINDS[Command]}:
            text = words(line, case)
            slash = {"command": "/triage", "text": text, "team_id": team, "user_id": person.id}
            return slash | {"channel_id": self.stage.channel, "trigger_id": common["trigger_id"]}
        if isinstance(act, Submitting):
            return common | {"type": "view_submission", "view": form(act, replace(ref, item="exclude:A1"), self.number)}
        if isinstance(act, Shortcut):
            message: dict[str, Any] = {"ts": f"{self.number}.1", "text": "x:alice and x:bob", "type": "message"}
            message |= {"files": [{"id": "F1", "name": "a.csv", "size": 3}], "thread_ts": self.thread(ref)}
            kind = {"type": "message_action", "callback_id": act.callback_id, "message": message}
            return common | where | kind | {"action_ts": str(self.number)}
        action_id, _, item = line.name.partition(" ")
        value = replace(ref, item=item or "exclude:A1").dump()
        action: dict[str, Any] = {
            "type": "button",
            "action_id": action_id,
            "block_id": "b",
            "value": value,
            "action_ts": self.number,
        }
        click = common | where | {"type": "block_actions", "actions": [action], "container": {"message_ts": "1.1"}}
        if isinstance(act, Turning):
            below = {"type": "modal", "title": {"type": "plain_text", "text": "-"}, "blocks": []}
            opened = self.client.views_open(trigger_id=common["trigger_id"], view=below)
            click["view"] = {"id": opened["view"]["id"], "type": "home"}
        return click

    def thread(self, ref: Ref) -> str:
        number = {self.refs["open"].case: 1, self.refs["internal"].case: 2}.get(ref.case)
        return self.stage.root(number).ts if number else "9.9"

    @property
    def client(self) -> WebClient:
        return WebClient(self.stage.slack.bot_token, base_url=self.stage.slack.api_url)

    def kept(self) -> dict[str, list[Any]]:
        """What the database holds, without what every delivery leaves there."""
        with sqlite3.connect(f"file:{self.stage.desk.database.url.database}?mode=ro", uri=True) as database:
            tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
            return {
                name: database.execute(f"select * from {name}").fetchall()  # noqa: S608 - names out of the file
                for name in tables
                if name not in WENT_ON
            }


def words(line: Line, case: str) -> str:
    """One of the act's own examples, the last one where something is changed, about that case."""
    if line.kind == "Exports":
        return line.name.replace("N", case)
    if not isinstance(line.act, Command):
        return "x:alice"
    examples = line.act.examples
    chosen = examples[-1] if line.what.startswith("To change") else examples[0]
    return re.sub(r"^(\w+) \d+", rf"\g<1> {case}", chosen)


def form(act: Submitting, ref: Ref, number: int) -> dict[str, Any]:
    """A modal that is filled in with something for every field that there is."""
    texts = {"together": "yes", "seem": "yes", "reason": "a reason", "note": "a note", "kind": "organic"}
    texts |= {"format": "json", "every": "weekly", "user": "U0", "cluster": "", "account": "0", "time": "1"}
    state: dict[str, Any] = {name: {name: {"value": text}} for name, text in texts.items()}
    state["files"] = {"files": {"files": [{"id": "F1", "name": "a.csv", "size": 3}]}}
    view = {"id": f"V{number}", "callback_id": act.callback_id, "private_metadata": ref.dump(), "type": "modal"}
    return view | {"hash": "h", "state": {"values": state}, "blocks": [{"type": "input", "block_id": "b"}]}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    clock = ManualClock(START)
    manifest = json.loads((ROOT / "manifest.yaml").read_text())
    with LocalSlack(manifest, clock=clock, rate_limits=False) as slack:
        names = ("viewer", "analyst", "lead", "not in the channel")
        people = {name: slack.add_user(name.split()[0], name=name) for name in names}
        people["outsider"] = slack.add_user("outsider", name="outsider", team="TPARTNER")
        people["other team"] = slack.add_user("foreign", name="foreign", team="TFOREIGN")
        inside = [people[name] for name in ("lead", "analyst", "viewer", "outsider")]
        channel = slack.add_channel("triage", members=inside, bot=True)
        leads = [people[name] for name in ("lead", "outsider", "not in the channel", "other team")]
        slack.add_usergroup("leads", name="Leads", users=leads)
        slack.add_usergroup("analysts", name="Analysts", users=[people["analyst"]])
        stage = Stage(slack, clock, tmp_path_factory.mktemp("house"), people["lead"], people["analyst"], channel)
        stage.start(lead_group="leads", analyst_group="analysts")
        try:
            yield furnished(stage, people)
        finally:
            stage.stop()


@pytest.fixture(autouse=True)
def reset(house: House) -> None:
    """The first case is open, for its channel, and judged by votes, and nobody's, whatever was done to it before."""
    desk, lead, ref = house.stage.desk, a_lead(house.stage, house.people), house.refs["open"]
    case = find_case(desk, lead, 1)
    if case.status is CaseStatus.CLOSED:
        reopen_case(desk, lead, case.id)
    if case.sensitivity is Sensitivity.INTERNAL:
        set_sensitivity(desk, lead, case.id, Sensitivity.OPEN)
    view = view_cluster(desk, lead, ref.cluster)
    if view.claimed_by:
        release_cluster(desk, lead, ref.cluster)
    verdict = view.state.verdict
    if verdict is not None and verdict.override_by:
        verdict = reopen_group(desk, lead, ref.cluster, "for the votes to count")
    if verdict is None:
        judge(house.stage, lead, ref)


def judge(stage: Stage, lead: Rights, ref: Ref) -> None:
    """Two people say yes twice."""
    for name in ("UONE", "UTWO"):
        voter = replace(lead, user_id=name)
        both = {"acting_together": Axis.YES, "not_what_they_seem": Axis.YES}
        record_vote(stage.desk, voter, ref.cluster, ref.version, **both)


def a_lead(stage: Stage, people: dict[str, Person]) -> Rights:
    return Rights(stage.slack.team_id, people["lead"].id, RightRole.LEAD, frozenset({stage.channel}))


def furnished(stage: Stage, people: dict[str, Person]) -> House:
    """Two judged cases with a recheck each; the second one is internal only."""
    lead, refs = a_lead(stage, people), {}
    for number, (name, title) in enumerate((("open", "spring campaign"), ("internal", "quiet harvest")), start=1):
        stage.alice.say(stage.channel, f"<@{stage.slack.bot_user_id}> {title}", files=[("export.csv", CSV)])
        stage.root(number, contains="Waiting for a worker")
        stage.finish()
        stage.root(number, contains="to judge")
        case = find_case(stage.desk, lead, number)
        cluster = view_case(stage.desk, lead, case.id).clusters[0]
        (recheck,) = change_rechecks(stage.desk, lead, case.id, "weekly")
        refs[name] = Ref(case.id, cluster.cluster_id, cluster.version, recheck.id, 1, "", stage.channel)
        judge(stage, lead, refs[name])
        if name == "internal":
            set_sensitivity(stage.desk, lead, case.id, Sensitivity.INTERNAL)
    refs["missing"] = Ref(MISSING, MISSING, 1, MISSING, 1, "", stage.channel)
    application = stage.app
    assert application is not None
    stage.slack.wait_for(lambda: waiting_messages(stage.desk) == 0, what="everything to be posted")
    application.stop()  # nobody posts from here on: what changes is what an act does
    _, app, _ = application._assemble(Inline(1))
    return House(stage, app, people, refs)


def test_the_page_is_what_the_acts_declare() -> None:
    kept = (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8")
    assert kept == page(), "run: make docs"


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("name", LINES)
def test_a_cell_of_the_page_is_true(house: House, name: str, column: str) -> None:
    line = LINES[name]
    cell = dict(zip(COLUMNS, cells(line.rights), strict=True))[column]
    before = house.kept()
    read = house.deliver(line, column, house.refs["open"], "1")
    if cell in {"yes", "open cases"}:
        assert not REFUSED.search(read), read
        assert not UNKNOWN.search(read), read
    elif cell in {"no", "if allowed"}:
        assert REFUSED.search(read), read
        assert house.kept() == before
    else:
        assert house.kept() == before or not line.rights.of_case
        assert_nothing_is_learnt(house, line, column, read)


@pytest.mark.parametrize("name", LINES)
def test_a_case_that_is_internal_only_does_not_exist_for_outsiders(house: House, name: str) -> None:
    line, before = LINES[name], house.kept()
    read = house.deliver(line, "outsider", house.refs["internal"], "2")
    assert_nothing_is_learnt(house, line, "outsider", read)
    if line.rights.of_case or line.rights.for_outsiders() is Outsiders.NEVER:
        assert house.kept() == before


@pytest.mark.parametrize("name", [key for key, line in LINES.items() if line.rights.outsiders is Outsiders.VOTE])
def test_outsiders_vote_where_a_lead_allows_it(house: House, name: str) -> None:
    stage, lead = house.stage, a_lead(house.stage, house.people)
    set_preference(stage.desk, lead, "outsiders_vote", "yes")
    try:
        read = house.deliver(LINES[name], "outsider", house.refs["open"], "1")
        assert not REFUSED.search(read), read
    finally:
        set_preference(stage.desk, lead, "outsiders_vote", "no")


def assert_nothing_is_learnt(house: House, line: Line, who: str, read: str) -> None:
    """What is read does not tell the case from one that there never was."""
    case = "2" if who == "outsider" else "1"
    for told in ("spring campaign" if case == "1" else "quiet harvest", f"Case {case}", f"case {case},"):
        assert told not in read
    if line.rights.of_case:
        assert REFUSED.search(read) or UNKNOWN.search(read), read
        missing = house.deliver(line, who, house.refs["missing"], str(MISSING))
        assert re.sub(r"\d+", "N", read) == re.sub(r"\d+", "N", missing)


def test_a_press_that_is_not_declared_in_full_cannot_be_made() -> None:
    with pytest.raises(TypeError, match="needs"):
        Press("press", lambda _office, _click: None)  # type: ignore[call-arg]
