"""Say an answer in Vietnamese or English: what was found and by which filters, and each record as a short card."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from diplomacy_archive.ask._archive import Archive
from diplomacy_archive.ask._read import Label, Section
from diplomacy_archive.records import _models as m
from diplomacy_archive.records import _vocabulary as v
from diplomacy_archive.show._values import Card, Fact
from diplomacy_archive.show._words import Lang

NOUNS = {
    "meeting": ("cuộc gặp", "meeting", "meetings"), "statement": ("phát biểu", "statement", "statements"),
    "invitation": ("lời mời", "invitation", "invitations"),
    "undertaking": ("kế hoạch, thỏa thuận", "undertaking", "undertakings"),
    "article": ("bài báo", "article", "articles"),
    "background": ("chi tiết bối cảnh", "piece of background", "pieces of background"),
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


class Sayer:
    """Write in one language what an archive holds."""

    def __init__(self, archive: Archive, language: str) -> None:
        self._archive = archive
        self._vi = language == "vi"
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
        if section.beside:
            counts = ", ".join(
                f"{count} {NOUNS[kind][0 if self._vi else 1 + (count > 1)]}" for kind, count in section.beside
            )
            lines.append(self.either(f"Ngoài ra có: {counts}.", f"Beside these: {counts}."))
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

    def scope(self) -> str:
        """Return what the archive covers."""
        articles = self._archive.articles()
        days = [*dict.fromkeys(self.day(one.published) for part in (articles[:1], articles[-1:]) for one in part)]
        vi, en = f"Kho tư liệu gồm {len(articles)} bài báo", f"The archive covers {len(articles)} articles"
        span = f" ({' – '.join(days)})" if days else ""
        return f"{self.either(vi, en)}{span}."

    def card(self, record: m.Record, matched: Sequence[str] = (), *, full: bool = False) -> Card:
        """Return the short card of a record, in full with all its quotes, and the words that it shares."""
        lang: Lang = "vi" if self._vi else "en"
        card = self._archive.card(record, lang=lang, short=True)
        if full:
            card = replace(card, proof=self._archive.card(record, lang=lang).proof)
        shared = Fact("matches", self.either("khớp", "matches"), ", ".join(matched))
        return replace(card, facts=(*card.facts, shared)) if matched else card
