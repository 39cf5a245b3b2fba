"""Answer about articles and their photos: who wrote what when, whose photo it is, who stands where."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from diplomacy_archive._dates import day_of
from diplomacy_archive._text import fold_words
from diplomacy_archive.questions.answer import Status
from diplomacy_archive.questions.grammar.reading import Reading
from diplomacy_archive.questions.intents.found import (
    LOOKED_AT,
    Archive,
    Found,
    Parts,
    Records,
    distinct,
    falls,
    ids_of,
    unique,
)
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import Position

_FIELDS = {"author": "byline", "headline": "headline", "publisher": "publisher", "link": "url", "when": "published"}


def answer(reading: Reading, parts: Parts, archive: Archive) -> Found:
    """Find the articles that a question is about."""
    records = _candidates(reading, parts, archive)
    if not len(records):
        return Found(Status.NOTHING_FOUND, near=archive.articles())
    asked = [_FIELDS[name] for name in reading.asked if name in _FIELDS]
    who = reading.asked.get("who")
    if who == "about" or (who and "raise" in reading.tags and not reading.tags & {"write", "publish"}):
        people = unique(id_ for one in records for id_ in ids_of(archive.people(article=one.id)))
        return Found(records=records, people=people)
    if "who" in reading.asked:
        asked.append("byline")
    unstated = tuple(name for name in asked if not any(getattr(one, name) for one in records[:LOOKED_AT]))
    found = Found(records=records, unstated=unstated)
    if "source" in reading.asked:
        found.people = _sources(records, archive)
        found.unstated += () if found.people else ("source",)
        asked.append("source")
    if asked and len(found.unstated) == len(asked):
        found.status = Status.NOT_STATED
    if "how_many" in reading.asked:
        found.count = (len(records), "articles")
    return found


def _candidates(reading: Reading, parts: Parts, archive: Archive) -> Records:
    """Return the articles of these days and authors that tell of these people and areas."""
    rows = archive.store.rows
    people = "SELECT article FROM participant WHERE person = ? UNION SELECT article FROM mention WHERE person = ?"
    area = "SELECT article FROM statement JOIN statement_area ON statement = n WHERE area = ?"
    told = [{article for (article,) in rows(people, (id_, id_))} for id_ in parts["person"]]
    told += [
        {article for (article,) in rows(area, (id_,))} | {one.article for one in archive.background(area=id_)}
        for id_ in parts["area"]
    ]
    authors = set(map(fold_words, parts["byline"]))
    if not (told or authors or reading.dated):
        every: Records = archive.articles()
        return every
    return [
        archive.record(id_)
        for id_, ymd, byline in rows("SELECT id, ymd, byline FROM article ORDER BY ymd, id")
        if all(id_ in one for one in told)
        and (not authors or fold_words(byline) in authors)
        and falls([day_of(ymd)], reading)
    ]


def _sources(articles: Records, archive: Archive) -> tuple[str, ...]:
    """Return according to whom articles report."""
    ids = set(ids_of(articles))
    reports = (
        report for id_ in ids for met in archive.meetings(article=id_, status="any") for report in met.reports
    )
    told: Iterator[Any] = (one for id_ in ids for one in archive.statements(article=id_, status="any"))
    every = chain((report for report in reports if report.quotes[0].article in ids), told)
    return unique(one.according_to.id for one in every if one.according_to)


def photos(reading: Reading, parts: Parts, archive: Archive) -> Found:
    """Find the photos that a question is about."""
    chosen = [(article, photo) for article, photo in _every(archive) if _shows(photo, parts, archive)]
    if not chosen:
        return Found(Status.NOTHING_FOUND, near=[one for one in archive.articles()[:50] if one.photos][:2])
    positions: list[Position] = reading.term(Position)
    if positions or "which_side" in reading.asked or "stand" in reading.tags:
        # Where somebody stands is asked of the people named, but not if those only tell which photo.
        people = [] if "who" in reading.asked else parts["shown"]
        placed = [(article, photo) for article, photo in chosen if _places(photo, positions, people)]
        placed_elsewhere = [one for one in chosen if people and _places(one[1], [], people)]
        if not placed and placed_elsewhere and reading.yes_no:
            article, photo = placed_elsewhere[0]
            found = Found(records=[article], shown=[photo], yes=False, quotes=photo.quotes)
            found.words = unique(who.printed for who in photo.shown if who.person in people and who.printed)
            return found
        if not placed:
            return Found(Status.NOT_STATED, records=distinct(one for one, _ in chosen), unstated=("which_side",))
        chosen = placed
    shown = [photo for _, photo in chosen]
    found = Found(records=distinct(one for one, _ in chosen), shown=shown)
    also = [photo for _, photo in _every(archive) if photo not in shown and _may_show(photo, parts, archive)]
    if also:
        found.notes.append(("not_named", {"credits": unique(photo.credit.printed for photo in also)}))
    found.quotes = tuple(quote for photo in shown for quote in photo.quotes)
    who = reading.asked.get("who")
    if (
        ("credit" in reading.asked and not parts["credit"])
        or who in ("of", "by")
        or (who is not None and "show" in reading.tags)
    ):
        found.words = unique(photo.credit.printed for photo in shown)
    elif who is not None:
        people_shown = (one for photo in shown for one in photo.shown if not positions or one.position in positions)
        counted = "how_many" in reading.asked
        found.people = unique(one.person for one in people_shown if counted or one.person not in parts["shown"])
    elif "which_side" in reading.asked:
        found.words = unique(one.printed for photo in shown for one in photo.shown if one.position and one.printed)
    if "how_many" in reading.asked and (who is not None or "persons" in reading.tags):
        found.count = (len(found.people), "named")
    elif "how_many" in reading.asked:
        found.count = (len(shown), "photos")
    return found


def _every(archive: Archive) -> Iterator[tuple[m.Article, m.Photo]]:
    """Yield every photo with its article."""
    return ((article, photo) for article in archive.articles() for photo in article.photos)


def _may_show(photo: m.Photo, parts: Parts, archive: Archive) -> bool:
    """Tell whether a photo is of a meeting of these people, but its caption does not name all of them."""
    met = set(archive.record(photo.meeting).people) if photo.meeting else set()
    named = {who.person for who in photo.shown}
    return bool(parts["shown"]) and set(parts["shown"]) <= met and not set(parts["shown"]) <= named


def _shows(photo: m.Photo, parts: Parts, archive: Archive) -> bool:
    """Tell whether a caption names these people, of a meeting that those attended, with this credit."""
    met = set(archive.record(photo.meeting).people) if photo.meeting else set()
    printed = fold_words(photo.credit.printed)
    credited = (
        id_ == photo.credit.organisation or fold_words(archive.store.label(id_)) == printed
        for id_ in parts["credit"]
    )
    return set(parts["shown"]) <= {who.person for who in photo.shown} and set(parts["at"]) <= met and all(credited)


def _places(photo: m.Photo, positions: list[Position], people: list[str]) -> bool:
    """Tell whether a caption says who stands in one of these places."""
    return any(
        one.position and (not positions or one.position in positions) and (not people or one.person in people)
        for one in photo.shown
    )
