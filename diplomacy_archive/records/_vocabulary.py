"""Name the closed vocabularies; `vocabulary.yaml` beside this module holds their labels and words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal, Self

from diplomacy_archive._text import as_typed, case_words, fold_words


class Vocabulary(StrEnum):
    """A closed list of ids. The file of labels and words is read when the first of them is used."""

    @property
    def vi(self) -> str:
        """The Vietnamese label."""
        return _entry(self).vi

    @property
    def en(self) -> str:
        """The English label."""
        return _entry(self).en

    @property
    def words(self) -> tuple[str, ...]:
        """The Vietnamese words that print the term, for checks and name look-up; the label is the first."""
        return _entry(self).words

    @property
    def asked(self) -> Mapping[Literal["vi", "en"], tuple[str, ...]]:
        """Words by which people ask for the term besides, by language."""
        return _entry(self).asked

    @classmethod
    def named(cls, name: str) -> list[Self]:
        """Return the members whose id, label or words are the name, or who are asked for by it.

        Case makes no difference, and accents may be left out.

        >>> Role.named("ngoai truong")
        [<Role.FOREIGN_MINISTER: 'foreign_minister'>]
        """
        if name in cls._value2member_map_:
            return [cls(name)]
        return list(_named(cls, name))  # type: ignore[arg-type]  # as below

    @classmethod
    def printed_in(cls, phrase: str) -> frozenset[Self]:
        """Return the members whose words stand in the phrase, the longest words first.

        `tiếp xúc` is a meeting and no reception (`tiếp`); `ghi nhận và đánh giá cao` names two acts.
        """
        return _printed_in(cls, phrase)  # type: ignore[return-value]  # the cache knows no Self


@dataclass(frozen=True)
class _Entry:
    """What `vocabulary.yaml` holds of one term."""

    vi: str
    en: str
    words: tuple[str, ...]
    asked: Mapping[Literal["vi", "en"], tuple[str, ...]] = field(default_factory=dict)
    family: str = ""


@cache
def _file() -> dict[str, Any]:
    import yaml  # costs 10 ms; opening a built archive needs no word

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # text only: "no" is a word here
    text = files("diplomacy_archive.records").joinpath("vocabulary.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=loader)  # noqa: S506  (this loader makes text, lists and mappings)
    return found


@cache
def _entries(vocabulary: type[Vocabulary]) -> dict[str, _Entry]:
    return {
        id_: _Entry(
            vi=found["vi"],
            en=found["en"],
            words=(found["vi"], *found.get("words", ())),
            asked={language: tuple(words) for language, words in found.get("asked", {}).items()},
            family=found.get("family", ""),
        )
        for id_, found in _file()[vocabulary.__name__].items()
    }


def _entry(term: Vocabulary) -> _Entry:
    return _entries(type(term))[term.value]


@lru_cache(maxsize=4096)  # few phrases print most terms
def _printed_in(vocabulary: type[Vocabulary], phrase: str) -> frozenset[Vocabulary]:
    rest = f" {case_words(phrase)} "
    found: set[Vocabulary] = set()
    for word, members in _longest_words(vocabulary):
        if f" {word} " in rest:
            found.update(members)
            rest = rest.replace(f" {word} ", " · ")
    return frozenset(found)


@lru_cache(maxsize=4096)
def _named(vocabulary: type[Vocabulary], name: str) -> tuple[Vocabulary, ...]:
    typed = case_words(name.replace("_", " "))
    found = (member for word, member in _by_word(vocabulary).get(fold_words(typed), ()) if as_typed(typed, word))
    return tuple(dict.fromkeys(found))


@cache
def _by_word(vocabulary: type[Vocabulary]) -> dict[str, tuple[tuple[str, Vocabulary], ...]]:
    found: dict[str, tuple[tuple[str, Vocabulary], ...]] = {}
    for member in vocabulary:
        asked = (word for words in member.asked.values() for word in words)
        forms = (member.value.replace("_", " "), member.en, *member.words, *asked)
        for word in dict.fromkeys(map(case_words, forms)):
            found[fold_words(word)] = (*found.get(fold_words(word), ()), (word, member))
    return found


@cache
def _longest_words(vocabulary: type[Vocabulary]) -> list[tuple[str, list[Vocabulary]]]:
    found: dict[str, list[Vocabulary]] = {}
    for member in vocabulary:
        for word in member.words:
            found.setdefault(case_words(word), []).append(member)
    return sorted(found.items(), key=lambda pair: -len(pair[0]))


def courtesies() -> tuple[str, ...]:
    """Return the forms of address that say nothing about who is meant, as "ông"."""
    return tuple(_file()["courtesies"])


class Kind(Vocabulary):
    """What a meeting is called; terms of Vietnamese readouts."""

    TALKS = "talks"
    CALL = "call"
    MEETING = "meeting"
    RECEPTION = "reception"
    COURTESY_CALL = "courtesy_call"
    PHONE_CALL = "phone_call"
    CONSULTATION = "consultation"
    CONFERENCE = "conference"


class PartOfDay(Vocabulary):
    """The part of the day that an article prints."""

    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class MeetingStatus(Vocabulary):
    """Whether a report says the meeting took place."""

    HELD = "held"
    PLANNED = "planned"
    CANCELLED = "cancelled"


class ParticipantRole(Vocabulary):
    """A participant's part in the meeting, where an article states it."""

    HOST = "host"
    GUEST = "guest"
    ACCOMPANYING = "accompanying"


