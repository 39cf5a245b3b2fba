"""The page to share: everything of the archive in one file that runs nothing but its own, and fetches nothing.

The second half drives a real Chromium; it is skipped where there is none.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import made_up
import pytest
from browser import CHROMIUM, NO_CHROMIUM, Browser, chromium
from fixtures import GOOD
from hostile import hostile_archive
from shipped import LAVROV, MEDVEDEV, PUTIN, ZYUGANOV, archive

import diplomacy_archive as da
from diplomacy_archive._text import fold
from diplomacy_archive.archive import Archive
from diplomacy_archive.errors import FileError
from diplomacy_archive.show._page import page
from diplomacy_archive.show._view import View
from diplomacy_archive.store._counts import Lookup

_F = TypeVar("_F", bound=Callable[..., None])


def in_chromium(test: _F) -> _F:
    """Mark a test that drives a browser."""
    for mark in (pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)):
        test = mark(test)
    return test


def data(html: str) -> dict[str, Any]:
    """Return the data that a page carries."""
    (found,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    read: dict[str, Any] = json.loads(found)
    return read


# --- The file --------------------------------------------------------------------------------------


def test_the_page_holds_every_meeting_statement_and_quote() -> None:
    html = page(View(Lookup(archive().store)))
    found = data(html)
    assert [one["card"]["id"] for one in found["meetings"]] == list(archive().meetings(status="any").ids)
    quotes = {
        (quote.article, quote.paragraph, quote.phrase)
        for method in ("meetings", "statements", "invitations", "undertakings", "background")
        for one in getattr(archive(), method)()
        for quote in one.quotes
    }
    shown = set(re.findall(r'\["([^"]+)",(\d+),"([^"]+)"\]', html))
    assert quotes <= {(article, int(number), phrase) for article, number, phrase in shown}
    for statement in archive().statements():
        assert statement.id in html


def test_no_value_can_end_the_data_or_be_read_as_html() -> None:
    html = page(View(Lookup(hostile_archive().store)))
    start = html.index('<script type="application/json"')
    assert "<" not in html[html.index(">", start) + 1 : html.index("</script>", start)]
    assert "<script>alert" not in html
    assert data(html)["meetings"][0]["card"]["facts"]


def test_a_hostile_title_is_escaped(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    for path in GOOD.rglob("*.yaml"):
        target = tmp_path / "data" / path.relative_to(GOOD)
        target.parent.mkdir(exist_ok=True)
        target.write_text(
            path.read_text("utf-8").replace("Two made-up countries", "</title><script>x{{data}}"), "utf-8"
        )
    html = page(View(Lookup(da.load(tmp_path / "data").store)))
    assert "<title>&lt;/title&gt;&lt;script&gt;x{{data}}" in html


def test_only_the_pages_own_script_and_style_may_run() -> None:
    html = page(View(Lookup(archive().store)))
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy.startswith("default-src 'none'; img-src data:; ")
    for tag in ("style", "script"):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not re.search(
        r"\bon\w+=|<iframe|<object|src=", re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    )


def test_attached_texts_stay_out_of_the_page() -> None:
    attached, bare = da.load(GOOD, texts=GOOD), da.load(GOOD)
    assert page(View(Lookup(attached.store))) == page(View(Lookup(bare.store)))


def test_a_filtered_page_holds_only_what_belongs_to_its_meetings(tmp_path: Path) -> None:
    (written,) = archive().export("html", tmp_path / "x.html", person="Putin")
    found = data(written.read_text("utf-8"))
    assert [one["card"]["id"] for one in found["meetings"]] == [PUTIN]
    assert {one["id"] for one in found["people"]} == {"le-hoai-trung", "vladimir-putin"}
    assert [one["id"] for one in found["articles"]] == ["2026-02-25-putin-lavrov"]
    background = archive().background(article="2026-02-25-putin-lavrov")
    assert {name: [one["card"]["id"] for one in some] for name, some in found["others"].items()} == {
        "background": list(background.ids)
    }
    archive().export("html", tmp_path / "y.html", person="Medvedev")
    assert list(data((tmp_path / "y.html").read_text("utf-8"))["others"]) == ["invitation", "undertaking"]


def test_a_page_that_cannot_be_written_leaves_what_stood_there(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be written"):
        archive().export("html", tmp_path / "none" / "x.html")
    assert list(tmp_path.iterdir()) == []


MARGINS = ("marginTop", "marginBottom", "marginLeft", "marginRight")

# --- In a browser ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture
def tab(browser: Browser, tmp_path: Path) -> Iterator[Browser]:
    """Show the shipped archive's page; at the end, nothing was complained of, and nothing fetched."""
    yield shown(browser, archive(), tmp_path)
    assert browser.console == []
    outside = [url for url in browser.requests if not url.startswith(("file://", "data:"))]
    assert outside == []


