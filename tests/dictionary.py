"""Write the parts of data/DICTIONARY.md that follow from the code: fields, vocabulary, codes.

python tests/dictionary.py
"""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from diplomacy_archive.errors import CODES
from diplomacy_archive.files._loader import ARTICLE_LISTS
from diplomacy_archive.files._schema import schema
from diplomacy_archive.records import _models as m
from diplomacy_archive.records import _vocabulary as vocabulary

README = Path(__file__).parent.parent / "data" / "README.md"
DICTIONARY = README.with_name("DICTIONARY.md")

FAMILIES = {
    "S": "Syntax. The file as a file, and as YAML",
    "F": "Fields. One record by itself",
    "R": "References. Records to records",
    "E": "Evidence. What can be told without the texts",
    "D": "Editorial. The coding rules",
    "T": "Texts. What only the articles can prove, told by `verify`",
}


def fields() -> Iterator[str]:
    """Yield a table for each list of an article's file, and for each register."""
    whole = schema("article")
    yield from _table("`article`", whole["$defs"]["Article"], whole["$defs"])
    yield from _table("`article.photos`", whole["$defs"]["Photo"], whole["$defs"])
    for name in list(whole["properties"])[1:]:
        if name == "new":
            continue
        model = whole["$defs"][ARTICLE_LISTS[name].__name__]
        yield from _table(f"`{name}`", model, whole["$defs"])
        if name == "reports":
            yield from _table("`reports.participants`", whole["$defs"]["Participant"], whole["$defs"])
    merged: dict[str, Any] = {
        "description": "Identities, not facts.",
        "properties": {},
        "required": ["id", "names"],
    }
    definitions: dict[str, Any] = {}
    for register in m.REGISTERS:
        found = schema(register)
        definitions |= found["$defs"]
        model = found["$defs"][m.REGISTERS[register].__name__]
        for name, part in model["properties"].items():
            of = [other for other, one in m.REGISTERS.items() if name in one.model_fields]
            only = f"{', '.join(of)}: " if len(of) < len(m.REGISTERS) else ""
            merged["properties"].setdefault(name, {"description": only + _meaning(part, definitions)})
    merged["properties"]["id"] = {"description": "lower-case letters, digits, hyphens; a country's two capitals"}
    merged["properties"]["kind"] = {
        "description": "organisations, places, areas: a term of the vocabulary; always given"
    }
    yield from _table("The registers", merged, definitions)


def _table(title: str, model: dict[str, Any], definitions: dict[str, Any]) -> Iterator[str]:
    yield f"### {title}\n\n{model['description']}\n\n| field | what it holds |\n|---|---|"
    for name, part in model["properties"].items():
        written = f"**`{name}`**" if name in model["required"] else f"`{name}`"
        yield f"| {written} | {_meaning(part, definitions)} |"
    yield ""


def _meaning(part: dict[str, Any], definitions: dict[str, Any]) -> str:
    """Return what a field holds; of a record, with its fields."""
    record = _record(part, definitions)
    words = part.get("description") or record.get("description") or ""
    inner = ", ".join(f"`{name}`" for name in record.get("properties", ()))
    return f"{words.removesuffix('.')}{f' ({inner})' if inner else ''}"


def _record(part: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = part.get("items", part)
    for one in (found, *part.get("anyOf", ())):
        if "$ref" in one:
            found = definitions[one["$ref"].rpartition("/")[2]]
    return found


def terms() -> Iterator[str]:
    """Yield each vocabulary with its terms, and the words that print them."""
    for name, kind in vars(vocabulary).items():
        if inspect.isclass(kind) and issubclass(kind, vocabulary.Vocabulary) and kind is not vocabulary.Vocabulary:
            title = re.sub(r"(?<=[a-z])[A-Z]", lambda found: f" {found[0].lower()}", name)
            said = (inspect.getdoc(kind) or "").removesuffix(".")
            yield _listed(f"{title}. {said}", {term: ", ".join(term.words) for term in kind})


def codes() -> Iterator[str]:
    """Yield the codes of each family."""
    for family, title in FAMILIES.items():
        yield _listed(title, {code: meaning for code, meaning in CODES.items() if code[0] == family})


def _listed(heading: str, meanings: Mapping[str, str]) -> str:
    title, _, said = heading.partition(". ")
    listed = "; ".join(f"`{name}` {meaning}" for name, meaning in meanings.items())
    return textwrap.fill(f"**{title}.** {said}: {listed}.", 110, break_long_words=False) + "\n"


PARTS: dict[str, Callable[[], Iterator[str]]] = {"fields": fields, "vocabulary": terms, "codes": codes}


def written(text: str) -> str:
    """Return the text with its marked parts written anew."""
    for name, lines in PARTS.items():
        body = "\n".join(lines()).strip()
        start, end = f"<!-- {name}: python tests/dictionary.py -->\n", f"<!-- end of {name} -->"
        before, _, rest = text.partition(start)
        text = f"{before}{start}\n{body}\n\n{end}{rest.partition(end)[2]}"
    return text


if __name__ == "__main__":
    DICTIONARY.write_text(written(DICTIONARY.read_text("utf-8")), "utf-8")
