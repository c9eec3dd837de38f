import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from bot.report import ClusterReport, FalseAlarmCard, Report
from bot.reporting.report_json import report_json

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
TOP = ["schema", "shoal", "dataset", "parameters", "seed", "layers", "fdr_union", "clusters", "watch", "accounts",
       "accounts_total", "busiest", "false_alarm_card", "detector_errors"]  # fmt: skip


def test_the_schema_itself_is_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_a_report_with_one_of_everything_meets_the_schema(make_report: Callable[..., Report]) -> None:
    jsonschema.validate(json.loads(report_json(make_report())), SCHEMA)


def test_a_report_with_a_baseline_meets_the_schema(make_report: Callable[..., Report]) -> None:
    card = FalseAlarmCard(0, 0, 0.0, {"name": "fans", "accounts": 10, "alarms": {}, "clustered": 0, "edges": {}}, ())
    jsonschema.validate(json.loads(report_json(make_report(false_alarm_card=card))), SCHEMA)


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("schema",), 2),
        (("clusters", 0, "suggestion"), "bot"),
        (("clusters", 0, "accounts", 0, "role"), "boss"),
        (("layers", 0, "edges_kept"), -1),
        (("clusters", 0, "findings", 0, "p_value"), 1.5),
        (("dataset", "first"), "yesterday"),
    ],
)
def test_the_schema_refuses_what_is_wrong(
    make_report: Callable[..., Report], path: tuple[str | int, ...], wrong: object
) -> None:
    value = json.loads(report_json(make_report()))
    inner = value
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = wrong
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(value, SCHEMA)


def test_the_schema_refuses_a_key_that_it_does_not_know(make_report: Callable[..., Report]) -> None:
    value = json.loads(report_json(make_report())) | {"host": "laptop"}
    with pytest.raises(jsonschema.ValidationError, match="host"):
        jsonschema.validate(value, SCHEMA)


def test_keys_stand_in_the_order_of_the_schema(make_report: Callable[..., Report]) -> None:
    value = json.loads(report_json(make_report()))
    assert list(value) == TOP == list(SCHEMA["properties"])
    assert list(value["clusters"][0]) == list(SCHEMA["$defs"]["cluster"]["properties"])
    assert list(value["clusters"][0]["findings"][0]) == list(SCHEMA["$defs"]["finding"]["properties"])


def test_edges_are_left_to_their_own_file(make_report: Callable[..., Report]) -> None:
    assert "edges" not in json.loads(report_json(make_report()))["clusters"][0]


def test_a_ratio_that_slipped_through_is_held_to_six_digits(make_report: Callable[..., Report]) -> None:
    assert json.loads(report_json(make_report(fdr_union=1 / 3)))["fdr_union"] == 0.333333


def test_strange_handles_survive_as_data(
    make_report: Callable[..., Report], make_cluster: Callable[..., ClusterReport]
) -> None:
    strange = 'a"b\\c\n<script>\u202e'
    cluster = make_cluster()
    account = replace(cluster.accounts[0], handle=strange)
    report = make_report(clusters=(replace(cluster, accounts=(account, *cluster.accounts[1:])),))
    assert json.loads(report_json(report))["clusters"][0]["accounts"][0]["handle"] == strange


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    program = (
        "from bot.reporting.canonical import canonical_json, plain\n"
        "names = [f'k{i}' for i in range(40)]\n"
        "print(canonical_json(plain({'s': set(names), 'm': {n: 1 for n in set(names)}})))"
    )
    runs = {
        subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", program],
            cwd=ROOT, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }  # fmt: skip
    assert len(runs) == 1
