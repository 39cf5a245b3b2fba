"""Name the closed vocabularies, with Vietnamese and English labels and the words that print them."""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache
from typing import Self

from diplomacy_archive._text import as_typed, case_words, fold_words


class Vocabulary(StrEnum):
    """A closed list of ids.

    Attributes:
        vi: The Vietnamese label.
        en: The English label.
        words: The Vietnamese words that print it, for checks and name look-up; the label is one.
    """

    vi: str
    en: str
    words: tuple[str, ...]

    def __new__(cls, value: str, vi: str, en: str, *words: str) -> Self:
        """Make a member of its id, its labels and its printed words."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.vi, member.en, member.words = vi, en, (vi, *words)
        return member

    @classmethod
    def named(cls, name: str) -> list[Self]:
        """Return the members whose id, label or words are the name, in any case; accents may be left out."""
        return list(_named(cls, name))  # type: ignore[arg-type]  # as below

    @classmethod
    def printed_in(cls, phrase: str) -> frozenset[Self]:
        """Return the members whose words stand in the phrase, the longest words first.

        `tiếp xúc` is a meeting and no reception (`tiếp`); `khẳng định sẵn sàng` names two acts.
        """
        return _printed_in(cls, phrase)  # type: ignore[return-value]  # the cache knows no Self


@lru_cache(maxsize=4096)  # few phrases print most terms
def _printed_in(vocabulary: type[Vocabulary], phrase: str) -> frozenset[Vocabulary]:
    rest = f" {case_words(phrase)} "
    found: set[Vocabulary] = set()
    for word, member in _longest_words(vocabulary):
        if f" {word} " in rest:
            found.add(member)
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
        for word in dict.fromkeys(map(case_words, (member.value.replace("_", " "), member.en, *member.words))):
            found[fold_words(word)] = (*found.get(fold_words(word), ()), (word, member))
    return found


@cache
def _longest_words(vocabulary: type[Vocabulary]) -> list[tuple[str, Vocabulary]]:
    pairs = [(case_words(word), member) for member in vocabulary for word in member.words]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


class Kind(Vocabulary):
    """What a meeting is called; terms of Vietnamese readouts."""

    TALKS = "talks", "hội đàm", "talks", "cuộc hội đàm"
    CALL = "call", "hội kiến", "formal call", "cuộc hội kiến", "các cuộc hội kiến"
    MEETING = (
        "meeting", "gặp", "meeting", "cuộc gặp", "các cuộc gặp", "hai cuộc gặp", "gặp gỡ",
        "gặp hẹp", "làm việc", "tiếp xúc", "tiếp xúc song phương",
    )  # fmt: skip
    RECEPTION = "reception", "tiếp", "reception", "buổi tiếp", "cuộc tiếp", "tiếp kiến"
    COURTESY_CALL = (
        "courtesy_call", "chào xã giao", "courtesy call", "đến chào", "chào từ biệt", "trình Quốc thư",
    )  # fmt: skip
    PHONE_CALL = "phone_call", "điện đàm", "phone call", "cuộc điện đàm"
    CONSULTATION = "consultation", "tham khảo chính trị", "consultation"
    CONFERENCE = "conference", "hội nghị", "conference"


class PartOfDay(Vocabulary):
    """The part of the day that an article prints."""

    MORNING = "morning", "sáng", "morning", "buổi sáng"
    NOON = "noon", "trưa", "noon", "buổi trưa"
    AFTERNOON = "afternoon", "chiều", "afternoon", "buổi chiều"
    EVENING = "evening", "tối", "evening", "buổi tối"
    NIGHT = "night", "đêm", "night", "ban đêm"


class MeetingStatus(Vocabulary):
    """Whether a report says the meeting took place."""

    HELD = "held", "đã diễn ra", "held"
    PLANNED = "planned", "dự kiến", "planned"
    CANCELLED = "cancelled", "bị hủy", "cancelled"


class ParticipantRole(Vocabulary):
    """A participant's part in the meeting, where an article states it."""

    HOST = "host", "chủ nhà", "host"
    GUEST = "guest", "khách", "guest"
    ACCOMPANYING = "accompanying", "tháp tùng", "accompanying", "cùng dự"


