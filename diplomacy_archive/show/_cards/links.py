"""Make the cards of what articles report beside meetings: invitations, undertakings, background, mentions."""

from __future__ import annotations

from diplomacy_archive.records import _models as m
from diplomacy_archive.show._cards.words import cited, language, mentions, name, names, reasons, reference
from diplomacy_archive.show._display import NOT_STATED, Card, Value
from diplomacy_archive.store._counts import Lookup

Linked = m.Invitation | m.Undertaking | m.Background | m.Mention


def link_card(one: Linked, store: Lookup) -> Card:
    """Return the card of an invitation, an undertaking, background or a mention."""
    proof, spoken = cited(one.quotes, store), language(one.article, store)
    if isinstance(one, m.Mention):
        printed = ", ".join(capacity.printed for capacity in one.capacities)
        facts: list[tuple[str, Value]] = [("as", printed)] if printed else []
        facts += reasons(one.inferred)
        return Card(store.label(one.person), one.id, tuple(facts), proof, language=spoken)
    facts = [("vi", one.summary.vi)] if one.summary.vi and one.summary.en else []
    if isinstance(one, m.Invitation):
        facts.append(("inviters", names(one.inviters, store) if one.inviters else NOT_STATED))
        facts += [("conveyed by", name(one.conveyed_by, store))] if one.conveyed_by else []
        facts += [("invitee", f"{store.label(guest.person)}: {_response(guest)}") for guest in one.invitees]
        facts.append(("to visit", name(one.visit, store)))
    if isinstance(one, m.Undertaking):
        facts.append(("kind", f"{one.kind.en} “{one.kind_printed}”" if one.kind_printed else one.kind.en))
        facts += [("part of", one.part_of)] if one.part_of else []
        facts.append(("status", f"{one.status.id.en} “{one.status.printed}”"))
        facts.append(("between", names(one.between, store) if one.between else NOT_STATED))
    if isinstance(one, m.Background):
        facts += [("about", names(one.about, store))] if one.about else []
    if not isinstance(one, m.Invitation):
        facts += [("place", f"{store.label(one.place.id)} “{one.place.printed}”")] if one.place else []
    if one.when:
        span = f" = {one.when.within}" if one.when.within else ""
        unclear = f" (unclear: {one.when.unclear})" if one.when.unclear else ""
        facts.append(("when", f"“{one.when.printed}”{span}{unclear}"))
    elif not isinstance(one, m.Background):
        facts.append(("when", NOT_STATED))
    if not isinstance(one, m.Invitation) and one.areas:
        facts.append(("areas", mentions(one.areas, store)))
    if not isinstance(one, m.Background):
        facts += [("raised in", ", ".join(one.raised_in))] if one.raised_in else []
        facts += [("at", ", ".join(one.at))] if one.at else []
    facts += [("meaning", reference(expression, ids, store)) for expression, ids in one.refs]
    title = one.summary.en or one.summary.vi or one.id
    return Card(title, one.id, tuple(facts), proof, language=spoken)


def _response(guest: m.Invitee) -> str:
    return f"{guest.response.id.en} “{guest.response.printed}”" if guest.response else NOT_STATED
