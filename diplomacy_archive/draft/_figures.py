"""Gather an article's mentions into figures: who is who, under which names, titles and side."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from diplomacy_archive._text import case_words, fold
from diplomacy_archive.draft._mentions import Mention, Title, find_countries, is_syllable, is_vietnamese, slug
from diplomacy_archive.draft._reading import Reading, Sentence
from diplomacy_archive.records._vocabulary import Role

HOME = "VN"
"""The country that Vietnamese news leave unsaid."""

_ONE_OF_A_KIND = frozenset(
    (
        Role.GENERAL_SECRETARY, Role.STATE_PRESIDENT, Role.PRESIDENT, Role.MONARCH, Role.PRIME_MINISTER,
        Role.FOREIGN_MINISTER, Role.AMBASSADOR, Role.SPECIAL_ENVOY, Role.SECRETARY_GENERAL,
    )
)  # fmt: skip
"""Offices of which a country has one, whatever words print it."""


@dataclass(eq=False)
class Figure:
    """Somebody in the article."""

    name: str  # the longest form of the name; of somebody who is described only, the words
    described: bool = False  # whether nobody names them
    forms: list[str] = field(default_factory=list)  # each form of the name
    titles: list[tuple[Sentence, Title]] = field(default_factory=list)
    side: str | None = None  # the country or organisation whose side they are on, as far as known
    id: str = ""  # the archive's, or one proposed
    recorded: bool = False  # whether the archive has the person

    @property
    def roles(self) -> set[Role]:
        """The roles that the titles name, and the broader ones."""
        found = {title.role for _, title in self.titles if title.role}
        return found | {role.broader for role in found if role.broader}

    @property
    def countries(self) -> list[str]:
        """The codes of the countries in the titles."""
        return [code for _, title in self.titles for code in title.countries]


class Cast:
    """The figures of an article, and which mention means which."""

    def __init__(
        self,
        reading: Reading,
        people: Mapping[str, str],
        sides: Mapping[str, str],
        bodies: Mapping[str, str | None],
    ) -> None:
        """Gather the figures; `people` are the archive's names with their ids, `sides` the side each was on last.

        `bodies` are its parties, with a country or None, and the organisations that have a country.
        """
        self.figures: list[Figure] = []
        self._people, self._sides, self._bodies = people, sides, bodies
        self._of: dict[int, Figure] = {}
        self._described: dict[str, Figure] = {}
        self._by_word: dict[str, list[Figure]] = {}
        mentions = [(one, inner) for one in reading.sentences for outer in one.mentions for inner in outer.inside]
        named = [(sentence, mention) for sentence, mention in mentions if mention.name]
        for sentence, mention in sorted(named, key=lambda pair: not (pair[1].titles or pair[1].courteous)):
            self._gather(sentence, mention)
        for figure in self.figures:
            self._take_side(figure)
        for sentence in reading.sentences:
            self._resolve(sentence)

    def who(self, mention: Mention) -> Figure | None:
        """Return whom a mention means; None where that is not clear."""
        return self._of.get(id(mention))

    def named(self, name: str) -> Figure | None:
        """Return the one figure of a name, whole or in part."""
        return self._find(name) or self._described.get(name)

    def describe(self, words: str, side: str | None) -> Figure:
        """Return the figure of somebody who is described and not named."""
        return self._described.setdefault(words, Figure(words, described=True, side=side, id=f"‹{words}›"))

    def _gather(self, sentence: Sentence, mention: Mention) -> None:
        assert mention.name is not None
        written = sentence.text[slice(*mention.name)]
        figure = self._find(written)
        if figure is None:
            recorded = self._people.get(written)
            if not (mention.titles or mention.courteous or recorded) or len(written) < 2:
                return
            figure = Figure(written, id=recorded or slug(written), recorded=bool(recorded))
            self.figures.append(figure)
        also = [sentence.text[slice(*mention.also)]] if mention.also else []
        for form in (written, *also):
            if form not in figure.forms:
                figure.forms.append(form)
                for word in set(_name_words(form)):
                    self._by_word.setdefault(word, []).append(figure)
        if len(written.split()) > len(figure.name.split()) and not figure.recorded:
            figure.name, figure.id = written, self._people.get(written) or slug(written)
        figure.titles += [(sentence, title) for title in mention.titles]
        self._of[id(mention)] = figure

    def _find(self, written: str) -> Figure | None:
        """Return the one figure whose name is the same, shorter or longer."""
        wanted = _name_words(written)
        if not wanted:
            return None
        near = dict.fromkeys(one for word in (wanted[0], wanted[-1]) for one in self._by_word.get(word, ()))
        found = [one for one in near if any(_same_name(wanted, _name_words(form)) for form in one.forms)]
        found = [one for one in found if written in one.forms] or found
        return found[0] if len(found) == 1 else None

    def _take_side(self, figure: Figure) -> None:
        codes = figure.countries
        codes = codes or [code for _, title in figure.titles if title.of for code in title.of.countries]
        foreign = not all(map(is_syllable, figure.name.split()))
        # "Bộ Chính trị" and the like are of each country; with a foreign name they are not the archive's own.
        bodies = [body for _, title in figure.titles for body in title.bodies]
        bodies = [body for body in bodies if not (foreign and self._bodies.get(body) == HOME)]
        codes = codes or [code for body in bodies if (code := self._bodies.get(body))]
        groups = [body for body in bodies if body not in self._bodies]  # a party is nobody's side
        if codes or groups:
            figure.side = max(dict.fromkeys(codes), key=codes.count) if codes else groups[0]
        elif figure.id in self._sides:
            figure.side = self._sides[figure.id]
        elif is_vietnamese(figure.name):
            figure.side = HOME

    def _resolve(self, sentence: Sentence) -> None:
        """Say whom a title without a name means: the one figure that it fits, of several the archive's own."""
        for mention in (inner for outer in sentence.mentions for inner in outer.inside):
            if mention.name or not mention.titles or mention.plural:
                continue
            fitting = [one for one in self.figures if all(_fits(one, title, sentence) for title in mention.titles)]
            exact = [one for one in fitting if all(_holds(one, title, sentence) for title in mention.titles)]
            fitting = exact if len(exact) == 1 else fitting
            if len(fitting) > 1 and not mention.countries:  # "Thủ tướng đánh giá cao Qatar"
                fitting = [one for one in fitting if one.side == HOME] or fitting
            if len(fitting) == 1:
                self._of[id(mention)] = fitting[0]


