"""Hold the shipped data to what a hasty reader of the two articles would get wrong.

The expected values were written down from the articles by a third reader, after the two coders.
"""

from __future__ import annotations

import re

from shipped import LAVROV, LEADERS, MEDVEDEV, PARTIES, PUTIN, ZYUGANOV, archive, ids, records, short

from diplomacy_archive.records import _models as m
from diplomacy_archive.records._vocabulary import Act

CPV = "communist-party-of-vietnam"


# --- When, where, who ----------------------------------------------------------------------


def test_a_publication_date_is_not_an_event_date() -> None:
    assert {one.id: str(one.published) for one in records().articles} == {
        PARTIES: "2026-02-24",
        LEADERS: "2026-02-25",
    }
    assert {(one.article, str(one.when.date)) for one in records().reports} == {
        (PARTIES, "2026-02-24"),
        (LEADERS, "2026-02-24"),
    }
    assert archive().meetings(on="25/2").ids == ()


def test_the_year_of_24_2_is_inferred_and_says_so() -> None:
    for report in records().reports:
        assert report.when.printed
        assert not re.search(r"\d{4}", report.when.printed)
        assert dict(report.inferred)["date"] == "the year is that of the article's publication"
        told = archive().card(archive().meeting(report.meeting)).values("inferred")
        assert "date: the year is that of the article's publication" in told


def test_only_one_meeting_has_a_part_of_day() -> None:
    found = {one.id: one.part_of_day and one.part_of_day.value for one in archive().meetings()}
    assert found == {LAVROV: "afternoon", MEDVEDEV: None, PUTIN: None, ZYUGANOV: None}


def test_one_meeting_has_no_stated_place() -> None:
    found = {one.id: one.places for one in archive().meetings()}
    assert found == {LAVROV: (), MEDVEDEV: ("moscow",), PUTIN: ("kremlin",), ZYUGANOV: ("moscow",)}
    assert LAVROV not in archive().meetings(place="Nga").ids


def test_one_place_has_no_stated_city() -> None:
    (report,) = [one for one in records().reports if one.meeting == PUTIN]
    assert report.place is not None
    assert (report.place.id, report.place.printed) == ("kremlin", "Điện Kremlin")
    assert archive().place("Điện Kremlin").is_outside("within")
    found = archive().meetings(place="Moskva")
    assert found.ids == (MEDVEDEV, PUTIN, ZYUGANOV)
    assert "outside knowledge" in found.text()


def test_an_order_of_meetings_that_is_not_stated_is_not_invented() -> None:
    day = archive().meetings(on="24/2/2026")
    assert list(day.ids) == sorted(day.ids), "by id within the day, which says nothing of the hour"
    fields = set(m.Meeting.model_fields) | set(m.Report.model_fields) | set(m.MeetingTime.model_fields)
    assert fields.isdisjoint({"order", "sequence", "time", "hour", "before", "after"})


def test_a_caption_adds_no_meeting() -> None:
    captions = {(article.id, photo.paragraph) for article in records().articles for photo in article.photos}
    assert captions == {(PARTIES, 4), (PARTIES, 8), (LEADERS, 4), (LEADERS, 9), (LEADERS, 13)}
    assert len(archive().meetings(status="any")) == 4
    assert not [one for one in records().statements if (one.article, one.quotes[0].paragraph) in captions]


def test_a_photo_credit_is_not_an_actor() -> None:
    credits_ = [
        (photo.credit.printed, photo.credit.organisation) for one in records().articles for photo in one.photos
    ]
    assert credits_ == [
        ("VOV", "vov"),
        ("VOV", "vov"),
        ("Điện Kremlin", None),
        ("Nhân dân", "nhan-dan"),
        ("VOV", "vov"),
    ]
    for name in ("VOV", "Nhân dân"):
        assert archive().meetings(organisation=name).ids == ()
        assert len(archive().statements(about=name)) == 0


