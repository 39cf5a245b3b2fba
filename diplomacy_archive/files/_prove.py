"""Prove the quotations of any prose against the recorded words and the texts that are attached."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from diplomacy_archive._text import Text, closest, fold_words
from diplomacy_archive.errors import FilterError
from diplomacy_archive.files._quotations import Named, Quotation, Reference, read_quotations
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import Basis

_LONGEST = 1_000_000  # characters of a text; it takes some ten seconds
_LIKE, _SAME = 0.5, 0.85  # how like the nearest words are to be shown, and to be the ones that were changed
_PARTS = 4  # into so many places a quotation may be taken apart
_NAME = 5  # a last name so long names somebody by itself; Vietnamese ones are words, too
_TYPED = str.maketrans(
    dict.fromkeys("“”„«»‹›「」『』", '"') | dict.fromkeys("‘’ʼ`´", "'") | dict.fromkeys("–—‑‐−", "-")
)
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff*\\"))
_EDGES = " .,;:!?_…\"'"
_ELISION = re.compile(r"\s*(?:\[\s*\.\.\.\s*\]|\(\s*\.\.\.\s*\)|\.\.\.)\s*")
_PRONOUN = re.compile(r"\b(he|she|they|both|ông ấy|ông này|bà ấy|hai bên|họ)\b", re.IGNORECASE)


class Verdict(StrEnum):
    """What the archive can say of a quotation."""

    STANDS = "stands"
    ELSEWHERE = "stands_elsewhere"
    STITCHED = "stitched"
    NOT_THERE = "not_there"
    UNKNOWN = "cannot_be_told"


LABELS: dict[Verdict, tuple[str, str]] = {
    Verdict.STANDS: ("đúng nguyên văn", "stands"),
    Verdict.ELSEWHERE: ("có, nhưng ở chỗ khác", "stands elsewhere"),
    Verdict.STITCHED: ("ghép từ nhiều chỗ", "stitched"),
    Verdict.NOT_THERE: ("không có", "not there"),
    Verdict.UNKNOWN: ("chưa thể biết", "cannot be told"),
}
"""What each verdict is called, in Vietnamese and in English."""


@dataclass(frozen=True)
class Place:
    """Where words of an article stand.

    Attributes:
        article: The article's id.
        paragraphs: The paragraph; several where only the text could tell which of them.
        phrase: The words that are recorded there; empty where only the attached text has them.
        record: The id of the record that cites them; None where none does.
        speakers: Who says or conveys it, where the record is a statement that tells.
        conveyed_by: Those of them who only convey it.
        meetings: The meetings of the record.
        is_open: Whether the article leaves open at which of the meetings it was said.
        owners: Every id that the words belong to.
    """

    article: str
    paragraphs: tuple[int, ...]
    phrase: str = ""
    record: str | None = None
    speakers: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    conveyed_by: tuple[str, ...] = ()
    is_open: bool = False
    owners: frozenset[str] = field(default_factory=frozenset, repr=False)

    def __str__(self) -> str:
        return f"{self.article} {' / '.join(f'§{number}' for number in self.paragraphs)}".strip()


@dataclass(frozen=True)
class Finding:
    """What is found of one quotation, or of one id that a text names.

    Attributes:
        words: The quotation as written, or the id.
        line: The line of the text it begins in.
        verdict: What the archive can say of it.
        places: Where it stands, or where its parts do.
        nearest: Of words that do not stand, the nearest that do.
        notes: What else is to be said, each in Vietnamese and in English.
        is_id: Whether it is an id and not a quotation.
    """

    words: str
    line: int
    verdict: Verdict
    places: tuple[Place, ...] = ()
    nearest: Place | None = None
    notes: tuple[tuple[str, str], ...] = ()
    is_id: bool = False

    def row(self) -> dict[str, Any]:
        """Return it as plain values that JSON can hold."""
        return {
            "line": self.line,
            "words": self.words,
            "verdict": self.verdict.value,
            "places": [_row(place) for place in self.places],
            "nearest": _row(self.nearest) if self.nearest else None,
            "notes": [english for _, english in self.notes],
        }

    def text(self, lang: str = "en") -> str:
        """Return it as a few lines to be read."""
        second = lang == "en"
        marks = ("", "") if self.is_id else ("“", "”")
        lines = [f"{self.line}: {LABELS[self.verdict][second]}: {marks[0]}{' '.join(self.words.split())}{marks[1]}"]
        for place in self.places[:5]:
            cited = f", {place.record}" if place.record and place.record != place.article else ""
            conveyed = ("người nói lại: ", "conveyed by ")[second]
            by = [f"{conveyed if one in place.conveyed_by else ''}{one}" for one in place.speakers]
            said = f" ({', '.join(by)})" if by else ""
            joint = ((" hoặc ", " or ")[second]) if place.is_open else ", "
            at = f" @ {joint.join(one for one in place.meetings if one != place.record)}" if said else ""
            lines.append(f"    {place}{cited}{said}{at}")
        if len(self.places) > 5:
            rest = len(self.places) - 5
            lines.append(f"    {(f'và {rest} chỗ nữa', f'and in {rest} more places')[second]}")
        if self.nearest:
            near = f"“{self.nearest.phrase}”, {self.nearest}"
            lines.append(f"    {(f'gần nhất: {near}', f'the nearest is {near}')[second]}")
        return "\n".join([*lines, *(f"    {note[second]}" for note in self.notes)])


def _row(place: Place) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in vars(place).items()
        if name != "owners"
    }


class Proof(tuple[Finding, ...]):
    """What is found of each quotation and id of a text, in its order."""

    __slots__ = ()

    @property
    def stands(self) -> bool:
        """Whether all stands just where the text says."""
        return all(finding.verdict is Verdict.STANDS for finding in self)

    def rows(self) -> list[dict[str, Any]]:
        """Return the findings as plain rows that JSON can hold."""
        return [finding.row() for finding in self]

    def text(self, lang: str = "en") -> str:
        """Return the findings to be read, in Vietnamese (`vi`) or English."""
        if not self:
            return "there is no quotation and no id in it" if lang == "en" else "không có trích dẫn hay mã nào"
        good = sum(finding.verdict is Verdict.STANDS for finding in self)
        total = f"{good} of {len(self)} stand" if lang == "en" else f"đúng {good}/{len(self)}"
        return "\n".join([*(finding.text(lang) for finding in self), total])

    def __str__(self) -> str:
        return self.text()


def plain(words: str) -> str:
    """Return words as they are compared: one normal form, one kind of mark, no emphasis, no full stop at the end.

    >>> plain("“hội đàm”,  *tại* Hà Nội.")
    'hội đàm", tại Hà Nội'
    """
    normal = unicodedata.normalize("NFKC", words.translate(_UNSEEN)).translate(_TYPED)
    return " ".join(normal.split()).strip(_EDGES)


def holds(words: str, text: str) -> bool:
    """Tell whether plain words stand in a plain text, letter for letter, no word and no number cut.

    >>> holds("5 tỷ USD", "25,5 tỷ USD"), holds("tỷ USD", "25,5 tỷ USD"), holds("aligned", "non-aligned")
    (False, True, False)
    """
    if words not in text:
        return False
    left = r"(?<!\w)(?<!\w[-'.])" + (r"(?<!\d[,/:])" if words[:1].isdigit() else "")
    right = r"(?!\w|[-.]\w|'(?!s\b)\w)" + (r"(?![,:]\d|\s?%)" if words[-1:].isdigit() else "")
    return re.search(left + re.escape(words) + right, text) is not None


class Prover:
    """Holds the words of an archive ready to be compared.

    Args:
        records: What is recorded.
        texts: The articles' texts, as far as they are at hand.
    """

    def __init__(self, records: m.Records, texts: Mapping[str, Text]) -> None:
        self._articles = {article.id: article for article in records.articles}
        self._texts = {id_: [plain(part) for part in text.paragraphs] for id_, text in texts.items()}
        self._recorded = [(plain(place.phrase), place) for place in _places(records)]
        whole = [
            (part, Place(article, (number,)))
            for article, paragraphs in self._texts.items()
            for number, part in enumerate(paragraphs, 1)
        ]
        self._folded = [
            (set(fold_words(words).split()), words, place) for words, place in [*self._recorded, *whole]
        ]
        self._ids = {id_ for _, place in self._recorded for id_ in place.owners} | self._articles.keys()
        self._ids |= {id_ for decided in records.decisions for id_ in decided.ids}  # some of which were given up
        self._addresses = {
            address: article.id
            for article in records.articles
            for address in (article.url, article.archived)
            if address
        }
        self._people = {one.id: one for one in records.people}
        self._titles: dict[str, set[str]] = {}
        for report in records.reports:
            for one in report.participants:
                titles = self._titles.setdefault(one.key, set())
                for capacity in one.capacities:
                    role = capacity.role.value.replace("_", " ")
                    titles.update((capacity.printed.lower(), role, role.split()[-1]))
        self._summaries: list[tuple[str, str]] = [
            (plain(said), getattr(record, "id", ""))
            for record in records.evidenced()
            if (summary := getattr(record, "summary", None))
            for said in (summary.vi, summary.en)
            if said
        ]

    def prove(self, text: object) -> Proof:
        """Say of each quotation and each id of a text whether it stands, and where.

        Raises:
            FilterError: It is no text, or longer than a million characters.
        """
        if not isinstance(text, str):
            raise FilterError(f"what is to be proven must be text; found {type(text).__name__}")
        if len(text) > _LONGEST:
            raise FilterError(f"what is to be proven has at most {_LONGEST:,} characters; found {len(text):,}")
        quotations, references = read_quotations(text)
        found = [*map(self._quotation, quotations), *map(self._reference, references)]
        return Proof(sorted(found, key=lambda finding: finding.line))

    def _reference(self, named: Reference) -> Finding:
        """Say whether an id names a record."""
        if named.id in self._ids:
            return Finding(named.id, named.line, Verdict.STANDS, is_id=True)
        near = closest(named.id, sorted(self._ids))
        notes = [(f"gần giống: {', '.join(near)}", f"alike: {', '.join(near)}")] if near else []
        no_record = ("không có bản ghi nào mang mã này", "no record has this id")
        return Finding(named.id, named.line, Verdict.NOT_THERE, notes=(no_record, *notes), is_id=True)

    def _quotation(self, one: Quotation) -> Finding:
        """Say whether a quotation stands, and where."""
        words = plain(one.words)
        notes = [] if one.closed else [("dấu trích dẫn thiếu một nửa", "one of its quotation marks is missing")]
        found = self._standing(words) if words else []
        if found:
            wanted = [place for place in found if any(self._fits(named, place) for named in one.named)]
            if one.named and not wanted:
                said = ("không ở chỗ mà bài viết nêu", "not where the text says")
                return Finding(one.words, one.line, Verdict.ELSEWHERE, tuple(found), notes=(*notes, said))
            found = wanted or found
            others = self._others_named(one.around, found)
            if others:
                named = ", ".join(self._people[id_].name for id_ in others)
                said = (f"bài viết nêu {named}", f"the text names {named}")
                return Finding(one.words, one.line, Verdict.ELSEWHERE, tuple(found), notes=(*notes, said))
            return Finding(one.words, one.line, Verdict.STANDS, tuple(found), notes=tuple(notes))
        return self._missing(one, words, notes)

    def _missing(self, one: Quotation, words: str, notes: list[tuple[str, str]]) -> Finding:
        """Say of words that stand nowhere whether they are stitched, changed, or cannot be told."""
        ids = {self._addresses.get(id_, id_) for named in one.named for id_ in named.ids}
        named = {place.article for _, place in self._recorded if ids & place.owners} | ids & self._articles.keys()
        unread = [id_ for id_ in named or self._articles if id_ not in self._texts]
        parts = self._parts(words)
        alike, nearest = self._nearest(words)
        own = next((id_ for said, id_ in self._summaries if words and words in said), None)
        if own:
            notes.append(
                (f"lời tóm tắt của {own}, không phải chữ của bài", f"the summary of {own}, no article's words")
            )
        if parts and (_ELISION.search(words) or (alike < _SAME and not unread)):
            places = tuple(part[0] for part in parts)
            return Finding(one.words, one.line, Verdict.STITCHED, places, notes=tuple(notes))
        if unread:
            listed = ", ".join(unread[:3]) + (", …" if len(unread) > 3 else "")
            notes.append(
                (f"chưa có văn bản của {listed}", f"not among the recorded words; no text of {listed} is attached")
            )
            if parts and alike < _SAME:
                at = " + ".join(str(part[0]) for part in parts)
                notes.append((f"từng phần có ở {at}", f"its parts are recorded at {at}"))
        verdict = Verdict.UNKNOWN if unread else Verdict.NOT_THERE
        return Finding(one.words, one.line, verdict, nearest=nearest, notes=tuple(notes))

    def _standing(self, words: str) -> list[Place]:
        """Return every place at which plain words stand, those that a record cites first."""
        found = [self._narrowed(words, place) for phrase, place in self._recorded if holds(words, phrase)]
        cited = {(place.article, number) for place in found for number in place.paragraphs}
        for article, paragraphs in self._texts.items():
            for number, paragraph in enumerate(paragraphs, 1):
                if (article, number) not in cited and holds(words, paragraph):
                    found += self._around(words, article, number)
        # A printed form of several paragraphs says less than a quote that has the same words in one of them.
        exact = {(place.record, *place.paragraphs) for place in found if len(place.paragraphs) == 1}
        return list(
            {
                (place.record, place.article, place.paragraphs): place
                for place in found
                if len(place.paragraphs) == 1
                or not any((place.record, number) in exact for number in place.paragraphs)
            }.values()
        )

    def _narrowed(self, words: str, place: Place) -> Place:
        """Let an attached text tell in which of several paragraphs words stand."""
        text = self._texts.get(place.article, [])
        here = tuple(
            number for number in place.paragraphs if number <= len(text) and holds(words, text[number - 1])
        )
        return replace(place, paragraphs=here) if here else place

    def _around(self, words: str, article: str, number: int) -> list[Place]:
        """Return the records whose words stand inside longer words of a paragraph, or the bare paragraph."""
        here = [
            (phrase, place)
            for phrase, place in self._recorded
            if (article, (number,)) == (place.article, place.paragraphs)
        ]
        within = [place for phrase, place in here if holds(phrase, words)]
        owners = frozenset({article}.union(*(place.owners for _, place in here)))
        return within or [Place(article, (number,), owners=owners)]

    def _fits(self, named: Named, place: Place) -> bool:
        ids = {self._addresses.get(id_, id_) for id_ in named.ids}
        return (not ids or bool(ids & place.owners)) and (
            not named.paragraphs or bool(set(named.paragraphs) & set(place.paragraphs))
        )

    def _others_named(self, around: str, found: Sequence[Place]) -> list[str]:
        """Return whom a sentence names where none of them says these words; nobody where it may mean who does."""
        speakers = [set(place.speakers) for place in found]
        if not all(speakers) or _PRONOUN.search(around):
            return []
        text, low = plain(around), plain(around).lower()
        for one in set().union(*speakers):
            forms = [form for person in [self._people.get(one)] if person for form in _forms(person, 0)]
            titles = self._titles.get(one, ())
            if any(holds(plain(form), text) for form in forms) or any(holds(plain(form), low) for form in titles):
                return []
        if not all(one in self._people for one in set().union(*speakers)):
            return []
        return [
            id_ for id_, one in self._people.items() if any(holds(plain(form), text) for form in _forms(one, _NAME))
        ]

    def _parts(self, words: str) -> list[list[Place]]:
        """Take words apart into the fewest runs of two words or more that stand; none where that cannot be done."""
        elided = [part.strip(_EDGES) for part in _ELISION.split(words)]
        if len(elided) > 1:
            parts = [self._standing(part) for part in elided if part]
            return parts if all(parts) else []
        rest, parts = words.split(), []
        while rest:
            for size in range(len(rest), 1, -1):
                found = self._standing(" ".join(rest[:size]).strip(_EDGES))
                if found:
                    break
            else:
                return []
            parts.append(found)
            rest = rest[size:]
        return parts if 1 < len(parts) <= _PARTS else []

    def _nearest(self, words: str) -> tuple[float, Place | None]:
        """Return the recorded words, or those of a text, that are most like these, and how like they are."""
        wanted = fold_words(words).split()
        near = max(self._folded, key=lambda one: len(one[0].intersection(wanted)), default=None)
        if near is None or not near[0].intersection(wanted):
            return 0.0, None
        whole = near[1].split()
        runs = [whole[at : at + len(wanted)] for at in range(max(1, len(whole) - len(wanted) + 1))]
        run = " ".join(max(runs, key=lambda run: len(set(fold_words(" ".join(run)).split()).intersection(wanted))))
        alike = SequenceMatcher(None, " ".join(wanted), fold_words(run)).ratio()
        return alike, replace(near[2], phrase=run) if alike >= _LIKE else None


def _forms(person: m.Person, shortest: int) -> Iterator[str]:
    """Yield what somebody is called, the last name alone where it is long enough."""
    for form in person.forms:
        yield form
        last = form.split()[-1]
        if len(last) >= shortest:
            yield last


def _places(records: m.Records) -> Iterator[Place]:
    """Yield where each recorded phrase and printed form stands, and what it belongs to."""
    statements = {one.id: one for one in records.statements}
    raised: dict[str, set[str]] = {}
    plans: list[m.Invitation | m.Undertaking] = [*records.invitations, *records.undertakings]
    for plan in plans:
        for id_ in plan.raised_in:
            raised.setdefault(id_, set()).add(plan.id)
    proofs: list[tuple[str, m.Evidenced]] = [
        (proof.meeting if isinstance(proof, m.Report) else str(getattr(proof, "id", "")), proof)
        for proof in records.evidenced()
    ]
    proofs += [(article.id, photo) for article in records.articles for photo in article.photos]
    for id_, proof in proofs:
        told = [statements[one] for one in getattr(proof, "raised_in", ()) if one in statements]
        own = (*getattr(proof, "meetings", ()), *getattr(proof, "at", ()), getattr(proof, "meeting", None))
        meetings = tuple(dict.fromkeys([*filter(None, own), *(one for said in told for one in said.meetings)]))
        owners = frozenset({id_, proof.article, *meetings, *raised.get(id_, ()), *(said.id for said in told)})
        speakers: tuple[str, ...] = ()
        conveyed: tuple[str, ...] = ()
        is_open = False
        if isinstance(proof, m.Statement):
            speakers, is_open = proof.told_by, proof.basis.meetings is Basis.OPEN
            conveyed = tuple(one for one in proof.conveyed_by if one not in (proof.speakers or ()))
        whose = (id_, speakers, meetings, conveyed, is_open, owners)
        for quote in proof.quotes:
            yield Place(quote.article, (quote.paragraph,), quote.phrase, *whose)
        cited = tuple(dict.fromkeys(quote.paragraph for quote in proof.quotes))
        for _, form in proof.printed_forms():
            yield Place(proof.article, cited, form, *whose)
