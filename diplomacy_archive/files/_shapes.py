"""Turn one record of an article's file, and the lists in it, from the short form into the long one, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from diplomacy_archive.files._tree import Noted, drop, folded, has_comments, noted, plain, with_comments_of
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import Framing

Values = dict[str, Noted]

_AS_PRINTED = (m.Resolved, m.ActAsPrinted, m.StatusAsPrinted, m.ResponseAsPrinted, m.KindAsPrinted)


def expanded(entry: Any, model: type[m.Record]) -> Noted:
    """Return a record of a model, and all in it, in the long form."""
    return with_comments_of(noted(entry), _expanded_bare(noted(entry), model))


def _expanded_bare(one: Noted, model: type[m.Record]) -> Noted:
    if isinstance(one.value, dict):
        one = replace(one, value=_known_by_its_id({key: noted(inner) for key, inner in one.value.items()}, model))
    one = _EXPAND[model](one, model) if model in _EXPAND else one
    if not isinstance(one.value, dict):
        return one
    value = {key: noted(inner) for key, inner in one.value.items()}
    text = next((name for name in ("summary", "label") if name in model.model_fields), "")
    if text and text not in value and ("vi" in value or "en" in value):
        texts = {language: value.pop(language) for language in ("vi", "en") if language in value}
        first = next(iter(texts.values()))
        value[text] = Noted(texts, at=first.at, key_at=first.key_at)
    for name, field in model.model_fields.items():
        held = [one for one in m.records_in(field.annotation) if one is not m.Quote]
        if name in value and held:
            value[name] = _inner_expanded(value[name], held[0])
    return replace(one, value=value)


def _inner_expanded(entry: Noted, model: type[m.Record]) -> Noted:
    if model in MAPPED and isinstance(entry.value, dict):
        entry = replace(entry, value=list(MAPPED[model][0](entry.value)))
    return each(entry, lambda one: expanded(one, model))


def shortened(entry: Any, model: type[m.Record]) -> Noted:
    """Return a record of a model, and all in it, in the short form."""
    return with_comments_of(noted(entry), _shortened_bare(noted(entry), model))


def _shortened_bare(one: Noted, model: type[m.Record]) -> Noted:
    if not isinstance(one.value, dict):
        return one
    value = {key: noted(inner) for key, inner in one.value.items()}
    for name, field in model.model_fields.items():
        held = [inner for inner in m.records_in(field.annotation) if inner is not m.Quote]
        if name in value and held:
            value[name] = _inner_shortened(value[name], held[0])
    for name in ("summary", "label"):
        value = _lifted(value, name) if name in model.model_fields and name in value else value
    if model is m.Article:
        value = {name: held for name, held in value.items() if _is_said(name, held)}
    one = replace(one, value=_named_by_its_id(value, model))
    return _SHORTEN[model](one, model) if model in _SHORTEN else one


def _lifted(value: Values, name: str) -> Values:
    """Return a record's values with the languages of a text in place of the text."""
    given = value[name]
    if not isinstance(given.value, dict) or given.beside:
        return value
    texts = {language: noted(text) for language, text in given.value.items() if plain(text) is not None}
    if not texts or not texts.keys() <= {"vi", "en"}:
        return value
    first = next(iter(texts))
    texts[first] = replace(texts[first], above=(*given.above, *texts[first].above))
    return {
        key: held
        for field, one in value.items()
        for key, held in (texts if field == name else {field: one}).items()
    }


def _is_said(name: str, held: Noted) -> bool:
    """Tell whether a field of the article says more than its default, or has a comment."""
    field = m.Article.model_fields.get(name)
    default = field is not None and not field.is_required() and plain(held) == field.default
    return not default or has_comments(held)


def _inner_shortened(entry: Noted, model: type[m.Record]) -> Noted:
    if model in MAPPED and isinstance(entry.value, list):
        short = MAPPED[model][1](list(map(noted, entry.value)))
        if short is not None:
            return replace(entry, value=short)
    return each(entry, lambda one: shortened(one, model))


# --- What follows from a record's id ------------------------------------------------------------------

_FACTS = (m.Mention, m.Statement, m.Invitation, m.Undertaking, m.Background)
LOCAL_ID = re.compile(r"[a-z][0-9]+[a-z]+")
_NUMBERED = re.compile(r"[0-9]+(#[0-9]+)?:")


