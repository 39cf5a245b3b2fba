"""Find the invitations to visit that are told as said: who invites whom where, and what they answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from diplomacy_archive.draft._cast import Cast, Figure
from diplomacy_archive.draft._countries import find_countries
from diplomacy_archive.draft._speech import Said
from diplomacy_archive.draft._titles import Mention

_INVITES = re.compile(r"(?<!theo lời )(?<!nhận lời )(?<!\w)(?:lời )?mời(?!\w)", re.IGNORECASE)
_VISIT = re.compile(r"(?<!\w)(?:thăm|sang|đến)(?:\s+(?:chính thức|cấp Nhà nước|lại|và làm việc tại|tới|nước))*\s+")
_INVITED = re.compile(r"(?:mời|(?<!\w)(?:đến|tới|cho|gửi))\s+(?:\w+\s+)?$", re.IGNORECASE)
_INVITING = re.compile(r"(?<!\w)của\s+(?:\w+\s+)?$", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,|và)\s+(?:\w+\s+)?$", re.IGNORECASE)
_SOMETIME = re.compile(
    r"(?<!\w)(?:vào |trong )?(?:một )?(?:thời gian|thời điểm|dịp)(?: sớm)? (?:phù hợp|thích hợp|thuận tiện)(?!\w)"
)
_ACCEPTS = re.compile(r"(?<!\w)nhận lời(?! mời)(?!\w)", re.IGNORECASE)


@dataclass
class Invited:
    """An invitation as a statement tells it.

    Attributes:
        word: Where the word for it stands.
        visited: Where the words for the visit stand, with the country's.
        visit: The country's code.
        inviters: Who invites, with the mention that says so; the statement's speaker has none.
        conveyed: Whether the speaker passes on what others invite to.
        accepted: Who is told to accept, and where the words for it stand.
        when: Where the words for the time stand, which leave it open.
    """

    word: tuple[int, int]
    visited: tuple[int, int]
    visit: str
    inviters: list[tuple[Figure, Mention | None]] = field(default_factory=list)
    invitees: list[tuple[Figure, Mention]] = field(default_factory=list)
    conveyed: bool = False
    accepted: list[tuple[Figure, tuple[int, int]]] = field(default_factory=list)
    when: tuple[int, int] | None = None


def invited(said: Said, text: str, mentions: Sequence[Mention], cast: Cast) -> Invited | None:
    """Return the invitation that a statement tells, if it says who is invited and where to.

    Args:
        said: The statement.
        text: Its paragraph.
        mentions: Who is mentioned in the paragraph.
        cast: Who they are.
    """
    start, stop = said.verb[0] if said.verb else said.content[0], said.content[1]
    word = _INVITES.search(text, start, stop)
    visit = word and _visit(text, word.end(), stop)
    if not word or not visit:
        return None
    found = Invited(word.span(), *visit)
    role: list[tuple[Figure, Mention | None]] | list[tuple[Figure, Mention]] | None = None
    last = word.end()
    for mention in mentions:
        if not word.end() <= mention.start < stop:
            continue
        lead = text[word.start() : mention.start]
        if _INVITING.search(lead):
            role = found.inviters
        elif _INVITED.search(lead):
            role = found.invitees
        elif not _JOINED.fullmatch(text, last, mention.start):
            role = None
        figure = cast.who(mention)
        if figure and figure.name and role is not None:
            role.append((figure, mention))
        last = mention.end
    found.conveyed = bool(found.inviters)
    found.inviters = found.inviters or [(one, None) for one in said.speakers]
    sometime = _SOMETIME.search(text, word.end(), stop)
    found.when = sometime.span() if sometime else None
    found.accepted = list(_accepted(found, text, stop, mentions, cast))
    return found if found.invitees else None


def _visit(text: str, start: int, stop: int) -> tuple[tuple[int, int], str] | None:
    """Return where the words for a visit to a country stand, and its code."""
    codes = {first: (last, code) for first, last, code in find_countries(text)}
    for match in _VISIT.finditer(text, start, stop):
        if match.end() in codes:
            last, code = codes[match.end()]
            return (match.start(), last), code
    return None


def _accepted(
    found: Invited, text: str, start: int, mentions: Sequence[Mention], cast: Cast
) -> list[tuple[Figure, tuple[int, int]]]:
    """Return which invitees a later sentence of the paragraph tells to accept."""
    answer = _ACCEPTS.search(text, start)
    if not answer:
        return []
    begin = max(text.rfind(". ", 0, answer.start()), start)
    subjects = {id(cast.who(one)) for one in mentions if begin <= one.start and one.end <= answer.start()}
    return [(figure, answer.span()) for figure, _ in found.invitees if id(figure) in subjects]
