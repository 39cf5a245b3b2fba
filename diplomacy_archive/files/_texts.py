"""Recognise articles' text files by fingerprint, and prove quotes in them."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from diplomacy_archive._text import (
    Text,
    case_words,
    count_words,
    find,
    fold_words,
    parse_text,
    sentence_around,
    tones_first,
)
from diplomacy_archive.errors import FileError, Origin, Problem, reason, shown
from diplomacy_archive.files._checks import Finding
from diplomacy_archive.files._checks.basis import what_is_stated_is_printed
from diplomacy_archive.files._checks.naming import evidence, is_at_home, names_stand
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import Basis
from diplomacy_archive.records._walk import references

_Path = tuple[str | int, ...]

_ENOUGH, _WORDS = 0.5, 6
"""The share of an article's quotes, and how many words, stand in a text that is called almost the article's."""

_OWN_WORDS = 10
"""A summary is in our own words: no more than so many in a row are the article's."""

_SAME_PLACE = 0.6
"""How like the quote what stands in its paragraph must be, for it to be meant and not something elsewhere."""


@dataclass(frozen=True)
class TextFile:
    """A text file as read.

    Attributes:
        path: The file as messages name it.
        named: Whether the caller named the file itself, not just a folder that holds it.
        encoding: What the bytes were decoded as.
    """

    path: str
    text: Text
    named: bool
    encoding: str


@dataclass(frozen=True)
class Matched:
    """Text files, matched to articles.

    Attributes:
        texts: Article id to its text, recognised by fingerprint.
        files: Article id to the file that holds its text, exactly or nearly.
        near: Article id to a text that almost matches it, its paragraphs numbered as the article's.
        moved: Article id to how its near text's paragraphs differ from the article's.
        further: Files with another text of an article, of which a better one is there.
        unknown: Files that are of no article.
    """

    texts: Mapping[str, Text]
    files: Mapping[str, TextFile]
    near: Mapping[str, Text] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    further: tuple[tuple[TextFile, str], ...] = ()
    unknown: tuple[TextFile, ...] = ()


@dataclass(frozen=True)
class ArticleProof:
    """What a text proves of one article's record.

    Attributes:
        article: The article's id.
        file: The text file; None where no text was given.
        quotes: How many quotes the records hold.
        proven: How many of them stand in the text where they say.
        uncited: Paragraphs that no fact cites, each with the reason the data give.
    """

    article: str
    file: str | None
    quotes: int
    proven: int
    uncited: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Verification:
    """The outcome of holding records against texts.

    Attributes:
        articles: What is proven of each article.
        further: Files with another text of an article than the one that is proven, and the article.
        unknown: Files that are of no article.
        findings: What the texts do not bear out.
        problems: What is wrong with the text files.
    """

    articles: tuple[ArticleProof, ...]
    further: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]


def read_texts(paths: Iterable[str | Path]) -> tuple[list[TextFile], list[Problem]]:
    """Read text files, and each `*.txt` of folders; return them with what cannot be read.

    Raises:
        FileError: A path does not exist, or a folder holds no text.
    """
    files: list[TextFile] = []
    problems: list[Problem] = []
    for given in map(Path, paths):
        if not given.exists():
            raise FileError(f"{shown(given)} does not exist; name a text file or a folder of them")
        found = sorted(given.glob("*.txt")) if given.is_dir() else [given]
        if not found:
            raise FileError(f"{shown(given)} holds no text; a text is a file that ends in .txt")
        for path in found:
            name = shown(path)
            try:
                raw, encoding = _decode(path.read_bytes())
            except OSError as error:
                problems.append(Problem(Origin(name), "S01", f"the text cannot be read: {reason(error)}"))
            except UnicodeDecodeError:
                message = "the text is in no encoding that is tried (UTF-8, UTF-16, Windows-1258); save it as UTF-8"
                problems.append(Problem(Origin(name), "S02", message))
            else:
                files.append(TextFile(name, parse_text(raw), not given.is_dir(), encoding))
    return files, problems


