"""Define the records: immutable, hashable, exact in JSON, validated when made.

Every record is frozen and refuses unknown fields; lists are tuples and mappings are tuples of
pairs, so records can be members of sets. `()` means none recorded, `None` that the article does
not say. A data file writes some fields more shortly than JSON does: a quote as `"11: phrase"`,
the id of a statement without its article's, pairs as a mapping; validation takes both forms, and
`model_validate_json(record.model_dump_json()) == record` for every record.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    Field,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from diplomacy_archive.records._citation import Citable
from diplomacy_archive.records._fields import (
    AnyId,
    CountryCode,
    Day,
    Excuses,
    ExternalIds,
    Interval,
    NameWords,
    Number,
    Printed,
    Reasons,
    RecordId,
    References,
    Slug,
    Truth,
    Words,
    form,
)
from diplomacy_archive.records._mappings import Scheme as Scheme  # noqa: PLC0414  (as Record, below)
from diplomacy_archive.records._record import Record as Record  # noqa: PLC0414  (other rooms find it here, with the rest)
from diplomacy_archive.records._vocabulary import (
    Act,
    AreaKind,
    Basis,
    Decided,
    Framing,
    Kind,
    MeetingStatus,
    OrganisationKind,
    ParticipantRole,
    PartOfDay,
    PlaceKind,
    Position,
    Response,
    Role,
    UndertakingKind,
    UndertakingStatus,
)
from diplomacy_archive.records._walk import (
    ACTORS,
    SIDES,
    WHERE,
    Path,
    Ref,
    Term,
    printed_forms,
)
from diplomacy_archive.records._walk import records_in as records_in  # noqa: PLC0414

_T = TypeVar("_T")
_QUOTE = re.compile(r"([0-9]+)(?:#([0-9]+))?: (\S(?:.*\S)?)", re.DOTALL)


class Quote(Citable):
    """A phrase of an article that carries a fact: the fewest words, whole, as printed.

    A data file writes `"11: chiều 24/2"`, or `"7#2: hai Đảng"` for the second time it stands there.
    """

    article: Slug = Field(description="the article's id")
    paragraph: Number = Field(description="number of the paragraph, from 1")
    phrase: Words = Field(description="the words, letter for letter, in NFC")
    occurrence: Number | None = Field(None, description="which one, where the phrase stands there more than once")

    @model_validator(mode="before")
    @classmethod
    def _written(cls, value: object, info: ValidationInfo) -> object:
        article = (info.context or {}).get("article")
        if not isinstance(value, str) and article is None:
            return value
        match = _QUOTE.fullmatch(value) if isinstance(value, str) else None
        if not match:
            # Without the quotation marks YAML reads a key and its value.
            marks = ", in quotation marks" if isinstance(value, dict) else ""
            raise PydanticCustomError(
                "F07", 'must be "PARAGRAPH: phrase" or "PARAGRAPH#OCCURRENCE: phrase"{marks}', {"marks": marks}
            )
        return {
            "article": article or "",
            "paragraph": match[1],
            "phrase": match[3],
            "occurrence": match[2],
        }

    def _place(self) -> tuple[str, Quote]:
        return self.article, self

    def _repr_html_(self) -> None:
        return None  # a quote is a part of cards and has none of its own

    def __str__(self) -> str:
        place = f"{self.paragraph}#{self.occurrence}" if self.occurrence else f"{self.paragraph}"
        return f"{place}: {self.phrase}"


QuoteField = Annotated[
    Quote,
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^[0-9]+(#[0-9]+)?: \S",
            "description": "PARAGRAPH: exact phrase",
        },
        mode="validation",
    ),
]
Quotes = Annotated[tuple[QuoteField, ...], Field(min_length=1)]
"""At least one quote: no fact without its words."""


class Evidenced(Record):
    """A record that an article proves."""

    quotes: Quotes = Field(description="the words that carry the fact")

    @property
    def article(self) -> str:
        """The id of the article that the record is of."""
        return self.quotes[0].article

    def printed_forms(self) -> Iterator[tuple[Path, str]]:
        """Yield where each `printed` form and reference stands in the record, and the form.

        Each must stand in a paragraph that the record cites.
        """
        return printed_forms(self)


class LocalText(Record):
    """A text in our own words, in Vietnamese and English."""

    vi: Words | None = Field(None, description="in Vietnamese")
    en: Words | None = Field(None, description="in English")


PersonId = Annotated[Slug, Ref("people")]
OrganisationId = Annotated[Slug, Ref("organisations")]
CountryId = Annotated[CountryCode, Ref("countries")]
AreaId = Annotated[Slug, Ref("areas")]
ActorId = Annotated[AnyId, Ref(*ACTORS)]
BodyId = Annotated[AnyId, Ref(*SIDES)]
WhereId = Annotated[AnyId, Ref(*WHERE)]
MeetingId = Annotated[Slug, Ref("meetings")]
StatementId = Annotated[RecordId, Ref("statements")]
UndertakingId = Annotated[RecordId, Ref("undertakings")]


# --- Registers: identities, not facts -------------------------------------------------------------


class Names(Record):
    """The names of one identity; at least one."""

    vi: NameWords | None = Field(None, description="as Vietnamese articles print it")
    en: NameWords | None = Field(None, description="in English; from no Vietnamese article, so said in outside")
    ru: NameWords | None = Field(None, description="in Russian, the same")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if not (self.vi or self.en or self.ru):
            raise PydanticCustomError("F02", "must give at least one of vi, en, ru")
        return self


class Identity(Record):
    """The base of the registers' records."""

    id: AnyId
    names: Names = Field(description="at least one of vi, en, ru")
    aliases: tuple[NameWords, ...] = Field((), description="other written forms, in any language")
    external: ExternalIds = ()
    outside: Reasons = Field((), description="field: source, for what is not from the articles")

    @property
    def name(self) -> str:
        """The Vietnamese name, or the English or Russian one where there is none."""
        return self.names.vi or self.names.en or self.names.ru or self.id

    @property
    def forms(self) -> tuple[str, ...]:
        """Every written form: its names and aliases."""
        return tuple(name for name in (self.names.vi, self.names.en, self.names.ru, *self.aliases) if name)

    def is_outside(self, field: str) -> bool:
        """Tell whether a field of the record is outside knowledge."""
        return any(name == field for name, _ in self.outside)


