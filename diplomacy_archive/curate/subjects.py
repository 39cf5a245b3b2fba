"""Hold the fields of cooperation and topics that Vietnamese readouts name, beside those an archive has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from diplomacy_archive.models import CooperationArea
from diplomacy_archive.text import case_words
from diplomacy_archive.vocabulary import AreaKind

_FIELD, _TOPIC = AreaKind.COOPERATION, AreaKind.TOPIC


@dataclass(frozen=True)
class Subject:
    """An area that a text may name.

    Attributes:
        id: The area's id, of the archive's register or proposed for it.
        forms: How articles print it, the first its name.
        en: Its English name; None for one of the archive's own.
        kind: As in the register.
        parent: The broader area.
    """

    id: str
    forms: tuple[str, ...]
    en: str | None = None
    kind: AreaKind = _FIELD
    parent: str | None = None


KNOWN = (
    Subject("economy", ("kinh tế",), "economy", parent="economy-trade"),
    Subject("trade", ("thương mại",), "trade", parent="economy-trade"),
    Subject("economy-trade", ("kinh tế - thương mại", "kinh tế thương mại"), "economy and trade"),
    Subject("investment", ("đầu tư",), "investment", parent="economy-trade"),
    Subject("finance", ("tài chính", "tiền tệ", "ngân hàng"), "finance", parent="economy-trade"),
    Subject("agriculture", ("nông nghiệp", "nông sản", "nông"), "agriculture"),
    Subject("fisheries", ("thủy sản", "nghề cá"), "fisheries", parent="agriculture"),
    Subject("tourism", ("du lịch",), "tourism"),
    Subject("labour", ("lao động", "người lao động"), "labour"),
    Subject("people-to-people", ("giao lưu nhân dân",), "people-to-people exchange"),
    Subject("sport", ("thể thao",), "sport"),
    Subject("media", ("báo chí", "truyền thông"), "media"),
    Subject("health", ("y tế",), "health"),
    Subject(
        "covid-19",
        (
            "phòng chống dịch COVID-19", "dịch COVID-19", "đại dịch COVID-19", "COVID-19",
            "phòng, chống dịch bệnh", "phòng, chống dịch", "phòng chống dịch",
        ),
        "COVID-19",
    ),
    Subject("environment", ("bảo vệ môi trường", "môi trường"), "environment"),
    Subject("climate-change", ("biến đổi khí hậu",), "climate change", parent="environment"),
    Subject("green-transition", ("chuyển đổi xanh", "tăng trưởng xanh", "kinh tế xanh"), "green transition"),
    Subject("renewable-energy", ("năng lượng tái tạo", "năng lượng sạch"), "renewable energy", parent="energy"),
    Subject("minerals", ("khoáng sản", "khai khoáng"), "minerals"),
    Subject("digital-transformation", ("chuyển đổi số", "kinh tế số"), "digital transformation"),
    Subject("innovation", ("đổi mới sáng tạo",), "innovation", parent="science-technology"),
    Subject("science-technology", ("khoa học - công nghệ", "khoa học công nghệ", "khoa học và công nghệ")),
    Subject("semiconductors", ("bán dẫn", "chất bán dẫn"), "semiconductors", parent="science-technology"),
    Subject("artificial-intelligence",
        ("trí tuệ nhân tạo",), "artificial intelligence", parent="science-technology"),
    Subject("infrastructure", ("cơ sở hạ tầng", "kết cấu hạ tầng", "hạ tầng"), "infrastructure"),
    Subject("railways", ("đường sắt",), "railways", parent="transport"),
    Subject("aviation", ("hàng không",), "aviation", parent="transport"),
    Subject("connectivity", ("kết nối",), "connectivity"),
    Subject("defence-security",
        ("quốc phòng - an ninh", "an ninh - quốc phòng", "an ninh quốc phòng", "quốc phòng an ninh")),
    Subject("security", ("an ninh",), "security", parent="defence-security"),
    Subject("defence-industry", ("công nghiệp quốc phòng",), "defence industry", parent="defence"),
    Subject("counter-terrorism", ("chống khủng bố",), "counter-terrorism", parent="security"),
    Subject("crime",
        ("phòng, chống tội phạm", "phòng chống tội phạm", "tội phạm xuyên quốc gia"), "crime", parent="security"),
    Subject("peacekeeping", ("gìn giữ hòa bình",), "peacekeeping"),
    Subject("war-legacy", ("khắc phục hậu quả chiến tranh",), "war legacy"),
    Subject("law", ("tư pháp", "pháp luật"), "law"),
    Subject("border", ("biên giới",), "border"),
    Subject("education", ("giáo dục - đào tạo", "giáo dục đào tạo", "giáo dục", "giáo dục và đào tạo", "học bổng")),
    Subject("transport", ("giao thông vận tải", "giao thông - vận tải", "vận tải")),
    Subject("maritime", ("hợp tác biển", "hợp tác trên biển", "kinh tế biển", "phát triển trên biển")),
    Subject("local-cooperation",
        ("hợp tác địa phương", "giao lưu địa phương", "giữa các địa phương", "các địa phương",
         "kết nối địa phương")),
    Subject("parliamentary-channel",
        ("kênh nghị viện", "kênh Quốc hội", "hợp tác nghị viện", "giữa hai Quốc hội", "hợp tác giữa Quốc hội",
         "hai cơ quan lập pháp", "hợp tác liên nghị viện")),
    Subject("ministry-channel",
        ("hợp tác giữa hai Bộ Ngoại giao", "giữa hai Bộ Ngoại giao", "Bộ Ngoại giao hai nước",
         "hai Bộ Ngoại giao")),
    Subject("party-channel",
        ("kênh Đảng", "quan hệ hai Đảng", "giữa hai Đảng", "hợp tác giữa hai Đảng", "hai Đảng")),
    Subject("high-level-exchanges", (
        "trao đổi đoàn cấp cao", "trao đổi đoàn", "tiếp xúc cấp cao", "chuyến thăm cấp cao",
        "trao đổi chiến lược cấp cao",
        "tiếp xúc giữa Lãnh đạo cấp cao", "trao đổi đoàn lãnh đạo cấp cao", "các chuyến thăm",
    ), "high-level exchanges", _TOPIC),
    Subject("political-trust", ("tin cậy chính trị",), "political trust", _TOPIC),
    Subject("south-china-sea", ("Biển Đông",), "South China Sea", _TOPIC),
    Subject("asean",
        ("vai trò trung tâm của ASEAN", "Chủ tịch ASEAN", "hợp tác ASEAN", "khối ASEAN"), "ASEAN", _TOPIC),
    Subject("mekong", ("hợp tác Mekong", "Mekong"), "Mekong", _TOPIC),
    Subject("multilateral",
        ("diễn đàn đa phương", "diễn đàn quốc tế", "diễn đàn khu vực và quốc tế"), "multilateral forums", _TOPIC),
    Subject("gaza", ("tái thiết Gaza", "tái thiết Dải Gaza", "Dải Gaza"), "Gaza", _TOPIC),
    Subject("ukraine", (
        "xung đột Ukraine", "xung đột tại Ukraine", "xung đột ở Ukraine", "xung đột Nga - Ukraine",
    ), "Ukraine", _TOPIC),
    Subject("human-rights", ("nhân quyền", "quyền con người"), "human rights", _TOPIC),
    Subject("foreign-policy", ("đường lối đối ngoại", "chính sách đối ngoại"), kind=_TOPIC),
    Subject("party-congress", ("Đại hội XIII", "Đại hội Đảng lần thứ XIII"), kind=_TOPIC),
    Subject("world-affairs", (
        "tình hình quốc tế, khu vực", "tình hình khu vực và quốc tế", "tình hình thế giới và khu vực",
        "vấn đề quốc tế và khu vực",
        "vấn đề khu vực và quốc tế", "vấn đề khu vực, quốc tế", "vấn đề quốc tế, khu vực", "tình hình quốc tế",
        "vấn đề quốc tế", "tình hình khu vực", "vấn đề chung của khu vực và quốc tế", "vấn đề chung của khu vực",
    ), kind=_TOPIC),
    Subject("bilateral-relations", (
        "quan hệ song phương", "quan hệ giữa hai nước", "quan hệ hai nước", "hợp tác song phương",
        "quan hệ hợp tác", "quan hệ hữu nghị",
        "hợp tác giữa hai nước", "hợp tác giữa hai bên", "hợp tác toàn diện", "hợp tác nhiều mặt",
        "quan hệ láng giềng hữu nghị", "láng giềng hữu nghị",
    ), kind=_TOPIC),
    Subject("partnership", (
        "Đối tác chiến lược toàn diện", "Đối tác hợp tác chiến lược toàn diện", "Đối tác hợp tác chiến lược",
        "Đối tác chiến lược",
        "Đối tác toàn diện",
    ), kind=_TOPIC),
)  # fmt: skip
"""Areas that readouts name; those without an English name are in the shipped archive."""

_TOGETHER = re.compile(r"\s*(?:,|và)\s*(?P<also>hai nước)(?!\w)")  # "quan hệ hai Đảng, hai nước"
_NONE = (
    "kinh tế - xã hội",
    "kinh tế xã hội",
    "ngoại giao kinh tế",
    "thị trường lao động",
    "văn phòng báo chí",
    "trả lời báo chí",
    "Ngân hàng Thế giới",
    "Ngân hàng Nhà nước",
    "Quỹ Tiền tệ Quốc tế",
    "Hội đồng Bảo an",
    "Thị trường chung",
    "an ninh, an toàn",
    "hòa bình, an ninh",
    "cơ quan đối ngoại",
    "thực thi pháp luật",
    "an ninh lương thực",
    "an ninh mạng",
    "khai thác thương mại",
    "hoạt động đối ngoại",
    "công tác đối ngoại",
)
"""Words that hold an area's word and name none."""


