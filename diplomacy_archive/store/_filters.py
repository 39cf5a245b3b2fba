"""Declare each filter once: its name, its type, its words, and how a value of it is read.

`meetings(person="Putin")` takes `person` because `MeetingFilters` says so below. From the same lines
follow the keyword that completion shows and mypy checks, the option `--person` of the command line
and its help, and what a hint calls it: "the person Vladimir Putin", "người Vladimir Putin".
"""

# No `from __future__ import annotations` here: what stands in the annotations is read when the module is.
import datetime as dt
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, NamedTuple, TypedDict, TypeVar

from diplomacy_archive._dates import Span, parse_span
from diplomacy_archive._text import closest, fold_words
from diplomacy_archive.errors import DateError, FilterError
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import (
    Act,
    Basis,
    Framing,
    Kind,
    MeetingStatus,
    PartOfDay,
    UndertakingKind,
    UndertakingStatus,
    Vocabulary,
)
from diplomacy_archive.store._names import ACTORS, Resolver
from diplomacy_archive.store._search import Search

Name = str | m.Identity | m.Meeting | m.Article | m.Statement
Date = str | int | dt.date
Several = Name | list[Name] | tuple[Name, ...]
Given = Mapping[str, Any]
"""Filters as they are given: `{"person": "Putin", "on": "24/2"}`."""

_F = TypeVar("_F", bound=Callable[..., Any])
_ACTOR = "person, country, party or organisation"


class Reader(NamedTuple):
    """How a value is read into what the database is asked for, and the placeholder of one in help."""

    placeholder: str
    read: Callable[[Resolver, str, Any], tuple[Any, ...]]


@dataclass(frozen=True)
class Filter:
    """What is to be known of a filter beside its name and type.

    Attributes:
        reader: How a value is read.
        called: What a sentence calls it, as "the person".
        called_vi: The same in Vietnamese, as "người".
        help: What it takes, in English.
        help_vi: The same in Vietnamese.
        default: The value that stands where none is given.
    """

    reader: Reader
    called: str
    called_vi: str
    help: str
    help_vi: str
    default: str | None = None


def _names(kind: str, *kinds: str) -> Reader:
    return Reader("NAME", lambda names, _, value: names.ids(kind, value, kinds=kinds))


def _name(kind: str, *kinds: str) -> Reader:
    return Reader("NAME", lambda names, _, value: (names.id(kind, value, kinds=kinds),))


def _record(table: str) -> Reader:
    return Reader("ID", lambda names, _, value: (names.record_id(table, value),))


def _term(vocabulary: type[Vocabulary]) -> Reader:
    return Reader("WORDS", lambda names, name, value: (names.term(vocabulary, name.replace("_", " "), value),))


def _read_status(names: Resolver, name: str, value: Any) -> tuple[MeetingStatus, ...]:
    return () if str(value).casefold() == "any" else (names.term(MeetingStatus, name, value),)


def _read_bound(_: Resolver, name: str, value: Any) -> tuple[Span]:
    span = parse_span(value)
    if span.year is None:
        raise DateError(f"{name} needs a year, as {value}/2026; found {str(value)!r}")
    return (span,)


def _read_words(names: Resolver, name: str, value: Any) -> tuple[Search]:
    if not (isinstance(value, str) and fold_words(value)):
        raise FilterError(f"{name} must hold a word; found {value!r:.80}")
    return (names.index.search(value),)


_DAY = Reader("DATE", lambda _, __, value: (parse_span(value),))
_BOUND = Reader("DATE", _read_bound)
_SEARCH = Reader("WORDS", _read_words)
_STATUS = Reader("WORDS", _read_status)


