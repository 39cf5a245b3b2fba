"""Measure how far two codings of one article agree, field by field, and say where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from diplomacy_archive._text import case_words
from diplomacy_archive.errors import FileError, Origin, shown
from diplomacy_archive.files._loader import ARTICLE_LISTS, Sources
from diplomacy_archive.records import _models as m

Value = Hashable
"""What a field is compared by: a frozenset where it holds several values, None where the article does not say."""


@dataclass(frozen=True)
class Difference:
    """A field that two coders filled differently, or a record that one of them has alone.

    Attributes:
        kind: The list of the file, as `statements`.
        field: The field; empty where the other coder has no such record.
        values: What each coder wrote; None where the coder has no such record or says "not stated".
        places: Where each wrote it; None where the coder has no such record.
    """

    kind: str
    field: str
    values: tuple[Any, Any]
    places: tuple[Origin | None, Origin | None]

    def __str__(self) -> str:
        ours, theirs = (_brief(value) for value in self.values)
        places = " ".join(str(place) for place in self.places if place)
        if self.field:
            return f"{places}: {self.kind} {self.field}: {ours} | {theirs}"
        return f"{places}: {self.kind} {ours if self.values[0] else theirs}: only one coder has it"


@dataclass(frozen=True)
class FieldAgreement:
    """How far two coders agree in one field of the records that both have.

    Attributes:
        kind: The list of the file, as `statements`.
        field: The field, as `act`.
        pairs: How many records both have.
        same: The share of them in which the field is the same.
        measure: `kappa` (Cohen, for one value) or `alpha` (Krippendorff with MASI distance, for a set).
        value: The coefficient; None where all have one value, so that chance explains everything.
    """

    kind: str
    field: str
    pairs: int
    same: float
    measure: str
    value: float | None


@dataclass(frozen=True)
class Agreement:
    """What `agree` finds.

    Attributes:
        fields: Each field that was compared.
        matched: For each kind of record, how many both have, and how many each has in all.
        differences: Every difference, in the order of the first file.
    """

    fields: tuple[FieldAgreement, ...]
    matched: Mapping[str, tuple[int, int, int]]
    differences: tuple[Difference, ...]

    def rows(self) -> dict[str, Any]:
        """Return all of it as plain JSON-able values."""
        differences = [
            {
                "kind": one.kind,
                "field": one.field,
                "values": [_plain(value) for value in one.values],
                "places": [str(place) if place else None for place in one.places],
            }
            for one in self.differences
        ]
        fields = [vars(one) for one in self.fields]
        return {"fields": fields, "matched": dict(self.matched), "differences": differences}


def agree(one: str | Path, other: str | Path) -> Agreement:
    """Compare two codings of the same articles.

    Records are matched by what they cite: those that share a paragraph, and of these the two that are most alike by
    the words they quote, their id, speakers and act.

    Args:
        one: An article's data file, a folder of data, or its `articles`.
        other: The other coder's.

    Raises:
        FileError: A path cannot be read as data, or a record in it cannot be made; `check` says why.
    """
    codings = (_read(Path(one)), _read(Path(other)))
    single = all(len(coding.records.articles) == 1 for coding in codings)  # coders may call one article differently
    values: dict[tuple[str, str], list[tuple[Value, Value]]] = {}
    matched: dict[str, tuple[int, int, int]] = {}
    differences: list[Difference] = []
    for kind, fields in FIELDS.items():
        here, there = (list(getattr(coding.records, kind)) for coding in codings)
        pairs = _matched(here, there, single=single)
        matched[kind] = (len(pairs), len(here), len(there))
        for first, second in pairs:
            for field, value in fields.items():
                both = (value(first), value(second))
                values.setdefault((kind, field), []).append(both)
                if both[0] != both[1]:
                    places = (_place(codings[0], first, field), _place(codings[1], second, field))
                    differences.append(Difference(kind, field, both, places))
        paired = {id(record) for pair in pairs for record in pair}
        for side, records in enumerate((here, there)):
            for record in records:
                if id(record) not in paired:
                    place = codings[side].place(record)
                    alone = (_name(record), None) if side == 0 else (None, _name(record))
                    differences.append(Difference(kind, "", alone, (place, None) if side == 0 else (None, place)))
    fields_ = tuple(_measured(kind, field, found) for (kind, field), found in values.items())
    return Agreement(fields_, {kind: counts for kind, counts in matched.items() if any(counts)}, tuple(differences))


def _read(path: Path) -> Sources:
    if path.is_dir() and path.name == "articles":
        path = path.resolve().parent  # the registers are beside it
    sources = Sources(path, alone=path.is_file())
    if not sources.is_readable:
        raise FileError(f"{shown(path)} has records that cannot be read; run `diplomacy-archive check` on it")
    return sources


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: a set as a sorted list."""
    if isinstance(value, frozenset | tuple):
        listed = [_plain(one) for one in value]
        return sorted(listed, key=str) if isinstance(value, frozenset) else listed
    return value if value is None or isinstance(value, str | int) else str(value)


