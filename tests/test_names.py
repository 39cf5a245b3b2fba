"""A name in any form finds its record or is told ambiguous; it never finds another."""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import pytest
from archives import archive_of, made_up
from hypothesis import given
from hypothesis import strategies as st
from shipped import archive as shipped

from diplomacy_archive._text import fold, fold_words
from diplomacy_archive.archive import Archive, load
from diplomacy_archive.errors import AmbiguousNameError, ArchiveError, FilterError, UnknownNameError
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._person_names import name_parts
from diplomacy_archive.records._vocabulary import Act, Kind, PartOfDay, Role, Vocabulary
from diplomacy_archive.store._names import Resolver


@lru_cache(maxsize=16)
def known(seed: int | None) -> tuple[m.Records, Resolver]:
    """Return the records of an archive, made up or the shipped one, and its names."""
    records = shipped().records() if seed is None else made_up(seed)
    return records, Resolver(archive_of(records).store)


def people(*names: str, titles: dict[str, m.Capacity] | None = None) -> Archive:
    """Return an archive of people with these names, each mentioned with a title if one is given."""
    found = tuple(m.Person(id=f"person-{number}", names=m.Names(vi=name)) for number, name in enumerate(names))
    article = m.Article.model_validate(
        {
            "id": "one", "published": "2031-05-07", "publisher": None, "headline": None, "url": None,
            "byline": None, "language": "vi", "label": {"vi": "bài"},
            "fingerprints": [{"paragraphs": 1, "sha256": "0" * 64}],
        }
    )  # fmt: skip
    mentions = tuple(
        m.Mention(
            id=f"one/m1{'abc'[number]}", person=one.id, capacities=((titles or {})[one.name],),
            quotes=(m.Quote(article="one", paragraph=1, phrase="lời"),),
        )
        for number, one in enumerate(found)
        if one.name in (titles or {})
    )  # fmt: skip
    return archive_of(m.Records(people=found, articles=(article,), mentions=mentions))


