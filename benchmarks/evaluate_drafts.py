"""Hold drafts against records written by hand: `python -m benchmarks.evaluate_drafts FOLDER…`.

A folder holds texts (`*.txt`) and `gold.yaml`, which gives for each text, by its file's stem:

    "01":
      meetings:               # those that the text tells as held
        - people: [Ana Vega, Bao Lam|Lam]     # as printed; `|` between forms; ‹…› around words for somebody unnamed
          kind: talks
          date: 2031-05-06                    # MM-DD where the year cannot be told; null where no day is printed
          place: Cảng Xanh                    # as printed; null where none is
      planned: [[Ana Vega, Bao Lam]]          # meetings it announces, hopes for or doubts

Each text is drafted with the registers of the shipped archive, as if it had no article yet. A meeting
is found if two of its people are. Dates, kinds and places are those of the meetings found. `--details`
tells what each draft has wrong.

A file instead of a folder is the text of an article that is in the shipped archive: its draft is held
against the curated file, line by line, both without comments and in their one form.
"""

from __future__ import annotations

import dataclasses
import re
import sys
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import yaml

from diplomacy_archive._dates import find_spans
from diplomacy_archive._text import Text, count_words, find, fold, parse_text
from diplomacy_archive.draft._draft import draft
from diplomacy_archive.draft._words import slug
from diplomacy_archive.files._format import arranged
from diplomacy_archive.files._layout import lay_out
from diplomacy_archive.files._loader import Sources, shipped_data
from diplomacy_archive.files._reader import read_text
from diplomacy_archive.files._texts import TextFile, match

RECORDS = dataclasses.replace(
    Sources(shipped_data()).records,
    articles=(), reports=(), mentions=(), statements=(), invitations=(), undertakings=(), background=(),
)  # fmt: skip

KNOWN = {name: one.id for one in RECORDS.people for name in (one.name, *one.aliases)}
OWN_WORDS = re.compile(r" +(?:summary|label|vi|en):| {6,}\w")
"""Lines of a curated file that hold summaries and labels, which are always the curator's own."""


class Count:
    """What is right, too much and missing of one field."""

    def __init__(self) -> None:
        self.right = self.wrong = self.missed = 0

    def take(self, wanted: int, found: int, both: int) -> None:
        """Count what two lists have in common, and what only one of them has."""
        self.right += both
        self.wrong += found - both
        self.missed += wanted - both

    def __str__(self) -> str:
        precision, recall = share(self.right, self.wrong), share(self.right, self.missed)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        counts = f"{self.right} right, {self.wrong} wrong, {self.missed} missed"
        return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({counts})"


def share(right: int, rest: int) -> float:
    """Return the share of right in right and rest."""
    return right / (right + rest) if right + rest else 1.0


class Scores:
    """The counts of a folder's texts, and what the drafts of each have wrong."""

    def __init__(self) -> None:
        self.lists = {name: Count() for name in ("held meetings", "participants")}
        self.fields = {name: Count() for name in ("date", "kind", "place")}
        self.unprovable = self.quotes = self.announced = 0
        self.said: list[str] = []

    def take(self, expected: dict[str, Any], drafted: dict[str, Any], text: Text) -> None:
        """Hold one draft against its record."""
        self._meetings(expected, [one for one in drafted.get("reports", []) if one.get("status") is None])
        for quote in quotes_in(drafted):
            self.quotes += 1
            if not proven(quote, text):
                self.unprovable += 1
                self.said.append(f"not provable: {quote}")

    def _meetings(self, expected: dict[str, Any], held: list[dict[str, Any]]) -> None:
        rest = list(held)
        for wanted in expected["meetings"]:
            found = next((one for one in rest if common(wanted["people"], people(one)) >= 2), None)
            if found is None:
                self.lists["participants"].take(len(wanted["people"]), 0, 0)
                self.said.append(f"missed {wanted['people']}")
                continue
            rest.remove(found)
            both = common(wanted["people"], people(found))
            self.lists["participants"].take(len(wanted["people"]), len(people(found)), both)
            if not len(people(found)) == len(wanted["people"]) == both:
                self.said.append(f"people {people(found)} for {wanted['people']}")
            self._fields(wanted, found)
        for one in rest:
            self.lists["participants"].take(0, len(people(one)), 0)
            self.announced += any(common(pair, people(one)) >= 2 for pair in expected.get("planned", []))
            self.said.append(f"not held {people(one)}")
        right = len(held) - len(rest)
        self.lists["held meetings"].take(len(expected["meetings"]), len(held), right)

    def _fields(self, wanted: dict[str, Any], found: dict[str, Any]) -> None:
        place = found["place"]["printed"] if found["place"] else None
        for name, printed, right in (
            ("date", found["when"], same_day(wanted["date"], found["when"])),
            ("kind", found["kind"], wanted["kind"] == found["kind"]["id"]),
            ("place", place, same_place(wanted["place"], place)),
        ):
            self.fields[name].take(1, 1, int(right))
            if not right:
                self.said.append(f"{name} {printed} for {wanted[name]}")


