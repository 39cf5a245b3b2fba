"""Say what is recorded close by where filters found nothing, and which steps to an answer are outside knowledge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from diplomacy_archive._dates import Span, day_of, number_of
from diplomacy_archive.records._vocabulary import Vocabulary
from diplomacy_archive.store._counts import Lookup
from diplomacy_archive.store._filters import options
from diplomacy_archive.store._query import Wanted
from diplomacy_archive.store._search import Search
from diplomacy_archive.store._store import Store

_MANY = 100  # more than so many are not counted
_LISTED = 3

_SAY = {
    "en": {
        "meeting": ("{} meeting", "{} meetings"),
        "statement": ("{} statement", "{} statements"),
        "or more": "{} or more",
        "there": ("there is {}", "there are {}"),
        "no meeting": "no meeting is recorded for {}",
        "no statement": "no statement is recorded for {}",
        "without": "without {} {}",
        "same side": "{}, but these people are not on different sides there",
        "apart": "each of these is recorded, but not all together",
        "any": "with the status any {}",
        "around": "around it, for {}, {}",
        "first and last": "the first and last recorded: {}",
        "nearest": "the nearest recorded: {}",
        "silent": ("{} report states none", "{} reports state none"),
        "named": "only named, in {}",
        "held by": "in a capacity of {}, which holds it, {}",
        "outside": ("that {} {} {} is outside knowledge", "that {} {} {} is outside knowledge"),
        "lies in": ("lies in", "lie in"),
        "is part of": ("is part of", "are part of"),
    },
    "vi": {
        "meeting": ("{} cuộc gặp", "{} cuộc gặp"),
        "statement": ("{} phát biểu", "{} phát biểu"),
        "or more": "từ {} trở lên",
        "there": ("có {}", "có {}"),
        "no meeting": "không ghi nhận cuộc gặp nào với {}",
        "no statement": "không ghi nhận phát biểu nào với {}",
        "without": "nếu bỏ {} thì {}",
        "same side": "{}, nhưng ở đó những người này không thuộc hai bên khác nhau",
        "apart": "từng điều kiện đều có ghi nhận, nhưng không có trường hợp nào đủ tất cả",
        "any": "nếu tính mọi tình trạng thì {}",
        "around": "ở phạm vi rộng hơn, {}, {}",
        "first and last": "ngày đầu và ngày cuối có ghi nhận: {}",
        "nearest": "gần nhất có ghi nhận: {}",
        "silent": ("{} tin không ghi buổi", "{} tin không ghi buổi"),
        "named": "chỉ được nhắc tên, trong {}",
        "held by": "với tư cách của {}, nơi nó trực thuộc, có {}",
        "outside": ("việc {} {} {} là kiến thức ngoài bài viết", "việc {} {} {} là kiến thức ngoài bài viết"),
        "lies in": ("nằm trong", "nằm trong"),
        "is part of": ("thuộc", "thuộc"),
    },
}  # fmt: skip


class _Part(NamedTuple):
    """One thing that was asked for: its filter and value, what it alone asks for, and what the others ask for."""

    name: str
    value: Any
    alone: Wanted
    rest: Wanted


def nearby(store: Store, wanted: Wanted, lang: str = "en") -> list[str]:
    """Return sentences on what is recorded close by, for filters of meetings or statements that find nothing.

    For each filter that finds nothing alone they say what is next to it; if each finds something alone, how
    many are found without each. For pairs, if the meetings are found, that nobody is on another side there.

    Args:
        store: The database.
        wanted: What was asked for.
        lang: The language of the sentences: en or vi.
    """
    hints = _Hints(store, lang)
    asked = replace(wanted, method="meetings") if wanted.method == "who_met_whom" else wanted
    return list(hints.sentences(asked)) if wanted.asks else []


def notes(store: Store, wanted: Wanted, lang: str = "en") -> list[str]:
    """Return sentences on the steps from the filters to what is found that are outside knowledge."""
    if not wanted.values("place", "party", "organisation"):
        return []
    hints = _Hints(store, lang)
    used = "facet AS u WHERE u.record = 'meeting' AND u.part = '{}' AND u.direct = 1 AND u.target"
    body = "office AS u WHERE u.body" if wanted.method == "people" else used.format("body")
    found = [hints.outside("place", id_, used.format("place"), "lies in") for id_ in wanted.values("place")]
    found += [hints.outside("body", id_, body, "is part of") for id_ in wanted.values("party", "organisation")]
    return [note for note in found if note]


class _Hints:
    """Ask what is close by, and say it in one language."""

    def __init__(self, store: Store, lang: str) -> None:
        self._store = store
        self._lookup = Lookup(store)
        self._lang = lang
        self._texts: dict[str, Any] = _SAY[lang]

    def sentences(self, wanted: Wanted) -> Iterator[str]:
        parts = list(_parts(wanted))
        if met := self._count(wanted):
            yield self._say("same side", self._there(met, wanted))
            return
        alone = [part for part in parts if not self._count(part.alone)]
        for part in alone:
            yield from self._neighbours(part)
        if not alone:
            found = [(part, count) for part in parts if (count := self._count(part.rest))]
            clauses = [self._say("without", self._said(part), self._there(count, wanted)) for part, count in found]
            yield "; ".join(clauses) or self._say("apart")

    def outside(self, tree: str, asked: str, used: str, verb: str) -> str:
        """Say which of what a filter found only outside knowledge puts into what was asked for."""
        sql = (
            "SELECT descendant FROM tree WHERE kind = ? AND ancestor = ? AND outside = 1 "
            f"AND EXISTS (SELECT 1 FROM {used} = descendant) ORDER BY descendant"
        )
        inside = [self._name(row[0]) for row in self._store.rows(sql, (tree, asked))]
        verbs = self._texts[verb]
        step = (", ".join(inside), verbs[len(inside) > 1], self._name(asked))
        return self._say("outside", *step, count=len(inside)) if inside else ""

    def _say(self, key: str, *values: object, count: int = 1) -> str:
        text = self._texts[key]
        return (text if isinstance(text, str) else text[count != 1]).format(*values)

    def _there(self, count: int, wanted: Wanted) -> str:
        many = self._say("or more", count) if count == _MANY else str(count)
        return self._say("there", self._say(_noun(wanted), many, count=count), count=count)

    def _said(self, part: _Part) -> str:
        known = options(part.alone.method)[part.name].filter
        return f"{known.called if self._lang == 'en' else known.called_vi} {self._name(part.value)}"

    def _name(self, value: Any) -> str:
        if isinstance(value, Span | Search):
            return str(value)
        if isinstance(value, Vocabulary):
            return value.en if self._lang == "en" else value.vi
        return self._lookup.label(value, self._lang)

    def _count(self, wanted: Wanted) -> int:
        query = wanted.query(frequency=self._store.frequency)
        return int(self._store.rows(f"SELECT count(*) FROM ({query.sql} LIMIT {_MANY})", query.parameters)[0][0])

    def _neighbours(self, part: _Part) -> Iterator[str]:
        """Say what is close to a filter that finds nothing alone."""
        found = ""
        if part.name in ("area", "place"):
            found = self._wider(part)
        elif part.name in ("on", "since", "until"):
            found = self._days(part.value)
        elif part.name == "person":
            articles = list(dict.fromkeys(one.article for one in self._lookup.mentions_of(part.value)))
            found = self._say("named", ", ".join(articles[:_LISTED])) if articles else ""
        elif part.name == "part_of_day":
            count = self._lookup.reports_without_part_of_day()
            found = self._say("silent", count, count=count) if count else ""
        elif part.name in ("party", "organisation"):
            found = self._offices(part.value)
        said = self._say(f"no {_noun(part.alone)}", self._said(part))
        yield f"{said}; {found}" if found else said
        every = replace(part.alone, asked=tuple(one for one in part.alone.asked if one[0] != "status"))
        if every != part.alone and every.asked and (count := self._count(every)):
            yield self._say("any", self._there(count, part.alone))

    def _wider(self, part: _Part) -> str:
        """Say the nearest area or place around one that finds something."""
        found = self._store.identity(part.value)
        while found is not None:
            inside = getattr(found, "parent", None) or getattr(found, "within", None)
            around = replace(part.alone, asked=(*part.alone.asked[:-1], (part.name, inside)))
            if inside and (count := self._count(around)):
                return self._say("around", self._name(inside), self._there(count, part.alone))
            found = self._store.identity(inside) if inside else None
        return ""

    def _days(self, span: Span) -> str:
        """Say on which days before and after there are reports."""
        first, last = (0, 0) if span.year is None else (number_of(span.first), number_of(span.last))
        found = self._lookup.first_and_last_day() if not first else self._lookup.reported_days_around(first, last)
        days = dict.fromkeys(day_of(day).isoformat() for day in found if day)
        return self._say("nearest" if first else "first and last", ", ".join(days)) if days else ""

    def _offices(self, body: str) -> str:
        """Say which capacities articles print of what a body is part of."""
        found: list[tuple[str, str]] = []
        inside: str | None = body
        while inside and not found:
            inside = getattr(self._store.identity(inside), "part_of", None)
            found = self._lookup.offices_of(inside, _LISTED + 1) if inside else []
        if not inside or not found:
            return ""
        listed = [f"“{printed}” ({self._name(person)})" for printed, person in found]
        more = ", …" if len(listed) > _LISTED else ""
        return self._say("held by", self._name(inside), f"{', '.join(listed[:_LISTED])}{more}")


def _noun(wanted: Wanted) -> str:
    return "statement" if wanted.method == "statements" else "meeting"


def _parts(wanted: Wanted) -> Iterator[_Part]:
    """Yield each thing that was asked for but the status."""
    status = tuple(one for one in wanted.asked if one[0] == "status")
    for one in wanted.asked:
        if one[0] != "status":
            rest = tuple(other for other in wanted.asked if other != one)
            yield _Part(*one, replace(wanted, asked=(*status, one)), replace(wanted, asked=rest))