# --- Every form -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name", "id_"),
    [
        ("person", "le-hoai-trung", "le-hoai-trung"),
        ("person", "Le-Hoai-Trung", "le-hoai-trung"),
        ("person", "Lê Hoài Trung", "le-hoai-trung"),
        ("person", "le hoai trung", "le-hoai-trung"),
        ("person", "LÊ HOÀI TRUNG", "le-hoai-trung"),
        ("person", "  lê   hoài trung ", "le-hoai-trung"),
        ("person", "Hoài Trung", "le-hoai-trung"),
        ("person", "Trung", "le-hoai-trung"),
        ("person", "ông Trung", "le-hoai-trung"),
        ("person", "Bộ trưởng Lê Hoài Trung", "le-hoai-trung"),
        ("person", "bo truong ngoai giao le hoai trung", "le-hoai-trung"),
        ("person", "Bộ trưởng Ngoại giao Việt Nam Lê Hoài Trung", "le-hoai-trung"),
        ("person", "Foreign Minister Le Hoai Trung", "le-hoai-trung"),
        ("person", "Vladimir Putin", "vladimir-putin"),
        ("person", "PUTIN", "vladimir-putin"),
        ("person", "Владимир Путин", "vladimir-putin"),
        ("person", "Путин", "vladimir-putin"),
        ("person", "Tổng thống Putin", "vladimir-putin"),
        ("person", "Tổng thống Nga Vladimir Putin", "vladimir-putin"),
        ("person", "President Putin", "vladimir-putin"),
        ("person", "President of Russia Vladimir Putin", "vladimir-putin"),
        ("person", "Sergei Lavrov", "sergey-lavrov"),
        ("person", "Ngoại trưởng Lavrov", "sergey-lavrov"),
        ("person", "Ngoại trưởng Nga Sergey Lavrov", "sergey-lavrov"),
        ("person", "Bộ trưởng Lavrov", "sergey-lavrov"),
        ("person", "Chủ tịch Đảng Nước Nga Thống nhất Dmitry Medvedev", "dmitry-medvedev"),
        ("person", "Chủ tịch Đảng Medvedev", "dmitry-medvedev"),
        ("person", "Chủ tịch Đảng Cộng sản Liên bang Nga Gennady Zyuganov", "gennady-zyuganov"),
        ("person", "Mr. Zyuganov", "gennady-zyuganov"),
        ("person", "Tổng Bí thư Tô Lâm", "to-lam"),
        ("person", "tong bi thu to lam", "to-lam"),
        ("person", "General Secretary To Lam", "to-lam"),
        ("party", "CPRF", "cprf"),
        ("party", "кпрф", "cprf"),
        ("party", "dang cong san viet nam", "communist-party-of-vietnam"),
        ("party", "Единая Россия", "united-russia"),
        ("party", "United Russia", "united-russia"),
        ("organisation", "bộ ngoại giao việt nam", "mofa-vietnam"),
        ("organisation", "MOFA-VIETNAM", "mofa-vietnam"),
        ("country", "VN", "VN"),
        ("country", "vn", "VN"),
        ("country", "Viet Nam", "VN"),
        ("country", "vietnam", "VN"),
        ("country", "nga", "RU"),
        ("country", "Liên bang Nga", "RU"),
        ("country", "россия", "RU"),
        ("place", "Moskva", "moscow"),
        ("place", "Mátxcơva", "moscow"),
        ("place", "matxcova", "moscow"),
        ("place", "Москва", "moscow"),
        ("place", "dien kremlin", "kremlin"),
        ("area", "oil-gas", "oil-gas"),
        ("area", "OIL-GAS", "oil-gas"),
        ("area", "dầu khí", "oil-gas"),
        ("area", "Dau Khi", "oil-gas"),
        ("area", "oil and gas", "oil-gas"),
        ("area", "khoa học, công nghệ", "science-technology"),
        ("area", "giao thông - vận tải", "transport"),
        ("area", "Doi Moi (renovation)", "doi-moi"),
        ("area", "đổi mới", "doi-moi"),
    ],
)  # fmt: skip
def test_a_name_in_any_form_finds_its_record(kind: str, name: str, id_: str) -> None:
    assert getattr(shipped(), kind)(name).id == id_
    assert getattr(shipped(), kind)(unicodedata.normalize("NFD", name)).id == id_


@pytest.mark.parametrize("kind", ["meeting", "article", "statement"])
def test_an_id_of_what_has_no_name_finds_it_in_any_case(kind: str) -> None:
    record = getattr(shipped(), f"{kind}s")()[0]
    assert getattr(shipped(), kind)(record.id) == record
    assert getattr(shipped(), kind)(f" {record.id.upper()} ") == record


def test_a_record_stands_for_itself() -> None:
    for record in (shipped().person("Putin"), shipped().party("CPRF"), shipped().country("Nga")):
        assert shipped().record(record.id) == record
    putin = shipped().person("Putin")
    assert shipped().meetings(person=putin).ids == shipped().meetings(person="Putin").ids
    meeting = shipped().meeting("2026-02-24-lavrov")
    assert shipped().statements(meeting=meeting).ids == shipped().statements(meeting=meeting.id).ids


def ways(name: str) -> st.SearchStrategy[str]:
    """Return a strategy of the ways in which people write a name."""
    case = st.sampled_from([str, str.lower, str.upper, str.title, str.swapcase, str.casefold])
    accents = st.sampled_from([str, fold, _without_marks])
    form = st.sampled_from(["NFC", "NFD"])
    around = st.sampled_from(["{}", " {}", "{}  ", "«{}»", "{}."])
    return st.builds(
        lambda case, accents, form, around: around.format(unicodedata.normalize(form, case(accents(name)))),
        case, accents, form, around,
    )  # fmt: skip


def _without_marks(text: str) -> str:
    """Drop the accents and keep the case; "đ" keeps its stroke."""
    letters = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def forms(one: m.Identity) -> Iterator[str]:
    yield from (name for name in (one.names.vi, one.names.en, one.names.ru, *one.aliases) if name)
    yield one.id
    if isinstance(one, m.CooperationArea):
        yield from one.printed


