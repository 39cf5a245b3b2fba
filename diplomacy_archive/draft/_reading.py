"""Read the shape of an article: what each paragraph is, its sentences, and where these say when and where."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from diplomacy_archive._dates import Span, find_spans
from diplomacy_archive._text import Text
from diplomacy_archive.draft._mentions import (
    LEXICON,
    Known,
    Mention,
    city_country,
    find_countries,
    find_mentions,
    matcher,
    rule,
)
from diplomacy_archive.records._vocabulary import PartOfDay

_LONG, _SHORT, _LONGEST = 45, 12, 1500  # words of no caption; of a line of the page; characters of a sentence
_FAR, _NEAR = 60, 60  # days from publication beyond which a day is doubted; characters from a meeting to its time


class Part(StrEnum):
    BODY = "body"
    HEADLINE = "headline"
    CAPTION = "caption"
    BYLINE = "byline"
    OTHER = "a line of the page, no part of the report"


@dataclass(frozen=True)
class When:
    start: int
    end: int
    span: Span | None = None  # the day, month or year as far as it is printed; None for "hôm nay" and the like
    shift: int | None = None  # days from publication, for "hôm nay" (0), "hôm qua" (-1) and "ngày mai" (1)
    same: bool = False  # whether it is "cùng ngày", the day told of before

    @property
    def is_day(self) -> bool:
        """Whether it names a day, and no month or year only."""
        return self.span is None or self.span.day is not None


@dataclass(frozen=True)
class Where:
    start: int
    end: int
    country: str | None  # of a city that is known, or the country itself
    beside: bool  # whether the words give where the event was that the meeting was held beside


@dataclass(eq=False)
class Sentence:
    """One sentence of a paragraph, without the slips of the text: invisible characters, missing spaces."""

    paragraph: int
    part: Part
    text: str
    offsets: list[int]  # where each character, and the end, stands in the paragraph
    mentions: list[Mention] = field(default_factory=list)
    times: list[When] = field(default_factory=list)
    places: list[Where] = field(default_factory=list)

    def time_for(self, subject: int, start: int, ends: Sequence[int]) -> When | None:
        """Return the words for when something was: the last before it, or those right after who was there.

        `subject` and `start` are where its subject and its words start; `ends` where these and each met end.
        """
        text = self.text
        times = [when for when in self.times if not rule("at_home").match(text, when.end)] or self.times
        before, near = list[When](), list[When]()
        for when in times:
            if when.end <= start and ";" not in text[when.end : max(when.end, subject)]:
                before += [] if rule("reported").search(text, when.end, start) else [when]
            elif when.start >= min(ends):
                gap = text[max(end for end in ends if end <= when.start) : when.start]
                near += [when] if len(gap) <= _NEAR and not rule("not_near").search(gap) else []
        days = [when for when in before if when.is_day]
        return next(iter([*days[-1:], *near, *before[-1:]]), None)

    def place_for(self, subject: int, start: int, ends: Sequence[int]) -> Where | None:
        """Return the words for where it was: before its subject, or after who was there, in the same clause."""
        for where in self.places:
            if where.end <= start:
                between = self.text[where.end : subject if where.end <= subject else start]
                near = len(between) <= _NEAR and not re.search(r"(?<!\w)(?:lễ|sau|đã)(?!\w)", between)
            elif where.start >= min(ends):
                gap = self.text[max(end for end in ends if end <= where.start) : where.start]
                near = len(gap) <= 2 * _NEAR and not re.search(r"[,;.]", gap)
            else:
                continue
            if near or (where.beside and where.end <= start):
                return where
        return None


@dataclass(frozen=True)
class Reading:
    """An article's text, what each of its paragraphs is, and its sentences."""

    text: Text
    parts: tuple[Part, ...]
    sentences: tuple[Sentence, ...]
    published: Span | None  # the day, or month, that the stamp or a line of the text gives
    dated_by: int | None  # the number of the paragraph that gives it; 0 for the stamp
    language: str  # vi, another that is recognised, or und

    def printed(self, sentence: Sentence, start: int, end: int) -> str:
        offsets = sentence.offsets
        return self.text.paragraph(sentence.paragraph)[offsets[start] : offsets[end - 1] + 1]

    def numbered(self, *wanted: Part) -> list[tuple[int, str]]:
        pairs = enumerate(zip(self.text.paragraphs, self.parts, strict=True), 1)
        return [(number, paragraph) for number, (paragraph, part) in pairs if part in wanted]

    @property
    def day(self) -> str | None:
        return str(self.published) if self.published and self.published.day else None