class Act(Vocabulary):
    """What a speaker does by a statement; where two fit, the weaker commitment is coded."""

    INFORMED = "informed", "thông báo", "informed", "thông tin", "cho biết"
    AFFIRMED = "affirmed", "khẳng định", "affirmed", "tái khẳng định"
    EMPHASISED = "emphasised", "nhấn mạnh", "emphasised"
    PRAISED = "praised", "đánh giá cao", "praised", "ca ngợi"
    PROPOSED = "proposed", "đề xuất", "proposed", "đề nghị", "kiến nghị", "nêu một số đề xuất"
    EXPRESSED_READINESS = "expressed_readiness", "sẵn sàng", "expressed readiness"
    WISHED = "wished", "mong muốn", "wished", "mong", "hy vọng", "tin tưởng"
    AGREED = "agreed", "nhất trí", "agreed", "thống nhất", "đồng ý"
    SUPPORTED = "supported", "ủng hộ", "supported"
    CONVEYED_MESSAGE = "conveyed_message", "chuyển thông điệp", "conveyed a message", "chuyển lời", "chuyển lời mời"
    INVITED = "invited", "mời", "invited"
    ACCEPTED = "accepted", "nhận lời", "accepted"
    THANKED = "thanked", "cảm ơn", "thanked", "chuyển lời cảm ơn", "lời cảm ơn"
    EXCHANGED_VIEWS = (
        "exchanged_views", "trao đổi", "exchanged views", "chia sẻ",
    )  # fmt: skip


class Framing(Vocabulary):
    """How a speaker frames an area."""

    PILLAR = "pillar", "trụ cột", "pillar", "lĩnh vực trụ cột"
    EXPAND = "expand", "mở rộng", "area to expand into", "mở rộng sang"


class AreaKind(Vocabulary):
    """Whether the sides work together in an area, or only talked about it."""

    COOPERATION = "cooperation", "lĩnh vực hợp tác", "field of cooperation"
    TOPIC = "topic", "chủ đề", "topic"


class Response(Vocabulary):
    """How an invitee answered."""

    ACCEPTED = "accepted", "nhận lời", "accepted"
    DECLINED = "declined", "từ chối", "declined"


class UndertakingKind(Vocabulary):
    """What is undertaken."""

    PLAN = "plan", "kế hoạch", "plan", "kế hoạch hợp tác"
    AGREEMENT = "agreement", "thỏa thuận", "agreement", "hiệp định", "thoả thuận"
    MECHANISM_MEETING = "mechanism_meeting", "họp cơ chế", "meeting of a mechanism", "họp cơ chế hợp tác"
    CROSS_YEAR = "cross_year", "Năm chéo", "cross year"
    TRAINING = "training", "đào tạo", "training"
    EXCHANGE = "exchange", "giao lưu", "exchange", "trao đổi"
    INSTITUTIONAL_COOPERATION = (
        "institutional_cooperation", "hợp tác giữa các tổ chức", "cooperation between institutions",
    )  # fmt: skip
    JOINT_PROJECT = "joint_project", "dự án chung", "joint project"


class UndertakingStatus(Vocabulary):
    """How far an undertaking has come, by the article's words, from weak to strong."""

    RAISED = "raised", "được nêu", "raised"
    PROPOSED = "proposed", "được đề xuất", "proposed"
    TO_BE_SIGNED = "to_be_signed", "tiến tới ký", "to be signed", "sẽ ký"
    AGREED = "agreed", "đã nhất trí", "agreed"
    SIGNED = "signed", "đã ký", "signed"
    EXISTING = "existing", "đang có", "existing"


class Position(Vocabulary):
    """Where somebody stands in a photo, seen by the reader."""

    LEFT = "left", "trái", "left", "bên trái"
    CENTRE = "centre", "giữa", "centre", "ở giữa"
    RIGHT = "right", "phải", "right", "bên phải"