# fmt: off
class MeetingFilters(TypedDict, total=False):
    """The filters of meetings, and of who met whom."""

    on: Annotated[Date | None, Filter(
        _DAY, "the date", "ngày",
        "a day, month or year; without a year, that day in any year: 24/2, 24/2/2026, 2026-02",
        "ngày, tháng hoặc năm; không nêu năm thì là ngày ấy của mọi năm: 24/2, 24/2/2026, 2026-02")]
    since: Annotated[Date | None, Filter(
        _BOUND, "the first date", "thời điểm đầu",
        "from this day, month or year on; it needs a year",
        "từ ngày, tháng hoặc năm này trở đi; phải nêu năm")]
    until: Annotated[Date | None, Filter(
        _BOUND, "the last date", "thời điểm cuối",
        "up to this day, month or year, itself included; it needs a year",
        "đến hết ngày, tháng hoặc năm này; phải nêu năm")]
    part_of_day: Annotated[str | None, Filter(
        _term(PartOfDay), "the part of day", "buổi",
        "morning, noon, afternoon, evening or night, as far as an article prints it",
        "sáng, trưa, chiều, tối hoặc đêm, nếu bài có ghi")]
    person: Annotated[Several | None, Filter(
        _names("person"), "the person", "người",
        "somebody who took part; several mean all of them",
        "người tham dự; nêu nhiều người là tất cả cùng dự")]
    party: Annotated[Name | None, Filter(
        _name("party"), "the party", "đảng",
        "a party in whose capacity somebody took part",
        "đảng mà có người tham dự với tư cách của đảng đó")]
    organisation: Annotated[Name | None, Filter(
        _name("organisation"), "the organisation", "tổ chức",
        "an organisation in whose capacity somebody took part",
        "tổ chức mà có người tham dự với tư cách của tổ chức đó")]
    country: Annotated[Several | None, Filter(
        _names("country"), "the side", "bên",
        "a side; several mean all of them",
        "một bên; nêu nhiều nước là tất cả cùng có mặt")]
    place: Annotated[Name | None, Filter(
        _name("place", "place", "country"), "the place", "địa điểm",
        "a place or country, with all that lies in it",
        "địa điểm hoặc nước, kể cả những nơi nằm trong đó")]
    kind: Annotated[str | None, Filter(
        _term(Kind), "the kind", "hình thức",
        "what an article calls the meeting: talks, formal call, hội đàm, …",
        "cuộc gặp được gọi là gì: hội đàm, hội kiến, chào xã giao, …")]
    area: Annotated[Several | None, Filter(
        _names("area"), "the area", "lĩnh vực",
        "an area that was mentioned, or one inside it; several mean all of them",
        "lĩnh vực được nêu, kể cả lĩnh vực con; nêu nhiều là tất cả")]
    framing: Annotated[str | None, Filter(
        _term(Framing), "the framing", "cách nêu",
        "how an area was framed: pillar, expand, or domestic: one side's own task, found only if asked for",
        "lĩnh vực được nêu là gì: trụ cột, mở rộng, hoặc nhiệm vụ trong nước (chỉ tìm thấy khi hỏi đúng như vậy)")]
    article: Annotated[Name | None, Filter(
        _record("article"), "the article", "bài",
        "an article that tells it", "bài viết đưa tin")]
    search: Annotated[str | None, Filter(
        _SEARCH, "the words", "cụm từ",
        "words that stand together in a report or statement; accents may be left out, those typed count",
        "từ ngữ cùng đứng trong một tin hoặc một phát biểu; có thể bỏ dấu, đã gõ dấu thì phải đúng")]
    status: Annotated[str | None, Filter(
        _STATUS, "the status", "tình trạng",
        "held (unless asked): a report says so; planned or cancelled: one says so, and none that it was held; "
        "or any",
        "held (mặc định): có bài viết là đã diễn ra; planned, cancelled: có bài viết vậy và không bài nào viết "
        "là đã diễn ra; any: tất cả",
        "held")]


class StatementFilters(MeetingFilters, total=False):
    """The filters of statements."""

    speaker: Annotated[Name | None, Filter(
        _name(_ACTOR, *ACTORS), "the speaker", "người nói",
        "who says it: a person, or a body or country that is the subject of the sentence",
        "ai nói: người, hoặc tổ chức, nước làm chủ ngữ của câu")]
    conveyed_by: Annotated[Name | None, Filter(
        _name("person"), "who conveyed it", "người chuyển lời",
        "who told it at the meeting for the speaker", "ai chuyển lời tại cuộc gặp thay người nói")]
    act: Annotated[str | None, Filter(
        _term(Act), "the act", "hành vi",
        "what they do by it: affirmed, proposed, đề xuất, …",
        "họ làm gì bằng lời nói ấy: khẳng định, đề xuất, …")]
    meeting: Annotated[Name | None, Filter(
        _record("meeting"), "the meeting", "cuộc gặp",
        "the meeting at which it is said", "cuộc gặp mà điều đó được nói ra")]
    about: Annotated[Name | None, Filter(
        _name(_ACTOR, *ACTORS), "what is said of", "điều nói về",
        "a person, country, party or organisation spoken of",
        "người, nước, đảng hoặc tổ chức được nói đến")]
    basis_of_speakers: Annotated[str | None, Filter(
        _term(Basis), "the basis of the speakers", "căn cứ về người nói",
        "how we know who speaks: stated, by reference, by participation, by position, open",
        "vì sao biết ai nói: nêu rõ, gọi gián tiếp, theo người dự, theo vị trí trong bài, bài để ngỏ")]
    basis_of_meetings: Annotated[str | None, Filter(
        _term(Basis), "the basis of the meetings", "căn cứ về cuộc gặp",
        "how we know at which meeting; the same words", "vì sao biết là tại cuộc gặp nào; các từ như trên")]