def kind_of(one: m.Identity) -> str:
    return "area" if isinstance(one, m.CooperationArea) else type(one).__name__.lower()


def candidates(names: Resolver, kind: str, written: str) -> tuple[str, ...]:
    """Return the one id that a name finds, or those it is told to fit."""
    try:
        return (names.id(kind, written),)
    except AmbiguousNameError as error:
        return error.candidates


@given(st.data())
def test_no_way_of_writing_a_name_finds_another(data: st.DataObject) -> None:
    records, names = known(data.draw(st.none() | st.integers(0, 11)))
    one = data.draw(st.sampled_from(list(records.identities())))
    written = data.draw(st.sampled_from(list(forms(one))).flatmap(ways))
    found = candidates(names, kind_of(one), written)
    alike = {other.id for other in records.identities() for form in forms(other) if _alike(form, written)}
    assert one.id in found
    assert set(found) <= alike


@given(st.data())
def test_a_part_of_a_name_finds_its_person_or_tells_of_them(data: st.DataObject) -> None:
    records, names = known(data.draw(st.none() | st.integers(0, 11)))
    one = data.draw(st.sampled_from(records.people))
    part = data.draw(st.sampled_from([one.name, *name_parts(one.name)]))
    found = candidates(names, "person", data.draw(ways(part)))
    # Somebody whose whole name it is comes before those of whose name it is a part.
    whole = [other.id for other in records.people if any(_alike(form, part) for form in forms(other))]
    assert one.id in found or (whole and set(found) <= set(whole))


def _alike(one: str, other: str) -> bool:
    return fold_words(one) == fold_words(other)


@given(st.data())
def test_a_name_with_one_letter_wrong_finds_nobody(data: st.DataObject) -> None:
    """Identity is never fuzzy, unless what is typed is again some person's name."""
    records, names = known(None)
    name = data.draw(st.sampled_from([form for one in records.people for form in forms(one)]))
    at = data.draw(st.integers(0, len(name) - 1))
    put = data.draw(st.sampled_from(["", *"abcdeghiklmnopqrstuvxyđжя"]))
    typed = name[:at] + put + name[at + (data.draw(st.integers(0, 1)) if put else 1) :]
    known_words = {part for one in records.people for form in forms(one) for part in _parts(form)}
    if fold_words(typed) not in known_words:
        with pytest.raises(UnknownNameError):
            names.id("person", typed)


