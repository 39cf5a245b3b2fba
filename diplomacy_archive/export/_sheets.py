"""Write meetings, statements and undertakings as sheets that are read without ids: .xlsx, or .csv files."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from diplomacy_archive._text import find
from diplomacy_archive.errors import FilterError
from diplomacy_archive.export._chosen import NOT_STATED, Chosen, Language, Namer
from diplomacy_archive.files._write import FileKind, replacing
from diplomacy_archive.records import _models as m

Cell = str | dt.date
_MOST_ROWS, _LONGEST = 1_048_575, 32_767  # what Excel takes
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_MORE = {"vi": "… (còn nữa, xem theo mã)", "en": "… (cut here; see the record by its id)"}
_XLSX = FileKind("a sheet", lambda start: start.startswith(b"PK\x03\x04"))
_CSV = FileKind("a sheet", lambda start: start.startswith(b"\xef\xbb\xbf"))
_COLUMNS = {
    ("meetings", "cuộc gặp"): (
        ("date", "ngày", 12), ("part of day", "buổi", 11), ("who", "ai", 24), ("office", "chức vụ", 30),
        ("side", "bên", 12), ("met whom", "gặp ai", 24), ("their office", "chức vụ người gặp", 30),
        ("their side", "bên người gặp", 12),
        ("kind", "hình thức", 14), ("place", "địa điểm", 16), ("areas", "lĩnh vực", 50),
        ("status", "tình trạng", 12), ("articles", "bài", 40), ("quotes", "trích dẫn", 60), ("id", "mã", 26),
    ),
    ("statements", "phát biểu"): (
        ("date", "ngày", 12), ("who", "ai", 24), ("conveyed by", "người chuyển lời", 20), ("act", "hành vi", 18),
        ("as printed", "bài viết dùng từ", 18), ("what", "nội dung", 60), ("at which meeting", "tại cuộc gặp", 44),
        ("areas", "lĩnh vực", 44), ("of whom", "nói về", 30), ("to whom", "gửi tới", 20),
        ("on behalf of", "thay mặt", 20), ("source", "nguồn", 20), ("known by", "căn cứ suy ra", 24),
        ("article", "bài", 40), ("quotes", "trích dẫn", 60), ("id", "mã", 34),
    ),
    ("undertakings", "kế hoạch, thỏa thuận"): (
        ("kind", "loại", 16), ("what", "nội dung", 60), ("between", "giữa", 36), ("when", "khi nào", 24),
        ("status", "tình trạng", 18), ("as printed", "bài viết dùng từ", 18), ("areas", "lĩnh vực", 44),
        ("place", "địa điểm", 16), ("raised at", "nêu tại", 44), ("article", "bài", 40),
        ("quotes", "trích dẫn", 60), ("id", "mã", 34),
    ),
}  # fmt: skip
"""Each sheet by its name in English and Vietnamese, and its columns: both headings and the width."""


def harmless(value: Any) -> Any:
    """Return a cell of a CSV file that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("“=”"), harmless(-1)
    ("'=1+1", '“=”', -1)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def unprinted(text: str) -> str:
    """Return text without the control characters that neither sheets nor XML can hold."""
    return _CONTROL.sub("", text)


def export_sheet(chosen: Chosen, target: Path, lang: Language) -> list[Path]:
    """Write the sheets into one .xlsx file, or a .csv file each, the first under the name that is given.

    Raises:
        FilterError: The target ends in neither, or there are more rows than a sheet takes.
        ImportError: openpyxl is not installed; the message says what to install.
        FileError: A file cannot be written; each is written whole or not at all.
    """
    if target.suffix.lower() not in (".xlsx", ".csv"):
        raise FilterError(f"a sheet is a file that ends in .xlsx or .csv; found {target.name!r}")
    namer = Namer(chosen.archive, lang)
    sheets = [
        (names[lang == "vi"], columns, rows(chosen, namer))
        for (names, columns), rows in zip(_COLUMNS.items(), (_meetings, _statements, _undertakings), strict=True)
    ]
    if target.suffix.lower() == ".xlsx":
        if max(map(len, (chosen.pairs, chosen.statements, chosen.undertakings))) > _MOST_ROWS:
            raise FilterError(
                f"a sheet holds {_MOST_ROWS:,} rows and there are more; narrow the filters, or write .csv"
            )
        return [_write_xlsx(sheets, target, lang)]
    paths = [target, *(target.with_suffix(f".{name}.csv") for name in ("statements", "undertakings"))]
    for (_, columns, rows), path in zip(sheets, paths, strict=True):
        with replacing(path, kind=_CSV) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(heading[lang == "vi"] for heading in columns)
            writer.writerows(map(harmless, row) for row in rows)
    return paths


def _write_xlsx(sheets: Sequence[tuple[str, Any, Iterator[list[Cell]]]], target: Path, lang: Language) -> Path:
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter
    except ImportError:
        raise ImportError("openpyxl writes .xlsx; pip install 'diplomacy-archive[sheets]', or write .csv") from None
    book = Workbook(write_only=True)
    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    with replacing(target, kind=_XLSX) as temporary:
        for name, columns, rows in sheets:
            sheet = book.create_sheet(name)
            sheet.freeze_panes = "A2"
            for place, (*_, width) in enumerate(columns, 1):
                sheet.column_dimensions[get_column_letter(place)].width = width
            count = 1
            for count, row in enumerate(_headed(columns, rows, lang), 1):
                cells = [WriteOnlyCell(sheet, value=_fitted(value, lang)) for value in row]
                for cell, value in zip(cells, row, strict=True):
                    cell.alignment = wrapped
                    if count == 1:
                        cell.font = bold
                    if isinstance(value, str):
                        cell.data_type = "s"  # and never a formula
                    else:
                        cell.number_format = "yyyy-mm-dd"
                sheet.append(cells)
            sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"
        book.save(temporary)
    return target


