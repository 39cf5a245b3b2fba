"""Make up small archives that satisfy every check, for tests of the rooms above the records.

`made_up(seed)` is one archive's records, the same for the same seed; `SEEDS` is the strategy that
property tests draw from, and `archive_of` builds an archive from records without files.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

from diplomacy_archive._text import fold_words
from diplomacy_archive.archive import Archive
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._merge import merge
from diplomacy_archive.records._vocabulary import (
    Act,
    AreaKind,
    Basis,
    Framing,
    Kind,
    MeetingStatus,
    OrganisationKind,
    ParticipantRole,
    PartOfDay,
    PlaceKind,
    Response,
    Role,
    UndertakingKind,
    UndertakingStatus,
)
from diplomacy_archive.store._store import Store

_T = TypeVar("_T")

SEEDS = st.integers(0, 29)
"""Seeds of archives; few, so that each is built once and asked often."""

META = {"package_version": "0", "data_version": "made up"}

_COUNTRIES = {
    "VN": ("Việt Nam", "Vietnam"),
    "LA": ("Lào", "Laos"),
    "JP": ("Nhật Bản", "Japan"),
    "CU": ("Cuba", "Cuba"),
}
# Names that differ by accents only, share parts, or are printed without accents.
_NAMES = (
    "Lê Văn Lan", "Lê Văn Lân", "Lê Vân Lan", "Đỗ Thị Hoà", "Do Thi Ha", "Trần Ước", "Keiko Môri",
    "Anna Đa Silva", "Phạm Lan", "Sô Phi",
)  # fmt: skip
_WORDS = (
    "cầu", "đường", "trà", "sách", "Ước", "mơ", "hồ", "Đèn", "lúa", "gạo", "biển", "đá", "river", "tea",
    "книга", "14", "mưa", "nắng",
)  # fmt: skip
_TITLES = (Role.MINISTER, Role.PARTY_CHAIR, Role.AMBASSADOR, Role.SPECIAL_ENVOY, Role.PRIME_MINISTER)
_PLANS = (("năm 2026-2027", "2026/2027"), ("giai đoạn 2025-2030", "2025/2030"), ("vào dịp phù hợp", None))
_FIRST = dt.date(2025, 12, 27)  # so that dates lie in two years


@lru_cache(maxsize=64)
def made_up(seed: int, meetings: int = 7) -> m.Records:
    """Return the records of a made-up archive, the same for the same seed."""
    return _Maker(Random(seed)).records(meetings)


def archive_of(records: m.Records) -> Archive:
    """Build an archive from records, without files."""
    return Archive(Store.build(records, merge(records), {}, META, "the archive"))


@lru_cache(maxsize=64)
def archive(seed: int, meetings: int = 7) -> Archive:
    """Return the archive of `made_up(seed)`."""
    return archive_of(made_up(seed, meetings))


class _Maker:
    """Makes up records from one source of chance."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.letters: dict[tuple[str, str, int], int] = {}
        self.cited: dict[str, set[int]] = {}
        self.lengths: dict[str, int] = {}

    def records(self, meetings: int) -> m.Records:
        self.countries = tuple(
            m.Country(id=code, names=m.Names(vi=vi, en=en)) for code, (vi, en) in _COUNTRIES.items()
        )
        self.parties = tuple(self._party(number) for number in range(3))
        self.organisations = self._organisations()
        self.places = self._places()
        self.areas = self._areas()
        self.people = tuple(self._person(name) for name in self.chance.sample(_NAMES, 8))
        published = {f"article-{letter}": self._day() for letter in "abc"}
        self.lengths = {id_: self.chance.randint(4, 9) * (meetings // 7 or 1) for id_ in published}
        reports = [report for number in range(meetings) for report in self._reports(number, published)]
        self.present: dict[str, list[str]] = {}
        held = {report.meeting for report in reports if report.status == MeetingStatus.HELD}
        for report in reports:
            # Who was to take part in what others held attended nothing, and speaks nowhere.
            there = () if report.status != MeetingStatus.HELD and report.meeting in held else report.participants
            for one in there:
                if one.person and one.person not in self.present.setdefault(report.meeting, []):
                    self.present[report.meeting].append(one.person)
        statements = [self._statement(id_) for _ in range(3 * meetings) for id_ in [self._one(published)]]
        found = m.Records(
            people=self.people,
            parties=self.parties,
            organisations=self.organisations,
            countries=self.countries,
            places=self.places,
            areas=self.areas,
            reports=tuple(reports),
            statements=tuple(statements),
            mentions=tuple(self._mention(id_) for id_ in published for _ in range(2)),
            invitations=tuple(self._invitation(one) for one in self._some(statements, 2, 4)),
            undertakings=tuple(self._undertaking(one) for one in self._some(statements, 3, 6)),
            background=tuple(self._background(id_) for id_ in published for _ in range(2)),
        )
        articles = tuple(self._article(id_, day) for id_, day in published.items())
        return m.Records(**{**vars(found), "articles": articles})

    # --- Registers --------------------------------------------------------------------------------

    def _party(self, number: int) -> m.Party:
        name = ("Đảng Xanh", "Đảng Lúa Mới", "Đảng Sông Hồ")[number]
        country = self._one([None, *_COUNTRIES]) if number else None  # the first is a side of its own
        outside = self._outside("country") if country else ()
        return m.Party(id=_slug(name), names=m.Names(vi=name), country=country, outside=outside)

    def _organisations(self) -> tuple[m.Organisation, ...]:
        """Return a ministry of a state, a party's body with a body of its own, and one of no state."""
        party = self._one(self.parties).id
        rows = (
            ("Bộ Cầu Đường", OrganisationKind.MINISTRY, "VN", "VN"),
            ("Vụ Cầu Treo", OrganisationKind.STATE_BODY, None, "bo-cau-duong"),
            ("Ban Sách", OrganisationKind.PARTY_BODY, None, party),
            ("Tổ Đọc Sách", OrganisationKind.PARTY_BODY, None, "ban-sach"),
            ("Hội Trà Thế Giới", OrganisationKind.INTERNATIONAL, None, None),
        )
        return tuple(
            m.Organisation(
                id=_slug(name), names=m.Names(vi=name), kind=kind, country=country, part_of=above,
                outside=(
                    *self._outside("part_of" if above else ""), *self._outside("country" if country else "")
                ),
            )
            for name, kind, country, above in rows
        )  # fmt: skip

    def _places(self) -> tuple[m.Place, ...]:
        rows = (
            ("Hồ Lớn", PlaceKind.CITY, "VN"),
            ("Nhà Trên Hồ", PlaceKind.BUILDING, "ho-lon"),
            ("Phòng Sen", PlaceKind.BUILDING, "nha-tren-ho"),
            ("Bến Xa", PlaceKind.CITY, "LA"),
            ("Miền Núi", PlaceKind.REGION, None),
        )
        return tuple(
            m.Place(
                id=_slug(name), names=m.Names(vi=name), kind=kind, within=within,
                outside=self._outside("within") if within else (),
            )
            for name, kind, within in rows
        )  # fmt: skip

    def _areas(self) -> tuple[m.CooperationArea, ...]:
        rows = (
            ("giao thông", None), ("cầu đường", "giao-thong"), ("cầu treo", "cau-duong"), ("nông nghiệp", None),
            ("trồng lúa", "nong-nghiep"), ("trồng trà", "nong-nghiep"), ("thời sự", None),
        )  # fmt: skip
        return tuple(
            m.CooperationArea(
                id=_slug(name), names=m.Names(vi=name), parent=parent,
                joins=("trong-lua", "giao-thong") if name == "nông nghiệp" else (),
                kind=AreaKind.TOPIC if name == "thời sự" else AreaKind.COOPERATION,
            )
            for name, parent in rows
        )  # fmt: skip

    def _person(self, name: str) -> m.Person:
        marks = {letter: number for number, letter in enumerate(sorted({*name} - {*fold_words(name)}))}
        id_ = f"{_slug(name)}-{sum(map(ord, marks)) % 97}"  # names that fold alike have ids of their own
        names = m.Names(vi=name, en=fold_words(name).title() if self._maybe() else None)
        return m.Person(id=id_, names=names, outside=self._outside("names.en" if names.en else ""))

    def _outside(self, field: str) -> tuple[tuple[str, str], ...]:
        declared = field in ("country", "within", "part_of")  # quotes of made-up articles tell none of these
        return ((field, "a reference book"),) if declared or (field and self._maybe()) else ()

    # --- Reports ----------------------------------------------------------------------------------

    def _reports(self, number: int, published: dict[str, dt.date]) -> list[m.Report]:
        """Return one to three reports of a meeting, which may differ in everything they say."""
        names = self._some(list(published), 1, 3)
        first = min(names, key=lambda name: (published[name], name))
        day = None if self._maybe(0.15) else self._day()
        base = {
            "day": day,
            "part": self._one([None, None, *PartOfDay]),
            "kind": self._one([*Kind]),
            "place": self._one([None, *self.places, *self.countries]),
            "status": MeetingStatus.PLANNED
            if day is None
            else self._one([MeetingStatus.HELD] * 4 + [*MeetingStatus]),
            "participants": self._participants(),
        }
        id_ = f"{day or 'undated'}-{'ghijklmnopqrstuvwxyz'[number % 20]}{number}"
        return [self._report(id_, name, base if name == first else self._differing(base)) for name in names]

    def _differing(self, base: dict[str, object]) -> dict[str, object]:
        others: dict[str, object] = {
            "day": self._one([None, self._day()]),
            "part": self._one([None, *PartOfDay]),
            "kind": self._one([*Kind]),
            "place": self._one([None, *self.places, *self.countries]),
            "status": self._one([*MeetingStatus]),
            "participants": self._participants(),
        }
        return {field: others[field] if self._maybe(0.3) else value for field, value in base.items()}

    def _participants(self) -> tuple[m.Participant, ...]:
        """Return two to five participants on two sides or more; two of them at least are named."""
        sides = self._some(["VN", "LA", "JP", "CU", "hoi-tra-the-gioi", self.parties[0].id], 2, 3)
        people = self._some(self.people, 2, 4)
        found = [
            m.Participant(
                person=person.id,
                side=sides[index] if index < 2 else self._one(sides),
                role=self._one([None, None, *ParticipantRole]),
                capacities=self._capacities(),
            )
            for index, person in enumerate(people)
        ]
        if self._maybe(0.2):
            found.append(m.Participant(described="một người lái đò", side=self._one(sides)))
        return tuple(found)

    def _capacities(self) -> tuple[m.Capacity, ...]:
        bodies = [None, "VN", *self.parties, *self.organisations, self.people[0]]
        return tuple(
            m.Capacity(printed=role.vi, role=role, of=_id(self._one(bodies))) for role in self._some(_TITLES, 0, 2)
        )

    def _report(self, id_: str, article: str, said: dict[str, object]) -> m.Report:
        day, part, place, kind = said["day"], said["part"], said["place"], said["kind"]
        assert isinstance(kind, Kind)
        assert day is None or isinstance(day, dt.date)
        yearless = day is not None and self._maybe()
        printed = [part.vi] if isinstance(part, PartOfDay) else []
        printed.append("tới đây" if day is None else f"{day.day}/{day.month}{'' if yearless else f'/{day.year}'}")
        other = [self._one([*Kind]).vi] if self._maybe(0.2) else []
        return m.Report.model_validate(
            {
                "meeting": id_,
                "status": said["status"],
                "when": {"date": day, "part_of_day": part, "printed": " ".join(printed)},
                "kind": {"id": kind, "printed": tuple(dict.fromkeys([kind.vi, *other]))},
                "place": {"id": place.id, "printed": place.name} if isinstance(place, m.Identity) else None,
                "participants": said["participants"],
                "inferred": (("date", "the article's year"),) if yearless else (),
                "quotes": self._quotes(article, self._paragraph(article)),
            }
        )

    # --- What else articles say -------------------------------------------------------------------

    def _statement(self, article: str) -> m.Statement:
        meetings = self._some(list(self.present), 1, 2)
        told = list(dict.fromkeys(who for id_ in meetings for who in self._some(self.present[id_], 1, 2)))
        # The words of a country or a body are conveyed by somebody; who says it may be left open.
        conveyed = self._maybe(0.2)
        speakers = (self._actors(1, 2) if self._maybe() else None) if conveyed else tuple(told)
        known = Basis.OPEN if speakers is None else self._one([one for one in Basis if one is not Basis.OPEN])
        paragraph = self._paragraph(article)
        act = self._one([*Act])
        unsaid = self._maybe(0.1)
        areas = self._mentions_of_areas()
        return m.Statement(
            id=self._record_id(article, "p", paragraph),
            meetings=tuple(meetings),
            speakers=speakers,
            conveyed_by=tuple(told) if conveyed else (),
            act=None if unsaid else m.ActAsPrinted(id=act, printed=act.vi),
            basis=m.BasisOf(speakers=known, meetings=self._one([*Basis])),
            when=self._plan() if self._maybe(0.2) else None,
            about=self._actors(0, 3),
            on_behalf_of=self._actors(0, 1),
            areas=areas,
            areas_open="nhất là" if areas and self._maybe(0.2) else None,
            refs=(("hai bên", speakers),) if speakers and (known is Basis.BY_REFERENCE or self._maybe(0.2)) else (),
            summary=self._summary(),
            quotes=self._quotes(article, paragraph),
        )

    def _mention(self, article: str) -> m.Mention:
        paragraph = self._paragraph(article)
        return m.Mention(
            id=self._record_id(article, "m", paragraph),
            person=self._one(self.people).id,
            capacities=self._capacities(),
            quotes=self._quotes(article, paragraph),
        )

    def _invitation(self, raised_in: m.Statement) -> m.Invitation:
        at = raised_in.meetings[:1] if self._maybe(0.2) else ()
        paragraph = self._paragraph(raised_in.article)
        guests = self._some(self.people, 1, 2)
        response = m.ResponseAsPrinted(id=Response.ACCEPTED, printed="nhận lời")
        return m.Invitation(
            id=self._record_id(raised_in.article, "i", paragraph),
            inviters=self._actors(1, 2) if self._maybe(0.8) else None,
            conveyed_by=_id(self._one([None, *self.people[:3]])),
            invitees=tuple(
                m.Invitee(person=guest.id, response=response if self._maybe() else None) for guest in guests
            ),
            visit=self._one([*self.countries, *self.places]).id,
            when=self._plan(),
            raised_in=() if at else (raised_in.id,),
            at=at,
            summary=self._summary(),
            quotes=self._quotes(raised_in.article, paragraph),
        )

    def _undertaking(self, raised_in: m.Statement) -> m.Undertaking:
        at = raised_in.meetings[:1] if self._maybe(0.2) else ()
        paragraph = self._paragraph(raised_in.article)
        status = self._one([*UndertakingStatus])
        return m.Undertaking(
            id=self._record_id(raised_in.article, "u", paragraph),
            kind=(kind := self._one([*UndertakingKind])),
            kind_printed="sáng kiến" if kind is UndertakingKind.OTHER else None,
            between=self._actors(0, 3),
            when=self._plan(),
            status=m.StatusAsPrinted(id=status, printed=status.vi),
            areas=self._mentions_of_areas(),
            raised_in=() if at else (raised_in.id,),
            at=at,
            summary=self._summary(),
            quotes=self._quotes(raised_in.article, paragraph),
        )

    def _background(self, article: str) -> m.Background:
        paragraph = self._paragraph(article)
        place = self._one([None, *self.places])
        return m.Background(
            id=self._record_id(article, "b", paragraph),
            about=self._actors(0, 2),
            areas=self._mentions_of_areas(),
            place=m.Resolved(id=place.id, printed=place.name) if place else None,
            when=self._plan(),
            summary=self._summary(),
            quotes=self._quotes(article, paragraph),
        )

    def _article(self, id_: str, published: dt.date) -> m.Article:
        """Return the article that holds what was made up for it; what nothing cites is excused."""
        length = self.lengths[id_]
        return m.Article(
            id=id_,
            published=published,
            publisher=None,
            headline=None,
            url=None,
            byline=None,
            language="vi",
            label=m.LocalText(vi=f"Bài {id_[-1]}"),
            fingerprints=(m.Fingerprint(paragraphs=length, sha256=f"{ord(id_[-1]):064x}"),),
            uncited=tuple(
                (number, "nothing is made up") for number in range(1, length + 1) if number not in self.cited[id_]
            ),
        )

    def _actors(self, least: int, most: int) -> tuple[str, ...]:
        everybody: list[m.Identity] = [*self.people, *self.countries, *self.parties, *self.organisations]
        return tuple(one.id for one in self._some(everybody, least, most))

    def _mentions_of_areas(self) -> tuple[m.AreaMention, ...]:
        return tuple(
            m.AreaMention(
                id=area.id,
                printed=area.name,
                framing=self._one(
                    [None, Framing.PILLAR, Framing.EXPAND, Framing.DOMESTIC][: 3 if area.kind == "topic" else 4]
                ),
            )
            for area in self._some(self.areas, 0, 2)
        )

    def _plan(self) -> m.PlanTime | None:
        printed, within = self._one(_PLANS)
        return m.PlanTime(printed=printed, within=within) if self._maybe(0.7) else None

    def _summary(self) -> m.LocalText:
        return m.LocalText(vi=self._phrase(), en=self._phrase() if self._maybe() else None)

    def _quotes(self, article: str, paragraph: int) -> tuple[m.Quote, ...]:
        self.cited.setdefault(article, set()).add(paragraph)
        phrases = dict.fromkeys(self._phrase() for _ in range(self.chance.randint(1, 2)))
        return tuple(m.Quote(article=article, paragraph=paragraph, phrase=phrase) for phrase in phrases)

    def _record_id(self, article: str, letter: str, paragraph: int) -> str:
        key = (article, letter, paragraph)
        self.letters[key] = number = self.letters.get(key, -1) + 1
        return f"{article}/{letter}{paragraph}{chr(ord('a') + number)}"

    # --- Chance -----------------------------------------------------------------------------------

    def _one(self, items: Iterable[_T]) -> _T:
        return self.chance.choice(list(items))

    def _some(self, items: Sequence[_T], least: int, most: int) -> list[_T]:
        return self.chance.sample(items, min(len(items), self.chance.randint(least, most)))

    def _maybe(self, share: float = 0.5) -> bool:
        return self.chance.random() < share

    def _day(self) -> dt.date:
        return _FIRST + dt.timedelta(days=self.chance.randint(0, 9))

    def _paragraph(self, article: str) -> int:
        return self.chance.randint(1, self.lengths[article])

    def _phrase(self) -> str:
        return " ".join(self._some(_WORDS, 1, 4))


def _slug(name: str) -> str:
    return fold_words(name).replace(" ", "-")


def _id(identity: m.Identity | str | None) -> str | None:
    return identity.id if isinstance(identity, m.Identity) else identity
