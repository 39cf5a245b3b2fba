"""Choose what goes with some of the meetings, and write names, articles and quotes for those who read no ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, Protocol

from diplomacy_archive.errors import UnknownNameError
from diplomacy_archive.records import _models as m

Language = Literal["vi", "en"]
NOT_STATED = {"vi": "không nêu", "en": "not stated"}


class Asked(Protocol):
    """What exports ask of an archive."""

    def statements(self, *, meeting: str = ..., status: str = ...) -> Sequence[m.Statement]:
        """Return statements."""

    def undertakings(self, *, meeting: str = ...) -> Sequence[m.Undertaking]:
        """Return undertakings."""

    def invitations(self, *, meeting: str = ...) -> Sequence[m.Invitation]:
        """Return invitations."""

    def background(self, *, article: str = ...) -> Sequence[m.Background]:
        """Return what narrators state."""

    def mentions(self) -> Sequence[m.Mention]:
        """Return who is only named."""

    def article(self, id_: str) -> m.Article:
        """Return an article."""

    def record(self, name: str) -> Any:
        """Return the record of an id."""


@dataclass(frozen=True)
class Chosen:
    """Some meetings with what belongs to them: what was said and raised there, what else their articles tell."""

    archive: Asked
    meetings: Sequence[m.Meeting]
    pairs: Sequence[m.Encounter]
    statements: Sequence[m.Statement]
    undertakings: Sequence[m.Undertaking]
    invitations: Sequence[m.Invitation]
    background: Sequence[m.Background]
    mentions: Sequence[m.Mention]

    @property
    def articles(self) -> list[m.Article]:
        """The articles that prove what was chosen, in order of their ids."""
        told = (self.statements, self.undertakings, self.invitations, self.background, self.mentions)
        ids = {article for meeting in self.meetings for article in meeting.articles}
        ids.update(record.article for records in told for record in records)
        return [self.archive.article(id_) for id_ in sorted(ids)]


def choose(archive: Asked, meetings: Sequence[m.Meeting], pairs: Sequence[m.Encounter], *, whole: bool) -> Chosen:
    """Choose what belongs to meetings; if they are all there are, everything.

    Args:
        archive: What is asked.
        meetings: The meetings.
        pairs: Their pairs.
        whole: Whether nothing was filtered.
    """
    if whole:
        everything = archive.statements(status="any"), archive.undertakings(), archive.invitations()
        return Chosen(archive, meetings, pairs, *everything, archive.background(), archive.mentions())
    ids = [meeting.id for meeting in meetings]
    statements = _each(one for id_ in ids for one in archive.statements(meeting=id_, status="any"))
    articles = {article for meeting in meetings for article in meeting.articles}
    articles |= {one.article for one in statements}
    return Chosen(
        archive,
        meetings,
        pairs,
        statements,
        _each(one for id_ in ids for one in archive.undertakings(meeting=id_)),
        _each(one for id_ in ids for one in archive.invitations(meeting=id_)),
        [one for id_ in sorted(articles) for one in archive.background(article=id_)],
        [one for one in archive.mentions() if one.article in articles],
    )


def _each(found: Iterable[Any]) -> list[Any]:
    return list({one.id: one for one in found}.values())


class Namer:
    """Writes what ids mean, in one language."""

    def __init__(self, archive: Asked, lang: Language) -> None:
        self.lang = lang
        self.record = cache(archive.record)
        self.article = cache(archive.article)

    def name(self, id_: str) -> str:
        """Return the name of a person, body, country, place or area."""
        try:
            record = self.record(id_)
        except UnknownNameError:
            return id_
        if not isinstance(record, m.Identity):
            return self.title(record) if isinstance(record, m.Meeting) else id_
        return getattr(record.names, self.lang) or record.name

    def names(self, ids: Iterable[str] | None) -> str:
        """Return several names; of None, that it is not stated."""
        return NOT_STATED[self.lang] if ids is None else "; ".join(map(self.name, ids))

    def participant(self, one: m.Participant) -> str:
        """Return somebody's name, or the article's words for them in quotation marks."""
        return self.name(one.person) if one.person else f"“{one.described}”"

    def title(self, meeting: m.Meeting) -> str:
        """Return who met, and when."""
        sides: dict[str, list[str]] = {}
        for one in meeting.participants:
            sides.setdefault(one.side, []).append(self.participant(one))
        days = " / ".join(day.isoformat() for day in meeting.dates) or NOT_STATED[self.lang]
        return f"{' – '.join(', '.join(people) for people in sides.values())}, {days}"

    def term(self, value: Any) -> str:
        """Return the label of a term of a vocabulary; empty for None."""
        return str(getattr(value, self.lang)) if value is not None else ""

    def cited(self, quotes: Iterable[m.Quote], numbers: dict[str, int] | None = None) -> str:
        """Return quotes with their paragraphs, a line each; of several articles with the article's number."""
        mark = numbers if numbers and len(numbers) > 1 else {}
        lines = (
            f"{f'[{mark[one.article]}] ' if mark else ''}§{one.paragraph} “{one.phrase}”"
            for one in sorted(set(quotes), key=lambda one: (one.article, one.paragraph, one.phrase))
        )
        return "\n".join(lines)

    def articles(self, ids: Iterable[str]) -> tuple[str, dict[str, int]]:
        """Return the articles as citations, numbered where they are several, and their numbers."""
        numbers = {id_: place for place, id_ in enumerate(dict.fromkeys(ids), 1)}
        cited = [
            f"{f'[{place}] ' if len(numbers) > 1 else ''}{self.article(id_).citation(lang=self.lang)}"
            for id_, place in numbers.items()
        ]
        return "\n".join(cited), numbers