def _headed(columns: Any, rows: Iterator[list[Cell]], lang: Language) -> Iterator[list[Cell]]:
    yield [heading[lang == "vi"] for heading in columns]
    yield from rows


def _fitted(value: Cell, lang: Language) -> Any:
    if not isinstance(value, str):
        return value
    text = unprinted(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - len(_MORE[lang])] + _MORE[lang]


def _meetings(chosen: Chosen, namer: Namer) -> Iterator[list[Cell]]:
    for _, pairs in groupby(chosen.pairs, key=lambda pair: pair.meeting.id):
        shared: list[Cell] = []
        for pair in pairs:
            meeting = pair.meeting
            if not shared:
                cited, numbers = namer.articles(meeting.articles)
                statements = chosen.archive.statements(meeting=meeting.id, status="any")
                shared = [
                    "; ".join(map(namer.term, meeting.kinds)),
                    namer.names(meeting.places or None),
                    _areas((one for said in statements for one in _mentions(said)), namer, numbers),
                    "; ".join(map(namer.term, meeting.status)),
                    cited,
                    namer.cited(meeting.quotes, numbers),
                    meeting.id,
                ]
            part = namer.term(meeting.part_of_day) or NOT_STATED[namer.lang]
            people = [cell for one in (pair.one, pair.other) for cell in _person(one, namer)]
            yield [_day(meeting, namer), part, *people, *shared]


def _person(one: m.Participant, namer: Namer) -> list[str]:
    offices = "; ".join(f"“{capacity.printed}”" for capacity in one.capacities) or NOT_STATED[namer.lang]
    return [namer.participant(one), offices, namer.name(one.side)]


def _day(meeting: m.Meeting, namer: Namer) -> Cell:
    return meeting.date or " / ".join(map(str, meeting.dates)) or NOT_STATED[namer.lang]


def _statements(chosen: Chosen, namer: Namer) -> Iterator[list[Cell]]:
    for one in chosen.statements:
        meetings = [namer.record(id_) for id_ in one.meetings]
        basis = {namer.term(one.basis.speakers), namer.term(one.basis.meetings)}
        yield [
            _day(meetings[0], namer) if len({meeting.dates for meeting in meetings}) == 1 else "",
            namer.names(one.speakers),
            namer.names(one.conveyed_by),
            namer.term(one.act.id) if one.act else NOT_STATED[namer.lang],
            one.act.printed if one.act else "",
            _summary(one.summary, namer),
            "\n".join(map(namer.title, meetings)),
            _areas(_mentions(one), namer, {}),
            namer.names(one.about),
            namer.names(one.addressees),
            namer.names(one.on_behalf_of),
            namer.name(one.according_to.id) if one.according_to else "",
            "; ".join(sorted(basis)),
            *_proof(one, namer),
        ]


def _undertakings(chosen: Chosen, namer: Namer) -> Iterator[list[Cell]]:
    for one in chosen.undertakings:
        told = [id_ for raised in one.raised_in for id_ in namer.record(raised).meetings]
        yield [
            one.kind_printed or namer.term(one.kind),
            _summary(one.summary, namer),
            namer.names(one.between),
            f"“{one.when.printed}” {one.when.within or ''}".strip() if one.when else NOT_STATED[namer.lang],
            namer.term(one.status.id),
            one.status.printed,
            _areas(_mentions(one), namer, {}),
            namer.name(one.place.id) if one.place else NOT_STATED[namer.lang],
            "\n".join(map(namer.name, dict.fromkeys([*told, *one.at]))),
            *_proof(one, namer),
        ]


def _proof(one: m.Statement | m.Undertaking, namer: Namer) -> list[str]:
    return [namer.articles([one.article])[0], namer.cited(one.quotes), one.id]


_Mention = tuple[m.AreaMention, str, list[int]]


def _mentions(one: m.Statement | m.Undertaking) -> Iterator[_Mention]:
    """Yield the areas that somebody mentions, with the article and the paragraph, or those it may be."""
    for area in one.areas:
        printing = {quote.paragraph for quote in one.quotes if find(area.printed, quote.phrase)}
        yield area, one.article, sorted(printing or {quote.paragraph for quote in one.quotes})


def _areas(mentions: Iterable[_Mention], namer: Namer, numbers: dict[str, int]) -> str:
    """Return areas with the words that print them and the paragraph, a line each."""
    found: dict[str, None] = {}
    for area, article, paragraphs in mentions:
        mark = f"[{numbers[article]}] " if len(numbers) > 1 and article in numbers else ""
        framing = f" ({namer.term(area.framing)})" if area.framing else ""
        at = "/".join(f"§{number}" for number in paragraphs)
        found[f"{namer.name(area.id)} {mark}{at} “{area.printed}”{framing}"] = None
    return "\n".join(found)


def _summary(summary: m.LocalText, namer: Namer) -> str:
    return getattr(summary, namer.lang) or summary.vi or summary.en or ""