def _brief(value: Any) -> str:
    plain = _plain(value)
    if isinstance(plain, list):
        return ", ".join(" ".join(map(str, one)) if isinstance(one, list) else str(one) for one in plain) or "none"
    return "not stated" if plain is None else str(plain)


def _name(record: Any) -> str:
    return str(record.meeting if isinstance(record, m.Report) else record.id)


def _place(coding: Sources, record: m.Record, field: str) -> Origin:
    return coding.place(record, tuple(field.split(".")))


# --- What is compared ------------------------------------------------------------------------------


def _paragraphs(record: Any) -> Value:
    return frozenset(quote.paragraph for quote in record.quotes)


def _ids(name: str) -> Callable[[Any], Value]:
    def read(record: Any) -> Value:
        found = getattr(record, name)
        return None if found is None else frozenset(found)

    return read


def _value(*names: str) -> Callable[[Any], Value]:
    def read(record: Any) -> Value:
        found: Value = record
        for name in names:
            found = getattr(found, name, None)
        return found

    return read


def _by_participant(name: str) -> Callable[[Any], Value]:
    return lambda report: frozenset((one.key, getattr(one, name)) for one in report.participants)


def _areas(record: Any) -> Value:
    return frozenset(mention.id for mention in record.areas)


def _framing(record: Any) -> Value:
    return frozenset((mention.id, mention.framing) for mention in record.areas if mention.framing)


FIELDS: Mapping[str, Mapping[str, Callable[[Any], Value]]] = {
    "reports": {
        "meeting": _value("meeting"),
        "status": _value("status"),
        "when.date": _value("when", "date"),
        "when.part_of_day": _value("when", "part_of_day"),
        "kind": _value("kind", "id"),
        "place": _value("place", "id"),
        "participants": lambda report: frozenset(one.key for one in report.participants),
        "participants.side": _by_participant("side"),
        "participants.role": _by_participant("role"),
        "participants.capacities": lambda report: frozenset(
            (one.key, capacity.role, capacity.of) for one in report.participants for capacity in one.capacities
        ),
    },
    "mentions": {"person": _value("person")},
    "statements": {
        "speakers": _ids("speakers"),
        "conveyed_by": _ids("conveyed_by"),
        "meetings": _ids("meetings"),
        "act": _value("act", "id"),
        "basis.speakers": _value("basis", "speakers"),
        "basis.meetings": _value("basis", "meetings"),
        "areas": _areas,
        "areas.framing": _framing,
        "about": _ids("about"),
        "on_behalf_of": _ids("on_behalf_of"),
        "addressees": _ids("addressees"),
        "when": _value("when", "within"),
        "quotes": _paragraphs,
    },
    "invitations": {
        "inviters": _ids("inviters"),
        "conveyed_by": _value("conveyed_by"),
        "invitees": lambda one: frozenset(guest.person for guest in one.invitees),
        "visit": _value("visit"),
        "when": _value("when", "within"),
    },
    "undertakings": {
        "kind": _value("kind"),
        "status": _value("status", "id"),
        "between": _ids("between"),
        "areas": _areas,
        "when": _value("when", "within"),
        "place": _value("place", "id"),
    },
    "background": {"about": _ids("about"), "areas": _areas, "when": _value("when", "within")},
}
"""The fields that are compared, and how each is read; quotes are compared by their paragraphs."""

