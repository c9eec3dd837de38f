import json
from collections.abc import Callable
from pathlib import Path

import jsonschema

from bot.reporting.exported import CaseExport
from bot.reporting.exports.json import render

SCHEMA = json.loads((Path(__file__).parents[4] / "docs" / "report.schema.json").read_text(encoding="utf-8"))


def test_the_report_inside_meets_its_schema(make_export: Callable[..., CaseExport]) -> None:
    jsonschema.validate(json.loads(render(make_export()))["report"], SCHEMA)


def test_votes_verdicts_and_the_number_of_excluded_accounts_are_told(make_export: Callable[..., CaseExport]) -> None:
    (judged,) = json.loads(render(make_export()))["judgements"]
    assert judged["excluded_accounts"] == 1
    assert [vote["acting_together"] for vote in judged["votes"]] == ["yes", None]
    assert judged["verdicts"][0]["verdict"] == "coordinated_unclear"


def test_notes_are_told_with_their_authors(make_export: Callable[..., CaseExport]) -> None:
    (judged,) = json.loads(render(make_export()))["judgements"]
    assert judged["notes"] == [{"user": "U1", "text": "@boss met the choir", "at": 1_700_000_080_000}]


def test_ids_and_titles_stay_raw(make_export: Callable[..., CaseExport]) -> None:
    assert json.loads(render(make_export()))["case"]["title"] == "=cmd()"


def test_the_excluded_account_is_not_among_the_accounts(make_export: Callable[..., CaseExport]) -> None:
    accounts = json.loads(render(make_export()))["report"]["clusters"][0]["accounts"]
    assert "a1" not in {account["account_id"] for account in accounts}
