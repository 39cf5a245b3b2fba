"""Name in Vietnamese and English what answers speak of: facts, topics, filters, and what is asked."""

from __future__ import annotations

LABELS: dict[str, tuple[str, str]] = {
    "when": ("khi nào", "when"),
    "where": ("ở đâu", "where"),
    "kind": ("hình thức", "kind"),
    "status": ("tình trạng", "status"),
    "as": ("tư cách", "as"),
    "areas": ("về", "about"),
    "source": ("theo", "according to"),
    "differ": ("các bài khác nhau", "reports differ"),
    "speaker": ("người nói", "speaker"),
    "act": ("hành vi", "act"),
    "meeting": ("cuộc gặp", "meeting"),
    "behalf": ("thay mặt", "on behalf of"),
    "to": ("gửi", "to"),
    "of": ("nói tới", "of"),
    "content": ("nội dung", "content"),
    "inviter": ("người mời", "inviter"),
    "conveyor": ("người chuyển", "conveyed by"),
    "invitee": ("người được mời", "invitee"),
    "visit": ("nơi được mời thăm", "to visit"),
    "undertaking": ("loại", "kind"),
    "between": ("giữa", "between"),
    "raised_by": ("người nêu", "raised by"),
    "author": ("người viết", "author"),
    "published": ("ngày đăng", "published"),
    "headline": ("nhan đề", "headline"),
    "publisher": ("báo", "publisher"),
    "link": ("đường dẫn", "link"),
    "photo": ("ảnh", "photo"),
    "credit": ("nguồn ảnh", "credit"),
    "office": ("chức danh", "office"),
    "proof": ("căn cứ", "proof"),
}
"""What a fact of a record is called."""

TOPICS: dict[str, tuple[str, str]] = {
    "meetings": ("cuộc gặp", "meetings"),
    "statements": ("phát biểu", "statements"),
    "said at both meetings": ("phát biểu ở nhiều cuộc gặp", "statements at several meetings"),
    "areas compared": ("lĩnh vực chung", "areas in common"),
    "messages": ("thông điệp", "messages"),
    "invitations": ("lời mời", "invitations"),
    "undertakings": ("kế hoạch, thỏa thuận", "undertakings"),
    "background": ("bối cảnh", "background"),
    "pillars": ("trụ cột, hướng mở rộng", "pillars and areas to expand into"),
    "people": ("nhân vật", "people"),
    "leaders": ("người đứng đầu", "leaders"),
    "mentions": ("người được nhắc tên mà không gặp ai", "people named who met no one"),
    "named": ("nơi được nhắc tên", "where somebody is named"),
    "articles": ("bài báo", "articles"),
    "photos": ("ảnh", "photos"),
}
"""What a topic is called."""

ASKED: dict[str, tuple[str, str]] = {
    "who": ("ai", "who"),
    "what": ("điều gì", "what"),
    "content": ("nội dung cụ thể", "what exactly"),
    "when": ("khi nào", "when"),
    "since_when": ("từ khi nào", "since when"),
    "period": ("giai đoạn nào", "for which period"),
    "part_of_day": ("buổi nào", "the time of day"),
    "hour": ("mấy giờ", "the hour"),
    "how_long": ("bao lâu", "how long"),
    "where": ("ở đâu", "where"),
    "how_many": ("bao nhiêu", "how many"),
    "capacity": ("tư cách gì", "in what capacity"),
    "office": ("chức danh gì", "which office"),
    "what_kind": ("hình thức gì", "what kind"),
    "source": ("theo ai", "according to whom"),
    "verbatim": ("nguyên văn lời nói", "the exact words"),
    "which_side": ("đứng bên nào", "who stands where"),
    "areas": ("về việc gì", "about what"),
    "order": ("trước hay sau", "which came first"),
    "author": ("người viết", "the author"),
    "byline": ("người viết", "the author"),
    "headline": ("nhan đề", "the headline"),
    "publisher": ("báo nào", "the publisher"),
    "link": ("đường dẫn", "the address"),
    "url": ("đường dẫn", "the address"),
    "credit": ("nguồn ảnh", "the credit"),
    "between": ("giữa ai với ai", "between whom"),
    "conveyor": ("qua ai", "through whom"),
    "response": ("có nhận lời không", "the response"),
    "visit": ("chuyến thăm", "a visit"),
    "visit_when": ("chuyến thăm diễn ra khi nào", "when a visit takes place"),
    "whom": ("với ai", "whom"),
    "signed_when": ("ký khi nào", "when it was or will be signed"),
    "country": ("nước nào", "which country"),
    "party": ("đảng nào", "which party"),
    "meeting": ("cuộc gặp nào", "which meetings"),
}
"""What is asked for, and what an article may leave unsaid."""

