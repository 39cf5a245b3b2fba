"""Say what each column of each sort of row holds: the one place where columns are documented.

`--json`, `.rows()` and `.to_pandas()` give these, under these names, and they stay. A test holds
the table against the rows.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from diplomacy_archive.records._vocabulary import (
    Act,
    AreaKind,
    Basis,
    OrganisationKind,
    PartOfDay,
    PlaceKind,
    UndertakingKind,
    Vocabulary,
)

Holds = str | type[Vocabulary]
"""text, date, number, flag, list, object (named values, or null), or a vocabulary."""


class Column(NamedTuple):
    """What a column holds, and what it means."""

    holds: Holds
    means: str


def _columns(**given: tuple[Holds, str]) -> dict[str, Column]:
    return {name: Column(*column) for name, column in given.items()}


_WHEN_AND_WHERE = _columns(
    date=("date", "the day, if the reports give one and the same; null where they give none or differ"),
    dates=("list", "every day that a report gives, as YYYY-MM-DD"),
    part_of_day=(PartOfDay, "the part of the day, if stated and the same in all reports"),
    kinds=("list", "what sort of meeting the reports say it was: talks, call, …"),
    kinds_printed=("list", "every word that the articles call it by"),
    places=("list", "the ids of the places that reports give; empty where none is stated"),
    status=("list", "held if a report says so; else planned, cancelled: what the reports say"),
)
_TALKED = _columns(
    fields=("list", "the ids of fields of cooperation that statements mention"),
    topics=("list", "the ids of topics that statements mention"),
    articles=("list", "the ids of the articles that report it, by publication"),
)
_DIFFER = _columns(
    disagreements=("list", "fields in which reports of the meeting differ, each value with its articles")
)
_QUOTES = _columns(quotes=("list", "the words that prove it: article, paragraph, phrase, occurrence"))
_PARTICIPANT = "person (id; null if only described), name, side, role, capacities as printed"
_REFS = "whom a collective or indirect expression stands for: expression to ids"
_INFERRED = "field to the reason, for what the cited words alone do not say"
_GROUNDS = {
    **_columns(
        according_to=("list", "the ids of the sources that the articles name for it"),
        inferred=("object", _INFERRED),
    ),
    **_QUOTES,
}
_AREAS = "areas mentioned: id, printed, framing"
_RAISED = "the ids of the statements that raise it"
_WHEN = "when: printed, within (EDTF), unclear; null where not stated"
_IDENTITY = _columns(
    id=("text", "the id; a country's is its ISO 3166-1 code"),
    name=("text", "the Vietnamese name, or the English or Russian one"),
    names=("object", "vi, en, ru, each as far as known"),
    aliases=("list", "other written forms"),
    external=("object", "ids elsewhere: wikidata"),
    outside=("object", "field to source, for what is not from the articles"),
)
_SUMMARIES = _columns(
    summary_vi=("text", "what it is, in our own words, in Vietnamese"), summary_en=("text", "the same in English")
)

COLUMNS: dict[str, dict[str, Column]] = {
    "meeting": {
        **_columns(id=("text", "the meeting's id")),
        **_WHEN_AND_WHERE,
        **_columns(participants=("list", f"who took part: {_PARTICIPANT}")),
        **_TALKED,
        **_columns(
            statements=("list", "the ids of what was said there"),
        ),
        **_DIFFER,
        **_GROUNDS,
    },
    "encounter": {
        **_columns(meeting=("text", "the id of the meeting")),
        **_WHEN_AND_WHERE,
        **_columns(one=("object", _PARTICIPANT), other=("object", f"somebody of another side: {_PARTICIPANT}")),
        **_TALKED,
        **_DIFFER,
        **_GROUNDS,
    },
    "statement": {
        **_columns(
            id=("text", "article and place in it: …/p14a is of paragraph 14"),
            article=("text", "the id of the article"),
            paragraph=("number", "the paragraph that its first quote stands in"),
            meetings=("list", "the ids of the meetings at which it was said"),
            speakers=("list", "the ids of those who said it; null where the article leaves it open"),
            conveyed_by=("list", "the ids of the people who told it at the meeting for the speakers"),
            act=(Act, "what they did by it; null where no verb of saying is printed"),
            act_printed=("text", "the article's verb; null where it prints none"),
            basis_of_speakers=(Basis, "how we know who speaks"),
            basis_of_meetings=(Basis, "how we know at which meetings, and who conveyed it there"),
            when=("object", _WHEN),
            about=("list", "the ids of people, countries, parties, organisations spoken of"),
            on_behalf_of=("list", "for whom they spoke, as stated: ids"),
            addressees=("list", "to whom a message is addressed, as stated: ids"),
            areas=("list", _AREAS),
            areas_open=("text", "the words that say the list of areas is not complete"),
            according_to=("text", "the id of the source that the article names"),
            inferred=("object", _INFERRED),
            content=("text", "not_stated where something is only mentioned"),
            refs=("object", _REFS),
            summary_vi=("text", "what was said, in our own words, in Vietnamese"),
            summary_en=("text", "the same in English"),
        ),
        **_QUOTES,
    },
    "person": {
        **_IDENTITY,
        **_columns(
            offices=("list", "capacities as printed: role, of, printed, article, meeting, date"),
        ),
    },
    "party": {**_IDENTITY, **_columns(country=("text", "ISO code"))},
    "organisation": {
        **_IDENTITY,
        **_columns(
            kind=(OrganisationKind, "what it is"),
            country=("text", "ISO code"),
            part_of=("text", "the id of the party, organisation or country it belongs to"),
        ),
    },
    "country": _IDENTITY,
    "place": {
        **_IDENTITY,
        **_columns(kind=(PlaceKind, "what it is"), within=("text", "the id of the place or country that holds it")),
    },
    "area": {
        **_IDENTITY,
        **_columns(
            kind=(AreaKind, "whether the sides work together in it or only talked about it"),
            parent=("text", "the id of the broader area"),
            joins=("list", "ids of the areas that its name joins"),
            printed=("list", "terms that articles print for it"),
        ),
    },
    "article": _columns(
        id=("text", "the article's id"),
        published=("date", "the day it was published"),
        publisher=("text", "who published it; null where unknown"),
        headline=("text", "as printed; null where unknown"),
        url=("text", "where it is to be read; null where unknown"),
        archived=("text", "the address of an archived copy"),
        seen=("date", "the day its address was seen"),
        byline=("text", "as printed; null where there is none"),
        language=("text", "BCP 47, as vi"),
        label=("object", "what it reports, in our own words: vi, en"),
        fingerprints=("list", "how to recognise its text: paragraphs, sha256"),
        partial=("flag", "whether only its beginning was at hand"),
        photos=("list", "photos by their captions: paragraph, credit, meeting, shown, quotes"),
        uncited=("object", "paragraph to the reason why no fact cites it"),
        inferred=("object", _INFERRED),
        coded=("list", "who coded it, when, and by which version of the rules: by, on, rules"),
        errata=("list", "what was wrong, and since which version: what, since"),
        outside=("object", "field to source, for what is not from the article's text"),
    ),
    "mention": {
        **_columns(
            id=("text", "article and place in it"),
            article=("text", "the id of the article that reports it"),
            person=("text", "the id of somebody who is named and took part in no meeting"),
            capacities=("list", "offices as printed: printed, role, of"),
            inferred=("object", _INFERRED),
        ),
        **_QUOTES,
    },
    "invitation": {
        **_columns(
            id=("text", "article and place in it"),
            article=("text", "the id of the article that reports it"),
            inviters=("list", "the ids of those who invite; null where the article does not say"),
            conveyed_by=("text", "the id of who passed it on"),
            invitees=("list", "who is invited: person, response"),
            visit=("text", "the id of the country or place to visit"),
            when=("object", _WHEN),
            raised_in=("list", _RAISED),
            at=("list", "the ids of the meetings at which it was made"),
            refs=("object", _REFS),
        ),
        **_SUMMARIES,
        **_QUOTES,
    },
    "undertaking": {
        **_columns(
            id=("text", "article and place in it"),
            article=("text", "the id of the article that reports it"),
            kind=(UndertakingKind, "what is undertaken"),
            kind_printed=("text", "the article's word for it"),
            part_of=("text", "the id of the plan or agreement it is a part of"),
            between=("list", "the ids of those it is between, as far as stated"),
            when=("object", _WHEN),
            status=("object", "how far it has come: id, printed"),
            areas=("list", _AREAS),
            place=("object", "where the thing is to be, or is done: id, printed"),
            raised_in=("list", _RAISED),
            at=("list", "the ids of the meetings at which it was made"),
            refs=("object", _REFS),
        ),
        **_SUMMARIES,
        **_QUOTES,
    },
    "background": {
        **_columns(
            id=("text", "article and place in it"),
            article=("text", "the id of the article that reports it"),
            about=("list", "the ids of those it is about"),
            areas=("list", _AREAS),
            place=("object", "where the thing is said to be: id, printed"),
            when=("object", _WHEN),
            refs=("object", _REFS),
        ),
        **_SUMMARIES,
        **_QUOTES,
    },
}
"""The columns of the rows of each table's records."""


def frame(rows: list[dict[str, Any]], table: str) -> Any:
    """Return rows as a pandas DataFrame: days as dates, vocabularies as categories, lists as lists.

    Raises:
        ImportError: pandas is not installed; the message says what to install.
    """
    try:
        import pandas as pd
    except ImportError:
        raise ImportError("to_pandas() needs pandas; in the project's folder: pip install '.[pandas]'") from None
    found = {}
    for name, column in COLUMNS[table].items():
        values = [row[name] for row in rows]
        if column.holds == "date":
            found[name] = pd.Series(values, dtype="datetime64[s]")
        elif isinstance(column.holds, type):
            found[name] = pd.Series(pd.Categorical(values, categories=[term.value for term in column.holds]))
        else:
            kinds = {"number": "int64", "flag": "bool", "text": "string"}
            found[name] = pd.Series(values, dtype=kinds.get(str(column.holds), "object"))
    return pd.DataFrame(found)
