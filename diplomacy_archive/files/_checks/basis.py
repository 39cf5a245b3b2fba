"""Check how it is known who speaks and at which meeting: no more surely than the record, and the text, bear out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from diplomacy_archive._text import Text, find, tones_first
from diplomacy_archive.files._checks.findings import Check, Finding, Known
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import Basis

_PRINTED = (Basis.STATED, Basis.BY_REFERENCE)
"""The bases of which some word for the meeting must be printed."""


def a_basis_is_borne_out(records: m.Records, known: Known) -> Iterator[Finding]:
    """A basis by reference has its `refs`, one by participation its people, an open one every possible meeting."""
    attended = _attended(records)
    strangers = {meeting for (_, who), met in attended.items() if who not in known.ids["people"] for meeting in met}
    for one in records.statements:
        if known.incomplete & {"meetings"} or any(("meetings", id_) in known.unread for id_ in one.meetings):
            continue
        if strangers.intersection(one.meetings):
            continue  # who it was is told as a reference to nothing
        if one.basis.speakers is Basis.BY_REFERENCE:
            meant = {id_ for _, ids in one.refs for id_ in ids}
            missing = [speaker for speaker in one.speakers or () if speaker not in meant]
            if missing:
                message = f"{missing[0]!r} is known by reference; say in refs which expression means whom"
                yield Finding(one, ("basis", "speakers"), "D14", message)
        at = {who: attended.get((one.article, who), set()) for who in (*one.told_by, *one.addressees)}
        if one.basis.meetings is Basis.BY_PARTICIPATION:
            only = {id_ for where in at.values() if len(where) == 1 for id_ in where}
            for meeting in one.meetings:
                if meeting not in only:
                    message = (
                        f"nobody who speaks, conveys or is addressed was at {meeting!r} and no other meeting of "
                        "this article; write by_position, or open if the article does not say where it was said"
                    )
                    yield Finding(one, ("basis", "meetings"), "D14", message)
        elif one.basis.meetings is Basis.OPEN:
            possible = {id_ for who in one.told_by for id_ in at[who]}
            left = sorted(possible.difference(one.meetings))
            if left:
                message = f"where it was said is open, and {left[0]!r} is possible too; list it in meetings"
                yield Finding(one, ("basis", "meetings"), "D14", message)
        elif one.basis.meetings is Basis.STATED and "meetings" in dict(one.inferred):
            message = "what is inferred is not stated; write its basis: by_participation, by_position or open"
            yield Finding(one, ("inferred", "meetings"), "D14", message)


def _attended(records: m.Records) -> dict[tuple[str, str], set[str]]:
    """Return for each article and person the meetings at which it has them."""
    found: dict[tuple[str, str], set[str]] = {}
    for report in records.reports:
        for one in report.participants:
            if one.person:
                found.setdefault((report.article, one.person), set()).add(report.meeting)
    return found


def what_is_stated_is_printed(
    records: m.Records, texts: Mapping[str, Text], forms: Callable[[str, str], Sequence[str]]
) -> Iterator[Finding]:
    """Who speaks, and the meeting, are printed in a cited paragraph where the basis says that they are stated.

    Args:
        records: The records.
        texts: The articles' texts.
        forms: Returns the forms that may name somebody in an article, of its id and theirs.
    """
    reports = {(report.article, report.meeting): report for report in records.reports}
    for one in records.statements:
        text = texts.get(one.article)
        if text is None:
            continue
        cited = [tones_first(text.paragraph(number)) for number in {quote.paragraph for quote in one.quotes}]
        for index, speaker in enumerate(one.speakers or ()):
            known = forms(one.article, speaker)
            if known and one.basis.speakers is Basis.STATED and not _stands(known, cited):
                message = (
                    f"{speaker!r} is not named in the paragraphs cited, so it is not stated who speaks; write the "
                    "basis: by_reference with refs, by_participation or by_position"
                )
                yield Finding(one, ("speakers", index), "T11", message)
        for index, meeting in enumerate(one.meetings):
            report = reports.get((one.article, meeting))
            words = (*report.kind.printed, *filter(None, [report.when.printed])) if report else ()
            if report and one.basis.meetings in _PRINTED and not _stands(words, cited):
                message = (
                    f"no word for {meeting!r} stands in the paragraphs cited, so it is not stated where it was "
                    "said; write the basis: by_participation, by_position or open"
                )
                yield Finding(one, ("meetings", index), "T11", message)


def _stands(forms: Sequence[str], paragraphs: Sequence[str]) -> bool:
    return any(find(tones_first(form), part) for form in forms for part in paragraphs)


CHECKS: Sequence[Check] = (a_basis_is_borne_out,)
