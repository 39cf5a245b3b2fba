"""Answer questions about an archive: the façade over loader, store, names, queries and results."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeVar, Unpack

from diplomacy_archive import _results as r
from diplomacy_archive._text import Text, in_sentence
from diplomacy_archive.errors import (
    FileError,
    FilterError,
    NotAttachedError,
    Origin,
    Problem,
    UnknownNameError,
    shown,
)
from diplomacy_archive.records import _models as m
from diplomacy_archive.show._kinds import KIND_OF
from diplomacy_archive.show._view import View
from diplomacy_archive.store._counts import Lookup, Scope
from diplomacy_archive.store._filters import (
    AreaFilters,
    ArticleFilters,
    BackgroundFilters,
    InvitationFilters,
    MeetingFilters,
    Name,
    PersonFilters,
    StatementFilters,
    UndertakingFilters,
    read_filters,
    takes,
)
from diplomacy_archive.store._found import Found
from diplomacy_archive.store._hints import notes
from diplomacy_archive.store._names import Resolver
from diplomacy_archive.store._query import Wanted
from diplomacy_archive.store._store import Store, refuse_parts

if TYPE_CHECKING:
    from diplomacy_archive.ask import Answer
    from diplomacy_archive.files._checks import Finding
    from diplomacy_archive.files._diff import Change
    from diplomacy_archive.files._loader import Sources
    from diplomacy_archive.files._prove import Proof, Prover
    from diplomacy_archive.files._texts import Verification
    from diplomacy_archive.show._picture import Picture
    from diplomacy_archive.show._values import Card
    from diplomacy_archive.show._words import Lang
    from diplomacy_archive.store._search import Index

_R = TypeVar("_R", bound=m.Record)


class Version(NamedTuple):
    """The version of the package that built the archive, and of its data."""

    package: str
    data: str


_IN_META: Mapping[str, type[m.Record]] = {"decisions": m.Decision, "mappings": m.Scheme}


def load(
    source: str | Path | None = None,
    *,
    texts: str | Path | Iterable[str | Path] | None = None,
    lang: Lang = "en",
    engine: str | None = None,
) -> Archive:
    """Load an archive.

    Args:
        source: A folder of data files, or a file that `save` wrote; without it, the archive that
            ships with the package.
        texts: Files or folders of articles' texts; quotes can then be shown in their sentences.
        lang: The language in which records are shown: vi or en.
        engine: For a folder that `export("parquet", …)` wrote: `duckdb`, or `spark` where one machine is outgrown.

    Raises:
        DataError: The data files have problems; it carries all of them.
        FilterError: The language is another.
        FileError: The folder, the file or a text cannot be read, or is none.
        ImportError: The engine is not installed; the message says what to install.

    >>> archive = load()
    >>> len(archive.meetings(on="24/2/2026"))
    4
    """
    if lang not in ("vi", "en"):
        raise FilterError(f"lang must be vi or en; found {lang!r}")
    path = Path(source) if source is not None else None
    sources = None
    if engine is not None:
        if path is None:
            raise FilterError("an engine needs the folder that export parquet wrote")
        store = Store.open_parquet(path, engine)
    elif path is not None and not _is_folder(path, str(source)):
        store = Store.open(path)
    else:
        from diplomacy_archive.files._loader import (  # a built file needs no reader of YAML
            load_folder,
            shipped_data,
        )

        loaded = load_folder(path if path is not None else shipped_data())
        about = loaded.sources.about
        from diplomacy_archive import __version__

        meta = {"package_version": __version__, "data_version": about.version if about else "not stated"}
        if about:
            meta["title"] = about.title
            meta |= {"home": about.home} if about.home else {}
        for name in _IN_META:
            found = [record.model_dump_json() for record in getattr(loaded.records, name)]
            meta |= {name: f"[{','.join(found)}]"} if found else {}
        store = Store.build(loaded.records, loaded.meetings, loaded.origins, meta, "the archive")
        sources = loaded.sources
    attached = _attached(store, [texts] if isinstance(texts, str | Path) else texts) if texts is not None else {}
    return Archive(store, sources, attached, lang)


def diff(old: str | Path, new: str | Path) -> tuple[Change, ...]:
    """Return what changed in the facts between two states of an archive, record by record, field by field.

    The form of the files, and the order of records and lists, are no change. Data files are compared as they are
    written, whether `check` finds problems in them or not.

    Args:
        old: A folder of data, one of its files, or a built archive.
        new: The same, later.

    Raises:
        FileError: A path cannot be read, or a record in it cannot be made; `check` says why.

    """
    from diplomacy_archive.files._diff import changes

    return changes(_records_of(old), _records_of(new))


def _records_of(source: str | Path) -> m.Records:
    """Return the records of a folder of data, of one of its files, or of a built archive."""
    path = Path(source)
    is_yaml = path.suffix.lower() in (".yaml", ".yml")
    if not is_yaml and not _is_folder(path, str(source)):
        return load(path).records()
    from diplomacy_archive.files._loader import Sources

    sources = Sources(path, alone=path.is_file())
    if not sources.is_readable:
        raise FileError(f"{shown(path)} holds what cannot be read as records; `diplomacy-archive check` says what")
    return sources.records


class Archive:
    """An archive: immutable, and safe to read from several threads.

    Methods in the plural return a lazy sequence, empty where nothing matches; methods in the
    singular return one record or raise. A filter takes a name in any form, an id or a record, and
    an unknown one raises: a typo is never an empty answer.

    Where reports of a meeting differ, each filter matches what any of them says, one filter one report
    and another filter another. What a report of a planned or cancelled meeting says counts only until
    a report says that the meeting was held; from then on who, when, where, what kind and which status
    are by the reports that say so. `Meeting.reports` and `disagreements` keep all; `article` and
    `search` look at all.

    A filter raises `UnknownNameError` for a name that is not recorded and `AmbiguousNameError` for one
    that fits several records; a date that is none raises `DateError`, and a filter that is empty or
    contradicts another `FilterError`.
    """

    def __init__(
        self,
        store: Store,
        sources: Sources | None = None,
        texts: Mapping[str, Text] | None = None,
        lang: Lang = "en",
    ) -> None:
        self._store = store
        self._sources = sources
        self._lookup = Lookup(store, texts)
        self._view = View(self._lookup, lang)
        self._names = Resolver(store)

    # --- Plural: what matches ---------------------------------------------------------------------

    @takes(MeetingFilters)
    def meetings(self, **filters: Unpack[MeetingFilters]) -> r.Meetings:
        """Return the meetings that match every filter, by date, then id.

        The order within a day is no chronology.

        >>> archive = load()
        >>> archive.meetings(person="Putin", area="dầu khí").ids
        ('2026-02-24-putin',)
        >>> archive.meetings(place="Moscow").ids
        ('2026-02-24-medvedev', '2026-02-24-putin', '2026-02-24-zyuganov')
        >>> archive.meetings(on="25/2").ids
        ()
        >>> archive.meetings().areas_by_year()[0]
        ('bilateral-relations', 2026, 2)
        """
        return r.Meetings(self._view, self._found("meetings", filters))

    @takes(MeetingFilters)
    def who_met_whom(self, **filters: Unpack[MeetingFilters]) -> r.Encounters:
        """Return who met whom: each pair of participants on different sides of the meetings that match.

        A person, country, party or organisation also narrows the pairs: only those of which one is that
        person, on that side, or there in a capacity of that body. With several people or countries, only the
        pairs among them, of meetings that all of them attended. Each of a pair is shown on the side of the
        first report that has the two on different ones.

        >>> pair = load().who_met_whom(person="Lavrov")[0]
        >>> pair.one.person, pair.other.person, pair.meeting.part_of_day.value
        ('le-hoai-trung', 'sergey-lavrov', 'afternoon')
        >>> [pair.other.person for pair in load().who_met_whom(country=["VN", "RU"], party="CPRF")]
        ['gennady-zyuganov']
        >>> load().who_met_whom().pairs()[0]
        ('dmitry-medvedev', 'le-hoai-trung', 1)
        """
        return r.Encounters(self._view, self._found("who_met_whom", filters))

    @takes(StatementFilters)
    def statements(self, **filters: Unpack[StatementFilters]) -> r.Statements:
        """Return the speech acts that match, by date, then article and paragraph.

        `area`, `article` and `search` are of the statement itself; the other shared filters are of
        a meeting at which it was said, and by `speaker`, if one is asked for.

        >>> archive = load()
        >>> [statement.act.id.value for statement in archive.statements(speaker="medvedev", area="energy")]
        ['expressed_readiness']
        >>> len(archive.statements(speaker="Medvedev", meeting="2026-02-24-zyuganov"))
        0
        """
        return r.Statements(self._view, self._found("statements", filters))

    @takes(PersonFilters)
    def people(self, **filters: Unpack[PersonFilters]) -> r.Results[m.Person]:
        """Return the people that match.

        >>> load().people(party="CPRF").ids
        ('gennady-zyuganov',)
        """
        read = self._read("people", filters)
        ids = [("ids", self._lookup.named_in(id_)) for id_ in read.pop("article", ())]
        wanted = Wanted.of("people", read)
        return r.Results(self._view, self._find(replace(wanted, asked=(*wanted.asked, *ids))))

    @takes(AreaFilters)
    def areas(self, **filters: Unpack[AreaFilters]) -> r.Results[m.CooperationArea]:
        """Return the areas, or those that a meeting or a statement mentions.

        >>> load().areas(statement="2026-02-25-putin-lavrov/p10b").ids
        ('nuclear-power', 'science-technology', 'transport')
        """
        return r.Results(self._view, self._found("areas", filters))

    @takes(InvitationFilters)
    def invitations(self, **filters: Unpack[InvitationFilters]) -> r.Results[m.Invitation]:
        """Return invitations: those in which a person invites, is invited or conveys; that a meeting raised.

        >>> [invitation.conveyed_by for invitation in load().invitations(person="Tô Lâm")]
        ['le-hoai-trung']
        """
        return r.Results(self._view, self._found("invitations", filters))

    @takes(UndertakingFilters)
    def undertakings(self, **filters: Unpack[UndertakingFilters]) -> r.Results[m.Undertaking]:
        """Return plans, agreements and the like.

        >>> [one.when.within for one in load().undertakings(status="to be signed")]
        ['2026/2028']
        """
        return r.Results(self._view, self._found("undertakings", filters))

    @takes(BackgroundFilters)
    def background(self, **filters: Unpack[BackgroundFilters]) -> r.Results[m.Background]:
        """Return what narrators state outside any meeting.

        >>> [one.when.within for one in load().background(area="partnership")]
        ['2012']
        """
        return r.Results(self._view, self._found("background", filters))

    def mentions(self) -> r.Results[m.Mention]:
        """Return who is named and took part in no meeting.

        >>> {mention.person for mention in load().mentions()}
        {'to-lam'}
        """
        return r.Results(self._view, self._find(Wanted("mentions", ())))

    @takes(ArticleFilters)
    def articles(self, **filters: Unpack[ArticleFilters]) -> r.Results[m.Article]:
        """Return the articles, or those that report a meeting, by publication."""
        return r.Results(self._view, self._found("articles", filters))

    def parties(self) -> r.Results[m.Party]:
        """Return the parties."""
        return r.Results(self._view, self._find(Wanted("parties", ())))

    def organisations(self) -> r.Results[m.Organisation]:
        """Return the organisations."""
        return r.Results(self._view, self._find(Wanted("organisations", ())))

    def countries(self) -> r.Results[m.Country]:
        """Return the countries."""
        return r.Results(self._view, self._find(Wanted("countries", ())))

    def places(self) -> r.Results[m.Place]:
        """Return the places."""
        return r.Results(self._view, self._find(Wanted("places", ())))

    # --- Singular: one record or an error ---------------------------------------------------------

    def meeting(self, id_: Name) -> m.Meeting:
        """Return a meeting by its id."""
        return self._one(m.Meeting, id_)

    def article(self, id_: Name) -> m.Article:
        """Return an article by its id."""
        return self._one(m.Article, id_)

    def statement(self, id_: Name) -> m.Statement:
        """Return a statement by its id, as `2026-02-25-putin-lavrov/p14a`."""
        return self._one(m.Statement, id_)

    def person(self, name: Name) -> m.Person:
        """Return a person by any form of the name.

        >>> archive = load()
        >>> archive.person("le hoai trung") is archive.person("Bộ trưởng Lê Hoài Trung")
        False
        >>> archive.person("le hoai trung") == archive.person("Bộ trưởng Lê Hoài Trung")
        True
        """
        return self._named(m.Person, name)

    def party(self, name: Name) -> m.Party:
        """Return a party by any form of its name."""
        return self._named(m.Party, name)

    def organisation(self, name: Name) -> m.Organisation:
        """Return an organisation by any form of its name."""
        return self._named(m.Organisation, name)

    def country(self, name: Name) -> m.Country:
        """Return a country by its ISO 3166-1 code or any form of its name."""
        return self._named(m.Country, name)

    def place(self, name: Name) -> m.Place:
        """Return a place by any form of its name."""
        return self._named(m.Place, name)

    def area(self, name: Name) -> m.CooperationArea:
        """Return an area by any form of its name or a term that articles print for it.

        >>> load().area("dau khi").id
        'oil-gas'
        """
        return self._named(m.CooperationArea, name)

    def record(self, name: Name) -> Any:
        """Return the record of any kind that an id, or a name, means.

        >>> load().record("2026-02-25-putin-lavrov/p14a").speakers
        ('sergey-lavrov',)
        """
        if isinstance(name, m.Identity | m.Article | m.Meeting | m.Statement):
            name = name.id
        written = name.strip() if isinstance(name, str) else ""
        for id_ in dict.fromkeys((written, written.lower())):
            found = self._store.any_record(id_)
            if found is not None:
                return self._view.bind(found)
        kinds = ("person", "party", "organisation", "country", "place", "area")
        try:
            id_ = self._names.id("record", name, kinds=kinds)
        except UnknownNameError as error:
            near = [id_ for table in ("meeting", "article") for id_ in self._names.near(table, name)]
            near = [*self._names.within_articles(written), *near]
            raise UnknownNameError("record", name, [*error.suggestions, *near][:4]) from None
        return self.record(id_)

    def ask(self, question: str, *, today: dt.date | str | None = None, lang: Lang | None = None) -> Answer:
        """Show what the archive has of a question in Vietnamese or English, with the quotes that prove it.

        Args:
            question: As somebody would put it; accents and letter case do not matter.
            today: The day from which "yesterday" is counted, as a date or a day-first text; the clock is not read.
            lang: vi or en, the language of the answer; without it, that of the question.

        Raises:
            FilterError: The question is no text, holds no word or is longer than 10,000 characters.
            DateError: `today` is no day.

        >>> archive = load()
        >>> answer = archive.ask("Ai gặp ai ngày 24/2 và về việc gì?")
        >>> answer.status.value, [meeting.id for meeting in answer.records][-1]
        ('complete', '2026-02-24-zyuganov')
        >>> archive.ask("Who met Zelensky?").missing
        ('Zelensky',)
        """
        from diplomacy_archive.ask import ask  # its words are read in only when somebody asks

        return ask(self, question, today=today, lang=lang)

    def find(self, method: str, filters: Mapping[str, object]) -> r.Results[Any]:
        """Return what a method finds: `find("meetings", {"on": "24/2"})` is `meetings(on="24/2")`."""
        return getattr(self, method)(**filters)  # type: ignore[no-any-return]  # each returns results

    @property
    def index(self) -> Index:
        """The words and names of everything recorded."""
        return self._names.index

    def identity(self, id_: str) -> m.Identity | None:
        """Return a person, body, country, place or area by its id; None if there is none."""
        return self._store.identity(id_)

    # --- Proof ------------------------------------------------------------------------------------

    def origins(self, record: m.Record) -> tuple[Origin, ...]:
        """Return where a record was written: one place, or for a meeting or a pair at one each of its reports.

        >>> str(load().origins(load().person("Putin"))[0])
        'data/people.yaml:10'
        """
        if isinstance(record, m.Encounter):
            return self.origins(record.meeting)
        id_ = record.meeting if isinstance(record, m.Report) else getattr(record, "id", None)
        found = self._store.origins(id_) if isinstance(id_, str) else ()
        if isinstance(record, m.Report):
            found = tuple(origin for origin in found if origin.path.endswith(f"/{record.article}.yaml"))
        return found

    def text(self, article: Name) -> Text:
        """Return the attached text of an article.

        Raises:
            NotAttachedError: No text of the article is attached.
        """
        id_ = self._names.record_id("article", article)
        if id_ not in self._lookup.texts:
            raise NotAttachedError(
                f"no text of {id_!r} is attached; load(…, texts=…) with the folder that holds it"
            )
        return self._lookup.texts[id_]

    def sentence(self, quote: m.Quote, marks: tuple[str, str] = ("«", "»")) -> str:
        """Return the sentence that a quote stands in, the quote between marks; its text must be attached.

        Raises:
            NotAttachedError: No text of the quote's article is attached, or the one that is lacks it.
        """
        paragraph = self.text(quote.article).paragraph(quote.paragraph)
        around = in_sentence(quote.phrase, paragraph, quote.occurrence or 1)
        if around is None:
            raise NotAttachedError(
                f"the attached text of {quote.article!r} does not hold {str(quote)!r}; verify tells why"
            )
        return f"{around[0]}{marks[0]}{quote.phrase}{marks[1]}{around[1]}"

    def prove(self, text: str) -> Proof:
        """Say of each quotation and each id in a text whether it stands, and where.

        Words are compared letter for letter, in any quotation marks, normal form or line breaks. What a text names
        beside a quotation (an id, an address, a paragraph, who says it) must be right, too.

        Args:
            text: Any prose, as an assistant's answer; without the articles' texts only recorded words can be told.

        Raises:
            FilterError: It is no text, or longer than a million characters.

        >>> print(load().prove("Putin gọi ông là “người bạn thân thiết”."))
        1: stands: “người bạn thân thiết”
            2026-02-25-putin-lavrov §8, 2026-02-25-putin-lavrov/p8a (vladimir-putin) @ 2026-02-24-putin
        1 of 1 stand
        """
        return self._prover.prove(text)

    @cached_property
    def _prover(self) -> Prover:
        from diplomacy_archive.files._prove import Prover

        return Prover(self.records(), self._lookup.texts)

    def verify(self, texts: str | Path | Iterable[str | Path]) -> tuple[Verification, list[Problem]]:
        """Hold every quote and printed form against the articles' texts.

        Args:
            texts: Text files, or folders of `*.txt`, whatever they are called.

        Returns:
            What each article's text proves, and every problem, located in data files and texts.

        Raises:
            FileError: A path does not exist, or a folder holds no text.
        """
        from diplomacy_archive.files._texts import read_texts, verify

        files, problems = read_texts([texts] if isinstance(texts, str | Path) else texts)
        # The data files, where they were read, tell line and column; a built file only the record's place.
        records = self._sources.records if self._sources else self._store.whole()
        proof = verify(records, files, self._sources.home if self._sources else self._store.meta("home") or None)
        locate = self._sources.problem if self._sources else self._located
        return proof, sorted([*problems, *proof.problems, *map(locate, proof.findings)])

    def export(
        self, format_: str, target: str | Path, *, lang: Lang | None = None, **filters: Unpack[MeetingFilters]
    ) -> list[Path]:
        """Write the archive in another format; with filters of `meetings`, only what belongs to those.

        Args:
            format_: sheet (.xlsx, or .csv files), for people; html, a page to browse; gexf, who met whom for
                Gephi; ftm, FollowTheMoney's JSON lines; csv, jsonl or parquet, a file for each table.
            target: The folder for the tables, made if it does not exist; for the others, the file.
            lang: The language of a sheet, a graph and of what FollowTheMoney shows, if it is not the archive's.
            **filters: As for `meetings`.

        Returns:
            The files written.

        Raises:
            FileError: A file cannot be written; each is written whole or not at all.
            ImportError: What writes the format is not installed; the message says what to install.
        """
        from diplomacy_archive.export import writers
        from diplomacy_archive.export._chosen import choose
        from diplomacy_archive.export._parquet import export_parquet
        from diplomacy_archive.export._tables import export_csv, export_jsonl
        from diplomacy_archive.show._page import export_html
        from diplomacy_archive.store._dump import describe_tables, portable_views, read_tables

        formats = writers()
        known = (*formats, "csv", "jsonl", "parquet", "html")
        if format_ not in known:
            raise FilterError(f"format must be one of {', '.join(known)}; found {format_!r}")
        if format_ in formats:
            given: MeetingFilters = filters or {"status": "any"}
            chosen = choose(self, self.meetings(**given), self.who_met_whom(**given), whole=not filters)
            return formats[format_](chosen, Path(target), lang or self._view.lang)
        found = self.meetings(**filters) if filters else None
        if format_ == "html":
            return export_html(self._view, Path(target), found.numbers if found is not None else None)
        tables = read_tables(self._store, found.query if found is not None else None)
        if format_ == "parquet":
            return export_parquet(tables, describe_tables(), portable_views(), Path(target))
        write = export_csv if format_ == "csv" else export_jsonl
        return write(tables, describe_tables(), Path(target))

    def _located(self, finding: Finding) -> Problem:
        found = self.origins(finding.record)
        return Problem(found[0] if found else Origin(self._store.name), finding.code, finding.message)

    def card(self, record: m.Record, *, lang: Lang | None = None, short: bool = False) -> Card:
        """Return a record's card, a meeting's with all its statements.

        Args:
            record: A whole record, or an encounter.
            lang: The language, if it is not the archive's.
            short: Some lines with their words.

        Raises:
            FilterError: The record is a part of another, as a report.
        """
        refuse_parts(record)
        view = self._view.in_language(lang)
        return view.short(record) if short else view.card(record)

    def row(self, record: m.Record) -> dict[str, Any]:
        """Return a record as a plain row, as `rows()` gives it; errors are those of `card`."""
        refuse_parts(record)
        from diplomacy_archive.show._table import rows

        return next(iter(rows([record], self._view)))

    def overview(self) -> Picture:
        """Draw the archive in one picture: its meetings along time, who met whom, and who raised what.

        Raises:
            ImportError: What draws is not installed; the message says what to install.
            FilterError: There is no meeting to draw.
        """
        from diplomacy_archive.show._draw import overview

        return overview(self._view)

    def records(self) -> m.Records:
        """Return all records as the data files gave them, in memory."""
        kept = {name: self._kept(name) for name in _IN_META}
        return replace(self._store.whole(), **kept)

    @property
    def mappings(self) -> tuple[m.Scheme, ...]:
        """The codes that other schemes have for areas and acts, with the sources that were seen.

        >>> [scheme.code("energy") for scheme in load().mappings if scheme.id == "cap"]
        ['8']
        """
        found: tuple[m.Scheme, ...] = self._kept("mappings")
        return found

    def _kept(self, name: str) -> Any:
        """Return the records of a list that no filter asks for, and that the database keeps as one JSON text."""
        written = self._store.meta(name)
        return tuple(_IN_META[name].model_validate(one) for one in json.loads(written)) if written else ()

    # --- The archive itself -----------------------------------------------------------------------

    @property
    def version(self) -> Version:
        """The version of the package that built the archive, and of its data."""
        return Version(self._store.meta("package_version"), self._store.meta("data_version"))

    @property
    def scope(self) -> Scope:
        """What the archive covers: which articles, days and people; `scope.meetings` is how many meetings."""
        return self._lookup.scope()

    @property
    def store(self) -> Store:
        """The database, for SQL of one's own and for exports."""
        return self._store

    def save(self, path: str | Path) -> None:
        """Write the archive to a file that `load` and any SQL tool open; attached texts are not saved.

        Raises:
            FileError: It cannot be written; what stood there stays.
        """
        self._store.save(Path(path))

    def close(self) -> None:
        """Close the archive's database."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        counts = (
            f"{self._lookup.total(table)} {name}"
            for table, name in (("meeting", "meetings"), ("statement", "statements"), ("article", "articles"))
        )
        return f"<Archive: {', '.join(counts)}>"

    def _repr_html_(self) -> str:
        from diplomacy_archive.show._describe import describe_archive
        from diplomacy_archive.show._html import cards_html

        return cards_html([describe_archive(self._view)])

    def _found(self, method: str, given: Mapping[str, Any]) -> Found:
        """Return what the filters of a method find."""
        return self._find(Wanted.of(method, self._read(method, given)))

    def _find(self, wanted: Wanted) -> Found:
        query = wanted.query(frequency=self._store.frequency)
        return Found(self._store, query, notes(self._store, wanted, self._view.lang), wanted)

    def _read(self, method: str, given: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
        return read_filters(method, given, self._names)

    def _one(self, model: type[_R], name: Name) -> _R:
        """Return the record that an id means."""
        kind = KIND_OF[model]
        found: _R = self._store.record(kind, self._names.record_id(kind, name))
        return self._view.bind(found)

    def _named(self, model: type[_R], name: Name) -> _R:
        """Return the record of a register that a name means."""
        kind = KIND_OF[model]
        found: _R = self._store.record(kind, self._names.id(kind, name))
        return self._view.bind(found)


def _attached(store: Store, paths: Iterable[str | Path]) -> Mapping[str, Text]:
    """Return the texts of a store's articles by their ids."""
    from diplomacy_archive.errors import DataError
    from diplomacy_archive.files._texts import match, read_texts

    files, problems = read_texts(paths)
    if problems:
        raise DataError(problems)
    matched = match(files, store.whole())
    if not matched.texts:
        raise FileError("none of the texts is of an article of this archive; verify tells how they differ")
    return dict(matched.texts)


def _is_folder(path: Path, written: str) -> bool:
    if not written.strip():
        raise FileError("the path is empty; leave it out for the archive that ships with the package")
    try:
        if "\0" not in written and os.fsencode(written):
            return path.is_dir()
    except (OSError, UnicodeEncodeError):  # longer than any path; half a character
        pass
    raise FileError(f"{written!r:.80} is no path")
