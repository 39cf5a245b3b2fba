"""Check by the texts that names stand in them, and tell which articles name what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diplomacy_archive._text import Text, case_words
from diplomacy_archive.files._checks.findings import Finding, Path
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._walk import references


def evidence(records: m.Records) -> Iterator[tuple[m.Record, Path, m.Evidenced]]:
    """Yield each record that a file lists, the path inside it, and what its quotes prove: itself, or a photo."""
    for record in records.evidenced():
        yield record, (), record
    for article in records.articles:
        for index, photo in enumerate(article.photos):
            yield article, ("photos", index), photo


def _naming(records: m.Records) -> dict[str, set[str]]:
    """Return for each register entry the articles that name it, or an entry that belongs to it."""
    found: dict[str, set[str]] = {}
    for _record, _path, proof in evidence(records):
        for _at, id_, _registers in references(proof):
            found.setdefault(id_, set()).add(proof.article)
    above = {one.id: [id_ for _at, id_, _registers in references(one)] for one in records.identities()}
    for id_, articles in list(found.items()):
        way, seen = [id_], {id_}
        while way:
            for step in above.get(way.pop(), ()):
                if step not in seen:
                    seen.add(step)
                    way.append(step)
                    found.setdefault(step, set()).update(articles)
    return found


def names_stand(records: m.Records, texts: Mapping[str, Text]) -> Iterator[Finding]:
    """Each name, alias and area term stands in some text, or is declared outside knowledge.

    An entry that no article names, or one whose text is not at hand, may stand there: it is not told.
    """
    parts = (case_words(part) for text in texts.values() for part in text.paragraphs)
    corpus, naming = f" {' '.join(parts)} ", _naming(records)
    for identity in records.identities():
        if not naming.get(identity.id) or not naming[identity.id] <= texts.keys():
            continue
        given: list[tuple[tuple[str | int, ...], str | None, str]] = [
            (("names", language), getattr(identity.names, language), f"names.{language}")
            for language in ("vi", "en", "ru")
        ]
        given += [(("aliases", index), alias, "aliases") for index, alias in enumerate(identity.aliases)]
        if isinstance(identity, m.CooperationArea):
            given += [(("printed", index), term, "printed") for index, term in enumerate(identity.printed)]
        for path, name, declared in given:
            if name and not identity.is_outside(declared) and f" {case_words(name)} " not in corpus:
                message = (
                    f"{name!r} stands in no text; mend it, or say in outside: {{{declared}: …}} where it is from"
                )
                yield Finding(identity, path, "T08", message)


def is_at_home(field: str, id_: str, records: m.Records, home: str | None) -> bool:
    """Tell whether this is the side or office of an official of the archive's own country, which nobody prints."""
    if home is None or field not in ("participants.side", "participants.capacities.of"):
        return False
    bodies: tuple[m.Organisation | m.Party, ...] = (*records.organisations, *records.parties)
    return home == id_ or any(one.id == id_ and one.country == home for one in bodies)
