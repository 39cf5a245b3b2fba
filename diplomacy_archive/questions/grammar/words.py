"""The words of questions, in Vietnamese and English: what each phrase asks, does or joins.

Names, areas and dates are not here, they are the archive's own; nor are the words of the
vocabularies (kinds, acts, roles, …), but for the forms that only questions use. A phrase that is in
no list is not understood, so a word belongs to `plain` only if leaving it out changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

PLAIN = "plain"
"""The tag of words that say nothing by themselves."""

WORDS = """
# saying nothing by themselves
plain                     vi đã | đang | những | các | một | thì | rồi | ạ | nhỉ | nhé | vậy | xin | hãy | hôm
                             | vào | cuộc | cũng | từng | phía | ngày | việc | quan hệ | mối quan hệ
                             | cho tôi biết | hãy cho biết | xin cho biết | giai đoạn | thế | à | hả | nữa | ra
                             | trong kho tư liệu | v | z
                          en the | a | an | did | do | does | has | have | had | there | any | some | please
                             | anyone | anybody | ever | yet | already | date | day | side | tell me
                             | show me | can you tell me | me | relations | relationship | ties | period
                             | so | ok | okay | well | else | exactly | precisely | actually | anything | something
                             | have you got | do you have | in here | in the archive | in this archive
# asking
who                       vi ai | những ai | người nào | những người nào | nhân vật nào | những nhân vật nào
                          en who | whom | which people | which person
whose                     vi của ai
                          en whose
what                      vi gì | cái gì | những gì | điều gì | những điều gì | việc gì | những việc gì
                             | chuyện gì
                          en what
which                     vi nào
                          en which
when                      vi khi nào | bao giờ | lúc nào | hôm nào | ngày nào | những ngày nào | ngày mấy
                             | thời gian nào | thời điểm nào | năm nào | tháng nào
                          en when | what day | which day | what date | which date | what year | which year
                             | what month | which month
period                    vi giai đoạn nào
                          en which period | what period | period
since_when                vi từ khi nào | từ bao giờ | từ năm nào | kể từ khi nào
                          en since when | since what year | from when
part_of_day               vi buổi nào | thời điểm nào trong ngày | lúc nào trong ngày
                          en what time of day | which part of the day | what part of the day | part of day
                             | time of day
hour                      vi mấy giờ | lúc mấy giờ | giờ nào
                          en what time | which hour | what hour
how_long                  vi bao lâu | kéo dài bao lâu
                          en how long
where                     vi ở đâu | tại đâu | đâu | nơi nào | ở nơi nào | địa điểm nào | địa điểm | nơi diễn ra
                             | chỗ nào
                          en where | which place | what place | which venue | venue | location
how_many                  vi bao nhiêu | mấy | số lượng
                          en how many | number of
capacity                  vi tư cách gì | tư cách nào | với tư cách gì | với tư cách nào | tư cách
                             | vai trò gì | vai trò nào | với vai trò gì | với vai trò nào
                             | cương vị gì | cương vị nào | với cương vị gì | với cương vị nào
                          en what capacity | in what capacity | which capacity | in which capacity | capacity
                             | capacities
office                    vi chức vụ | chức danh | chức
                          en office | offices | post | job
what_kind                 vi loại gì | loại nào | hình thức gì | hình thức nào | kiểu gì | kiểu nào
                             | dưới hình thức nào
                          en what kind of | which kind of | what type of | what sort of | what kind | what type
source                    vi theo ai | theo nguồn nào | theo nguồn tin nào | nguồn nào | nguồn tin nào
                             | theo nguồn gì
                          en according to whom | according to who | according to which source
                             | according to what source | which source | what source
verbatim                  vi nguyên văn | trích nguyên văn | trích dẫn nguyên văn | nguyên văn lời
                             | trích nguyên văn lời | câu nói
                          en exact words | exact words of | give the exact words | verbatim | quote
                             | direct quote | direct quotation | word for word | literally
beyond                    vi thế nào | như thế nào | ra sao | làm sao | ai cũng | gì cũng | nào cũng | đâu cũng
                          en how
which_side                vi bên nào | phía nào | vị trí nào
                          en which side | what side
passive                   vi được | bị
                          en been | being
yes_no                    vi phải không | đúng không | hay không | hay chưa | không ạ | chưa ạ
no                        vi không | chưa | ko
not                       en not
have                      vi có | có phải
list                      vi liệt kê | kể tên | kể ra | hãy nêu
                          en list | give | enumerate
