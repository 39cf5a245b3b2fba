"""Find the record that a written name means, or the candidates; never guess.

A name matches in this order: an id as it is; a whole form; for people a part by which they are called,
as the given name of a Vietnamese; for people a title and a name. A family name alone names nobody. Of the
forms that fold alike the one with the accents as typed wins, but a name typed without accents says nothing
about them. The first of these that matches anything decides, and if it matches two records that is an
ambiguity. Fuzzy likeness only makes suggestions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile
from typing import TypeVar

from diplomacy_archive._text import as_typed, case_words, closest, fold_words, may_be
from diplomacy_archive.errors import AmbiguousNameError, FilterError, UnknownNameError
from diplomacy_archive.records import _models as m
from diplomacy_archive.records._person_names import has_family_name_first
from diplomacy_archive.records._terms import Sighting
from diplomacy_archive.records._vocabulary import Role, Vocabulary, courtesies
from diplomacy_archive.store._search import Index
from diplomacy_archive.store._store import Store

ACTORS = ("person", "country", "party", "organisation")
"""The kinds of identity that can be spoken of, or speak for somebody."""

KINDS = ("person", "party", "organisation", "country", "place", "area", "byline")
"""What a name in a text may name: the kinds of record that have names, and the authors of articles."""

_V = TypeVar("_V", bound=Vocabulary)
_MARKS = ",".join("?" * len(KINDS))
_BODIES = ("party", "organisation")
_LINKING = frozenset(("cua", "of", "the", "s"))
_MANY = 5000  # ids; likeness is measured one by one
_READINGS = 16  # of a title that may be read in many ways
_LONGEST = 40  # words of a title and a name; nobody's are more


Title = tuple[frozenset[Role | str], ...]
"""A title as it was read: for each span of its words the roles, or the ids of bodies, that it may mean."""


class Resolver:
    """Turn names into ids of one archive."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.index = Index(store, self)

    def id(self, kind: str, name: object, *, kinds: Sequence[str] = ()) -> str:
        """Return the id of the record of a kind that a name means.

        Args:
            kind: What is looked for, for messages and, unless `kinds` says more, as the table.
            name: An id, a name in any form, or a record.
            kinds: The tables to look in.

        Raises:
            UnknownNameError: Nothing is recorded under the name.
            AmbiguousNameError: It fits several records.
            FilterError: It is empty or of another type.
        """
        kinds = kinds or (kind,)
        written = self._written(kind, name)
        for rung in self._rungs(kinds, written):
            if len(rung) > 1:
                raise AmbiguousNameError(kind, written, [(id_, self._store.label(id_)) for id_ in rung])
            if rung:
                return rung[0]
        raise UnknownNameError(kind, written, self._suggestions(kinds, written), self._why(kinds, written))

    def ids(self, kind: str, names: object, *, kinds: Sequence[str] = ()) -> tuple[str, ...]:
        """Return the ids that one name or several mean, each once; errors are those of `id`."""
        several = names if isinstance(names, list | tuple | set | frozenset) else (names,)
        if not several:
            raise FilterError(f"{kind} must name at least one; leave it out to ask about all")
        return tuple(dict.fromkeys(self.id(kind, name, kinds=kinds) for name in several))

    def record_id(self, kind: str, name: object) -> str:
        """Return the id of a record that has no names, as a meeting or an article; errors are those of `id`."""
        written = self._written(kind, name)
        id_ = self._store.standing(written.lower())
        if self._store.kind_of(id_) == kind:
            return id_
        raise UnknownNameError(kind, written, self.near(kind, written))

    def near(self, table: str, written: str) -> list[str]:
        """Return the ids of a table that are most like what is written; of many, those that share a part of it."""
        rows = self._store.rows(f"SELECT id FROM {table} LIMIT {_MANY + 1}")
        if len(rows) > _MANY:
            slug = fold_words(written).replace(" ", "-")
            parts = [slug[:10], *(word for word in slug.split("-") if len(word) > 2 and not word.isdigit())]
            held = " OR ".join("id LIKE ?" for _ in parts)
            patterns = [f"{parts[0]}%", *(f"%{part}%" for part in parts[1:])]  # an id begins with its day
            rows = self._store.rows(f"SELECT id FROM {table} WHERE {held} LIMIT {_MANY}", patterns)
        ids = {fold_words(id_): id_ for (id_,) in rows}
        return [ids[form] for form in closest(fold_words(written), list(ids))]

    def within_articles(self, written: str) -> list[str]:
        """Return the ids that are written as in their article's own file: `p14a` without the article."""
        sql = " UNION ALL ".join(
            f"SELECT id FROM {table} WHERE substr(id, instr(id, '/') + 1) = ?" for table in ("statement", "other")
        )
        return [id_ for (id_,) in self._store.rows(f"{sql} ORDER BY id", [written.lower()] * 2)]

    def sightings(self, words: Sequence[str]) -> Iterator[Sighting]:
        """Yield every name, and part of a person's, that stands in a text.

        Args:
            words: The text's words in lower case with their accents. A word may leave out accents
                of the name; it may not have others.
        """
        folded = [fold_words(word) for word in words]
        beginning: dict[str, list[tuple[str, str, list[str], list[str], int]]] = {}
        sql = (
            "SELECT kind, group_concat(id, char(31)), folded, cased, whole FROM name "
            f"WHERE kind IN ({_MARKS}) AND folded >= ? AND folded < ? GROUP BY kind, folded, cased, whole"
        )
        for word in filter(None, dict.fromkeys(folded)):
            # "!" follows the space: the word alone, or with words after it.
            beginning[word] = [
                (kind, ids, form.split(), case.split(), full)
                for kind, ids, form, case, full in self._store.rows(sql, (*KINDS, word, f"{word}!"))
            ]
        for start, word in enumerate(folded):
            for kind, ids, form, cased, full in beginning.get(word, ()):
                stop = start + len(form)
                short = kind in _BODIES and folded[start : start + 2] == form[:2] and len(form) > 2
                if folded[start:stop] != form:
                    if not short:
                        continue
                    same = (here == there for here, there in zip(folded[start:], form, strict=False))
                    stop = start + sum(1 for _ in takewhile(bool, same))
                typed = words[start:stop]
                if all(map(may_be, typed, cased)):
                    whole = bool(full) and len(typed) == len(form)
                    bearers = tuple(ids.split("\x1f"))
                    yield Sighting(start, stop, kind, bearers, typed == cased[: len(typed)], whole)

    def titled(self, words: str, *, named: bool) -> tuple[tuple[str, ...], bool]:
        """Return the people that a title means, with the name after it if one is; whether their offices fit."""
        if not named:
            return tuple(dict.fromkeys(self._titled_alone(words))), True
        people = self._titled(words)
        fitting = tuple(dict.fromkeys(person for person, fits in people if fits))
        return fitting or tuple(dict.fromkeys(person for person, _ in people)), bool(fitting)

    def _holders(self, title: Title) -> list[str]:
        wanted = {part for span in title for part in span if isinstance(part, Role)}
        roles = [role.value for role in Role if role in wanted or role.broader in wanted]
        sql = (
            "SELECT i.id FROM identity AS i WHERE i.kind = 'person' AND EXISTS (SELECT 1 FROM office AS o "
            f"WHERE o.person = i.id AND o.role IN ({','.join('?' * len(roles))})) ORDER BY i.n"
        )
        return [id_ for (id_,) in self._store.rows(sql, roles) if self._holds(id_, title)]

    @staticmethod
    def term(vocabulary: type[_V], kind: str, name: object) -> _V:
        """Return the vocabulary's term that a word means; errors are those of `id`."""
        if not isinstance(name, str) or not name.strip():
            raise FilterError(f"{kind} must be a word; found {name!r}")
        found = vocabulary.named(name)
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousNameError(kind, name, [(term, term.en) for term in found])
        labels = {fold_words(label): label for term in vocabulary for label in (term.value, term.vi, term.en)}
        near = [labels[label] for label in closest(fold_words(name), list(labels))]
        listed = ", ".join(term.value for term in vocabulary)
        raise UnknownNameError(kind, name, near, "" if near else f"there is {listed}")

    @staticmethod
    def _written(kind: str, name: object) -> str:
        if isinstance(name, m.Identity | m.Article | m.Meeting | m.Statement):
            return name.id
        if not isinstance(name, str) or not fold_words(name):
            raise FilterError(f"{kind} must be a name, an id or a record; found {name!r:.80}")
        return name.strip()

    def _rungs(self, kinds: Sequence[str], written: str) -> Iterator[list[str]]:
        """Yield the ids that match, from the surest way of matching to the least."""
        marks = ",".join("?" * len(kinds))
        id_ = self._store.standing(written)
        by_id = self._store.rows(f"SELECT id FROM identity WHERE id = ? AND kind IN ({marks})", (id_, *kinds))
        yield [row[0] for row in by_id]
        sql = f"SELECT DISTINCT id, cased, whole FROM name WHERE kind IN ({marks}) AND folded = ? ORDER BY id"
        rows = self._store.rows(sql, (*kinds, fold_words(written)))
        for whole in (1, 0):
            yield _as_typed(written, [(id_, form) for id_, form, full in rows if full == whole])
        if "person" in kinds:
            yield [person for person, fits in self._titled(written) if fits]

    def _titled(self, written: str) -> list[tuple[str, bool]]:
        """Return the people that a title and a name may mean, and whether their offices fit the title."""
        words = case_words(written).split()
        for start in range(1, len(words) if len(words) <= _LONGEST else 1):
            rest, title = " ".join(words[start:]), tuple(map(fold_words, words[:start]))
            rows = self._store.rows(
                "SELECT DISTINCT id, cased FROM name WHERE kind = 'person' AND folded = ?",
                (fold_words(rest),),
            )
            people = _as_typed(rest, rows)
            if not people:
                continue
            if readings := self._read_title(title):
                return [(person, any(self._holds(person, reading) for reading in readings)) for person in people]
        return []

    def _read_title(self, words: Sequence[str]) -> list[Title]:
        """Return the ways to read words as roles and bodies, those of longer spans first; few of many.

        "chu tich dang nuoc nga thong nhat" is a role and a party. Each span is read once, whatever stands
        before it, and a span that may mean several bodies is one span, so that a long title takes no longer
        for each word than a short one.
        """
        found: list[list[Title]] = [[] for _ in words]
        found.append([()])
        for start in reversed(range(len(words))):
            for stop in range(len(words), start, -1):
                for meant in self._meant(" ".join(words[start:stop])) if found[stop] else ():
                    found[start] += [(meant, *rest) if meant else rest for rest in found[stop]]
            del found[start][_READINGS:]
        return found[0]

    def _meant(self, words: str) -> list[frozenset[Role | str]]:
        """Return the roles and the bodies that words may mean; a courtesy means neither."""
        if words in _courtesies() or words in _LINKING:
            return [frozenset()]
        kinds = "kind IN ('country', 'party', 'organisation')"
        bodies = self._store.rows(f"SELECT DISTINCT id FROM name WHERE {kinds} AND folded = ?", (words,))
        meant: list[frozenset[Role | str]] = [frozenset(Role.named(words)), frozenset(id_ for (id_,) in bodies)]
        return [one for one in meant if one]

    def _titled_alone(self, written: str) -> list[str]:
        """Return the people recorded in the office that a title without a name means."""
        words = tuple(fold_words(written).split())
        readings = self._read_title(words) if len(words) <= _LONGEST else []
        return [
            person
            for reading in readings
            if any(isinstance(part, Role) for span in reading for part in span)
            for person in self._holders(reading)
        ]

    def _holds(self, person: str, title: Title) -> bool:
        """Tell whether the person is recorded in the offices of a title, each of the bodies named with it."""
        offices = self._store.rows("SELECT DISTINCT role, body FROM office WHERE person = ?", (person,))
        sides = self._store.rows("SELECT DISTINCT side FROM participant WHERE person = ?", (person,))
        home = {row[0] for row in sides}
        for roles, bodies in _offices(title):
            around = [self._around(body) if body else home for role, body in offices if _is_one(role, roles)]
            # A body without an office, as in "Nga Putin", is of any of them.
            held = around if roles else [home.union(*around)]
            if not any(all(not body.isdisjoint(there) for body in bodies) for there in held):
                return False
        return True

    def _around(self, body: str) -> set[str]:
        """Return a body, what it is part of, and their countries."""
        found = {
            row[0]
            for row in self._store.rows("SELECT ancestor FROM tree WHERE kind = 'body' AND descendant = ?", (body,))
        }
        for one in list(found) or [body]:
            identity = self._store.identity(one)
            found |= {one, getattr(identity, "country", None) or "", getattr(identity, "part_of", None) or ""}
        return found

    def _why(self, kinds: Sequence[str], written: str) -> str:
        """Say why a title and a name were refused, or a family name alone."""
        if "person" not in kinds:
            return ""
        if self._family(written):
            return f"{written.rsplit(maxsplit=1)[-1]!r} is only a family name"
        people = [self._store.label(person) for person, _ in self._titled(written)]
        return "; ".join(f"{person} is not recorded in that office" for person in people)

    def _family(self, written: str) -> list[str]:
        """Return the people of a family name that stands alone, or after a title: "Nguyễn", "bà Nguyễn"."""
        *title, last = case_words(written).split()
        if len(title) >= _LONGEST or (title and not self._read_title(tuple(map(fold_words, title)))):
            return []
        rows = self._beginning(("person",), fold_words(last))
        return [
            id_
            for id_, form, whole in rows
            if whole and has_family_name_first(form.split()) and may_be(last, form.split()[0])
        ]

    def _same_words(self, kinds: Sequence[str], written: str) -> list[str]:
        """Return those whose name has several words, all of which are written, the longest name first.

        So a name in another order, with a patronymic or after a rank is found: "Putin Vladimir Vladimirovich".
        Of a person the last word that is written may be enough: "Đại tướng Giang".
        """
        words = fold_words(written).split()
        if len(words) > _LONGEST:
            return []
        found = []
        for word in dict.fromkeys(words):
            for id_, cased, _ in self._beginning(kinds, word):
                form = fold_words(cased).split()
                if set(form) <= set(words) and (len(form) > 1 or ("person" in kinds and form == words[-1:])):
                    found.append((-len(form), id_))
        return [id_ for _, id_ in sorted(found)]

    def _beginning(self, kinds: Sequence[str], word: str) -> list[tuple[str, str, int]]:
        """Return the id, the form and whether it is whole, of the names that begin with a word."""
        marks = ",".join("?" * len(kinds))
        sql = (
            f"SELECT id, cased, whole FROM name WHERE kind IN ({marks}) AND folded >= ? AND folded < ? ORDER BY id"
        )
        return [(id_, cased, whole) for id_, cased, whole in self._store.rows(sql, (*kinds, word, f"{word}!"))]

    def _suggestions(self, kinds: Sequence[str], written: str) -> list[str]:
        found = []
        if "person" in kinds:
            found = [person for person, _ in self._titled(written)] or self._titled_alone(written)
            found = found or self._family(written)
        found = found or self._same_words(kinds, written)
        if not found:
            marks = ",".join("?" * len(kinds))
            rows = self._store.rows(f"SELECT DISTINCT folded, id FROM name WHERE kind IN ({marks})", kinds)
            forms: dict[str, list[str]] = {}
            for folded, id_ in rows:
                forms.setdefault(folded, []).append(id_)
            found = [id_ for form in closest(fold_words(written), list(forms)) for id_ in forms[form]]
        return [self._store.label(id_) for id_ in dict.fromkeys(found)][:3]


