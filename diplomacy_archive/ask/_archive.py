"""Say what a question needs of an archive: its filters, its records and its index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypedDict, Unpack

from diplomacy_archive.records import _models as m
from diplomacy_archive.records._terms import Term
from diplomacy_archive.records._vocabulary import Role
from diplomacy_archive.show._values import Card
from diplomacy_archive.show._words import Lang


class Sighting(Protocol):
    """A name in a text: the words it covers, the kind of record, the records, and how it is written."""

    @property
    def start(self) -> int: ...
    @property
    def stop(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def ids(self) -> tuple[str, ...]: ...
    @property
    def exact(self) -> bool: ...
    @property
    def whole(self) -> bool: ...


class Hit(Protocol):
    """A record that shares something with a question, how much, and what."""

    @property
    def table(self) -> str: ...
    @property
    def record(self) -> m.Record: ...
    @property
    def score(self) -> float: ...
    @property
    def matched(self) -> tuple[str, ...]: ...


class Index(Protocol):
    """The words and names of everything that an archive records."""

    def sightings(self, words: Sequence[str]) -> Iterable[Sighting]: ...
    def holders(self, title: Sequence[Role | str]) -> Sequence[str]: ...
    def forms(self, typed: str) -> tuple[str, ...]: ...
    def named(self, typed: str) -> tuple[tuple[str, str, str], ...]: ...
    def like(self, typed: str) -> str | None: ...
    def holds(self, phrase: Sequence[str]) -> bool: ...
    def has(self, *ids: str) -> bool: ...
    def find(
        self, terms: Sequence[Term], kinds: Mapping[str, float], limit: int = 50, text: str = ""
    ) -> Sequence[Hit]: ...


class MeetingFilters(TypedDict, total=False):
    """The filters of meetings that a question can give."""

    on: str
    since: str
    until: str
    part_of_day: str
    person: tuple[str, ...]
    party: str
    organisation: str
    country: tuple[str, ...]
    place: str
    kind: str
    area: tuple[str, ...]
    status: str


class StatementFilters(TypedDict, total=False):
    """The filters of statements that a question can give."""

    speaker: str
    person: str
    about: str
    area: tuple[str, ...]
    on: str
    since: str
    until: str
    place: str


class Archive(Protocol):
    """An archive: what its façade offers."""

    @property
    def index(self) -> Index: ...
    def meetings(self, **filters: Unpack[MeetingFilters]) -> Sequence[m.Meeting]: ...
    def statements(self, **filters: Unpack[StatementFilters]) -> Sequence[m.Statement]: ...
    def invitations(self) -> Sequence[m.Invitation]: ...
    def undertakings(
        self, *, between: tuple[str, ...] | None = None, area: str | tuple[str, ...] | None = None
    ) -> Sequence[m.Undertaking]: ...
    def background(self, *, area: str | None = None) -> Sequence[m.Background]: ...
    def articles(self) -> Sequence[m.Article]: ...
    def card(self, record: m.Record, *, lang: Lang | None = None, short: bool = False) -> Card: ...
    def identity(self, id_: str) -> m.Identity | None: ...
    def meeting(self, id_: str) -> m.Meeting: ...
    def statement(self, id_: str) -> m.Statement: ...
