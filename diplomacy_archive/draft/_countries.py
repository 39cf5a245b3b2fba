"""Find the countries of ISO 3166-1 in a text, by the names of `countries.yaml`: those of CLDR and others in use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from diplomacy_archive.files._reader import read_file

_TABLE: dict[str, list[str]] = read_file(
    Path(__file__).parent.parent / "records" / "countries.yaml", "countries"
).value

CLDR = {code: (vi, en) for code, (vi, en, *_) in _TABLE.items()}
"""Code to the Vietnamese and the English name."""

_SHORT = {
    "Việt": "VN",
    "Trung": "CN",
    "Hàn": "KR",
    "Triều": "KP",
    "Ấn": "IN",
    "Nhật": "JP",
    "Pháp": "FR",
    "Đức": "DE",
}
_PAIR = re.compile(r"(?<!\w)(?P<one>[^\W\d_]+(?: [^\W\d_]+)?)\s*[-–]\s*(?P<other>[^\W\d_]+(?: [^\W\d_]+)?)(?!\w)")


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    codes: dict[str, str] = {}
    for code, (vi, en, *also) in _TABLE.items():
        codes |= dict.fromkeys(map(str.casefold, (vi, *([en] if en.isascii() else []), *also)), code)
    longest = sorted(codes, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE), codes


def find_countries(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where countries are named in a text in normal form, the longest names first, and their codes.

    >>> [code for *_, code in find_countries("Ngoại trưởng Mỹ, Liên bang Nga và CHDCND Lào")]
    ['US', 'RU', 'LA']
    """
    pattern, codes = _names()
    for match in pattern.finditer(text):
        if match[0][0].isupper():
            yield match.start(), match.end(), codes[match[0].casefold()]


def find_pairs(text: str) -> Iterator[tuple[int, int, tuple[str, str]]]:
    """Yield where two countries are joined, as in "quan hệ Việt - Nga", and their codes.

    >>> [codes for *_, codes in find_pairs("hợp tác Việt - Nga, quốc phòng - an ninh")]
    [('VN', 'RU')]
    """
    for match in _PAIR.finditer(text):
        ones = [_short_code(" ".join(match["one"].split()[-size:])) for size in (2, 1)]
        others = [_short_code(" ".join(match["other"].split()[:size])) for size in (2, 1)]
        one = next((place for place, code in enumerate(ones) if code), None)
        other = next((place for place, code in enumerate(others) if code), None)
        if one is not None and other is not None:
            start = match.end("one") - len(" ".join(match["one"].split()[one - 2 :]))
            end = match.start("other") + len(" ".join(match["other"].split()[: 2 - other]))
            yield start, end, (str(ones[one]), str(others[other]))


def _short_code(word: str) -> str | None:
    return _SHORT.get(word) or (_names()[1].get(word.casefold()) if word[:1].isupper() else None)