def test_photos_show_whom_and_where_the_captions_say() -> None:
    shown = {
        (short(f"{one.id}/"), photo.paragraph): (
            photo.meeting,
            [(who.person, who.position and who.position.value) for who in photo.shown],
        )
        for one in records().articles
        for photo in one.photos
    }
    minister = ("le-hoai-trung", None)
    assert shown == {
        ("1/", 4): (MEDVEDEV, [minister, ("dmitry-medvedev", None)]),
        ("1/", 8): (ZYUGANOV, [minister, ("gennady-zyuganov", None)]),
        ("2/", 4): (PUTIN, [("vladimir-putin", "right")]),
        ("2/", 9): (PUTIN, [minister, ("vladimir-putin", None)]),
        ("2/", 13): (LAVROV, [minister, ("sergey-lavrov", None)]),
    }


def test_a_person_named_inside_anothers_title_attended_nothing() -> None:
    assert archive().meetings(person="Tô Lâm").ids == ()
    assert not [one for one in records().statements if "to-lam" in one.told_by]
    assert {(short(one.id), one.person) for one in records().mentions} == {("1/m2a", "to-lam"), ("2/m1a", "to-lam")}


def test_each_meeting_is_called_what_the_article_calls_it() -> None:
    assert {one.meeting: (one.kind.id.value, one.kind.printed) for one in records().reports} == {
        MEDVEDEV: ("call", ("hội kiến", "cuộc gặp", "gặp")),
        ZYUGANOV: ("call", ("hội kiến", "cuộc gặp", "gặp")),
        PUTIN: ("call", ("hội kiến",)),
        LAVROV: ("talks", ("hội đàm",)),
    }


def test_everybody_takes_part_in_the_capacities_printed_for_that_meeting() -> None:
    envoy = ("Đặc phái viên của Tổng Bí thư Tô Lâm", "special_envoy", "to-lam")
    politburo = ("Ủy viên Bộ Chính trị", "politburo_member", "cpv-politburo")
    minister = ("Bộ trưởng Ngoại giao", "foreign_minister", "mofa-vietnam")
    found = {
        (report.meeting, one.person, one.side): [(as_.printed, as_.role.value, as_.of) for as_ in one.capacities]
        for report in records().reports
        for one in report.participants
    }
    assert found == {
        (MEDVEDEV, "le-hoai-trung", "VN"): [envoy, politburo, minister],
        (MEDVEDEV, "dmitry-medvedev", "RU"): [
            ("Chủ tịch Đảng Nước Nga Thống nhất", "party_chair", "united-russia"),
        ],
        (ZYUGANOV, "le-hoai-trung", "VN"): [envoy, politburo, minister],
        (ZYUGANOV, "gennady-zyuganov", "RU"): [("Chủ tịch Đảng Cộng sản Liên bang Nga", "party_chair", "cprf")],
        (PUTIN, "le-hoai-trung", "VN"): [minister, ("đặc phái viên của Tổng Bí thư Tô Lâm", *envoy[1:])],
        (PUTIN, "vladimir-putin", "RU"): [("Tổng thống Nga", "president", "RU")],
        (LAVROV, "le-hoai-trung", "VN"): [minister],
        (LAVROV, "sergey-lavrov", "RU"): [("Ngoại trưởng Nga", "foreign_minister", "mofa-russia")],
    }
    assert all("participants.side" in dict(report.inferred) for report in records().reports)


def test_the_minister_stands_for_his_ministry_at_all_four_meetings() -> None:
    assert archive().meetings(organisation="Bộ Ngoại giao").ids == (LAVROV, MEDVEDEV, PUTIN, ZYUGANOV)


def test_a_foreign_minister_stands_for_his_own_ministry() -> None:
    assert archive().meetings(organisation="Bộ Ngoại giao Nga").ids == (LAVROV,)
    (report,) = archive().meeting(LAVROV).reports
    assert "hai bộ" in dict(report.inferred)["participants.capacities.of"]


def test_only_the_sentences_that_name_a_source_have_one() -> None:
    sourced = {short(one.id) for one in records().statements if one.according_to}
    assert sourced == {"1/p3a", "2/p3a"}
    assert {one.meeting for one in records().reports if one.according_to} == {MEDVEDEV, ZYUGANOV}
    sources = [one.according_to for one in records().statements] + [one.according_to for one in records().reports]
    assert {(one.id, one.printed) for one in sources if one} == {("mofa-vietnam", "Bộ Ngoại giao")}


# --- Who is meant --------------------------------------------------------------------------

CONGRESS = "cpv-14th-congress"

