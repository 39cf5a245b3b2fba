"""Hold a chart that renders offline, in a notebook and to a file, with fonts that it brings along."""

from __future__ import annotations

import json
import textwrap
import zlib
from base64 import b64encode
from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert

from diplomacy_archive.errors import FilterError
from diplomacy_archive.files._write import FileKind, replacing

INK, SOFT, LINE, PAPER = "#1a1a1a", "#5c5c5c", "#c9c9c9", "#ffffff"
SHADES = ("#14305c", "#1f78b4", "#2ca089", "#e8b04a", "#dcdcdc")
"""Hues that colour-blind eyes tell apart, each lighter than the one before, so that grey prints do too."""

_FONTS = Path(__file__).parent / "fonts"
_FAMILY = "Noto Sans"
_PAGE = 1200  # as wide as pictures side by side may be
_SCALE = 2  # pixels of a PNG for each unit, for screens that have them
_LETTER = 6.1  # the usual width of a letter of 11 units, to plan by; nothing is cut by it


class Picture:
    """A chart with a title, its sources, and a description in words.

    Attributes:
        chart: The altair chart.
        text: What it shows, in words, for those who do not see it.
        width: About how wide it is.
    """

    def __init__(self, body: Any, width: float, title: str, notes: Sequence[str], source: str) -> None:
        self.body, self.width, self.title, self.notes, self.source = body, width, title, tuple(notes), source
        self.text = " ".join(f"{part.rstrip('.')}." for part in (title, *notes, source) if part)

    @property
    def chart(self) -> Any:
        """The whole chart, with title and sources."""
        letters = max(60, int(self.width / _LETTER))
        foot = _foot(self.source, letters)
        heading = alt.TitleParams(self.title, subtitle=_lines(self.notes, letters))
        return (
            alt.concat(
                self.body, foot, columns=1, align="none", spacing=14, title=heading, description=self.text
            )
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
                labelLimit=0, titleLimit=0, orient="top", offset=4,
            )
            .configure_text(color=INK, fontSize=11)
        )  # fmt: skip

    def png(self) -> bytes:
        """Return it as a PNG, with twice the pixels of its size."""
        _with_fonts()
        return _packed(vl_convert.vegalite_to_png(self._spec(), scale=_SCALE))

    def svg(self) -> str:
        """Return it as an SVG that carries its fonts, and says in words what it shows."""
        _with_fonts()
        found: str = vl_convert.vegalite_to_svg(self._spec())
        start = found.index(">")
        said = f"<title>{escape(self.title)}</title><desc>{escape(self.text)}</desc>"
        return f'{found[:start]} role="img">{said}<style>{_faces()}</style>{found[start + 1 :]}'

    def html(self) -> str:
        """Return it as a page that is complete in itself and runs nothing."""
        head = (
            f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(self.title)}'
        )
        return f'<!DOCTYPE html><html lang="en"><head>{head}</title></head><body>{self.svg()}</body></html>'

    def save(self, path: str | Path) -> None:
        """Write it to a file whose ending says how: .png, .svg, .html (complete in itself) or .json (Vega-Lite).

        Raises:
            FilterError: The file ends in something else.
            FileError: It cannot be written; what stood there stays.
        """
        ways: dict[str, tuple[Callable[[], str | bytes], bytes]] = {
            ".png": (self.png, b"\x89PNG"),
            ".svg": (self.svg, b"<svg"),
            ".html": (self.html, b"<!doctype html"),
            ".json": (self._spec, b"{"),
        }
        file = Path(path)
        if file.suffix not in ways:
            raise FilterError(f"a picture is saved as {', '.join(ways)}; found {file.name!r}")
        way, start = ways[file.suffix]
        content = way()
        with replacing(
            file, kind=FileKind(f"a {file.suffix} file", lambda it: it.lower().startswith(start.lower()))
        ) as whole:
            whole.write_bytes(content if isinstance(content, bytes) else content.encode())

    def _spec(self) -> str:
        return json.dumps(self.chart.to_dict(), ensure_ascii=False, sort_keys=True)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        # A notebook keeps the picture itself, so that it shows where no code runs.
        png = self.png()
        width, height = (int.from_bytes(png[at : at + 4], "big") // _SCALE for at in (16, 20))
        return (
            {"image/png": b64encode(png).decode(), "text/plain": repr(self)},
            {"image/png": {"width": width, "height": height, "alt": self.text}},
        )

    def __repr__(self) -> str:
        return f"<Picture: {self.text}>"


def stacked(pictures: Sequence[Picture], title: str, notes: Sequence[str], source: str) -> Picture:
    """Return one picture of several: side by side as far as they have room, else one below the other."""
    lines: list[list[Picture]] = []
    for one in pictures:
        if lines and sum(other.width for other in lines[-1]) + one.width <= _PAGE:
            lines[-1].append(one)
        else:
            lines.append([one])
    beside = [
        _apart(alt.hconcat(*map(_titled, line), spacing=40)) if len(line) > 1 else _titled(line[0])
        for line in lines
    ]
    # A concatenation in one column, unlike a vertical one, can leave its parts where they start.
    body = _apart(alt.concat(*beside, columns=1, align="none", spacing=34))
    return Picture(body, max(sum(one.width for one in line) for line in lines), title, notes, source)


def _apart(chart: Any) -> Any:
    """Let parts of a chart mean their own things by colours, shapes and sizes."""
    return chart.resolve_scale(
        color="independent", shape="independent", size="independent", strokeWidth="independent"
    )


def _titled(picture: Picture) -> Any:
    letters = max(48, int(picture.width / _LETTER))
    heading = alt.TitleParams(picture.title, subtitle=_lines(picture.notes, letters), fontSize=14)
    return picture.body.properties(title=heading)


def layer(*charts: Any, width: float, height: float) -> Any:
    """Return charts drawn over each other in one space of its own coordinates, from the top left."""
    return alt.layer(*charts).properties(width=width, height=height).resolve_scale(color="independent")


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


def _packed(png: bytes) -> bytes:
    """Return a PNG with its pixels packed tightly: what vl-convert writes is three times as large."""
    at, start, packed = 8, 8, b""
    while at < len(png):
        end = at + 12 + int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            packed += png[at + 8 : end - 4]
        elif not packed:
            start = end
        at = end
    chunk = b"IDAT" + zlib.compress(zlib.decompress(packed), 9)
    pixels = (len(chunk) - 4).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
    return png[:start] + pixels + png[-12:]  # the last twelve bytes are the end mark


def _lines(notes: Sequence[str], letters: int) -> list[str]:
    return [line for note in notes for line in textwrap.wrap(note, letters)]


def _foot(source: str, letters: int) -> Any:
    lines = [{"text": textwrap.wrap(f"Source: {source}", letters)}]
    return (
        rows(lines)
        .mark_text(align="left", baseline="top", fontSize=10, color=SOFT, lineHeight=14)
        .encode(x=alt.value(0), y=alt.value(0), text="text:N")
        .properties(width=10, height=14 * len(lines[0]["text"]), view=alt.ViewConfig(stroke=None))
    )


@cache
def _with_fonts() -> None:
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