def read_prose(path: str) -> str:
    """Return a file's text, in whatever encoding of those that are tried; `-` is standard input.

    Raises:
        FileError: It cannot be read.
    """
    try:
        return _decode(sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes())[0]
    except (OSError, ValueError) as error:  # a path with a null character, bytes in no encoding
        why = reason(error) if isinstance(error, OSError) else "save it as UTF-8"
        raise FileError(f"{shown(Path(path))} cannot be read: {why}") from None


def _decode(data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16"), "UTF-16"
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return data.decode("cp1258"), "Windows-1258"


def match(files: Iterable[TextFile], records: m.Records) -> Matched:
    """Match text files to the articles of the records, whatever the files are called.

    Of several texts of an article the one whose fingerprint is recorded last counts: publishers correct.
    """
    ranks = {
        fingerprint.sha256: (article.id, rank)
        for article in records.articles
        for rank, fingerprint in enumerate(article.fingerprints)
    }
    exact: dict[str, list[tuple[int, TextFile]]] = {}
    rest: list[TextFile] = []
    for file in files:
        article, rank = ranks.get(file.text.fingerprint, ("", 0))
        if article:
            exact.setdefault(article, []).append((rank, file))
        else:
            rest.append(file)
    best = {article: max(found, key=lambda one: one[0])[1] for article, found in exact.items()}
    further = [
        (file, article) for article, found in exact.items() for _, file in found if file is not best[article]
    ]
    texts, near, moved = {article: file.text for article, file in best.items()}, {}, {}
    unknown: list[TextFile] = []
    quotes = _by_article(records) if rest else {}
    lengths = {article.id: article.paragraphs for article in records.articles}
    likely = [(*_nearest(file.text, quotes), file) for file in rest]
    for share, article, file in sorted(likely, key=lambda one: -one[0]):
        if share < _ENOUGH:
            unknown.append(file)
        elif article in best:
            further.append((file, article))
        else:
            best[article] = file
            # An article that could not be read has no length to go by; its quotes are proven all the same.
            length = lengths.get(article, len(file.text.paragraphs))
            near[article], moved[article] = _aligned(file.text, quotes[article], length)
    return Matched(texts, best, near, moved, tuple(further), tuple(unknown))


def _nearest(text: Text, quotes: Mapping[str, list[m.Quote]]) -> tuple[float, str]:
    """Return the article of whose quotes the largest share stands in a text, and the share."""
    whole = "\n".join(text.paragraphs)
    shares = [(0.0, "")]
    for article, given in quotes.items():
        found = [quote for quote in given if find(quote.phrase, whole)]
        if sum(count_words(quote.phrase) for quote in found) >= _WORDS:
            shares.append((len(found) / len(given), article))
    return max(shares, key=lambda one: one[0])


def _aligned(text: Text, quotes: Sequence[m.Quote], length: int) -> tuple[Text, str]:
    """Number a text's paragraphs as the article's, where one is missing or one too many; say which."""
    step = length - len(text.paragraphs)
    if abs(step) != 1:
        return text, ""
    parts = text.paragraphs
    if step == 1:
        ways = [(*parts[:place], "", *parts[place:]) for place in range(length)]
    else:
        ways = [(*parts[:place], *parts[place + 1 :]) for place in range(len(parts))]
    standing = [sum(bool(find(quote.phrase, way[quote.paragraph - 1])) for quote in quotes) for way in ways]
    place = standing.index(max(standing))
    what = (
        f"paragraph {place + 1} is missing" if step == 1 else f"its paragraph {place + 1} is none of the article's"
    )
    return replace(text, paragraphs=ways[place]), f"; {what}, which counts the others otherwise"


def verify(records: m.Records, files: Iterable[TextFile], home: str | None = None) -> Verification:
    """Prove every quote and printed form of the articles whose texts are given.

    Args:
        records: The records.
        files: The texts.
        home: The archive's own country; its officials' sides and offices go without saying.
    """
    matched = match(files, records)
    problems = list(_text_problems(matched, records))
    texts = {**matched.texts, **matched.near}
    findings: list[Finding] = []
    unproven: dict[str, int] = {}
    for record, path, proof in evidence(records):
        text = texts.get(proof.article)
        if text is None:
            continue
        for index, quote in enumerate(proof.quotes):
            finding = _prove(quote, text)
            if finding:
                findings.append(Finding(record, (*path, "quotes", index), *finding))
                unproven[quote.article] = unproven.get(quote.article, 0) + (finding[0] != "T09")
        findings += _forms_stand(record, path, proof, text)
    named = _Named(records)
    findings += what_is_stated_is_printed(records, texts, named)
    findings += _actors_are_named(records, texts, named, home)
    findings += _summaries_are_our_own(records, texts)
    findings += _articles_are_theirs(records, texts)
    findings += names_stand(records, texts)
    by_article = _by_article(records)
    proofs = []
    for article in records.articles:
        count = len(by_article.get(article.id, ()))
        file = matched.files.get(article.id)
        proven = count - unproven.get(article.id, 0) if file else 0
        cited = {quote.paragraph for quote in by_article.get(article.id, ())}
        last = max(article.paragraphs, len(texts[article.id].paragraphs) if article.id in texts else 0)
        excuses = dict(article.uncited)
        uncited = tuple((number, excuses.get(number, "")) for number in range(1, last + 1) if number not in cited)
        proofs.append(ArticleProof(article.id, file.path if file else None, count, proven, uncited))
    unknown = tuple(file.path for file in matched.unknown)
    further = tuple((file.path, article) for file, article in matched.further)
    return Verification(tuple(proofs), further, unknown, tuple(findings), tuple(problems))


def _text_problems(matched: Matched, records: m.Records) -> Iterator[Problem]:
    articles = {article.id: article for article in records.articles}
    for id_, file in matched.files.items():
        if file.encoding != "UTF-8":
            message = f"the text of {id_!r}, but in {file.encoding}; save it as UTF-8"
            yield Problem(Origin(file.path), "T05", message)
        if id_ in matched.near and id_ in articles:
            recorded, found = articles[id_].paragraphs, len(file.text.paragraphs)
            counts = f"; it has {found} paragraphs, the article {recorded}" if found != recorded else ""
            message = (
                f"almost the text of {id_!r}, but not the same{counts}{matched.moved[id_]}; mend the text, or if "
                f"the publisher corrected it, add the fingerprint {_fingerprint(file)}"
            )
            yield Problem(Origin(file.path), "T05", message)
    for file in matched.unknown:
        if file.named or not matched.files:
            message = f"the text is of no article of this archive; its fingerprint is {_fingerprint(file)}"
            yield Problem(Origin(file.path), "T06", message)


def _fingerprint(file: TextFile) -> str:
    return f"{{paragraphs: {len(file.text.paragraphs)}, sha256: {file.text.fingerprint}}}"


def _prove(quote: m.Quote, text: Text) -> tuple[str, str] | None:
    """Return the code and message of what keeps a quote from being proven; None if it stands."""
    paragraph = text.paragraph(quote.paragraph)
    found = find(quote.phrase, paragraph)
    if not found:
        elsewhere = [number for number, other in enumerate(text.paragraphs, 1) if find(quote.phrase, other)]
        if elsewhere:
            listed = ", ".join(map(str, elsewhere))
            return "T02", f"{quote.phrase!r} is not in paragraph {quote.paragraph}; it stands in {listed}"
        if _is_respelt(quote, text):
            start = find(tones_first(quote.phrase), tones_first(paragraph))[0]
            printed = paragraph[start : start + len(quote.phrase)]
            return "T01", f"{quote.phrase!r} is printed {printed!r} in paragraph {quote.paragraph}; write it so"
        return "T01", f"{quote.phrase!r} is not in the text; the nearest is {_closest(quote, text)}"
    place = f"{quote.phrase!r} stands {_times(len(found))} in paragraph {quote.paragraph}"
    if quote.occurrence is None and len(found) > 1:
        return "T03", f"{place}; say which, as '{quote.paragraph}#1: …', or cite more words"
    if quote.occurrence is not None and len(found) == 1:
        return "T03", f"{place}; write '{quote.paragraph}: …'"
    if quote.occurrence is not None and quote.occurrence > len(found):
        return "T03", f"{place}; there is no #{quote.occurrence}, mend the number"
    start = found[(quote.occurrence or 1) - 1]
    first, last = sentence_around(paragraph, start, start + len(quote.phrase))
    if paragraph[first:last].rstrip(".!?… ") == quote.phrase.rstrip(".!?… ") and " " in quote.phrase:
        return "T09", f"{quote.phrase!r} is a whole sentence; cite fewer words"
    return None


def _is_respelt(quote: m.Quote, text: Text) -> bool:
    """Tell whether a quote stands where it says but for the vowel that a tone mark is on: hoà, hòa."""
    paragraph = text.paragraph(quote.paragraph)
    return not find(quote.phrase, paragraph) and bool(find(tones_first(quote.phrase), tones_first(paragraph)))


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _closest(quote: m.Quote, text: Text) -> str:
    """Return the words of the text that are most like the quote, those of its own paragraph before others."""
    here = _likest(quote.phrase, [(quote.paragraph, text.paragraph(quote.paragraph))])
    ratio, place, at = here if here[0] >= _SAME_PLACE else _likest(quote.phrase, enumerate(text.paragraphs, 1))
    return f"{place!r} in paragraph {at}" if ratio else "nothing like it"


def _likest(phrase: str, paragraphs: Iterable[tuple[int, str]]) -> tuple[float, str, int]:
    wanted = fold_words(phrase)
    size = len(wanted.split())
    best, place, at = 0.0, "", 0
    for number, paragraph in paragraphs:
        words = paragraph.split()
        for start in range(max(1, len(words) - size + 1)):
            window = " ".join(words[start : start + size])
            ratio = difflib.SequenceMatcher(None, wanted, fold_words(window)).ratio()
            if ratio > best:
                best, place, at = ratio, window, number
    return best, place, at


def _forms_stand(record: m.Record, path: _Path, proof: m.Evidenced, text: Text) -> Iterator[Finding]:
    """Every printed form stands in a paragraph that its record cites."""
    cited = sorted({quote.paragraph for quote in proof.quotes})
    # Where a quote is told to be spelt otherwise, the form in it is not told again.
    respelt = [quote.phrase for quote in proof.quotes if _is_respelt(quote, text)]
    for at, form in proof.printed_forms():
        if any(find(form, phrase) for phrase in respelt):
            continue
        if not any(find(form, text.paragraph(number)) for number in cited):
            listed = ", ".join(map(str, cited))
            elsewhere = [number for number, other in enumerate(text.paragraphs, 1) if find(form, other)]
            hint = f"; it stands in {', '.join(map(str, elsewhere))}" if elsewhere else ""
            message = f"{form!r} is not in paragraph {listed}, which this record cites{hint}"
            yield Finding(record, (*path, *at), "T04", message)


class _Named:
    """Say by which forms an article may name somebody: the register's, and the titles that a report prints."""

    def __init__(self, records: m.Records) -> None:
        self.forms = {
            one.id: _forms_of(one) for one in records.identities() if not isinstance(one, m.CooperationArea)
        }
        self._titles: dict[tuple[str, str], list[str]] = {}
        for report in records.reports:
            for one in report.participants:
                printed = [capacity.printed for capacity in one.capacities]
                self._titles.setdefault((report.article, one.key), []).extend(printed)

    def __call__(self, article: str, id_: str) -> tuple[str, ...]:
        return (*self.forms[id_], *self._titles.get((article, id_), ())) if id_ in self.forms else ()


def _actors_are_named(
    records: m.Records, texts: Mapping[str, Text], named: _Named, home: str | None
) -> Iterator[Finding]:
    """Whoever a record names is named in a paragraph it cites, or `refs` or `inferred` says why they are meant.

    The side and the offices of the archive's own officials need neither: `home` says whose they are.
    """
    for record, path, proof in evidence(records):
        text = texts.get(proof.article)
        if text is None:
            continue
        cited = [tones_first(text.paragraph(number)) for number in {quote.paragraph for quote in proof.quotes}]
        meant = {id_ for _, ids in getattr(proof, "refs", ()) for id_ in ids}
        inferred = [name for name, _ in getattr(proof, "inferred", ())]
        if isinstance(proof, m.Statement):  # by what it is known who speaks says its basis
            inferred += ["speakers", *(["conveyed_by"] if proof.basis.meetings is not Basis.STATED else [])]
        for at, id_, _registers in references(proof):
            field = ".".join(step for step in at if isinstance(step, str))
            if (
                id_ not in named.forms
                or id_ in meant
                or (isinstance(proof, m.Report) and is_at_home(field, id_, records, home))
                or any(f"{field}.".startswith(f"{name}.") for name in inferred)
            ):
                continue
            # Elsewhere than in the report itself somebody may be called by the title it prints with the name.
            forms = named.forms[id_] if isinstance(proof, m.Report) else named(proof.article, id_)
            if not any(find(tones_first(form), part) for form in forms for part in cited):
                others = ", or say who is meant in refs" if hasattr(proof, "refs") else ""
                others += f", or say why in inferred: {{{field}: …}}" if hasattr(proof, "inferred") else ""
                message = f"{id_!r} is not named in the paragraphs cited; cite where{others}"
                yield Finding(record, (*path, *at), "T07", message)


def _forms_of(one: m.Identity) -> tuple[str, ...]:
    """Return the forms a text may name somebody or something by; a person also by a name's last word."""
    last = [name.split()[-1] for name in one.forms] if isinstance(one, m.Person) else []
    return tuple(dict.fromkeys([*one.forms, *last]))


def _articles_are_theirs(records: m.Records, texts: Mapping[str, Text]) -> Iterator[Finding]:
    """An article's byline stands in its text, and the date that a text is stamped with is the article's."""
    for article in records.articles:
        text = texts.get(article.id)
        if text is None:
            continue
        if article.byline and not any(find(article.byline, part) for part in text.paragraphs):
            yield Finding(article, ("byline",), "T04", f"{article.byline!r} is not in the text")
        if text.stamp and not article.published.isoformat().startswith(text.stamp):
            message = (
                f"the text is stamped {text.stamp}, the article is recorded as of {article.published}; mend one"
            )
            yield Finding(article, ("published",), "T05", message)


def _summaries_are_our_own(records: m.Records, texts: Mapping[str, Text]) -> Iterator[Finding]:
    """A summary is in our own words: at most a few in a row are those of the article."""
    runs: dict[str, set[tuple[str, ...]]] = {}
    for record, path, proof in evidence(records):
        text, summary = texts.get(proof.article), getattr(proof, "summary", None)
        for language in ("vi", "en") if text and summary else ():
            if text and proof.article not in runs:
                runs[proof.article] = {run for part in text.paragraphs for run in _runs(part)}
            copied = next(
                (run for run in _runs(getattr(summary, language) or "") if run in runs[proof.article]), None
            )
            if copied:
                message = f"{' '.join(copied)!r} are the article's words; say it in our own"
                yield Finding(record, (*path, "summary", language), "T10", message)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = case_words(text).split()
    return (tuple(words[start : start + _OWN_WORDS + 1]) for start in range(len(words) - _OWN_WORDS))


def _by_article(records: m.Records) -> dict[str, list[m.Quote]]:
    quotes: dict[str, list[m.Quote]] = {}
    for _record, _path, proof in evidence(records):
        quotes.setdefault(proof.article, []).extend(proof.quotes)
    return quotes
