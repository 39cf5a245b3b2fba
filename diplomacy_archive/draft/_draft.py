"""Draft the data file of an article from its text: what can be quoted is proposed, the rest is asked.

The rules are deterministic and know no more than the archive's registers, its vocabularies and a
lexicon of Vietnamese diplomatic usage. Every proposal has a quote that `verify` proves and a
comment that starts with `# ?` and says what to confirm; `check` tells each that is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diplomacy_archive._text import Text
from diplomacy_archive.draft._article import Understood, understand
from diplomacy_archive.draft._beside import Beside
from diplomacy_archive.draft._citing import Citer, paragraph_of
from diplomacy_archive.draft._identities import Identities
from diplomacy_archive.draft._persons import Persons
from diplomacy_archive.draft._reading import Part
from diplomacy_archive.draft._reports import Reports
from diplomacy_archive.draft._words import slug
from diplomacy_archive.errors import FileError, shown
from diplomacy_archive.files._format import arranged, modeline
from diplomacy_archive.files._layout import Noted, lay_out
from diplomacy_archive.files._loader import Sources
from diplomacy_archive.files._texts import TextFile, match, read_texts
from diplomacy_archive.files._write import inside, replacing
from diplomacy_archive.records import _models as m

_NO_FACT = {
    Part.HEADLINE: "headline",
    Part.BYLINE: "byline",
    Part.OTHER: "a line of the page, no part of the report",
}
"""The parts of a text that need no fact to cite them, with why."""


@dataclass(frozen=True)
class Draft:
    """A drafted data file.

    Attributes:
        id: The article's id, and the file's name.
        text: The file's text.
        counts: How many records of each list it proposes.
        remarks: What the curator is told besides: a near copy, a meeting already recorded.
    """

    id: str
    text: str
    counts: dict[str, int]
    remarks: tuple[str, ...]


def draft_file(text: Path, folder: Path) -> tuple[Path, Draft]:
    """Draft the data file of a text file and write it into a data folder; return where, and the draft.

    Raises:
        FileError: The text cannot be read, the archive has it already, or the file cannot be written.
    """
    files, problems = read_texts([text])
    if problems or text.is_dir():
        raise FileError(str(problems[0]) if problems else f"{shown(text)} is a folder; draft one text at a time")
    made = draft(files[0].text, Sources(folder).records)
    articles = folder / "articles"
    path = articles / f"{made.id}.yaml"
    inside(path, folder)
    articles.mkdir(exist_ok=True)
    with replacing(path, new=True) as temporary:
        temporary.write_bytes(made.text.encode())
    return path, made


def draft(text: Text, records: m.Records) -> Draft:
    """Draft the data file of a text.

    Args:
        text: The article's text.
        records: What the archive has: its registers, and the articles that the text may repeat.

    Raises:
        FileError: The archive has the text already, or the text holds no words.
    """
    if not text.paragraphs:
        raise FileError("the text holds no words; there is nothing to draft")
    remarks: list[str] = []
    matched = match([TextFile("the text", text, True, "UTF-8")], records)
    if matched.texts:
        raise FileError(f"the archive has this text already, as {next(iter(matched.texts))}; nothing is drafted")
    if matched.near:
        near = next(iter(matched.near))
        remarks.append(
            f"almost the text of {near}: if it is that article, corrected, add its fingerprint there and delete "
            f"this draft"
        )
    understood = understand(text, records)
    identities, citer = Identities(text, records, understood.parties), Citer(text)
    persons = Persons(understood, identities, citer, records)
    reports = Reports(understood, identities, citer, persons, records)
    beside = Beside(understood, identities, citer, persons, reports.ids)
    lists = {"reports": list(reports.all()), "mentions": list(beside.mentions())}
    taken = {article.id for article in records.articles} | {report.meeting for report in records.reports}
    id_ = _id(understood, taken.union(reports.ids.values()))
    photos = list(beside.photos())
    noted = [*photos, *(record for found in lists.values() for record in found)]
    cited = {paragraph_of(quote) for record in noted for quote in record.value["quotes"]}
    document: dict[str, Any] = {"article": _article(id_, understood, photos, cited)}
    document |= {name: found for name, found in lists.items() if found}
    tail = [f"# not proposed, {how}: {number}: {words}" for number, words, how in understood.account.set_aside]
    written = lay_out(
        arranged(document, "articles"), head=[modeline("articles")], tail=tail + identities.comments()
    )
    counts = {name: len(found) for name, found in lists.items()}
    return Draft(id_, written, counts, tuple(dict.fromkeys((*remarks, *reports.remarks))))


def _article(id_: str, understood: Understood, photos: list[Noted], cited: set[int]) -> dict[str, Any]:
    reading = understood.reading
    day = reading.published if reading.published and reading.published.day else None
    headline = reading.first(Part.HEADLINE)
    bylines = list(reading.numbered(Part.BYLINE))
    ask = "# ? not found in the text"
    article: dict[str, Any] = {
        "id": id_,
        "published": str(day) if day else Noted(None, beside=f"# ? the day: {_known(understood)}"),
        "publisher": Noted(None, beside=ask),
        "headline": Noted(headline[1], beside="# ?") if headline else Noted(None, beside=ask),
        "url": Noted(None, beside=ask),
        "byline": Noted(bylines[-1][1], beside="# ?") if bylines else Noted(None, beside=ask),
        "language": "vi",
        "label": Noted({"vi": None, "en": None}, beside="# ? what it reports, in your own words"),
        "fingerprints": [{"paragraphs": len(reading.text.paragraphs), "sha256": reading.text.fingerprint}],
    }
    article |= {"photos": photos} if photos else {}
    uncited = {
        str(number): _NO_FACT[part]
        for number, part in enumerate(reading.parts, 1)
        if part in _NO_FACT and number not in cited
    }
    article |= {"uncited": uncited} if uncited else {}
    if day:
        where = (
            "the date stamp at the head of the text"
            if not reading.dated_by
            else f"the date line, paragraph {reading.dated_by}"
        )
        article["inferred"] = {"published": where}
    return article


def _known(understood: Understood) -> str:
    published = understood.reading.published
    return f"the stamp gives only {published}" if published else "the text gives none"


def _id(understood: Understood, taken: set[str]) -> str:
    """Return an id for the article: its day, and the names of those met or words of the headline."""
    published = understood.reading.published
    day = str(published) if published and published.day else "undated"
    held = [told for told in understood.meetings if not told.planned]
    met = dict.fromkeys(one.short for told in held for one in told.parties[1:] if one.name)
    headline = understood.reading.first(Part.HEADLINE) or (1, understood.reading.text.paragraphs[0])
    words = "-".join(list(met)[:2]) or "-".join(slug(headline[1]).split("-")[:5])
    host = next((told.parties[0].short for told in held), "article")
    wanted = (f"{day}-{words}", f"{day}-{host}-{words}", *(f"{day}-{words}-{number}" for number in range(2, 99)))
    return next(id_ for id_ in wanted if id_ not in taken)