class PersonFilters(TypedDict, total=False):
    """The filters of people."""

    party: Annotated[Name | None, Filter(
        _name("party"), "the party", "đảng",
        "a party in a capacity of which an article prints them",
        "đảng mà bài viết ghi chức vụ của họ")]
    organisation: Annotated[Name | None, Filter(
        _name("organisation"), "the organisation", "tổ chức",
        "an organisation in a capacity of which an article prints them",
        "tổ chức mà bài viết ghi chức vụ của họ")]
    country: Annotated[Name | None, Filter(
        _name("country"), "the country", "nước",
        "the side that a report has them on", "bên mà bài viết xếp họ vào")]
    meeting: Annotated[Name | None, Filter(
        _record("meeting"), "the meeting", "cuộc gặp", "a meeting they take part in", "cuộc gặp mà họ tham dự")]
    article: Annotated[Name | None, Filter(
        _record("article"), "the article", "bài",
        "an article that names them in any part: they take part, speak, are spoken of, invite, …",
        "bài viết nêu tên họ trong vai bất kỳ: tham dự, phát biểu, được nhắc đến, mời, …")]


class AreaFilters(TypedDict, total=False):
    """The filters of areas."""

    meeting: Annotated[Name | None, Filter(
        _record("meeting"), "the meeting", "cuộc gặp", "a meeting at which they are mentioned", "cuộc gặp có nêu")]
    statement: Annotated[Name | None, Filter(
        _record("statement"), "the statement", "phát biểu", "a statement that mentions them", "phát biểu có nêu")]


class InvitationFilters(TypedDict, total=False):
    """The filters of invitations."""

    person: Annotated[Name | None, Filter(
        _name("person"), "the person", "người",
        "somebody who invites, is invited or conveys it", "người mời, người được mời hoặc người chuyển lời")]
    meeting: Annotated[Name | None, Filter(
        _record("meeting"), "the meeting", "cuộc gặp", "a meeting at which it is raised", "cuộc gặp có nêu")]
    article: Annotated[Name | None, Filter(
        _record("article"), "the article", "bài", "the article that tells it", "bài viết nêu")]


class UndertakingFilters(TypedDict, total=False):
    """The filters of undertakings."""

    between: Annotated[Several | None, Filter(
        _names(_ACTOR, *ACTORS), "between", "giữa",
        "whom it is stated to be between; several mean all of them",
        "giữa những ai, theo bài viết; nêu nhiều là tất cả")]
    area: Annotated[Several | None, Filter(
        _names("area"), "the area", "lĩnh vực",
        "an area it is of, or one inside it; several mean all of them",
        "lĩnh vực của việc đó, kể cả lĩnh vực con; nêu nhiều là tất cả")]
    kind: Annotated[str | None, Filter(
        _term(UndertakingKind), "the kind", "loại",
        "what is undertaken: plan, training, Năm chéo, …", "loại việc: kế hoạch, đào tạo, Năm chéo, …")]
    status: Annotated[str | None, Filter(
        _term(UndertakingStatus), "the status", "tình trạng",
        "how far it has come: raised, to be signed, signed, …", "đã đến đâu: được nêu ra, sẽ ký, đã ký, …")]
    meeting: Annotated[Name | None, Filter(
        _record("meeting"), "the meeting", "cuộc gặp", "a meeting at which it is raised", "cuộc gặp có nêu")]
    article: Annotated[Name | None, Filter(
        _record("article"), "the article", "bài", "the article that tells it", "bài viết nêu")]


