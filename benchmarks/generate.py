"""Make archives of any size for measuring: seeded, so that a size is always the same archive.

The records are made up, but shaped like curated ones: 2,000 people whose meetings follow a Zipf
law, 150 countries, a tree of 60 areas, 20 years, 2 to 6 participants, 1 to 8 statements, a second
report of some meetings that sometimes differs. Everything is made day by day, so that a million
meetings need no more memory than a thousand.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from diplomacy_archive._text import fold_words
from diplomacy_archive.records import _models as m

FIRST_DAY = dt.date(2006, 1, 1)
DAYS = 7305
"""Twenty years."""

Data = dict[str, Any]

_FAMILIES = (
    "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Ngô Dương Lý Ivanov Petrov Smirnov Kim Tanaka Silva Weber"
)
_MIDDLES = "Văn Thị Đức Minh Quang Hữu Thanh Ngọc Xuân Hồng"
_GIVEN = "An Bình Châu Dũng Giang Hà Hải Khánh Lan Linh Long Mai Nam Phúc Quân Sơn Tâm Thảo Trung Yến"
_AREAS = "năng lượng|quốc phòng|thương mại|giáo dục|giao thông|văn hóa"
_PARTS = "đào tạo|công nghệ|đầu tư"
_LEVELS = "cơ sở|khu vực"
_WORDS = [
    "hợp",
    "tác",
    "song",
    "phương",
    "tăng",
    "cường",
    "trao",
    "đổi",
    "đoàn",
    "các",
    "cấp",
    "thúc",
    "đẩy",
    "quan",
    "hệ",
    "ổn",
    "định",
    "lâu",
    "dài",
    "chia",
    "sẻ",
    "kinh",
    "nghiệm",
    "phối",
    "hợp",
    "chặt",
    "chẽ",
    "diễn",
    "đàn",
    "đa",
    "phương",
    "bảo",
    "đảm",
    "an",
    "ninh",
    "lương",
    "thực",
    "chuyển",
    "đổi",
    "xanh",
    "kinh",
    "tế",
    "số",
]
_RARE = "vệ tinh|tàu ngầm|đất hiếm|vắc xin|bán dẫn|hạt tiêu|cá tra|lưu học sinh|cầu đường sắt|trí tuệ nhân tạo"
_ACTS = (
    ("informed", "thông báo"), ("affirmed", "khẳng định"), ("emphasised", "nhấn mạnh"), ("praised", "đánh giá cao"),
    ("proposed", "đề xuất"), ("wished", "mong muốn"), ("agreed", "nhất trí"), ("supported", "ủng hộ"),
)  # fmt: skip
_KINDS = (("talks", "hội đàm"), ("call", "hội kiến"), ("meeting", "gặp"), ("reception", "tiếp"))
_PARTS_OF_DAY = ((None, ""), (None, ""), ("morning", "sáng "), ("afternoon", "chiều "), ("evening", "tối "))
_OFFICES = (("minister", "Bộ trưởng"), ("ambassador", "Đại sứ"), ("prime_minister", "Thủ tướng"))
_SOURCE = "made up"


def registers() -> dict[str, list[Data]]:
    """Return the people, parties, organisations, countries, places and areas of every size."""
    codes = ["VN", "RU", *("".join(pair) for pair in itertools.product("ABCDEFGHJ", "ABCDEFGHIJKLMNOPQRST"))][:150]
    rng = random.Random("registers")
    countries = [{"id": code, "names": {"vi": f"Nước {code}"}} for code in codes]
    ministries = [
        {"id": f"ministry-{code.lower()}", "names": {"vi": f"Bộ Ngoại giao {code}"}, "kind": "ministry",
         "country": code, "outside": {"country": _SOURCE}}
        for code in codes
    ]  # fmt: skip
    parties = [
        {"id": f"party-{code.lower()}", "names": {"vi": f"Đảng {code}"}, "country": code,
         "outside": {"country": _SOURCE}}
        for code in codes[:40]
    ]  # fmt: skip
    places = [
        {"id": f"city-{code.lower()}", "names": {"vi": f"Thủ đô {code}"}, "kind": "city", "within": code,
         "outside": {"within": _SOURCE}}
        for code in codes
    ]  # fmt: skip
    places += [
        {"id": f"palace-{code.lower()}", "names": {"vi": f"Điện {code}"}, "kind": "building",
         "within": f"city-{code.lower()}", "outside": {"within": _SOURCE}}
        for code in codes[:50]
    ]  # fmt: skip
    names = [" ".join(name) for name in itertools.product(_FAMILIES.split(), _MIDDLES.split(), _GIVEN.split())]
    people = [{"id": fold_words(name).replace(" ", "-"), "names": {"vi": name}} for name in rng.sample(names, 2000)]
    areas: list[Data] = []
    for root, name in enumerate(_AREAS.split("|")):
        areas.append({"id": f"area-{root}", "names": {"vi": name}, "kind": "cooperation"})
        for part, more in enumerate(_PARTS.split("|")):
            areas.append(_area(f"area-{root}-{part}", f"{name} {more}", f"area-{root}"))
            areas += [
                _area(f"area-{root}-{part}-{leaf}", f"{name} {more} {last}", f"area-{root}-{part}")
                for leaf, last in enumerate(_LEVELS.split("|"))
            ]
    return {
        "people": people, "parties": parties, "organisations": ministries, "countries": countries,
        "places": places, "areas": areas,
    }  # fmt: skip


def _area(id_: str, name: str, parent: str) -> Data:
    outside = {"parent": _SOURCE}
    return {"id": id_, "names": {"vi": name}, "kind": "cooperation", "parent": parent, "outside": outside}


def _zipf(rng: random.Random, items: list[Any], count: int) -> list[Any]:
    return rng.choices(
        items, cum_weights=list(itertools.accumulate(1 / rank for rank in range(1, len(items) + 1))), k=count
    )


def days(size: int, seed: int = 0) -> Iterator[list[Data]]:
    """Yield the article files of each day that has meetings, as the data files hold them."""
    rng = random.Random(f"{seed}/{size}")
    made = registers()
    codes = [one["id"] for one in made["countries"]]
    homes = _zipf(random.Random("homes"), codes, len(made["people"]))
    people = [(one["id"], home) for one, home in zip(made["people"], homes, strict=True)]
    drawn = list(itertools.accumulate(1 / rank for rank in range(1, len(people) + 1)))
    parties = {one["country"]: one["id"] for one in made["parties"]}
    areas = [(one["id"], one["names"]["vi"]) for one in made["areas"]]
    places = [(one["id"], one["names"]["vi"]) for one in made["places"]]
    for day in range(DAYS):
        count = size * (day + 1) // DAYS - size * day // DAYS
        if not count:
            continue
        date = FIRST_DAY + dt.timedelta(days=day)
        files: list[Data] = []
        for first in range(0, count, 3):
            file = _Article(rng, date, len(files))
            for number in range(first, min(first + 3, count)):
                meeting = f"{date}-m{number:04}"
                here = _participants(rng, people, drawn, parties)
                file.report(meeting, here, places)
                file.statements(meeting, here, areas)
            if files and rng.random() < 0.12:
                # A second article reports a meeting of the day, and may differ from the first.
                file.repeat(rng.choice(files[-1]["reports"]), places)
            files.append(file.data())
        yield files


def _participants(
    rng: random.Random, people: list[tuple[str, str]], drawn: list[float], parties: dict[str, str]
) -> list[Data]:
    while True:
        chosen = dict.fromkeys(rng.choices(people, cum_weights=drawn, k=rng.randint(2, 6)))
        if len({country for _, country in chosen}) > 1:
            break
    found = []
    for id_, country in chosen:
        role, printed = rng.choice(_OFFICES)
        of = parties[country] if country in parties and rng.random() < 0.3 else f"ministry-{country.lower()}"
        found.append({"person": id_, "side": country, "capacities": [{"printed": printed, "role": role, "of": of}]})
    return found


class _Article:
    """One article's file while it is made."""

    def __init__(self, rng: random.Random, date: dt.date, number: int) -> None:
        self._rng = rng
        self._date = date
        self._id = f"{date + dt.timedelta(days=1)}-a{number:04}"
        self._paragraph = 1
        self._reports: list[Data] = []
        self._statements: list[Data] = []

    def report(self, meeting: str, participants: list[Data], places: list[tuple[str, str]]) -> None:
        rng, date = self._rng, self._date
        self._paragraph += 1
        part, word = rng.choice(_PARTS_OF_DAY)
        kind, printed = rng.choice(_KINDS)
        day = f"{word}{date.day}/{date.month}"
        at = rng.choice(places) if rng.random() < 0.6 else None
        report = {
            "meeting": meeting,
            "when": {"date": str(date), "part_of_day": part, "printed": day},
            "inferred": {"date": "the year is that of the article"},
            "kind": {"id": kind, "printed": [printed]},
            "place": {"id": at[0], "printed": at[1]} if at else None,
            "participants": participants,
            "quotes": ["1: cuộc gặp của hai bên", f"{self._paragraph}: {day} {printed} với các đại biểu"],
        }
        if rng.random() < 0.01:
            report["status"] = rng.choice(("planned", "cancelled"))
        self._reports.append(report)

    def repeat(self, report: Data, places: list[tuple[str, str]]) -> None:
        self.report(report["meeting"], report["participants"], places)
        again = self._reports[-1]
        again["when"], again["kind"] = report["when"], report["kind"]
        if self._rng.random() < 0.1:
            later = self._date + dt.timedelta(days=1)
            printed = f"{later.day}/{later.month}"
            again["when"] = {"date": str(later), "part_of_day": None, "printed": printed}

    def statements(self, meeting: str, participants: list[Data], areas: list[tuple[str, str]]) -> None:
        rng = self._rng
        for _ in range(rng.randint(1, 8)):
            self._paragraph += 1
            here = self._paragraph
            act, verb = rng.choice(_ACTS)
            mentioned = dict(rng.choices(areas, k=rng.randint(1, 2)))
            words = " ".join(rng.choices(_WORDS, k=rng.randint(3, 8)))
            if rng.random() < 0.02:
                words = f"{words} {rng.choice(_RARE.split('|'))}"
            speaker, other = rng.sample(participants, 2)
            self._statements.append(
                {
                    "id": f"p{here}a",
                    "meetings": [meeting],
                    "speakers": [speaker["person"]],
                    "act": {"id": act, "printed": verb},
                    "about": [other["side"]],
                    "areas": [{"id": id_, "printed": name} for id_, name in mentioned.items()],
                    "summary": {"vi": f"Nói về {words}", "en": f"Speaks of {fold_words(words)}"},
                    "quotes": [f"{here}: {verb} {words}"],
                }
            )

    def data(self) -> Data:
        print_ = self._id.encode().hex()  # stands for a fingerprint; there is no text
        article = {
            "id": self._id,
            "published": str(self._date + dt.timedelta(days=1)),
            "inferred": {"published": _SOURCE},
            "publisher": None, "headline": None, "url": None, "byline": None, "language": "vi",
            "label": {"en": f"Meetings of {self._date}", "vi": f"Các cuộc gặp ngày {self._date}"},
            "fingerprints": [{"paragraphs": self._paragraph, "sha256": print_.ljust(64, "0")[:64]}],
        }  # fmt: skip
        return {"article": article, "reports": self._reports, "statements": self._statements}


