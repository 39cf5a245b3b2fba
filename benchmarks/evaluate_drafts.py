"""Hold drafts against records written by hand: `python -m benchmarks.evaluate_drafts FOLDER… [--answers DIR]`.

A folder holds texts, `NAME.txt`, each with its gold beside it, `NAME.yaml`, or all by their names in `gold.yaml`:

    meetings:                   # those that the text tells of
      - people: [Ana Vega, Bao Lam|Lam]     # as printed; `|` between forms; ‹…› around words for somebody unnamed
        date: 2031-05-06                    # null where no day is printed; MM-DD where the year cannot be told
        kind: talks
        status: planned                     # held where it is left out
        place: Cảng Xanh                    # as printed; null where none is
    statements:                 # what was said; may be left out
      - {paragraph: 3, speakers: [Ana Vega], act: proposed, areas: [nghề cá]}   # speakers null: left open

Each text is drafted with the registers of the shipped archive, as if it had no article yet: by the rules alone or,
with `--answers DIR`, from the recorded answer of an assistant, `DIR/NAME.json`. A meeting is found if two of its
people are; dates, kinds, statuses and places are those of the meetings found. A statement is right if its
paragraph, its speakers and its act are. Of an answer's errors it is told what share the proofs dropped or a second
opinion marked. `--details` tells what each draft has wrong.
"""

from __future__ import annotations

import dataclasses
import re
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from diplomacy_archive._dates import find_spans
from diplomacy_archive._text import Text, case_words, count_words, find, fold, parse_text
from diplomacy_archive.draft._answer import parse_answer, proven, second_opinions
from diplomacy_archive.draft._draft import draft, draft_from
from diplomacy_archive.draft._mentions import slug
from diplomacy_archive.draft._rules import Answer, answer_of, paragraph_of, understand
from diplomacy_archive.errors import FileError
from diplomacy_archive.files._format import long_values
from diplomacy_archive.files._loader import Sources, shipped_data

RECORDS = dataclasses.replace(
    Sources(shipped_data()).records,
    articles=(), reports=(), mentions=(), statements=(), invitations=(), undertakings=(), background=(),
)  # fmt: skip

FIELDS = ("held meetings", "participants", "date", "kind", "status", "place", "speakers", "statements", "areas")


class Scores:
    """What is right, too much and missing of each field, and what else is counted over all texts."""

    def __init__(self) -> None:
        self.right, self.wrong, self.missed, self.other = (
            Counter[str](),
            Counter[str](),
            Counter[str](),
            Counter[str](),
        )
        self.said: list[str] = []

    def take(self, field: str, wanted: int, found: int, both: int) -> None:
        """Count what two lists have in common, and what only one of them has."""
        self.right[field] += both
        self.wrong[field] += found - both
        self.missed[field] += wanted - both

    def compare(self, gold: dict[str, Any], answer: Answer) -> None:
        """Hold what was read against the gold."""
        wanted = gold.get("meetings") or []
        pairs, rest = paired(wanted, answer["meetings"], lambda one, row: common(one["people"], row["people"]) > 1)
        held = [row for row in answer["meetings"] if row["status"] == "held"]
        told = [(one, row) for one, row in pairs if row["status"] == "held"]
        right = sum(one.get("status", "held") == "held" for one, _ in told)
        self.take("held meetings", sum(one.get("status", "held") == "held" for one in wanted), len(held), right)
        self.other["planned as held"] += len(told) - right
        self.said += [
            f"not in the gold: {row['people']}, {row['status']}" for row in rest if row["status"] == "held"
        ]
        for one in wanted:
            row = next((row for gold_one, row in pairs if gold_one is one), None)
            if row is None:
                self.said.append(f"missed {one['people']}")
                continue
            people = [*row["people"], *row["accompanying"]]
            self.take("participants", len(one["people"]), len(people), common(one["people"], people))
            for field, fits in field_checks(one, row).items():
                self.take(field, 1, 1, int(fits))
                self.said += [] if fits else [f"{field} {row.get(field)} for {one.get(field)}: {one['people']}"]
        if gold.get("statements") is not None:
            self._statements(gold["statements"], answer["statements"])

    def _statements(self, wanted: Sequence[dict[str, Any]], found: Sequence[Answer]) -> None:
        for field, same in (("speakers", same_speakers), ("statements", same_statement)):
            pairs, _ = paired(wanted, found, same)
            self.take(field, len(wanted), len(found), len(pairs))
        gold = {(one["paragraph"], case_words(term)) for one in wanted for term in one.get("areas", ())}
        mine = {
            (paragraph_of(row["quotes"][0]), case_words(area["printed"]))
            for row in found
            for area in row.get("areas") or ()
        }
        self.take("areas", len(gold), len(mine), len(gold & mine))


