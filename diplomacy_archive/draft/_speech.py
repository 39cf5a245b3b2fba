"""Find what was said: who speaks, by which verb, at which meeting, about which areas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from diplomacy_archive.draft import _lexicon as lexicon
from diplomacy_archive.draft._cast import Cast, Figure
from diplomacy_archive.draft._countries import find_countries, find_pairs
from diplomacy_archive.draft._meetings import Account, Told
from diplomacy_archive.draft._reading import Part, Reading, sentences
from diplomacy_archive.draft._subjects import Subject, Subjects
from diplomacy_archive.draft._titles import Mention
from diplomacy_archive.records._vocabulary import Act, AreaKind, Framing

_ACT = lexicon.matcher(tuple(lexicon.ACTS))
_ASIDES = (
    r"(?:(?:đã|cũng|đều|luôn|lại|tiếp tục|một lần nữa|chân thành|trân trọng|nhiệt liệt|vui mừng(?: và)?|bày tỏ|"
    r"rất|hết sức|cùng|sẽ|tái|khi|"
    r"thẳng thắn|hoàn toàn|đồng thời|cùng nhau|nhân dịp này|qua đó|từ đó|(?:hôm|ngày|sáng|chiều|"
    r"tối)\s[\d/.-]+)\s*,?\s*)*"
)
_ADJACENT = re.compile(rf"\s*(?:\([^()]*\)\s*)?{_ASIDES}", re.IGNORECASE)
_APPOSED = re.compile(rf"\s*,\s*{_ASIDES}", re.IGNORECASE)
_PARTNERS = re.compile(
    rf"\s+(?:và|cùng|cũng như)\s+(?:các\s+)?(?:đối tác|bên|nước)[^,;.]{{0,40}}?\s+{_ASIDES}", re.IGNORECASE
)
_PLAIN_AND = re.compile(rf"[^,;]\s+và\s+{_ASIDES}$", re.IGNORECASE)
_LINKED = re.compile(
    rf"(?:[,;]\s*(?:(?:và|đồng thời|trong đó)\s+)?|\s(?:và|đồng thời|trong đó|cũng như)\s+){_ASIDES}$",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"(?<!\w)(?:(?:nhà lãnh đạo|nguyên thủ) (?:hai|2) nước|"
    r"(?:hai|2|các)\s+(?:bên|nhà\s+lãnh\s+đạo|lãnh\s+đạo|vị|đoàn|quan\s+chức|"
    r"Bộ\s+trưởng|Ngoại\s+trưởng|Thủ\s+tướng|Chủ\s+tịch|Tổng\s+thống|nguyên\s+thủ|Tổng\s+Bí\s+thư))(?!\w)",
    re.IGNORECASE,
)
_IN_ORDER_TO = re.compile(r"(?<!\w)(?:để|nhằm)\s+(?:cùng\s+)?$", re.IGNORECASE)
_NOUN_BEFORE = re.compile(
    r"(?<!\w)(?:các|những|một số|nhiều|với|về|lời|sự|việc|nội dung|cuộc|buổi|kênh|"
    r"cơ chế|(?<!bí )thư|được|không|theo)\s+$",
    re.IGNORECASE,
)
_NOT_SAID = {
    "trao đổi": r"\s+(?:đoàn|thương mại|hàng hóa|chiến lược cấp cao|tại|trực tuyến|kim ngạch)",
    "thống nhất": r"\s*(?:$|đất nước)",
    "chia sẻ": r"\s+(?:tương lai)",
    "mời": r"\s+(?:bước|duyệt)",
    "mong": r"\s+muốn",
    "thông tin": r"\s+(?:từ|trên|này|và truyền thông)",
    "đề nghị": r"\s+(?:của)",
}
_OBJECT_LEAD = re.compile(
    r"(?<!\w)(?:với|của|cho|tới|đến|gửi|về|làm|việc|chúc mừng|cảm ơn|cám ơn|mời|coi|là|thay mặt|qua|"
    r"theo)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_CONGRESS = re.compile(r"(?<!\w)Đại hội(?!\w)[^.;]{0,60}?(?:xác định|đề ra|nhấn mạnh|khẳng định)")
_TOPIC = re.compile(r"(?:Về|Liên quan(?: đến)?|Đối với)\s[^.;]{5,120}?,")
_TAKES_VERB = (Act.EXPRESSED_READINESS, Act.WISHED, Act.PROPOSED, Act.AGREED, Act.SUPPORTED, Act.INVITED)
_OPEN = re.compile(r"(?<!\w)(?:trong đó có|nhất là|như)(?!\w)|\.\.\.|…")


@dataclass(eq=False)
class Said:
    """One speech act.

    Attributes:
        speakers: Who speaks; several for "hai bên".
        verb: Where the verb stands; None for a sentence that goes on without one.
        as_printed: The words for them where they are not the name: "hai bên", "Tổng thống", a country.
        by_side: Whether a country stands for who speaks.
        content: Where what is said stands.
        areas: Each area with where its words stand and how it is framed.
        about: Codes of countries spoken of.
        pairs: Where two countries are joined, as in "Việt - Nga", and their codes.
    """

    paragraph: int
    sentence: tuple[int, int]
    act: Act
    verb: tuple[int, int] | None
    content: tuple[int, int]
    speakers: list[Figure]
    as_printed: tuple[int, int] | None
    by_side: bool
    meetings: list[Told]
    meeting_named: bool
    areas: list[tuple[Subject, int, int, Framing | None]] = field(default_factory=list)
    about: tuple[str, ...] = ()
    pairs: tuple[tuple[int, int, tuple[str, str]], ...] = ()
    open_words: tuple[int, int] | None = None


def find_speech(
    reading: Reading,
    mentions: Mapping[int, Sequence[Mention]],
    cast: Cast,
    account: Account,
    subjects: Subjects,
) -> Iterator[Said]:
    """Yield the speech acts of an article's body at the meetings that were held."""
    for number, text in reading.numbered(Part.BODY):
        last: Said | None = None
        for sentence in sentences(text):
            here = _Sentence(number, text, sentence, mentions[number], cast, account, subjects)
            said = list(here.speech())
            if not said and last is not None:
                said = list(here.going_on(last))
            yield from said
            last = said[-1] if said else last


