"""Mark what stands where in a paragraph: titles, names, countries, and the bodies that offices are of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from diplomacy_archive.draft import _lexicon as lexicon
from diplomacy_archive.draft._countries import find_countries
from diplomacy_archive.draft._words import CAPITAL, FAMILIES, Word, is_syllable, named, runs, words

TITLE = lexicon.matcher(tuple(lexicon.TITLES))
BODY = re.compile(
    r"(?<!\w)(?:Ngoại giao|Quốc phòng|Công an|Công [Tt]hương|Tài chính|Thương mại|Kế hoạch và Đầu tư|"
    r"Đầu tư|Chiến tranh|Năng lượng|"
    r"Giáo dục và Đào tạo|Giáo dục và Thể thao|Khoa học và Công nghệ|"
    r"Nông nghiệp và Phát triển nông thôn|Nông nghiệp|Tư pháp|"
    r"Nội vụ|Xây dựng|Giao thông [Vv]ận tải|Y tế|Kinh tế|Ngoại thương|Thông tin và Truyền thông|"
    r"Văn hóa, Thể thao và Du lịch|"
    r"Quốc hội|Chính phủ|Trung ương Đảng|Trung ương|Chính trị|Đối ngoại Trung ương|Đối ngoại|[Tt]hường trực|"
    r"NN&PTNT|KH&CN|LĐ-TB&XH|GD&ĐT|VHTT&DL|TT&TT|[Tt]hứ nhất|[Đđ]ặc mệnh toàn quyền|"
    r"Ban Chấp hành Trung ương|Nội các|"
    r"Quân ủy Trung ương|T\.Ư)(?!\w)"
)
"""What offices are of, in the words of the field."""

_GEOGRAPHY = re.compile(
    r"(?<!\w)(?:(?:[Cc]hâu Á|Ấn Độ Dương)(?: - | )Thái Bình Dương|[Cc]hâu (?:Á|Âu|Phi|Mỹ)|"
    r"Thái Bình Dương|Ấn Độ Dương|Đại Tây Dương|"
    r"Trung Đông|Đông Nam Á|Biển Đông|"
    r"Dải Gaza|(?:Chủ tịch |Quốc gia )?Hồ Chí Minh|Điện Kremlin|Nhà Trắng|Tân Hoa xã|Hà Giang|Hà Tĩnh|"
    r"Thái Nguyên|Thái Bình|"
    r"Ninh Bình|Quảng Ninh|Bắc Ninh|An Giang|Cao Bằng|Lai Châu|Lâm Đồng|Tháng \w+)(?!\w)"
)
CITY = lexicon.matcher(tuple(lexicon.CITIES))
_REGIONS = ("tỉnh", "bang", "thành phố")
_REGION = re.compile(rf"(?<!\w)(?:{'|'.join(_REGIONS)})\s+$", re.IGNORECASE)
_FIRM = re.compile(r"(?<!\w)(?:Tập đoàn|Công ty|Hãng|Tổng công ty)\s+$", re.IGNORECASE)
_SYLLABLES_BEFORE = re.compile(rf"(?<!\w)(?:[{CAPITAL}][^\W\d_A-Z]* ){{1,2}}$")
_COURTEOUS = re.compile(rf"(?<!\w)(?:{'|'.join(lexicon.COURTESIES)})\.?\s+$", re.IGNORECASE)


@dataclass(frozen=True)
class Known:
    """What an archive's registers know: written forms to ids.

    Attributes:
        people: Names of people.
        bodies: Names of parties and organisations, with their id and country.
    """

    people: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)


def _in_a_name(lead: str) -> bool:
    """Tell whether a country's short name goes on with a Vietnamese name: "Nông Đức Mạnh", "Nguyễn Phương Nga"."""
    before = _SYLLABLES_BEFORE.search(lead)
    words = before[0].split() if before else []
    return all(map(is_syllable, words)) and any(word in FAMILIES for word in words)


class Marks:
    """What stands where in a paragraph, by the offset at which it starts.

    Attributes:
        titles: A match of each title's words.
        countries: Where each country's name ends, and its code.
        bodies: Where the name of each party or organisation ends, its id and its country.
        names: The words of each person's name.
        words: Every word.
    """

    def __init__(self, text: str, known: Known) -> None:
        self.text = text
        found = list(words(text))
        self.words: dict[int, Word] = {word.start: word for word in found}
        self.countries = {
            start: (end, code)
            for start, end, code in find_countries(text)
            if " " in text[start:end] or not _in_a_name(text[:start])
        }
        self.titles = {match.start(): match for match in TITLE.finditer(text) if self._names_somebody(match)}
        self.bodies: dict[int, tuple[int, str, str | None]] = {}
        for match in lexicon.matcher(tuple(lexicon.GROUPS)).finditer(text):
            if match[0] in lexicon.GROUPS:
                self.bodies[match.start()] = (match.end(), lexicon.GROUPS[match[0]][0], None)
        for match in lexicon.matcher(tuple(known.bodies)).finditer(text) if known.bodies else ():
            if match[0] in known.bodies:
                self.bodies[match.start()] = (match.end(), *known.bodies[match[0]])
        self.names = self._find_names(found, known)

    def _names_somebody(self, match: re.Match[str]) -> bool:
        """Tell whether a title's words name somebody: "Chủ tịch" not after "Phủ", "Đại sứ" not before "quán"."""
        if any(start < match.start() < end for start, (end, _) in self.countries.items()):
            return False
        before = self.text[: match.start()].rstrip().casefold()
        after = self.text[match.end() : match.end() + 7].casefold()
        return not (
            before.endswith(("phủ", "nhóm", "văn phòng", "cấp", "chức", "hội đồng", "quyền lực"))
            or after.startswith((" quán", " kỳ", " ttxvn", " đoàn"))
        )

    def _find_names(self, found: list[Word], known: Known) -> dict[int, list[Word]]:
        names: dict[int, list[Word]] = {}
        for match in lexicon.matcher(tuple(known.people)).finditer(self.text) if known.people else ():
            inside = [word for word in found if match.start() <= word.start and word.end <= match.end()]
            if inside and inside[0].text[0].isupper():
                names[match.start()] = inside
        masked = [
            *((inside[0].start, inside[-1].end) for inside in names.values()),
            *((start, end) for start, (end, _) in self.countries.items()),
            *((start, body[0]) for start, body in self.bodies.items()),
            *(match.span() for match in self.titles.values()),
            *(match.span() for pattern in (_GEOGRAPHY, BODY, CITY) for match in pattern.finditer(self.text)),
        ]
        for run in runs(self.text, found, masked):
            if _FIRM.search(self.text[: run[0].start]):
                continue
            if run[0].text.casefold() in _REGIONS:
                run = run[2:]  # noqa: PLW2901 - "Thống đốc Bang Oregon"
            name = named(run)
            if len(name) > 2 and name[0].text not in FAMILIES and _REGION.search(self.text[: name[0].start]):
                name = name[1:]  # "Thống đốc tỉnh Akita Goto Yuki"
            if not name and len(run) == 1 and _COURTEOUS.search(self.text[: run[0].start]):
                name = run  # "ông Trung": of somebody named in full elsewhere
            if name and (len(name) > 1 or len(name[0].text) > 1):
                names[name[0].start] = name
        return names