def paired(
    wanted: Sequence[Any], found: Sequence[Any], same: Callable[[Any, Any], bool]
) -> tuple[list[tuple[Any, Any]], list[Any]]:
    """Return each wanted record with the first that is the same, each taken once, and those that are left."""
    rest, pairs = list(found), []
    for one in wanted:
        row = next((row for row in rest if same(one, row)), None)
        if row is not None:
            pairs.append((one, row))
            rest.remove(row)
    return pairs, rest


def field_checks(gold: dict[str, Any], row: Answer) -> dict[str, bool]:
    """Tell of each field of a meeting whether it is the gold's."""
    return {
        "date": same_day(gold.get("date"), row),
        "kind": gold.get("kind") in (None, row["kind"]),
        "status": gold.get("status", "held") == row["status"],
        "place": same_place(gold.get("place"), row["place"]),
    }


def same_speakers(gold: dict[str, Any], row: Answer) -> bool:
    """Tell whether a statement's paragraph and speakers are the gold's."""
    mine, wanted = row["speakers"] or [], gold.get("speakers") or []
    cited = {paragraph_of(quote) for quote in row["quotes"]}
    return gold["paragraph"] in cited and len(mine) == len(wanted) == common(wanted, mine)


def same_statement(gold: dict[str, Any], row: Answer) -> bool:
    """Tell whether a statement's paragraph, speakers and act are the gold's."""
    return same_speakers(gold, row) and gold.get("act") == row["act"]


def common(wanted: Sequence[str], found: Sequence[str]) -> int:
    """Count the people of one list that are in the other, each once."""
    return len(paired(wanted, found, lambda one, name: any(same_person(form, name) for form in one.split("|")))[0])


def same_person(one: str, other: str) -> bool:
    """Tell whether two names are one person's, or one description holds the other."""
    if "‹" in one:
        return fold(one.strip("‹›")) in fold(other) or fold(other) in fold(one)
    short, long = sorted((slug(one).split("-"), slug(other).split("-")), key=len)
    rest = iter(long)
    return all(word in rest for word in short) and (short[-1] == long[-1] or short[0] == long[0])


def same_day(wanted: object, row: Answer) -> bool:
    """Tell whether a meeting's time gives the day; without a year, whether its words do and it gives no day."""
    if wanted is None or len(str(wanted)) == len("2031-05-06"):
        return str(row["date"]) == str(wanted)
    month, day = map(int, str(wanted).split("-"))
    spans = [(span.month, span.day) for span, _, _ in find_spans(row["when"] or "")]
    return row["date"] is None and (month, day) in spans


def same_place(wanted: str | None, found: str | None) -> bool:
    """Tell whether two printed places are the same, or one holds the other."""
    if wanted is None or found is None:
        return wanted is found
    return fold(wanted) in fold(found) or fold(found) in fold(wanted)


def errors(gold: dict[str, Any], answer: Answer) -> set[str]:
    """Return what is wrong in an answer, by the key of the meeting or the statement's first quote."""
    pairs, rest = paired(
        gold.get("meetings") or [], answer["meetings"], lambda one, row: common(one["people"], row["people"]) > 1
    )
    wrong = {str(row["key"]) for row in rest}
    for one, row in pairs:
        people = [*row["people"], *row["accompanying"]]
        whole = len(people) == len(one["people"]) == common(one["people"], people)
        wrong |= set() if whole and all(field_checks(one, row).values()) else {str(row["key"])}
    _, others = paired(gold.get("statements") or [], answer["statements"], same_statement)
    return wrong | ({row["quotes"][0] for row in others if row["quotes"]} if "statements" in gold else set())


def raw_rows(answer: Answer) -> Answer:
    """Return an answer's meetings and statements as it gave them, each with every field."""
    empty: dict[str, Any] = dict.fromkeys(("key", "status", "date", "when", "kind", "place", "speakers", "act"))
    lists = {name: [] for name in ("people", "accompanying", "quotes", "areas", "conveyed_by")}
    found: Answer = {}
    for name in ("meetings", "statements"):
        rows = [row for row in answer.get(name) or [] if isinstance(row, dict)]
        given = [{key: value for key, value in row.items() if value is not None} for row in rows]
        found[name] = [{**empty, **lists, **row} for row in given]
    for row in found["meetings"]:
        row["status"] = row["status"] or "held"
    return found


