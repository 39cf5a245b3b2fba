"""Read which words a text puts in quotation marks, and which places it names beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_CLOSING = {"“": "”", "„": "“”", "«": "»", "‹": "›", "「": "」", "『": "』", "‘": "’", '"': '"', "'": "'"}
_SINGLE = "‘'"  # marks that an apostrophe looks like
_CLOSERS = "”»›」』"
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_QUOTE_LINE = re.compile(r"[^\S\n]{0,3}>[^\S\n]?")
_SENTENCE_END = re.compile(r"[.!?…][”’»›\"'*)\]]*\s+(?=[*_\[(]*[^\W\d_])")
_ITEM = re.compile(r"\n[^\S\n]*(?:[-*•|#]|\d+[.)])[^\S\n]")
_ADDRESS = r"https?://[^\s<>“”\"'»)\]]+"
_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_NUMBERS = r"[0-9]{1,4}(?:\s*(?:[-–&]|and|và|or|hoặc)\s*§?\s*[0-9]{1,4})*"
_REFERENCE = re.compile(
    rf"(?P<address>{_ADDRESS})"
    rf"|(?<![\w/.-])(?P<id>{_ID}/[a-z][0-9]+[a-z]+|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?:-[a-z0-9]+)+)(?![\w/])"
    rf"|(?:[§¶]+|\b(?:paragraphs?|paras?\.?|đoạn))\s*(?P<paragraphs>{_NUMBERS})(?!\w)",
    re.IGNORECASE,
)
_HEADING = re.compile(rf"\[({_ID}(?:/[a-z][0-9]+[a-z]+)?)\][^\S\n]*$", re.MULTILINE)  # of a card
_FOLLOWING = re.compile(r"[\s,;:.!?–—*_-]*")
_BRACKET = re.compile(r"[\s,.*_–—-]*[(\[]([^()\[\]]*(?:[(\[][^()\[\]]*[)\]][^()\[\]]*)*)[)\]]")


@dataclass(frozen=True)
class Named:
    """What a text names as the place of a quotation: any of these ids or addresses, any of these paragraphs."""

    ids: tuple[str, ...] = ()
    paragraphs: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.ids or self.paragraphs)


@dataclass(frozen=True)
class Quotation:
    """Words between quotation marks, or in a Markdown quote.

    Attributes:
        words: What stands between the marks.
        line: The line it begins in, from 1.
        closed: Whether both of its marks are there.
        named: The places the text may name for it; it belongs where it is at one of them.
        around: The rest of the sentence it stands in.
    """

    words: str
    line: int
    closed: bool = True
    named: tuple[Named, ...] = ()
    around: str = ""


@dataclass(frozen=True)
class Reference:
    """The id of a record that the text names, and the line."""

    id: str
    line: int


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    first: int  # of the words
    last: int
    closed: bool = True


def read_quotations(text: str) -> tuple[list[Quotation], list[Reference]]:
    """Return the quotations of a text and the ids it names, both in the order of the text.

    An unclosed quotation ends with its paragraph. What is quoted inside a quotation is a part of it.

    >>> found, ids = read_quotations("Putin: “người bạn “thân” thiết” (2026-02-25-putin-lavrov/p8a)")
    >>> found[0].words, found[0].named[0].ids, ids[0].line
    ('người bạn “thân” thiết', ('2026-02-25-putin-lavrov/p8a',), 1)
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate({0xFF02: '"', 0xFF07: "'"})
    quotations: list[Quotation] = []
    references: list[Reference] = []
    before = ""
    for line, block, quoted in _blocks(text):
        spans = list(_spans(block))
        whole = _markdown(block, spans) if quoted else None
        spans = [*([whole] if whole else []), *spans]
        masked = _masked(block, [span for span in spans if span is not whole])
        for span in spans:
            words = block[span.first : span.last]
            if _REFERENCE.fullmatch(words.strip()) or not re.search(r"\w", words):
                continue
            found = Quotation(words, line + block.count("\n", 0, span.start), span.closed)
            lead = before if quoted and before.rstrip().endswith(":") else ""
            quotations.append(_placed(found, span, masked, lead, whole=span is whole))
        ids = [match for match in _REFERENCE.finditer(block) if match["id"]]
        references += [Reference(match["id"], line + block.count("\n", 0, match.start())) for match in ids]
        before = masked
    return quotations, list(dict.fromkeys(references))