def read(text: Text, known: Known, places: Mapping[str, str]) -> Reading:
    """Read a text: its paragraphs and, of one in Vietnamese, its sentences with people, times and places."""
    parts: list[Part] = []
    for number, paragraph in enumerate(text.paragraphs, 1):
        last = number == len(text.paragraphs)
        parts.append(_part(paragraph, begun=Part.BODY in parts, last=last, headed=Part.HEADLINE in parts))
    published, dated_by = _published(text, parts)
    language = language_of(text)
    found: list[Sentence] = []
    for number, paragraph in enumerate(text.paragraphs if language == "vi" else (), 1):
        for start, end in _sentences(paragraph):
            one = Sentence(number, parts[number - 1], *_mended(paragraph, start, end))
            one.mentions = find_mentions(one.text, known)
            one.times = sorted(_times(one.text), key=lambda when: when.start)
            one.places = sorted(_places(one.text, places), key=lambda where: where.start)
            found.append(one)
    return Reading(text, tuple(parts), tuple(found), published, dated_by, language)


def language_of(text: Text) -> str:
    """Return the language of a text by its commonest words; und where they do not tell.

    >>> language_of(Text(("Ngày 6/5, ông An đã gặp các đại biểu của hai nước.",)))
    'vi'
    """
    found = re.findall(r"[^\W\d_]+", " ".join(text.paragraphs)[:20_000].casefold())
    counts = {code: sum(word in common for word in found) for code, common in LEXICON["languages"].items()}
    counts["vi"] += len(re.findall("[ơưđạảấầẩậắằặẹẻẽếềểệọỏốồổộớờởợụủứừửựịỉ]", "".join(found))) // 4
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else "vi" if len(found) < _SHORT else "und"


def credit(paragraph: str) -> str | None:
    """Return to whom a caption credits its photo; None if the paragraph credits none."""
    match = rule("credit").search(paragraph[-160:])
    return (match["credit"] or match["source"]).strip() if match else None


def day_of(when: When, published: Span | None, told: dt.date | None) -> dt.date | None:
    """Return the day that words mean beside publication and the day told of last; None where it cannot be told."""
    if when.same:
        return told
    if when.span is None and published is not None and published.day is not None:
        return published.first + dt.timedelta(days=when.shift or 0)
    if when.span is None or when.span.day is None or when.span.year is not None:
        return when.span.first if when.span and when.span.day else None
    if published is None or published.year is None:
        return None
    # A report is near what it reports: the nearest such day, where it is not months off.
    near = published.last if published.day is None else published.first
    year, month, day = published.year, when.span.month or 1, when.span.day
    days = [dt.date(one, month, day) for one in (year - 1, year, year + 1) if day <= monthrange(one, month)[1]]
    return min((one for one in days if abs(near - one).days <= _FAR), key=lambda one: abs(near - one), default=None)


def _part(paragraph: str, *, begun: bool, last: bool, headed: bool) -> Part:
    some = paragraph.split(maxsplit=_LONG + 1)
    if credit(paragraph) is not None:
        return Part.CAPTION
    if len(some) <= _SHORT and (rule("noise").match(paragraph) or _whole_day(paragraph)):
        return Part.OTHER
    if rule("byline").fullmatch(paragraph):
        return Part.BYLINE if begun or headed else Part.HEADLINE
    if paragraph.endswith((".", "!", "?", "…", "”", '"')) or len(some) > _LONG:
        return Part.BODY
    if not begun:
        return Part.HEADLINE if len(some) > 3 else Part.OTHER
    # Without a full stop: a caption, or the last paragraph of a text that was cut off.
    return Part.BODY if last else Part.CAPTION if len(some) > 5 else Part.OTHER


def _published(text: Text, parts: list[Part]) -> tuple[Span | None, int | None]:
    """Return when the article came out: by its stamp, else by a line of its own that gives a whole date."""
    stamp = next(find_spans(text.stamp or ""), None)
    if stamp:
        return stamp[0], 0
    for number, (paragraph, part) in enumerate(zip(text.paragraphs, parts, strict=True), 1):
        day = _whole_day(paragraph) if part is Part.OTHER else None
        if day:
            return day, number
    return None, None