class Person(Identity):
    """Somebody named in an article. Offices are not kept here but derived from printed capacities."""

    id: Slug


class Party(Identity):
    """A political party."""

    id: Slug
    country: CountryId | None = Field(None, description="the country it is of, by its two capitals")


class Organisation(Identity):
    """An organisation: a ministry, a party's body, a joint venture, a newspaper."""

    id: Slug
    kind: OrganisationKind
    country: CountryId | None = Field(None, description="the country it is of, by its two capitals")
    part_of: BodyId | None = Field(None, description="the party, organisation or country it belongs to")


class Country(Identity):
    """A country, by its ISO 3166-1 alpha-2 code."""

    id: CountryCode


class Place(Identity):
    """A place, within another place or a country."""

    id: Slug
    kind: PlaceKind
    within: WhereId | None = Field(None, description="the place or country that holds it")


class CooperationArea(Identity):
    """A field of cooperation or a topic of talk, in a tree."""

    id: Slug
    kind: AreaKind = Field(description="whether the sides work together in it or only talked about it")
    parent: AreaId | None = Field(None, description="the broader area")
    joins: tuple[AreaId, ...] = Field((), description="areas that its name joins; to name it is to name each")
    printed: tuple[Words, ...] = Field((), description="the terms articles print for it")


# --- What articles report -------------------------------------------------------------------------


class Resolved(Record):
    """An id, and the words of the article that were resolved to it."""

    id: AnyId
    printed: Printed


Where = Annotated[Resolved, Ref(*WHERE)]
Source = Annotated[Resolved, Ref(*SIDES, "people")]


class KindAsPrinted(Record):
    """A meeting's kind, and every word the article calls it by."""

    id: Annotated[Kind, Term()]
    printed: tuple[Printed, ...] = Field(min_length=1, description="every word the article calls it by")


class ActAsPrinted(Record):
    """A speech act, and the article's verb for it."""

    id: Annotated[Act, Term()]
    printed: Printed


class StatusAsPrinted(Record):
    """How far an undertaking has come, and the words that say so."""

    id: Annotated[UndertakingStatus, Term()]
    printed: Printed


class ResponseAsPrinted(Record):
    """An invitee's response, and the words that give it."""

    id: Annotated[Response, Term()]
    printed: Printed


class AreaMention(Record):
    """An area as somebody mentioned it."""

    id: AreaId = Field(description="an area of the register")
    printed: Printed
    framing: Framing | None = Field(
        None, description="how the speaker frames it; domestic for one side's own task in it"
    )


