"""The sheet for the IT department names what the manifest asks for, no more and no less."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_sheet_gives_a_reason_for_each_scope_of_the_manifest_and_for_no_other() -> None:
    sheet = (ROOT / "docs" / "it-department.md").read_text(encoding="utf-8")
    table = sheet.split("## Scopes", 1)[1].split("##", 1)[0]
    told = set(re.findall(r"`([a-z_.]+:[a-z]+|commands)`", table))
    asked = set(json.loads((ROOT / "manifest.yaml").read_text())["oauth_config"]["scopes"]["bot"])
    assert told == asked | {"connections:write"}