def register_records() -> m.Records:
    """Return the registers as records."""
    made = registers()
    records: Data = {name: tuple(map(model.model_validate, made[name])) for name, model in m.REGISTERS.items()}
    return m.Records(**records)


def records_of(files: list[Data]) -> m.Records:
    """Return the records of article files."""
    articles, reports, statements = [], [], []
    for file in files:
        context = {"article": file["article"]["id"]}
        articles.append(m.Article.model_validate(file["article"]))
        reports += [m.Report.model_validate(one, context=context) for one in file["reports"]]
        statements += [m.Statement.model_validate(one, context=context) for one in file["statements"]]
    return m.Records(articles=tuple(articles), reports=tuple(reports), statements=tuple(statements))


def batches(size: int, seed: int = 0) -> Iterator[m.Records]:
    """Yield the registers, then the records of some days at a time."""
    yield register_records()
    files: list[Data] = []
    for day in days(size, seed):
        files += day
        if len(files) >= 100:
            yield records_of(files)
            files = []
    if files:
        yield records_of(files)


def write_data_files(folder: Path, size: int, seed: int = 0) -> None:
    """Write the archive as a folder of data files."""
    import yaml

    def write(path: Path, value: Data) -> None:
        text = yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110)
        path.write_text(text, encoding="utf-8")

    (folder / "articles").mkdir(parents=True)
    about = {"title": f"{size} made-up meetings", "version": "0"}
    write(folder / "archive.yaml", {"archive": about})
    for name, records in registers().items():
        write(folder / f"{name}.yaml", {name: records})
    for files in days(size, seed):
        for file in files:
            write(folder / "articles" / f"{file['article']['id']}.yaml", file)
