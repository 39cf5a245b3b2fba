"""List the topics: for each what it may be asked, and by which words."""

from __future__ import annotations

from dataclasses import replace

from diplomacy_archive.questions.grammar.reading import Reading
from diplomacy_archive.questions.intents import (
    articles,
    background,
    comparisons,
    meetings,
    passed_on,
    people,
    statements,
    undertakings,
)
from diplomacy_archive.questions.intents.topic import (
    Topic,
    act,
    all_of,
    either,
    has,
    named,
    only,
    table,
    term,
    words,
)
from diplomacy_archive.records._vocabulary import (
    Act,
    Framing,
    Kind,
    MeetingStatus,
    OrganisationKind,
    ParticipantRole,
    PartOfDay,
    Position,
    Response,
    Role,
    UndertakingKind,
    UndertakingStatus,
)

_EVENT = "and hold be each_other two_sides"
_WHEN = "when where part_of_day hour how_long"


def _somewhere(reading: Reading) -> bool:
    """Tell whether a question without a verb asks who, where or what, on a day or at a place."""
    if reading.on is not None and reading.on.day is not None:
        return bool(reading.asked)
    return (reading.dated or named("place")(reading)) and has("who", "where")(reading)


_MEETINGS = Topic(
    name="meetings",
    cue=either(has("meet", "meeting", "attend", "capacity", "order"), term(Kind, ParticipantRole)),
    run=meetings.answer,
    parts=table("""
        person: person: subject by of from object with to between context
        side: country: subject by of from object with between context
        party: party: subject by of from object with between context
        organisation: organisation: subject by of from object with between context
        place: place: in object subject on
        place: country: in
        area: area: about on object subject in of
        except: person: except
        who: who: subject by of from object with to between
    """),
    asks=words(f"who what areas how_many capacity what_kind source order meeting {_WHEN}"),
    tags=words(
        f"{_EVENT} meet meeting attend discuss both persons people future they two_countries directed together"
    ),
    terms=(Kind, PartOfDay, MeetingStatus, ParticipantRole, Role),
    numbered=True,
    refuses=meetings.refuses,
)

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="photos",
        cue=has("photo", "credit", "stand", "which_side"),
        run=articles.photos,
        parts=table("""
            at: person: context between
            shown: person: subject object with of
            credit: party organisation place: by of from in object to
            who: who: subject object with of by
        """),
        asks=words("who what how_many which_side credit"),
        tags=words("and be photo credit stand show meeting about_meeting meet two_sides hold persons"),
        terms=(Position, Kind),
        dated=False,
    ),
    Topic(
        name="articles",
        cue=has("article", "write", "publish", "author", "headline", "publisher", "link"),
        run=articles.answer,
        parts=table("""
            person: person: about object of with between context
            area: area: about object
            byline: byline: subject by of object
            who: who: subject by of object about
        """),
        asks=words("who what when how_many author headline publisher link source"),
        tags=words("and be article write publish report say raise meeting about_meeting hold they"),
        terms=(Kind,),
    ),
    Topic(
        name="mentions",
        cue=has("only_named"),
        run=people.mentions,
        parts=table("""
            person: person: subject object
            who: who: subject object
        """),
        asks=words("who"),
        tags=words("and but raise only_named be"),
        dated=False,
    ),
    Topic(
        name="named",
        cue=all_of(has("where"), has("raise")),
        run=people.mentions,
        parts=table("""
            person: person: object about
        """),
        asks=words("where"),
        tags=words("and be raise article in"),
        dated=False,
    ),
    Topic(
        name="invitations",
        cue=either(has("invitation", "visit"), term(Response), act(Act.INVITED)),
        run=passed_on.invitations,
        recast=passed_on.recast,
        parts=table("""
            inviter: person organisation: inviter
            side: country: inviter
            invitee: person: invitee
            conveyor: person: conveyor
            visit: country place: visit
            partner: person: context
            who: who: inviter invitee conveyor
        """),
        asks=words("who what when how_many country where meeting"),
        tags=words("and be invitation visit convey send they meeting future persons people both hold"),
        terms=(Act.INVITED, Act.ACCEPTED, Response),
        refuses=passed_on.refuses,
    ),
    Topic(
        name="messages",
        cue=either(has("message"), act(Act.CONVEYED_MESSAGE)),
        run=passed_on.messages,
        parts=table("""
            speaker: person: subject by through
            sender: person organisation: of for from
            addressee: person: to object with
            who: who: subject by of for to object with through
        """),
        asks=words("who what when areas"),
        tags=words("and be message convey send they"),
        terms=(Act.CONVEYED_MESSAGE,),
    ),
    Topic(
        name="undertakings",
        cue=either(has("undertaking", "sign"), only(UndertakingKind, UndertakingStatus)),
        run=undertakings.answer,
        parts=table("""
            raiser: person: subject by of from
            partner: person: context with
            between: party organisation country: between of subject with by for
            area: area: about on object subject in of for with to
            who: who: subject by between with object of
        """),
        asks=words("who what when period how_many areas"),
        tags=words(
            "and be undertaking sign raise say hold organise future they two_sides two_parties two_countries"
            " cooperate meeting"
        ),
        terms=(UndertakingKind, UndertakingStatus, Kind),
        refuses=undertakings.refuses,
    ),
    Topic(
        name="background",
        cue=either(
            has("establish", "since_when", "background"),
            term(OrganisationKind),
            all_of(
                either(has("where"), named("place"), named("country")),
                named("organisation"),
                lambda reading: reading.tags <= {"and", "be", "locate"},
            ),
        ),
        run=background.answer,
        parts=table("""
            about: country party: subject object between of with about
            named: organisation: subject object between of with about
            area: area: subject object about of in with
            place: place country: in
        """),
        asks=words("when since_when where what how_many"),
        tags=words("and be establish background two_countries hold locate raise they"),
        terms=(OrganisationKind,),
        dated=False,
        numbered=True,
    ),
    Topic(
        name="pillars",
        cue=term(Framing),
        run=background.pillars,
        parts=table("""
            speaker: person: subject by of
            area: area: subject object in of about
        """),
        asks=words("what areas"),
        tags=words("and be say raise cooperate as"),
        terms=(Framing, Act),
        dated=False,
    ),
    Topic(
        name="said at both meetings",
        cue=all_of(has("both"), has("meeting"), has("say", "raise", "discuss")),
        run=comparisons.at_both,
        parts=table("""
            person: person: context with between of
            area: area: object about subject
        """),
        asks=words("what"),
        tags=words("and be both say raise discuss meeting hold"),
    ),
    Topic(
        name="areas compared",
        cue=all_of(
            has("areas"), either(all_of(has("only"), named("person")), all_of(has("both"), named("person", 2)))
        ),
        run=comparisons.compare,
        parts=table("""
            person: person: subject object by between of
        """),
        asks=words("areas"),
        tags=words("and be both say raise only but no not that meeting they"),
        refuses=comparisons.refuses,
    ),
    replace(_MEETINGS, cue=lambda reading: has("discuss")(reading) and reading.asked.get("who") != "subject"),
    Topic(
        name="statements",
        cue=either(has("say", "tell", "raise", "discuss", "statement", "verbatim", "set"), term(Act)),
        run=statements.answer,
        recast=statements.recast,
        parts=table("""
            speaker: person: subject by of from
            together: person: between
            partner: person: with to
            at: person: context
            about: person: about on object
            side: country party: subject by of from
            about: country party organisation: about on object
            with_body: country: with to
            with_body: party organisation: with
            country: country: context
            place: place country: in
            search: place: about on object subject
            except: person: except
            area: area: about on object subject in of for with to by
            who: who: subject by of about object with to
        """),
        asks=words(f"who what areas how_many verbatim source meeting {_WHEN}"),
        tags=words(f"{_EVENT} say tell raise discuss statement set meeting cooperate persons people both together"),
        terms=(Act, Kind, PartOfDay, Role),
        refuses=statements.refuses,
    ),
    _MEETINGS,
    replace(_MEETINGS, cue=_somewhere, tags=_MEETINGS.tags - {"future"}),
    Topic(
        name="leaders",
        cue=has("lead"),
        run=people.leaders,
        parts=table("""
            party: party: subject object of
            organisation: organisation: subject object of
            country: country: subject object of
            leader: person: subject by
            who: who: subject object by
        """),
        asks=words("who party country"),
        tags=words("lead be people"),
        dated=False,
    ),
    Topic(
        name="people",
        cue=named("person"),
        run=people.answer,
        parts=table("""
            person: person: subject object of
            who: who: subject object of
        """),
        asks=words("who office what capacity party"),
        tags=words("be office hold and"),
        terms=(Role,),
        dated=False,
    ),
)
"""The topics; the first that has a cue in the question and takes all of it is the one."""
