"""Gather an article's mentions into figures: who is who, under which names, titles and side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from diplomacy_archive._text import case_words, fold
from diplomacy_archive.draft._countries import find_countries
from diplomacy_archive.draft._titles import Mention, Title
from diplomacy_archive.draft._words import COMMONEST, is_syllable, slug
from diplomacy_archive.records._vocabulary import Role

_ONE_OF_A_KIND = frozenset(
    (
        Role.GENERAL_SECRETARY, Role.STATE_PRESIDENT, Role.PRESIDENT, Role.MONARCH, Role.PRIME_MINISTER,
        Role.FOREIGN_MINISTER, Role.AMBASSADOR, Role.SPECIAL_ENVOY, Role.SECRETARY_GENERAL,
    )
)  # fmt: skip
"""Offices of which a country has one, whatever words print it."""

_SUFFIXES = ("jr", "sr")

HOME = "VN"
"""The country that Vietnamese news leave unsaid."""


@dataclass(eq=False)
class Figure:
    """Somebody in the article.

    Attributes:
        id: The archive's id, or one proposed.
        name: The longest form of the name; None for somebody who is described only.
        described: The words for somebody who is not named.
        recorded: Whether the archive has the person.
        forms: Each form of the name.
        titles: Each title with the paragraph it is printed in.
        side: The country or organisation whose side they are on, as far as known.
        side_printed: Whether a title prints the side.
        first: The first paragraph and offset the name stands at.
    """

    id: str
    name: str | None = None
    described: str | None = None
    recorded: bool = False
    forms: list[str] = field(default_factory=list)
    titles: list[tuple[int, Title, str]] = field(default_factory=list)
    side: str | None = None
    side_printed: bool = False
    first: tuple[int, int] = (0, 0)

    @property
    def short(self) -> str:
        """The words by which an id calls them: the family name, of a Vietnamese or Chinese name all of it."""
        words = slug((self.name and self.id) or self.described or "unnamed").split("-")
        words = [word for word in words if word not in _SUFFIXES] or words
        whole = self.described or any(all(map(is_syllable, form.split())) for form in self.forms)
        return "-".join(words) if whole else words[-1]

    @property
    def roles(self) -> set[Role]:
        """The roles that the titles name, and the broader ones."""
        found = {title.role for _, title, _ in self.titles if title.role}
        return found | {role.broader for role in found if role.broader}


class Cast:
    """The figures of an article, and which mention means which."""

    def __init__(
        self,
        paragraphs: Mapping[int, tuple[str, Sequence[Mention]]],
        people: Mapping[str, str],
        sides: Mapping[str, str],
        countries: Mapping[str, str | None],
    ) -> None:
        """Gather the figures.

        Args:
            paragraphs: Number to the text and its mentions.
            people: Each name that the archive has, with its id.
            sides: The side on which each person of the archive was last.
            countries: The country of each party, None where it is not known, and of organisations that have one.
        """
        self.figures: list[Figure] = []
        self._people = people
        self._sides = sides
        self._countries = countries
        self._texts = {number: text for number, (text, _) in paragraphs.items()}
        self._of: dict[int, Figure] = {}
        named = [
            (number, mention)
            for number, (_, found) in paragraphs.items()
            for mention in _with_nested(found)
            if mention.name
        ]
        named.sort(key=lambda pair: not (pair[1].titles or pair[1].courteous))
        for number, mention in named:
            self._gather(number, mention)
        for number, (_, found) in paragraphs.items():
            self._resolve(number, list(_with_nested(found)))
        for figure in self.figures:
            self._take_side(figure)

    def who(self, mention: Mention) -> Figure | None:
        """Return whom a mention means; None where that is not clear."""
        return self._of.get(id(mention))

    def text(self, number: int) -> str:
        """Return a paragraph."""
        return self._texts[number]

    def _gather(self, number: int, mention: Mention) -> None:
        assert mention.name is not None
        text = self._texts[number]
        written = text[slice(*mention.name)]
        figure = self._find(written)
        if figure is None:
            recorded = self._people.get(written)
            if not (mention.titles or mention.courteous or recorded) or len(written) < 2:
                return
            figure = Figure(
                recorded or slug(written), written, recorded=bool(recorded), first=(number, mention.name[0])
            )
            self.figures.append(figure)
        figure.forms += [form for form in (written,) if form not in figure.forms]
        if figure.name is None or (len(written.split()) > len(figure.name.split()) and not figure.recorded):
            figure.name, figure.first = written, (number, mention.name[0])
            figure.id = figure.id if figure.recorded else slug(written)
        if mention.also:
            figure.forms.append(text[slice(*mention.also)])
        figure.titles += [(number, title, text[title.start : title.end]) for title in mention.titles]
        self._of[id(mention)] = figure

    def _find(self, written: str) -> Figure | None:
        wanted = [fold(word) for word in _name_words(written)]
        found: list[Figure] = []
        for figure in self.figures:
            for form in figure.forms:
                have = [fold(word) for word in _name_words(form)]
                if have == wanted or _names_same(wanted, have):
                    found.append(figure)
                    break
        exact = [figure for figure in found if written in figure.forms]
        found = exact or found
        return found[0] if len(found) == 1 else None

    def _resolve(self, number: int, mentions: Sequence[Mention]) -> None:
        """Say whom a title without a name means: the one figure that it fits, or the one of its paragraph."""
        seen: list[Figure] = []
        for mention in sorted(mentions, key=lambda one: one.start):
            figure = self._of.get(id(mention))
            if figure is None and not mention.name and mention.titles and not mention.plural:
                text = self._texts[number]
                fitting = [one for one in self.figures if all(_fits(one, title, text) for title in mention.titles)]
                exact = [one for one in fitting if all(_holds(one, title, text) for title in mention.titles)]
                fitting = exact or fitting
                near = list(dict.fromkeys(one for one in seen if one in fitting))
                if len(fitting) == 1 or (len(near) == 1 and not mention.countries):
                    figure = (near or fitting)[0]
                elif not fitting:
                    figure = self._unplaced(mention)
                if figure is not None:
                    self._of[id(mention)] = figure
            if figure is not None and figure not in seen[-1:]:
                seen.append(figure)

    def _unplaced(self, mention: Mention) -> Figure | None:
        """Return the one figure whose country is not printed and whose title a fuller one without a name can be."""
        title = mention.titles[-1]
        wanted = {title.role, title.role.broader} if title.role else set()
        found = [
            one
            for one in self.figures
            if one.titles and any(held.role in wanted for _, held, _ in one.titles) and not _placed(one)
        ]
        if len(found) != 1 or not mention.countries or HOME in mention.countries:
            return None
        found[0].side, found[0].side_printed = mention.countries[0], True
        return found[0]

    def _take_side(self, figure: Figure) -> None:
        codes = [code for _, title, _ in figure.titles for code in title.countries]
        codes = codes or [code for _, title, _ in figure.titles if title.of for code in title.of.countries]
        codes = codes or [title.within for _, title, _ in figure.titles if title.within]
        foreign = figure.name and not all(map(is_syllable, _name_words(figure.name)))
        # "Bộ Chính trị" and the like are of each country; with a foreign name they are not the archive's own.
        bodies = [
            body
            for _, title, _ in figure.titles
            for body in title.bodies
            if not (foreign and self._countries.get(body) == HOME)
        ]
        codes = codes or [code for body in bodies if (code := self._countries.get(body))]
        groups = [body for body in bodies if body not in self._countries]  # a party is nobody's side
        if codes or groups:
            figure.side, figure.side_printed = (
                max(dict.fromkeys(codes), key=codes.count) if codes else groups[0],
                True,
            )
        elif figure.id in self._sides:
            figure.side = self._sides[figure.id]
        elif (
            figure.side is None
            and figure.name
            and all(map(is_syllable, figure.name.split()))
            and (figure.name.split()[0] in COMMONEST or {"Thị", "Văn"} & set(figure.name.split()[1:-1]))
        ):
            figure.side = HOME


def _placed(figure: Figure) -> bool:
    """Tell whether a figure's titles print of what it is, or its name tells."""
    printed = any(title.countries or title.bodies for _, title, _ in figure.titles)
    return printed or (figure.name is not None and figure.name.split()[0] in COMMONEST)


