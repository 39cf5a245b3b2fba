"""Find who is mentioned in a paragraph: names with the titles printed before or after them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diplomacy_archive.draft import _lexicon as lexicon
from diplomacy_archive.draft._marks import Known, Marks
from diplomacy_archive.draft._titles import ACRONYM, COURTESY_AHEAD, Mention, Title, next_word, read_title
from diplomacy_archive.draft._words import unglued

_BEFORE = re.compile(rf"(?<!\w)(?:{'|'.join(lexicon.BEFORE_TITLES)})\s+$", re.IGNORECASE)
_BEFORE_AHEAD = re.compile(rf"(?:{'|'.join(lexicon.BEFORE_TITLES)})\s+", re.IGNORECASE)
_PLURAL = re.compile(rf"(?<!\w)(?:{'|'.join(lexicon.PLURALS)})\s+(?:(?:ngài|vị|đồng chí)\s+)?$", re.IGNORECASE)
_COURTESIES = "|".join(sorted(lexicon.COURTESIES, key=len, reverse=True))
_COURTESY = re.compile(rf"(?<!\w)(?:{_COURTESIES})\.?\s+$", re.IGNORECASE)
_NAME_AHEAD = re.compile(rf"\s*,\s+(?:{_COURTESIES})\s+", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\([^()]{1,60}\)")
_FRONTED = re.compile(
    rf"(?:^|[.!?…”*]\s*)(?:Tiếp|Gặp|Hội đàm với|Hội kiến(?: với)?|Trao đổi với)\s+(?:(?i:{_COURTESIES})\s+)?$"
)  # "Tiếp Đại sứ X, Chủ tịch nước nói …"
_OF_OFFICE = frozenset(
    (
        "trợ lý", "cố vấn", "thư ký", "đặc phái viên", "chánh văn phòng", "phó chánh văn phòng", "chủ nhiệm",
        "phó chủ nhiệm", "người phát ngôn", "phát ngôn viên",
    )
)  # fmt: skip
_JUNIOR = re.compile(r"(?:(?<=Jr)|(?<=Sr)|,? [JS]r)\.| (?:I{2,3}|IV|VI{0,3}|X[IV]{0,4})(?!\w)")
_JOINT = re.compile(r"\s*(?:,|-|–|,?\s*kiêm)\s+")
_APPOSED = re.compile(r"\s*[,–-]\s+")
_ALSO = re.compile(r"\s*(?:,|\s-|\s–|,?\s+kiêm)\s+")


def mentions(text: str, known: Known) -> list[Mention]:
    """Return the mentions of people in a paragraph, in order; who is inside another's title is in that title."""
    spaced, offsets = unglued(text.replace("Ð", "Đ"))  # the Icelandic letter that stands for the Vietnamese one
    found = _Walk(Marks(spaced, known)).all()
    if len(spaced) != len(text):
        for mention in found:
            _move(mention, offsets)
    return found


def _move(mention: Mention, offsets: Sequence[int]) -> None:
    """Turn offsets in a text with its spaces put in to those of the text as printed."""
    mention.start, mention.end = offsets[mention.start], offsets[mention.end - 1] + 1
    mention.name = mention.name and (offsets[mention.name[0]], offsets[mention.name[1] - 1] + 1)
    mention.also = mention.also and (offsets[mention.also[0]], offsets[mention.also[1] - 1] + 1)
    for title in mention.titles:
        title.start, title.end = offsets[title.start], offsets[title.end - 1] + 1
        if title.of:
            _move(title.of, offsets)


