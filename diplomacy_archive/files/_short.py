"""Turn the short forms in which an article's file may be written into the long one, and back.

`expand` gives what the models take; each value keeps its place, so that a problem is told where it was written.
`shorten` gives the one short form that `format` writes. What would be lost by it stays long.

    p6b: {wished: khẳng định mong muốn}       id: p6b and act: {id: wished, printed: khẳng định mong muốn}
    quotes: [tăng cường hợp tác]              quotes: ["6: tăng cường hợp tác"], of the paragraph that the id names
    when: {2026/2028: giai đoạn 2026-2028}    when: {printed: giai đoạn 2026-2028, within: 2026/2028}
    areas: {energy: năng lượng}               areas: [{id: energy, printed: năng lượng}]

Statements in a row with the same meetings and speakers share these: they stand in `said` of a group.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import Any

from diplomacy_archive._dates import find_spans
from diplomacy_archive.files._shapes import Values, again, each, expanded, shortened
from diplomacy_archive.files._tree import (
    Noted,
    bare,
    comments_of,
    drop,
    has_comments,
    noted,
    plain,
    with_comments_of,
)
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import Basis, PartOfDay

YEAR = "the year is that of the article's publication"
"""What `inferred` says of a day that is printed without its year; it need not be written."""

_LEVELS = (("meetings",), ("speakers", "conveyed_by"), ("inferred",))
"""The fields by which statements stand in groups, and in groups within these."""
_SHARED = (
    "meetings", "speakers", "conveyed_by", "act", "basis", "about", "on_behalf_of", "addressees", "areas",
    "according_to", "when", "content", "inferred", "refs",
)  # fmt: skip
"""The fields that a group of statements may give to each of them."""
_COPIED = ("status", "when", "kind", "place", "according_to", "inferred")
"""The fields of a report, beside its participants, that it may have from the one it is like."""
_MUCH = 3  # of these fields, so that being like another saves lines


def expand(document: Values) -> Values:
    """Return the values of an article's file in the long form."""
    return _each_with_comments(document, _expand(document))


def _expand(document: Values) -> Values:
    found = dict(document)
    for name, field in m.ArticleFile.model_fields.items():
        (model,) = m.records_in(field.annotation)
        if name == "statements" and name in found:
            found[name] = with_comments_of(
                found[name], replace(found[name], value=_grouped_apart(found[name].value))
            )
        if name in found:
            found[name] = each(found[name], partial(expanded, model=model))
    for article in _records_of_one(found.get("article")):
        for name, field in m.Article.model_fields.items():
            if not field.is_required() and isinstance(field.default, str | None):
                article.value.setdefault(name, Noted(field.default, at=article.at, key_at=article.at))
    reports = _records(found.get("reports"))
    _like_the_ones_named(reports)
    for report in reports:
        _date_by_its_words(report, plain(found.get("article")))
    met = [report.value["meeting"] for report in reports if "meeting" in report.value]
    for statement in _records(found.get("statements")):
        if "meetings" not in statement.value and len(met) == len(reports) == 1:
            statement.value["meetings"] = Noted([bare(met[0])], at=statement.at, key_at=statement.at)
        _about_by_refs(statement, "about")
        basis = statement.value.get("basis") or Noted({}, at=statement.at, key_at=statement.at)
        if _is_referred_to(statement) and isinstance(basis.value, dict) and "speakers" not in basis.value:
            term = Noted(Basis.BY_REFERENCE.value, at=basis.at, key_at=basis.at)
            statement.value["basis"] = replace(basis, value={"speakers": term, **basis.value})
    for undertaking in _records(found.get("undertakings")):
        _about_by_refs(undertaking, "between")
    for background in _records(found.get("background")):
        _about_by_refs(background, "about")
    return found


def shorten(document: Values) -> Values:
    """Return the values of an article's file, which are in the long form, in the short one."""
    before = {name: list(comments_of(entry).elements()) for name, entry in document.items()}
    return _each_with_comments(
        {name: Noted(None, tuple(found)) for name, found in before.items()}, _shorten(document)
    )


def _shorten(document: Values) -> Values:
    found = dict(document)
    reports = _records(found.get("reports"))
    for report in reports:
        _leave_out_what_the_words_say(report, plain(found.get("article")))
    _say_what_is_like(reports)
    if len(reports) == 1:
        for statement in _records(found.get("statements")):
            if plain(statement.value.get("meetings")) == [plain(reports[0].value.get("meeting"))]:
                drop(statement, "meetings")
    for listed, about in (("statements", "about"), ("undertakings", "between"), ("background", "about")):
        for record in _records(found.get(listed)):
            _leave_out_whom_refs_mean(record, about)
    for statement in _records(found.get("statements")):
        basis = statement.value.get("basis")
        known = plain(basis)
        by_reference = isinstance(known, dict) and known.get("speakers") == Basis.BY_REFERENCE
        if basis is not None and by_reference and _is_referred_to(statement):
            drop(basis, "speakers")
            if not basis.value:
                drop(statement, "basis")
    for name, field in m.ArticleFile.model_fields.items():
        (model,) = m.records_in(field.annotation)
        if name in found:
            found[name] = each(found[name], partial(shortened, model=model))
    if isinstance(found.get("statements", Noted(None)).value, list):
        found["statements"] = replace(found["statements"], value=_grouped(found["statements"].value))
    return found


