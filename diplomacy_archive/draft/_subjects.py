"""Hold the fields of cooperation and topics that Vietnamese readouts name, beside those an archive has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from diplomacy_archive._text import case_words
from diplomacy_archive.draft import _lexicon as lexicon
from diplomacy_archive.records._models import CooperationArea
from diplomacy_archive.records._vocabulary import AreaKind


@dataclass(frozen=True)
class Subject:
    """An area that a text may name.

    Attributes:
        id: The area's id, of the archive's register or proposed for it.
        forms: How articles print it, the first its name.
        en: Its English name; None for one of the archive's own.
        kind: As in the register.
        parent: The broader area.
    """

    id: str
    forms: tuple[str, ...]
    en: str | None = None
    kind: AreaKind = AreaKind.COOPERATION
    parent: str | None = None


KNOWN = tuple(
    Subject(
        one["id"],
        tuple(one["forms"]),
        one.get("en"),
        AreaKind[one.get("kind", "cooperation").upper()],
        one.get("parent"),
    )
    for one in lexicon.AREAS
)
"""Areas that readouts name; those without an English name are in the shipped archive."""

_TOGETHER = re.compile(r"\s*(?:,|và)\s*(?P<also>hai nước)(?!\w)")  # "quan hệ hai Đảng, hai nước"
_NONE = (
    "kinh tế - xã hội",
    "kinh tế xã hội",
    "ngoại giao kinh tế",
    "thị trường lao động",
    "văn phòng báo chí",
    "Đại hội đồng",
    "trả lời báo chí",
    "Ngân hàng Thế giới",
    "Ngân hàng Nhà nước",
    "Quỹ Tiền tệ Quốc tế",
    "Hội đồng Bảo an",
    "Thị trường chung",
    "an ninh, an toàn",
    "hòa bình, an ninh",
    "cơ quan đối ngoại",
    "thực thi pháp luật",
    "an ninh lương thực",
    "an ninh mạng",
    "khai thác thương mại",
    "hoạt động đối ngoại",
    "công tác đối ngoại",
)
"""Words that hold an area's word and name none."""


class Subjects:
    """The areas of an archive, and those it may want, by their printed forms."""

    def __init__(self, areas: Iterable[CooperationArea]) -> None:
        self.own = {
            area.id: Subject(area.id, _distinct((area.names.vi, *area.printed, *area.aliases)), kind=area.kind)
            for area in areas
        }
        self._by_form: dict[str, Subject] = {}
        for subject in (*self.own.values(), *KNOWN):
            for form in subject.forms:
                self._by_form.setdefault(_key(form), self.own.get(subject.id, subject))
        forms = [*(form for subject in (*self.own.values(), *KNOWN) for form in subject.forms), *_NONE]
        longest = sorted({form.casefold() for form in forms}, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(_loose, longest))})(?!\w)", re.IGNORECASE)

    def find(self, text: str) -> Iterator[tuple[int, int, Subject]]:
        """Yield where areas are named in a text, the longest forms first, and which."""
        for match in self._pattern.finditer(text):
            subject = self._by_form.get(_key(match[0]))
            if subject is not None:
                yield match.start(), match.end(), subject
            also = _TOGETHER.match(text, match.end()) if match[0].casefold().endswith("hai đảng") else None
            if also:
                yield also.start("also"), also.end("also"), self._by_form[_key("quan hệ hai nước")]


def _key(form: str) -> str:
    """Return what forms that differ in dashes only share; a comma is no dash."""
    return re.sub(r"\s*,\s*", ",", re.sub(r"\s*[-–—]\s*", " ", form)).casefold()


def _loose(form: str) -> str:
    return re.sub(r"(?:\\ )?(?:\\-|–)(?:\\ )?|\\ ", r"(?:\\s*[-–—]\\s*|\\s+)", re.escape(form))


def _distinct(forms: Iterable[str | None]) -> tuple[str, ...]:
    return tuple({case_words(form): form for form in forms if form}.values())
