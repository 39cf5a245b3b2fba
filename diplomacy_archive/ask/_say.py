"""Say an answer in Vietnamese or English: what was found and by which filters, and each record as a short card."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from diplomacy_archive.ask._archive import Archive
from diplomacy_archive.ask._read import Label, Section
from diplomacy_archive.records import _models as m
from diplomacy_archive.records import _vocabulary as v
from diplomacy_archive.records._terms import Term

NOUNS = {
    "meeting": ("cuộc gặp", "meeting", "meetings"), "statement": ("phát biểu", "statement", "statements"),
    "invitation": ("lời mời", "invitation", "invitations"),
    "undertaking": ("kế hoạch, thỏa thuận", "undertaking", "undertakings"),
    "article": ("bài báo", "article", "articles"),
}  # fmt: skip
"""What records are called: in Vietnamese, in English one and several."""

LABELS = {
    "on": ("ngày", "date"), "since": ("từ", "from"), "until": ("đến", "until"),
    "part_of_day": ("buổi", "part of day"), "between": ("giữa", "between"),
    "person": ("có", "with"), "place": ("nơi", "place"), "country": ("bên", "side"), "area": ("lĩnh vực", "area"),
    "kind": ("hình thức", "kind"), "party": ("đảng", "party"), "organisation": ("tổ chức", "organisation"),
    "speaker": ("người nói", "speaker"),
    "conveyed_by": ("người chuyển", "conveyed by"),
    "on_behalf_of": ("thay mặt", "on behalf of"), "about": ("nói tới", "about"),
    "inviter": ("người mời", "inviter"),
    "invitee": ("người được mời", "invitee"),
    "visit": ("nơi được mời thăm", "to visit"), "response": ("trả lời", "response"),
    "published": ("đăng", "published"), "byline": ("người viết", "author"),
}  # fmt: skip
"""What a filter is called."""

KINDS = {
    "person": ("người", "person"), "country": ("nước", "country"), "body": ("tổ chức", "body"),
    "place": ("nơi", "place"), "area": ("lĩnh vực", "area"), "byline": ("người viết", "author"),
    "date": ("ngày", "date"), "part of day": ("buổi", "part of day"), "kind of meeting": ("hình thức", "kind"),
}  # fmt: skip
"""What a recognised word is called."""

_AREAS = 6  # areas that a short card names
_PEOPLE = 6  # participants


class Sayer:
    """Write in one language what an archive holds."""

    def __init__(self, archive: Archive, language: str, width: int = 80) -> None:
        self._archive = archive
        self._vi = language == "vi"
        self._width = width
        self._names: dict[str, str] = {}

    def either(self, vi: str, en: str) -> str:
        """Return the text in the language."""
        return vi if self._vi else en

    def name(self, id_: str) -> str:
        """Return the name of a person, body, place or area in the language."""
        if id_ not in self._names:
            one = self._archive.identity(id_)
            names = one.names if one else None
            found = names and ((names.vi or names.en) if self._vi else (names.en or names.vi))
            self._names[id_] = found or (one.name if one else id_)
        return self._names[id_]

    def names(self, ids: Iterable[str]) -> str:
        """Return names, parted by commas."""
        return ", ".join(map(self.name, ids))

    def term(self, term: v.Vocabulary) -> str:
        """Return a term's label in the language."""
        return term.vi if self._vi else term.en

    def day(self, day: dt.date) -> str:
        """Return a day as people write it."""
        return f"{day.day}/{day.month}/{day.year}" if self._vi else f"{day.day} {day:%B %Y}"

    def section(self, section: Section) -> list[str]:
        """Return what a section found: how many, by which filters, and what is silent or only planned."""
        if section.identity:
            return []
        count = len(section.records)
        vi, one, several = NOUNS[section.kind]
        by = "; ".join(self._filter(label) for label in section.filters)
        by = f" ({by})" if by else ""
        if not count:
            lead = self.either(f"Không có {vi} nào được ghi lại{by}.", f"No {one} is recorded{by}.")
        else:
            lead = self.either(
                f"{count} {vi} được ghi lại{by}.", f"{count} {one if count == 1 else several} recorded{by}."
            )
        lines = [lead]
        for name, silent in section.silent:
            what = LABELS[name][0 if self._vi else 1]
            ids = ", ".join(str(getattr(record, "id", "")) for record in silent[:5])
            open_ = self.either(f"bài báo không nêu {what}", f"no {what} is stated")
            if name == "conveyed_by":
                open_ = self.either("người ấy chuyển lời người khác", "are words of others, only conveyed")
            elif name == "on_behalf_of":
                open_ = self.either("người khác nói thay", "were said by others on behalf")
            lines.append(
                self.either(f"{len(silent)} {vi} khác, {open_}: {ids}.", f"Of {len(silent)} more {open_}: {ids}.")
            )
        if section.planned:
            lines.append(
                self.either(f"Còn {section.planned} {vi} mới chỉ dự kiến.", f"{section.planned} more only planned.")
            )
        return lines

    def _filter(self, label: Label) -> str:
        name, value = label
        shown = self.name(value)
        if name == "kind":
            shown = self._labels(v.Kind, value)
        elif name in ("part_of_day", "response"):
            shown = self._labels(v.PartOfDay if name == "part_of_day" else v.Response, value)
        return f"{LABELS[name][0 if self._vi else 1]}: {shown}"

    def _labels(self, vocabulary: type[v.Vocabulary], value: str) -> str:
        return next((self.term(term) for term in vocabulary if term.value == value), value)

    # --- Short cards ------------------------------------------------------------------------------

    def scope(self) -> str:
        """Return what the archive covers."""
        articles = self._archive.articles()
        days = [*dict.fromkeys(self.day(one.published) for part in (articles[:1], articles[-1:]) for one in part)]
        span = f" ({' – '.join(days)})" if days else ""
        return self.either(
            f"Kho tư liệu gồm {len(articles)} bài báo{span}.", f"The archive covers {len(articles)} articles{span}."
        )

    def card(self, record: m.Record, matched: Sequence[str] = (), *, full: bool = False) -> list[str]:
        """Return a record in a few lines: what it is, whom and what it names, its words; full, all of these."""
        lines = [*self._lines(record)]
        if matched:
            lines.append(self.either("khớp: ", "matches: ") + ", ".join(matched))
        quotes = getattr(record, "quotes", ())
        id_ = str(getattr(record, "id", ""))
        shown = quotes[: None if full else 2]
        proof = "; ".join(f"“{quote.phrase}” §{quote.paragraph}" for quote in shown)
        articles = [one for one in dict.fromkeys(quote.article for quote in shown) if not id_.startswith(one)]
        proof += f" ({', '.join(articles)})" if articles else ""
        lines.append(f"{proof} [{id_}]" if proof else f"[{id_}]")
        return [
            line
            for n, text in enumerate(lines)
            for line in textwrap.wrap(text, self._width, initial_indent="  " * bool(n), subsequent_indent="    ")
        ]

    def _lines(self, record: m.Record) -> Iterator[str]:
        if isinstance(record, m.Meeting):
            yield from self._meeting(record)
        elif isinstance(record, m.Statement):
            yield from self._statement(record)
        elif isinstance(record, m.Invitation):
            yield f"{self.either('Lời mời', 'Invitation')}: {self._summary(record.summary)}"
        elif isinstance(record, m.Undertaking):
            when = f", {record.when.printed}" if record.when else ""
            kind, status = self.term(record.kind).capitalize(), self.term(record.status.id)
            yield f"{kind} ({status}{when}): {self._summary(record.summary)}"
        elif isinstance(record, m.Background):
            yield f"{self.either('Bài báo viết', 'The article tells')}: {self._summary(record.summary)}"
        elif isinstance(record, m.Article):
            author = f", {record.byline}" if record.byline else ""
            told = f"{self.day(record.published)}{author}"
            yield f"{self.either('Bài báo', 'Article')} ({told}): {self._summary(record.label)}"
        elif isinstance(record, m.Mention):
            held = ", ".join(f"“{one.printed}”" for one in record.capacities)
            yield f"{self.either('Được nhắc tên', 'Named')}: {self.name(record.person)} {held}".strip()
        elif isinstance(record, m.Person):
            titles = list(dict.fromkeys(self._titles(record.id)))[:5]
            yield (
                f"{self.name(record.id)}: {', '.join(f'“{title}”' for title in titles)}"
                if titles
                else self.name(record.id)
            )
        elif isinstance(record, m.Identity):
            yield self._identity(record)

    def _meeting(self, record: m.Meeting) -> Iterator[str]:
        days = self.either(" hoặc ", " or ").join(map(self.day, record.dates)) or self.either(
            "không nêu ngày", "no day stated"
        )
        part = f", {self.term(record.part_of_day)}" if record.part_of_day else ""
        kinds = "/".join(map(self.term, record.kinds))
        place = self.names(record.places) or self.either("không nêu nơi", "place not stated")
        status = "" if v.MeetingStatus.HELD in record.status else f" · {', '.join(map(self.term, record.status))}"
        yield f"{days}{part} · {kinds} · {place}{status}"
        sides: dict[str, list[str]] = {}
        for one in record.participants[:_PEOPLE]:
            sides.setdefault(one.side, []).append(self.name(one.person) if one.person else f"“{one.described}”")
        yield " – ".join(f"{', '.join(people)} ({self.name(side)})" for side, people in sides.items())
        areas = [self.name(area) for area in record.areas[:_AREAS]]
        more = f" (+{len(record.areas) - _AREAS})" if len(record.areas) > _AREAS else ""
        yield f"{self.either('về', 'about')}: {'; '.join(areas) or self.either('không nêu', 'not stated')}{more}"

    def _statement(self, record: m.Statement) -> Iterator[str]:
        speakers = self.names(record.speakers or ()) or self.either("không rõ ai nói", "speaker left open")
        told = f" ({self.either('qua', 'through')} {self.names(record.conveyed_by)})" if record.conveyed_by else ""
        act = f" · {self.term(record.act.id)}" if record.act else ""
        yield f"{speakers}{told}{act}: {self._summary(record.summary)}"
        basis = [
            f"{label}: {self.term(term)}"
            for label, term in (
                (self.either("ai nói", "who speaks"), record.basis.speakers),
                (self.either("cuộc gặp nào", "which meeting"), record.basis.meetings),
            )
            if term is not v.Basis.STATED
        ]
        yield f"{self.either('tại', 'at')}: {', '.join(record.meetings)}{''.join(f' · {one}' for one in basis)}"

    def _identity(self, record: m.Identity) -> str:
        kind = getattr(record, "kind", None)
        about = [self.term(kind)] if isinstance(kind, v.Vocabulary) else []
        about += [
            self.name(id_)
            for field in ("part_of", "within", "country", "parent")
            if (id_ := getattr(record, field, None))
        ]
        return f"{self.name(record.id)} ({', '.join(dict.fromkeys(about))})" if about else self.name(record.id)

    def _titles(self, person: str) -> Iterator[str]:
        """Yield the titles that articles print for somebody."""
        for meeting in self._archive.meetings(person=(person,), status="any")[:5]:
            for one in meeting.participants:
                if one.person == person:
                    yield from (held.printed for held in one.capacities)
        for hit in self._archive.index.find([Term(person, ids=(person,))], {"mention": 100.0}, 5):
            if isinstance(hit.record, m.Mention) and hit.record.person == person:
                yield from (held.printed for held in hit.record.capacities)

    def _summary(self, text: m.LocalText) -> str:
        return (text.vi or text.en if self._vi else text.en or text.vi) or ""
