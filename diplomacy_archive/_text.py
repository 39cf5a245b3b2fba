"""Bring text into one normal form, fold its accents, and find whole words in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_STAMP = re.compile(r"\s*date (\d{4}-\d{2}(?:-\d{2})?)(?:\s+|$)")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"[^\W_]+")  # what full-text search takes for a word
_TONE_FIRST = {
    case(f"{first}{marked}"): case(f"{toned}{bare}")
    for first, row, bare in (("o", "òóỏõọ", "a"), ("o", "òóỏõọ", "e"), ("u", "ùúủũụ", "y"))
    for toned, marked in zip(row, {"a": "àáảãạ", "e": "èéẻẽẹ", "y": "ỳýỷỹỵ"}[bare], strict=True)
    for case in (str.lower, str.capitalize, str.upper)
}  # the two ways to write one syllable: hoà, hòa
_TONE = re.compile(rf"(?:{'|'.join(_TONE_FIRST)})(?!\w)")
_IN_NUMBER = re.compile(r".\d[.,]\d|\d[.,]\d.")  # two characters on each side of a place
_JOINING = ".-/'’"
_INSIDE = "\u00ad\u200c\u200d\u2060_"  # soft hyphen, joiners: between two letters of one word
_LIKE = 0.7  # as difflib measures it; at its own 0.6 "USA" is like "Russia"
_FORMS, _WRITTEN = 5000, 100


@dataclass(frozen=True)
class Text:
    """An article's text in normal form.

    Attributes:
        paragraphs: NFC, white space collapsed to single spaces; the first is paragraph 1.
        stamp: The leading `date YYYY-MM-DD`, if the file has one; not part of paragraph 1.
    """

    paragraphs: tuple[str, ...]
    stamp: str | None = None

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) of the UTF-8 of the paragraphs joined by two newlines."""
        import hashlib  # costs OpenSSL's start; only curators and verifiers need it

        return hashlib.sha256("\n\n".join(self.paragraphs).encode()).hexdigest()

    def paragraph(self, number: int) -> str:
        """Return the paragraph of that number, from 1; empty past the end."""
        return self.paragraphs[number - 1] if 0 < number <= len(self.paragraphs) else ""


def parse_text(raw: str) -> Text:
    """Bring a text file's content into normal form.

    Line ends, a byte order mark, NFD and runs of white space make no difference.
    """
    lines = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    stamp = _STAMP.match(lines)
    body = lines[stamp.end() :] if stamp else lines
    paragraphs = (normal(part) for part in _BLANK_LINE.split(body))
    return Text(tuple(part for part in paragraphs if part), stamp[1] if stamp else None)


def normal(text: str) -> str:
    """Return the text in NFC with each run of white space as one space, trimmed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Fold letter case, accents and tone marks away; "đ" and the look-alike "ð" become "d".

    >>> fold("Đối tác Hoà/Hòa")
    'doi tac hoa/hoa'
    """
    return text.lower() if text.isascii() else text.translate(_FOLDED)


class _Folded(dict[int, str]):
    """What each letter folds to, worked out when it is first met; no letter's folding depends on another."""

    def __missing__(self, code: int) -> str:
        # Case folding can bring back a combining mark ("İ"), so it goes before the marks are dropped.
        decomposed = unicodedata.normalize("NFD", chr(code).casefold())
        bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
        self[code] = bare = bare.replace("đ", "d").replace("ð", "d")
        return bare


_FOLDED = _Folded()


@lru_cache(maxsize=65536)
def fold_words(text: str) -> str:
    """Return the folded words joined by single spaces, punctuation and underscores dropped.

    >>> fold_words("Khoa học - Công nghệ")
    'khoa hoc cong nghe'
    """
    return " ".join(_TOKEN.findall(fold(text)))


def case_words(text: str) -> str:
    """Return the words in lower case with their accents, joined by single spaces.

    Where a tone mark may stand on either of two vowels it is put on the first.

    >>> case_words("Văn hoá, HÒA bình")
    'văn hóa hòa bình'
    """
    return tones_first(" ".join(_WORD.findall(unicodedata.normalize("NFC", text).casefold())))


def tones_first(text: str) -> str:
    """Return NFC text with each tone mark that may stand on either of two vowels on the first of them.

    >>> tones_first("Hoà bình, thuỷ sản, HOÀ")
    'Hòa bình, thủy sản, HÒA'
    """
    return text if text.isascii() else _TONE.sub(lambda match: _TONE_FIRST[match[0]], text)


