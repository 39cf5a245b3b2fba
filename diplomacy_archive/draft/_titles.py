"""Read a printed title from its first word on: which office it names, and of what."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from diplomacy_archive.draft import _lexicon as lexicon
from diplomacy_archive.draft._marks import BODY, CITY, Marks
from diplomacy_archive.records._vocabulary import Role

ACRONYM = re.compile(r"\s*\([A-Z][\w&-]{1,9}\)")
COURTESY_AHEAD = re.compile(rf"\s*(?:{'|'.join(lexicon.COURTESIES)})\.?\s+", re.IGNORECASE)

_GLOSS = re.compile(r"\s*\([^()]{2,40}\)\s")  # "Hội đồng Liên bang (Thượng viện) Nga"
_IN_CHARGE = re.compile(r"(?:phụ trách|về)\s")
_CHARGED = frozenset(
    (
        "đặc phái viên", "trợ lý", "trợ lý ngoại trưởng", "trợ lý bộ trưởng", "thứ trưởng", "bộ trưởng", "cố vấn",
        "điều phối viên", "đại diện cấp cao", "đại diện cao cấp", "phó chủ tịch", "ủy viên",
    )
)  # fmt: skip
_CHARGE = 90  # signs that it may take
_POLICY = re.compile(r"về (?:\w+ ){2,9}?(?=của )")
_REGION_OF = re.compile(r"(?<!\w)(?:tỉnh|bang|thành phố) [^,]+$", re.IGNORECASE)
_ITS_COUNTRY = re.compile(r"nước (?:này|bạn|mình|chủ nhà|láng giềng|ông|bà)(?!\w)")
_AND_CO = re.compile(r"& \w+")
_PAIRED = re.compile(r"\s*[-–]\s*")
_COMMA = re.compile(r",\s+")
_STOP = frozenset(
    (
        "đã sẽ có với là được bị gặp đến tới khẳng nhấn cho rằng hôm ngày sáng chiều tối trưa cùng do khi "
        "theo bày đánh chúc cảm gửi chuyển mong điện dẫn thăm dự sang phát để trong trước sau nhân thì cũng "
        "vừa đang nêu hoan ghi tin thông nhất nhắc mời bắt bước chụp cam chỉ làm tiến tiếp đón rời lên về kết "
        "trao kêu ký ủng tuyên đồng phấn thay vì nhưng từ tham tiết chào hội này đó cần phải như xác lần rất "
        "luôn từng hiện nhận xem coi giới gọi bên ngay chủ lại chia nói hy tặng phối duy vui đề hai yêu cử "
        "tại nhằm bởi khóa đương vào trên ở thân chung trân chân"
    ).split()
)
_NO_STOP_AFTER = frozenset(
    (
        "thống nhất", "thứ nhất", "vấn đề", "liên hội", "xã hội", "hiệp hội", "quốc hội", "dân chủ", "giao thông",
        "truyền thông", "lãnh sự", "cộng đồng", "hội đồng", "lao động", "hoạch định", "tham mưu", "kế hoạch",
        "công nhân",
        "chuyển đổi", "đại hội", "dân tộc", "tôn giáo", "hợp tác",
    )
)  # fmt: skip
_NO_STOP = re.compile(
    r"(?:nhân dân|nhân quyền|nhân đạo|hội đồng|hội hữu nghị|hội liên hiệp|liên bang|chủ nghĩa|đồng minh|"
    r"dân chủ)(?!\w)"
)
_FIELDS = frozenset(("bộ trưởng", "thứ trưởng", "chủ nhiệm", "đại diện cấp cao", "đại diện cao cấp"))
_MOST_LOOSE = 6  # small words in a row; more are a sentence


@dataclass
class Title:
    """A title as printed.

    Attributes:
        role: What it names; None for words that stand for a title, as "người đồng cấp".
        countries: The codes of the countries in it.
        bodies: The ids of the archive's parties and organisations in it.
        within: The code of the country of a city or province in it.
        of: Whom it is held for, as in "Đặc phái viên của Tổng Bí thư Tô Lâm".
    """

    start: int
    end: int
    head: str
    role: Role | None
    countries: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    within: str | None = None
    of: Mention | None = None


@dataclass
class Mention:
    """Somebody in a paragraph, by name, by title or by both.

    Attributes:
        name: Where the name stands; None for somebody who is only called by a title.
        also: Another form of the name, in brackets after it.
        courteous: Whether "ông", "bà" or the like stands before.
        plural: Whether a word before says that several are meant: "hai Bộ trưởng".
    """

    start: int
    end: int
    titles: list[Title] = field(default_factory=list)
    name: tuple[int, int] | None = None
    also: tuple[int, int] | None = None
    courteous: bool = False
    plural: bool = False

    @property
    def countries(self) -> tuple[str, ...]:
        """The codes of the countries in the titles."""
        return tuple(dict.fromkeys(code for title in self.titles for code in title.countries))


def read_title(marks: Marks, start: int, nested: Callable[[int], Mention]) -> Title:
    """Read the title that starts at an offset, up to a name, a comma or a verb.

    Args:
        marks: The paragraph.
        start: Where the title's first word stands.
        nested: Reads whoever is named inside the title.
    """
    return _Reader(marks, start, nested).read()


def next_word(marks: Marks, place: int) -> int:
    """Return where the next word stands, past a courtesy before a name or title."""
    ahead = COURTESY_AHEAD.match(marks.text, place)
    if ahead and (ahead.end() in marks.names or ahead.end() in marks.titles):
        return ahead.end()
    return place + len(marks.text[place:]) - len(marks.text[place:].lstrip())


class _Reader:
    def __init__(self, marks: Marks, start: int, nested: Callable[[int], Mention]) -> None:
        self.marks, self.text, self.nested = marks, marks.text, nested
        match = marks.titles[start]
        self.title = Title(start, match.end(), match[0], _roles()[match[0].casefold()])
        self.head = match[0].casefold()
        self.place = self.solid = match.end()  # how far it was read, and how far it surely goes
        self.previous = self.head.split()[-1]
        self.loose = 0
        self.after_capital = False
        self.countries: list[str] = []
        self.bodies = [found[1:] for at, found in marks.bodies.items() if start <= at and found[0] <= match.end()]

    def read(self) -> Title:
        while self._step():
            pass
        after = _REGION_OF.search(self.text[self.title.start : self.solid]) and _COMMA.match(self.text, self.solid)
        if after and after.end() in self.marks.countries:  # "Thống đốc bang Oregon, Hoa Kỳ"
            end, code = self.marks.countries[after.end()]
            self.countries.append(code)
            self._take(end)
        self.title.end = self.solid
        self.title.countries = tuple(dict.fromkeys(self.countries))
        # Of "Ban Chấp hành Trung ương Đảng Cộng sản Trung Quốc" no body of another country is meant.
        fitting = (
            id_ for id_, country in self.bodies if not (country and self.countries) or country in self.countries
        )
        self.title.bodies = tuple(dict.fromkeys(fitting))
        return self.title

    def _step(self) -> bool:
        """Read one word or name; return whether the title goes on."""
        acronym = ACRONYM.match(self.text, self.place)
        bracket = _GLOSS.match(self.text, self.place)
        if acronym or (bracket and (bracket.end() in self.marks.countries or bracket.end() in self.marks.names)):
            return self._take(acronym.end() if acronym else bracket.end() - 1)  # type: ignore[union-attr]
        if not re.match(r" (?! )", self.text[self.place :]):
            self._end_loose()
            return False
        at = self.place + 1
        if at in self.marks.names:
            self.solid = self.place
            return False
        if at in self.marks.countries:
            end, code = self.marks.countries[at]
            self.countries.append(code)
            pair = _PAIRED.match(self.text, end)  # "Hội hữu nghị Việt Nam - Lào"
            return self._take(
                self.marks.countries[pair.end()][0] if pair and pair.end() in self.marks.countries else end
            )
        if at in self.marks.bodies:
            end, id_, country = self.marks.bodies[at]
            self.bodies.append((id_, country))
            self.countries += [code for inner, (_, code) in self.marks.countries.items() if at < inner < end]
            return self._take(end)
        if at in self.marks.titles:
            return False
        city = CITY.match(self.text, at)
        if city:
            self.title.within = lexicon.CITIES[city[0].casefold()]
            return self._take(city.end())
        body = BODY.match(self.text, at) or _ITS_COUNTRY.match(self.text, at) or _AND_CO.match(self.text, at)
        if body:
            self.previous = body[0].split()[-1].casefold()
            return self._take(body.end())
        return self._word(at)

    def _take(self, end: int) -> bool:
        self.place = self.solid = end
        self.loose = 0
        self.after_capital = False
        return True

    def _word(self, at: int) -> bool:
        word = self.marks.words.get(at)
        if word is None:
            self._end_loose()
            return False
        lower = word.text.casefold()
        policy = _POLICY.match(self.text, at)
        if policy and self.head in _FIELDS:
            self.place = policy.end() - 1
            return True
        if lower == "của":
            return self._of(word.end)
        if self.head in _CHARGED and _IN_CHARGE.match(self.text, at) and self._in_charge(at):
            return True
        if lower == "tại":
            after = next_word(self.marks, word.end)
            city = CITY.match(self.text, after)
            if city and next_word(self.marks, city.end()) in self.marks.names:
                return self._take(city.end())
            return after in self.marks.countries and self._take(self.marks.countries[after][0])
        if lower in ("và", "&"):
            return self._and(word.end)
        if word.text[0].isupper():
            self._take(word.end)
            self.after_capital = True
        elif _NO_STOP.match(self.text, at):
            self.place = word.end
        elif lower in _STOP and f"{self.previous} {lower}" not in _NO_STOP_AFTER:
            return False
        else:
            self.place = word.end
            self.loose += 1
            if self.after_capital and self.loose == 1:
                self.solid = word.end  # the second syllable of a word
        self.previous = lower
        return self.loose <= _MOST_LOOSE

    def _in_charge(self, at: int) -> bool:
        """Read over what somebody is in charge of: "phụ trách khu vực Đông Á" before a name."""
        stop = re.compile(r"[,;.:]").search(self.text, at)
        end = min(stop.start() if stop else len(self.text), at + _CHARGE)
        name = min((start for start in self.marks.names if at < start < end), default=None)
        return name is not None and self._take(name - 1)

    def _end_loose(self) -> None:
        """Count the small words before a comma or bracket to the title, where it has a body before them."""
        if self.loose and self.solid > self.title.start + len(self.head):
            self.solid = self.place

    def _of(self, end: int) -> bool:
        after = next_word(self.marks, end)
        if after in self.marks.titles or (after in self.marks.names and COURTESY_AHEAD.match(self.text, end)):
            self.title.of = self.nested(after)
            self._take(self.title.of.end)
            return self.title.of.name is None
        if after in self.marks.countries or after in self.marks.bodies or self.text[after : after + 1].isupper():
            self.place = end
            return True
        return False

    def _and(self, end: int) -> bool:
        """Read on after "và" inside a ministry's name, not before somebody else."""
        after = self.marks.words.get(end + 1)
        if self.head not in _FIELDS or after is None or not after.capital or self.solid == self.title.end:
            return False
        if (
            after.start in self.marks.titles
            or after.start in self.marks.names
            or after.start in self.marks.countries
        ):
            return False
        self.place = end
        return True


@cache
def _roles() -> dict[str, Role | None]:
    return {head.casefold(): role for head, role in lexicon.TITLES.items()}