COLLECTIVES = {
    "1/3": {"Đại hội Đảng": {CONGRESS}, "Đại hội": {CONGRESS}},
    "1/5": {"hai Đảng": {"united-russia", "cprf"}},
    "1/6": {
        "Hai Chủ tịch": {"dmitry-medvedev", "gennady-zyuganov"},
        "khu vực châu Á - Thái Bình Dương": {"asia-pacific"},
    },
    "1/7": {"hai Đảng": {CPV, "united-russia"}},
    "1/9": {"hai Đảng": {CPV, "cprf"}},
    "1/10": {"hai bên": {"le-hoai-trung", "dmitry-medvedev", "gennady-zyuganov"}},
    "2/2": {"Đại hội đại biểu toàn quốc lần thứ XIV": {CONGRESS}},
    "2/3": {"Đại hội": {CONGRESS}},
    "2/5": {"Việt - Nga": {"VN", "RU"}, "mỗi nước": {"VN", "RU"}},
    "2/6": {"Đại hội XIV": {CONGRESS}},
    "2/7": {"hai nước": {"VN", "RU"}},
    "2/8": {"Lãnh đạo Nga": {"vladimir-putin"}, "Tổng Bí thư": {"to-lam"}, "quan hệ song phương": {"VN", "RU"}},
    "2/10": {"hai bên": {"VN", "RU"}},
    "2/12": {"Đại hội XIV": {CONGRESS}},
    "2/14": {
        "Hai lãnh đạo": {"le-hoai-trung", "sergey-lavrov"},
        "hai bộ": {"mofa-vietnam", "mofa-russia"},
        "hai nước": {"VN", "RU"},
        "khu vực châu Á - Thái Bình Dương": {"asia-pacific"},
    },
    "2/15": {"quan hệ song phương": {"VN", "RU"}},
    "2/16": {"hai nước": {"VN", "RU"}},
}
"""For each paragraph, who is meant by its collective and indirect expressions."""


def test_a_collective_means_in_each_paragraph_whom_it_means_there() -> None:
    found: dict[str, dict[str, set[str]]] = {}
    for one in records().evidenced():
        for expression, meant in getattr(one, "refs", ()):
            here = found.setdefault(short(f"{one.article}/{one.quotes[0].paragraph}"), {})
            assert here.setdefault(expression, set(meant)) == set(meant), (
                f"{expression} is one thing in one paragraph"
            )
    assert found == COLLECTIVES


def test_the_two_parties_are_not_the_same_two_in_each_paragraph() -> None:
    assert [COLLECTIVES[paragraph]["hai Đảng"] for paragraph in ("1/5", "1/7", "1/9")] == [
        {"united-russia", "cprf"},
        {CPV, "united-russia"},
        {CPV, "cprf"},
    ]


def test_statements_made_at_both_meetings_are_told_from_those_whose_meeting_is_not_said() -> None:
    both = [one for one in records().statements if one.meetings == (MEDVEDEV, ZYUGANOV)]
    assert not [one for one in records().statements if len(one.meetings) > 1 and one not in both]
    found: dict[str, set[str]] = {}
    for one in both:
        found.setdefault(one.basis.meetings.value, set()).add(short(one.id))
    assert found == {
        "stated": {"1/p3a", "1/p10a", "1/p10b"},
        "by_participation": {"1/p6a", "1/p11a", "1/p11b", "1/p11c"},
        "by_position": {"1/p3b", "1/p3c"},
        "open": {"1/p5a", "1/p5b"},
    }
    assert archive().meetings(area="partnership").ids == (PUTIN,), "at which of the two calls is open"


def test_other_statements_are_at_the_one_meeting_of_their_speaker_or_their_passage() -> None:
    found: dict[str, set[str]] = {}
    for one in records().statements:
        if len(one.meetings) == 1:
            found.setdefault(one.meetings[0], set()).add(short(one.id))
    assert found == {
        MEDVEDEV: {"1/p6b", "1/p6c", "1/p6d", "1/p7a", "1/p7b", "1/p7c", "1/p7d", "1/p7e", "1/p7f"},
        ZYUGANOV: {"1/p9a", "1/p9b"},
        PUTIN: {
            "2/p2a", "2/p2b", "2/p3a", "2/p5a", "2/p5b", "2/p6a", "2/p6b",
            "2/p7a", "2/p8a", "2/p8b", "2/p8c", "2/p10a", "2/p10b",
        },
        LAVROV: {"2/p11a", "2/p12a", "2/p14a", "2/p14b", "2/p14c", "2/p14d"},
    }  # fmt: skip