def _with_nested(mentions: Iterable[Mention]) -> Iterable[Mention]:
    for mention in mentions:
        yield mention
        for title in mention.titles:
            if title.of:
                yield from _with_nested([title.of])


def _name_words(name: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", name) if len(word) > 1]


def _names_same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether a shorter name's words stand in a longer one, in order, with its last or first word."""
    short, long = sorted((list(one), list(other)), key=len)
    if not short or len(short) == len(long):
        return False
    rest = iter(long)
    return all(word in rest for word in short) and (short[-1] == long[-1] or short[0] == long[0])


def _fits(figure: Figure, title: Title, text: str) -> bool:
    """Tell whether a title without a name can be the figure's."""
    if title.role is None:
        return bool(title.countries) and set(title.countries) <= {
            code for _, one, _ in figure.titles for code in one.countries
        }
    if title.role not in figure.roles:
        return False
    same = [one for _, one, _ in figure.titles if one.role and title.role in (one.role, one.role.broader)]
    if title.role not in _ONE_OF_A_KIND and not any(
        _words(text[title.start : title.end]) <= _words(held) for _, one, held in figure.titles if one in same
    ):
        return False
    if title.bodies and not any(set(title.bodies) & set(one.bodies) for one in same):
        return False
    if title.countries:
        codes = {code for _, one, _ in figure.titles for code in one.countries}
        return bool(codes & set(title.countries)) or (not codes and figure.side in title.countries)
    return True


def _words(printed: str) -> set[str]:
    """Return the words of a title that tell it apart, without its country."""
    bare = printed
    for start, end, _ in reversed(list(find_countries(printed))):
        bare = bare[:start] + bare[end:]
    return set(case_words(bare).split()) - {"nước", "bộ", "của"}


def _holds(figure: Figure, title: Title, text: str) -> bool:
    """Tell whether the very words of a title are printed with the figure's name."""
    printed = text[title.start : title.end].casefold()
    return any(words.casefold() == printed for _, _, words in figure.titles)