def _parts(form: str) -> Iterator[str]:
    words = fold_words(form).split()
    yield from (" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1))


# --- Names alike ----------------------------------------------------------------------------------


def test_two_people_who_fold_alike_are_distinct_with_accents_and_ambiguous_without() -> None:
    archive = people("Lê Văn Lan", "Lê Văn Lân")
    assert archive.person("lê văn lan").id == "person-0"
    assert archive.person("LÊ VĂN LÂN").id == "person-1"
    with pytest.raises(AmbiguousNameError) as told:
        archive.person("le van lan")
    assert told.value.candidates == ("person-0", "person-1")
    assert str(told.value) == (
        "'le van lan' fits more than one person: person-0 (Lê Văn Lan) or person-1 (Lê Văn Lân); say which"
    )


def test_a_name_without_accents_says_nothing_of_accents_even_if_somebodys_has_none() -> None:
    """Else who types without accents would be given the one, and never learn of the other."""
    archive = people("Lan Anh", "Lân Ánh")
    assert archive.person("Lân Ánh").id == "person-1"
    with pytest.raises(AmbiguousNameError):
        archive.person("Lan Anh")
    assert archive.person("person-0").name == "Lan Anh"


def test_a_part_that_several_people_share_is_ambiguous() -> None:
    archive = people("Lê Văn Lan", "Trần Thị Lan", "Lê Hồ")
    with pytest.raises(AmbiguousNameError) as told:
        archive.person("Lan")
    assert told.value.candidates == ("person-0", "person-1")
    assert archive.person("Văn Lan").id == "person-0"


@pytest.mark.parametrize("name", ["Lê", "le", "ông Lê", "bà Lê"])
def test_a_family_name_alone_is_told_as_such(name: str) -> None:
    for archive in (shipped(), people("Lê Hoài Trung")):
        with pytest.raises(UnknownNameError, match="is only a family name") as told:
            archive.person(name)
        assert told.value.suggestions == ("Lê Hoài Trung",)
    assert people("Lê", "Lê Hoài Trung").person("Lê").id == "person-0"


@pytest.mark.parametrize("name", ["Thị", "Bà Thị", "Văn", "ông Văn", "Hoài", "Lê Văn", "Trần Thị", "Владимирович"])
def test_a_middle_name_is_nobodys_name(name: str) -> None:
    archive = people("Lê Văn Lan", "Trần Thị Hồ", "Lê Hoài Trung", "Владимир Владимирович Путин")
    with pytest.raises(UnknownNameError):
        archive.person(name)


@pytest.mark.parametrize(
    ("name", "suggested"),
    [
        ("Владимир Владимирович Путин", "Vladimir Putin"),
        ("Путин Владимир", "Vladimir Putin"),
        ("Путин Владимир Владимирович", "Vladimir Putin"),
        ("Vladimir Vladimirovich Putin", "Vladimir Putin"),
        ("Putin Vladimir", "Vladimir Putin"),
        ("Trung Lê Hoài", "Lê Hoài Trung"),
        ("Hoai Trung Le", "Lê Hoài Trung"),
        ("Lê Trung", "Lê Hoài Trung"),
        ("Đại tướng Lê Hoài Trung", "Lê Hoài Trung"),
        ("Đại tướng Trung", "Lê Hoài Trung"),
        ("General Sergey Lavrov", "Sergey Lavrov"),
        ("генерал Лавров", "Sergey Lavrov"),
    ],
)
def test_a_name_with_more_words_or_in_another_order_is_suggested(name: str, suggested: str) -> None:
    with pytest.raises(UnknownNameError) as told:
        shipped().person(name)
    assert told.value.suggestions[0] == suggested


def test_a_suggestion_is_made_among_many_thousands_too() -> None:
    archive = people(*(f"Lê Văn {chr(97 + n % 26)}{n}" for n in range(5100)), "Lê Hoài Trung")
    with pytest.raises(UnknownNameError, match="did you mean Lê Hoài Trung"):
        archive.person("Đại tướng Lê Hoài Trung")


def test_parts_of_a_name_are_few_and_of_few_words() -> None:
    assert list(name_parts("Phan Văn Giang")) == ["Giang", "Văn Giang"]
    assert list(name_parts("Sergey Lavrov")) == ["Lavrov", "Sergey"]
    parts = list(name_parts(" ".join(f"word{n}" for n in range(600))))
    assert len(parts) == 8
    assert all(len(part.split()) <= 4 for part in parts)


def test_a_whole_name_wins_over_a_part_of_a_longer_one() -> None:
    assert people("Lan", "Trần Thị Lan").person("lan").id == "person-0"


def test_words_that_do_not_stand_together_in_a_name_are_no_part_of_it() -> None:
    with pytest.raises(UnknownNameError):
        people("Lê Văn Lan").person("Lê Lan")


def test_a_name_of_another_kind_is_not_looked_for() -> None:
    with pytest.raises(UnknownNameError, match="no person is recorded as 'cprf'"):
        shipped().meetings(person=shipped().party("CPRF"))
    with pytest.raises(UnknownNameError):
        shipped().party("Putin")


# --- Titles ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "Tổng thống Lavrov",
        "Ngoại trưởng Putin",
        "Chủ tịch Đảng Cộng sản Liên bang Nga Medvedev",
        "Tổng thống Việt Nam Vladimir Putin",
        "Thứ trưởng Lê Hoài Trung",
        "Foreign Minister Zyuganov",
    ],
)
def test_a_title_that_does_not_fit_is_refused_with_help(name: str) -> None:
    with pytest.raises(UnknownNameError, match=r"is not recorded in that office\); did you mean") as told:
        shipped().person(name)
    person = shipped().person(name.rsplit(" ", 1)[1])
    assert told.value.suggestions == (person.name,)