def _blocks(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the paragraphs of a text: the line each begins in, its words, and whether it is a Markdown quote."""
    block: list[str] = []
    first, quoted = 1, False
    for number, line in enumerate([*text.split("\n"), ""], 1):
        mark = _QUOTE_LINE.match(line)
        bare = line[mark.end() :] if mark else line
        if block and (not bare.strip() or bool(mark) != quoted):
            yield first, "\n".join(block), quoted
            block = []
        if bare.strip():
            if not block:
                first, quoted = number, bool(mark)
            block.append(bare)


def _spans(block: str) -> Iterator[_Span]:
    at, start = 0, 0
    while at < len(block):
        mark = block[at]
        opens = mark in _CLOSING and _opens(block, at)
        if opens:
            end = _close(block, at)
            if end is not None:
                yield _Span(at, end + 1, at + 1, end)
                at = start = end + 1
                continue
            if mark not in _SINGLE:
                yield _Span(at, len(block), at + 1, len(block), closed=False)
                return
        elif mark in _CLOSERS or (mark == '"' and not block[at - 1 : at].isdigit()):
            # A closing mark without an opening one: what it closes may begin where the paragraph does.
            yield _Span(start, at + 1, start, at, closed=False)
            start = at + 1
        at += 1


def _opens(block: str, at: int) -> bool:
    mark, before, after = block[at], block[at - 1 : at] if at else "", block[at + 1 : at + 2]
    if mark not in "\"'‘":
        return True
    return not (before.isalnum() or before == "_") and bool(after.strip()) and (mark != '"' or after != '"')


def _close(block: str, at: int) -> int | None:
    """Return where the quotation that opens at a place is closed; None where it is not."""
    mark, closing = block[at], _CLOSING[block[at]]
    depth, last = 1, None
    for place in range(at + 1, len(block)):
        letter = block[place]
        if mark in _SINGLE:
            following = block[place + 1 : place + 2]
            if letter == mark == "‘":
                break
            if letter in closing and not following.isalnum() and block[place - 1].strip():
                last = place
                if block[place - 1] not in "sS":  # after an s it may be an apostrophe
                    break
        elif letter == mark and mark != '"':
            depth += 1
        elif letter in closing and (mark != '"' or block[place - 1].strip() or not block[place + 1 :].strip()):
            depth -= 1
            if not depth:
                return place
    return last


def _markdown(block: str, spans: list[_Span]) -> _Span | None:
    """Return the words of a Markdown quote without who is named below it; None if marks hold them all."""
    last = len(block.rstrip())
    tail = re.search(r"\n[^\S\n]*(?:[—–]|--).*\Z", block) or re.search(r"\s*(?:[—–]|--|[(\[])[^—–(\[]*\Z", block)
    if tail and tail.start() and (tail[0].startswith("\n") or _REFERENCE.search(tail[0])):
        last = tail.start()
    first = len(block) - len(block.lstrip())
    inside = block[first:last]
    if any(span.start <= first and span.end >= first + len(inside.rstrip(" .,;*_")) for span in spans):
        return None
    return _Span(first, last, first, last) if re.search(r"\w", inside) else None


def _masked(block: str, spans: list[_Span]) -> str:
    """Blank the words of quotations out, but for a full stop at their end."""
    letters = list(block)
    for span in spans:
        for place in range(span.first, span.last):
            if letters[place] != "\n" and not (place == span.last - 1 and letters[place] in ".!?"):
                letters[place] = "\0"
    return "".join(letters)


def _placed(found: Quotation, span: _Span, masked: str, lead: str, *, whole: bool) -> Quotation:
    """Find what the text names as the quotation's place, and the rest of its sentence."""
    if whole:
        masked = f"{masked[: span.first]}{' ' * (span.last - span.first)}{masked[span.last :]}"
    ends = [match.end() for match in _SENTENCE_END.finditer(masked)]
    start = max([0, *(end for end in ends if end <= span.start)])
    items = [match.start() for match in _ITEM.finditer(masked)]
    start = max([start, *(item for item in items if item <= span.start)])
    stop = min([len(masked), *(end for end in ends if end >= span.end), *(i for i in items if i >= span.end)])
    bracket = _BRACKET.match(masked, span.end)
    after = masked[bracket.end() if bracket else span.end : stop]
    around = f"{lead} {masked[start : span.start]} {after}".replace("\0", "")
    cited = _named(bracket[1]) if bracket else Named()
    head = _named(_unclaimed(lead + masked[start : span.start]), nearest=True)
    if cited:
        return replace(found, named=(_completed(cited, head),), around=around)
    following = _adjacent(masked[span.end : stop])
    named = [_completed(following, head)] if following else []
    named += [head] if head else []
    named += [Named((match[1],)) for match in list(_HEADING.finditer(masked, start, span.start))[-1:]]
    if not named:
        rest = _named(_unclaimed(masked[span.end : stop]))
        named = [rest] if rest else []
    return replace(found, named=tuple(named), around=around)


def _completed(named: Named, head: Named) -> Named:
    """Take the article of a bare paragraph number from what is named before."""
    return named if named.ids else replace(named, ids=head.ids)


def _unclaimed(text: str) -> str:
    """Leave out the brackets that follow another quotation, which are about that one."""
    return re.sub(r"(\0[”’»›」』\"'.,*_]*\s*)[(\[][^()\[\]]*[)\]]", r"\1", text)


def _adjacent(text: str) -> Named:
    """Return what is named directly after a quotation."""
    at = 0
    while True:
        skipped = _FOLLOWING.match(text, at)
        match = _REFERENCE.match(text, skipped.end() if skipped else at)
        if not match:
            return _named(text[:at])
        at = match.end()


def _named(text: str, *, nearest: bool = False) -> Named:
    ids: list[str] = []
    paragraphs: list[int] = []
    for match in _REFERENCE.finditer(text):
        if match["paragraphs"]:
            paragraphs = (paragraphs if not nearest else []) + _numbers(match["paragraphs"])
        else:
            ids = ([] if nearest else ids) + [(match["address"] or match["id"]).rstrip(".,;:!?")]
            if nearest and match["id"] and "/" in match["id"]:
                paragraphs = []  # of another record, named before
    return Named(tuple(ids), tuple(dict.fromkeys(paragraphs)))


def _numbers(written: str) -> list[int]:
    found = [int(number) for number in re.findall(r"[0-9]+", written)]
    if len(found) == 2 and re.search(r"[-–]", written) and 0 <= found[1] - found[0] <= 50:
        return list(range(found[0], found[1] + 1))
    return found