def test_statements_are_about_those_their_words_name() -> None:
    found: dict[frozenset[str], set[str]] = {}
    for one in records().statements:
        found.setdefault(frozenset(one.about), set()).add(short(one.id))
    found.pop(frozenset())
    assert found == {
        frozenset({CONGRESS, CPV}): {"1/p3a", "2/p6a", "2/p12a"},
        frozenset({CONGRESS, CPV, "VN"}): {"2/p2b"},
        frozenset({"RU"}): {"2/p5a"},
        frozenset({"VN"}): {"1/p6d", "1/p11a", "2/p3a", "2/p11a"},
        frozenset({"VN", "RU"}): {
            "1/p6b", "2/p5b", "2/p6b", "2/p7a", "2/p8c", "2/p10a", "2/p10b", "2/p14a",
        },
        frozenset({"VN", "RU", "united-russia", "cprf"}): {"1/p5a"},
        frozenset({CPV, "united-russia", "cprf"}): {"1/p5b"},
        frozenset({CPV, "VN"}): {"1/p6a"},
        frozenset({CPV, "united-russia"}): {"1/p7b", "1/p7c", "1/p7d", "1/p7e"},
        frozenset({CPV, "cprf"}): {"1/p9b"},
        frozenset({"to-lam"}): {"2/p8a"},
        frozenset({"to-lam", "RU"}): {"2/p8b"},
        frozenset({"mofa-vietnam", "mofa-russia", "VN", "RU"}): {"2/p14b", "2/p14c"},
    }  # fmt: skip


def test_how_a_speaker_is_known_is_said_by_a_term() -> None:
    found: dict[str, set[str]] = {}
    for one in records().statements:
        found.setdefault(one.basis.speakers.value, set()).add(short(one.id))
    del found["stated"]
    assert found == {
        "by_reference": {
            "1/p3b", "1/p3c", "1/p6a", "1/p10a", "1/p10b",
            "2/p3a", "2/p8a", "2/p8b", "2/p8c", "2/p14b", "2/p14c", "2/p14d",
        },
        "open": {"2/p5b"},
    }  # fmt: skip


def test_what_only_the_position_conveys_says_so() -> None:
    assert ids([one for one in records().statements if "conveyed_by" in dict(one.inferred)]) == {
        "1/p3b", "1/p3c", "2/p3a", "2/p5a", "2/p5b",
    }  # fmt: skip
    assert all("conveyed_by" in dict(one.inferred) for one in records().statements if one.conveyed_by)


def test_a_reading_that_is_one_of_two_says_so_where_a_user_sees_it() -> None:
    for id_, field, word in (
        ("p7c", "areas_open", "open"), ("p7d", "act", "could also"), ("p7e", "act", "could also"),
        ("p7f", "act", "could also"), ("p9b", "areas", "may also"),
        ("p3b", "conveyed_by", "or"), ("p3c", "conveyed_by", "or"),
    ):  # fmt: skip
        one = archive().statement(f"{PARTIES}/{id_}")
        assert word in dict(one.inferred)[field], id_
        assert dict(one.inferred)[field] in " ".join(str(one).split()), "its card says so"
    for id_ in ("p9b", "p7c"):
        summary = archive().statement(f"{PARTIES}/{id_}").summary
        assert "reading" in (summary.en or "") or "open" in (summary.en or "")


