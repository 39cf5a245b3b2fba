"""Read the shape of an article: what each paragraph is, its sentences, and where these say when and where."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from diplomacy_archive._dates import Span, find_spans
from diplomacy_archive._text import Text
from diplomacy_archive.draft._mentions import CITIES, CITY_LEAD, TOWN, Known, Mention, find_mentions
from diplomacy_archive.draft._names import CAPITAL, LEXICON, find_countries
from diplomacy_archive.records._vocabulary import PartOfDay, PlaceKind

_CREDIT = re.compile(
    r"[(|\-–/ ]{0,9}(?:Ảnh tư liệu|Ảnh minh họa|Ảnh|ẢNH|ảnh)\s*[:;]\s*(?P<credit>[^)|]{1,80}?)[\s)|.]{0,9}$|"
    r"[(]\s*(?:Ảnh|ảnh)\s+(?P<source>[^)]{1,80})[)]\s*$"
)
_ENDS = (".", "!", "?", "…", "”", '"', "/.")
_NOISE = re.compile(
    r"(?:Từ khóa|Theo dõi|Nguồn|Tác giả|Theo\s*:|Biên tập viên|Chia sẻ|Trang chủ|Lên đầu trang|Tin liên quan|"
    r"Thể loại|Cập nhật|Phản hồi|Bình luận|Ảnh\s*:|\*(?!\s)|[(]\s*(?:TTXVN|Vnews|VOV|Ảnh))",
    re.IGNORECASE,
)
_SHORTENED = re.compile(
    r"(?:^|[\s(“\"])(?:[A-ZĐ]|[A-ZĐ]\.[A-ZĐ]|TP|TS|ThS|GS|PGS|Mr|Mrs|Ms|Dr|St|Jr|Th|Tp|TT|v\.v)$"
)
_SENTENCE_END = re.compile(rf"(?<=[.!?…])[”\")]*\s+(?=[“\"(*]?\s?[{CAPITAL}\d])")
_LONG, _SHORT = 45, 12  # words: captions and headlines are shorter; lines of date, source and links are
_LONGEST = 1500  # characters of a sentence; what is longer is read in pieces
_NAME_WORD = re.compile(rf"[{CAPITAL}][\w.'’-]*|[-–&]")
_GLUED = re.compile(
    rf"(?P<gone>[\u200b-\u200f\u2060\ufeff\u00ad]+)|(?P<glue>(?:giao|trưởng|tướng|phòng|và|với|nước|tịch|thư|sứ|Đảng|ông|bà|"
    rf"TTX)(?=[{CAPITAL}]\w*[a-zà-ỹ]))"
)

_LANGUAGES = {code: frozenset(words) for code, words in LEXICON["languages"].items()}
_SCRIPTS = {"ru": re.compile(r"[а-яё]", re.IGNORECASE), "zh": re.compile(r"[\u4e00-\u9fff]")}

_PARTS = "sáng|trưa|chiều|tối|đêm"
_DAY_BEFORE = re.compile(
    rf"(?:(?:buổi\s+)?(?:{_PARTS})(?:\s+(?:sớm|muộn))?(?:\s+(?:nay|qua|mai))?\s*[,(]?\s*(?:ngày\s+|hôm\s+)?"
    rf"|(?:hôm|vào|trong)\s+(?:ngày\s+)?|(?:hôm\s+)?(?:nay|qua)\s*[,(]\s*(?:ngày\s+)?|hồi\s+(?:đầu\s+|cuối\s+|giữa\s+)?)$",
    re.IGNORECASE,
)
_TODAY = re.compile(
    rf"(?<!\w)(?:(?P<part>{_PARTS})\s+(?P<when>nay|qua)|hôm\s+(?P<day>nay|qua)|"
    rf"(?:(?P<same_part>{_PARTS})\s+)?(?P<same>cùng\s+ngày)|(?:ngày|sáng|trưa|chiều|tối)\s+(?P<next>mai))(?!\w)",
    re.IGNORECASE,
)
_YEAR_AFTER = re.compile(r"\s+(?:năm ngoái|năm nay|năm trước|vừa qua)(?!\w)")
_DOTTED = re.compile(r"\s*[,(]?\s*(?P<day>\d{1,2}\.\d{1,2})(?![\d.])\)?")
_RANGE_BEFORE = re.compile(
    r"(?:\d\s*[-–]\s*|(?<!\w)(?:từ|kể từ|đến|tới|trước)\s+(?:hết\s+)?(?:ngày\s+|tháng\s+)?|"
    r"\d\s+(?:đến|tới)\s+(?:ngày\s+)?|(?:Quốc khánh|sinh)\s+(?:ngày\s+)?|thăm\s+\D{0,40}\()$",
    re.IGNORECASE,
)
_RANGE_AFTER = re.compile(r"\s*(?:[-–]|đến|tới)\s*(?:ngày\s+)?\d", re.IGNORECASE)
_FAR, _AHEAD = 60, 1  # days from publication beyond which a day is doubted; after it, that a time zone may make

_NAMED_WORD = rf"(?:T\.Ư|[{CAPITAL}][\w'’-]*)"
_NAMED = (
    rf"{_NAMED_WORD}(?:\s+(?:{_NAMED_WORD}|ương|phủ|hội|gia|phòng|giao|tịch|tướng|thống|hòa|dân|nước|quốc|nghị|tế|an|kỳ|"
    r"mạng|lễ|trị|công|thương)){0,9}"
)
_SITE = (
    rf"(?:(?:[Tt]rụ sở|[Vv]ăn phòng|[Nn]hà khách|[Kk]hách sạn|[Tt]òa nhà|[Đđ]ại sứ quán|[Cc]ung|[Dd]inh|[Ll]âu đài|"
    rf"[Tt]rung tâm|[Hh]ọc viện|[Cc]ửa khẩu(?: quốc tế)?|[Ss]ân bay(?: quốc tế)?)\s+{_NAMED}|"
    rf"[Tt]òa [Tt]hánh(?: Vatican)?|[Pp]hủ (?i:Chủ tịch nước|Chủ tịch|Thủ tướng|Tổng thống)|"
    r"(?:Phủ|[Đđ]iện|Nhà|Bộ|Đại lễ đường|Hội trường|"
    rf"[Dd]inh(?: thự)?|Cung|Tòa)\s+{_NAMED})"
)
_ABROAD = rf"(?:[Tt]hủ đô |[Tt]hành phố )?{_NAMED_WORD}(?: {_NAMED_WORD}){{0,2}}(?=,\s|\s\()"
_AT = re.compile(rf"(?<!\w)(?:tại|ở)\s+(?P<place>{_SITE}|{TOWN}|{_ABROAD})(?!\w)")
_BESIDE = re.compile(r"(?<!\w)[Bb]ên lề(?!\w)[^;.]{0,120}$")
_ELSEWHERE = re.compile(
    r"(?<!\w)(?i:thăm|công tác|nhiệm kỳ|tổ chức|làm việc|khai mạc|bế mạc|dự|sinh sống|đến|lễ đón|[Hh]ội nghị|"
    r"cuộc họp|[Dd]iễn đàn|phiên|chiêu đãi)(?!\w)[^,;.]{0,110}$"
)
_POSTED = re.compile(r"(?<!\w)(?i:đại sứ|người Việt Nam|đại diện|phóng viên)(?!\w)[^,;.]{0,110}$")


class Part(StrEnum):
    """What a paragraph is."""

    BODY = "body"
    HEADLINE = "headline"
    CAPTION = "caption"
    BYLINE = "byline"
    OTHER = "a line of the page, no part of the report"


@dataclass(frozen=True)
class When:
    """Words that say when something was."""

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
    """Words that say where something was."""

    start: int
    end: int
    country: str | None  # of a city that is known, or the country itself
    kind: PlaceKind | None  # None for a country
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
        """Return words of a sentence as the article prints them."""
        offsets = sentence.offsets
        return self.text.paragraph(sentence.paragraph)[offsets[start] : offsets[end - 1] + 1]

    def numbered(self, *wanted: Part) -> list[tuple[int, str]]:
        """Return the number and words of each paragraph that is one of the parts."""
        pairs = enumerate(zip(self.text.paragraphs, self.parts, strict=True), 1)
        return [(number, paragraph) for number, (paragraph, part) in pairs if part in wanted]

    @property
    def day(self) -> str | None:
        """The day of publication, where a whole one is given."""
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
    """Return the language of a text by its commonest words or its script; und where neither tells.

    >>> language_of(Text(("Ngày 6/5, ông An đã gặp các đại biểu của hai nước.",)))
    'vi'
    """
    found = re.findall(r"[^\W\d_]+", " ".join(text.paragraphs)[:20_000].casefold())
    letters = "".join(found)
    for code, script in _SCRIPTS.items():
        if len(script.findall(letters)) * 3 > len(letters):
            return code
    counts = {code: sum(word in common for word in found) for code, common in _LANGUAGES.items()}
    counts["vi"] += len(re.findall("[ơưđạảấầẩậắằặẹẻẽếềểệọỏốồổộớờởợụủứừửựịỉ]", letters)) // 4
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else "vi" if len(found) < _SHORT else "und"


def credit(paragraph: str) -> str | None:
    """Return to whom a caption credits its photo; None if the paragraph credits none."""
    match = _CREDIT.search(paragraph[-160:])
    return (match["credit"] or match["source"]).strip() if match else None


def day_of(when: When, published: Span | None, told: dt.date | None) -> dt.date | None:
    """Return the day that words mean beside publication and the day told of last; None where it cannot be told."""
    if when.same:
        return told
    if when.span is None:
        whole = published is not None and published.day is not None
        return published.first + dt.timedelta(days=when.shift or 0) if published and whole else None
    if when.span.day is None:
        return None
    if when.span.year is not None:
        return when.span.first
    if published is None or published.year is None:
        return None
    # A report is near what it reports: the nearest such day, where it is not months off.
    near = published.last if published.day is None else published.first
    days: list[dt.date] = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            days.append(dt.date(year, when.span.month or 1, when.span.day))
        except ValueError:
            continue
    best = min(days, key=lambda day: abs((day - near).days), default=None)
    return best if best and -_FAR <= (near - best).days <= _FAR else None


def _part(paragraph: str, *, begun: bool, last: bool, headed: bool) -> Part:
    some = paragraph.split(maxsplit=_LONG + 1)
    if credit(paragraph) is not None:
        return Part.CAPTION
    if len(some) <= _SHORT and (_NOISE.match(paragraph) or _whole_day(paragraph)):
        return Part.OTHER
    if 1 < len(some) <= 6 and all(map(_NAME_WORD.fullmatch, some)):
        return Part.BYLINE if begun or headed else Part.HEADLINE
    if paragraph.endswith(_ENDS) or len(some) > _LONG:
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
    ends = [*((match.start(), match.end()) for match in _SENTENCE_END.finditer(paragraph)), (len(paragraph),) * 2]
    for end, after in ends:
        before = paragraph[max(start, end - 12) : end]
        if end < len(paragraph) and before.endswith(".") and _SHORTENED.search(before[:-1]):
            continue
        while end - start > _LONGEST:
            cut = paragraph.find(" ", start + _LONGEST, end)
            if cut < 0:
                break
            yield start, cut
            start = cut + 1
        if start < end:
            yield start, end
        start = after


def _mended(paragraph: str, start: int, end: int) -> tuple[str, list[int]]:
    """Return a sentence without invisible characters, with the spaces it lacks, and where each character stands."""
    parts: list[str] = []
    offsets: list[int] = []
    place = start
    for match in _GLUED.finditer(paragraph, start, end):
        stop = match.start() if match["gone"] else match.end()
        parts.append(paragraph[place:stop] + ("" if match["gone"] else " "))
        offsets += [*range(place, stop), *([] if match["gone"] else [stop])]
        place = match.end()
    text = "".join(parts) + paragraph[place:end]
    return text.replace("Ð", "Đ"), [
        *offsets,
        *range(place, end + 1),
    ]  # the Icelandic letter stands for the Vietnamese


def _times(text: str) -> Iterator[When]:
    """Yield the words that name one day, month or year; ranges, as of a visit, name none."""
    found: list[When] = []
    for span, start, end in find_spans(text):
        lead = text[max(0, start - 60) : start]
        if _RANGE_BEFORE.search(lead) or _RANGE_AFTER.match(text, end):
            continue
        before = _DAY_BEFORE.search(lead)
        first = start - len(lead) + before.start() if before else start
        first = start if before and first and text[first - 1].isalnum() else first
        if span.day is None:
            year = _YEAR_AFTER.match(text, end)
            found.append(When(first, year.end() if year else end, span))
            continue
        last = end + 1 if "(" in text[first:end] and text[end : end + 1] == ")" else end
        found.append(When(first, last, span))
    yield from found
    for match in _TODAY.finditer(text):
        if any(one.start <= match.start() < one.end for one in found):
            continue
        dotted = _DOTTED.match(text, match.end())  # "Chiều qua 7.9"
        day = next(find_spans(f"ngày {dotted['day']}"), None) if dotted else None
        if dotted and day:
            yield When(match.start(), dotted.end(), day[0])
            continue
        shift = {"nay": 0, "qua": -1, "mai": 1}.get(
            (match["when"] or match["day"] or match["next"] or "").casefold()
        )
        yield When(match.start(), match.end(), shift=shift, same=bool(match["same"]))


def part_of_day(printed: str) -> PartOfDay | None:
    """Return the part of the day that words print, if it is one."""
    found = PartOfDay.printed_in(printed)
    return next(iter(found)) if len(found) == 1 else None


def _places(text: str, known: Mapping[str, str]) -> Iterator[Where]:
    """Yield the places at which a sentence says that something was; where a visit or session was is passed over."""
    forms = "|".join(sorted(map(re.escape, known), key=len, reverse=True)) or r"(?!)"
    countries = {one.start: one.value for one in find_countries(text)}
    taken: set[int] = set()
    for pattern in (re.compile(rf"(?<!\w)(?:tại|ở)\s+(?P<place>{forms})(?!\w)"), _AT):
        for match in pattern.finditer(text):
            start, end = match.span("place")
            before = text[max(0, match.start() - 150) : match.start()]
            beside = bool(_BESIDE.search(before))
            is_site = bool(re.fullmatch(_SITE, match["place"]))
            if start in taken or (
                ((_POSTED.search(before) and not is_site) or _ELSEWHERE.search(before)) and not beside
            ):
                continue
            taken.add(start)
            alone = re.search(r"(?:^|[,;])\s*$", before) and text[end : end + 1] == ","
            lower = match["place"].casefold()
            country = CITIES.get(lower) or CITIES.get(CITY_LEAD.sub("", lower))
            if start in countries and pattern is _AT:
                if beside or alone:
                    yield Where(start, end, countries[start], None, beside)
            elif pattern is not _AT or country or is_site:
                kind = PlaceKind.CITY if re.fullmatch(TOWN, match["place"]) else PlaceKind.BUILDING
                yield Where(start, end, country, kind, beside)
            elif countries.get(end + 2) or alone:  # "tại Tashkent, Uzbekistan", "tại Osaka (Nhật Bản)"
                yield Where(start, end, countries.get(end + 2), PlaceKind.CITY, beside)