def shown(browser: Browser, of: Archive, folder: Path) -> Browser:
    (file,) = of.export("html", folder / "page.html")
    browser.console.clear()
    browser.requests.clear()
    browser.open("about:blank")
    browser.open(file)
    return browser


def listed(tab: Browser) -> list[str]:
    found: list[str] = tab.run("[...document.querySelectorAll('.meeting')].map(one => one.dataset.id)")
    return found


def search(tab: Browser, words: str) -> None:
    tab.run("document.getElementById('q').focus(); document.getElementById('q').select()")
    tab.type(words)
    tab.wait(f"new URLSearchParams(location.hash.slice(1)).get('q') === {json.dumps(words)}")
    tab.wait("drawn === address({...read(), article: '', paragraph: ''})")


def choose(tab: Browser, field: str, value: str) -> None:
    tab.run(
        f"(field => {{ field.value = {json.dumps(value)}; field.dispatchEvent(new Event('change')); }})"
        f"(document.getElementById('{field}'))"
    )
    tab.wait("drawn === address({...read(), article: '', paragraph: ''})")


@in_chromium
@pytest.mark.parametrize("words", ["hoi kien", "HỘI KIẾN", "hội kiến", "kien hoi"])
def test_a_search_folds_accents_and_case(tab: Browser, words: str) -> None:
    search(tab, words)
    assert listed(tab) == list(archive().meetings(kind="hội kiến").ids)
    assert tab.run("document.getElementById('count').textContent") == "3 meetings of 4"


@in_chromium
def test_a_search_finds_names_in_other_letters_and_reports_none(tab: Browser) -> None:
    search(tab, "путин")
    assert listed(tab) == [PUTIN]
    search(tab, "tuyết rơi")
    assert listed(tab) == []
    assert tab.run("document.getElementById('count').textContent") == "No meeting matches"


@in_chromium
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Hà Nội", []), ("Moscow", [MEDVEDEV, ZYUGANOV]), ("Mátxcơva", [MEDVEDEV, ZYUGANOV]),
        ("Zyuganov dầu khí", []), ("dầu khí Putin", [PUTIN]), ("đương", []), ("p10a", []), ("kiế", []),
    ],
)  # fmt: skip
def test_a_search_is_of_whole_words_in_one_record_with_accents_as_typed(
    tab: Browser, words: str, found: list[str]
) -> None:
    search(tab, words)
    assert listed(tab) == found


@in_chromium
def test_the_page_folds_as_the_library_does(tab: Browser) -> None:
    texts = ["Đối tác Hoà/Hòa", "Ðại", "İstanbul", "ẞ ß", "НГА Ё", "ỦY VIÊN", "năng lượng hạt nhân"]
    assert tab.run(f"{json.dumps(texts)}.map(fold)")[:1] == [fold(texts[0])]
    for text, found in zip(texts, tab.run(f"{json.dumps(texts)}.map(fold)"), strict=True):
        assert found == fold(text), text


