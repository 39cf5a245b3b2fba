"""Cite an article's words as quotes that can be proven: whole words, few, and which where they stand twice."""

from __future__ import annotations

from diplomacy_archive._text import Text, count_words, find, sentence_around
from diplomacy_archive.files._checks.evidence import MAX_WORDS


class Citer:
    """Make quotes of one text, as a data file writes them."""

    def __init__(self, text: Text) -> None:
        self._text = text

    def cite(self, paragraph: int, start: int, end: int, *, uncut: bool = False) -> str | None:
        """Return the quote of the words from start to end; None if they cannot be cited as they stand.

        Args:
            paragraph: Its number.
            start: Where the words start.
            end: Where they end.
            uncut: Whether to give None rather than leave out the last word of what is a whole sentence.
        """
        text = self._text.paragraph(paragraph)
        start, end = self._whole_words(text, start, end)
        phrase = text[start:end]
        if not phrase or count_words(phrase) > MAX_WORDS:
            return None
        first, last = sentence_around(text, start, end)
        if text[first:last].rstrip(".!?… ") == phrase.rstrip(".!?… ") and " " in phrase:
            return None if uncut else self.cite(paragraph, start, start + phrase.rindex(" "))
        found = find(phrase, text)
        if start not in found:
            return None
        which = f"#{found.index(start) + 1}" if len(found) > 1 else ""
        return f"{paragraph}{which}: {phrase}"

    def cite_from(self, paragraph: int, start: int, end: int, words: int, stop: int | None = None) -> str | None:
        """Return the quote of start to end and of small words after it, so many in all, short of `stop`."""
        text = self._text.paragraph(paragraph)
        stop = len(text) if stop is None else stop
        while end < stop and count_words(text[start:end]) < words:
            gap = len(text[end:]) - len(text[end:].lstrip(" "))
            if gap != 1:
                break
            size = len(text[end + 1 :].split(" ", 1)[0])
            if end + 1 + size > stop or text[end + 1].isupper():  # a name or title is not cut
                break
            end += 1 + size
            if not text[end - 1].isalnum():
                break
        return self.cite(paragraph, start, end)

    def stands(self, printed: str, paragraphs: set[int]) -> bool:
        """Tell whether words stand, whole, in one of the paragraphs."""
        return any(find(printed, self._text.paragraph(number)) for number in paragraphs)

    @staticmethod
    def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
        while start < end and not text[start].isalnum() and text[start] not in '“"(':
            start += 1
        while end > start and not text[end - 1].isalnum() and text[end - 1] not in '”")':
            end -= 1
        while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
            start -= 1
        while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
            end += 1
        return start, end


def paragraph_of(quote: str) -> int:
    """Return the paragraph that a quote cites."""
    return int(quote.split(":", 1)[0].split("#", maxsplit=1)[0])
