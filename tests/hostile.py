"""The shipped archive with a script in every text of it, for tests of what is shown as HTML."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from archives import archive_of
from shipped import records

from diplomacy_archive.archive import Archive
from diplomacy_archive.records import _models as m

SCRIPT = "<script>alert('x')</script>&amp;"
_FREE = re.compile(r"^(vi|en|ru|printed|described|phrase|publisher|headline|url|byline|areas_open|unclear)$")


def hostile(value: Any, name: str = "") -> Any:
    """Return a record's fields with a script in each one that is free text."""
    if isinstance(value, dict):
        return {key: hostile(inner, key) for key, inner in value.items()}
    if isinstance(value, list) and name in ("inferred", "outside", "uncited"):
        return [[key, f"{SCRIPT}{why}"] for key, why in value]
    if isinstance(value, list) and name == "refs":
        return [[f"{SCRIPT}{expression}", ids] for expression, ids in value]
    if isinstance(value, list):
        return [hostile(inner, "printed" if name in ("aliases", "printed") else name) for inner in value]
    return f"{SCRIPT}{value}" if isinstance(value, str) and _FREE.match(name) else value


@lru_cache(maxsize=1)
def hostile_archive() -> Archive:
    """Return the shipped archive with a script in every text of it."""
    return archive_of(
        m.Records(
            **{
                name: tuple(type(one).model_validate(hostile(one.model_dump(mode="json"))) for one in found)
                for name, found in vars(records()).items()
            }
        )
    )