def test_each_statement_has_the_speakers_the_paragraph_gives_it() -> None:
    found: dict[tuple[str, ...] | None, set[str]] = {}
    for one in records().statements:
        found.setdefault(one.speakers, set()).add(short(one.id))
    assert found == {
        None: {"2/p5b"},
        ("VN",): {"2/p5a"},
        (CONGRESS,): {"1/p3b", "1/p3c", "2/p3a"},
        ("le-hoai-trung",): {
            "1/p3a", "1/p5a", "1/p5b", "1/p11a",
            "2/p2a", "2/p2b", "2/p6a", "2/p6b", "2/p11a", "2/p12a",
        },
        ("dmitry-medvedev",): {
            "1/p6b", "1/p6c", "1/p6d", "1/p7a", "1/p7b", "1/p7c", "1/p7d", "1/p7e", "1/p7f",
        },
        ("gennady-zyuganov",): {"1/p9a", "1/p9b"},
        ("dmitry-medvedev", "gennady-zyuganov"): {"1/p6a", "1/p11b", "1/p11c"},
        ("le-hoai-trung", "dmitry-medvedev", "gennady-zyuganov"): {"1/p10a", "1/p10b"},
        ("vladimir-putin",): {"2/p7a", "2/p8a", "2/p8b", "2/p8c", "2/p10a", "2/p10b"},
        ("sergey-lavrov",): {"2/p14a"},
        ("le-hoai-trung", "sergey-lavrov"): {"2/p14b", "2/p14c", "2/p14d"},
    }  # fmt: skip


# --- What is said, and how firmly ----------------------------------------------------------


def test_hopes_readiness_proposals_and_agreements_are_kept_apart() -> None:
    found: dict[str, set[str]] = {}
    for one in records().statements:
        found.setdefault(one.act.id.value if one.act else "", set()).add(short(one.id))
    assert found == {
        "": {"2/p5b"},
        "informed": {"1/p3a", "1/p10a", "2/p6a", "2/p11a"},
        "set_out": {"1/p3c", "2/p3a"},
        "affirmed": {"1/p5a", "1/p6b", "2/p8a", "2/p14a"},
        "emphasised": {
            "1/p3b", "1/p7a", "1/p7b", "1/p7c", "1/p7d", "1/p7e", "1/p7f", "2/p2b", "2/p7a", "2/p12a",
        },
        "praised": {"1/p6a"},
        "proposed": {"1/p5b", "1/p6c"},
        "expressed_readiness": {"1/p6d", "2/p8c"},
        "wished": {"2/p5a", "2/p6b", "2/p8b", "2/p10a", "2/p10b"},
        "agreed": {"1/p9a", "2/p14c"},
        "supported": {"1/p9b"},
        "conveyed_message": {"1/p11a", "2/p2a"},
        "thanked": {"1/p11b"},
        "accepted": {"1/p11c"},
        "exchanged_views": {"1/p10b", "2/p14b", "2/p14d"},
    }  # fmt: skip


def test_one_act_told_twice_is_one_statement_with_two_quotes() -> None:
    briefing, wish = archive().statement(f"{PARTIES}/p3a"), archive().statement(f"{LEADERS}/p6b")
    assert {quote.paragraph for quote in briefing.quotes} == {2, 3}
    assert {quote.paragraph for quote in wish.quotes} == {1, 6}
    assert len(archive().statements(speaker="Trung", act="wished")) == 1, "p6b"


def test_signatures_are_told_from_what_is_to_be_signed_or_only_raised() -> None:
    found = {
        short(one.id): (one.kind.value, one.status.id.value, one.status.printed) for one in records().undertakings
    }
    assert found == {
        "1/u7a": ("agreement", "signed", "đã ký"),
        "1/u7b": ("plan", "to_be_signed", "tiến tới ký"),
        "1/u7e": ("mechanism_meeting", "raised", "nhấn mạnh"),
        "1/u7g": ("cross_year", "raised", "nhấn mạnh"),
    }


def test_an_agreement_to_work_together_is_no_undertaking_of_something() -> None:
    raised = {short(id_) for one in records().undertakings for id_ in one.raised_in}
    assert raised == {"1/p7b", "1/p7c", "1/p7d", "1/p7f"}
    assert raised.isdisjoint({"1/p7e", "1/p9a", "2/p14c"})


def test_plans_are_between_whom_the_article_says_and_no_more() -> None:
    found = {short(one.id): set(one.between) for one in records().undertakings}
    parties = {CPV, "united-russia"}
    assert found.pop("1/u7g") == set(), "between whom the cross year is held is not said"
    assert set(map(frozenset, found.values())) == {frozenset(parties)}