@dataclass
class _Speaker:
    figures: list[Figure]
    words: tuple[int, int] | None
    by_side: bool = False


class _Sentence:
    """One sentence, and who its subject is as it goes on."""

    def __init__(
        self,
        number: int,
        text: str,
        sentence: tuple[int, int],
        mentions: Sequence[Mention],
        cast: Cast,
        account: Account,
        subjects: Subjects,
    ) -> None:
        self.number, self.text, self.sentence = number, text, sentence
        self.mentions = [one for one in mentions if sentence[0] <= one.start < sentence[1]]
        self.cast, self.account, self.subjects = cast, account, subjects
        self.current = [told for told in account.at(number, sentence[0]) if not told.planned]
        self.held = [told for told in account.meetings if not told.planned]
        self.current = self.current or (self.held if len(self.held) == 1 else [])
        self.here = [
            event
            for told in self.held
            for event in told.events
            if event.paragraph == number and event.sentence == sentence
        ]

    def speech(self) -> Iterator[Said]:
        """Yield the speech acts of the sentence."""
        acts = list(self._own(list(self._acts())))
        for place, (act, start, end, speaker) in enumerate(acts):
            stop = acts[place + 1][1] if place + 1 < len(acts) else self.sentence[1]
            meetings = self._meetings(speaker)
            if meetings:
                yield self._said(act, (start, end), (end, stop), speaker, meetings)

    def going_on(self, last: Said) -> Iterator[Said]:
        """Yield what a sentence without a verb of saying goes on to say, where it names areas."""
        if self.here or any(self.cast.who(one) for one in self.mentions if one.start == self.sentence[0]):
            return
        speaker = _Speaker(last.speakers, last.as_printed, last.by_side)
        said = self._said(Act.INFORMED, None, self.sentence, speaker, last.meetings)
        if said.areas:
            yield said

    def _own(self, acts: Sequence[tuple[Act, int, int]]) -> Iterator[tuple[Act, int, int, _Speaker]]:
        """Yield the acts that are speech of somebody told of, not what is said, with who speaks."""
        last: tuple[Act, _Speaker] | None = None
        for act, start, end in acts:
            lead = self.text[self.sentence[0] : start]
            speaker = self._speaker(start, begun=last is not None)
            if speaker is None and _LINKED.search(lead):
                if last and last[0] in _TAKES_VERB and _PLAIN_AND.search(lead):
                    continue
                speaker = last[1] if last else self._subject(start)
            if speaker is None and last is None:
                speaker = self._fronted(start)
            if speaker is None and act is Act.EXCHANGED_VIEWS and _IN_ORDER_TO.search(lead):
                who = self._both("hai bên") if any(event.start < start for event in self.here) else []
                speaker = _Speaker(who, None) if who else None
            if speaker is not None:
                last = act, speaker
                yield act, start, end, speaker

    def _acts(self) -> Iterator[tuple[Act, int, int]]:
        for match in _ACT.finditer(self.text, *self.sentence):
            start, end = match.span()
            word = match[0].casefold()
            if any(one.start <= start < one.end for one in self.mentions):
                continue
            lead = self.text[self.sentence[0] : start]
            if match[0][0].isupper() and lead.strip(' “"'):
                continue
            after = _NOT_SAID.get(word)
            if (after and re.match(after, self.text[end : self.sentence[1]])) or _NOUN_BEFORE.search(lead):
                continue
            yield lexicon.ACTS[next(known for known in lexicon.ACTS if known.casefold() == word)], start, end

    def _speaker(self, verb: int, *, begun: bool) -> _Speaker | None:
        """Return who stands right before a verb as its subject."""
        start = self.sentence[0]
        for match in _BOTH.finditer(self.text, start, verb):
            if _ADJACENT.fullmatch(self.text, match.end(), verb):
                who = self._both(match[0])
                return _Speaker(who, match.span()) if who else None
        for mention in reversed([one for one in self.mentions if one.end <= verb]):
            apposed = (
                mention.name and mention.end > mention.name[1] and _APPOSED.fullmatch(self.text, mention.end, verb)
            )
            partners = _PARTNERS.fullmatch(self.text, mention.end, verb)
            if not (apposed or partners or _ADJACENT.fullmatch(self.text, mention.end, verb)):
                break
            lead = self.text[start : mention.start]
            own = self.cast.who(mention)
            figure = own or self._mate(mention)
            if figure is None or _OBJECT_LEAD.search(lead):
                break
            words = (mention.start, mention.end) if own and not mention.name else None
            if partners:
                who = list(dict.fromkeys(one for told in self.current for one in told.parties))
                return _Speaker(who, (mention.start, verb)) if figure in who else None
            mate = self._mate(mention)
            return _Speaker([mate, figure] if mate and mate is not figure else [figure], words)
        for first, last, code in [] if begun else find_countries(self.text[:verb]):
            near = _ADJACENT.fullmatch(self.text, last, verb) or _PARTNERS.fullmatch(self.text, last, verb)
            if first >= start and near and not _OBJECT_LEAD.search(self.text[start:first]):
                who = [one for told in self.current for one in told.parties if one.side == code]
                if len(set(map(id, who))) == 1:
                    also = re.search(r"(?:[Ll]ãnh đạo|[Pp]hía)\s+$", self.text[start:first])
                    return _Speaker(who[:1], (start + also.start() if also else first, last), by_side=True)
        return None

    def _mate(self, mention: Mention) -> Figure | None:
        """Return who is joined to somebody by "và" before: "Thủ tướng X và Chủ tịch Y"."""
        for one in self.mentions:
            if one.end < mention.start and re.fullmatch(r"\s+và\s+(?:\w+\s+)?", self.text[one.end : mention.start]):
                return self.cast.who(one)
        return None

    def _both(self, words: str) -> list[Figure]:
        """Return whom "hai bên" and the like stand for, at the meetings told of here."""
        who = list(dict.fromkeys(one for told in self.current for one in told.parties))
        if re.search(r"(?:chủ tịch|bộ trưởng|ngoại trưởng|thủ tướng|tổng thống|tổng bí thư)", words, re.IGNORECASE):
            head = re.sub(r"^\S+\s+", "", words).casefold()
            fitting = [one for one in who if any(head in printed.casefold() for _, _, printed in one.titles)]
            who = fitting if len(fitting) >= 2 else who
        if len(self.current) == 1 or len(who) == len(self.current) + 1 or len(who) == 2:
            return who
        return []

    def _subject(self, verb: int) -> _Speaker | None:
        """Return the sentence's subject: of its meeting's word, or who it names first and not as an object."""
        if self.here and self.here[0].parties.hosts and self.here[0].start < verb:
            figure = self.cast.who(self.here[0].parties.hosts[0])
            return _Speaker([figure], None) if figure else None
        for mention in self.mentions:
            figure = self.cast.who(mention)
            if (
                figure
                and mention.end <= verb
                and not _OBJECT_LEAD.search(self.text[self.sentence[0] : mention.start])
            ):
                return _Speaker([figure], None if mention.name else (mention.start, mention.end))
        return None

    def _fronted(self, verb: int) -> _Speaker | None:
        """Return the subject that follows its first verb: "Khẳng định …, Bộ trưởng X đề nghị …"."""
        if self.text[self.sentence[0] : verb].strip(' “"'):
            return None
        for mention in self.mentions:
            figure = self.cast.who(mention)
            if figure and self.text[: mention.start].rstrip().endswith(",") and mention.start > verb:
                return _Speaker([figure], None if mention.name else (mention.start, mention.end))
        return None

    def _meetings(self, speaker: _Speaker) -> list[Told]:
        attended = [told for told in self.held if any(one in told.parties for one in speaker.figures)]
        here = [told for told in self.current if told in attended]
        return here or (attended if len(attended) == 1 else attended[-1:] if len(speaker.figures) > 1 else [])

    def _said(
        self,
        act: Act,
        verb: tuple[int, int] | None,
        content: tuple[int, int],
        speaker: _Speaker,
        meetings: list[Told],
    ) -> Said:
        named = any(event in told.events for told in meetings for event in self.here)
        said = Said(
            self.number,
            self.sentence,
            act,
            verb,
            content,
            speaker.figures,
            speaker.words,
            speaker.by_side,
            meetings,
            named,
        )
        words = self.text[slice(*content)]
        topic = _TOPIC.match(self.text, self.sentence[0], verb[0]) if verb and self._first(verb[0]) else None
        congress = _CONGRESS.search(self.text, verb[0] if verb else content[0], content[1])
        named_areas = [
            (content[0] + start, content[0] + end, subject) for start, end, subject in self.subjects.find(words)
        ]
        if topic:
            named_areas += [
                (topic.start() + start, topic.start() + end, one)
                for start, end, one in self.subjects.find(topic[0])
            ]
        relations = self.subjects.own.get("bilateral-relations")
        for start, end, _ in find_pairs(words) if relations else ():
            lead = re.search(r"(?:mối )?quan hệ\s+$", words[:start])
            if lead and relations:
                named_areas.append((content[0] + lead.start(), content[0] + end, relations))
        for first, last, subject in sorted(named_areas, key=lambda one: one[0]):
            if any(
                one.start <= first < one.end and (one.name or subject.kind is AreaKind.COOPERATION)
                for one in self.mentions
            ):
                continue
            if re.search(
                r"(?<!\w)(?:Bộ|Ban|Ủy ban|Học viện|Hội đồng|Viện|Trường|Hội nghị|Quỹ|Tập đoàn)\s+$",
                self.text[:first],
            ):
                continue
            if congress and first > congress.end() and subject.kind is AreaKind.COOPERATION:
                continue
            said.areas.append((subject, first, last, self._framing(content[0], first)))
        opened = _OPEN.search(self.text, content[0], content[1] + 3) if said.areas else None
        said.open_words = opened.span() if opened and opened[0] in ("trong đó có", "...", "…") else None
        codes = (
            [code for _, _, code in find_countries(self.text[slice(*speaker.words)])]
            if speaker.by_side and speaker.words
            else []
        )
        said.pairs = tuple((content[0] + first, content[0] + last, pair) for first, last, pair in find_pairs(words))
        codes += [code for _, _, pair in said.pairs for code in pair]
        said.about = tuple(dict.fromkeys((*codes, *(code for _, _, code in find_countries(words)))))
        return said

    def _first(self, verb: int) -> bool:
        """Tell whether a verb is the sentence's first verb of saying."""
        return not any(start < verb for _, start, _ in self._acts())

    def _framing(self, start: int, area: int) -> Framing | None:
        lead = self.text[start:area]
        pillar, expand = lead.rfind("trụ cột"), lead.rfind("mở rộng sang")
        if max(pillar, expand) < 0:
            return None
        return Framing.PILLAR if pillar > expand else Framing.EXPAND
