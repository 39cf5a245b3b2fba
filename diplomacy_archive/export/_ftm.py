"""Write the archive as FollowTheMoney entities, a JSON object a line, each fact with its article and its words.

Meetings, statements, invitations and undertakings are `Event`s; people, bodies, countries and articles what they
are there. A `Documentation` joins what is reported with its article, paragraphs and words, an `UnknownLink` a
statement with its meetings. Values are written as that model keeps them: it drops others without a word.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from diplomacy_archive.export._chosen import Chosen, Language, Namer
from diplomacy_archive.export._sheets import unprinted
from diplomacy_archive.files._write import FileKind, replacing
from diplomacy_archive.records import _models as m

_LANGUAGES = {"vi": "vie", "en": "eng", "ru": "rus", "fr": "fra", "zh": "zho", "lo": "lao", "km": "khm"}
_SCHEMA = {m.Person: "Person", m.Party: "Organization", m.Organisation: "Organization", m.Country: "Territory"}

_LINES = FileKind("a file of entities", lambda start: start.startswith(b'{"id": '))
_ENDS = ("subject", "object", "entity", "document", "organizer", "involved", "proof")  # which name entities

Entity = dict[str, Any]


def export_ftm(chosen: Chosen, target: Path, lang: Language) -> list[Path]:
    """Write the entities; errors are those of `export_sheet`, but for its file's ending."""
    with replacing(target, kind=_LINES) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        for entity in _entities(chosen, Namer(chosen.archive, lang)):
            file.write(json.dumps(entity, ensure_ascii=False) + "\n")
    return [target]


def _entity(schema: str, id_: str, **properties: Iterable[object]) -> Entity:
    """Return an entity, its values as clean text and each once; properties without a value are left out.

    An id that another entity refers to may hold no slash there; `recordId` has it as it is.
    """
    kept = {}
    for name, values in properties.items():
        texts = [text for value in values if value and (text := unprinted(str(value)).strip())]
        if texts:
            kept[name] = list(dict.fromkeys(map(_id, texts) if name in _ENDS else texts))
    return {"id": _id(id_), "schema": schema, "properties": kept}


def _id(written: str) -> str:
    return written.replace("/", ".")


def _entities(chosen: Chosen, namer: Namer) -> Iterator[Entity]:
    meetings, statements = ({one.id for one in found} for found in (chosen.meetings, chosen.statements))
    named: dict[str, list[str]] = {}  # whoever the records name, with what is said of their offices
    yield from map(_article, chosen.articles)
    for meeting in chosen.meetings:
        for report in meeting.reports:
            for one in report.participants:
                named.setdefault(one.side, [])
                for capacity in one.capacities if one.person else ():
                    office = f"“{capacity.printed}” ({meeting.id}: {_words(report, namer)})"
                    named.setdefault(one.person or "", []).append(office)
                named.setdefault(one.person or one.side, [])
        yield from _meeting(meeting, namer)
    for statement in chosen.statements:
        who = (*statement.told_by, *statement.about, *statement.addressees, *statement.on_behalf_of)
        named.update((id_, named.get(id_, [])) for id_ in who)
        yield from _statement(statement, namer)
        yield from _links(statement, statement.meetings, meetings, namer)
    for plan in chosen.undertakings:
        named.update((id_, named.get(id_, [])) for id_ in plan.between)
        kind = f"{namer.term(plan.kind)}, {namer.term(plan.status.id)}"
        yield from _planned(plan, plan.between, kind, namer)
        yield from _links(plan, (*plan.raised_in, *plan.at), meetings | statements, namer)
    for visit in chosen.invitations:
        who = (*(visit.inviters or ()), *(one.person for one in visit.invitees), *filter(None, [visit.conveyed_by]))
        named.update((id_, named.get(id_, [])) for id_ in who)
        yield from _planned(visit, who, "invitation" if namer.lang == "en" else "lời mời", namer)
        yield from _links(visit, (*visit.raised_in, *visit.at), meetings | statements, namer)
    for narrated in chosen.background:
        named.update((id_, named.get(id_, [])) for id_ in narrated.about)
        yield from _planned(narrated, narrated.about, "background" if namer.lang == "en" else "bối cảnh", namer)
    for mention in chosen.mentions:
        cited = [f"“{one.printed}” ({mention.id}: {_words(mention, namer)})" for one in mention.capacities]
        named.setdefault(mention.person, []).extend(cited or [f"({mention.id}: {_words(mention, namer)})"])
    for id_, offices in named.items():
        record = namer.record(id_)
        if type(record) in _SCHEMA:
            yield _actor(record, offices)


def _article(article: m.Article) -> Entity:
    outside = [f"not from the article: {field} ({why})" for field, why in article.outside]
    return _entity(
        "Article",
        article.id,
        title=[article.headline or article.label.en or article.label.vi],
        author=[article.byline],
        publisher=[article.publisher],
        publishedAt=[article.published],
        retrievedAt=[article.seen],
        sourceUrl=_urls([article.url, article.archived]),
        language=[_LANGUAGES.get(article.language)],
        notes=outside,
    )


