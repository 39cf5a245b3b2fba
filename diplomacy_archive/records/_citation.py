"""Write articles and quotes as footnotes, and as CSL-JSON for Zotero and pandoc."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Literal, overload

from diplomacy_archive.errors import FilterError
from diplomacy_archive.records._record import Record, archive_of

if TYPE_CHECKING:
    from diplomacy_archive.records._models import Article, Quote

Style = Literal["text", "csl"]
Language = Literal["vi", "en"]

_WORDS = {
    "en": {
        "paragraph": "para.",
        "seen": "seen",
        "archived": "archived at",
        "data": "data",
        "outside": "not from the article",
    },
    "vi": {
        "paragraph": "đoạn",
        "seen": "xem ngày",
        "archived": "bản lưu",
        "data": "dữ liệu",
        "outside": "không lấy từ bài",
    },
}


class Citable(Record):
    """A record that can be cited: an article, or a quote of one."""

    @overload
    def citation(self, article: Article | None = None, *, lang: Language = "en") -> str: ...
    @overload
    def citation(
        self, article: Article | None = None, *, style: Literal["csl"], lang: Language = "en"
    ) -> dict[str, Any]: ...
    def citation(
        self, article: Article | None = None, *, style: Style = "text", lang: Language = "en"
    ) -> str | dict[str, Any]:
        """Return what is ready for a footnote: outlet, headline or label, day, paragraph, address.

        A label in our own words stands in brackets. Where it is known, the day the address was seen, an archived
        copy and the version of the data follow, and which of this is not from the article itself.

        Args:
            article: What a quote is from; a quote of a record that was looked up finds it by itself. Without
                it, the article's id stands for outlet, day and address.
            style: `text`, or `csl` for a CSL-JSON item as Zotero and pandoc read it.
            lang: The language of its words, `vi` or `en`.

        Raises:
            FilterError: CSL-JSON is asked of a quote whose article is not known.
        """
        archive = archive_of(self)
        known, quote = self._place()
        if article is None and archive is not None and isinstance(known, str):
            article = archive.article(known)
        found = article if isinstance(known, str) else known
        if found is not None:
            archive = archive or archive_of(found)
            version = archive.data_version if archive is not None else ""
            return (csl if style == "csl" else footnote)(found, quote, version, lang)
        if style == "csl":
            raise FilterError(f"CSL-JSON needs the article {known!r}; give it, or look the record up")
        assert quote is not None
        return f"“{quote.phrase}” ({known}, {_WORDS[lang]['paragraph']} {quote.paragraph})"

    def _place(self) -> tuple[Article | str, Quote | None]:
        """Return the article, or its id, and the quote if it is one."""
        raise NotImplementedError


def title(article: Article, lang: Language) -> str:
    """Return the headline, or in brackets, as what is not printed, the label in our own words."""
    label = getattr(article.label, lang) or article.label.vi or article.label.en
    return article.headline or (f"[{label}]" if label else "")


def outside(article: Article) -> str:
    """Return which facts about an article are not from its own text."""
    return ", ".join(field for field, _ in article.outside)


def footnote(article: Article, quote: Quote | None, version: str, lang: Language) -> str:
    """Return outlet, headline or label, day, paragraph and address, and what a reader must know of these."""
    words = _WORDS[lang]
    parts = [article.publisher or article.id, title(article, lang), article.published.isoformat()]
    parts += [f"{words['paragraph']} {quote.paragraph}"] if quote else []
    parts += [article.url] if article.url else []
    parts += [f"{words['seen']} {article.seen.isoformat()}"] if article.seen else []
    parts += [f"{words['archived']} {article.archived}"] if article.archived else []
    notes = [f"{words['data']} {version}"] if version else []
    notes += [f"{words['outside']}: {fields}"] if (fields := outside(article)) else []
    cited = "; ".join([", ".join(filter(None, parts)), *notes])
    return f"“{quote.phrase}” ({cited})" if quote else cited


def csl(article: Article, quote: Quote | None, version: str, lang: Language) -> dict[str, Any]:
    """Return a CSL-JSON item; of a quote with its paragraph and its words."""
    about = {"article": article.id, "data_version": version, "not_from_the_article": outside(article)}
    found = {
        "id": f"{article.id}#{quote}" if quote else article.id,
        "type": "article-newspaper",
        "title": title(article, lang),
        "container-title": article.publisher,
        "author": [{"literal": article.byline}] if article.byline else None,
        "issued": _day(article.published),
        "URL": article.url,
        "accessed": _day(article.seen),
        "archive_location": article.archived,
        "language": article.language,
        "locator": f"{_WORDS[lang]['paragraph']} {quote.paragraph}" if quote else None,
        "annote": f"“{quote.phrase}”" if quote else None,
        "custom": {name: value for name, value in about.items() if value},
    }
    return {name: value for name, value in found.items() if value}


def _day(day: dt.date | None) -> dict[str, Any] | None:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else None
