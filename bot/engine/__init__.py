"""The local engine: DuckDB reads a run's Parquet folder, NumPy and Numba count co-actions.

Importing this package costs nothing: DuckDB, NumPy and Numba come with the modules that use them, so a process
that never analyses anything (the one that talks to Slack) never pays for them.
"""


def warm() -> int:
    """Compile every kernel into the owner-only cache; returns how many. Run once at set-up (`shoal doctor --warm`)."""
    from bot.engine.warming import warm as compile_all  # noqa: PLC0415 - keeps Numba out of processes that do not count

    return compile_all()
