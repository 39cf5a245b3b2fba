"""Hold a chart that renders offline, in a notebook and to a file, with fonts that it brings along.

Pictures need the `[notebook]` extra: altair, and vl-convert, which renders without a browser.
"""

from __future__ import annotations

import json
import textwrap
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diplomacy_archive._dates import day_of
from diplomacy_archive.errors import FilterError
from diplomacy_archive.files._write import FileKind, replacing
from diplomacy_archive.show._html import Html, h
from diplomacy_archive.show._words import day, days, many, say

try:
    import altair as alt
    import vl_convert
except ImportError as error:
    raise ImportError(
        f"pictures need altair and vl-convert ({error}); in the project's folder: pip install '.[notebook]'"
    ) from None

if TYPE_CHECKING:
    from diplomacy_archive.records._vocabulary import Vocabulary
    from diplomacy_archive.show._view import View

Row = dict[str, Any]
INK, SOFT, LINE, PAPER = "#1a1a1a", "#5c5c5c", "#c9c9c9", "#ffffff"
SHADES = ("#14305c", "#1f78b4", "#2ca089", "#e8b04a", "#dcdcdc")
"""Hues that colour-blind eyes tell apart, each lighter than the one before, so that grey prints do too."""
WIDTH = 1000
"""The width of every picture, so that those of an overview fill the sheet."""

_FONTS = Path(__file__).parent / "fonts"
_FAMILY = "Noto Sans"
_SCALE = 1.25  # pixels for each unit in a notebook, which is to be small enough to be sent
_LETTER = 6.1  # the usual width of a character of 11 units, to plan by; nothing is cut by it


class Picture:
    """A chart with a title, its sources, and a description in words.

    Attributes:
        body: The chart without title and sources.
        title: What it shows.
        notes: What a reader must know.
        source: Where it is from.
        lang: The language of its words.
        text: What it shows, in words, for those who do not see it.
    """

    def __init__(self, body: Any, title: str, notes: Sequence[str], source: str, lang: str) -> None:
        self.body, self.title, self.notes, self.source, self.lang = body, title, tuple(notes), source, lang
        self.text = " ".join(f"{part.rstrip('.')}." for part in (title, *notes, source) if part)

    @property
    def chart(self) -> Any:
        """The whole chart, with title and sources."""
        heading = alt.TitleParams(self.title, subtitle=_lines(self.notes))
        parts = {"columns": 1, "align": "none", "spacing": 14, "title": heading, "description": self.text}
        return (
            alt.concat(self.body, _foot(self.source), **parts)
            .configure(font=_FAMILY, background=PAPER, padding=16)
            .configure_view(stroke=None)
            .configure_concat(spacing=24)
            .configure_title(
                anchor="start", color=INK, fontSize=17, subtitleColor=SOFT, subtitleFontSize=11.5,
                subtitleLineHeight=16, offset=14,
            )
            .configure_axis(
                labelColor=INK, titleColor=SOFT, titleFontWeight="normal", labelFontSize=11, titleFontSize=11,
                domainColor=LINE, tickColor=LINE, gridColor="#ececec", labelLimit=0, titleLimit=0,
            )
            .configure_legend(
                labelColor=INK, titleColor=SOFT, titleFontWeight="normal", labelFontSize=11, titleFontSize=11,
                labelLimit=0, titleLimit=0, orient="top", offset=8, columns=6, symbolStrokeWidth=0,
            )
            .configure_text(color=INK, fontSize=11)
        )  # fmt: skip

    def titled(self) -> Any:
        """Return the chart below its own title, as a part of another picture."""
        heading = alt.TitleParams(self.title, subtitle=_lines(self.notes), fontSize=14)
        return self.body.properties(title=heading)

    def png(self, scale: float = 2) -> bytes:
        """Return it as a PNG, with so many times the pixels of its size."""
        _register_fonts()
        found: bytes = vl_convert.vegalite_to_png(self._spec(), scale=scale)
        return found

    def svg(self) -> str:
        """Return it as an SVG that carries its fonts, and says in words what it shows."""
        _register_fonts()
        found: str = vl_convert.vegalite_to_svg(self._spec())
        start = found.index(">")
        said = f"{h('title', self.title)}{h('desc', self.text)}{h('style', Html(_faces()))}"
        return f'{found[:start]} role="img">{said}{found[start + 1 :]}'

    def html(self) -> str:
        """Return it as a page that is complete in itself and runs nothing."""
        head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width">{h("title", self.title)}'
        return f"<!DOCTYPE html>{h('html', h('head', Html(head)), h('body', Html(self.svg())), lang=self.lang)}"

    def save(self, path: str | Path) -> None:
        """Write it to a file whose ending says how: .png, .svg, .html (complete in itself) or .json (Vega-Lite).

        Raises:
            FilterError: The file ends in something else.
            FileError: It cannot be written; what stood there stays.
        """
        ways: dict[str, tuple[Callable[[], str | bytes], bytes]] = {
            ".png": (self.png, b"\x89PNG"), ".svg": (self.svg, b"<svg"), ".html": (self.html, b"<!doctype html"),
            ".json": (self._spec, b"{"),
        }  # fmt: skip
        file = Path(path)
        if file.suffix not in ways:
            raise FilterError(f"a picture is saved as {', '.join(ways)}; found {file.name!r}")
        way, start = ways[file.suffix]
        content = way()
        kind = FileKind(f"a {file.suffix} file", lambda begun: begun.lower().startswith(start.lower()))
        with replacing(file, kind=kind) as whole:
            whole.write_bytes(content if isinstance(content, bytes) else content.encode())

    def _spec(self) -> str:
        return json.dumps(self.chart.to_dict(), ensure_ascii=False, sort_keys=True)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        # A notebook keeps the picture itself, so that it shows where no code runs.
        png = self.png(_SCALE)
        width, height = (round(int.from_bytes(png[at : at + 4], "big") / _SCALE) for at in (16, 20))
        return (
            {"image/png": b64encode(png).decode(), "text/plain": repr(self)},
            {"image/png": {"width": width, "height": height, "alt": self.text}},
        )

    def __repr__(self) -> str:
        return f"<Picture: {self.text}>"