def evaluate(folder: Path, *, details: bool) -> None:
    """Print the scores of a folder's texts."""
    gold = yaml.safe_load((folder / "gold.yaml").read_text("utf-8"))
    scores = Scores()
    for stem, expected in gold.items():
        text = parse_text((folder / f"{stem}.txt").read_text("utf-8"))
        scores.take(expected, read_text(draft(text, RECORDS).text, stem).value, text)
        if details and scores.said:
            print(f"  {stem}", *scores.said, sep="\n    ")
        scores.said.clear()
    print(f"{folder}: {len(gold)} articles, {sum(len(one['meetings']) for one in gold.values())} held meetings")
    for name, count in scores.lists.items():
        print(f"  {name:14} {count}")
    for name, count in scores.fields.items():
        print(f"  {name:14} {share(count.right, count.wrong):.3f} of the meetings found")
    print(f"  quotes not provable: {scores.unprovable} of {scores.quotes}")
    print(f"  planned meetings proposed as held: {scores.announced}")


def people(report: dict[str, Any]) -> list[str]:
    """Return who took part in a drafted report: ids, and descriptions in their signs."""
    return [one.get("person") or f"‹{one['described']}›" for one in report["participants"]]


def common(wanted: list[str], found: list[str]) -> int:
    """Count the people of one list that are in the other, each once."""
    left = list(found)
    for name in wanted:
        match = next((one for one in left if any(same_person(form, one) for form in name.split("|"))), None)
        if match is not None:
            left.remove(match)
    return len(found) - len(left)


def same_person(name: str, found: str) -> bool:
    """Tell whether a name as printed is that of an id, or one description holds the other."""
    if "‹" in name or "‹" in found:
        one, other = (fold(words.strip("‹›")) for words in (name, found))
        return "‹" in name and "‹" in found and (one in other or other in one)
    if KNOWN.get(name) == found:
        return True
    wanted, have = slug(name).split("-"), found.split("-")
    short, long = sorted((wanted, have), key=len)
    rest = iter(long)
    return all(word in rest for word in short) and (short[-1] == long[-1] or short[0] == long[0])


def same_day(wanted: Any, when: dict[str, Any]) -> bool:
    """Tell whether a drafted time gives the day; without a year, whether its words do and it gives no day."""
    if wanted is None or len(str(wanted)) == len("2031-05-06"):
        return str(when["date"]) == str(wanted)
    month, day = map(int, wanted.split("-"))
    spans = [(span.month, span.day) for span, _, _ in find_spans(when["printed"] or "")]
    return when["date"] is None and (month, day) in spans


def same_place(wanted: str | None, found: str | None) -> bool:
    """Tell whether two printed places are the same, or one holds the other."""
    if wanted is None or found is None:
        return wanted is found
    return fold(wanted) in fold(found) or fold(found) in fold(wanted)


def quotes_in(value: Any) -> Iterator[str]:
    """Yield every quote of a drafted file."""
    if isinstance(value, dict):
        yield from value.get("quotes", [])
        for inner in value.values():
            yield from quotes_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from quotes_in(inner)


def proven(quote: str, text: Text) -> bool:
    """Tell whether a quote stands in its paragraph, whole words, short, and which one if it stands there twice."""
    match = re.fullmatch(r"(\d+)(?:#(\d+))?: (.+)", quote)
    if not match or count_words(match[3]) > 15:
        return False
    stands = len(find(match[3], text.paragraph(int(match[1]))))
    return stands == 1 if match[2] is None else 1 < stands >= int(match[2])


def compare(path: Path) -> None:
    """Print how many lines of an article's curated file its draft has, and how many a curator writes or removes."""
    text = parse_text(path.read_text("utf-8"))
    id_ = next(iter(match([TextFile(str(path), text, True, "UTF-8")], Sources(shipped_data()).records).texts))
    curated = lines((shipped_data() / "articles" / f"{id_}.yaml").read_text("utf-8"))
    drafted = lines(draft(text, RECORDS).text)
    kept = written = removed = 0
    for tag, first, last, start, end in SequenceMatcher(None, drafted, curated, autojunk=False).get_opcodes():
        if tag == "equal":
            kept += end - start
            continue
        written += sum(not OWN_WORDS.match(line) for line in curated[start:end])
        removed += last - first
    own = sum(bool(OWN_WORDS.match(line)) for line in curated)
    lists = Counter(key for key, found in read_text("\n".join(curated), id_).value.items() for _ in found)
    counted = ", ".join(f"{count} {key}" for key, count in lists.items() if key != "article")
    print(f"{id_}: {len(curated)} lines ({counted})")
    print(f"  drafted as they are {kept}, to write {written}, to remove {removed}")
    print(f"  summaries and labels, always the curator's own: {own}")


def lines(text: str) -> list[str]:
    """Return the lines of a data file in its one form, without its comments."""
    return lay_out(arranged(read_text(text, "").value, "articles")).splitlines()


if __name__ == "__main__":
    for argument in [one for one in sys.argv[1:] if not one.startswith("-")]:
        if Path(argument).is_dir():
            evaluate(Path(argument), details="--details" in sys.argv)
        else:
            compare(Path(argument))
