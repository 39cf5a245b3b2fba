"""Gather an article's mentions into figures: who is who, under which names, titles and side."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from diplomacy_archive._text import case_words, fold
from diplomacy_archive.draft._mentions import (
    LEXICON,
    Mention,
    Title,
    find_countries,
    is_syllable,
    is_vietnamese,
    slug,
)
from diplomacy_archive.draft._reading import Reading, Sentence

HOME = "VN"
"""The country that Vietnamese news leave unsaid."""


@dataclass(eq=False)
class Figure:
    name: str  # the longest form of the name
    id: str  # the archive's, or one proposed
    recorded: bool  # whether the archive has the person
    forms: list[str] = field(default_factory=list)  # each form of the name
    titles: list[tuple[Sentence, Title]] = field(default_factory=list)
    side: str | None = None  # the country or organisation whose side they are on, as far as known

    @property
    def countries(self) -> list[str]:
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

        `bodies` are its parties and organisations, with a country or None.
        """
        self.figures: list[Figure] = []
        self._people, self._sides, self._bodies = people, sides, bodies
        self._of: dict[int, Figure] = {}
        self._by_word: dict[str, list[Figure]] = {}
        mentions = [(one, inner) for one in reading.sentences for outer in one.mentions for inner in outer.inside]
        for sentence, mention in sorted(mentions, key=lambda pair: not (pair[1].titles or pair[1].courteous)):
            if mention.name:
                self._gather(sentence, mention, mention.name)
        for figure in self.figures:
            self._take_side(figure)
        for sentence, mention in mentions:
            if mention.titles and not mention.name and not mention.plural:
                self._resolve(sentence, mention)

    def who(self, mention: Mention) -> Figure | None:
        return self._of.get(id(mention))

    def named(self, name: str) -> Figure | None:
        """Return the one figure whose name is the same, shorter or longer."""
        wanted = _name_words(name)
        ends = dict.fromkeys([*wanted[:1], *wanted[-1:]])
        near = dict.fromkeys(one for word in ends for one in self._by_word.get(word, ()))
        found = [one for one in near if any(_same_name(wanted, _name_words(form)) for form in one.forms)]
        found = [one for one in found if name in one.forms] or found
        return found[0] if len(found) == 1 else None

    def _gather(self, sentence: Sentence, mention: Mention, name: tuple[int, int]) -> None:
        written = sentence.text[slice(*name)]
        figure, recorded = self.named(written), self._people.get(written)
        if figure is None:
            if not (mention.titles or mention.courteous or recorded) or len(written) < 2:
                return
            figure = Figure(written, recorded or slug(written), bool(recorded))
            self.figures.append(figure)
        for form in (written, *([sentence.text[slice(*mention.also)]] if mention.also else [])):
            if form not in figure.forms:
                figure.forms.append(form)
                for word in set(_name_words(form)):
                    self._by_word.setdefault(word, []).append(figure)
        if len(written.split()) > len(figure.name.split()) and not figure.recorded:
            figure.name, figure.id, figure.recorded = written, recorded or slug(written), bool(recorded)
        figure.titles += [(sentence, title) for title in mention.titles]
        self._of[id(mention)] = figure

    def _take_side(self, figure: Figure) -> None:
        codes = figure.countries or [code for _, title in figure.titles if title.of for code in title.of.countries]
        bodies = [body for _, title in figure.titles for body in title.bodies]
        if not all(map(is_syllable, figure.name.split())):
            # "Bộ Chính trị" and the like are of each country; with a foreign name they are not the archive's own.
            bodies = [body for body in bodies if self._bodies.get(body) != HOME]
        codes = codes or [code for body in bodies if (code := self._bodies.get(body))]
        groups = [body for body in bodies if body in LEXICON["groups"]]
        home = HOME if is_vietnamese(figure.name) else None
        most = max(dict.fromkeys(codes), key=codes.count, default=None)
        figure.side = most or next(iter(groups), None) or self._sides.get(figure.id) or home

    def _resolve(self, sentence: Sentence, mention: Mention) -> None:
        """Say whom a title without a name means: the one figure that it fits, of several the archive's own."""
        fitting = [one for one in self.figures if all(_fits(one, title, sentence) for title in mention.titles)]
        printed = {sentence.text[one.start : one.end].casefold() for one in mention.titles}
        exact = [
            one for one in fitting if printed <= {at.text[of.start : of.end].casefold() for at, of in one.titles}
        ]
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
    """Tell whether a title without a name can be the figure's, by its role, words and country."""
    if title.role is None:
        return bool(title.countries) and set(title.countries) <= set(figure.countries)
    same = [(at, one) for at, one in figure.titles if one.role and title.role in (one.role, one.role.broader)]
    wanted = _words(title, sentence)
    if not same or not (
        title.role in LEXICON["one_of_a_kind"] or any(wanted <= _words(one, at) for at, one in same)
    ):
        return False
    if title.bodies and not any(set(title.bodies) & set(one.bodies) for _, one in same):
        return False
    codes = set(figure.countries or filter(None, [figure.side]))
    return not title.countries or bool(codes & set(title.countries))


def _words(title: Title, sentence: Sentence) -> set[str]:
    bare = printed = sentence.text[title.start : title.end]
    for one in reversed(find_countries(printed)):
        bare = bare[: one.start] + bare[one.end :]
    return set(case_words(bare).split()) - {"nước", "bộ", "của"}
