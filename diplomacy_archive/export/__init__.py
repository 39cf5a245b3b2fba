"""The archive in the formats of other tools."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from diplomacy_archive.export._chosen import Chosen, Language


def writers() -> dict[str, Callable[[Chosen, Path, Language], list[Path]]]:
    """Return what writes each format that is made of records."""
    from diplomacy_archive.export._ftm import export_ftm
    from diplomacy_archive.export._gexf import export_gexf
    from diplomacy_archive.export._sheets import export_sheet

    return {"sheet": export_sheet, "ftm": export_ftm, "gexf": export_gexf}