def _urls(addresses: Iterable[str | None]) -> list[str]:
    kept = [address for address in addresses if address and address.startswith(("http://", "https://"))]
    return [address if urlsplit(address).path else f"{address}/" for address in kept]


def _actor(record: m.Identity, offices: list[str]) -> Entity:
    country = record.id if isinstance(record, m.Country) else getattr(record, "country", None)
    names = record.names
    return _entity(
        _SCHEMA[type(record)],
        record.id,
        name=[record.name],
        alias=[form for form in (names.vi, names.en, names.ru, *record.aliases) if form != record.name],
        country=[country.lower()] if country else [],
        wikidataId=[id_ for site, id_ in record.external if site == "wikidata"],
        notes=[*offices, *(f"not from the articles: {field} ({why})" for field, why in record.outside)],
    )


def _meeting(meeting: m.Meeting, namer: Namer) -> Iterator[Entity]:
    described = [f"“{one.described}” ({namer.name(one.side)})" for one in meeting.participants if one.described]
    yield _entity(
        "Event",
        meeting.id,
        name=[f"{', '.join(map(namer.term, meeting.kinds))}: {namer.title(meeting)}"],
        recordId=[meeting.id],
        date=meeting.dates,
        involved=meeting.people,
        location=map(namer.name, meeting.places),
        country=[one.side.lower() for one in meeting.participants if one.side.isupper()],
        keywords=map(namer.name, meeting.areas),
        notes=[*map(namer.term, meeting.status), *described],
        **_evidence(meeting.articles, meeting.quotes, namer),
    )
    for report in meeting.reports:
        yield _documentation(meeting.id, report, namer)


def _statement(statement: m.Statement, namer: Namer) -> Iterator[Entity]:
    act = f"{namer.term(statement.act.id)} (“{statement.act.printed}”)" if statement.act else ""
    summary = getattr(statement.summary, namer.lang) or ""
    dates = {day for id_ in statement.meetings for day in namer.record(id_).dates}
    yield _entity(
        "Event",
        statement.id,
        name=[f"{namer.names(statement.speakers)} {act}: {summary}"],
        recordId=[statement.id],
        summary=[summary],
        date=sorted(dates),
        organizer=statement.speakers or (),
        involved=[*statement.conveyed_by, *statement.addressees, *statement.on_behalf_of, *statement.about],
        keywords=[f"{namer.name(area.id)} “{area.printed}”" for area in statement.areas],
        notes=[f"basis: {namer.term(statement.basis.speakers)}, {namer.term(statement.basis.meetings)}"],
        **_evidence([statement.article], statement.quotes, namer),
    )
    yield _documentation(statement.id, statement, namer)


def _links(one: m.Evidenced, at: Iterable[str], there: set[str], namer: Namer) -> Iterator[Entity]:
    """Yield where something was said or raised, as far as that is exported, too."""
    id_ = str(getattr(one, "id", ""))
    role = "said at" if isinstance(one, m.Statement) else "raised in"
    status = [namer.term(one.basis.meetings)] if isinstance(one, m.Statement) else []
    for other in at:
        if other in there:
            ends = {"subject": [id_], "object": [other], "role": [role], "status": status}
            yield _entity("UnknownLink", f"{id_}@{other}", **ends, **_evidence([one.article], (), namer))


def _planned(
    one: m.Undertaking | m.Invitation | m.Background, who: Iterable[str], kind: str, namer: Namer
) -> Iterator[Entity]:
    """Yield an undertaking, an invitation or what a narrator states, with where it is raised."""
    summary = getattr(one.summary, namer.lang) or ""
    yield _entity(
        "Event",
        one.id,
        name=[f"{kind}: {summary}"],
        recordId=[one.id],
        summary=[summary],
        involved=who,
        keywords=[f"{namer.name(area.id)} “{area.printed}”" for area in getattr(one, "areas", ())],
        notes=[f"“{one.when.printed}” {one.when.within or ''}" if one.when else ""],
        **_evidence([one.article], one.quotes, namer),
    )
    yield _documentation(one.id, one, namer)


def _evidence(articles: Iterable[str], quotes: Iterable[m.Quote], namer: Namer) -> dict[str, list[Any]]:
    found = [namer.article(id_) for id_ in articles]
    return {
        "proof": [article.id for article in found],
        "sourceUrl": _urls(article.url for article in found),
        "publisher": [article.publisher for article in found],
        "description": [f"{one.article} §{one.paragraph} “{one.phrase}”" for one in quotes],
    }


def _documentation(id_: str, proof: m.Evidenced, namer: Namer) -> Entity:
    ends = {"entity": [id_], "document": [proof.article], "role": ["evidence"], "summary": [_words(proof, namer)]}
    return _entity("Documentation", f"{id_}~{proof.article}", **ends, **_evidence([proof.article], (), namer))


def _words(proof: m.Evidenced, namer: Namer) -> str:
    return f"{proof.article} " + ", ".join(namer.cited(proof.quotes).split("\n"))