# --- What follows from elsewhere in the file ---------------------------------------------------------------


def _grouped_apart(items: Any, given: Values | None = None) -> Any:
    """Return statements one by one, each with what the groups it stands in give; the first has their comments."""
    if not isinstance(items, list):
        return items
    found: list[Noted] = []
    shared = dict(given or {})
    for item in items:
        one = noted(item)
        if not isinstance(one.value, dict):
            found.append(one)
            continue
        own = {name: noted(value) for name, value in one.value.items()}
        said = own.get("said")
        if said is not None and isinstance(said.value, list):
            del own["said"]
            apart = _grouped_apart(said.value, {**shared, **own})
            comments = (*one.above, *([one.beside] if one.beside else []), *said.above)
            apart[:1] = [replace(first, above=(*comments, *first.above)) for first in apart[:1]]
            found += apart
        else:
            rest = {name: value for name, value in shared.items() if name not in own}
            found.append(replace(one, value={**rest, **own}))
        shared = {name: bare(value) for name, value in shared.items()}
    return found


def _grouped(items: list[Any], levels: tuple[tuple[str, ...], ...] = _LEVELS) -> list[Noted]:
    """Return statements in groups: those in a row with the same meetings, then speakers, share what they can."""
    if not levels:
        return list(map(noted, items))
    found: list[Noted] = []
    for _, run in groupby(map(noted, items), key=lambda one: _in_common(one, levels[0])):
        ones = list(run)
        shared = [name for name in _SHARED if len(ones) > 1 and _is_shared(name, ones)]
        if not {*shared} & {*levels[0]}:
            found += _grouped(ones, levels[1:])
            continue
        said = [
            replace(one, value={name: held for name, held in one.value.items() if name not in shared})
            for one in ones
        ]
        group = {name: ones[0].value[name] for name in shared}
        found.append(Noted({**group, "said": Noted(_grouped(said, levels[1:]))}))
    return found


def _in_common(one: Noted, names: tuple[str, ...]) -> str:
    """Return what a statement has in common with those it stands in a group with; of none it is its own."""
    if not isinstance(one.value, dict) or "said" in one.value:
        return repr(id(one))
    found = [plain(one.value.get(name)) for name in names]
    return repr(found if any(held is not None for held in found) else id(one))


def _is_shared(name: str, ones: list[Noted]) -> bool:
    if not all(name in one.value for one in ones):
        return False
    same = len({repr(plain(one.value[name])) for one in ones}) == 1
    return same and not any(has_comments(noted(one.value[name])) for one in ones[1:])


def _like_the_ones_named(reports: list[Noted]) -> None:
    """Give a report that is `like` one before it what it does not say itself: fields, and sides of participants."""
    known: dict[str, Values] = {}
    for report in reports:
        of = known.get(repr(plain(report.value["like"]))) if "like" in report.value else None
        if of is not None:
            drop(report, "like")
            for name in _COPIED:
                if name in of and name not in report.value:
                    report.value[name] = bare(of[name])
            report.value["participants"] = _sides_joined(of.get("participants"), report.value.get("participants"))
        known.setdefault(repr(plain(report.value.get("meeting"))), report.value)


def _sides_joined(before: Noted | None, own: Noted | None) -> Noted:
    old = [noted(one) for one in (before.value if before and isinstance(before.value, list) else [])]
    new = [noted(one) for one in (own.value if own and isinstance(own.value, list) else [])]
    given = dict.fromkeys(_side(one) for one in new)
    sides = dict.fromkeys([*map(_side, old), *given])
    joined = [one for side in sides for one in (new if side in given else map(bare, old)) if _side(one) == side]
    return replace(own or before or Noted(None), value=joined)


def _say_what_is_like(reports: list[Noted]) -> None:
    """Leave out of a report what one before it says too, if that is much."""
    for index, report in enumerate(reports):
        for before in reports[:index]:
            same = [
                name
                for name in _COPIED
                if name in report.value
                and plain(report.value[name]) == plain(before.value.get(name))
                and not has_comments(report.value[name])
            ]
            if len(same) < _MUCH or "like" in before.value or not _may_be_like(report, before):
                continue
            for name in same:
                del report.value[name]
            mine, theirs = _by_side(report), _by_side(before)
            people = report.value["participants"]
            own = [one for one in map(noted, people.value) if mine[_side(one)] != theirs.get(_side(one))]
            rest = {name: value for name, value in report.value.items() if name not in ("meeting", "participants")}
            like = Noted(plain(before.value.get("meeting")))
            given = {"participants": replace(people, value=own)} if own else {}
            report.value = {"meeting": report.value["meeting"], "like": like, **rest, **given}
            break