class Capacity(Record):
    """An office or function in which somebody appears, as the article prints it."""

    printed: Printed
    role: Annotated[Role, Term()]
    of: ActorId | None = Field(None, description="the party, organisation, country or person it belongs to")


class MeetingTime(Record):
    """When a meeting took place, by one article."""

    date: Day | None = Field(description="YYYY-MM-DD; null where the article gives none")
    part_of_day: PartOfDay | None = Field(description="as printed; null where the article prints none")
    printed: Printed | None = Field(description="the article's words; null where it has none for the time")
    within: Interval | None = Field(None, description="EDTF interval that holds it, where no day is given")

    @model_validator(mode="after")
    def _day_or_span(self) -> Self:
        if self.within and (self.date or not self.printed):
            raise PydanticCustomError("F09", "must have within only where printed is given and date is null")
        return self


class PlanTime(Record):
    """When something is to happen or holds; never more precise than the words."""

    printed: Printed
    within: Interval | None = Field(None, description="EDTF interval that holds it")
    unclear: Words | None = Field(None, description="what the words leave open")


class Participant(Record):
    """Somebody at a meeting: a person of the register, or one who is described and not named."""

    person: PersonId | None = Field(None, description="a person of the register")
    described: Printed | None = Field(None, description="the article's words for somebody it does not name")
    side: BodyId = Field(description="the country they speak for there, or an organisation of no country")
    role: ParticipantRole | None = Field(None, description="host, guest or accompanying, only where stated")
    capacities: tuple[Capacity, ...] = Field((), description="the offices the article prints for them")

    @model_validator(mode="after")
    def _named_or_described(self) -> Self:
        if (self.person is None) == (self.described is None):
            raise PydanticCustomError("F09", "must have either person or described, and not both")
        return self

    @property
    def key(self) -> str:
        """The person's id, or the description in angle quotes."""
        return self.person or f"‹{self.described}›"


class Report(Evidenced):
    """What one article says of one meeting."""

    meeting: Slug = Field(description="its id: its date and a word; the same in every article that reports it")
    status: MeetingStatus = MeetingStatus.HELD
    when: MeetingTime
    kind: KindAsPrinted
    place: Where | None = Field(description="where it was; null where the article does not say")
    participants: Annotated[tuple[Participant, ...], Field(min_length=2, description="on two sides at least")]
    according_to: Source | None = Field(None, description="the source the article names")
    inferred: Reasons = Field((), description="field: why, for what the cited words alone do not say")


class Mention(Evidenced):
    """Somebody the article names who took part in no meeting it reports."""

    id: RecordId
    person: PersonId = Field(description="a person of the register")
    capacities: tuple[Capacity, ...] = Field((), description="the offices the article prints for them")
    inferred: Reasons = ()


class BasisOf(Record):
    """How we know who speaks and at which meeting; of two steps the weaker one."""

    speakers: Basis = Field(Basis.STATED, description="how we know who speaks; open where speakers is null")
    meetings: Basis = Field(Basis.STATED, description="how we know at which meetings, and who conveyed it there")


class Statement(Evidenced):
    """One speech act: what one verb of saying carries."""

    id: RecordId
    meetings: Annotated[tuple[MeetingId, ...], Field(min_length=1)] = Field(
        description="where it was said; with the basis open every meeting at which it may have been"
    )
    speakers: Annotated[tuple[ActorId, ...], Field(min_length=1)] | None = Field(
        description="people, or a body or country that is the subject; null where the article leaves it open"
    )
    conveyed_by: tuple[PersonId, ...] = Field(
        (), description="the people who told it at the meeting for the speakers"
    )
    act: ActAsPrinted | None = Field(description="null only where no verb of saying is printed")
    basis: BasisOf = Field(
        default_factory=BasisOf, description="how we know who speaks and where; stated unless written"
    )
    when: PlanTime | None = None
    about: tuple[ActorId, ...] = Field((), description="people, countries, parties, organisations spoken of")
    on_behalf_of: tuple[ActorId, ...] = Field((), description="for whom the speaker speaks, as stated")
    addressees: tuple[ActorId, ...] = Field((), description="to whom a message is addressed, as stated")
    areas: tuple[AreaMention, ...] = Field((), description="the areas it mentions, each with the article's words")
    areas_open: Printed | None = Field(None, description="the words that say the list is not complete")
    according_to: Source | None = Field(None, description="the source the article names")
    content: Literal["not_stated"] | None = Field(None, description="not_stated when only mentioned")
    inferred: Reasons = Field((), description="field: why, for what neither the cited words nor basis say")
    refs: References = ()
    summary: LocalText = Field(description="in our own words")

    @model_validator(mode="before")
    @classmethod
    def _open(cls, value: Any) -> Any:
        """Let null speakers say by themselves that their basis is open."""
        if not isinstance(value, dict) or value.get("speakers", ()) is not None:
            return value
        basis = value.get("basis") or {}
        return {**value, "basis": {"speakers": Basis.OPEN, **basis} if isinstance(basis, dict) else basis}

    @model_validator(mode="after")
    def _null_or_based(self) -> Self:
        if (self.speakers is None) != (self.basis.speakers is Basis.OPEN):
            raise PydanticCustomError("F09", "must have the basis open for speakers exactly where speakers is null")
        return self

    @property
    def told_by(self) -> tuple[str, ...]:
        """The ids of the speakers and of those who conveyed it, each once."""
        return tuple(dict.fromkeys((*(self.speakers or ()), *self.conveyed_by)))