# things
meeting                   vi cuộc gặp | các cuộc gặp | những cuộc gặp | cuộc gặp gỡ | buổi gặp | buổi làm việc
                             | cuộc tiếp xúc | cuộc làm việc | cuộc họp
                          en meeting | meetings | encounter | encounters
persons                   vi người
                          en people | persons
two_sides                 vi hai bên | hai phía | đôi bên | hai lãnh đạo
                          en two sides | both sides | sides
two_countries             vi hai nước | hai quốc gia
                          en two countries | both countries
two_parties               vi hai đảng | hai chính đảng
                          en two parties | both parties
people                    vi lãnh đạo | nhà lãnh đạo | các nhà lãnh đạo | quan chức | chính khách | đại diện
                             | phái đoàn | đoàn
                          en leaders | official | officials | politician | politicians | representatives
                             | delegation
areas                     vi lĩnh vực | lĩnh vực hợp tác | vấn đề | chủ đề | nội dung | đề tài | mảng | hướng
                             | hướng hợp tác | kênh
                          en area | areas | field | fields | topic | topics | issue | issues | subject
                             | subjects | areas of cooperation | fields of cooperation | matters
                             | cooperation areas | directions | channels
statement                 vi phát biểu | lời phát biểu | lời | lời nói | tuyên bố | ý kiến
                          en statement | statements | words | remarks
invitation                vi lời mời | chuyển lời mời
                          en invitation | invitations
message                   vi thông điệp
                          en message | messages
undertaking               vi dự định | cam kết | việc sẽ làm
                          en undertaking | undertakings | planned
article                   vi bài | bài báo | bài viết | các bài | tin
                          en article | articles | story | stories | news
photo                     vi ảnh | bức ảnh | tấm ảnh | hình | bức hình | ảnh chụp
                          en photo | photos | photograph | photographs | picture | pictures | caption | captions
credit                    vi nguồn ảnh | ghi nguồn
                          en credit | credits | credited
author                    vi tác giả | nhà báo | phóng viên | bút danh
                          en author | authors | byline | journalist | reporter
headline                  vi tiêu đề | nhan đề | tít
                          en headline | headlines | title
publisher                 vi báo | tờ báo | tòa soạn
                          en newspaper | publisher | outlet | paper
link                      vi đường dẫn | liên kết
                          en link | url | web address
country                   vi nước | quốc gia
                          en country | countries
party                     vi đảng | chính đảng | các đảng
                          en party | parties
background                vi bối cảnh
                          en background
# doing
meet                      vi gặp | gặp mặt | gặp gỡ | tiếp xúc | làm việc | đến gặp | tới gặp | sang gặp | còn gặp
                          en met | meet | meets | see | saw | go to see | went to see | came to see
say                       vi nói | phát biểu | cho biết | cho hay | bày tỏ | coi | xem | gọi | gọi là
                          en say | said | says | state | stated | speak | spoke | express | expressed | describe
                             | described | regard | regards | regarded | call | called
tell                      vi nói với | trình bày | báo cho
                          en tell | told | tells | brief | briefed
raise                     vi nhắc | được nêu | nhắc tên | nhắc đến | nhắc tới | nêu | nêu ra | nêu lên | đề cập
                             | đề cập đến | đề cập tới | nói đến | nói tới | nói về
                          en mention | mentioned | mentions | raise | raised | raises | bring up | brought up
                             | name | named | refer to | referred to | talk of | talked of | speak about
                             | spoke about
discuss                   vi bàn | bàn bạc | bàn luận | thảo luận
                          en discuss | discussed | discussion | discussions | talk | talked | come up | came up
hold                      vi diễn ra | giữ | áp dụng | họp
                          en hold | held | holds | come | came | take place | took place | taking place | happen
                             | happened
convey                    vi chuyển | trao | chuyển lời
                          en convey | conveyed | conveys | deliver | delivered | pass on | passed on
                             | pass | passed
attend                    vi dự | tham dự | tham gia | có mặt | cùng dự
                          en attend | attended | present | took part | take part | take part in | took part in
organise                  vi tổ chức
                          en organise | organised | organize | organized
locate                    vi đặt | nằm | đóng
                          en located | situated | based
send                      vi gửi
                          en send | sent | sends