class _Walk:
    """The walk over a paragraph's marks that puts titles and names together."""

    def __init__(self, marks: Marks) -> None:
        self.marks, self.text = marks, marks.text

    def all(self) -> list[Mention]:
        found: list[Mention] = []
        place = 0
        for start in sorted({*self.marks.titles, *self.marks.names}):
            if start >= place:
                mention = self._mention(start)
                found.append(mention)
                place = max(mention.end, start + 1)
        return found

    def _mention(self, start: int, *, nested: bool = False) -> Mention:
        mention = Mention(start, start)
        place: int | None = start
        while place in self.marks.titles:
            assert place is not None
            title = self._title(place)
            mention.titles.append(title)
            mention.end = title.end
            place = self._name_or_next(mention)
        if not mention.titles:
            self._take_name(mention, start)
        self._look_back(mention)
        if mention.name and not nested:
            self._apposition(mention)
        return mention

    def _title(self, start: int) -> Title:
        """Read a title; "Trợ lý Tổng thống" and the like are one office."""
        title = read_title(self.marks, start, lambda place: self._mention(place, nested=True))
        ahead = next_word(self.marks, title.end)
        if title.head.casefold() in _OF_OFFICE and ahead in self.marks.titles and ahead == title.end + 1:
            inner = self._title(ahead)
            title.end, title.countries = inner.end, title.countries or inner.countries
        return title

    def _name_or_next(self, mention: Mention) -> int | None:
        """Take the name that follows a title; else return where another title of the same person starts."""
        ahead = next_word(self.marks, mention.end)
        apposed = _NAME_AHEAD.match(self.text, mention.end)
        if ahead in self.marks.names:
            self._take_name(mention, ahead)
            return None
        if apposed and apposed.end() in self.marks.names:
            self._take_name(mention, apposed.end())
            mention.courteous = True
            return None
        return ahead if ahead in self.marks.titles else self._joined(mention)

    def _look_back(self, mention: Mention) -> None:
        """Take in what stands before: "ông", "Quyền", "hai"."""
        lead = self.text[: mention.start]
        before = _COURTESY.search(lead)
        mention.courteous = mention.courteous or before is not None
        before = before or (_BEFORE.search(lead) if mention.titles else None)
        if mention.titles and before and not mention.courteous:
            mention.titles[0].start = mention.start = before.start()
        mention.plural = not mention.name and bool(_PLURAL.search(lead))

    def _take_name(self, mention: Mention, start: int) -> None:
        found = self.marks.names[start]
        courtesy = bool(mention.titles) and COURTESY_AHEAD.fullmatch(self.text, mention.end, start) is not None
        mention.courteous = mention.courteous or courtesy
        jr = _JUNIOR.match(self.text, found[-1].end)
        mention.end = jr.end() if jr else found[-1].end
        mention.name = (start, mention.end)
        bracket = _BRACKET.match(self.text, mention.end)
        inside = self.text.index("(", mention.end) + 1 if bracket else -1
        if bracket and inside in self.marks.names and self.marks.names[inside][-1].end == bracket.end() - 1:
            mention.also = (inside, bracket.end() - 1)
            mention.end = bracket.end()

    def _joined(self, mention: Mention) -> int | None:
        """Return where another title of a person starts after a comma: "Phó Thủ tướng, Bộ trưởng Ngoại giao"."""
        bracket = ACRONYM.match(self.text, mention.end)
        link = _JOINT.match(self.text, bracket.end() if bracket else mention.end)
        after = self._title_ahead(link.end()) if link else None
        if link is None or after is None:
            return None
        if (
            mention.countries
            and "kiêm" not in link[0]
            and self.marks.titles[after][0].casefold() not in lexicon.RANKS
        ):
            # "Thủ tướng Lào, Bộ trưởng …" are two, unless the second title is of the same country.
            return after if set(self._title(after).countries) == set(mention.countries) else None
        return after

    def _title_ahead(self, place: int) -> int | None:
        after = next_word(self.marks, place)
        before = _BEFORE_AHEAD.match(self.text, after)
        after = before.end() if before and before.end() in self.marks.titles else after
        return after if after in self.marks.titles else None

    def _apposition(self, mention: Mention) -> None:
        """Take the titles that follow a name after a comma or dash; none if they lead up to another name."""
        titles: list[Title] = []
        place = mention.end
        fronted = mention.countries and _FRONTED.search(self.text[: mention.start])
        while True:
            bracket = _BRACKET.match(self.text, place)
            link = (_ALSO if titles else _APPOSED).match(self.text, bracket.end() if bracket else place)
            after = self._title_ahead(link.end()) if link else None
            if after is None:
                break
            title = self._title(after)
            ahead = next_word(self.marks, title.end)
            clash = title.countries and mention.countries and not set(title.countries) & set(mention.countries)
            apposed = _NAME_AHEAD.match(self.text, title.end)  # "của X, Tổng thống Peru, bà Y": the title is Y's
            other = ahead in self.marks.names or (apposed and apposed.end() in self.marks.names)
            if other or clash or (not title.countries and fronted):
                return
            titles.append(title)
            place = title.end
        if titles:
            mention.titles += titles
            mention.end = titles[-1].end