def stacked(pictures: Sequence[Picture], title: str, notes: Sequence[str], source: str, lang: str) -> Picture:
    """Return one picture of several, one below the other; all are equally wide."""
    # Colours, shapes and sizes mean something else in each.
    body = alt.concat(*(one.titled() for one in pictures), columns=1, align="none", spacing=34).resolve_scale(
        color="independent", shape="independent", size="independent", strokeWidth="independent"
    )
    return Picture(body, title, notes, source, lang)


# --- What charts are made of ----------------------------------------------------------------------


def layer(*charts: Any, width: float, height: float) -> Any:
    """Return charts drawn over each other in one space of its own coordinates, from the top left."""
    # A legend is of one mark alone; where it tells of colour and shape, it is one legend.
    return (
        alt.layer(*charts)
        .properties(width=width, height=height)
        .resolve_scale(color="independent", shape="independent")
    )


def at(width: float, height: float, x: str = "x", y: str = "y") -> dict[str, Any]:
    """Return the encodings of rows' own x and y, from the top left."""
    return {
        "x": alt.X(f"{x}:Q", axis=None, scale=alt.Scale(domain=[0, width], nice=False, zero=False)),
        "y": alt.Y(f"{y}:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False, zero=False)),
    }


def rows(values: Sequence[dict[str, Any]]) -> Any:
    """Return rows as a chart to be marked; as many as it takes, for they are counted before."""
    with alt.data_transformers.enable("default", max_rows=None):
        return alt.Chart(alt.InlineData(values=list(values)))


def room(text: str, size: float = 11, *, bold: bool = False) -> float:
    """Return about how wide a text is, to plan by."""
    return len(text) * _LETTER * size / 11 * (1.1 if bold else 1)


def cut(text: str, width: float) -> str:
    """Return a text that fits about into a width, its end cut off by an ellipsis if need be."""
    letters = int(width / _LETTER)
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def _lines(notes: Iterable[str]) -> list[str]:
    return [line for note in notes for line in textwrap.wrap(note, int(WIDTH / _LETTER))]


def _foot(source: str) -> Any:
    lines = [{"text": textwrap.wrap(source, int(WIDTH / _LETTER))}]
    return (
        rows(lines)
        .mark_text(align="left", baseline="top", fontSize=10, color=SOFT, lineHeight=14)
        .encode(x=alt.value(0), y=alt.value(0), text="text:N")
        .properties(width=10, height=14 * len(lines[0]["text"]), view=alt.ViewConfig(stroke=None))
    )


@cache
def _register_fonts() -> None:
    """Give the renderer fonts whose Vietnamese and Cyrillic is whole; those that it carries have holes."""
    vl_convert.register_font_directory(str(_FONTS))


@cache
def _faces() -> str:
    """Return the fonts for a file that is opened elsewhere."""
    return "".join(
        f'@font-face{{font-family:"{_FAMILY}";font-weight:{weight};'
        f"src:url(data:font/ttf;base64,{b64encode((_FONTS / name).read_bytes()).decode()})}}"
        for weight, name in ((400, "NotoSans-Regular.ttf"), (700, "NotoSans-Bold.ttf"))
    )


# --- What pictures say ----------------------------------------------------------------------------


def refuse_nothing(found: Sequence[int], kind: str) -> None:
    """Refuse to draw nothing.

    Raises:
        FilterError: Nothing was found.
    """
    if not found:
        raise FilterError(f"there is no {kind} to draw")


def term(one: Vocabulary, view: View) -> str:
    """Return a term's label in the view's language."""
    return one.vi if view.lang == "vi" else one.en


def said(key: str, view: View, **values: Any) -> str:
    """Return what pictures say under a key."""
    return say(key, view.lang, "pictures", **values)


def distinct_names(ids: Iterable[str], view: View) -> dict[str, str]:
    """Return names that tell apart: of two who are called the same, each with the id."""
    named = {id_: view.name(id_) for id_ in ids}
    often = Counter(named.values())
    return {id_: f"{name} ({id_})" if often[name] > 1 else name for id_, name in named.items()}


def source(meetings: Sequence[int], view: View) -> str:
    """Name the articles, or count them where they are many, and the archive they are recorded in."""
    found = view.lookup.sources(meetings)
    span = days(day_of(found.first), day_of(found.last), view.lang) if found.articles else ""
    return say(
        "source", view.lang, "pictures",
        articles=many(found.articles, "article", view.lang),
        which=", ".join(found.ids) if found.articles <= len(found.ids) else span,
        title=view.lookup.meta("title") or "diplomacy-archive",
        version=view.lookup.meta("data_version") or say("not_stated", view.lang),
    )  # fmt: skip


def span(meetings: Sequence[int], view: View) -> str:
    """Say from when to when meetings are, after a comma."""
    first, last, _ = view.lookup.days(meetings)
    if not first:
        return ""
    same = day(day_of(first), view.lang)
    return f", {same if first == last else days(day_of(first), day_of(last), view.lang)}"