visit                     vi thăm | sang thăm | đến thăm | chuyến thăm | thăm chính thức
                          en visit | visits | visited | visiting | trip | trips
sign                      vi đã ký | ký | ký kết | được ký
                          en sign | signed | signs | signing
write                     vi viết
                          en write | wrote | written | writes
publish                   vi đăng | đăng tải | xuất bản
                          en publish | published | publishes | appear | appeared
report                    vi đưa tin | tường thuật
                          en report | reports | reported | cover | covers | covered
be                        vi là
                          en is | are | was | were | be
lead                      vi đứng đầu | lãnh đạo | người đứng đầu | dẫn đầu
                          en lead | leads | led | heads | leader | leader of | head of
establish                 vi xác lập | thiết lập | thành lập | lập | trở thành
                          en establish | established | set up | founded | become | became | form | formed
set                       vi đề ra | xác định | đặt ra
                          en set | sets | define | defined | set out
stand                     vi đứng
                          en stand | stands | stood | standing
show                      vi chụp
                          en show | shows | shown | depict | depicts | take | took | taken | appear in
cooperate                 vi hợp tác | sự hợp tác
                          en cooperate | cooperation | work together
only_named                vi không gặp ai | không dự cuộc gặp nào | không tham gia cuộc gặp nào
                          en met no one | met nobody | did not meet anyone | meets no one | attended no meeting
# joining
about                     vi về | về việc | về chuyện | liên quan đến | xung quanh
                          en about | regarding | concerning
on                        vi trên
                          en on
with                      vi với | cùng với | cùng
                          en with
to                        vi cho | đến | tới | sang
                          en to
for                       vi dành cho
                          en for
from                      vi từ
                          en from
since                     vi kể từ | từ sau
                          en since
until                     vi cho đến | cho tới
                          en until | till
of                        vi của | thuộc
                          en of | s
in                        vi ở | tại | trong
                          en in | at | inside | during
between                   vi giữa
                          en between
except                    vi ngoài | trừ | ngoại trừ
                          en except | except for | apart from | other than | besides | excluding
by                        vi do | bởi
                          en by
through                   vi qua | thông qua
                          en through | via
as                        en as
while                     vi khi | trong khi | lúc
                          en while
and                       vi và
                          en and
or                        vi hay | hoặc
                          en or
but                       vi nhưng | mà
                          en but
that                      en that
both                      vi cả | cả hai | đều | đều cùng
                          en both | in common
only                      vi chỉ | chỉ riêng | riêng
                          en only | just
together                  en together | jointly
each_other                vi nhau | với nhau | cùng nhau
                          en each other | one another
future                    vi sẽ
                          en will | going to
before                    vi trước | trước khi
                          en before | earlier
after                     vi sau | sau khi
                          en after | later
first                     vi đầu tiên | trước tiên | trước nhất
                          en first | came first | come first
last                      vi cuối cùng | sau cùng
                          en last
they                      vi họ
                          en they | it | them | their
# days that need another to count from
today                     vi hôm nay
                          en today
yesterday                 vi hôm qua
                          en yesterday
tomorrow                  vi ngày mai
                          en tomorrow
# forms of the vocabularies' terms that only questions use
directed                  vi tiếp | đón tiếp | gọi điện
                          en call on | called on | calls on | paid a call on | pay a call on | phone | phoned
                             | receive | received
Kind.TALKS                en held talks | hold talks | talks
Kind.CALL                 en call | call on | called on | calls on | calls | formal calls | paid a call on
                             | pay a call on
Kind.PHONE_CALL           vi gọi điện
                          en phone | phoned | phone calls | telephone call
Kind.RECEPTION            vi đón tiếp
                          en receive | received
Act.INFORMED              vi báo tin
                          en inform | informs
Act.AFFIRMED              en affirm | affirms
Act.EMPHASISED            en emphasise | emphasize | emphasized | emphasises | stress | stressed | stresses
Act.PRAISED               vi khen | khen ngợi
                          en praise | praises | highly appreciated
Act.PROPOSED              vi đưa ra đề xuất | nêu đề xuất | được đề xuất
                          en propose | proposes | proposal | proposals | suggest | suggested
Act.EXPRESSED_READINESS   vi khẳng định sẵn sàng | sẵn lòng
                          en ready | express readiness | readiness | willing
Act.WISHED                vi muốn | khẳng định mong muốn | bày tỏ mong muốn
                          en wish | wishes | want | wants | wanted | hope | hopes | hoped