@in_chromium
def test_person_and_area_filter_as_the_library_does(tab: Browser) -> None:
    for person in (one.id for one in archive().people() if one.id != "to-lam"):
        choose(tab, "person", person)
        assert listed(tab) == list(archive().meetings(person=person).ids)
    choose(tab, "person", "")
    mentioned = {up for one in archive().meetings() for up in one.areas}
    for area in mentioned | {"energy", "nuclear-energy"}:
        choose(tab, "area", area)
        assert listed(tab) == list(archive().meetings(area=area).ids)
        (count,) = tab.run(
            "[...document.querySelectorAll('#areas [aria-pressed=true] :last-child')].map(one => one.textContent)"
        )
        assert int(count) == len(archive().meetings(area=area))
    choose(tab, "area", "energy")
    choose(tab, "person", "vladimir-putin")
    assert listed(tab) == [PUTIN]
    tab.run("document.querySelector('#filters button[type=reset]').click()")
    tab.wait("document.querySelectorAll('.meeting').length === 4")


@in_chromium
def test_a_meeting_opens_by_the_keyboard_and_tells_all(tab: Browser) -> None:
    tab.run(f"document.querySelector('[data-id=\"{PUTIN}\"] summary').focus()")
    tab.key("Enter", 13)
    tab.wait(f"document.querySelector('[data-id=\"{PUTIN}\"] .body')")
    text = tab.run(f"document.querySelector('[data-id=\"{PUTIN}\"]').textContent")
    for words in ("Tổng thống Nga", "Điện Kremlin", "năng lượng hạt nhân", "“sẵn sàng”"):
        assert words in text
    assert "nuclear energy; oil and gas; maritime cooperation" in text  # apart for who hears them
    lines = tab.run(f"document.querySelectorAll('[data-id=\"{PUTIN}\"] .da-line').length")
    assert lines == len(archive().statements(meeting=PUTIN))


@in_chromium
def test_a_quote_leads_to_its_paragraph_and_back(tab: Browser) -> None:
    tab.run(f"document.querySelector('[data-id=\"{LAVROV}\"] summary').click()")
    tab.wait(f"document.querySelector('[data-id=\"{LAVROV}\"] .da-line')")
    tab.run(f"document.querySelector('[data-id=\"{LAVROV}\"] .da-line summary').click()")
    tab.wait(f"document.querySelector('[data-id=\"{LAVROV}\"] .da-line a.quote')")
    phrase = tab.run(f"document.querySelector('[data-id=\"{LAVROV}\"] .da-line a.quote').textContent")
    tab.run(f"document.querySelector('[data-id=\"{LAVROV}\"] .da-line a.quote').click()")
    tab.wait("document.getElementById('article').open")
    number, _, words = phrase.partition(" ")
    here = tab.run("document.querySelector('#article li.here').textContent")
    assert here.startswith(number)
    assert words in here
    assert (
        tab.run("document.getElementById('article-head').textContent")
        == archive().article("2026-02-25-putin-lavrov").label.en
    )
    tab.key("Escape", 27)
    tab.wait("!document.getElementById('article').open && !location.hash.includes('article')")
    assert tab.run(f"document.querySelector('[data-id=\"{LAVROV}\"] details').open")


@in_chromium
def test_an_address_shows_what_it_says_and_going_back_works(tab: Browser) -> None:
    tab.run(f"location.hash = '#meeting={PUTIN}'")
    tab.wait("document.querySelectorAll('.meeting').length === 1")
    tab.wait("document.querySelector('.meeting details').open")
    tab.run("history.back()")
    tab.wait("document.querySelectorAll('.meeting').length === 4")
    tab.run("location.hash = '#person=nobody&area=nothing'")
    tab.wait("document.getElementById('count').textContent === 'No meeting matches'")


@in_chromium
def test_every_field_and_button_has_a_name_to_be_read_out(tab: Browser) -> None:
    nameless = tab.run(
        "[...document.querySelectorAll('input, select')].filter(one => !one.labels.length).length + "
        "[...document.querySelectorAll('button:not([hidden]), a, summary')].filter(one => "
        "!(one.textContent.trim() || one.ariaLabel)).length"
    )
    assert nameless == 0
    assert tab.run("document.documentElement.lang") == "en"
    tab.run("document.querySelector('.meeting summary').click()")
    tab.wait("document.querySelector('.da-words')")
    assert tab.run("document.querySelector('.da-words').lang") == "vi"
    headings = tab.run("[...document.querySelectorAll('h1,h2,h3,h4')].map(one => +one.tagName[1])")
    assert headings[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))