@cache
def _courtesies() -> frozenset[str]:
    return frozenset(map(fold_words, courtesies()))


def _offices(title: Title) -> list[tuple[frozenset[Role | str], list[frozenset[Role | str]]]]:
    """Part a title into its roles, each with the bodies that follow it, the first also with those before it."""
    found: list[tuple[frozenset[Role | str], list[frozenset[Role | str]]]] = [(frozenset(), [])]
    for span in title:
        if not any(isinstance(part, Role) for part in span):
            found[-1][1].append(span)
        elif not found[-1][0]:
            found[-1] = (span, found[-1][1])
        else:
            found.append((span, []))
    return found


def _is_one(held: str, roles: frozenset[Role | str]) -> bool:
    """Tell whether an office is of one of the roles, or of a narrower one; of none, any is."""
    return not roles or held in roles or Role(held).broader in roles


def _as_typed(written: str, rows: Sequence[tuple[str, str]]) -> list[str]:
    """Return the ids of forms that fold alike and have the accents that are typed, those with no others first.

    A name typed without accents says nothing of them; one typed with others is another name.
    """
    cased = case_words(written)
    exact = [id_ for id_, form in rows if form == cased] if cased != fold_words(written) else []
    return list(dict.fromkeys(exact or [id_ for id_, form in rows if as_typed(cased, form)]))
