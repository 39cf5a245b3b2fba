"""Turn records into plain rows that JSON can hold, and say what each column means.

What a column means follows from the models: a field's description, or a property's docstring. `--json`,
`.rows()` and `.to_pandas()` give these columns, and they stay.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from pydantic import WithJsonSchema
from pydantic.fields import FieldInfo

from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import AreaKind, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from diplomacy_archive.show._view import View

Row = dict[str, Any]
Holds = str | type[Vocabulary]
"""text, date, number, flag, list, object (named values, or null), or a vocabulary."""

_MAPPINGS = {
    "external": ("site", "id"),
    "outside": ("field", "source"),
    "inferred": ("field", "why"),
    "refs": ("expression", "ids"),
    "uncited": ("paragraph", "why"),
}
"""Fields of pairs, which a row holds as a mapping and a frame as a list of values with these names."""
_PARTS = {
    "act": {"act": "id", "act_printed": "printed"},
    "basis": {"basis_of_speakers": "speakers", "basis_of_meetings": "meetings"},
    "summary": {"summary_vi": "vi", "summary_en": "en"},
    "according_to": {"according_to": "id"},
}
"""Fields that are columns by their parts."""
_AT = ("date", "dates", "part_of_day", "kinds", "kinds_printed", "places", "status")
_GROUNDS = ("according_to", "inferred", "quotes")
_DERIVED = {
    m.Meeting: (
        "id", *_AT, "participants", "fields", "topics", "articles", "statements", "disagreements", *_GROUNDS,
    ),
    m.Encounter: ("meeting", *_AT, "one", "other", "fields", "topics", "articles", "disagreements", *_GROUNDS),
}  # fmt: skip
_PARTICIPANT = "person (id; null if only described), name, side, role, capacities as printed"
_MEANS = {
    "id": "the id; a country's is its ISO 3166-1 code",
    "article": "the id of the article that reports it",
    "name": "the Vietnamese name, or the English or Russian one",
    "offices": "capacities as printed: role, of, printed, article, meeting, date",
    "paragraph": "the paragraph that its first quote stands in",
    "kinds_printed": "every word that the articles call it by",
    "fields": "the ids of fields of cooperation that statements mention",
    "topics": "the ids of topics that statements mention",
    "statements": "the ids of what was said there",
    "disagreements": "fields in which reports differ, each value with its articles",
    "participants": f"who took part: {_PARTICIPANT}",
    "meeting": "the id of the meeting",
    "one": _PARTICIPANT,
    "other": f"somebody of another side: {_PARTICIPANT}",
    "according_to": "the id of the source that the article names; of a meeting, of every source",
    "quotes": "the words that prove it: article, paragraph, phrase, occurrence",
    "act": "what they did by it; null only where no verb of saying is printed",
    "act_printed": "the article's verb",
    "basis_of_speakers": "how we know who speaks",
    "basis_of_meetings": "how we know at which meetings",
    "summary_vi": "what it is, in our own words, in Vietnamese",
    "summary_en": "the same in English",
    "when": "printed, within (EDTF), unclear; null where not stated",
}
"""What the columns mean that are no single field."""
_IDS = {
    "places", "fields", "topics", "speakers", "conveyed_by", "about", "on_behalf_of", "addressees", "according_to",
    "country", "part_of", "within", "parent", "joins", "person", "inviters", "visit", "between", "areas", "place",
}  # fmt: skip
"""The columns whose ids have names, which a frame gives beside them."""


class Column(NamedTuple):
    """What a column holds, and what it means."""

    holds: Holds
    means: str


@cache
def columns(model: type[m.Record]) -> dict[str, Column]:
    """Return the columns of a model's rows."""
    if model in _DERIVED:
        return {name: _derived(name) for name in _DERIVED[model]}
    fields = model.model_fields
    found = {"id": Column("text", _MEANS["id"])}
    if issubclass(model, m.Identity):
        found["name"] = Column("text", _MEANS["name"])
    if issubclass(model, m.Evidenced):
        found["article"] = Column("text", _MEANS["article"])
    if model is m.Statement:
        found["paragraph"] = Column("number", _MEANS["paragraph"])
    last = ("summary", "quotes")
    for field in (
        *(name for name in fields if name not in ("id", *last)),
        *(name for name in last if name in fields),
    ):
        if field in _PARTS:
            (inner,) = m.records_in(fields[field].annotation)
            for name, part in _PARTS[field].items():
                found[name] = Column(_holds(part, inner.model_fields[part].annotation), _MEANS[name])
        else:
            found[field] = Column(_holds(field, fields[field].annotation), _meaning(field, fields[field]))
    if model is m.Person:
        found["offices"] = Column("list", _MEANS["offices"])
    return found