@in_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1366])
def test_nothing_is_wider_than_the_window_and_letters_stand_out(tab: Browser, width: int, scheme: str) -> None:
    tab.size(width, 900, scheme)
    tab.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    tab.wait("document.querySelectorAll('.meeting .body').length === 4")
    tab.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert tab.run("document.documentElement.scrollWidth") <= width
    ink, paper = tab.run(
        "['color', 'backgroundColor'].map(name => getComputedStyle(document.body)[name].match(/\\d+/g).map(Number))"
    )
    assert abs(sum(ink[:3]) - sum(paper[:3])) > 500
    assert (sum(paper[:3]) < 300) == (scheme == "dark")


@in_chromium
def test_on_paper_the_controls_are_gone_and_every_match_is_there(browser: Browser, tmp_path: Path) -> None:
    tab = shown(browser, made_up.archive(120), tmp_path)
    tab.run("dispatchEvent(new Event('beforeprint'))")
    tab.call("Emulation.setEmulatedMedia", media="print")
    assert len(listed(tab)) == 120
    for gone in ("#filters", "aside", "#time"):
        assert tab.run(f"getComputedStyle(document.querySelector('{gone}')).display") == "none"
    tab.call("Emulation.setEmulatedMedia", media="")
    assert browser.console == []


@in_chromium
def test_four_meetings_are_printed_on_at_most_four_pages(tab: Browser) -> None:
    made = tab.call("Page.printToPDF", paperWidth=8.27, paperHeight=11.69, **dict.fromkeys(MARGINS, 0.4))
    assert len(re.findall(rb"/Type\s*/Page[^s]", base64.b64decode(made["data"]))) <= 4


@in_chromium
def test_the_language_is_switched_with_every_word_and_kept_in_the_address(tab: Browser) -> None:
    tab.run("document.querySelector('#languages [lang=vi]').click()")
    tab.wait("document.documentElement.lang === 'vi'")
    assert tab.run("location.hash") == "#lang=vi"
    text = tab.run("document.body.innerText").replace("\u2003", " ")
    title = "Lê Hoài Trung (Việt Nam) – Vladimir Putin (Nga)"
    assert all(words in text for words in ("4 cuộc gặp", "24/2/2026", title, "Xóa bộ lọc", "Lời mời (1)"))
    assert not any(words in text for words in ("(Russia)", "meetings", "Le Hoai", "not stated"))
    tab.run("location.hash = '#lang=en'")
    tab.wait("document.documentElement.lang === 'en'")
    assert "meetings" in tab.run("document.body.innerText")
    tab.run("location.hash = '#lang=vi'")
    tab.wait("document.documentElement.lang === 'vi'")
    choose(tab, "order", "newest")
    assert tab.run("document.documentElement.lang") == "vi"


@in_chromium
def test_place_party_and_order_filter_as_the_library_does(browser: Browser, tmp_path: Path) -> None:
    tab = shown(browser, archive(), tmp_path)
    for place in ("moscow", "kremlin", "RU"):
        choose(tab, "place", place)
        assert listed(tab) == list(archive().meetings(place=place).ids)
    choose(tab, "place", "")
    for party in (one.id for one in archive().parties()):
        choose(tab, "party", party)
        assert listed(tab) == list(archive().meetings(party=party).ids)
    many = made_up.archive(60, people=8)
    tab = shown(browser, many, tmp_path)
    choose(tab, "order", "newest")
    days = [str(many.meeting(id_).date) for id_ in listed(tab)]
    assert days == sorted(days, reverse=True)


@in_chromium
def test_the_list_is_a_sheet_whose_cells_are_no_formulas(tab: Browser) -> None:
    tab.run(
        "URL.createObjectURL = (blob) => { blob.text().then((text) => { window.saved = text; }); return '#list'; };"
        "HTMLAnchorElement.prototype.click = () => {}; document.getElementById('sheet').click()"
    )
    tab.wait("window.saved")
    rows = tab.run("window.saved").split("\r\n")
    assert rows[0].startswith('"id","date","who"')
    assert [row.split(",")[0].strip('"') for row in rows[1:-1]] == list(archive().meetings().ids)