class Invitee(Record):
    """Somebody who is invited, and their response as far as stated."""

    person: PersonId = Field(description="a person of the register")
    response: ResponseAsPrinted | None = None


class Invitation(Evidenced):
    """An invitation to visit."""

    id: RecordId
    inviters: Annotated[tuple[ActorId, ...], Field(min_length=1)] | None = Field(
        description="who invites; null where the article does not say"
    )
    conveyed_by: PersonId | None = Field(None, description="who passed it on; not the one who invites")
    invitees: Annotated[tuple[Invitee, ...], Field(min_length=1, description="each with the response")]
    visit: WhereId = Field(description="the country or place to visit")
    when: PlanTime | None = None
    raised_in: tuple[StatementId, ...] = Field((), description="statements that tell it")
    at: tuple[MeetingId, ...] = Field((), description="meetings at which it was made, where no statement tells it")
    refs: References = ()
    summary: LocalText = Field(description="in our own words")

    @model_validator(mode="after")
    def _raised(self) -> Self:
        if not (self.raised_in or self.at):
            raise PydanticCustomError(
                "F09", "must have raised_in, the statements that tell it, or at, the meeting where it was made"
            )
        return self


class Undertaking(Evidenced):
    """A plan, agreement, mechanism meeting, cross year, training and the like."""

    id: RecordId
    kind: UndertakingKind
    kind_printed: Printed | None = Field(
        None, description="the article's word for it; always given for the kind other"
    )
    part_of: UndertakingId | None = Field(None, description="the plan or agreement it is a part of")
    between: tuple[ActorId, ...] = Field((), description="between whom, as far as stated")
    when: PlanTime | None = None
    status: StatusAsPrinted
    areas: tuple[AreaMention, ...] = Field((), description="the areas it mentions, each with the article's words")
    place: Where | None = Field(None, description="where the thing is to be, or is done")
    raised_in: tuple[StatementId, ...] = Field(
        (), description="the statements that raise it; speakers and meetings follow from there"
    )
    at: tuple[MeetingId, ...] = Field((), description="meetings where it was signed, agreed, announced")
    according_to: Source | None = Field(None, description="the source the article names, where no statement does")
    narrated: Truth = Field(default=False, description="true where only the article itself tells it, at no meeting")
    refs: References = ()
    summary: LocalText = Field(description="in our own words")

    @model_validator(mode="after")
    def _told(self) -> Self:
        if not (self.raised_in or self.at or self.according_to or self.narrated):
            raise PydanticCustomError(
                "F09",
                "must have raised_in, the statements that tell it, or at, the meeting where its status came about; "
                "if only the article itself tells it, write `narrated: true`, or its source in according_to",
            )
        if self.narrated and (self.raised_in or self.at):
            raise PydanticCustomError("F09", "must not be narrated where raised_in or at says who tells it")
        return self

    @model_validator(mode="after")
    def _other_is_named(self) -> Self:
        if self.kind is UndertakingKind.OTHER and not self.kind_printed:
            raise PydanticCustomError("F09", "must have kind_printed, the article's word, where the kind is other")
        return self


class Background(Evidenced):
    """What the narrator states outside any meeting."""

    id: RecordId
    about: tuple[ActorId, ...] = Field((), description="people, countries, parties, organisations spoken of")
    areas: tuple[AreaMention, ...] = Field((), description="the areas it mentions, each with the article's words")
    place: Where | None = Field(None, description="where the thing is said to be")
    when: PlanTime | None = None
    refs: References = ()
    summary: LocalText = Field(description="in our own words")


