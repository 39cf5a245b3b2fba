"""Tell whom a question means: titles with names, bodies with countries, names that fit several.

Works on the pieces of a scan and returns them with each title, name and courtesy drawn together
into one piece that means a record, or several, or none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from diplomacy_archive._text import fold_words
from diplomacy_archive.questions.grammar.scan import Meaning, Piece, Scan
from diplomacy_archive.questions.grammar.words import PLAIN
from diplomacy_archive.records._vocabulary import Role
from diplomacy_archive.store._names import Resolver
from diplomacy_archive.store._store import Store

BODIES = ("country", "party", "organisation")
ENTITIES = ("person", *BODIES, "place", "area", "byline")
_ARTICLES = frozenset(("the", "a", "an"))
_FEMININE = frozenset(("ba", "chi", "mrs", "ms", "г жа"))
_SEVERAL = frozenset(("cac", "nhung"))
_MANY = 12  # people whom "the ministers" may mean; of more it is to be said which


@dataclass(frozen=True)
class Trouble:
    """A reference that does not lead to one record.

    Attributes:
        text: The words.
        candidates: The records that they fit; several.
        person: Whom the words name, where that person is not recorded in the office they give.
    """

    text: str
    candidates: tuple[str, ...] = ()
    person: str | None = None


@dataclass
class References:
    """What the references of a question mean.

    Attributes:
        pieces: The pieces, each reference drawn into one.
        titled: The people who are named by an office.
        troubles: References that lead to no one record.
        addressed: By person, the words that speak of a woman; no archive tells who is one.
    """

    pieces: list[Piece] = field(default_factory=list)
    titled: set[str] = field(default_factory=set)
    troubles: list[Trouble] = field(default_factory=list)
    addressed: dict[str, str] = field(default_factory=dict)


def refer(scanned: Scan, resolver: Resolver, store: Store) -> References:
    """Draw the references of a question together."""
    return _Drawing(scanned, resolver, store).found


@dataclass
class _Found:
    """A title as far as it was read: pieces up to `stop`, its roles, bodies and the person named."""

    stop: int
    roles: list[Role]
    bodies: list[Piece]
    person: Piece | None = None


class _Drawing:
    """Draws references together, from the first piece to the last."""

    def __init__(self, scanned: Scan, resolver: Resolver, store: Store) -> None:
        self._resolver = resolver
        self._store = store
        self._given = self._bodies(scanned.pieces)
        self.found = References()
        self.pieces = self.found.pieces
        self._draw()

    def _draw(self) -> None:
        at = 0
        while at < len(self._given):
            piece = self._given[at]
            found = self._title(at)
            if found is not None:
                self.pieces.append(self._titled(at, found))
                at = found.stop
                continue
            at += 1
            if "courtesy" in piece.tags:
                follows = self._next(at)
                named = follows is not None and (follows.ids("person") or _roles(follows))
                rest = tuple(one for one in piece.meanings if one.value != "courtesy")
                if named and fold_words(piece.text) in _FEMININE and follows is not None:
                    self.found.addressed |= dict.fromkeys(follows.ids("person"), f"{piece.text} {follows.text}")
                # "anh Trung" without accents is Mr Trung, or a photo of him: neither is sure.
                self.pieces.append(piece.plain() if named and not rest else piece.meaning(*(() if named else rest)))
            elif piece.ids(*ENTITIES):
                self._name(piece)
            else:
                self.pieces.append(piece)

    def _name(self, piece: Piece) -> None:
        """Take over a name; one kind of record under one name twice is a trouble."""
        ids = piece.ids(*ENTITIES)
        if len(ids) > 1 and len({one.kind for one in piece.meanings if one.value in ids}) == 1:
            self.found.troubles.append(Trouble(piece.text, ids))
        elif any(one.begun for one in piece.meanings):
            piece = piece.meaning()  # the first words of a name are no name
        if not self._is_rest_of_name(piece):
            self.pieces.append(piece)

    def _bodies(self, given: Sequence[Piece]) -> list[Piece]:
        """Join a body that fits several, or whose name is only begun, with the country that tells which."""
        found: list[Piece] = []
        at = 0
        while at < len(given):
            piece, stop = given[at], at + 1
            ids = piece.ids(*BODIES)
            if len(ids) > 1 or any(one.begun for one in piece.meanings):
                while stop < len(given) and given[stop].tags & {"of", "the"}:
                    stop += 1
                country = given[stop].ids("country") if stop < len(given) else ()
                inside = [one for one in piece.meanings if one.value in ids and self._country(one.value) in country]
                if len(inside) == 1:
                    text = " ".join(one.text for one in given[at : stop + 1])
                    whole = Meaning(inside[0].kind, inside[0].value)
                    found.append(Piece(piece.start, given[stop].stop, text, (whole,), piece.gap))
                    at = stop + 1
                    continue
            found.append(piece)
            at += 1
        return found

    def _is_rest_of_name(self, piece: Piece) -> bool:
        """Join parts of a person's name that stand side by side; parts of two people's names are nobody's.

        Two names that both end as names do, as in "với Putin Trung nói gì", are those of two people.
        """
        last = self.pieces[-1] if self.pieces else None
        person = piece.ids("person")
        if not (last and person and last.ids("person") and last.stop == piece.start) or piece.gap:
            return False
        if last.ids("person") != person and self._ends(last) and self._ends(piece):
            return False
        text = f"{last.text} {piece.text}"
        written = set(text.casefold().split())
        whole = last.ids("person") == person and any(
            written == set(name.split()) for name in self._names(person[0])
        )
        self.pieces[-1] = Piece(last.start, piece.stop, text, piece.meanings if whole else (), last.gap)
        return True

    def _ends(self, piece: Piece) -> bool:
        """Tell whether a part of a person's name is its end."""
        written = fold_words(piece.text)
        names = (fold_words(name) for id_ in piece.ids("person") for name in self._names(id_))
        return any(f" {name}".endswith(f" {written}") for name in names)

    def _names(self, id_: str) -> list[str]:
        """Return the whole names of a person, in lower case."""
        sql = "SELECT cased FROM name WHERE kind = 'person' AND id = ? AND whole = 1"
        return [name for (name,) in self._store.rows(sql, (id_,))]

    # --- Titles -----------------------------------------------------------------------------------

    def _title(self, at: int) -> _Found | None:
        """Read a title that starts here: "Tổng thống Nga Putin", "Russia's president", "chair of P"."""
        start = at
        bodies: list[Piece] = []
        first = self._given[at]
        if (first.ids(*BODIES) or (first.ids("person") and self._tag(at + 1, "of"))) and not first.ids("area"):
            # English puts the body first: "Russian president", "United Russia's chair", "To Lam's envoy".
            after = self._linked(at + 1) if self._tag(at + 1, "of") else self._skip(at + 1)
            if after is None or not _roles(self._given[after], "en"):
                return None
            bodies, start = [first], after
        elif not _roles(first):
            return None
        found = _Found(start, [], bodies)
        while found.stop < len(self._given):
            here = self._given[found.stop]
            roles = _roles(here)
            if roles:
                found.roles.append(roles[0])
                found.stop += 1
            elif (self._tag(found.stop, "of") or self._skippable(found.stop)) and found.roles:
                after = self._linked(found.stop)
                named = self._given[after] if after is not None else None
                explicit = any(self._tag(index, "of") for index in range(found.stop, after or 0))
                if named is None or not (_roles(named) or named.ids(*BODIES, "person")):
                    break
                if explicit and (_roles(named) or named.ids("person")):
                    return self._title_of(found, after or 0)
                if not explicit and not (_roles(named) or named.ids("person")):
                    break
                found.stop = after or 0
            elif here.ids(*BODIES) and found.roles and not found.person:
                found.bodies.append(here)
                found.stop += 1
            elif here.ids("person") and found.roles:
                found.person = here
                found.stop += 1
                break
            else:
                break
        return found if found.roles else None

    def _title_of(self, found: _Found, at: int) -> _Found | None:
        """Go on with the person to whom an office belongs: "đặc phái viên của Tổng Bí thư Tô Lâm"."""
        inner = self._title(at)
        if inner is None:
            found.bodies.append(self._given[at])
            found.stop = at + 1
        else:
            found.bodies.append(self._titled(at, inner))
            found.stop = inner.stop
        follows = self._next(found.stop)
        if follows is not None and follows.ids("person") and not self._given[found.stop].gap:
            found.person = follows
            found.stop = self._given.index(follows) + 1
        return found

    def _titled(self, at: int, found: _Found) -> Piece:
        """Return the piece of a title: the one person who is recorded in it, else a trouble."""
        text = self._between(at, found.stop)
        first, last = self._given[at], self._given[found.stop - 1]
        piece = Piece(first.start, last.stop, text, (), first.gap)
        if self._tag(found.stop, "which", "whose") or (at and self._tag(at - 1, "which", "whose", "how_many")):
            asked = [one for one in first.meanings if one.value in found.roles]
            return piece.meaning(*asked, *(one for body in found.bodies for one in body.meanings))
        for body in found.bodies:
            if len(body.ids(*BODIES, "person")) > 1:
                self.found.troubles.append(Trouble(body.text, body.ids(*BODIES, "person")))
                return piece.meaning(*(Meaning("person", id_) for id_ in body.ids(*BODIES, "person")))
        bodies = [id_ for body in found.bodies for id_ in body.ids(*BODIES, "person")[:1]]
        people = self._office(found, bodies)
        if found.person is None:
            before = self.pieces[-1] if self.pieces else None
            numbers = [one.value for one in before.meanings if one.kind == "number"] if before else []
            numbers += [2] if before and "both" in before.tags else []
            many = first.text.lower().endswith(("s", "men")) or (
                at and fold_words(self._given[at - 1].text) in _SEVERAL
            )
            if 1 < len(people) <= _MANY and (len(people) in numbers or (many and not numbers)):
                del self.pieces[len(self.pieces) - len(numbers[:1]) :]
                return piece.meaning(*(Meaning("people", id_) for id_ in people))
        if len(people) != 1:
            named = found.person.ids("person") if found.person else ()
            self.found.troubles.append(
                Trouble(text, person=named[0] if named else None) if not people else Trouble(text, tuple(people))
            )
            return piece.meaning(*(Meaning("person", id_) for id_ in (people or named or ("",))))
        self.found.titled.add(people[0])
        return piece.meaning(Meaning("person", people[0]))

    def _office(self, found: _Found, bodies: Sequence[str]) -> list[str]:
        """Return whom a title means."""
        title = [*found.roles, *bodies]
        if found.person is None:
            return self._resolver.holders(title)
        named = found.person.ids("person")
        fit = [id_ for id_ in named if self._resolver.holds(id_, title)]
        if not fit and len(found.roles) > 1:
            # "Đặc phái viên Tổng Bí thư Tô Lâm": the envoy of the one who is named.
            inner = [id_ for id_ in named if self._resolver.holds(id_, [*found.roles[1:], *bodies])]
            fit = [id_ for one in inner for id_ in self._resolver.holders([found.roles[0], one])]
        return fit

    # --- Small steps ------------------------------------------------------------------------------

    def _tag(self, at: int, *tags: str) -> bool:
        return at < len(self._given) and bool(self._given[at].tags & set(tags))

    def _skippable(self, at: int) -> bool:
        """Tell whether the piece may stand inside a title: an article or a form of address."""
        return self._tag(at, "courtesy") or (self._tag(at, PLAIN) and self._given[at].text.lower() in _ARTICLES)

    def _skip(self, at: int) -> int | None:
        while self._skippable(at):
            at += 1
        return at if at < len(self._given) else None

    def _linked(self, at: int) -> int | None:
        """Return the place after words like "of the"."""
        while self._tag(at, "of") or self._skippable(at):
            at += 1
        return at if at < len(self._given) else None

    def _next(self, at: int) -> Piece | None:
        after = self._skip(at)
        return self._given[after] if after is not None else None

    def _between(self, at: int, stop: int) -> str:
        return "".join("'s" if piece.text == "s" else f" {piece.text}" for piece in self._given[at:stop]).strip()

    def _country(self, id_: str) -> str:
        sql = "SELECT country FROM party WHERE id = ? UNION SELECT country FROM organisation WHERE id = ?"
        rows = self._store.rows(sql, (id_, id_))
        return str(rows[0][0]) if rows else ""


def _roles(piece: Piece, language: str = "") -> list[Role]:
    """Return the offices that a piece may name, in a language if one is asked for."""
    return [one.value for one in piece.meanings if isinstance(one.value, Role) and language in ("", one.language)]