def _may_be_like(report: Noted, before: Noted) -> bool:
    """Tell whether a report is given again by the one before and what it says itself."""
    if not {*_COPIED} & before.value.keys() <= report.value.keys():
        return False
    mine, theirs = _by_side(report), _by_side(before)
    whole = None not in {*mine, *theirs} and theirs.keys() <= mine.keys() and not list(again(_sides(report)))
    own = [side for side in mine if mine[side] != theirs.get(side)]
    return whole and own != list(mine) and list(mine) == list(dict.fromkeys([*theirs, *own]))


def _sides(report: Noted) -> list[Any]:
    people = report.value.get("participants")
    return [_side(one) for one in map(noted, people.value)] if people and isinstance(people.value, list) else []


def _by_side(report: Noted) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    people = report.value.get("participants")
    for one in map(noted, people.value if people and isinstance(people.value, list) else []):
        found.setdefault(_side(one), []).append(plain(one))
    return found


def _date_by_its_words(report: Noted, article: Any) -> None:
    """Add what a meeting's printed time says by itself: the part of day, and that the year is the article's."""
    when = report.value.get("when")
    if when is None or not isinstance(when.value, dict):
        return
    printed = plain(when.value.get("printed"))
    if "part_of_day" not in when.value and isinstance(printed, str):
        parts = PartOfDay.printed_in(printed)
        term = next(iter(parts)).value if len(parts) == 1 else None
        when.value["part_of_day"] = Noted(term, at=when.at, key_at=when.at)
    if _year_is_the_articles(when, article):
        inferred = report.value.get("inferred") or Noted({}, at=when.at, key_at=when.key_at)
        if isinstance(inferred.value, dict) and "date" not in inferred.value:
            said = {"date": Noted(YEAR, at=when.at, key_at=when.at), **inferred.value}
            report.value["inferred"] = replace(inferred, value=said)


def _leave_out_what_the_words_say(report: Noted, article: Any) -> None:
    when = report.value.get("when")
    if when is None or not isinstance(when.value, dict):
        return
    printed, part = plain(when.value.get("printed")), when.value.get("part_of_day")
    if isinstance(printed, str) and part is not None:
        parts = PartOfDay.printed_in(printed)
        if plain(part) == (next(iter(parts)).value if len(parts) == 1 else None):
            drop(when, "part_of_day")
    inferred = report.value.get("inferred")
    said = plain(inferred)
    if (
        isinstance(said, dict)
        and next(iter(said.items()), None) == ("date", YEAR)
        and _year_is_the_articles(when, article)
    ):
        drop(inferred, "date")
        if not inferred.value:
            drop(report, "inferred")


def _year_is_the_articles(when: Noted, article: Any) -> bool:
    """Tell whether a day is printed without a year, and is in the year of the article's publication."""
    date, printed = plain(when.value.get("date")), plain(when.value.get("printed"))
    published = article.get("published") if isinstance(article, dict) else None
    if not (isinstance(date, str) and isinstance(printed, str) and isinstance(published, str)):
        return False
    spans = [span for span, _, _ in find_spans(printed)]
    return bool(spans) and not any(span.year for span in spans) and date[:4] == published[:4]


def _meant(record: Noted) -> list[str]:
    """Return whom `refs` resolves expressions to, but the speakers."""
    refs, speakers = plain(record.value.get("refs")), plain(record.value.get("speakers"))
    if not isinstance(refs, dict):
        return []
    others = [ids for ids in refs.values() if isinstance(ids, list) and ids != speakers]
    return list(dict.fromkeys(id_ for ids in others for id_ in ids if isinstance(id_, str)))


def _about_by_refs(record: Noted, name: str) -> None:
    """Say what a record is about, where it does not say so itself: whom its expressions mean."""
    meant = _meant(record)
    if name not in record.value and meant:
        record.value[name] = Noted(
            [Noted(id_, at=record.at, key_at=record.at) for id_ in meant], at=record.at, key_at=record.at
        )


def _leave_out_whom_refs_mean(record: Noted, name: str) -> None:
    meant, given = _meant(record), record.value.get(name)
    if given is None and meant:
        record.value[name] = Noted([])
    elif meant and plain(given) == meant and not has_comments(given):
        del record.value[name]


def _is_referred_to(statement: Noted) -> bool:
    """Tell whether `refs` resolves an expression to just the speakers."""
    speakers, refs = plain(statement.value.get("speakers")), plain(statement.value.get("refs"))
    if not isinstance(speakers, list) or not isinstance(refs, dict):
        return False
    return any(
        isinstance(ids, list) and sorted(map(str, ids)) == sorted(map(str, speakers)) for ids in refs.values()
    )


def _records(entry: Noted | None) -> list[Noted]:
    """Return the records of a list that are any."""
    items = entry.value if entry is not None and isinstance(entry.value, list) else []
    return [one for one in map(noted, items) if isinstance(one.value, dict)]


def _records_of_one(entry: Noted | None) -> list[Noted]:
    return [entry] if entry is not None and isinstance(entry.value, dict) else []


def _each_with_comments(before: Values, after: Values) -> Values:
    return {name: with_comments_of(before.get(name, entry), entry) for name, entry in after.items()}


def _side(one: Noted) -> Any:
    return plain(one.value.get("side")) if isinstance(one.value, dict) else None