Act.AGREED                vi đi đến thống nhất | cùng nhất trí | đã nhất trí
                          en agree | agrees
Act.SUPPORTED             en support | supports
Act.INVITED               vi gửi lời mời
                          en invite | invites
Act.THANKED               vi cám ơn
                          en thank | thanks
Act.EXCHANGED_VIEWS       en exchange views | exchange of views
Response.ACCEPTED         vi nhận lời mời
                          en accept | accepts | acceptance | say yes | said yes | say yes to | said yes to
Response.DECLINED         vi khước từ
                          en decline | declines | refuse | refused | reject | rejected
Framing.PILLAR            vi trụ cột hợp tác
                          en pillars | pillar of cooperation | pillars of cooperation
Framing.EXPAND            vi mở rộng hợp tác | mở rộng hợp tác sang
                          en expand | expand into | extend | extend to | expand cooperation
                             | expand cooperation into
                             | expand cooperation to
UndertakingKind.PLAN      en plans | cooperation plan | cooperation plans
UndertakingKind.AGREEMENT en agreements | treaty | treaties
UndertakingKind.MECHANISM_MEETING vi cơ chế | cơ chế hợp tác
                          en meeting of the mechanism | mechanism meeting
UndertakingKind.CROSS_YEAR en cross years
UndertakingKind.JOINT_PROJECT en joint projects
UndertakingStatus.TO_BE_SIGNED vi sắp ký
                          en is to be signed | are to be signed | about to be signed
OrganisationKind.JOINT_VENTURE en joint ventures
OrganisationKind.MINISTRY en ministries
ParticipantRole.ACCOMPANYING vi đi cùng
                          en accompany | accompanied
Position.LEFT             en on the left
Position.RIGHT            en on the right
Position.CENTRE           en in the centre | in the middle | center | middle
MeetingStatus.PLANNED     vi sẽ diễn ra
PartOfDay.MORNING         en in the morning
PartOfDay.AFTERNOON       en in the afternoon
PartOfDay.EVENING         en in the evening
PartOfDay.NIGHT           en at night
Role.FOREIGN_MINISTER     en minister of foreign affairs
Role.PARTY_CHAIR          en chair | chairman | chairwoman | chairmen | party chairman | party chairmen
                             | party leader | party leaders
Role.GENERAL_SECRETARY    en secretary general of the party
Role.SPECIAL_ENVOY        en envoy | envoys
Role.POLITBURO_MEMBER     en politburo member
"""
"""What a phrase does in a question: a tag, or a vocabulary's term, then its phrases, parted by bars."""

DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
"""How far a day is from the one to count from."""


def _tags(text: str) -> frozenset[str]:
    return frozenset(text.split())


JOINING = _tags("about on with to for from since until of in between by except through as while")
"""Words that give the next name its part."""

VERBS = _tags(
    "meet attend say tell raise discuss convey send visit sign write publish report lead establish set stand show"
    " hold organise locate"
)
"""Words for what is done; who stands before and after them takes part differently."""

NOUNS = _tags(
    "meeting people persons areas statement invitation message undertaking article photo author headline publisher"
    " link country party office background"
)
"""Words for things; "which" goes with them."""

COUNTED = NOUNS - _tags("background author headline link office")
"""Things that a number can count."""

ASKED_NOUNS = _tags("areas author headline publisher link office")
"""Things that are asked for by being named."""

PAIRS = _tags("two_parties two_countries two_sides")
"""Words for two of a kind, which "which" and "between" go with."""

ORDER = _tags("first last before after")
"""Words that ask which came first."""

ASKS = _tags(
    "when period since_when part_of_day hour how_long where how_many capacity what_kind source verbatim which_side"
    " credit"
)
"""Words that ask by themselves."""

NUMBERS = {
    "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
"""Numbers in words."""


def phrases() -> Iterator[tuple[str, str, str]]:
    """Yield the tag, the language and the words of each phrase of the table."""
    tag = language = ""
    for line in WORDS.strip().splitlines():
        if line.startswith("#"):
            continue
        if not line.startswith(" "):
            tag, line = line.split(maxsplit=1)  # noqa: PLW2901  (the rest of the line)
        row = line.strip()
        if row[:3] in ("vi ", "en "):
            language, row = row[:2], row[3:]
        yield from ((tag, language, phrase.strip()) for phrase in row.split("|") if phrase.strip())