class PersonShown(Record):
    """Somebody in a photo, and where they stand where the caption says."""

    person: PersonId = Field(description="a person of the register")
    position: Annotated[Position | None, Term()] = None
    printed: Printed | None = Field(None, description="the caption's words for the position")


class Credit(Record):
    """To whom a caption credits the photo; a credit makes no actor."""

    printed: Printed
    organisation: OrganisationId | None = Field(None, description="where the words name one plainly")


class Photo(Evidenced):
    """A photo by its caption; it adds no meeting."""

    paragraph: Number = Field(description="the caption's paragraph")
    credit: Credit
    meeting: MeetingId | None = Field(None, description="the meeting it shows")
    shown: tuple[PersonShown, ...] = Field((), description="who is shown, and where the caption says they stand")


class Fingerprint(Record):
    """A text of the article: how many paragraphs it has, and their SHA-256 in normal form."""

    paragraphs: Number = Field(description="how many paragraphs the text has")
    sha256: Annotated[str, form(r"^[0-9a-f]{64}$", "be the 64 letters and digits that fingerprint prints")]


class Coding(Record):
    """Who coded an article, when, and by which version of the coding rules."""

    by: Words = Field(description="the coder's name or initials")
    on: Day = Field(description="the day it was coded")
    rules: Words = Field(description="the version of the data whose rules were followed")


class Erratum(Record):
    """What was wrong in what this file said."""

    what: Words = Field(description="what was wrong, and what it is now")
    since: Words = Field(description="the version of the data that first had it wrong")


class Article(Citable):
    """An article: who published what when, and how to recognise its text."""

    id: Slug = Field(description="the name of its file, its date and a few words")
    published: Day = Field(description="the day it was published")
    publisher: Words | None = Field(None, description="who published it; null where unknown")
    headline: Words | None = Field(None, description="as printed; null where unknown")
    url: Words | None = Field(None, description="null where unknown")
    archived: Words | None = Field(None, description="the address of an archived copy")
    seen: Day | None = Field(None, description="the day its address was seen")
    byline: Words | None = Field(None, description="as printed; null where there is none")
    language: Annotated[str, form(r"^[a-z]{2,3}$", "be a language code, as vi")] = Field(
        "vi", description="BCP 47; vi unless written"
    )
    label: LocalText = Field(description="what it reports, in our own words")
    fingerprints: Annotated[tuple[Fingerprint, ...], Field(min_length=1, description="one for each of its texts")]
    partial: Truth = Field(default=False, description="true where only its beginning was at hand")
    photos: tuple[Photo, ...] = Field((), description="its photos, by their captions")
    uncited: Excuses = ()
    inferred: Reasons = ()
    coded: tuple[Coding, ...] = Field((), description="who coded it, when, and by which version of the rules")
    errata: tuple[Erratum, ...] = Field((), description="what was wrong here, and since which version")
    outside: Reasons = Field((), description="field: source, for what is not from the article's text")

    def _place(self) -> tuple[Article, None]:
        return self, None

    @property
    def paragraphs(self) -> int:
        """The number of paragraphs of the longest recorded text."""
        return max(fingerprint.paragraphs for fingerprint in self.fingerprints)


class ArticleFile(Record):
    """One file of `data/articles`: an article and flat lists of what it reports."""

    article: Article
    reports: tuple[Report, ...] = ()
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    undertakings: tuple[Undertaking, ...] = ()
    background: tuple[Background, ...] = ()

    @field_validator("*", mode="before")
    @classmethod
    def _blank_list(cls, value: object, info: ValidationInfo) -> object:
        return () if value is None and info.field_name != "article" else value


class About(Record):
    """What `archive.yaml` says of a data folder as a whole."""

    title: Words
    version: Words = Field(description="changed whenever the data change")
    home: CountryCode | None = Field(None, description="the country whose diplomacy the archive follows")


class Decision(Record):
    """Whether records are of the same thing, as somebody decided; of the same ones the first id survives."""

    of: Literal["meetings", "statements", "people", "parties", "organisations", "places", "areas"] = Field(
        description="what the ids are ids of"
    )
    ids: Annotated[tuple[Words, ...], Field(min_length=2)] = Field(description="the id that stays first")
    decision: Decided
    by: Words = Field(description="who decided")
    on: Day = Field(description="the day it was decided")
    why: Words = Field(description="by what they are the same, or differ")


# --- Derived: meetings and encounters -------------------------------------------------------------


