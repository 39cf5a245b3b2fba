"""Run the benchmark: `python -m benchmarks.run`; see README.md beside this file."""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from benchmarks import generate, peers, tasks
from benchmarks.tasks import Result

SIZES = (4, 1_000, 10_000, 100_000, 1_000_000)
PARTS = ("cold", "load", "build", "open", "questions", "ask")
DATA_FILES_TO = 10_000
BUILT_AGAIN_TO = 100_000


def main() -> None:
    """Prepare the data of each size, measure, and write results.json and results.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="meetings: %(default)s")
    parser.add_argument("--folder", type=Path, default=Path(".benchmarks"), help="where data and results are kept")
    parser.add_argument("--repetitions", type=int, default=7, help="turns of each contestant: %(default)s")
    parser.add_argument("--only", nargs="+", choices=PARTS, help="measure these alone")
    given = parser.parse_args()
    parts = given.only or PARTS
    if "cold" in parts:
        _keep(given.folder, "whole processes", tasks.cold(max(given.repetitions, 5)))
    for size in given.sizes:
        folder = given.folder / str(size)
        prepare(folder, size)
        names = [name for name in peers.PEERS if name != "comprehension" or size <= tasks.IN_MEMORY_TO]
        measured = {
            "load": tasks.loading(size, folder, given.repetitions) if size <= DATA_FILES_TO else (),
            "build": tasks.building(size, folder, given.repetitions) if size <= BUILT_AGAIN_TO else (),
            "open": tasks.opening(size, folder, names, given.repetitions),
            "questions": tasks.questions(size, folder, names, given.repetitions),
            "ask": tasks.asking(size, folder, given.repetitions),
        }
        for part, results in measured.items():
            if part in parts:
                _keep(given.folder, f"{size:,}: {part}", results)
        _keep(given.folder, f"{size:,}: making", tasks.made(size, folder))
    print((given.folder / "results.md").read_text(encoding="utf-8"))


def _keep(folder: Path, what: str, results: Iterable[Result]) -> None:
    """Measure, and write the results among those that are kept, in place of the same measured earlier."""
    _say(what)
    path = folder / "results.json"
    kept = json.loads(path.read_text(encoding="utf-8"))["results"] if path.exists() else []
    found = {(one["task"], one["size"], one["who"]): Result(**one) for one in kept}
    found |= {(result.task, result.size, result.who): result for result in results}
    about = {
        "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        "load at the end": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }
    folder.mkdir(parents=True, exist_ok=True)
    everything = {"about": about, "results": [asdict(result) for result in found.values()]}
    path.write_text(json.dumps(everything, ensure_ascii=False, indent=1), encoding="utf-8")
    (folder / "results.md").write_text(table(found.values()), encoding="utf-8")


def prepare(folder: Path, size: int) -> None:
    """Make the data of a size, unless they are there; in a process of its own, so that its memory is known."""
    from diplomacy_archive.store._schema import SCHEMA_VERSION

    mark = folder / f"made-by-schema-{SCHEMA_VERSION}.json"
    if mark.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    code = "import sys; from benchmarks import run; run.make(run.Path(sys.argv[1]), int(sys.argv[2]))"
    command = [sys.executable, "-c", code, str(folder), str(size)]
    made = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=tasks.environment()).stdout
    peers.write_parquet(folder / "archive.db", folder)
    if size <= tasks.IN_MEMORY_TO:
        peers.write_json(folder / "archive.db", folder)
    if size <= DATA_FILES_TO and not (folder / "data").exists():
        generate.write_data_files(folder / "data", size)
    mark.write_text(made, encoding="utf-8")
    _say(f"{size:,}: made")


def make(folder: Path, size: int) -> None:
    """Build the archive of a size, and print how long it took, in wall and processor seconds, and the memory."""
    from diplomacy_archive.store._build import build_file

    meta = {"title": f"{size} made-up meetings", "package_version": "0", "data_version": "0"}
    before, begun = tasks.peak(), time.monotonic()
    build_file(folder / "archive.db", _counted(generate.batches(size), size), meta)
    seconds = time.monotonic() - begun
    print(json.dumps({"seconds": seconds, "processor": time.process_time(), "MB": tasks.peak() - before}))


def _counted(batches: Iterable[generate.m.Records], size: int) -> Iterable[generate.m.Records]:
    done, shown = 0, time.monotonic()
    for batch in batches:
        yield batch
        done += len(batch.reports)
        if time.monotonic() - shown > 10:
            shown = time.monotonic()
            _say(f"{size:,}: about {done:,} meetings made")


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def table(results: Iterable[Result]) -> str:
    """Return the results as Markdown: a table for each task, a row for each contestant, a column for each size."""
    found: dict[str, dict[str, dict[int, Result]]] = {}
    for result in results:
        found.setdefault(result.task, {}).setdefault(result.who, {})[result.size] = result
    lines: list[str] = []
    for task, rows in found.items():
        sizes = sorted({size for row in rows.values() for size in row})
        lines += [
            f"### {task}",
            "",
            f"| | {' | '.join(f'{size:,}' for size in sizes)} | growth |",
            "|---" * (len(sizes) + 2) + "|",
        ]
        base = rows.get("archive", {})
        for who, row in rows.items():
            cells = [_cell(row.get(size), base.get(size) if who != "archive" else None) for size in sizes]
            lines.append(f"| {who} | {' | '.join(cells)} | {_growth(row)} |")
        lines.append("")
    return "\n".join(lines)


def _cell(result: Result | None, base: Result | None) -> str:
    """Say a median, its range, and how many times the archive's it is."""
    if result is None:
        return ""
    if result.unit != "s":
        return f"{result.median:,.0f} {result.unit}".strip()
    ratio = f", ×{result.median / base.median:.2f}" if base and base.unit == "s" and base.median else ""
    return f"{_time(result.median)} ({_time(result.low)} to {_time(result.high)}{ratio})"


def _time(seconds: float) -> str:
    for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size or unit == "µs":
            return f"{seconds / size:.3g} {unit}"
    raise AssertionError


def _growth(row: dict[int, Result]) -> str:
    """Return the exponent by which the time grows from the smallest to the largest size above 1,000."""
    points = [
        (math.log(size), math.log(row[size].median))
        for size in sorted(row)
        if size >= 1000 and row[size].median > 0
    ]
    if len(points) < 2:
        return ""
    (x1, y1), (x2, y2) = points[0], points[-1]
    return f"n^{(y2 - y1) / (x2 - x1):.2f}"


if __name__ == "__main__":
    main()