def test_a_title_tells_apart_people_of_one_name() -> None:
    minister = m.Capacity(printed="Bộ trưởng", role=Role.MINISTER)
    envoy = m.Capacity(printed="Đại sứ", role=Role.AMBASSADOR)
    archive = people("Lê Lan", "Trần Lan", titles={"Lê Lan": minister, "Trần Lan": envoy})
    assert archive.person("Bộ trưởng Lan").id == "person-0"
    assert archive.person("đại sứ Lan").id == "person-1"
    with pytest.raises(AmbiguousNameError):
        archive.person("bà Lan")
    with pytest.raises(UnknownNameError, match="Lê Lan is not recorded in that office; Trần Lan is not"):
        archive.person("Thủ tướng Lan")


def test_a_courtesy_alone_or_a_title_alone_is_nobody() -> None:
    for name in ("ông", "Tổng thống", "Bộ trưởng Ngoại giao"):
        with pytest.raises(UnknownNameError):
            shipped().person(name)


def test_words_that_are_no_title_are_not_passed_over() -> None:
    with pytest.raises(UnknownNameError):
        shipped().person("bạn của Putin")


def test_a_title_of_a_thousand_words_is_refused_like_any_other() -> None:
    with pytest.raises(UnknownNameError):
        shipped().person("ông " * 2000 + "Putin")


@pytest.mark.parametrize(
    "name",
    [
        "Bộ trưởng Bộ Chính trị Lê Hoài Trung",  # he is minister, and of the Politburo a member
        "Đặc phái viên Bộ Ngoại giao Lê Hoài Trung",  # he is Tô Lâm's envoy, and the ministry's minister
    ],
)
def test_a_role_of_one_office_and_the_body_of_another_are_no_office(name: str) -> None:
    with pytest.raises(UnknownNameError, match="Lê Hoài Trung is not recorded in that office"):
        shipped().person(name)


@pytest.mark.parametrize(
    ("kind", "name"), [("person", "Lê Hoài Trưng"), ("person", "Tố Lâm"), ("area", "đầu khí"), ("country", "Ngá")]
)
def test_a_name_with_other_accents_is_another_name(kind: str, name: str) -> None:
    with pytest.raises(UnknownNameError):
        getattr(shipped(), kind)(name)


def test_a_term_with_other_accents_is_another_term() -> None:
    assert Resolver.term(Kind, "kind", "hôi đàm") is Kind.TALKS
    with pytest.raises(UnknownNameError, match="did you mean hội đàm"):
        Resolver.term(Kind, "kind", "hỏi đàm")