def _known_by_its_id(value: Values, model: type[m.Record]) -> Values:
    """Give a fact the id that is its key, the act beside it, and its quotes the paragraph that the id names."""
    if model not in _FACTS:
        return value
    first = next((key for key in value if LOCAL_ID.fullmatch(key)), None)
    if first is not None and "id" not in value:
        entry = value[first]
        known = {"id": _key(first, entry)}
        told = {m.Statement: "act", m.Undertaking: "kind"}.get(model)
        if told:
            known |= {} if told in value else {told: replace(entry, above=(), beside=entry.beside)}
        value = {**known, **{key: held for key, held in value.items() if key != first}}
    paragraph, quotes = _paragraph_of_id(value), value.get("quotes")
    if quotes is not None and isinstance(quotes.value, str):
        quotes = replace(quotes, value=[Noted(quotes.value, at=quotes.at, key_at=quotes.at)])
    if paragraph and quotes is not None and isinstance(quotes.value, list):
        value["quotes"] = replace(quotes, value=[_with_paragraph(noted(one), paragraph) for one in quotes.value])
    return value


def _with_paragraph(quote: Noted, paragraph: str) -> Noted:
    bare = isinstance(quote.value, str) and not _NUMBERED.match(quote.value)
    return replace(quote, value=f"{paragraph}: {quote.value}") if bare else quote


def _named_by_its_id(value: Values, model: type[m.Record]) -> Values:
    if model not in _FACTS:
        return value
    paragraph, quotes = _paragraph_of_id(value), value.get("quotes")
    if paragraph and quotes is not None and isinstance(quotes.value, list):
        bare = [_without_paragraph(noted(one), paragraph) for one in quotes.value]
        value["quotes"] = replace(quotes, value=bare)
    id_, act = value.get("id"), value.get("act")
    if model is m.Statement and act is not None and LOCAL_ID.fullmatch(str(plain(id_))) and not has_comments(id_):
        return {
            key: held
            for name, given in value.items() if name != "act"
            for key, held in ({plain(id_): act} if name == "id" else {name: given}).items()
        }  # fmt: skip
    return value


def _without_paragraph(quote: Noted, paragraph: str) -> Noted:
    number, colon, phrase = str(quote.value).partition(": ")
    bare = colon and number == paragraph and not _NUMBERED.match(phrase) and phrase == phrase.strip()
    return replace(quote, value=phrase) if bare else quote


def _paragraph_of_id(value: Values) -> str | None:
    id_ = plain(value.get("id"))
    return "".join(filter(str.isdigit, id_)) if isinstance(id_, str) and LOCAL_ID.fullmatch(id_) else None


# --- `meaning: printed` --------------------------------------------------------------------------------


def _printed_expanded(one: Noted, model: type[m.Record]) -> Noted:
    """`{wished: mong}` is an id and the words for it; of a kind the words may be several."""
    pair = _only_pair(one, model)
    if pair is None:
        return one
    printed = pair[1]
    if model is m.KindAsPrinted and isinstance(printed.value, str):
        printed = replace(printed, value=[Noted(printed.value, at=printed.at, key_at=printed.at)])
    return replace(one, value={"id": _key(*pair), "printed": printed})


def _printed_shortened(one: Noted, model: type[m.Record]) -> Noted:
    id_, printed = plain(one.value.get("id")), one.value.get("printed")
    if set(one.value) != {"id", "printed"} or not _is_key(id_, model) or plain(printed) is None:
        return one
    if model is m.KindAsPrinted and isinstance(printed.value, list) and len(printed.value) == 1:
        printed = folded(plain(printed.value[0]), printed)
    if isinstance(printed.value, dict):
        return one
    hollow = {"id": one.value["id"], "printed": replace(printed, value=None)}  # the words keep their own comments
    return folded({id_: Noted(printed.value)}, replace(one, value=hollow))


def _time_expanded(one: Noted, model: type[m.Record]) -> Noted:
    """`năm tới` is printed words alone; `{2012: năm 2012}` a span, or of a meeting a day, and its words."""
    if isinstance(one.value, str) and model is m.PlanTime:
        return replace(one, value={"printed": Noted(one.value, at=one.at, key_at=one.at)})
    pair = _only_pair(one, model)
    if pair is None:
        return one
    return replace(one, value={"within" if model is m.PlanTime else "date": _key(*pair), "printed": pair[1]})