@lru_cache(maxsize=65536)
def may_be(typed: str, word: str) -> bool:
    """Tell whether a word as typed is another one with some, all or none of its accents left out.

    >>> may_be("dau", "dầu"), may_be("dâu", "dầu"), may_be("đầu", "dầu")
    (True, True, False)
    """
    if typed == word:
        return True
    here, there = _letters(typed), _letters(word)
    return len(here) == len(there) and all(
        letter == other and marks <= others for (letter, marks), (other, others) in zip(here, there, strict=True)
    )


def as_typed(typed: str, words: str) -> bool:
    """Tell whether words as typed are other words with some, all or none of their accents left out.

    >>> as_typed("le hoài trung", "lê hoài trung"), as_typed("lê hoài trưng", "lê hoài trung")
    (True, False)
    """
    here, there = typed.split(), words.split()
    return len(here) == len(there) and all(map(may_be, here, there))


def _letters(word: str) -> list[tuple[str, set[str]]]:
    """Return each base letter of a word with the marks on it; the stroke of "đ" is one."""
    found: list[tuple[str, set[str]]] = []
    for letter in unicodedata.normalize("NFD", word.replace("đ", "d\u0335").replace("ð", "d\u0335")):
        if unicodedata.combining(letter) and found:
            found[-1][1].add(letter)
        else:
            found.append((letter, set()))
    return found


def count_words(text: str) -> int:
    r"""Count the words of a text by `\w+`."""
    return len(_WORD.findall(unicodedata.normalize("NFC", text)))


def find(phrase: str, paragraph: str) -> list[int]:
    """Return the offsets at which the phrase stands in the paragraph, whole words and numbers only.

    Both are taken in normal form, letter case and accents as they are.

    >>> find("hội đàm", "cuộc hội đàm, hội đàm")
    [5, 14]
    >>> find("hội đ", "cuộc hội đàm"), find("tăng 3", "tăng 3,5%")
    ([], [])
    """
    found = []
    start = paragraph.find(phrase) if phrase else -1
    while start >= 0:
        end = start + len(phrase)
        if not (_is_split(paragraph, start, hanging=start) or _is_split(paragraph, end, hanging=end - 1)):
            found.append(start)
        start = paragraph.find(phrase, start + 1)  # one place may begin within another
    return found


def _is_split(text: str, place: int, hanging: int) -> bool:
    """Tell whether an end of a phrase splits a word or a number of the text.

    Args:
        text: The text that the phrase stands in.
        place: Where the phrase starts or ends.
        hanging: The phrase's own character there: "U." may not end inside "U.S.", nor "24/" inside "24/2".
    """
    before, after = text[max(place - 2, 0) : place].rjust(2), text[place : place + 2].ljust(2)
    if _is_word(before[1]) and _is_word(after[0]):
        return True
    if _IN_NUMBER.fullmatch(before + after):
        return True
    around = text[hanging - 1 : hanging] + text[hanging + 1 : hanging + 2]
    return text[hanging] in _JOINING and len(around) == 2 and all(map(_is_word, around))


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter in _INSIDE or unicodedata.combining(letter) > 0


def sentence_around(paragraph: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets of the sentence of the paragraph that holds `start:end`."""
    ends = [match.end() for match in _SENTENCE_END.finditer(paragraph)]
    first = max((stop for stop in ends if stop <= start), default=0)
    last = min((stop for stop in ends if stop >= end), default=len(paragraph))
    first += len(paragraph[first:]) - len(paragraph[first:].lstrip())
    return first, last


def in_sentence(phrase: str, paragraph: str, occurrence: int = 1) -> tuple[str, str] | None:
    """Return what stands before and after a phrase in its sentence; None where it does not stand there.

    >>> in_sentence("hội đàm", "Hôm nay mưa. Hai bên hội đàm lâu.")
    ('Hai bên ', ' lâu.')
    """
    found = find(phrase, paragraph)
    if len(found) < occurrence:
        return None
    start = found[occurrence - 1]
    end = start + len(phrase)
    first, last = sentence_around(paragraph, start, end)
    return paragraph[first:start], paragraph[end:last]


def closest(written: str, forms: Sequence[str], *, most: int = 3) -> list[str]:
    """Return the forms most like what is written, those that hold all of its words first.

    Of more than 5,000 forms, or for more than 100 characters, none is returned: likeness is measured
    one by one.

    >>> closest("spekaer", ["speaker", "person"]), closest("putin", ["sergey-lavrov", "vladimir-putin"])
    (['speaker'], ['vladimir-putin'])
    """
    if len(forms) > _FORMS or len(written) > _WRITTEN:
        return []
    import difflib  # only what is not found needs it

    words = set(fold_words(written).split())
    holding = [form for form in forms if words and words <= set(fold_words(form).split())]
    like = difflib.get_close_matches(written, forms, most, _LIKE)
    return list(dict.fromkeys([*sorted(holding, key=len)[:most], *like]))[:most]