class OrganisationKind(Vocabulary):
    """What an organisation is."""

    MINISTRY = "ministry", "bộ", "ministry"
    PARTY_BODY = "party_body", "cơ quan của đảng", "party body"
    STATE_BODY = "state_body", "cơ quan nhà nước", "state body"
    LEGISLATURE = "legislature", "cơ quan lập pháp", "legislature"
    INTERNATIONAL = "international", "tổ chức quốc tế", "international organisation"
    JOINT_VENTURE = "joint_venture", "liên doanh", "joint venture"
    COMPANY = "company", "công ty", "company"
    NEWS = "news", "cơ quan báo chí", "news organisation"
    OTHER = "other", "tổ chức khác", "other organisation"


class PlaceKind(Vocabulary):
    """What a place is."""

    BUILDING = "building", "tòa nhà", "building"
    CITY = "city", "thành phố", "city"
    PROVINCE = "province", "tỉnh", "province"
    REGION = "region", "khu vực", "region"


class Role(Vocabulary):
    """An office or function that a printed title names."""

    HEAD_OF_STATE = "head_of_state", "nguyên thủ quốc gia", "head of state"
    PRESIDENT = "president", "Tổng thống", "president"
    STATE_PRESIDENT = "state_president", "Chủ tịch nước", "state president"
    VICE_PRESIDENT = "vice_president", "Phó Tổng thống", "vice president", "Phó Chủ tịch nước"
    MONARCH = "monarch", "Quốc vương", "monarch", "Nhà vua", "Nữ hoàng"
    PRIME_MINISTER = "prime_minister", "Thủ tướng", "prime minister"
    DEPUTY_PRIME_MINISTER = "deputy_prime_minister", "Phó Thủ tướng", "deputy prime minister"
    MINISTER = "minister", "Bộ trưởng", "minister"
    FOREIGN_MINISTER = (
        "foreign_minister", "Bộ trưởng Ngoại giao", "foreign minister", "Ngoại trưởng", "Bộ trưởng Bộ Ngoại giao",
    )  # fmt: skip
    DEPUTY_MINISTER = "deputy_minister", "Thứ trưởng", "deputy minister"
    DEPUTY_FOREIGN_MINISTER = (
        "deputy_foreign_minister", "Thứ trưởng Ngoại giao", "deputy foreign minister", "Thứ trưởng Bộ Ngoại giao",
    )  # fmt: skip
    SPEAKER_OF_PARLIAMENT = "speaker_of_parliament", "Chủ tịch Quốc hội", "speaker of parliament"
    GENERAL_SECRETARY = "general_secretary", "Tổng Bí thư", "general secretary"
    PARTY_CHAIR = "party_chair", "Chủ tịch Đảng", "party chair", "Chủ tịch"
    POLITBURO_MEMBER = "politburo_member", "Ủy viên Bộ Chính trị", "member of the politburo"
    CENTRAL_COMMITTEE_MEMBER = (
        "central_committee_member", "Ủy viên Trung ương Đảng", "member of the central committee",
    )  # fmt: skip
    SPECIAL_ENVOY = "special_envoy", "Đặc phái viên", "special envoy"
    AMBASSADOR = "ambassador", "Đại sứ", "ambassador"
    CONSUL_GENERAL = "consul_general", "Tổng Lãnh sự", "consul general"
    SECRETARY_GENERAL = "secretary_general", "Tổng thư ký", "secretary-general"
    HEAD = "head", "Trưởng", "head", "Trưởng ban", "Giám đốc", "Cục trưởng", "Vụ trưởng"
    GOVERNOR = "governor", "Thống đốc", "governor"
    SPOKESPERSON = "spokesperson", "Người phát ngôn", "spokesperson"
    OTHER = "other", "chức danh khác", "other office"

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

COURTESIES = (
    "ông",
    "bà",
    "đồng chí",
    "ngài",
    "anh",
    "chị",
    "mr",
    "mrs",
    "ms",
    "dr",
    "comrade",
    "г-н",
    "г-жа",
)
"""Forms of address that say nothing about who is meant."""

COMPARATIVE_AGENDAS = {
    "6": "Education", "8": "Energy", "801": "Nuclear", "803": "Natural Gas & Oil", "10": "Transportation",
    "16": "Defense", "17": "Technology", "18": "Foreign Trade", "19": "International Affairs", "23": "Culture",
}  # fmt: skip
"""Codes of the Comparative Agendas Project master codebook (comparativeagendas.net) that areas use."""