FILTERS: dict[str, tuple[str, str]] = {
    "person": ("người", "person"),
    "speaker": ("người nói", "speaker"),
    "together": ("cùng nói", "together"),
    "partner": ("với", "with"),
    "about": ("nói tới", "of"),
    "named": ("nói tới", "of"),
    "with_body": ("với", "with"),
    "country": ("bên", "side"),
    "side": ("bên", "side"),
    "party": ("đảng", "party"),
    "organisation": ("tổ chức", "organisation"),
    "place": ("nơi", "place"),
    "search": ("nhắc tới", "mentioning"),
    "area": ("lĩnh vực", "area"),
    "inviter": ("người mời", "inviter"),
    "invitee": ("người được mời", "invitee"),
    "conveyor": ("người chuyển", "conveyed by"),
    "visit": ("thăm", "visit to"),
    "sender": ("của", "of"),
    "addressee": ("gửi", "to"),
    "between": ("giữa", "between"),
    "raiser": ("người nêu", "raised by"),
    "leader": ("người đứng đầu", "leader"),
    "byline": ("người viết", "author"),
    "except": ("trừ", "except"),
    "shown": ("trong ảnh", "shown"),
    "at": ("cuộc gặp với", "meeting with"),
    "credit": ("nguồn ảnh", "credit"),
    "on": ("ngày", "on"),
    "since": ("từ", "since"),
    "until": ("đến", "until"),
}
"""What a filter is called."""

RESTRICTING: dict[str, tuple[str, str]] = {
    "future": ("sắp tới", "to come"),
    "sign": ("ký", "signing"),
    "only": ("chỉ riêng", "only"),
    "both": ("cả hai", "both"),
    "together": ("cùng nhau", "together"),
    "two_sides": ("hai bên", "two sides"),
    "two_parties": ("hai đảng", "two parties"),
    "two_countries": ("hai nước", "two countries"),
}
"""What a question word narrows the answer to."""

COUNTED: dict[str, tuple[str, str, str]] = {
    "meetings": ("cuộc gặp", "meeting", "meetings"),
    "people": ("người", "person", "people"),
    "named": ("người được chú thích nêu tên", "person named in the caption", "people named in the captions"),
    "areas": ("lĩnh vực", "area", "areas"),
    "topics": ("chủ đề", "topic", "topics"),
    "statements": ("phát biểu", "statement", "statements"),
    "invitations": ("lời mời", "invitation", "invitations"),
    "undertakings": ("kế hoạch, thỏa thuận", "undertaking", "undertakings"),
    "organisations": ("tổ chức", "organisation", "organisations"),
    "background": ("điều", "item", "items"),
    "articles": ("bài báo", "article", "articles"),
    "photos": ("ảnh", "photo", "photos"),
    "mentions": ("lần nhắc tên", "mention", "mentions"),
}
"""What is counted: in Vietnamese, in English one and several."""

NOTES: dict[str, tuple[str, str]] = {
    "only_named": (
        "{people} không dự cuộc gặp nào được ghi lại.",
        "{people} took part in no recorded meeting.",
    ),
    "same_side": (
        "{people} dự cùng một bên.",
        "{people} took part on one side.",
    ),
    "not_in_office": (
        "{people} không được ghi với chức danh ấy.",
        "{people} is not recorded in that office.",
    ),
    "not_met": (
        "Không thấy ghi cuộc gặp như vậy của: {people}.",
        "No such meeting is recorded of: {people}.",
    ),
    "not_said": (
        "Không thấy ghi điều này về: {ids}.",
        "Nothing of the kind is recorded of: {ids}.",
    ),
    "each_alone": (
        "Không thấy ghi phát biểu chung nào về điều này.",
        "No statement that they made together is recorded of this.",
    ),
    "directed": (
        "Câu trả lời này không phân biệt ai đến gặp ai, ai tiếp ai hay ai gọi cho ai.",
        "Which of them called on, received or phoned the other is not told apart here.",
    ),
    "not_named": (
        "Ảnh khác về cuộc gặp này, chú thích không nêu đủ những người ấy: {credits}.",
        "Of another photo of that meeting the caption does not name all of them: {credits}.",
    ),
    "addressed": (
        "“{text}” được hiểu là {people}; kho tư liệu không ghi ai là nam hay nữ.",
        "“{text}” is taken to be {people}; the archive does not record who is a man or a woman.",
    ),
    "outside": (
        "Rằng {ids} thuộc {above} là hiểu biết từ bên ngoài bài báo.",
        "That {ids} is in {above} is outside knowledge, not from the articles.",
    ),
    "tree": (
        "Tính cả {ids}: chỉ theo cây lĩnh vực của kho tư liệu thì thuộc {above}, không phải theo lời bài báo.",
        "Counts {ids}: part of {above} by the archive's own tree of areas, not by the article's words.",
    ),
    "number": (
        "Kho tư liệu ghi {number}, không phải {given}.",
        "The archive records {number}, not {given}.",
    ),
    "related": (
        "Không cùng một từ, nhưng cái này nằm trong cái kia: {areas}.",
        "Not the same term, but one lies inside the other: {areas}.",
    ),
    "only_invited": (
        "Chỉ ghi lời mời thăm, không ghi chuyến thăm nào.",
        "An invitation is recorded, but no visit.",
    ),
}
"""What a reader must know of an answer."""

WHY: dict[str, tuple[str, str]] = {
    "year": (
        "Khoảng thời gian (trước, sau, từ … đến …) cần ghi rõ năm.",
        "A span of time (before, after, from … to …) needs the year.",
    ),
    "today": (
        "Muốn hỏi “{text}” cần cho biết hôm nay là ngày nào: today= trong Python, --today ở dòng lệnh.",
        "To ask of “{text}”, say which day today is: today= in Python, --today on the command line.",
    ),
    "no_day": ("Không có ngày {text}.", "There is no day {text}."),
}
"""Why a day was not understood."""