# --- Help -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name", "suggested"),
    [
        ("person", "Puttin", "Vladimir Putin"),
        ("person", "Zyuganof", "Gennady Zyuganov"),
        ("person", "le hoai trong", "Lê Hoài Trung"),
        ("person", "Tổng thống Nga", "Vladimir Putin"),
        ("person", "Ngoại trưởng", "Sergey Lavrov"),
        ("party", "CPRV", "Đảng Cộng sản Liên bang Nga"),
        ("place", "Moscov", "Moskva"),
        ("area", "dau khy", "dầu khí"),
        ("area", "nuclear", "năng lượng hạt nhân"),
        ("meeting", "2026-02-24-lavrof", "2026-02-24-lavrov"),
        ("article", "putin-lavrov", "2026-02-25-putin-lavrov"),
        ("statement", "2026-02-25-putin-lavrov/p14z", "2026-02-25-putin-lavrov/p14d"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(kind: str, name: str, suggested: str) -> None:
    with pytest.raises(UnknownNameError) as told:
        getattr(shipped(), kind)(name)
    assert suggested in told.value.suggestions
    assert str(told.value).startswith(f"no {kind} is recorded as {name!r}; did you mean ")
    assert (told.value.kind, told.value.name) == (kind, name)


def test_what_is_like_nothing_is_answered_without_a_suggestion() -> None:
    with pytest.raises(UnknownNameError) as told:
        shipped().person("Qwxyz")
    assert told.value.suggestions == ()
    assert str(told.value) == "no person is recorded as 'Qwxyz'"


@pytest.mark.parametrize(
    "name", ["", "   ", "…", "-", 5, 2.5, True, b"Putin", ["Putin"], {"Putin"}, None, object()]
)
def test_an_empty_name_and_one_of_another_type_are_refused_in_words(name: object) -> None:
    with pytest.raises(FilterError, match="person must be a name, an id or a record; found "):
        shipped().person(name)  # type: ignore[arg-type]
    with pytest.raises(FilterError):
        shipped().meeting(name)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["x\ud800", "\udcff", "Lê Hoài Trung\udfff"])
def test_half_a_character_is_no_name(text: str) -> None:
    for ask in (
        lambda: shipped().person(text),
        lambda: shipped().record(text),
        lambda: shipped().statement(text),
        lambda: shipped().meetings(person=text).ids,
        lambda: shipped().meetings(country=[text]).ids,
        lambda: shipped().meetings(kind=text).ids,
        lambda: shipped().meetings(article=text).ids,
        lambda: shipped().meetings(on=text).ids,
        lambda: shipped().meetings(search=text).text(),
        lambda: load(text),
    ):
        with contextlib.suppress(ArchiveError):
            ask()


# --- Terms ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vocabulary", "name", "term"),
    [
        (Kind, "talks", Kind.TALKS),
        (Kind, "hội đàm", Kind.TALKS),
        (Kind, "HOI DAM", Kind.TALKS),
        (Kind, "cuộc hội kiến", Kind.CALL),
        (Kind, "courtesy_call", Kind.COURTESY_CALL),
        (Kind, "courtesy call", Kind.COURTESY_CALL),
        (Act, "đề xuất", Act.PROPOSED),
        (Act, "expressed readiness", Act.EXPRESSED_READINESS),
        (PartOfDay, "chiều", PartOfDay.AFTERNOON),
    ],
)
def test_a_term_is_found_by_id_label_or_word(vocabulary: type[Vocabulary], name: str, term: Vocabulary) -> None:
    assert Resolver.term(vocabulary, "kind", name) is term
    assert Resolver.term(vocabulary, "kind", unicodedata.normalize("NFD", name)) is term


def test_an_unknown_term_is_answered_with_the_nearest_or_with_all() -> None:
    with pytest.raises(UnknownNameError, match="no kind is recorded as 'talk'; did you mean talks"):
        shipped().meetings(kind="talk")
    with pytest.raises(UnknownNameError, match=r"recorded as 'xyz' \(there is talks, call, .*, conference\)$"):
        shipped().meetings(kind="xyz")


@pytest.mark.parametrize("name", ["", " ", 5, ["talks"], object()])
def test_an_empty_term_and_one_of_another_type_are_refused_in_words(name: object) -> None:
    with pytest.raises(FilterError, match="kind must be a word"):
        shipped().meetings(kind=name)  # type: ignore[arg-type]


def test_a_title_of_many_readings_is_read_once() -> None:
    """Eight bodies of one name, five times over, are 8 ** 5 titles; each span of words is looked up once."""
    people = m.Person(id="tran-minh", names=m.Names(vi="Trần Minh"))
    ministries = tuple(
        m.Organisation(id=f"ministry-{number}", names=m.Names(vi="Bộ Ngoại giao"), kind="ministry")
        for number in range(8)
    )
    answered = archive_of(m.Records(people=(people,), organisations=ministries))
    run: list[str] = []
    answered.store._connection.set_trace_callback(run.append)  # noqa: SLF001  (only the database knows)
    with pytest.raises(UnknownNameError, match="did you mean Trần Minh"):
        answered.person("Bộ Ngoại giao " * 5 + "Trần Minh")
    assert len(run) < 2000
