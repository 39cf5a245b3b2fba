"""Say who met at each place where an article tells of a meeting, one group of people a meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from diplomacy_archive.draft._cast import Cast, Figure
from diplomacy_archive.draft._countries import find_countries
from diplomacy_archive.draft._events import Event
from diplomacy_archive.draft._reading import Part, Reading
from diplomacy_archive.draft._titles import Mention
from diplomacy_archive.records._vocabulary import Role

_DELEGATION = re.compile(
    r"(?<!\w)(?P<name>Đoàn[^.;,]{0,100}?)\s+do\s+(?:(?:hai|ba|các|ông|bà|đồng chí|TS\.?)\s+)*$"
)
_LEADERS = frozenset((Role.PRESIDENT, Role.STATE_PRESIDENT, Role.PRIME_MINISTER, Role.MONARCH))
_MANY = ("nghị sĩ", "thượng nghị sĩ", "hạ nghị sĩ")  # of whom several are met together
_REST = re.compile(r"\s+(?:đã|đang|sang|đến|nhân dịp|tại|và|do|dự)\s.*$")
_FOREIGN = re.compile(r"(?<!\w)(?:lãnh sự|đại sứ|ngoại giao|quốc tế|nước ngoài)(?!\w)", re.IGNORECASE)
_IN_PASSING = re.compile(r"(?<!\w)(?:làm|giữ chức|chức|cho|của|lời mời của)\s+(?:tân\s+)?$", re.IGNORECASE)
_SHORT = re.compile(r"đoàn\s*(?:[.,;]|$)", re.IGNORECASE)


class Company:
    """The figures of an article, and those it describes without a name, as they meet."""

    def __init__(self, reading: Reading, mentions: Mapping[int, Sequence[Mention]], cast: Cast) -> None:
        self._mentions = mentions
        self._cast = cast
        self._described: dict[str, Figure] = {}
        self._leaders = dict(self._find_leaders(reading))

    def groups(self, number: int, text: str, event: Event) -> Iterator[list[Figure]]:
        """Yield who met: the subject's side with each of those met, or with all of a team."""
        if event.both:
            pair = self._two_before(number, text, event.start)
            if pair:
                yield pair
            return
        hosts = self.figures(event.parties.hosts, text)
        if not hosts:
            return
        teams = event.parties.teams
        if event.parties.apart:
            others = [one for team in teams for one in self.figures(team, text)]
            yield from ([host, *others] for host in hosts if others and host not in others)
            return
        if event.parties.nations:
            yield from ([*hosts, one] for one in self._of_nations(event, text) if one not in hosts)
            teams = teams[:-1]
        elif event.group:
            met = self._of_group(number, text, event, hosts)
            if met:
                yield [*hosts, met]
        elif not teams:
            met = self._left_unsaid(number, text, event, hosts)
            if met:
                yield [*hosts, met]
        for team in teams if not event.group else ():
            others = [one for one in self.figures(team, text) if one not in hosts]
            if others and (others[0].side is None or others[0].side != hosts[-1].side):
                yield [*hosts, *others]

    def figures(self, mentions: Sequence[Mention], text: str) -> list[Figure]:
        """Return whom mentions mean; of a title that names a country but nobody, somebody described."""
        found = ((self._cast.who(one) or (None if one.name else self._describe(one, text))) for one in mentions)
        return list(dict.fromkeys(one for one in found if one is not None))

    def _describe(self, mention: Mention, text: str) -> Figure | None:
        words = text[mention.start : mention.end]
        if mention.plural and mention.titles[0].head.casefold() not in _MANY:
            return None
        if not (mention.countries or mention.titles[0].role is None):
            return None  # "Thủ tướng" alone says too little
        if words not in self._described:
            side = mention.countries[0] if mention.countries else None
            self._described[words] = Figure(f"‹{words}›", described=words, side=side, side_printed=bool(side))
        return self._described[words]

    def _of_group(self, number: int, text: str, event: Event, hosts: Sequence[Figure]) -> Figure | None:
        assert event.group is not None
        words = _REST.sub("", text[slice(*event.group)]).strip()
        leader = self._leader(number, words, event.start)
        if leader is not None:
            return leader if leader not in hosts else None
        codes = [code for start, _, code in find_countries(words) if not words[:start].endswith("tại ")]
        if codes[:1] == [hosts[-1].side] or not (codes or _FOREIGN.search(words)):
            return None
        side = codes[0] if codes else None
        return self._described.setdefault(
            words, Figure(f"‹{words}›", described=words, side=side, side_printed=bool(side))
        )

    def _of_nations(self, event: Event, text: str) -> Iterator[Figure]:
        """Yield whom "lãnh đạo Lào, Peru" means; of "Đại sứ các nước Lào, Peru" only whom the article names."""
        title = event.parties.teams[-1][-1].titles[0] if event.parties.teams else None
        for start, end, code in event.parties.nations:
            roles = {title.role} if title else _LEADERS
            fitting = [one for one in self._cast.figures if one.side == code and roles & one.roles]
            if len(fitting) == 1:
                yield fitting[0]
            elif not title:
                words = text[start:end]
                described = Figure(f"‹{words}›", described=words, side=code, side_printed=True)
                yield self._described.setdefault(words, described)

    def _left_unsaid(self, number: int, text: str, event: Event, hosts: Sequence[Figure]) -> Figure | None:
        """Return whom "tiếp Đoàn" or "gọi điện chúc mừng" means without saying."""
        word = event.word.casefold()
        if word == "tiếp" and not event.back:
            return self._leader(number, text[event.end : event.end + 12], event.start)
        if word == "gọi điện":
            pair = self._two_before(number, text, event.start) or []
            return next((one for one in pair if one not in hosts), None) if hosts[0] in pair else None
        return None

    def _find_leaders(self, reading: Reading) -> Iterator[tuple[tuple[int, int, str], Figure]]:
        """Yield each delegation's name and place, and who leads it: "Đoàn đại biểu … do ông X làm Trưởng đoàn"."""
        for number, text in reading.numbered(Part.BODY):
            for mention in self._mentions[number]:
                match = _DELEGATION.search(text[: mention.start])
                figure = self._cast.who(mention)
                if match and figure:
                    codes = [code for _, _, code in find_countries(match["name"])]
                    if figure.side is None and codes:
                        figure.side, figure.side_printed = codes[0], True
                    yield (number, mention.start, match["name"]), figure

    def _leader(self, number: int, words: str, place: int) -> Figure | None:
        words = words.strip()
        before = [(name, one) for (*at, name), one in self._leaders.items() if at < [number, place]]
        if not words.casefold().startswith("đoàn") or not before:
            return None
        if _SHORT.match(words):
            return before[-1][1]
        named = [one for name, one in before if words.startswith(name) or name.startswith(words)]
        return named[-1] if named else None

    def _two_before(self, number: int, text: str, place: int) -> list[Figure] | None:
        """Return the two sides told of last before a place, in its paragraph or the one before."""
        seen: list[Figure] = []
        for paragraph in (number - 1, number):
            for mention in self._mentions.get(paragraph, ()):
                here = text if paragraph == number else self._cast.text(paragraph)
                if (paragraph == number and mention.end > place) or _IN_PASSING.search(here[: mention.start]):
                    continue
                for figure in self.figures([mention], here):
                    seen = [one for one in seen if one is not figure] + [figure]
        last = seen[-1] if seen else None
        others = [one for one in seen[:-1] if last and one.side and last.side and one.side != last.side]
        return [others[-1], last] if last and others else None