@in_chromium
def test_on_paper_everything_is_open_and_folds_again(tab: Browser) -> None:
    unfolded = "[...document.querySelectorAll('main details, #others details')].filter(one => one.open).length"
    before = tab.run(unfolded)
    tab.run("dispatchEvent(new Event('beforeprint'))")
    assert tab.run("document.querySelectorAll('main details:not([open]), #others details:not([open])').length") == 0
    shown = tab.run("document.querySelector('main').textContent")
    for statement in archive().statements():
        assert all(f"“{quote.phrase}”" in shown for quote in statement.quotes), statement.id
    tab.run("dispatchEvent(new Event('afterprint'))")
    assert tab.run(unfolded) == before


@in_chromium
def test_what_is_told_beside_meetings_is_filtered_too(tab: Browser) -> None:
    def headings() -> list[str]:
        found: list[str] = tab.run("[...document.querySelectorAll('#others h2')].map(one => one.textContent)")
        return found

    assert headings() == ["Invitations (1)", "Plans and agreements (4)", "Background (7)"]
    search(tab, "nam cheo")
    assert headings() == ["Plans and agreements (1 of 4)"]
    tab.run("go({q: ''})")
    choose(tab, "area", "energy")
    assert headings() == ["Background (3 of 7)"]
    choose(tab, "area", "")
    choose(tab, "person", "gennady-zyuganov")
    assert headings() == ["Invitations (1)"]
    choose(tab, "person", "")
    tab.run(f"location.hash = '#meeting={MEDVEDEV}'")
    tab.wait("document.querySelectorAll('.meeting').length === 1")
    assert headings() == ["Invitations (1)", "Plans and agreements (4)"]


@in_chromium
def test_where_nothing_matches_one_press_clears_the_filters(tab: Browser) -> None:
    search(tab, "tuyết rơi")
    assert tab.run("document.querySelectorAll('#areas li, #people li, #others section').length") == 0
    tab.run("document.getElementById('clear').click()")
    tab.wait("document.querySelectorAll('.meeting').length === 4")
    assert tab.run("document.getElementById('none').hidden")


@in_chromium
def test_a_script_in_the_data_is_shown_and_not_run(browser: Browser, tmp_path: Path) -> None:
    tab = shown(browser, hostile_archive(), tmp_path)
    for _ in range(3):
        tab.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    tab.run("go({article: data.articles[0].id, paragraph: '2'})")
    tab.wait("document.getElementById('article').open")
    assert tab.run("document.body.textContent.includes(\"<script>alert('x')</script>\")")
    assert tab.run("document.querySelectorAll('main script, aside script, #article script').length") == 0
    assert browser.console == []


@in_chromium
def test_five_thousand_meetings_stay_usable(browser: Browser, tmp_path: Path) -> None:
    """Usable: however many match, only a page of them is made at a time, and every answer is right."""
    big = made_up.archive(5000)
    tab = shown(browser, big, tmp_path)
    made = "document.querySelectorAll('*').length"
    assert tab.run("document.getElementById('count').textContent") == "5,000 meetings"
    assert tab.run(made) < 6000
    tab.wait("data.meetings.every(one => one.passages)")  # folded while nobody waits
    search(tab, "hoi kien")
    assert tab.run("found.length") == len(big.meetings(kind="hội kiến"))
    choose(tab, "person", "person-0")
    assert tab.run("found.map(one => one.card.id)") == list(big.meetings(kind="call", person="person-0").ids)
    choose(tab, "area", "field-3")
    wanted = big.meetings(kind="call", person="person-0", area="field-3").ids
    assert tab.run("found.map(one => one.card.id)") == list(wanted)
    tab.run("go({q: '', person: '', area: ''})")
    tab.wait("found.length === 5000 && document.querySelectorAll('.meeting').length === 50")
    tab.run("document.getElementById('more').click()")
    assert len(listed(tab)) == 100
    assert tab.run(made) < 9000
    tab.run("document.querySelector('#bars button').click()")
    year = str(big.meetings()[0].date.year)  # type: ignore[union-attr]  # every one of these has a date
    tab.wait(f"found.length === {len(big.meetings(on=year))}")
    assert browser.console == []
