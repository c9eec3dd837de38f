"""The script of the page is built from explorer/ and committed: these facts hold it to its sources and licences."""

import hashlib
import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[4]
BUNDLE = (ROOT / "bot" / "reporting" / "explorer" / "bundle.js").read_text(encoding="utf-8")
HEADER = BUNDLE.split("*/", 1)[0]
SOURCES = ROOT / "explorer"
LOCK = json.loads((SOURCES / "package-lock.json").read_text(encoding="utf-8"))
NOTICE = (ROOT / "NOTICE").read_text(encoding="utf-8")
BUNDLED = re.findall(r"^ \* (\S+) (\d+\.\d+\.\d+) \((\S+)\)$", HEADER, re.MULTILINE)


def test_the_script_was_built_from_the_sources_as_they_are() -> None:
    digest = hashlib.sha256()
    for path in [SOURCES / "package-lock.json", *sorted((SOURCES / "src").glob("*.js"))]:
        digest.update(path.read_bytes())
    assert f"source sha256 {digest.hexdigest()}" in HEADER, "run `make explorer`"


def test_the_script_names_the_graph_libraries_at_their_locked_versions() -> None:
    assert {name for name, _, _ in BUNDLED} >= {"sigma", "graphology"}
    assert {name: LOCK["packages"][f"node_modules/{name}"]["version"] for name, _, _ in BUNDLED} == {
        name: version for name, version, _ in BUNDLED
    }


def test_every_library_in_the_script_is_free_to_pass_on_and_in_the_notice() -> None:
    assert {licence for _, _, licence in BUNDLED} == {"MIT"}
    assert "Permission is hereby granted, free of charge" in HEADER
    missing = [f"{name} {version}" for name, version, _ in BUNDLED if f"{name} {version}" not in NOTICE]
    assert missing == []


def test_the_lock_holds_no_addresses() -> None:
    assert "resolved" not in (SOURCES / "package-lock.json").read_text(encoding="utf-8")
    assert all("://" not in path.read_text(encoding="utf-8") for path in SOURCES.glob("*.json"))


def test_the_script_cannot_end_its_element_and_names_no_address() -> None:
    assert "</script" not in BUNDLE.lower()
    assert "<!--" not in BUNDLE
    assert "://" not in BUNDLE


def test_the_script_runs_no_text_and_parses_no_markup() -> None:
    own = "".join(path.read_text(encoding="utf-8") for path in (SOURCES / "src").glob("*.js"))
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "fetch("):
        assert word not in own, word
    assert "eval(" not in BUNDLE
    assert "new Function" not in BUNDLE