class Act(Vocabulary):
    """What a speaker does by a statement, from the weakest commitment to the strongest; the weaker is coded."""

    INFORMED = "informed"
    NOTED = "noted"
    SET_OUT = "set_out"
    EXCHANGED_VIEWS = "exchanged_views"
    CONVEYED_MESSAGE = "conveyed_message"
    CONGRATULATED = "congratulated"
    CONDOLED = "condoled"
    THANKED = "thanked"
    WELCOMED = "welcomed"
    PRAISED = "praised"
    EXPRESSED_CONCERN = "expressed_concern"
    CONDEMNED = "condemned"
    WISHED = "wished"
    EXPRESSED_READINESS = "expressed_readiness"
    EMPHASISED = "emphasised"
    AFFIRMED = "affirmed"
    PROPOSED = "proposed"
    URGED = "urged"
    INVITED = "invited"
    OPPOSED = "opposed"
    SUPPORTED = "supported"
    DECLINED = "declined"
    ACCEPTED = "accepted"
    AGREED = "agreed"
    PROMISED = "promised"
    COMMITTED = "committed"

    @property
    def family(self) -> Family:
        """What the act has in common with others."""
        return Family(_entry(self).family)

    @property
    def commitment(self) -> int:
        """The place in the order of commitment, from 0.

        >>> Act.EXPRESSED_READINESS.commitment < Act.AGREED.commitment
        True
        """
        return list(Act).index(self)


class Family(Vocabulary):
    """What acts have in common."""

    INFORMING = "informing"
    CONVEYING = "conveying"
    VALUING = "valuing"
    WISHING = "wishing"
    PROPOSING = "proposing"
    AGREEING = "agreeing"


class Basis(Vocabulary):
    """How it is known who speaks, or at which meeting, from the surest to the least sure."""

    STATED = "stated"
    BY_REFERENCE = "by_reference"
    BY_PARTICIPATION = "by_participation"
    BY_POSITION = "by_position"
    OPEN = "open"


class Framing(Vocabulary):
    """How a speaker frames an area, or that it was told as one side's own task."""

    PILLAR = "pillar"
    EXPAND = "expand"
    DOMESTIC = "domestic"


class AreaKind(Vocabulary):
    """Whether the sides work together in an area, or only talked about it."""

    COOPERATION = "cooperation"
    TOPIC = "topic"


class Response(Vocabulary):
    """How an invitee answered."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


class UndertakingKind(Vocabulary):
    """What is undertaken."""

    PLAN = "plan"
    AGREEMENT = "agreement"
    MECHANISM_MEETING = "mechanism_meeting"
    CROSS_YEAR = "cross_year"
    TRAINING = "training"
    EXCHANGE = "exchange"
    INSTITUTIONAL_COOPERATION = "institutional_cooperation"
    JOINT_PROJECT = "joint_project"
    VISIT = "visit"
    OTHER = "other"


class UndertakingStatus(Vocabulary):
    """How far an undertaking has come, by the article's words, from weak to strong."""

    RAISED = "raised"
    PROPOSED = "proposed"
    TO_BE_SIGNED = "to_be_signed"
    AGREED = "agreed"
    SIGNED = "signed"
    EXISTING = "existing"


class Decided(Vocabulary):
    """Whether records that may be of one thing are, as somebody decided."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Position(Vocabulary):
    """Where somebody stands in a photo, seen by the reader."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class OrganisationKind(Vocabulary):
    """What an organisation is."""

    MINISTRY = "ministry"
    PARTY_BODY = "party_body"
    STATE_BODY = "state_body"
    LEGISLATURE = "legislature"
    INTERNATIONAL = "international"
    JOINT_VENTURE = "joint_venture"
    COMPANY = "company"
    NEWS = "news"
    OTHER = "other"


class PlaceKind(Vocabulary):
    """What a place is."""

    BUILDING = "building"
    CITY = "city"
    PROVINCE = "province"
    REGION = "region"


class Role(Vocabulary):
    """An office or function that a printed title names."""

    HEAD_OF_STATE = "head_of_state"
    PRESIDENT = "president"
    STATE_PRESIDENT = "state_president"
    VICE_PRESIDENT = "vice_president"
    MONARCH = "monarch"
    PRIME_MINISTER = "prime_minister"
    DEPUTY_PRIME_MINISTER = "deputy_prime_minister"
    MINISTER = "minister"
    FOREIGN_MINISTER = "foreign_minister"
    DEPUTY_MINISTER = "deputy_minister"
    DEPUTY_FOREIGN_MINISTER = "deputy_foreign_minister"
    SPEAKER_OF_PARLIAMENT = "speaker_of_parliament"
    GENERAL_SECRETARY = "general_secretary"
    PARTY_CHAIR = "party_chair"
    POLITBURO_MEMBER = "politburo_member"
    CENTRAL_COMMITTEE_MEMBER = "central_committee_member"
    SPECIAL_ENVOY = "special_envoy"
    AMBASSADOR = "ambassador"
    CONSUL_GENERAL = "consul_general"
    SECRETARY_GENERAL = "secretary_general"
    HEAD = "head"
    GOVERNOR = "governor"
    SPOKESPERSON = "spokesperson"
    OTHER = "other"

    @property
    def broader(self) -> Role | None:
        """The role that this one is a case of, so that a foreign minister answers to "Bộ trưởng"."""
        return _BROADER.get(self)


_BROADER = {
    Role.FOREIGN_MINISTER: Role.MINISTER,
    Role.DEPUTY_FOREIGN_MINISTER: Role.DEPUTY_MINISTER,
    Role.PRESIDENT: Role.HEAD_OF_STATE,
    Role.STATE_PRESIDENT: Role.HEAD_OF_STATE,
    Role.MONARCH: Role.HEAD_OF_STATE,
}
