"""Measure: each task as several contestants that are run in turn, so that a ratio is of one run."""

from __future__ import annotations

import gc
import json
import os
import re
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import generate, peers
from diplomacy_archive import Archive, load
from diplomacy_archive.records import _models as m
from diplomacy_archive.store._schema import SCHEMA_VERSION, statements

ROOT = Path(__file__).resolve().parent.parent
POINTS = tuple(peers.SQL)
"""The point questions."""
IN_MEMORY_TO = 10_000
"""More records than this are not held as objects: a meeting with all it holds takes about 20 KB."""
_LONG = 5.0  # seconds of one contestant that are enough

Contestants = dict[str, Callable[[], Any]]


@dataclass(frozen=True)
class Result:
    """How long one contestant took for one task at one size, in seconds; or another unit, of which there is one."""

    task: str
    size: int
    who: str
    median: float
    low: float
    high: float
    unit: str = "s"


def race(
    task: str,
    size: int,
    contestants: Contestants,
    repetitions: int = 7,
    budget: float = 20.0,
    clock: Callable[[], float] = time.perf_counter,
) -> list[Result]:
    """Run the contestants in turn and return the median and the range of each.

    A short task is repeated within a turn until it takes ten milliseconds; of one that takes a second
    the first turn counts too, and whoever has taken five is not asked again. Where all run in one
    thread the clock is the processor's, which others on the machine do not slow.
    """
    times: dict[str, list[float]] = {who: [] for who in contestants}
    inner = {}
    start = time.perf_counter()
    for who, run in contestants.items():
        begun = clock()
        run()
        seconds = clock() - begun
        inner[who] = max(1, int(0.01 / max(seconds, 1e-9)))
        times[who] += [seconds] if seconds > 1 else []
    for turn in range(repetitions):
        if turn >= 2 and time.perf_counter() - start > budget:
            break
        for who, run in contestants.items():
            if sum(times[who]) > _LONG:
                continue
            gc.collect()
            begun = clock()
            for _ in range(inner[who]):
                run()
            times[who].append((clock() - begun) / inner[who])
    return [
        Result(task, size, who, statistics.median(found), min(found), max(found)) for who, found in times.items()
    ]


def _children() -> float:
    """Return the processor seconds of all processes started and ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _same(task: str, answers: dict[str, Any]) -> None:
    """Assert that all answers are equal and something was found to compare."""
    first, *others = answers.items()
    for name, answer in others:
        if [*map(tuple, answer)] != [*map(tuple, first[1])] if task in ("pairs", "counts") else answer != first[1]:
            raise AssertionError(f"{task}: {name} answers otherwise than {first[0]}")


# --- Whole processes ------------------------------------------------------------------------------

_MODELS = "import diplomacy_archive.records._models"
_FILES = """
import sys, yaml
from pathlib import Path
folder = Path(sys.argv[1])
for path in [*folder.glob("*.yaml"), *folder.glob("articles/*.yaml")]:
    parser = yaml.CLoader(path.read_text(encoding="utf-8"))
    while parser.check_event():
        parser.get_event()
"""
_PANDAS = """
import sys, yaml, pandas as pd
from pathlib import Path
rows = []
for path in Path(sys.argv[1]).glob("articles/*.yaml"):
    file = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    for report in file["reports"]:
        rows += [
            {"meeting": report["meeting"],
             "date": report["when"]["date"], "side": one["side"], "person": one.get("person")}
            for one in report["participants"]
        ]
