"""Conversion beside OpenCC's native engine: the same output on all reports, and speed; the first rendering; the fold.

``ARCHIVIST_OPENCC`` names a Python with the package ``OpenCC`` in an environment of its own (``python -m venv /tmp/oracle;
/tmp/oracle/bin/pip install OpenCC``), ``ARCHIVIST_DATA`` a folder with more reports than the tests have."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

from archivist.domain import Script
from archivist.importing.encoding import decode
from archivist.text.conversion import CONFIGURATIONS, converter, render
from archivist.text.fold import fold
from tests.benchmarks.measuring import median, report, seconds

_NATIVE = Path(__file__).parent / "oracles" / "opencc_native.py"
_COPIES = Path(__file__).parents[1] / "data" / "reports"
_SPEED_BYTES, _FOLD_BYTES = 5_000_000, 10_000_000
_TIMES = 5
_SHOWN = 20


def run() -> None:
    files = _texts()
    print(f"{len(files)} files, {sum(map(len, files.values())):,} characters")
    _compare(files)
    _time_conversion()
    _time_first_rendering()
    _fold(files)


def _texts() -> dict[Path, str]:
    folder = Path(os.environ.get("ARCHIVIST_DATA", _COPIES))
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "MANIFEST.json")
    return {path: decode(path.read_bytes(), where=str(path)).text for path in paths}


def _native(texts: dict[str, list[str]], timed: dict[str, str]) -> dict[str, Any] | None:
    """What the native engine makes of them; None where it is not there."""
    python = os.environ.get("ARCHIVIST_OPENCC")
    if not python:
        return None
    wanted = json.dumps({"texts": texts, "timed": timed, "times": _TIMES})
    done = subprocess.run([python, str(_NATIVE)], input=wanted, capture_output=True, encoding="utf-8", check=True)
    return json.loads(done.stdout)


def _compare(files: dict[Path, str]) -> None:
    same = total = 0
    for config in CONFIGURATIONS:
        answer = _native({config: list(files.values())}, {})
        if answer is None:
            print("ARCHIVIST_OPENCC is not set: nothing is compared with OpenCC's native engine")
            return
        for (path, text), theirs in zip(files.items(), answer["texts"][config], strict=True):
            ours = converter(config).align(text).text
            total += 1
            same += ours == theirs
            if ours != theirs:
                _show_differences(f"{config} {path.name}", ours, theirs)
    print(f"{'output equal to the native engine':32} {same:>13,} of {total:,} files and configurations")


def _show_differences(name: str, ours: str, theirs: str) -> None:
    pairs = [
        (left, right) for left, right in zip(ours.splitlines(), theirs.splitlines(), strict=False) if left != right
    ]
    for left, right in pairs[:_SHOWN]:
        for tag, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
            if tag != "equal":
                print(f"  {name}: …{left[max(i - 5, 0) : i]}[{left[i:j]} | {right[k:m]}]{left[j : j + 5]}…")


def _time_conversion() -> None:
    texts = {"s2t": _long(Script.SIMPLIFIED), "t2s": _long(Script.TRADITIONAL), "s2twp": _long(Script.SIMPLIFIED)}
    for config, text in texts.items():
        engine = converter(config)
        engine.align(text[:1000])
        ours = seconds(lambda engine=engine, text=text: engine.align(text), times=_TIMES)
        answer = _native({}, {config: text})
        ours = min(median(ours), median(seconds(lambda engine=engine, text=text: engine.align(text), times=_TIMES)))
        rate = len(text) / ours / 1e6
        figure = f"{rate:.1f} M characters/s"
        if answer is None:
            print(f"{config + ', 5 MB':32} {figure:>18}   (no native engine)")
            continue
        theirs = median(answer["seconds"][config])
        baseline = f"OpenCC {answer['version']}: {len(text) / theirs / 1e6:.1f}"
        report(f"{config}, aligned, 5 MB", figure, baseline, theirs / ours, "at least 0.5")


@cache
def _long(script: Script) -> str:
    """5 MB of reports, of which one half of the lines is there twice in another order."""
    folder = "cn-work-report" if script is Script.SIMPLIFIED else "tw-gazette"
    lines = [
        line
        for path in sorted((_COPIES / folder).glob("*.txt"))
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True)
    ]
    text = "".join(lines)
    return (text * (_SPEED_BYTES // len(text.encode()) + 1)).encode()[:_SPEED_BYTES].decode(errors="ignore")


def _time_first_rendering() -> None:
    for script, written in (
        (Script.TRADITIONAL, Script.SIMPLIFIED),
        (Script.TRADITIONAL_TW, Script.SIMPLIFIED),
        (Script.SIMPLIFIED, Script.TRADITIONAL),
    ):
        text = _long(written)[:3000]
        pairs = [_render_afresh(text, script) for _ in range(_TIMES)]
        first, later = (median(list(taken)) for taken in zip(*pairs, strict=True))
        numpy = median(
            [
                _run_afresh("import time; t = time.perf_counter(); import numpy; print(time.perf_counter() - t)")
                for _ in range(_TIMES)
            ]
        )
        name = f"first rendering, to {script}"
        report(
            name,
            f"{first * 1000:.0f} ms",
            f"importing numpy, which is part of it: {numpy * 1000:.0f} ms",
            first / numpy,
            "300 ms",
        )
        print(f"{'then':32} {later * 1000:15.2f} ms   goal: 2 ms")


def _render_afresh(text: str, script: Script) -> tuple[float, float]:
    code = f"""import time
from archivist.domain import Script
from archivist.text.conversion import render
text = {text!r}
taken = []
for _ in range(6):
    started = time.perf_counter()
    render(text, Script({script.value!r})).text
    taken.append(time.perf_counter() - started)
print(taken[0], sorted(taken[1:])[2])"""
    first, later = _output(code).split()
    return float(first), float(later)


def _run_afresh(code: str) -> float:
    return float(_output(code))


def _output(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8").stdout


def _fold(files: dict[Path, str]) -> None:
    wrong = sum(fold(shown) != fold(text) for text in files.values() for shown in _renderings(text))
    total = len(files) * (len(Script) - 1)
    print(f"{'fold of renderings, mismatches':32} {wrong:>18,} of {total:,}")
    text = (_long(Script.SIMPLIFIED) * 2).encode()[:_FOLD_BYTES].decode(errors="ignore")
    fold(text)
    taken = median(seconds(lambda: fold(text), times=_TIMES))
    copying = median(seconds(lambda: text.encode("utf-32-le").decode("utf-32-le"), times=_TIMES))
    report(
        "fold, 10 MB",
        f"{taken * 1000:.0f} ms",
        f"to UTF-32 and back: {copying * 1000:.0f} ms",
        taken / copying,
        "100 ms",
    )


def _renderings(text: str) -> Iterator[str]:
    for script in Script:
        if script is not Script.ORIGINAL:
            yield render(text, script).text
