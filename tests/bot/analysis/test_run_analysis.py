import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.analysis.local_pipeline import LocalPipeline, parameters_of
from bot.analysis.matching import rename
from bot.analysis.pipeline import DataFile, PriorCluster, RunInputs
from bot.analysis.run_analysis import drawn_pictures, read_result, run_analysis
from bot.errors import InputError, NotFound, SourceError
from bot.model import AccountState
from bot.protocols import AccountRecord, PostKind, PostRecord
from tests.worlds_of_triage import START_MS

START = START_MS // 1000
SWARM = [f"swarm{number}" for number in range(6)]
HEADER = "object_id,account_id,content_id,timestamp_share\n"


def planted() -> str:
    """Six accounts share the same twelve posts within seconds, among four hundred that share at any time."""
    rows = []
    for number in range(400):
        for turn in range(3):
            thing = (number * 7 + turn * 131) % 90
            rows.append(f"o{thing},crowd{number},c{number}-{turn},{START + (number * 977 + turn * 40_009) % 800_000}")
    for thing in range(12):
        rows += [f"s{thing},{name},{name}-{thing},{START + thing * 50_000 + place}" for place, name in enumerate(SWARM)]
    return HEADER + "\n".join(rows) + "\n"


def inputs_of(tmp_path: Path, content: str, **changed: object) -> RunInputs:
    path = tmp_path / "upload" / "1"
    path.parent.mkdir(exist_ok=True)
    path.write_text(content)
    bare = RunInputs(
        purpose="analysis",
        folder=tmp_path / "1",
        files=(DataFile(path, "export.csv"),),
        handles=(),
        source="",
        parameters={},
        seed=7,
        now=START_MS + 10**10,
    )
    bare.folder.mkdir(exist_ok=True)
    return replace(bare, **changed)  # type: ignore[arg-type]


def silent(stage: str, done: int, total: int) -> None:
    assert (stage, done >= 0, total >= 0) != ("", False, False)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> RunInputs:
    """A run over the planted data by the real pipeline."""
    inputs = inputs_of(tmp_path_factory.mktemp("run"), planted())
    run_analysis(LocalPipeline(), inputs, silent)
    return inputs


def test_the_planted_group_is_found_with_its_posts(finished: RunInputs) -> None:
    result = read_result(finished.folder)
    assert result.report is not None
    (group,) = [
        item for item in result.report.clusters if {account.account_id for account in item.accounts} >= set(SWARM)
    ]
    (evidence,) = [item for item in result.evidence if item.key == group.id]
    assert 0 < len(evidence.pairs) <= 300
    for pair in evidence.pairs:
        assert abs(pair.first.time - pair.second.time) <= (pair.window_seconds or 10**9)
        assert pair.first.content_id.startswith(pair.source)
        assert pair.second.content_id.startswith(pair.target)
        assert pair.object.startswith("s")


def test_the_result_names_its_input_and_lists_its_pictures(finished: RunInputs) -> None:
    result = read_result(finished.folder)
    assert len(result.input_sha256) == 64
    drawn = drawn_pictures(finished.folder)
    assert drawn
    assert all(picture.path.read_bytes().startswith(b"\x89PNG") and picture.alt for picture in drawn)
    assert json.loads((finished.folder / "report.json").read_text())["schema"] == 1


def test_a_redraw_leaves_the_excluded_out(finished: RunInputs) -> None:
    key = drawn_pictures(finished.folder)[0].key
    again = replace(
        finished,
        folder=finished.folder / "redraw-1",
        redraw=key,
        data_folder=finished.folder / "data",
        priors=(PriorCluster(key, 1, frozenset(), frozenset(SWARM[:1])),),
    )
    again.folder.mkdir()
    run_analysis(LocalPipeline(), again, silent)
    before, (after,) = drawn_pictures(finished.folder)[0], drawn_pictures(again.folder)
    assert after.key == key
    assert after.path.read_bytes() != before.path.read_bytes()


def test_a_rerun_gives_the_group_the_name_that_it_had(finished: RunInputs) -> None:
    report = read_result(finished.folder).report
    assert report is not None
    found = rename(report, [PriorCluster("C4", 2, frozenset(SWARM))])
    assert "C4" in [item.id for item in found.clusters]


