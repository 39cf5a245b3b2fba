"""Say what records can be found by: the parts and values of the table `facet`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import Basis, Framing, Kind, MeetingStatus

Facet = tuple[str, str, bool]
"""A part, as area, a value, as energy, and whether the record names the value itself and not what lies in it."""


class Facets:
    """Yield the facets of records.

    Args:
        areas: For each area itself and what it lies in.
        places: The same of places and countries.
        bodies: The same of parties and organisations.
    """

    def __init__(
        self,
        areas: Mapping[str, tuple[str, ...]],
        places: Mapping[str, tuple[str, ...]],
        bodies: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._areas, self._places, self._bodies = areas, places, bodies

    def of_meeting(self, one: m.Meeting) -> Iterator[Facet]:
        """Yield what a meeting is found by, but for its areas: part, value, and whether it is named itself."""
        yield from (("person", id_, True) for id_ in one.people)
        yield from (("article", id_, True) for id_ in one.articles)
        held = MeetingStatus.HELD in one.status
        for report in one.counted:
            if report.when.date:
                yield "day", f"{report.when.date:%m-%d}", True
                yield "month", f"{report.when.date:%m}", True
            if report.when.part_of_day:
                yield "part_of_day", report.when.part_of_day, True
            if not held:
                yield "status", report.status, True
            kinds = (report.kind.id, *chain.from_iterable(map(Kind.printed_in, report.kind.printed)))
            yield from (("kind", kind, True) for kind in kinds)
            if report.place:
                yield from _above("place", report.place.id, self._places)
            for who in report.participants:
                yield "side", who.side, True
                for body in (who.side, *(capacity.of for capacity in who.capacities)):
                    yield from _above("body", body, self._bodies)

    def of_meeting_by(self, one: m.Statement) -> Iterator[Facet]:
        """Yield by what areas a statement lets its meetings be found: by none if it is open at which it was made.

        What is one side's own task is found only where it is asked for as such.
        """
        if one.basis.meetings is not Basis.OPEN:
            for mention in one.areas:
                yield from self._area(mention, task=False)

    def of_statement(self, one: m.Statement) -> Iterator[Facet]:
        """Yield what a statement is found by, but for who speaks."""
        yield "article", one.article, True
        if one.act:
            yield "act", one.act.id, True
        yield "basis_of_speakers", one.basis.speakers, True
        yield "basis_of_meetings", one.basis.meetings, True
        yield from (("about", id_, True) for id_ in one.about)
        for mention in one.areas:
            yield from self._area(mention)

    def of_other(self, one: Any, meetings: Mapping[str, Sequence[str]]) -> Iterator[Facet]:
        """Yield what a mention, an invitation, an undertaking or background is found by.

        Args:
            one: The record.
            meetings: The meetings of each statement that may raise it.
        """
        yield "article", one.article, True
        named: dict[str, Sequence[str]] = {}
        if isinstance(one, m.Mention):
            named = {"person": (one.person,)}
        elif isinstance(one, m.Invitation):
            conveyed_by = (one.conveyed_by,) if one.conveyed_by else ()
            named = {"person": (*(one.inviters or ()), *(guest.person for guest in one.invitees), *conveyed_by)}
        elif isinstance(one, m.Undertaking):
            named = {"body": one.between, "kind": (one.kind,), "status": (one.status.id,)}
        else:
            named = {"about": one.about}
        yield from ((part, id_, True) for part, ids in named.items() for id_ in ids)
        for mention in getattr(one, "areas", ()):
            yield from self._area(mention)
        raised = (id_ for said in getattr(one, "raised_in", ()) for id_ in meetings.get(said, ()))
        yield from (("meeting", id_, True) for id_ in (*getattr(one, "at", ()), *raised))

    def _area(self, one: m.AreaMention, *, task: bool = True) -> Iterator[Facet]:
        """Yield an area with what it lies in, and the same as framed so; with `task` even one side's own task."""
        if task or one.framing is not Framing.DOMESTIC:
            yield from _above("area", one.id, self._areas)
        if one.framing:
            yield "framing", one.framing, True
            yield from _above(f"area {one.framing}", one.id, self._areas)


def _above(part: str, id_: str | None, above: Mapping[str, tuple[str, ...]]) -> Iterator[Facet]:
    """Yield what lies around an id of a tree, itself first; nothing of an id that is in none."""
    yield from ((part, up, up == id_) for up in above.get(id_ or "", ()))