def test_a_plans_span_is_never_more_precise_than_its_words() -> None:
    times = {one.id: one.when for one in records().undertakings}
    times |= {one.id: one.when for one in records().invitations}
    times |= {one.id: one.when for one in records().background}
    times |= {one.id: one.when for one in records().statements}
    found = {short(id_): (when.printed, when.within) for id_, when in times.items() if when}
    assert found == {
        "1/u7b": ("giai đoạn 2026-2028", "2026/2028"),
        "1/u7e": ("cuối năm 2026-2027", "2026/2027"),
        "1/u7g": ("trong năm 2026", "2026"),
        "1/i11a": ("vào thời gian phù hợp", None),
        "2/b15a": ("năm 2012", "2012"),
        "1/p5b": ("trong thời gian tới", None),
        "2/p8b": ("sớm", None),
    }
    assert {short(id_) for id_, when in times.items() if when and when.unclear} == {"1/u7e", "1/i11a"}


def test_a_hope_is_not_an_invitation() -> None:
    hope = archive().statement(f"{LEADERS}/p8b")
    assert (hope.act and hope.act.id.value, hope.about) == ("wished", ("to-lam", "RU"))
    assert {short(one.id) for one in records().invitations} == {"1/i11a"}
    assert not [one for one in records().invitations if one.visit == "RU"]


def test_the_person_who_conveys_is_not_the_one_who_invites() -> None:
    (invitation,) = records().invitations
    assert invitation.inviters == ("to-lam", "cpv-central-committee")
    assert invitation.conveyed_by == "le-hoai-trung"
    assert invitation.visit == "VN"
    assert [(one.person, one.response and one.response.id.value) for one in invitation.invitees] == [
        ("dmitry-medvedev", "accepted"),
        ("gennady-zyuganov", "accepted"),
    ]
    conveyed = archive().statement(f"{PARTIES}/p11a")
    assert conveyed.act == m.ActAsPrinted(id=Act.CONVEYED_MESSAGE, printed="chuyển lời mời")
    assert conveyed.on_behalf_of == invitation.inviters
    assert not [one for one in records().statements if one.act and one.act.id == "invited"]


def test_a_message_is_the_senders_and_reaches_its_addressee() -> None:
    message = archive().statement(f"{LEADERS}/p2a")
    assert (message.speakers, message.on_behalf_of) == (("le-hoai-trung",), ("to-lam",))
    assert message.addressees == ("vladimir-putin",)


def test_nobody_else_speaks_for_another_or_to_one_in_particular() -> None:
    spoken_for = {short(one.id): one.on_behalf_of for one in records().statements if one.on_behalf_of}
    assert spoken_for == {"1/p11a": ("to-lam", "cpv-central-committee"), "2/p2a": ("to-lam",)}
    assert ids(one for one in records().statements if one.addressees) == {"1/p11a", "2/p2a"}


def test_what_is_mentioned_and_not_told_has_no_stated_content() -> None:
    assert ids([one for one in records().statements if one.content == "not_stated"]) == {
        "1/p3a", "1/p5b", "1/p6c", "1/p10a", "1/p10b", "2/p6a", "2/p11a", "2/p14b", "2/p14c", "2/p14d",
    }  # fmt: skip


# --- Areas ---------------------------------------------------------------------------------

AREAS = {
    "1/p6d": ["nuclear-power", "defence-security", "science-technology", "culture", "education"],
    "1/p7c": ["cadre-training", "political-academies"],
    "1/p9a": ["party-channel", "theory-exchange"],
    "1/p9b": ["parliamentary-channel", "local-cooperation", "social-organisations"],
    "2/p6b": [
        "nuclear-energy", "oil-gas", "maritime", "defence", "military-technology",
        "science-technology", "transport",
    ],
    "2/p10a": ["energy", "oil-gas", "military-technology"],
    "2/p10b": ["nuclear-power", "science-technology", "transport"],
}  # fmt: skip


def test_who_names_defence_and_security_names_each_and_nothing_else() -> None:
    assert ids(archive().statements(speaker="Medvedev", area="quốc phòng")) == {"1/p6d"}
    assert ids(archive().statements(speaker="Putin", area="khoa học")) == {"2/p10b"}
    assert ids(archive().statements(area="security")) == {"1/p3c", "1/p6d"}
    assert ids(archive().statements(speaker="Medvedev", area="military-technology")) == set()