def test_a_fresh_export_is_read_for_the_watched_alone(finished: RunInputs, tmp_path: Path) -> None:
    fresh = planted().replace("swarm0,", "somebody,")
    inputs = inputs_of(
        tmp_path, fresh, purpose="compare", watched=tuple(SWARM), data_folder=finished.folder / "data", before=5
    )
    run_analysis(LocalPipeline(), inputs, silent)
    result = read_result(inputs.folder)
    assert result.report is None
    assert [item.account_id for item in result.snapshots] == SWARM[1:]
    assert [(item.account_id, item.at) for item in result.baseline] == [(name, 5) for name in SWARM]


def test_without_the_old_tables_there_is_no_baseline(tmp_path: Path) -> None:
    inputs = inputs_of(tmp_path, planted(), purpose="compare", watched=("swarm1",), data_folder=tmp_path / "gone")
    run_analysis(LocalPipeline(), inputs, silent)
    result = read_result(inputs.folder)
    assert (result.baseline, len(result.snapshots)) == ((), 1)


def test_a_file_that_is_no_data_set_is_refused_in_words(tmp_path: Path) -> None:
    inputs = inputs_of(tmp_path, "   \n")
    with pytest.raises(InputError):
        run_analysis(LocalPipeline(), inputs, silent)
    assert not (inputs.folder / "result.json").exists()


def test_stored_parameters_reach_the_analysis_and_others_are_left_out(tmp_path: Path) -> None:
    inputs = inputs_of(tmp_path, "", parameters={"windows": [10], "replicates": 5, "colour": "blue", "seed": 1}, seed=9)
    found = parameters_of(inputs)
    assert (found.windows, found.replicates, found.seed) == ((10,), 5, 9)


class Bluesky:
    """Three accounts that post the same link; one handle is nobody's, one does not answer."""

    platform = "bluesky"

    def profile(self, handle_or_id: str) -> AccountRecord:
        if handle_or_id == "nobody.test":
            raise NotFound("Nobody has that handle.")
        if handle_or_id == "slow.test":
            raise SourceError("503")
        return AccountRecord(f"did:{handle_or_id}", handle_or_id, created=START, status=self._status(handle_or_id))

    def recent_posts(self, account_id: str, limit: int) -> list[PostRecord]:
        return list(self._posts(account_id))[:limit]

    def _status(self, handle: str) -> str:
        return AccountState.SUSPENDED if handle == "gone.test" else AccountState.ACTIVE

    def _posts(self, account_id: str) -> Iterator[PostRecord]:
        for number in range(3):
            yield PostRecord(
                f"{account_id}/{number}",
                account_id,
                START + number * 900,
                PostKind.ORIGINAL,
                "look at this page now",
                urls=(f"https://example.org/{number}",),
            )


def handle_inputs(tmp_path: Path, *handles: str) -> RunInputs:
    return inputs_of(tmp_path, "", files=(), handles=tuple(f"bluesky:{name}" for name in handles), source="bluesky")


def test_named_accounts_are_looked_up_and_always_get_c0(tmp_path: Path) -> None:
    inputs = handle_inputs(tmp_path, "a.test", "b.test", "c.test", "gone.test", "nobody.test", "slow.test")
    run_analysis(LocalPipeline({"bluesky": Bluesky}), inputs, silent)
    report = read_result(inputs.folder).report
    assert report is not None
    named = report.clusters[0]
    assert named.id == "C0"
    assert {account.account_id for account in named.accounts} >= {"did:a.test", "did:b.test", "did:c.test"}
    assert {row.line for row in report.dataset.rejected} == {5, 6}
    assert report.dataset.lacks


def test_when_nobody_is_found_the_person_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="None of these accounts"):
        run_analysis(LocalPipeline({"bluesky": Bluesky}), handle_inputs(tmp_path, "nobody.test"), silent)


def test_without_a_source_the_person_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No source") as caught:
        run_analysis(LocalPipeline(), handle_inputs(tmp_path, "a.test"), silent)
    assert "file" in caught.value.hint