class BackgroundFilters(TypedDict, total=False):
    """The filters of background."""

    about: Annotated[Several | None, Filter(
        _names(_ACTOR, *ACTORS), "what is said of", "điều nói về",
        "whom it is about; several mean all of them", "nói về ai; nêu nhiều là tất cả")]
    area: Annotated[Several | None, Filter(
        _names("area"), "the area", "lĩnh vực",
        "an area it mentions, or one inside it; several mean all of them",
        "lĩnh vực được nêu, kể cả lĩnh vực con; nêu nhiều là tất cả")]
    article: Annotated[Name | None, Filter(
        _record("article"), "the article", "bài", "the article that states it", "bài viết nêu")]


class ArticleFilters(TypedDict, total=False):
    """The filters of articles."""

    meeting: Annotated[Name | None, Filter(
        _record("meeting"), "the meeting", "cuộc gặp", "a meeting they report", "cuộc gặp mà bài đưa tin")]
# fmt: on


FILTERS: dict[str, type[Any]] = {
    "meetings": MeetingFilters,
    "who_met_whom": MeetingFilters,
    "statements": StatementFilters,
    "people": PersonFilters,
    "areas": AreaFilters,
    "invitations": InvitationFilters,
    "undertakings": UndertakingFilters,
    "background": BackgroundFilters,
    "articles": ArticleFilters,
}
"""The methods of an archive that take filters, and which."""


class Option(NamedTuple):
    """A filter with its name, and whether it takes several values and means all of them."""

    name: str
    filter: Filter
    several: bool
    type: str


@cache
def options(method: str) -> dict[str, Option]:
    """Return the filters that a method takes, its own before those that it shares."""
    declared = FILTERS[method]
    shared = MeetingFilters.__annotations__ if declared is StatementFilters else {}
    names = {"Date": Date, "Several": Several, "Name": Name}
    found = {}
    for name in sorted(declared.__annotations__, key=shared.__contains__):
        annotated = declared.__annotations__[name]
        written = next((word for word, type_ in names.items() if annotated.__origin__ == type_ | None), "str")
        found[name] = Option(name, annotated.__metadata__[0], written == "Several", written)
    return found


def takes(declared: type[Any]) -> Callable[[_F], _F]:
    """Show a method's filters as its keywords: to `help`, to `inspect` and to completion."""
    method = next(name for name, filters in FILTERS.items() if filters is declared)

    def show(function: _F) -> _F:
        known = options(method)
        keywords = [
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default=one.filter.default,
                annotation=one.type if one.filter.default else f"{one.type} | None",
            )
            for name, one in known.items()
        ]
        signature = inspect.signature(function)
        first = [one for one in signature.parameters.values() if one.kind is not inspect.Parameter.VAR_KEYWORD]
        function.__signature__ = signature.replace(parameters=[*first, *keywords])  # type: ignore[attr-defined]
        listed = "".join(f"\n    {name}: {one.filter.help}" for name, one in known.items())
        text = inspect.cleandoc(function.__doc__ or "")
        head, mark, examples = text.partition("\n\n>>>")
        function.__doc__ = f"{head}\n\nFilters, all of which must hold:{listed}{mark}{examples}"
        return function

    return show


def read_filters(method: str, given: Given, names: Resolver) -> dict[str, tuple[Any, ...]]:
    """Return what each filter asks for, as ids, terms and spans; those that are not given are left out.

    Raises:
        TypeError: The method has no such filter.
        UnknownNameError, AmbiguousNameError: A name is not recorded, or fits several records.
        DateError: A date is none, or needs a year.
        FilterError: A value is empty or of another type, or contradicts another.
    """
    known = options(method)
    if unknown := next((name for name in given if name not in known), None):
        near = closest(unknown, list(known))
        advice = f"; did you mean {near[0]!r}?" if near else ""
        raise TypeError(f"{method}() got an unexpected keyword argument {unknown!r}{advice}")
    read = {}
    for name, one in known.items():
        value = given.get(name)
        value = one.filter.default if value is None else value
        if value is not None:
            read[name] = one.filter.reader.read(names, name, value)
    first, last = (read[name][0] if read.get(name) else None for name in ("since", "until"))
    if first and last and first.first > last.last:
        raise FilterError(f"since ({first}) must not be after until ({last})")
    return read