def _time_shortened(one: Noted, model: type[m.Record]) -> Noted:
    name = "within" if model is m.PlanTime else "date"
    given = {field: value for field, value in plain(one).items() if value is not None or field == "date"}
    if set(given) == {"printed"} and model is m.PlanTime and isinstance(given["printed"], str):
        return folded(given["printed"], one)
    if set(given) == {"printed", name} and set(one.value) == set(given) and _is_key(given[name], model):
        return folded({given[name]: Noted(given["printed"])}, one)
    return one


def _credit_expanded(one: Noted, model: type[m.Record]) -> Noted:
    """`Điện Kremlin` is the words of a credit alone; `{vov: VOV}` whom they name, and the words."""
    if isinstance(one.value, str):
        return replace(one, value={"printed": Noted(one.value, at=one.at, key_at=one.at)})
    pair = _only_pair(one, model)
    return replace(one, value={"printed": pair[1], "organisation": _key(*pair)}) if pair else one


def _credit_shortened(one: Noted, model: type[m.Record]) -> Noted:
    given = plain(one)
    if set(given) == {"printed"} and isinstance(given["printed"], str):
        return folded(given["printed"], one)
    if set(given) == {"printed", "organisation"} and _is_key(given["organisation"], model):
        return folded({given["organisation"]: Noted(given["printed"])}, one)
    return one


def _shown_expanded(one: Noted, _model: type[m.Record]) -> Noted:
    """An id alone is a person who is shown."""
    is_id = isinstance(one.value, str)
    return replace(one, value={"person": Noted(one.value, at=one.at, key_at=one.at)}) if is_id else one


def _shown_shortened(one: Noted, _model: type[m.Record]) -> Noted:
    given = plain(one)
    return folded(given["person"], one) if set(given) == {"person"} and isinstance(given["person"], str) else one


def _photo_expanded(one: Noted, _model: type[m.Record]) -> Noted:
    """A photo's paragraph is that of its first quote."""
    paragraph = _paragraph(one)
    if "paragraph" in one.value or paragraph is None:
        return one
    return replace(one, value={"paragraph": Noted(paragraph, at=one.at, key_at=one.at), **one.value})


def _photo_shortened(one: Noted, _model: type[m.Record]) -> Noted:
    if plain(one.value.get("paragraph")) == _paragraph(one) is not None:
        drop(one, "paragraph")
    return one


def _undertaking_expanded(one: Noted, model: type[m.Record]) -> Noted:
    """`kind: {other: sáng kiến}` is a kind and the word for it."""
    kind = one.value.get("kind") if isinstance(one.value, dict) else None
    pair = _only_pair(noted(kind), model)
    if pair is None or "kind_printed" in one.value:
        return one
    value: Values = {}
    for name, entry in one.value.items():
        value |= {"kind": _key(*pair), "kind_printed": pair[1]} if name == "kind" else {name: entry}
    return replace(one, value=value)


def _undertaking_shortened(one: Noted, model: type[m.Record]) -> Noted:
    kind, printed = plain(one.value.get("kind")), plain(one.value.get("kind_printed"))
    if isinstance(kind, str) and isinstance(printed, str) and _is_key(kind, model):
        one.value["kind"] = folded({kind: Noted(printed)}, one.value["kind"], one.value.pop("kind_printed"))
    return one


_EXPAND: dict[type[m.Record], Callable[[Noted, type[m.Record]], Noted]] = {
    **dict.fromkeys(_AS_PRINTED, _printed_expanded),
    m.PlanTime: _time_expanded,
    m.MeetingTime: _time_expanded,
    m.Credit: _credit_expanded,
    m.PersonShown: _shown_expanded,
    m.Photo: lambda one, model: _photo_expanded(one, model) if isinstance(one.value, dict) else one,
    m.Undertaking: _undertaking_expanded,
}
_SHORTEN: dict[type[m.Record], Callable[[Noted, type[m.Record]], Noted]] = {
    **dict.fromkeys(_AS_PRINTED, _printed_shortened),
    m.PlanTime: _time_shortened,
    m.MeetingTime: _time_shortened,
    m.Credit: _credit_shortened,
    m.PersonShown: _shown_shortened,
    m.Photo: _photo_shortened,
    m.Undertaking: _undertaking_shortened,
}


# --- Lists that may be written as mappings -----------------------------------------------------------------