frame = pd.DataFrame(rows)
frame["date"] = pd.to_datetime(frame["date"])
day = frame[(frame.date.dt.month == 2) & (frame.date.dt.day == 24)]
pairs = day.merge(day, on="meeting")
print(pairs[(pairs.side_x != pairs.side_y) & (pairs.person_x < pairs.person_y)].to_string())
"""


def environment() -> dict[str, str]:
    """Return the environment of a process that imports this checkout."""
    found = {**os.environ, "PYTHONPATH": str(ROOT)}
    found.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package has its bytecode
    return found


def _process(*arguments: str) -> Callable[[], None]:
    def run() -> None:
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment())

    return run


def cold(repetitions: int) -> Iterator[Result]:
    """Measure whole processes: importing, and the first answer of the shipped archive."""
    data = str(ROOT / "data")
    with tempfile.TemporaryDirectory() as folder:
        built = str(Path(folder) / "archive.db")
        _process("-m", "diplomacy_archive", "build", built)()
        yield from race(
            "cold: who-met-whom --on 24/2",
            4,
            {
                "archive": _process("-m", "diplomacy_archive", "who-met-whom", "--on", "24/2"),
                "archive, built file": _process(
                    "-m", "diplomacy_archive", "who-met-whom", "--on", "24/2", "--data", built
                ),
                "floor: models and libyaml events": _process("-c", f"{_MODELS}\n{_FILES}", data),
                "floor: models": _process("-c", _MODELS),
                "pandas": _process("-c", _PANDAS, data),
                "python -c pass": _process("-c", "pass"),
            },
            repetitions,
            1e9,
            _children,
        )
    yield from race(
        "import diplomacy_archive",
        4,
        {
            "archive": _process("-c", "import diplomacy_archive"),
            "archive, load": _process("-c", "from diplomacy_archive import load"),
            "floor: models": _process("-c", _MODELS),
        },
        repetitions,
        1e9,
        _children,
    )


# --- Loading and building -------------------------------------------------------------------------


def loading(size: int, folder: Path, repetitions: int) -> Iterator[Result]:
    """Measure loading data files against libyaml's events and the models' validation of the same."""
    import yaml

    from diplomacy_archive.files._loader import Sources, check_folder

    data = folder / "data"
    files = [*data.glob("*.yaml"), *data.glob("articles/*.yaml")]
    articles = [json.dumps(file) for day in generate.days(size) for file in day]
    made = [json.loads(text) for text in articles]

    def events() -> None:
        for path in files:
            parser = yaml.CLoader(path.read_text(encoding="utf-8"))
            while not isinstance(parser.get_event(), yaml.StreamEndEvent):
                pass
            parser.dispose()

    def validate() -> Any:
        return generate.records_of(made)

    def floor() -> None:
        events()
        generate.register_records()
        validate()

    yield from race(
        "load data files",
        size,
        {
            "archive": lambda: load(data).close(),
            "archive: read and validate": lambda: Sources(data),
            "archive: and check": lambda: check_folder(data),
            "floor: libyaml events": events,
            "floor: libyaml events and validation": floor,
        },
        repetitions,
        clock=time.process_time,
    )
    megabytes = sum(path.stat().st_size for path in files) / 1e6
    yield Result("load data files", size, "bytes read", megabytes, megabytes, megabytes, "MB")


def building(size: int, folder: Path, repetitions: int) -> Iterator[Result]:
    """Measure a build against validating the same records and inserting the same rows by hand."""
    from diplomacy_archive.store._build import build_file

    source, target = folder / "archive.db", folder / "again.db"
    hand = "floor: validate and executemany by hand"
    if size <= IN_MEMORY_TO:
        batches = list(generate.batches(size))
        contestants: Contestants = {
            "archive": lambda: build_file(target, iter(batches), {"title": "measured"}),
            hand: lambda: by_hand(source, target),
        }
        yield from race("build", size, contestants, repetitions, 30, time.process_time)
    else:
        # Too many to be held: they are made again while they are built, and once alone.
        begun = time.process_time()
        deque(generate.batches(size), maxlen=0)
        made = time.process_time()
        by_hand(source, target)
        took = {"archive": _made(folder)["processor"] - (made - begun), hand: time.process_time() - made}
        yield from (Result("build", size, who, seconds, seconds, seconds) for who, seconds in took.items())
    target.unlink()


def by_hand(source: Path, target: Path) -> None:
    """Validate the records of a file, and insert its rows into another of the same tables."""
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target, isolation_level=None)) as new:
        for kind, model in (("meeting", m.Meeting), ("statement", m.Statement), ("article", m.Article)):
            for (text,) in old.execute("SELECT json FROM document WHERE kind = ?", (kind,)):
                model.model_validate_json(text)
        new.execute("PRAGMA journal_mode = OFF")
        new.execute("PRAGMA synchronous = OFF")
        new.execute("BEGIN")
        later = [one for one in statements() if re.match(r"CREATE (UNIQUE |)(INDEX|VIEW)", one)]
        for statement in statements():
            if statement not in later:
                new.execute(statement)
            if found := re.match(r"CREATE TABLE (\w+)", statement):
                rows = old.execute(f"SELECT * FROM {found[1]}")
                marks = ",".join("?" * len(rows.description))
                new.executemany(f"INSERT INTO {found[1]} VALUES ({marks})", rows)
        new.execute("INSERT INTO passage_search (passage_search) VALUES ('rebuild')")
        for statement in later:
            new.execute(statement)
        new.execute("COMMIT")


def made(size: int, folder: Path) -> Iterator[Result]:
    """Report what making the records of a size and building their file took, and the file."""
    found = _made(folder)
    for what, unit in (("seconds", "s"), ("processor", "s"), ("MB", "MB")):
        task = {"seconds": "make and build", "processor": "make and build: processor time"}.get(
            what, "build: memory"
        )
        yield Result(task, size, "archive", found[what], found[what], found[what], unit)
    built = (folder / "archive.db").stat().st_size / 1e6
    parquet = sum(path.stat().st_size for path in folder.glob("*.parquet")) / 1e6
    yield Result("file size", size, "archive", built, built, built, "MB")
    yield Result("file size", size, "parquet of the columns the peers read", parquet, parquet, parquet, "MB")


def _made(folder: Path) -> dict[str, float]:
    (mark,) = folder.glob(f"made-by-schema-{SCHEMA_VERSION}.json")
    found: dict[str, float] = json.loads(mark.read_text(encoding="utf-8"))
    return found


# --- Questions ------------------------------------------------------------------------------------


def questions(size: int, folder: Path, names: list[str], repetitions: int) -> Iterator[Result]:
    """Measure each question by each peer; the answers are asserted equal first."""
    ask = peers.asked(folder / "archive.db")
    opened = {name: peers.PEERS[name](folder) for name in names}
    gc.freeze()  # a peer that holds a million objects must not slow the others' collections
    for task in POINTS:
        answers = {name: peer.ids(ask, task) for name, peer in opened.items()}
        _same(task, answers)
        found = len(answers["archive"])
        yield Result(task, size, "meetings found", found, found, found, "")
        asked = {name: _bound(peer.ids, ask, task) for name, peer in opened.items()}
        asked["archive: the SQL it runs"] = _bound(opened["archive"].run, ask, task)
        yield from race(f"{task}: ids", size, asked, repetitions)
        _same(task, {name: peer.first(ask, task) for name, peer in opened.items()})
        yield from race(
            f"{task}: first 50", size, {n: _bound(p.first, ask, task) for n, p in opened.items()}, repetitions
        )
        whole = {n: p for n, p in opened.items() if hasattr(p, "records")}
        _same(task, {name: peer.records(ask, task) for name, peer in whole.items()})
        yield from race(
            f"{task}: records (first 1,000)",
            size,
            {n: _bound(p.records, ask, task) for n, p in whole.items()},
            repetitions,
        )
    for task, method in (("a person's whole record", "whole_person"), ("pairs", "pairs"), ("counts", "counts")):
        _same(task, {name: getattr(peer, method)(ask) for name, peer in opened.items()})
        yield from race(task, size, {n: _bound(getattr(p, method), ask) for n, p in opened.items()}, repetitions)
    gc.unfreeze()


def asking(size: int, folder: Path, repetitions: int) -> Iterator[Result]:
    """Measure questions in words: those that are filters, those whose records are ranked, and long ones."""
    ask = peers.asked(folder / "archive.db")
    with load(folder / "archive.db") as archive:
        person, one, other, area = map(archive.store.label, (ask.person, *ask.pair, ask.area))
        day, year = peers.iso(ask.day), ask.year
        questions = {
            "who met whom on a day": ("complete", f"Ai gặp ai ngày {day}?"),
            "whom somebody met": ("complete", f"{person} đã gặp những ai?"),
            "whether two met": ("complete", f"{one} có gặp {other} không?"),
            "who spoke of an area in a year": ("complete", f"Ai nhắc đến {area} trong năm {year}?"),
            "a person and an area": ("closest", f"{person} {area}"),
            "a person, an area and a day": ("closest", f"{person} đề xuất gì về {area} ngày {day}?"),
            "rare words": ("closest", "tàu ngầm và đất hiếm"),
            "common words alone": ("closest", "hợp tác song phương ổn định lâu dài"),
            "a name that nobody bears": ("nothing", "Ai gặp Zelensky?"),
        }
        for task, (status, question) in questions.items():
            assert archive.ask(question).status.value == status, question
            asked = {"archive": _bound(_shown, archive, question)}
            yield from race(f"ask: {task}", size, asked, repetitions, clock=time.process_time)
        lengths = {
            f"{count:,} words": _bound(archive.ask, "chuyện lạ " * (count // 2)) for count in (20, 200, 2000)
        }
        yield from race("ask: words that are no question", size, lengths, repetitions, clock=time.process_time)


def _shown(archive: Archive, question: str) -> str:
    return archive.ask(question).text


def _bound(run: Callable[..., Any], *values: Any) -> Callable[[], Any]:
    return lambda: run(*values)


def peak() -> float:
    """Return the most memory that this process has taken, in MB; a parent's does not count."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def child(name: str, folder: str) -> None:
    """Open a peer, ask one question, and print the seconds to the answer and the memory in MB."""
    ask = peers.asked(Path(folder) / "archive.db")
    before = peak()
    begun = time.perf_counter()
    peer = peers.PEERS[name](Path(folder))
    peer.first(ask, "area in a year")
    seconds = time.perf_counter() - begun
    opened = peak()
    for task in POINTS:
        peer.ids(ask, task)
    print(seconds, opened - before, peak() - before)


def opening(size: int, folder: Path, names: list[str], repetitions: int) -> Iterator[Result]:
    """Measure opening and a first answer, and the memory it takes, each in a process of its own."""
    code = "import sys; from benchmarks import tasks; tasks.child(*sys.argv[1:])"
    found: dict[str, list[list[float]]] = {name: [] for name in names}
    for _ in range(min(repetitions, 5)):
        for name in names:
            command = [sys.executable, "-c", code, name, str(folder)]
            out = subprocess.run(command, check=True, capture_output=True, text=True, env=environment()).stdout
            found[name].append([float(part) for part in out.split()])
    labels = (
        ("open and first answer", "s"),
        ("memory to the first answer", "MB"),
        ("memory of all point questions", "MB"),
    )
    for name, runs in found.items():
        for (task, unit), values in zip(labels, zip(*runs, strict=True), strict=True):
            yield Result(task, size, name, statistics.median(values), min(values), max(values), unit)