def _derived(name: str) -> Column:
    """Return a column of a meeting or an encounter: a property, a field, or what is gathered from reports."""
    if name in ("date", "part_of_day"):
        found = getattr(m.Meeting, name).__doc__.rstrip(".")
        holds: Holds = "date" if name == "date" else m.MeetingTime.model_fields[name].annotation  # type: ignore[assignment]
        return Column(_holds(name, holds) if name != "date" else "date", f"{found[0].lower()}{found[1:]}")
    if name in _MEANS:
        kinds = {"meeting": "text", "id": "text", "one": "object", "other": "object"}
        return Column(kinds.get(name, "list"), _MEANS[name])
    if name == "inferred":
        return Column("object", _meaning(name, m.Report.model_fields[name]))
    found = getattr(m.Meeting, name).__doc__.rstrip(".")
    return Column("list", f"{found[0].lower()}{found[1:]}")


def _holds(name: str, annotation: Any) -> Holds:
    if name in _MAPPINGS:
        return "object"
    inner = [one for one in get_args(annotation) if one is not type(None)]
    if isinstance(annotation, UnionType) or (len(inner) == 1 and type(None) in get_args(annotation)):
        return _holds(name, inner[0])
    if isinstance(annotation, type) and issubclass(annotation, Vocabulary):
        return annotation
    if isinstance(annotation, type) and issubclass(annotation, m.Record):
        return "object"
    plain = {dt.date: "date", bool: "flag", int: "number"}
    if annotation in plain:
        return plain[annotation]
    origin = getattr(annotation, "__origin__", annotation)
    if hasattr(annotation, "__metadata__"):  # Annotated
        return _holds(name, origin)
    return "list" if origin is tuple else "text"


def _meaning(name: str, field: FieldInfo) -> str:
    """Return a field's description, or the first sentence of what it holds."""
    if field.description:
        return field.description
    for extra in field.metadata:
        if isinstance(extra, WithJsonSchema) and extra.json_schema:
            return str(extra.json_schema["description"])
    if name in _MEANS:
        return _MEANS[name]
    holds = _holds(name, field.annotation)
    (kind,) = [holds] if isinstance(holds, type) else m.records_in(field.annotation)
    said = (kind.__doc__ or name).split(".")[0]
    return f"{said[0].lower()}{said[1:]}"


def rows(records: Sequence[m.Record], view: View) -> Iterable[Row]:
    """Yield the rows of records, under the names of `columns`."""
    people = [one.id for one in records if isinstance(one, m.Person)]
    offices = view.lookup.offices(people) if people else {}
    for record in records:
        if isinstance(record, m.Meeting | m.Encounter):
            yield _meeting(record, view)
            continue
        fields: Row = record.model_dump(mode="json")
        for field in _MAPPINGS.keys() & fields.keys():
            fields[field] = {str(key): value for key, value in fields[field]}
        for field in _PARTS.keys() & fields.keys():
            parts = fields.pop(field)
            fields |= {name: parts and parts[part] for name, part in _PARTS[field].items()}
        if isinstance(record, m.Identity):
            fields["name"] = record.name
        if isinstance(record, m.Person):
            held = (one._asdict() | {"of": one.of or None, "meeting": one.meeting or None, "date": one.date}
                    for one in offices.get(record.id, ()))  # fmt: skip
            keys = ("role", "of", "printed", "article", "meeting", "date")
            fields["offices"] = [{key: one[key] for key in keys} for one in held]
        if isinstance(record, m.Evidenced):
            fields |= {"article": record.article, "paragraph": record.quotes[0].paragraph}
        yield {name: fields[name] for name in columns(type(record))}