def _areas_listed(value: Mapping[str, Any], framing: Noted | None = None) -> Iterator[Noted]:
    """`{energy: năng lượng, pillar: {oil-gas: dầu khí}}`: areas with their words, some of them framed."""
    for name, given in value.items():
        entry = noted(given)
        if framing is None and name in list(Framing) and isinstance(entry.value, dict):
            yield from _areas_listed(entry.value, _key(name, entry))
            continue
        for printed in entry.value if isinstance(entry.value, list) else [entry]:
            word = noted(printed)
            record = {"id": _key(name, entry), "printed": Noted(word.value, at=word.at, key_at=word.at)}
            yield replace(entry, value={**record, **({"framing": framing} if framing else {})})


def _areas_mapped(items: list[Noted]) -> Values | None:
    found: Values = {}
    seen: set[tuple[str | None, str]] = set()
    framings = []
    for one in items:
        given = plain(one)
        if not isinstance(given, dict) or set(given) - {"framing"} != {"id", "printed"}:
            return None
        framing, id_, printed = given.get("framing"), given["id"], given["printed"]
        known = isinstance(id_, str) and isinstance(printed, str) and (framing is None or framing in list(Framing))
        if not known or id_ in list(Framing) or (framing, id_) in seen:
            return None
        seen.add((framing, id_))
        framings.append(framing)
        target = found if framing is None else found.setdefault(framing, Noted({}, at=one.at)).value
        target[id_] = folded(printed, one)
    # A framing that comes up again after another would lose its order.
    return None if any(framing is not None for framing in again(framings)) else found


def _capacities_listed(value: Mapping[str, Any]) -> Iterator[Noted]:
    """`{Tổng thống Nga: president of RU}`: printed offices, each with what it is and of whom."""
    for printed, given in value.items():
        entry = noted(given)
        record: Values = {"printed": _key(printed, entry)}
        if isinstance(entry.value, str):
            role, of, body = entry.value.partition(" of ")
            record["role"] = Noted(role, at=entry.at, key_at=entry.at)
            if of:
                start = (entry.at[0], entry.at[1] + len(role) + len(of))
                record["of"] = Noted(body, at=start, key_at=start)
            yield replace(entry, value=record)
        else:  # told as the wrong type
            yield replace(entry, value={**record, "role": Noted(entry.value, at=entry.at, key_at=entry.at)})


def _capacities_mapped(items: list[Noted]) -> Values | None:
    found: Values = {}
    for one in items:
        given = plain(one)
        fields = (
            {name: value for name, value in given.items() if value is not None} if isinstance(given, dict) else {}
        )
        texts = all(isinstance(value, str) for value in fields.values())
        if set(fields) - {"of"} != {"printed", "role"} or not texts or fields["printed"] in found:
            return None
        if " of " in fields["role"] or fields["printed"] in ("role", "capacities"):
            return None
        found[fields["printed"]] = folded(
            " of ".join([fields["role"], *([fields["of"]] if "of" in fields else [])]), one
        )
    return found


def _participants_listed(value: Mapping[str, Any]) -> Iterator[Noted]:
    """`{VN: {le-hoai-trung: {Bộ trưởng: minister of X}}, RU: sergey-lavrov}`: who was there, by sides."""
    for side, people in value.items():
        there = noted(people)
        if isinstance(there.value, dict):
            listed: Iterable[tuple[str, Noted]] = ((name, noted(one)) for name, one in there.value.items())
        else:  # one or several, without their offices
            ones = [noted(one) for one in (there.value if isinstance(there.value, list) else [there])]
            yield from (one for one in ones if not isinstance(one.value, str))  # told as the wrong type
            names = [one for one in ones if isinstance(one.value, str)]
            listed = [(str(one.value), replace(one, value=None, key_at=one.at)) for one in names]
        for name, entry in listed:
            who = "person" if m.is_id(name) else "described"
            record: Values = {who: _key(name, entry), "side": _key(side, there)}
            if isinstance(entry.value, dict) and entry.value and entry.value.keys() <= {"role", "capacities"}:
                record |= entry.value
            elif entry.value is not None:
                record["capacities"] = replace(entry, above=(), beside="")
            yield Noted(record, entry.above, entry.beside, entry.at, entry.key_at)