def test_lists_of_areas_hold_what_is_printed_in_its_order() -> None:
    for id_, areas in AREAS.items():
        article = (PARTIES, LEADERS)[int(id_[0]) - 1]
        assert [mention.id for mention in archive().statement(f"{article}/{id_[2:]}").areas] == areas, id_


def test_open_lists_are_told_from_closed_ones() -> None:
    opened = {short(one.id): one.areas_open for one in records().statements if one.areas_open}
    assert opened == {"1/p6d": "trong đó có", "1/p7c": "trong đó có", "2/p10a": "..."}
    assert AREAS.keys() - opened.keys() == {"1/p9a", "1/p9b", "2/p6b", "2/p10b"}


def test_pillars_are_told_from_areas_to_expand_into() -> None:
    framed: dict[str, set[tuple[str, str]]] = {}
    mentions = [(one.id, mention) for one in records().statements for mention in one.areas]
    mentions += [(one.id, mention) for one in records().background for mention in one.areas]
    mentions += [(one.id, mention) for one in records().undertakings for mention in one.areas]
    for id_, mention in mentions:
        if mention.framing:
            framed.setdefault(mention.framing.value, set()).add((short(id_), mention.id))
    assert framed == {
        "pillar": {
            ("2/p10a", "energy"),
            ("2/p10a", "oil-gas"),
            ("2/p10a", "military-technology"),
            ("2/b15b", "defence-security"),
        },
        "domestic": {
            *(
                ("1/p3b", area)
                for area in (
                    "science-technology",
                    "digital-transformation",
                    "economy",
                    "culture",
                    "environment",
                )
            ),
            ("1/p3c", "defence"),
            ("1/p3c", "security"),
        },
        "expand": {("2/p10b", "nuclear-power"), ("2/p10b", "science-technology"), ("2/p10b", "transport")},
    }


def test_nuclear_energy_is_told_from_nuclear_power() -> None:
    printed = {
        (short(one.id), mention.id, mention.printed)
        for one in records().statements
        for mention in one.areas
        if mention.id.startswith("nuclear")
    }
    assert printed == {
        ("2/p6b", "nuclear-energy", "năng lượng hạt nhân"),
        ("1/p6d", "nuclear-power", "điện hạt nhân"),
        ("2/p10b", "nuclear-power", "điện hạt nhân"),
    }
    assert archive().area("điện hạt nhân").parent == "nuclear-energy"


def test_meetings_are_about_what_was_said_there() -> None:
    fields = {
        one.id: {area for area in one.areas if archive().area(area).kind == "cooperation"}
        for one in archive().meetings()
    }
    assert fields[LAVROV] == {"ministry-channel"}
    assert fields[PUTIN] == {*AREAS["2/p6b"], *AREAS["2/p10a"], *AREAS["2/p10b"]}
    assert fields[ZYUGANOV] == {*AREAS["1/p9a"], *AREAS["1/p9b"]}
    assert fields[MEDVEDEV] == {*AREAS["1/p6d"], *AREAS["1/p7c"], "party-channel", "youth-movements", "science"}


def test_background_is_the_narrators_and_of_no_meeting() -> None:
    found = {short(one.id): [mention.id for mention in one.areas] for one in records().background}
    assert found == {
        "2/b15a": ["partnership"],
        "2/b15b": ["defence-security"],
        "2/b15c": ["economy-trade"],
        "2/b16a": ["energy-oil-gas"],
        "2/b16b": ["energy-oil-gas"],
        "2/b16c": ["energy-oil-gas"],
        "2/b16d": ["education-training", "science-technology"],
    }
    assert archive().meetings(area="economy-trade").ids == ()
    assert archive().meetings(area="defence-security", person="Lavrov").ids == ()


def test_all_the_background_is_about_the_two_countries() -> None:
    assert all({"VN", "RU"} <= set(one.about) for one in records().background)


def test_each_joint_venture_is_in_the_country_the_article_puts_it() -> None:
    found = {
        one.about[0]: one.place and (one.place.id, one.place.printed)
        for one in archive().background(area="dầu khí")
    }
    assert found["vietsovpetro"] == ("VN", "tại Việt Nam")
    assert found["rusvietpetro"] == ("RU", "tại Nga")
    for name in ("Vietsovpetro", "Rusvietpetro"):
        assert archive().organisation(name).country is None