assert FIELDS.keys() == ARTICLE_LISTS.keys()


# --- Which records are the same --------------------------------------------------------------------


def _matched(here: list[Any], there: list[Any], *, single: bool) -> list[tuple[Any, Any]]:
    """Pair the records of two lists: the most alike first, each once, only those that share a paragraph."""
    scored = [
        (-_likeness(first, second), at, to)
        for (at, first), (to, second) in product(enumerate(here), enumerate(there))
        if (single or first.article == second.article) and _cited(first) & _cited(second)
    ]
    pairs: dict[int, int] = {}
    for _, at, to in sorted(scored):
        if at not in pairs and to not in pairs.values():
            pairs[at] = to
    return [(here[at], there[to]) for at, to in sorted(pairs.items())]


def _cited(record: Any) -> set[int]:
    return {quote.paragraph for quote in record.quotes}


def _likeness(first: Any, second: Any) -> float:
    names = ("id", "meeting", "speakers", "act", "person")
    same: float = sum(getattr(first, name, None) == getattr(second, name, 0) for name in names)
    ours, theirs = _quoted(first), _quoted(second)
    return same + 2 * len(ours & theirs) / len(ours | theirs)


def _quoted(record: Any) -> set[tuple[int, str]]:
    return {(quote.paragraph, word) for quote in record.quotes for word in case_words(quote.phrase).split()}


# --- How much is chance ----------------------------------------------------------------------------


def _measured(kind: str, field: str, pairs: list[tuple[Value, Value]]) -> FieldAgreement:
    several = any(isinstance(value, frozenset) for pair in pairs for value in pair)
    same = sum(first == second for first, second in pairs) / len(pairs)
    value = _alpha(pairs) if several else _kappa(pairs, same)
    return FieldAgreement(kind, field, len(pairs), same, "alpha" if several else "kappa", value)


def _kappa(pairs: list[tuple[Value, Value]], same: float) -> float | None:
    """Return Cohen's kappa: the agreement beyond what the coders' own frequencies would give by chance."""
    ours, theirs = (Counter(side) for side in zip(*pairs, strict=True))
    chance = sum(ours[value] * theirs[value] for value in ours) / len(pairs) ** 2
    return None if chance == 1 else (same - chance) / (1 - chance)


def _alpha(pairs: list[tuple[Value, Value]]) -> float | None:
    """Return Krippendorff's alpha of two coders with MASI distance between sets."""
    seen = Counter(value for pair in pairs for value in pair)
    of = sum(seen.values())
    expected: float = sum(
        seen[first] * seen[second] * masi(first, second) for first, second in product(seen, repeat=2)
    ) / (of * (of - 1))
    observed: float = sum(masi(first, second) for first, second in pairs) / len(pairs)
    return None if expected == 0 else 1 - observed / expected


def masi(first: Value, second: Value) -> float:
    """Return the MASI distance of two sets, from 0 (equal) to 1 (nothing shared); None is like no set.

    Passonneau (2006): one less Jaccard's likeness, weighted by whether one set holds the other.

    >>> masi(frozenset("ab"), frozenset("a")), masi(frozenset("ab"), frozenset("bc"))
    (0.6666666666666667, 0.8888888888888888)
    """
    if first == second:
        return 0.0
    if not (isinstance(first, frozenset) and isinstance(second, frozenset) and first & second):
        return 1.0
    monotone = 2 / 3 if first <= second or second <= first else 1 / 3
    jaccard: float = len(first & second) / len(first | second)
    return 1 - monotone * jaccard
