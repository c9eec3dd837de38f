from bot.cli.facts import Stopwatch, versions


def test_a_run_is_timed_and_placed() -> None:
    facts = Stopwatch().facts("local", ["/data/a.csv"])
    assert facts.seconds >= 0
    assert facts.started_at > 1_700_000_000_000
    assert (facts.engine, facts.inputs) == ("local", ("/data/a.csv",))
    assert facts.threads >= 1
    assert facts.host


def test_versions_of_what_makes_the_numbers_are_kept() -> None:
    assert {"python", "shoal", "numpy", "duckdb", "matplotlib"} <= set(versions())