def _meeting(record: m.Meeting | m.Encounter, view: View) -> Row:
    meeting = record.meeting if isinstance(record, m.Encounter) else record
    reports = meeting.counted
    inferred: dict[str, dict[str, None]] = {}
    for field, why in (pair for report in reports for pair in report.inferred):
        inferred.setdefault(field, {})[why] = None
    areas = {kind: [area for area in meeting.areas if view.area_kind(area) == kind] for kind in AreaKind}
    found: Row = {
        "date": meeting.date.isoformat() if meeting.date else None,
        "dates": [date.isoformat() for date in meeting.dates],
        "part_of_day": meeting.part_of_day.value if meeting.part_of_day else None,
        "kinds": [kind.value for kind in meeting.kinds],
        "kinds_printed": list(dict.fromkeys(word for report in reports for word in report.kind.printed)),
        "places": list(meeting.places),
        "status": [status.value for status in meeting.status],
        "fields": areas[AreaKind.COOPERATION],
        "topics": areas[AreaKind.TOPIC],
        "articles": list(meeting.articles),
        "disagreements": [one.model_dump(mode="json") for one in meeting.disagreements],
        "according_to": list(dict.fromkeys(report.according_to.id for report in reports if report.according_to)),
        "inferred": {field: "; ".join(reasons) for field, reasons in inferred.items()},
        "quotes": [quote.model_dump(mode="json") for quote in meeting.quotes],
    }
    if isinstance(record, m.Encounter):
        found |= {
            "meeting": meeting.id,
            "one": _participant(record.one, view),
            "other": _participant(record.other, view),
        }
    else:
        found |= {"id": meeting.id, "participants": [_participant(one, view) for one in meeting.participants],
                  "statements": list(meeting.statements)}  # fmt: skip
    return {name: found[name] for name in columns(type(record))}


def _participant(one: m.Participant, view: View) -> Row:
    fields = one.model_dump(mode="json")
    # JSON is the same in every language.
    fields["name"] = view.lookup.label(one.person) if one.person else fields["described"]
    return {key: fields[key] for key in ("person", "name", "side", "role", "capacities")}


def frame(found: Sequence[Row], model: type[m.Record], view: View) -> Any:
    """Return rows as a pandas DataFrame: days as dates, vocabularies as categories, lists as lists.

    Beside a column of ids stands one of names (`speakers_names`), beside one of terms their labels (`act_label`),
    both in the view's language. Pairs are lists of named values, so that Parquet takes every frame.

    Raises:
        ImportError: pandas is not installed; the message says what to install.
    """
    try:
        import pandas as pd
    except ImportError:
        raise ImportError("to_pandas() needs pandas; in the project's folder: pip install '.[pandas]'") from None
    dtypes = {"date": "datetime64[s]", "number": "int64", "flag": "bool", "text": "string"}
    made = {}
    for name, column in columns(model).items():
        values = [_tabular(name, row[name]) for row in found]
        if isinstance(column.holds, type):
            made[name] = pd.Series(pd.Categorical(values, categories=[term.value for term in column.holds]))
            shown = [value and getattr(column.holds(value), view.lang) for value in values]
            made[f"{name}_label"] = pd.Series(shown, dtype="string")
        else:
            made[name] = pd.Series(values, dtype=dtypes.get(column.holds, "object"))
        if name in _IDS:
            several = column.holds == "list"
            beside = f"{name}_names" if several else f"{name}_name"
            made[beside] = pd.Series(
                [_names(value, view) for value in values], dtype="object" if several else "string"
            )
    return pd.DataFrame(made)


def _tabular(name: str, value: Any) -> Any:
    if name in _MAPPINGS:
        return [dict(zip(_MAPPINGS[name], pair, strict=True)) for pair in value.items()]
    if name == "disagreements":
        return [{"field": one["field"], "values": [{"value": given, "articles": by} for given, by in one["values"]]}
                for one in value]  # fmt: skip
    return value


def _names(value: Any, view: View) -> Any:
    if isinstance(value, list):
        return [_names(one, view) for one in value]
    id_ = value["id"] if isinstance(value, dict) else value
    return view.name(id_) if id_ else None
