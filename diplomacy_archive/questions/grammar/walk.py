"""Read the pieces of a question: give each name its part, and find what is asked and done.

The pieces are walked once. A name's part follows from the word before it ("with", "về") or, without
one, from its side of the verb; passives and English "who did X meet" turn that around. Every piece
ends in exactly one place: a slot, an ask, a word, a date, or `unknown`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import dropwhile, pairwise, takewhile

from diplomacy_archive._text import fold_words
from diplomacy_archive.questions.grammar.days import Dated, days, relative
from diplomacy_archive.questions.grammar.reading import Reading, Slot, Word, is_kind, is_verb, word_of
from diplomacy_archive.questions.grammar.references import ENTITIES
from diplomacy_archive.questions.grammar.scan import Meaning, Piece
from diplomacy_archive.questions.grammar.words import (
    ASKED_NOUNS,
    ASKS,
    COUNTED,
    DAYS,
    JOINING,
    NOUNS,
    ORDER,
    PAIRS,
    PLAIN,
)
from diplomacy_archive.records._vocabulary import (
    Act,
    Framing,
    Kind,
    OrganisationKind,
    PartOfDay,
    Position,
    Role,
    UndertakingKind,
)

_NOUN_TERMS = (UndertakingKind, OrganisationKind, Role, Kind, Framing)
_CHOICES = ((Kind, "what_kind"), (PartOfDay, "part_of_day"), (Position, "which_side"))
_THINGS = frozenset(("undertaking", "article", "photo", "statement", "invitation", "message"))
_NAMED_BY = {"areas": "area", "publisher": "organisation", "country": "country", "party": "party"}
_WHAT = {"about": "areas", "on": "areas", "as": "capacity"}  # what "what" asks for after these words
_AUXILIARIES = frozenset(("did", "do", "does", "has", "have", "had"))
_SILENT = frozenset((PLAIN, "courtesy", "have", "list", "and", "passive"))


def read(pieces: list[Piece], reading: Reading, today: dt.date | None) -> Reading:
    """Read the pieces of a question into a reading that holds its text and references."""
    walk = _Walk(reading, list(pieces), today)
    for at in range(len(pieces)):
        walk.take(at)
    walk.finish()
    return reading


class _Walk:
    """One walk over the pieces of a question."""

    def __init__(self, reading: Reading, pieces: list[Piece], today: dt.date | None) -> None:
        self.reading = reading
        self.pieces = pieces
        self.today = today
        self.joining = ""  # the word that gives the next name its part
        self.part = ""  # the part of the last name, which "and" hands on
        self.verb = False
        self.context = False  # inside "the meeting with …"
        self.clause = ""  # the word that opens "when X met Y", until its verb comes
        self.opened = ""  # the same, for good
        self.opened_at = -1
        self.passive_at = -1
        self.turned = False
        self.dates: list[Dated] = []

    def take(self, at: int) -> None:  # noqa: C901, PLR0912  (one list of what goes where, to be read at once)
        """Put one piece where it belongs."""
        piece = self._settled(at)
        if self.joining == "except" and not (_is_name(piece) or PLAIN in piece.tags):
            self.unknown(piece.text)  # "except on 24/2", "except the talks with X"
            return
        tags = piece.tags
        if not piece.meanings:
            self.unknown(piece.text)
        elif _is_name(piece):
            self.named(at, piece)
        elif any(one.kind == "date" for one in piece.meanings):
            self.date(at, piece)
        elif self.counts(at, piece):
            self.number(at, piece)
        elif tags & DAYS.keys():
            self.relative(at, piece)
        elif tags & {"who", "whose"}:
            self.who(at, piece)
        elif tags & JOINING:
            self.join(at, piece)
        elif self.is_silent(at, piece):
            self.silence(at, piece)
        elif tags & ORDER:
            self.order(at, piece)
        elif self.opens_clause(at, piece):
            self.join(at, piece)
        elif tags & {"which", "what"}:
            self.what(at, piece)
        elif tags & NOUNS and not any(isinstance(one, Act) for one in piece.terms):
            self.noun(at, piece)
        elif is_verb(piece):
            self.does(at, piece)
        elif tags & ASKS:
            self.asks(at, piece)
        elif tags or piece.terms:
            self.keep(at, piece)
        else:
            self.unknown(piece.text)

    def _settled(self, at: int) -> Piece:
        """Return a piece that is both a verb of saying and a meeting, "call", as the one that it is here."""
        piece = self.pieces[at]
        if "say" in piece.tags and is_kind(piece):
            before = self.pieces[at - 1] if at else piece
            noun = before.text.lower() in ("a", "an", "the") or self.asked_beside(at)
            piece = piece.meaning(*(one for one in piece.meanings if (one.kind == "word") is not noun))
            self.pieces[at] = piece
        return piece

    def unknown(self, text: str) -> None:
        """Note words that were not understood; those side by side as one phrase."""
        found = self.reading.unknown
        joined = f"{found[-1]} {text}" if found else ""
        if joined and joined in self.reading.text:
            found[-1] = joined
        else:
            found.append(text)

    def keep(self, at: int, piece: Piece) -> None:
        """Keep a phrase that carries meaning; a role that "which" goes with asks who."""
        self.reading.states = self.reading.states or is_verb(piece) or "be" in piece.tags
        asked = piece.tags & PAIRS or any(isinstance(term, Role) for term in piece.terms)
        if asked and self.asked_beside(at):
            self.put(at, Slot(self.part_of(at, who=True), piece.text))
            self.reading.ask("who", self.part, piece.text)
        silent = bool(piece.tags & _SILENT)
        self.reading.words.append(Word(piece.text, piece.tags - _SILENT, piece.terms, silent, at))
        if piece.terms or piece.tags & PAIRS:
            self.joining = ""  # "in the afternoon", "as pillars", "between the two parties"

    # --- Names and who ----------------------------------------------------------------------------

    def named(self, at: int, piece: Piece) -> None:
        """Give a name its part."""
        named = tuple((one.kind, one.value) for one in piece.meanings if one.kind in ENTITIES)
        everyone = [("person", one.value) for one in piece.meanings if one.kind == "people"]
        role = self.part_of(at)
        if role == "in" and self.names_meeting(at):
            role, self.context = "with", True  # "at the A meeting"
        inside = self.context and role in ("with", "between", "of", "object")
        for one in [named] if named else [(person,) for person in everyone]:
            self.put(at, Slot(role, piece.text, one, self.verb_of(at, role), inside))

    def who(self, at: int, piece: Piece) -> None:
        """Take a word that asks who."""
        if self.joining == "as":  # "met him as whom"
            self.what(at, piece.meaning(Meaning("word", "what")))
            return
        role = "of" if "whose" in piece.tags else self.part_of(at, who=True)
        self.put(at, Slot(role, piece.text, verb=self.verb_of(at, role)))
        self.reading.ask("who", role, piece.text)

    def put(self, at: int, slot: Slot) -> None:
        self.reading.slots.append(replace(slot, at=at))
        owner = slot.role == "of" and self.joining != "of"  # "about X's meeting": the meeting is spoken about
        self.joining, self.part = self.joining if owner else "", slot.role

    def part_of(self, at: int, *, who: bool = False) -> str:
        """Return a name's part: by the word before, handed on by "and", or by its side of the verb."""
        last, after = self.before(at), self.pieces[at + 1] if at + 1 < len(self.pieces) else None
        if after is not None and "of" in after.tags and after.text == "s" and not who:  # "who's" is "who is"
            beyond = self.after(at + 1)
            return "about" if beyond is not None and beyond.ids("area") else "of"
        if self.joining == "of" and self.follows_area(at):
            return "about"  # "Đổi mới của Việt Nam"
        if self.joining:
            return self.joining
        if at and not who and self.pieces[at - 1].text.lower() in _AUXILIARIES and self.reading.language == "en":
            return "subject"  # "did A …"
        handed = last is not None and bool(self.part)
        if handed and last is not None and last.tags & {"and", "or"}:
            return self.part
        if not who and self.verb_follows(at):
            return "subject"
        if handed and not who and last is not None and (last.tags & {"both"} or _is_name(last)):
            return self.part
        return "object" if self.verb or (self.context and not who) else "subject"

    def names_meeting(self, at: int) -> bool:
        """Tell whether a person's name, or the row it begins, tells which meeting: "the A and B meetings"."""
        row = dropwhile(lambda one: one.ids("person") or "and" in one.tags, self.pieces[at:])
        noun = next(row, None)
        return bool(self.pieces[at].ids("person")) and noun is not None and "meeting" in noun.tags

    def follows_area(self, at: int) -> bool:
        """Tell whether a name after "of" tells whose an area is."""
        before = [one for one in self.pieces[:at] if PLAIN not in one.tags and "of" not in one.tags]
        return bool(before and before[-1].ids("area"))

    def verb_of(self, at: int, role: str) -> Word | None:
        """Return the verb that a name goes with: a subject's comes after it, another's before."""
        row = self.pieces[at + 1 :] if role == "subject" else [*reversed(self.pieces[:at]), *self.pieces[at + 1 :]]
        verb = next((one for one in row if is_verb(one)), None)
        return word_of(verb) if verb is not None else None

    def verb_follows(self, at: int) -> bool:
        """Tell whether the first verb, or the one after a phrase like "the meeting with …", comes right after."""
        for before, piece in pairwise(self.pieces[at:]):
            if is_verb(piece):
                # In "bài về cuộc gặp ông A, đăng …" it is not A who does.
                return not self.verb or (self.context and "," not in piece.gap)
            joined = _is_name(piece) and "and" in before.tags  # "A và B gặp": the verb is A's too
            if not (joined or piece.tags & (_SILENT | {"future", "both", "only"})):
                return False
        return False

    # --- Dates and numbers ------------------------------------------------------------------------

    def date(self, _at: int, piece: Piece) -> None:
        span = next(one.value for one in piece.meanings if one.kind == "date")
        self.dates.append(Dated(self.joining, span, piece.gap))
        self.joining = ""

    def relative(self, _at: int, piece: Piece) -> None:
        """Read "today" and the like, if there is a day to count from."""
        if self.today is None:
            self.unknown(piece.text)
            self.reading.why += [] if self.reading.why else [("today", piece.text)]
            return
        tag = next(tag for tag in piece.tags if tag in DAYS)
        self.dates.append(Dated(self.joining, relative(tag, self.today), piece.gap))
        self.joining = ""

    def counts(self, at: int, piece: Piece) -> bool:
        """Tell whether a number counts the noun after it."""
        number = next((one.value for one in piece.meanings if one.kind == "number"), None)
        after = self.after(at)
        if number is None or after is None:
            return False
        if _is_name(after):  # "hai ông A và B"
            row = [one for one in self.pieces[at + 1 :] if PLAIN not in one.tags]
            names = [one for one in takewhile(lambda one: _is_name(one) or "and" in one.tags, row) if _is_name(one)]
            return bool(len(names) == number)
        return bool(after.tags & COUNTED or any(isinstance(term, _NOUN_TERMS) for term in after.terms))

    def number(self, at: int, piece: Piece) -> None:
        after = self.after(at)
        if after is not None and not _is_name(after):
            self.reading.number = next(one.value for one in piece.meanings if one.kind == "number")

    # --- Words ------------------------------------------------------------------------------------

    def join(self, at: int, piece: Piece) -> None:
        """Take a preposition; "while" opens a phrase like "the meeting with …"."""
        if piece.text == "s":
            return  # seen already from the name before it
        tag = next((one.value for one in piece.meanings if one.value in JOINING), "while")
        if tag == "while" and not any("meet" in one.tags or is_kind(one) for one in self.pieces[at + 1 :]):
            self.unknown(piece.text)
            return
        if tag == "while":
            self.context, self.clause, self.opened, self.opened_at = True, piece.text, piece.text, at
        self.joining = "" if tag == "while" else tag

    def is_silent(self, at: int, piece: Piece) -> bool:
        """Tell whether a piece says nothing here, or only joins."""
        if piece.tags & {"no", "yes_no"}:
            return self.ends(at)
        if "that" in piece.tags:
            return at > 0 and bool(self.pieces[at - 1].tags & NOUNS)
        return bool(piece.tags) and piece.tags <= _SILENT and not piece.terms

    def silence(self, at: int, piece: Piece) -> None:
        self.reading.states = self.reading.states or bool(piece.tags & {"have", "yes_no", "no"})
        if "passive" in piece.tags:
            self.passive_at = at

    def order(self, at: int, piece: Piece) -> None:
        """Take "before", "first" and the like: a bound, if a date comes next, else what is asked for."""
        after = self.after(at)
        bound = piece.tags & {"before", "after"}
        if bound and after is not None and any(one.kind == "date" for one in after.meanings):
            self.joining = next(iter(bound))
            return
        self.reading.ask("order", "", piece.text)
        self.joining = ""

    def opens_clause(self, at: int, piece: Piece) -> bool:
        """Tell whether "when" opens a clause, as in "what did A say when he met B"."""
        if "when" not in piece.tags or not any("meet" in one.tags for one in self.pieces[at + 1 :]):
            return False
        asks = at > 0 or any(one.tags & {"who", "what", "which", "where"} for one in self.pieces)
        told = asks and any(one.language == "en" for one in piece.meanings) and _is_name(self.pieces[at + 1])
        return self.verb or told  # "was it morning when A met B"; a question goes on "when did A"

    def does(self, at: int, piece: Piece) -> None:
        """Take a verb."""
        kind = is_kind(piece)
        if kind and self.joining in ("about", "on"):
            self.context, piece = True, piece.meaning(Meaning("word", "about_meeting"))
        elif kind and self.joining:
            self.context = True  # "at the talks with X": X took part
        elif self.clause and (kind or "meet" in piece.tags):
            self.clause, self.context = "", True
            piece = piece.meaning(Meaning("word", "meeting"))  # "when he met X"
        else:
            if fold_words(piece.text).startswith("duoc "):  # "được nêu" is one phrase
                self.passive_at = at
            self.turned = self.turned or (not self.verb and self.is_passive(at))
            self.verb, self.context = True, False
            several = [slot for slot in self.reading.slots if slot.role == "subject" and not slot.is_who]
            if len(several) > 1 and fold_words(self.pieces[at - 1].text) == "cung":  # "A và B cùng nói"
                self.reading.words.append(Word(self.pieces[at - 1].text, frozenset(("together",)), silent=True))
        self.keep(at, piece)
        self.joining, self.part = "", ""

    def is_passive(self, at: int) -> bool:
        """Tell whether a verb is passive: after "được", or in English after "was"."""
        if Act.EXPRESSED_READINESS in self.pieces[at].terms or self.joining == "to":
            return False  # "was ready", "is to visit"
        was = any("be" in piece.tags for piece in self.pieces[self.opened_at + 1 : at])
        return self.passive_at >= 0 or (was and self.reading.language == "en")

    def noun(self, at: int, piece: Piece) -> None:
        """Take a noun; where "which" goes with it, or it is such a noun, it is what is asked for."""
        noun = next(one.value for one in piece.meanings if one.value in NOUNS)
        asked = self.asked_beside(at)
        if noun == "meeting":
            self.context = True
            if self.joining in ("about", "on") and not asked:
                piece = piece.meaning(Meaning("word", "about_meeting"))
        between = noun in ("country", "party") and self.joining in ("between", "with")
        if asked and (noun in ("people", "persons") or between):
            self.put(at, Slot(self.part_of(at, who=True), piece.text))
            self.reading.ask("who", self.part, piece.text)
        elif noun in _NAMED_BY and not asked and self.names(at, _NAMED_BY[noun]):
            return  # "lĩnh vực dầu khí" is the area that is named
        elif noun in ASKED_NOUNS or (asked and noun in ("country", "party", "meeting")):
            self.reading.ask(noun, self.joining, piece.text)
            if noun == "meeting":
                self.keep(at, piece)
        elif noun in ("country", "party"):
            self.pieces[at] = piece.meaning(*(one for one in piece.meanings if one.value != noun))
            self.take(at)
            return
        else:
            self.keep(at, piece)
        self.joining = ""

    def names(self, at: int, kind: str) -> bool:
        """Tell whether a record of a kind is named right after the word for such records."""
        for piece in self.pieces[at + 1 :]:
            if piece.ids(kind):
                return True
            if not piece.tags & (_SILENT | {"of"}):
                return False
        return False

    def beside(self, at: int, step: int) -> Iterator[Piece]:
        """Yield the pieces after one, or before it, as far as only bodies and silent words lie between."""
        for piece in self.pieces[at + 1 :] if step > 0 else reversed(self.pieces[:at]):
            yield piece
            if not (piece.tags & {PLAIN, "of"} or piece.ids("country", "party")):
                return

    def asked_beside(self, at: int) -> bool:
        """Tell whether "which", "what" or "how many" goes with a noun: English has them before it."""
        which = any(
            one.language == language and one.value in ("which", "what")
            for step, language in ((-1, "en"), (1, "vi"))
            for piece in self.beside(at, step)
            for one in piece.meanings
        )
        return which or any("how_many" in piece.tags for piece in self.beside(at, -1))

    def what(self, at: int, piece: Piece) -> None:
        """Take "which" or "what": with a noun beside it, or by itself."""
        tag = next(one.value for one in piece.meanings if one.value in ("which", "what"))
        noun = self.noun_beside(at, piece)
        if noun is not None:
            if any(isinstance(term, Framing) for term in noun.terms):
                self.reading.ask("areas", "", piece.text)
            elif noun.tags & _THINGS or any(
                isinstance(term, UndertakingKind | OrganisationKind) for term in noun.terms
            ):
                self.reading.ask("what", "", piece.text)
        elif tag == "which":
            self.unknown(piece.text)
        else:
            self.reading.ask(_WHAT.get(self.joining, "what"), self.joining, piece.text)
            self.joining = ""

    def noun_beside(self, at: int, piece: Piece) -> Piece | None:
        """Return the noun that "which" or "what" goes with: English has it after, Vietnamese before."""
        step = 1 if any(one.language == "en" for one in piece.meanings) else -1
        nouns = (
            one
            for one in self.beside(at, step)
            if one.tags & (NOUNS | PAIRS) or any(isinstance(term, _NOUN_TERMS) for term in one.terms)
        )
        return next(nouns, None)

    def asks(self, _at: int, piece: Piece) -> None:
        """Take a word that asks."""
        tag = next(one.value for one in piece.meanings if one.value in ASKS)
        self.reading.ask(tag, self.joining, piece.text)
        self.joining = ""

    # --- Looking around ---------------------------------------------------------------------------

    def before(self, at: int) -> Piece | None:
        """Return the piece before one, words that say nothing left out."""
        return next((one for one in reversed(self.pieces[:at]) if not one.tags & {PLAIN, "courtesy"}), None)

    def after(self, at: int) -> Piece | None:
        """Return the piece after one, words that say nothing left out."""
        return next((one for one in self.pieces[at + 1 :] if not one.tags & {PLAIN, "courtesy"}), None)

    def ends(self, at: int) -> bool:
        """Tell whether "không" ends a question, or a part of one that "có" began: "có gặp không, và ở đâu"."""
        after = self.after(at)
        if after is None:  # only particles may follow: in "không a …" and "không there" it denies something
            return all(any(one.language != "en" for one in piece.meanings) for piece in self.pieces[at + 1 :])
        began = "yes_no" in self.pieces[at].tags or any("have" in piece.tags for piece in self.pieces[:at])
        return "yes_no" in after.tags or (began and bool(after.gap or "and" in after.tags))

    # --- Afterwards -------------------------------------------------------------------------------

    def finish(self) -> None:
        """Settle what only the whole question tells."""
        self.strand()
        self.turn()
        found = days(self.dates)
        self.reading.on, self.reading.since, self.reading.until = found.on, found.since, found.until
        self.reading.unknown += found.unknown
        self.reading.why += [found.why] if found.why else []
        self.choose()
        if self.clause or (self.opened and not (self.verb or self.reading.asked)):
            self.reading.unknown.append(self.opened)

    def strand(self) -> None:
        """Give a preposition at the end to the word that asks: "who was he invited by", "what … about"."""
        reading, joining = self.reading, self.joining
        if joining in ("about", "as") and "what" in reading.asked:
            asked = _WHAT[joining]
            reading.asked = {(asked if tag == "what" else tag): role for tag, role in reading.asked.items()}
            reading.phrases.setdefault(asked, reading.phrases["what"])
        elif joining and "who" in reading.asked:
            reading.slots = [replace(one, role=joining) if one.is_who else one for one in reading.slots]
            reading.asked["who"] = joining
        elif joining and joining not in ("for", "in", "to", "on"):
            reading.unknown.append(joining)

    def turn(self) -> None:
        """Turn subject and object around in passives and in English "who did X meet"."""
        reading = self.reading
        subjects = [number for number, slot in enumerate(reading.slots) if slot.role == "subject"]
        whos = [number for number in subjects if reading.slots[number].is_who]
        turned: dict[int, str] = {}
        if self.turned:
            turned = {n: "by" if 0 <= self.passive_at < reading.slots[n].at else "object" for n in subjects}
        elif whos == subjects[:1] and len(subjects) > 1 and reading.language == "en":
            turned = {subjects[0]: "object"}
        for number, role in turned.items():
            reading.slots[number] = replace(reading.slots[number], role=role)
        if whos and whos[0] in turned:
            reading.asked["who"] = turned[whos[0]]

    def choose(self) -> None:
        """Turn a choice between terms into what it asks for: "hội đàm hay hội kiến" asks the kind."""
        reading = self.reading
        if "or" not in reading.tags:
            return
        for vocabulary, asked in _CHOICES:
            chosen = [word for word in reading.words if any(isinstance(term, vocabulary) for term in word.terms)]
            if len(chosen) > 1:
                reading.words = [word for word in reading.words if word not in chosen]
                reading.ask(asked, "", chosen[0].text)
        places = [slot for slot in reading.slots if slot.role == "in"]
        if len(places) > 1:
            reading.slots = [slot for slot in reading.slots if slot not in places]
            reading.ask("where", "", places[0].text)
        if reading.asked.keys() & {"order", "where", *(asked for _, asked in _CHOICES)}:
            reading.words = [word for word in reading.words if "or" not in word.tags]


def _is_name(piece: Piece) -> bool:
    return any(one.kind in (*ENTITIES, "people") for one in piece.meanings)
