"""Measure an archive as Parquet on DuckDB or Spark: `python -m benchmarks.engines duckdb 10000 100000`.

Each size is made as a built file, exported, opened, and asked what a reader asks, in a process of its own, whose
memory is told. Spark runs in local mode; its memory is that of its Java process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import diplomacy_archive as da
from benchmarks import generate
from diplomacy_archive.store._build import build_file

FOLDER = Path(".benchmarks")


def prepare(size: int) -> Path:
    """Return a folder of Parquet files of an archive of so many meetings, made where it is not there yet."""
    built, folder = FOLDER / f"{size}.db", FOLDER / f"{size}-parquet"
    FOLDER.mkdir(exist_ok=True)
    if not built.exists():
        meta = {"title": "made up", "package_version": "0", "data_version": "0"}
        build_file(built, generate.batches(size), meta)
    if not folder.exists():
        started = time.perf_counter()
        with da.load(built) as archive:
            archive.export("parquet", folder)
        files = sum(path.stat().st_size for path in folder.iterdir())
        print(f"{size:,} meetings: exported in {time.perf_counter() - started:.1f} s, {files / 1e6:.0f} MB, "
              f"the built file {built.stat().st_size / 1e6:.0f} MB")  # fmt: skip
    return folder


def measure(engine: str, folder: Path) -> None:
    """Open the files, ask, and print the times in seconds and the memory in MB as JSON."""
    times: dict[str, float] = {}

    def timed(name: str, run: Callable[[], Any]) -> Any:
        started = time.perf_counter()
        found = run()
        times[name] = round(time.perf_counter() - started, 3)
        return found

    archive: da.Archive = timed("open", lambda: da.load(folder, engine=engine))
    person = timed("a person's record", lambda: archive.people()[0])
    area = archive.areas()[0]
    timed("all ids of a person", lambda: archive.meetings(person=person).ids)
    timed("first 50 of a person", lambda: list(archive.meetings(person=person)[:50]))
    timed("all ids of an area in a year", lambda: archive.meetings(area=area, on="2015").ids)
    timed("all ids of a day of any year", lambda: archive.meetings(on="24/2").ids)
    timed("all ids of words in the text", lambda: archive.meetings(search="hợp tác").ids)
    timed("all pairs, counted", lambda: archive.who_met_whom(on="2015").pairs())
    print(json.dumps({**times, "memory, MB": round(_memory())}))


def _memory() -> float:
    """Return the most memory of this process and of the largest of its children, in MB."""
    import resource

    command = ["ps", "-o", "rss=", "--ppid", str(os.getpid())]
    children = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 + max(map(int, children), default=0) / 1024


def main() -> None:
    """Measure each size, each in a process of its own."""
    engine, *sizes = sys.argv[1:]
    if sizes and not sizes[0].isdigit():
        measure(engine, Path(sizes[0]))
        return
    for size in map(int, sizes):
        folder = prepare(size)
        command = [sys.executable, "-m", "benchmarks.engines", engine, str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        print(f"{engine}, {size:,} meetings: {done.stdout.strip()}")


if __name__ == "__main__":
    main()