class Disagreement(Record):
    """A field in which reports of one meeting differ: each value with the articles that give it."""

    field: Literal["date", "part_of_day", "kind", "place", "status", "participants", "side", "role"]
    values: tuple[tuple[str, tuple[Slug, ...]], ...]


_AN_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*|[A-Z]{2}")


def is_id(text: str) -> bool:
    """Tell whether a text has the form of an id."""
    return _AN_ID.fullmatch(text) is not None


def counted(reports: tuple[Report, ...]) -> tuple[Report, ...]:
    """Return those that say that the meeting was held; if none does, all: what a plan says counts until then."""
    return tuple(report for report in reports if report.status is MeetingStatus.HELD) or reports


class Meeting(Record):
    """One meeting: the reports of it, merged. Where they differ nothing is guessed.

    Who, when, where, what kind and which status are by the reports that count (`counted`); `reports`,
    `articles`, `quotes` and `disagreements` are of all. `statements`, `areas` and `people` hold ids;
    `archive.statements(meeting=meeting)` and the like return the records.
    """

    id: Slug
    reports: Annotated[tuple[Report, ...], Field(min_length=1)] = Field(description="by publication")
    participants: tuple[Participant, ...] = Field(
        description="of the reports that count, capacities joined; where these differ, the side the first one gives"
    )
    statements: tuple[RecordId, ...] = ()
    areas: tuple[Slug, ...] = Field(
        (), description="areas that statements at this meeting mention, but as one side's own task"
    )
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def counted(self) -> tuple[Report, ...]:
        """The reports that say that it was held; if none does, all of them."""
        return counted(self.reports)

    @property
    def dates(self) -> tuple[dt.date, ...]:
        """Every date that a report gives."""
        return _distinct(report.when.date for report in self.counted if report.when.date)

    @property
    def date(self) -> dt.date | None:
        """The date, if the reports give one and the same."""
        return self.dates[0] if len(self.dates) == 1 else None

    @property
    def part_of_day(self) -> PartOfDay | None:
        """The part of day, if reports give one and the same."""
        found = _distinct(report.when.part_of_day for report in self.counted if report.when.part_of_day)
        return found[0] if len(found) == 1 else None

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Every kind that a report gives."""
        return _distinct(report.kind.id for report in self.counted)

    @property
    def places(self) -> tuple[str, ...]:
        """The ids of every place that a report gives."""
        return _distinct(report.place.id for report in self.counted if report.place)

    @property
    def status(self) -> tuple[MeetingStatus, ...]:
        """Every status that a report gives."""
        return _distinct(report.status for report in self.counted)

    @property
    def people(self) -> tuple[str, ...]:
        """The ids of the named participants."""
        return tuple(participant.person for participant in self.participants if participant.person)

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles that report it."""
        return _distinct(report.article for report in self.reports)

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotes of all its reports."""
        return tuple(quote for report in self.reports for quote in report.quotes)


class Encounter(Record):
    """Two participants of one meeting on different sides: A met B."""

    meeting: Meeting
    one: Participant
    other: Participant


def _distinct(items: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(items))


REGISTERS: dict[str, type[Identity]] = {
    "people": Person,
    "parties": Party,
    "organisations": Organisation,
    "countries": Country,
    "places": Place,
    "areas": CooperationArea,
}
"""The registers: the name of the file and of its list, and the model of its records."""


@dataclass(frozen=True)
class Records:
    """Everything a set of data files says, before meetings are merged from the reports."""

    people: tuple[Person, ...] = ()
    parties: tuple[Party, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    countries: tuple[Country, ...] = ()
    places: tuple[Place, ...] = ()
    areas: tuple[CooperationArea, ...] = ()
    articles: tuple[Article, ...] = ()
    reports: tuple[Report, ...] = ()
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    undertakings: tuple[Undertaking, ...] = ()
    background: tuple[Background, ...] = ()
    decisions: tuple[Decision, ...] = ()
    mappings: tuple[Scheme, ...] = ()

    def identities(self) -> Iterator[Identity]:
        """Yield the records of all registers."""
        for register in REGISTERS:
            yield from getattr(self, register)

    def of_articles(self) -> tuple[tuple[Evidenced, ...], ...]:
        """Return the lists of what articles prove."""
        return (
            self.reports, self.mentions, self.statements, self.invitations, self.undertakings, self.background,
        )  # fmt: skip

    def evidenced(self) -> Iterator[Evidenced]:
        """Yield every record that an article proves, but the photos inside articles."""
        for found in self.of_articles():
            yield from found
