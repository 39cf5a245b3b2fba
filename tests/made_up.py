"""Make up an archive of any size, the same for the same seed: nobody in it lives, nothing of it happened."""

from __future__ import annotations

import datetime as dt
import random
from itertools import accumulate

from diplomacy_archive.archive import Archive
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._merge import merge
from diplomacy_archive.records._vocabulary import Act, Kind, PartOfDay
from diplomacy_archive.store._store import Store

_COUNTRIES = {
    "VN": "Việt Nam", "RU": "Nga", "LA": "Lào", "JP": "Nhật Bản", "FR": "Pháp", "CU": "Cuba", "IN": "Ấn Độ",
    "KH": "Campuchia", "DE": "Đức", "BR": "Brazil",
}  # fmt: skip
_FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý"]
_MIDDLE = ["Văn", "Thị", "Hữu", "Đức", "Ngọc", "Quang", "Thùy", "Xuân"]
_GIVEN = [
    "Anh", "Bình", "Châu", "Dũng", "Giang", "Hạnh", "Khánh", "Lâm", "Mỹ", "Nghĩa", "Phượng", "Quỳnh", "Sơn",
    "Tuyết", "Uyên", "Việt", "Yến",
]  # fmt: skip
_FIELDS = (
    "nông nghiệp|thủy sản|du lịch|y tế|thể thao|bưu chính|hàng không|đường sắt|môi trường|tư pháp|lao động|thống kê"
)
_KINDS = {
    Kind.TALKS: "hội đàm",
    Kind.CALL: "hội kiến",
    Kind.MEETING: "gặp",
    Kind.RECEPTION: "tiếp",
    Kind.PHONE_CALL: "điện đàm",
}


def archive(meetings: int, *, people: int = 0, years: int = 20, seed: int = 7) -> Archive:
    """Return an archive of so many meetings between made-up people."""
    found = records(meetings, people=people or max(6, min(2000, meetings // 4)), years=years, seed=seed)
    meta = {"title": "A made-up archive", "package_version": "0", "data_version": "0"}
    return Archive(Store.build(found, merge(found), {}, meta, "a made-up archive"))


def records(meetings: int, *, people: int, years: int, seed: int) -> m.Records:
    """Return the records of a made-up archive: each article reports three meetings."""
    choose = random.Random(seed)
    everybody = [_person(number, choose) for number in range(people)]
    # A few are met all the time and most of them once, as in life.
    weights = list(accumulate(1 / (rank + 1) for rank in range(people)))
    side = {one.id: list(_COUNTRIES)[number % len(_COUNTRIES)] for number, one in enumerate(everybody)}
    areas = _areas()
    reports, statements, articles = [], [], []
    days = sorted(choose.randrange(365 * years) for _ in range(meetings))
    for number, day in enumerate(days):
        date = dt.date(2026, 2, 24) - dt.timedelta(days=days[-1] - day)
        if number % 3 == 0:
            articles.append(_article(number // 3, date))
        article = articles[-1].id
        present: dict[str, None] = {}
        for _ in range(40):
            present[choose.choices(everybody, cum_weights=weights)[0].id] = None
            if len(present) >= 2 and len({side[id_] for id_ in present}) >= 2:
                break
        else:
            present = dict.fromkeys((everybody[0].id, everybody[1].id))
        meeting = f"{date}-m{number}"
        kind = choose.choices(list(_KINDS), weights=(6, 4, 8, 3, 1))[0]
        reports.append(_report(meeting, article, date, kind, [(id_, side[id_]) for id_ in present], choose))
        for said in range(choose.randint(1, 4)):
            speaker = choose.choice(list(present))
            statements.append(
                _statement(f"{article}/p{number % 3 + 1}{'abcd'[said]}", article, meeting, speaker, areas, choose)
            )
    return m.Records(
        people=tuple(everybody),
        countries=tuple(m.Country(id=id_, names={"vi": name}) for id_, name in _COUNTRIES.items()),
        places=(m.Place(id="hanoi", names={"vi": "Hà Nội", "en": "Hanoi"}, kind="city", within="VN"),),
        areas=tuple(areas),
        articles=tuple(articles),
        reports=tuple(reports),
        statements=tuple(statements),
    )


def _person(number: int, choose: random.Random) -> m.Person:
    name = " ".join(map(choose.choice, (_FAMILY, _MIDDLE, _GIVEN)))
    return m.Person(id=f"person-{number}", names={"vi": f"{name} {number}", "ru": f"Человек {number}"})


def _areas() -> list[m.CooperationArea]:
    found = []
    for number, name in enumerate(_FIELDS.split("|")):
        found.append(
            m.CooperationArea(id=f"field-{number}", names={"vi": name, "en": f"field {number}"}, kind="cooperation")
        )
        found += [
            m.CooperationArea(
                id=f"field-{number}-{inner}", names={"vi": f"{name} {inner}", "en": f"field {number}.{inner}"},
                kind="cooperation", parent=f"field-{number}",
            )
            for inner in range(1, 5)
        ]  # fmt: skip
    return found


def _article(number: int, date: dt.date) -> m.Article:
    return m.Article(
        id=f"{date}-a{number}", published=date, publisher=None, headline=None, url=None, byline=None, language="vi",
        label={"en": f"Made-up article {number}"}, fingerprints=({"paragraphs": 4, "sha256": f"{number:064x}"},),
    )  # fmt: skip


def _report(
    meeting: str, article: str, date: dt.date, kind: Kind, present: list[tuple[str, str]], choose: random.Random
) -> m.Report:
    return m.Report(
        meeting=meeting,
        when={
            "date": date,
            "part_of_day": choose.choice([None, *PartOfDay]),
            "printed": f"{date.day}/{date.month}",
        },
        kind={"id": kind, "printed": (_KINDS[kind],)},
        place=choose.choice([None, {"id": "hanoi", "printed": "Hà Nội"}]),
        participants=tuple(
            {"person": id_, "side": side, "capacities": ({"printed": "Bộ trưởng", "role": "minister", "of": side},)}
            for id_, side in present
        ),
        quotes=({"article": article, "paragraph": 1, "phrase": f"{_KINDS[kind]} ngày {date.day}/{date.month}"},),
    )


def _statement(
    id_: str, article: str, meeting: str, speaker: str, areas: list[m.CooperationArea], choose: random.Random
) -> m.Statement:
    named = choose.sample(areas, choose.randint(0, 3))
    return m.Statement(
        id=id_,
        meetings=(meeting,),
        speakers=(speaker,),
        act={"id": (act := choose.choice(list(Act))), "printed": act.words[0]},
        areas=tuple({"id": area.id, "printed": area.name} for area in named),
        summary={"en": f"Something was said ({id_[-3:]})", "vi": "Có điều đã được nói"},
        quotes=({"article": article, "paragraph": 1, "phrase": act.words[0]},),
    )
