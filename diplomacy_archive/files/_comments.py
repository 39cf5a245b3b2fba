"""Read YAML with its comments, each tied to the entry it stands above or beside."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Any

import yaml

from diplomacy_archive.files._layout import Bare, Noted
from diplomacy_archive.files._reader import NULLS, comments_in

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where PyYAML was built with it


@dataclass
class Commented:
    """A YAML file's top-level map, each value noted, and the comments after its last entry."""

    values: dict[str, Noted] = field(default_factory=dict)
    tail: list[str] = field(default_factory=list)


def read(text: str) -> Commented:
    """Read YAML text that has no problems of syntax and a map at its top."""
    builder = _Builder()
    root = yaml.compose(text, Loader=_LOADER)
    found = Commented(builder.value(root) if root else {})
    builder.sort()
    for comment in comments_in(text):
        if comment.alone:
            entry = builder.starting_after(comment.start)
            if entry is None:
                found.tail.append(comment.text)
            else:
                entry.above = (*entry.above, comment.text)
        else:
            entry = builder.ended_before(comment.start)
            if entry.beside:
                entry.above = (*entry.above, comment.text)
            else:
                entry.beside = comment.text
    return found


class _Builder:
    """Turn nodes into noted values, and remember where each entry starts and ends."""

    def __init__(self) -> None:
        self._starts: list[tuple[int, int, Noted]] = []
        self._ends: list[tuple[int, int, Noted]] = []

    def value(self, node: Any) -> Any:
        if isinstance(node, yaml.MappingNode):
            return {key.value: self._entry(inner, key) for key, inner in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [self._entry(inner) for inner in node.value]
        if node.style:  # quoted, or a block of lines; a double quote's escapes can write what is not NFC
            return unicodedata.normalize("NFC", node.value)
        return None if node.value in NULLS else Bare(node.value)

    def _entry(self, node: Any, key: Any = None) -> Noted:
        noted = Noted(None)
        order = len(self._starts)
        self._starts.append(((key or node).start_mark.index, order, noted))
        if key is not None:
            self._ends.append((key.end_mark.index, -order, noted))
        noted.value = self.value(node)
        if isinstance(node, yaml.ScalarNode) or node.flow_style:
            self._ends.append((node.end_mark.index, -order, noted))
        return noted

    def sort(self) -> None:
        """Order the places; of entries that start or end together the outermost counts."""
        self._starts.sort(key=lambda place: place[:2])
        self._ends.sort(key=lambda place: place[:2])

    def starting_after(self, offset: int) -> Noted | None:
        place = bisect_left(self._starts, (offset,))
        return self._starts[place][2] if place < len(self._starts) else None

    def ended_before(self, offset: int) -> Noted:
        return self._ends[bisect_right(self._ends, offset, key=lambda place: place[0]) - 1][2]
