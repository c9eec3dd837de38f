"""Two cases side by side: by words, from the form, with an uploaded data set; and nothing of a case one cannot see."""

from typing import Any

from bot.analysis.pipeline import DATA
from bot.ingest.intake import write_records
from bot.triage.browse_cases import find_case
from tests.bot.worlds import crowd, swarm
from tests.dialogs.conftest import CSV, Stage
from tests.handlers import samples


def two_cases(stage: Stage) -> None:
    """Case 1 has a group of four with timing; case 2 a group without evidence."""
    stage.judged()
    stage.alice.say(stage.channel, f"<@{stage.slack.bot_user_id}>", files=[("export.csv", CSV)])
    stage.root(2, contains="Waiting for a worker")
    stage.finish(samples.cluster_report(findings=()))
    stage.root(2, contains="*1 group to judge")


def person(stage: Stage) -> Any:
    with stage.desk.database.reading() as tx:
        team = tx.session.connection().exec_driver_sql("select team_id from cases limit 1").scalar_one()
    return stage.desk.voice(team, stage.channel)


def give_tables(stage: Stage, number: int, records: Any) -> None:
    case = find_case(stage.desk, person(stage), number)
    folder = stage.desk.run_folder(case.id, 1) / DATA
    write_records(records, folder, format="x", now=lambda: 10**13)


def test_two_cases_stand_side_by_side_and_pictures_come_by_direct_message(stage: Stage) -> None:
    two_cases(stage)
    give_tables(stage, 1, [*crowd(people=80), *swarm()])
    give_tables(stage, 2, crowd(seed=3, people=60))
    stage.alice.command(stage.channel, "/triage", "compare 1 2")
    told = stage.whispered(stage.alice, "Case 1 beside case 2")
    rows = [
        [cell["text"] for cell in row] for block in told.blocks if block["type"] == "table" for row in block["rows"]
    ]
    assert rows[0] == ["Accounts", "Case 1", "Case 2", "Difference"]
    assert rows[1][0] == "in any group"
    assert "Timing" in [row[0] for row in rows]
    assert "Newcombe" in told.plain
    assert "handle_" not in told.plain
    drawn = stage.slack.wait_for(
        lambda: [one for one in stage.slack.files() if one.name.endswith("-accounts.png")], what="pictures", timeout=60
    )
    assert drawn[0].name == "case-1-beside-case-2-accounts.png"
    assert drawn[0].alt_text.startswith("When the accounts of Case 1 (")
    assert drawn[0].id not in [one.id for one in stage.slack.files(stage.channel)]


def test_without_a_second_case_the_channels_comparison_set_is_meant(stage: Stage) -> None:
    two_cases(stage)
    stage.alice.command(stage.channel, "/triage", "compare 1")
    stage.whispered(stage.alice, "This channel has no comparison set.")
    stage.alice.command(stage.channel, "/triage", "baseline 2")
    stage.whispered(stage.alice, "Case 2 is this channel's comparison set")
    stage.alice.command(stage.channel, "/triage", "compare 1")
    stage.whispered(stage.alice, "Case 1 beside case 2")
    stage.alice.command(stage.channel, "/triage", "compare 1 1")
    stage.whispered(stage.alice, "A case is not compared with itself.")


def test_a_person_who_cannot_see_the_other_case_is_told_nothing_of_it(stage: Stage) -> None:
    stage.judged()
    hidden = stage.slack.add_channel("quiet", members=[stage.alice], private=True, bot=True)
    stage.alice.say(hidden, f"<@{stage.slack.bot_user_id}>", files=[("export.csv", CSV)])
    stage.slack.wait_for_message(hidden, lambda one: "Waiting for a worker" in one.plain)
    stage.finish()
    stage.bob.command(stage.channel, "/triage", "compare 1 2")
    told = stage.whispered(stage.bob, "There is no case 2 that you can see.")
    assert "Case 1 beside" not in told.plain
    root = stage.root(contains="*1 group to judge")
    stage.bob.press(root, "Compare…")
    form = stage.bob.wait_for_view("compare_save")
    assert [block["block_id"] for block in form.blocks if block["type"] == "input"] == ["files"]
    assert not [one for one in stage.bob.ephemerals(stage.channel) if "Case 1 beside" in one.plain]


def test_an_uploaded_data_set_becomes_a_case_to_compare_with(stage: Stage) -> None:
    stage.judged()
    root = stage.root(contains="*1 group to judge")
    stage.alice.press(root, "Compare…")
    form = stage.alice.wait_for_view("compare_save")
    assert stage.alice.submit(form, {}).errors == {"files": "Compared with what? Choose a case, or a file of accounts."}
    file_id = stage.alice.upload("ordinary.csv", CSV)
    stage.alice.submit(form, {"files": {"files": [file_id]}})
    told = stage.told("to compare case 1 with.*")
    assert "held to be organic until somebody finds otherwise" in told.plain
    stage.root(2, contains="Waiting for a worker")
    stage.bob.press(told, "Compare case 1 with this")
    stage.whispered(stage.bob, "Case 2 has no finished analysis.")
    stage.finish(samples.cluster_report(findings=()))
    stage.bob.press(told, "Compare case 1 with this")
    stage.whispered(stage.bob, "Case 1 beside case 2")