def _participants_mapped(items: list[Noted]) -> Values | None:
    found: Values = {}
    sides = []
    for one in items:
        given = plain(one)
        if not isinstance(given, dict) or not isinstance(given.get("side"), str):
            return None
        who, side = (
            next((given[name] for name in ("person", "described") if given.get(name) is not None), None),
            given["side"],
        )
        named = isinstance(given.get("person"), str)
        if (
            not isinstance(who, str)
            or m.is_id(who) != named
            or set(given) - {"person", "described", "side", "role", "capacities"}
        ):
            return None
        sides.append(side)
        people = found.setdefault(side, Noted({}, at=one.at)).value
        if who in people or not m.is_id(side):
            return None
        rest = {
            name: _inner_shortened(noted(one.value[name]), m.Capacity)
            for name in ("role", "capacities")
            if given.get(name)
        }
        titles = rest.get("capacities")
        if not rest:
            held = Noted(None)
        elif set(rest) == {"capacities"} and titles is not None and isinstance(titles.value, dict):
            held = titles
        else:
            held = Noted(rest)
        kept = {key: noted(one.value[key]) for key in ("person", "described", "side") if key in one.value}
        people[who] = replace(folded(None, replace(one, value=kept)), value=held.value)
        people[who].above += held.above
    if list(again(sides)):
        return None
    for side, entry in found.items():  # of nobody an office is printed
        if all(inner.value is None and not inner.above and not inner.beside for inner in entry.value.values()):
            names = list(entry.value)
            found[side] = Noted(names[0] if len(names) == 1 else [Noted(name) for name in names])
    return found


def _invitees_listed(value: Mapping[str, Any]) -> Iterator[Noted]:
    """`{dmitry-medvedev: {accepted: nhận lời}}`: who is invited, and the answer; null where there is none."""
    for person, given in value.items():
        entry = noted(given)
        record: Values = {"person": _key(person, entry)}
        if entry.value is not None:
            record["response"] = replace(entry, above=(), beside="")
        yield replace(entry, value=record)


def _invitees_mapped(items: list[Noted]) -> Values | None:
    found: Values = {}
    for one in items:
        given = plain(one)
        if not isinstance(given, dict) or not set(given) <= {"person", "response"} or given.get("person") in found:
            return None
        if not isinstance(given.get("person"), str):
            return None
        response = shortened(one.value["response"], m.ResponseAsPrinted) if given.get("response") else Noted(None)
        found[given["person"]] = replace(folded(None, one), value=plain(response))
    return found


MAPPED: dict[
    type[m.Record], tuple[Callable[[Mapping[str, Any]], Iterator[Noted]], Callable[[list[Noted]], Values | None]]
] = {
    m.AreaMention: (_areas_listed, _areas_mapped),
    m.Capacity: (_capacities_listed, _capacities_mapped),
    m.Participant: (_participants_listed, _participants_mapped),
    m.Invitee: (_invitees_listed, _invitees_mapped),
}
"""The records whose lists may be mappings: how to read these, and how to write them."""


def each(entry: Noted, change: Callable[[Any], Noted]) -> Noted:
    """Change a record, or each record of a list."""
    if isinstance(entry.value, list):
        return replace(entry, value=[change(one) for one in entry.value])
    return change(entry)


def _only_pair(one: Noted, model: type[m.Record]) -> tuple[str, Noted] | None:
    """Return the key and value of a mapping of one pair whose key is no field."""
    if isinstance(one.value, dict) and len(one.value) == 1:
        ((key, value),) = one.value.items()
        if key not in model.model_fields:
            return key, noted(value)
    return None


def _is_key(id_: Any, model: type[m.Record]) -> bool:
    return isinstance(id_, str) and id_ not in model.model_fields


def _key(key: str, entry: Noted) -> Noted:
    """Return a key as a value, where it stands."""
    return Noted(key, at=entry.key_at, key_at=entry.key_at)


def _paragraph(photo: Noted) -> str | None:
    quotes = plain(photo.value.get("quotes"))
    first = quotes[0] if isinstance(quotes, list) and quotes else quotes
    number = first.partition(":")[0].partition("#")[0] if isinstance(first, str) else ""
    return number if number.isdecimal() else None


def again(items: list[Any]) -> Iterator[Any]:
    """Yield the items that come up again after others."""
    starts = [items[0], *(after for before, after in pairwise(items) if before != after)] if items else []
    seen = set()
    for item in starts:
        if item in seen:
            yield item
        seen.add(item)
