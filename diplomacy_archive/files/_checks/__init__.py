"""Hold the records to the coding rules: each check is one function, its rule the docstring.

A check yields findings about records and knows no files; the loader says where each record stands.
What only the article's text can prove is in `texts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diplomacy_archive.files._checks import basis, editorial, evidence, ids
from diplomacy_archive.files._checks.findings import Check, Finding, Known
from diplomacy_archive.records import _models as m

__all__ = ["CHECKS", "Finding", "Known", "check", "ids_of"]

CHECKS: Sequence[Check] = (*ids.CHECKS, *evidence.CHECKS, *basis.CHECKS, *editorial.CHECKS)
"""Every check, from the ground up."""


def check(records: m.Records, known: Known | None = None) -> Iterator[Finding]:
    """Yield every finding of every check.

    Args:
        records: The records that could be made.
        known: Which ids exist, also of records that could not be made; by default those of `records`.
    """
    known = known or Known(ids_of(records))
    for rule in CHECKS:
        yield from rule(records, known)


def ids_of(records: m.Records) -> dict[str, set[str]]:
    """Return the ids that the records define, by register."""
    known: dict[str, set[str]] = {name: {item.id for item in getattr(records, name)} for name in m.REGISTERS}
    known["articles"] = {article.id for article in records.articles}
    known["meetings"] = {report.meeting for report in records.reports}
    known["statements"] = {statement.id for statement in records.statements}
    known["undertakings"] = {undertaking.id for undertaking in records.undertakings}
    return known
