"""The kinds of records: what each shows as a row of a table."""

from __future__ import annotations

from typing import NamedTuple

from diplomacy_archive.records import _models as m


class Kind(NamedTuple):
    """A kind of record.

    Attributes:
        name: What it is called in code, as the table of its records is.
        model: The records' type.
        brief: The columns of the brief table of a terminal: keys of facts, joined by "+", each with its label.
        columns: The columns of a notebook's table, before the words that prove each row.
    """

    name: str
    model: type[m.Record]
    brief: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]


def _plain(*keys: str) -> tuple[tuple[str, str], ...]:
    return tuple((key, key) for key in keys)


_MET = (("date", "date"), ("people", "who_met_whom"), ("place", "where"), ("status", "status"))
_AT = (*_MET, ("fields+topics", "about_what"))
_NOTEBOOK = (
    ("date", "date"),
    ("people", "who_met_whom"),
    *_plain("kind", "place", "status", "fields", "topics", "differ"),
)
_NAMED = ("title", "name")
_WHAT = ("title", "what")
_OTHER_NAMES = ("names.vi", "names.en", "names.ru", "also")

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("meeting", m.Meeting, _AT, _NOTEBOOK),
        Kind("encounter", m.Encounter, _AT, _NOTEBOOK),
        Kind(
            "statement", m.Statement, (("speaker", "who"), *_plain("act"), _WHAT),
            (_WHAT, *_plain("speaker", "conveyed_by", "act", "basis", "areas", "about", "when", "at")),
        ),
        Kind(
            "invitation", m.Invitation, (*_plain("inviters", "invitees", "visit"), _WHAT),
            (_WHAT, *_plain("inviters", "conveyed_by", "invitees", "visit", "when", "at", "raised_in")),
        ),
        Kind(
            "undertaking", m.Undertaking, (_WHAT, *_plain("kind", "status", "when")),
            (_WHAT, *_plain("kind", "status", "between", "when", "place", "areas", "part_of", "at", "raised_in")),
        ),
        Kind(
            "background", m.Background, (_WHAT, *_plain("about", "when")),
            (_WHAT, *_plain("about", "areas", "place", "when")),
        ),
        Kind("mention", m.Mention, (_NAMED, *_plain("capacities")), (_NAMED, *_plain("capacities"))),
        Kind(
            "article", m.Article, (*_plain("published"), _WHAT, *_plain("publisher")),
            (_WHAT, *_plain("published", "publisher", "byline", "partial", "reports")),
        ),
        Kind(
            "person", m.Person, (_NAMED, *_plain("office")),
            (_NAMED, *_plain(*_OTHER_NAMES, "office", "meetings")),
        ),
        Kind("party", m.Party, (_NAMED, *_plain("country")), (_NAMED, *_plain(*_OTHER_NAMES, "country"))),
        Kind(
            "organisation", m.Organisation, (_NAMED, *_plain("kind", "part_of")),
            (_NAMED, *_plain(*_OTHER_NAMES, "kind", "country", "part_of")),
        ),
        Kind("country", m.Country, (_NAMED, ("names.vi+names.en+also", "also")), (_NAMED, *_plain(*_OTHER_NAMES))),
        Kind(
            "place", m.Place, (_NAMED, *_plain("kind", "within")),
            (_NAMED, *_plain(*_OTHER_NAMES, "kind", "within")),
        ),
        Kind(
            "area", m.CooperationArea, (_NAMED, *_plain("kind"), ("names.vi+names.en", "also")),
            (_NAMED, *_plain(*_OTHER_NAMES, "kind", "printed", "holds")),
        ),
    )
}  # fmt: skip
"""Every kind of record, by its name."""
KIND_OF = {kind.model: name for name, kind in KINDS.items()}
"""The kind of each type of record."""