def _whole_day(line: str) -> Span | None:
    """Return the whole date of a line that holds little else."""
    for span, start, end in find_spans(line):
        if span.day and span.year and len((line[:start] + line[end:]).split()) <= _SHORT // 2:
            return span
    return None


def _sentences(paragraph: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each sentence; initials and "TP." end none."""
    start = 0
    ends = [match.span() for match in rule("sentence_end").finditer(paragraph)]
    for end, after in (*ends, (len(paragraph),) * 2):
        before = paragraph[max(start, end - 12) : end]
        if end < len(paragraph) and before.endswith(".") and rule("shortened").search(before[:-1]):
            continue
        while end - start > _LONGEST and (cut := paragraph.find(" ", start + _LONGEST, end)) >= 0:
            yield start, cut
            start = cut + 1
        if start < end:
            yield start, end
        start = after


def _mended(paragraph: str, start: int, end: int) -> tuple[str, list[int]]:
    """Return a sentence without invisible characters, with the spaces it lacks, and where each character stands."""
    parts, offsets, place = list[str](), list[int](), start
    for match in rule("glued").finditer(paragraph, start, end):
        stop = match.start() if match["gone"] else match.end()
        parts.append(paragraph[place:stop] + ("" if match["gone"] else " "))
        offsets += [*range(place, stop), *([] if match["gone"] else [stop])]
        place = match.end()
    text = "".join(parts) + paragraph[place:end]
    return text.replace("Ð", "Đ"), [*offsets, *range(place, end + 1)]  # the Icelandic letter for the Vietnamese


def _times(text: str) -> Iterator[When]:
    """Yield the words that name one day, month or year; ranges, as of a visit, name none."""
    taken: set[int] = set()
    for span, start, end in find_spans(text):
        lead = text[max(0, start - 60) : start]
        if rule("range_before").search(lead) or rule("range_after").match(text, end):
            continue
        before = rule("day_before").search(lead)
        first = start - len(lead) + before.start() if before else start
        year = rule("year_after").match(text, end) if span.day is None else None
        last = end + 1 if "(" in text[first:end] and text[end : end + 1] == ")" else year.end() if year else end
        taken.update(range(first, last))
        yield When(first, last, span)
    for match in rule("today").finditer(text):
        dotted = next(find_spans(f"ngày {match['dotted']}"), None) if match["dotted"] else None
        shift = {"nay": 0, "qua": -1, "mai": 1}.get((match["when"] or match["next"] or "").casefold())
        if match.start() not in taken:  # "Chiều qua 7.9" is that day
            yield (
                When(*match.span(), *dotted[:1])
                if dotted
                else When(*match.span(), None, shift, bool(match["same"]))
            )


def part_of_day(printed: str | None) -> str | None:
    found = PartOfDay.printed_in(printed or "")
    return str(*found) if len(found) == 1 else None


def _places(text: str, known: Mapping[str, str]) -> Iterator[Where]:
    """Yield the places at which a sentence says that something was; where a visit or session was is passed over."""
    countries = {one.start: one.value for one in find_countries(text)}
    taken: set[int] = set()
    for pattern in (re.compile(rf"(?<!\w)(?:tại|ở)\s+(?P<place>{matcher(tuple(known)).pattern})"), rule("at")):
        for match in pattern.finditer(text):
            start, end = match.span("place")
            before = text[max(0, match.start() - 150) : match.start()]
            beside, is_site = bool(rule("beside").search(before)), bool(rule("site").fullmatch(match["place"]))
            away = (rule("posted").search(before) and not is_site) or rule("away").search(before)
            if start in taken or (away and not beside):
                continue
            taken.add(start)
            alone = re.search(r"(?:^|[,;])\s*$", before) and text[end : end + 1] == ","
            city = city_country(match["place"])
            if start in countries and pattern is rule("at"):
                if beside or alone:
                    yield Where(start, end, countries[start], beside)
            elif pattern is not rule("at") or city or is_site or alone or countries.get(end + 2):
                # also "tại Tashkent, Uzbekistan", "tại Osaka (Nhật Bản)"
                yield Where(start, end, city or countries.get(end + 2), beside)
