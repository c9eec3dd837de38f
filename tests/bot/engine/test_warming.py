import subprocess
import sys

from bot.engine import compiled, hashing, warm
from tests.bot.engine.drawn import engine_over, share


def compiled_forms() -> dict[str, int]:
    return {kernel.__name__: len(kernel.signatures) for kernel in compiled.KERNELS}


def test_after_warming_an_analysis_compiles_nothing() -> None:
    warm()
    before = compiled_forms()
    records = [share(o, a, 1 + o + a, 5 * a) for o in range(4) for a in range(5)] + [share(1, 1, 2, 5)]
    with engine_over(records) as engine:
        pairs = engine.co_actions("repost", (10, 60, 300), seed=7, pair_budget=3, min_weight=1)
        engine.null_edges("repost", (10, 60, 300), seed=7, pair_budget=30, replicates=2, shifts=(60, 60, 60))
        engine.co_events("repost", 60, pairs.source, pairs.target, seed=7, pair_budget=30)
        engine.shares("repost")
    assert compiled_forms() == before


def test_warming_counts_every_kernel() -> None:
    assert warm() == len(compiled.KERNELS) > 20
    assert hashing.draws in compiled.KERNELS


def test_importing_the_engine_s_package_brings_in_neither_numba_nor_duckdb() -> None:
    code = "import sys, bot.engine; print({'numba', 'duckdb', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "set()"
