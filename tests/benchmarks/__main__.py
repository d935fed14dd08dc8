"""Run all benchmarks, or those whose names are given: ``python -m tests.benchmarks note_commit``."""

import importlib
import pkgutil
import sys

import tests.benchmarks as benchmarks


def main() -> None:
    names = sorted(
        module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name.startswith("bench_")
    )
    wanted = sys.argv[1:]
    for name in names:
        if not wanted or any(part in name for part in wanted):
            importlib.import_module(f"tests.benchmarks.{name}").run()


main()