class Subjects:
    """The areas of an archive, and those it may want, by their printed forms."""

    def __init__(self, areas: Iterable[CooperationArea]) -> None:
        self.own = {
            area.id: Subject(area.id, _distinct((area.names.vi, *area.printed, *area.aliases)), kind=area.kind)
            for area in areas
        }
        self._by_form: dict[str, Subject] = {}
        for subject in (*self.own.values(), *KNOWN):
            for form in subject.forms:
                self._by_form.setdefault(_key(form), self.own.get(subject.id, subject))
        forms = [*(form for subject in (*self.own.values(), *KNOWN) for form in subject.forms), *_NONE]
        longest = sorted({form.casefold() for form in forms}, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(_loose, longest))})(?!\w)", re.IGNORECASE)

    def find(self, text: str) -> Iterator[tuple[int, int, Subject]]:
        """Yield where areas are named in a text, the longest forms first, and which."""
        for match in self._pattern.finditer(text):
            subject = self._by_form.get(_key(match[0]))
            if subject is not None:
                yield match.start(), match.end(), subject
            also = _TOGETHER.match(text, match.end()) if match[0].casefold().endswith("hai đảng") else None
            if also:
                yield also.start("also"), also.end("also"), self._by_form[_key("quan hệ hai nước")]


def _key(form: str) -> str:
    """Return what forms that differ in dashes only share; a comma is no dash."""
    return re.sub(r"\s*,\s*", ",", re.sub(r"\s*[-–—]\s*", " ", form)).casefold()


def _loose(form: str) -> str:
    return re.sub(r"(?:\\ )?(?:\\-|–)(?:\\ )?|\\ ", r"(?:\\s*[-–—]\\s*|\\s+)", re.escape(form))


def _distinct(forms: Iterable[str | None]) -> tuple[str, ...]:
    return tuple({case_words(form): form for form in forms if form}.values())