def evaluate(folder: Path, answers: Path | None, *, details: bool) -> None:
    """Print the scores of a folder's texts."""
    scores = Scores()
    whole = folder / "gold.yaml"
    gold: dict[str, Any] = yaml.safe_load(whole.read_text("utf-8")) if whole.exists() else {}
    paths = [
        path for path in sorted(folder.glob("*.txt")) if path.stem in gold or path.with_suffix(".yaml").exists()
    ]
    paths = [path for path in paths if answers is None or (answers / f"{path.stem}.json").exists()]
    for path in paths:
        text = parse_text(path.read_text("utf-8"))
        expected = gold.get(path.stem) or yaml.safe_load(path.with_suffix(".yaml").read_text("utf-8"))
        try:
            take(scores, text, expected, answers and answers / f"{path.stem}.json")
        except FileError as error:
            scores.other["answers refused whole"] += 1
            scores.said.append(str(error))
        except Exception:  # noqa: BLE001  (what a draft must never do is counted, whatever it is)
            scores.other["crashes"] += 1
            scores.said.append(traceback.format_exc())
        if details and scores.said:
            print(f"  {path.stem}", *scores.said, sep="\n    ")
        scores.said.clear()
    print(f"{folder}: {len(paths)} articles, {'answers of ' + str(answers) if answers else 'by the rules alone'}")
    for field in FIELDS:
        right, wrong, missed = (counts[field] for counts in (scores.right, scores.wrong, scores.missed))
        precision, recall = share(right, wrong), share(right, missed)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        counts = f"{right} right, {wrong} wrong, {missed} missed"
        print(f"  {field:14} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({counts})")
    for name in ("crashes", "planned as held", "quotes", "quotes not provable", "answers refused whole"):
        print(f"  {name}: {scores.other[name]}")
    if answers:
        told = ", ".join(f"{scores.other[name]} {name}" for name in ("errors", "dropped", "marked", "passed"))
        caught = share(scores.other["dropped"] + scores.other["marked"], scores.other["passed"])
        print(f"  errors of the answers: {told}; {caught:.3f} dropped or marked")


def take(scores: Scores, text: Text, expected: dict[str, Any], answer: Path | None) -> None:
    """Draft one text and count what is right."""
    read = understand(text, RECORDS)
    if answer is None:
        found = answer_of(read)
        made = draft(text, RECORDS)
    else:
        raw = answer.read_text("utf-8")
        given = raw_rows(parse_answer(raw))
        found, _ = proven(parse_answer(raw), read)
        made = draft_from(text, RECORDS, raw)
        marks, _ = second_opinions(found, read)
        before, after = errors(expected, given), errors(expected, found)
        outcomes = ["dropped" if key not in after else "marked" if marks.get(key) else "passed" for key in before]
        scores.other.update(["errors"] * len(before) + outcomes)
    scores.compare(expected, found)
    for quote in quotes_in(long_values(made.text, "articles")):
        scores.other["quotes"] += 1
        if not stands(quote, text):
            scores.other["quotes not provable"] += 1
            scores.said.append(f"not provable: {quote}")


def share(right: int, rest: int) -> float:
    """Return the share of right in right and rest."""
    return right / (right + rest) if right + rest else 1.0


def quotes_in(value: Any) -> Iterator[str]:
    """Yield every quote of a drafted file."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from inner if key == "quotes" else quotes_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from quotes_in(inner)


def stands(quote: str, text: Text) -> bool:
    """Tell whether a quote stands in its paragraph, whole words, short, and which one if it stands there twice."""
    match = re.fullmatch(r"(\d+)(?:#(\d+))?: (.+)", quote)
    if not match or count_words(match[3]) > 15:
        return False
    places = len(find(match[3], text.paragraph(int(match[1]))))
    return places == 1 if match[2] is None else 1 < places >= int(match[2])


if __name__ == "__main__":
    given = sys.argv[1:]
    recorded = Path(given.pop(given.index("--answers") + 1)) if "--answers" in given else None
    for argument in [one for one in given if not one.startswith("-")]:
        evaluate(Path(argument), recorded, details="--details" in given)
