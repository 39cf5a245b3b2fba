"""Say things in Vietnamese or English: labels, nouns with their numbers, days."""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Lang = Literal["vi", "en"]
"""The language in which records are shown."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@cache
def labels() -> dict[str, dict[str, list[str]]]:
    """Return `labels.yaml`: by section and key the Vietnamese words, then the English ones."""
    import yaml  # costs 10 ms; what is not shown needs no word

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # text only
    text = files("diplomacy_archive.show").joinpath("labels.yaml").read_text("utf-8")
    found: dict[str, dict[str, list[str]]] = yaml.load(text, Loader=loader)  # noqa: S506  (makes text and lists only)
    return found


def label(key: str, lang: Lang) -> str:
    """Return what a fact is called."""
    return labels()["facts"][key][lang == "en"]


def field(path: str, lang: Lang) -> str:
    """Return what cards call a field of a record, as "side" for `participants.side`."""
    known = labels()
    found = known["fields"].get(path) or known["facts"].get(path)
    return found[lang == "en"] if found else path.replace("_", " ")


def say(key: str, lang: Lang, section: str = "phrases", **values: Any) -> str:
    """Return a phrase, with values in its places."""
    return labels()[section][key][lang == "en"].format(**values)


def number(count: int, lang: Lang) -> str:
    """Return a number as the language writes it: 1.200 or 1,200."""
    return f"{count:,}".replace(",", ".") if lang == "vi" else f"{count:,}"


def noun(kind: str, count: int, lang: Lang) -> str:
    """Return what so many records of a kind are called, without their number."""
    vietnamese, one, several = labels()["nouns"][kind]
    return vietnamese if lang == "vi" else one if count == 1 else several


def many(count: int, kind: str, lang: Lang) -> str:
    """Return a number of records: "4 cuộc gặp", "1 meeting"."""
    return f"{number(count, lang)} {noun(kind, count, lang)}"


def day(one: dt.date, lang: Lang) -> str:
    """Return a day as the language writes it, whatever the machine's: 24/2/2026 or 24 Feb 2026."""
    if lang == "vi":
        return f"{one.day}/{one.month}/{one.year}"
    return f"{one.day} {_MONTHS[one.month - 1]} {one.year}"


def days(first: dt.date, last: dt.date, lang: Lang) -> str:
    """Return a span of days in words."""
    if first == last:
        return say("on_day", lang, day=day(first, lang))
    return say("from_to", lang, first=day(first, lang), last=day(last, lang))