def _name_words(name: str) -> list[str]:
    return [fold(word) for word in re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", name) if len(word) > 1]


def _same_name(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two names are equal, or the words of the shorter stand in the longer, first or last with it."""
    short, long = sorted((one, other), key=len)
    if len(short) == len(long):
        return list(short) == list(long)
    rest = iter(long)
    return bool(short) and all(word in rest for word in short) and (short[-1] == long[-1] or short[0] == long[0])


def _fits(figure: Figure, title: Title, sentence: Sentence) -> bool:
    """Tell whether a title without a name can be the figure's."""
    if title.role is None:
        return bool(title.countries) and set(title.countries) <= set(figure.countries)
    if title.role not in figure.roles:
        return False
    same = [(at, one) for at, one in figure.titles if one.role and title.role in (one.role, one.role.broader)]
    wanted = _words(title, sentence)
    if title.role not in _ONE_OF_A_KIND and not any(wanted <= _words(one, at) for at, one in same):
        return False
    if title.bodies and not any(set(title.bodies) & set(one.bodies) for _, one in same):
        return False
    codes = set(figure.countries or filter(None, [figure.side]))
    return not title.countries or bool(codes & set(title.countries))


def _words(title: Title, sentence: Sentence) -> set[str]:
    """Return the words of a title that tell it apart, without its country."""
    bare = printed = sentence.text[title.start : title.end]
    for one in reversed(find_countries(printed)):
        bare = bare[: one.start] + bare[one.end :]
    return set(case_words(bare).split()) - {"nước", "bộ", "của"}


def _holds(figure: Figure, title: Title, sentence: Sentence) -> bool:
    """Tell whether the very words of a title are printed with the figure's name."""
    printed = sentence.text[title.start : title.end].casefold()
    return any(at.text[one.start : one.end].casefold() == printed for at, one in figure.titles)
