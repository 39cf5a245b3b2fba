"""Name the tables of an archive file.

The tables are plain: any SQL tool may read them. Every record table has `n`, the record's place in
its order (meetings and statements by date), `id`, and `json`, the record exactly (a field that is
absent has its default); the columns between are for filters and for people who browse. Dates are
integers, 0 where none is given; `ymd` is year, month and day as one number. Where reports of a
meeting differ, `report` has a row for each.

An archive never changes, so what many questions need is worked out once, when it is built: what
lies in what, who met whom, which meetings mention an area, and how often.
"""

from __future__ import annotations

import re

SCHEMA_VERSION = 5
"""Changed with every change of the tables; a file of another version is refused."""

APPLICATION_ID = 0x4441_5243
"""`DARC`: marks the file as ours for `file` and for us."""

TABLE_OF = {
    "people": "person", "parties": "party", "organisations": "organisation", "countries": "country",
    "places": "place", "areas": "area", "articles": "article", "meetings": "meeting",
    "mentions": "mention", "statements": "statement", "invitations": "invitation",
    "undertakings": "undertaking", "background": "background",
}  # fmt: skip
"""The list of a data file, and the table of its records."""

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE person (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, json TEXT NOT NULL);
CREATE TABLE party (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    country TEXT NOT NULL, json TEXT NOT NULL);
CREATE TABLE organisation (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    kind TEXT NOT NULL, country TEXT NOT NULL, part_of TEXT NOT NULL, json TEXT NOT NULL);
CREATE TABLE country (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, json TEXT NOT NULL);
CREATE TABLE place (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    kind TEXT NOT NULL, inside TEXT NOT NULL, json TEXT NOT NULL);
CREATE TABLE area (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    kind TEXT NOT NULL, parent TEXT NOT NULL, json TEXT NOT NULL);
CREATE INDEX area_parent ON area (parent, n);
-- Every pair of an area or place and what it lies in, itself included (depth 0), and of an area and
-- those that its name joins (depth -1): whoever names it names them.
-- outside: 1 where a step between the two is knowledge from outside the articles.
CREATE TABLE area_tree (ancestor TEXT NOT NULL, descendant TEXT NOT NULL, depth INTEGER NOT NULL,
    PRIMARY KEY (ancestor, descendant)) WITHOUT ROWID;
CREATE INDEX area_tree_descendant ON area_tree (descendant, depth);
CREATE TABLE place_tree (ancestor TEXT NOT NULL, descendant TEXT NOT NULL, depth INTEGER NOT NULL,
    outside INTEGER NOT NULL, PRIMARY KEY (ancestor, descendant)) WITHOUT ROWID;

-- Every pair of a party or organisation and what it is part of, itself included.
CREATE TABLE body_tree (ancestor TEXT NOT NULL, descendant TEXT NOT NULL, depth INTEGER NOT NULL,
    outside INTEGER NOT NULL, PRIMARY KEY (ancestor, descendant)) WITHOUT ROWID;

CREATE TABLE article (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, ymd INTEGER NOT NULL,
    year INTEGER NOT NULL, month INTEGER NOT NULL, day INTEGER NOT NULL, language TEXT NOT NULL,
    byline TEXT NOT NULL, label TEXT NOT NULL, json TEXT NOT NULL);

-- held: 1 where a report says so; what else reports say is in report.status. Where it is 1, only reports
-- that say so count in what follows from them; report, participant, office and passage hold all.
-- ymd, year, month, day: the earliest date that a report gives.
CREATE TABLE meeting (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, ymd INTEGER NOT NULL,
    year INTEGER NOT NULL, month INTEGER NOT NULL, day INTEGER NOT NULL, held INTEGER NOT NULL,
    json TEXT NOT NULL);
-- The columns of a meeting that filters read; a row of meeting itself is mostly its json.
CREATE TABLE meeting_brief (n INTEGER PRIMARY KEY, id TEXT NOT NULL, ymd INTEGER NOT NULL, held INTEGER NOT NULL);
CREATE TABLE report (meeting INTEGER NOT NULL, article TEXT NOT NULL, ymd INTEGER NOT NULL,
    year INTEGER NOT NULL, month INTEGER NOT NULL, day INTEGER NOT NULL, part_of_day TEXT NOT NULL,
    status TEXT NOT NULL, kind TEXT NOT NULL, place TEXT NOT NULL, PRIMARY KEY (meeting, article)) WITHOUT ROWID;
CREATE INDEX report_part_of_day ON report (part_of_day, meeting);
CREATE INDEX report_place ON report (place, meeting);
CREATE INDEX report_article ON report (article, meeting);
CREATE INDEX report_not_held ON report (status, meeting) WHERE status <> 'held';
-- The first and the last meeting that a report puts on each day. Meetings are in order of date, so
-- a span of days is a span of meetings, but for those that reports put on several days.
CREATE TABLE day (ymd INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL);
-- The same of each month; ym is year and month as one number.
CREATE TABLE month (ym INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL);
-- The meetings on a day of any year.
CREATE TABLE meeting_on (month INTEGER NOT NULL, day INTEGER NOT NULL, meeting INTEGER NOT NULL,
    PRIMARY KEY (month, day, meeting)) WITHOUT ROWID;
-- The meetings in a place, those in what lies in it too.
CREATE TABLE meeting_place (place TEXT NOT NULL, meeting INTEGER NOT NULL,
    PRIMARY KEY (place, meeting)) WITHOUT ROWID;
-- Each kind that an article calls a meeting by: its kind, and those of all words printed for it.
CREATE TABLE meeting_kind (kind TEXT NOT NULL, meeting INTEGER NOT NULL, PRIMARY KEY (kind, meeting)) WITHOUT ROWID;
-- Who takes part, by each report. person: '' for somebody the article describes and does not name;
-- participant is then the description.
CREATE TABLE participant (meeting INTEGER NOT NULL, article TEXT NOT NULL, position INTEGER NOT NULL,
    participant TEXT NOT NULL, person TEXT NOT NULL, side TEXT NOT NULL, role TEXT NOT NULL,
    PRIMARY KEY (meeting, article, position)) WITHOUT ROWID;
CREATE INDEX participant_person ON participant (person, side);
CREATE INDEX participant_side ON participant (side, person);
-- This table and the next two have the columns of meeting_brief, so that their meetings are read in one place.
CREATE TABLE meeting_person (person TEXT NOT NULL, meeting INTEGER NOT NULL, id TEXT NOT NULL,
    ymd INTEGER NOT NULL, held INTEGER NOT NULL, PRIMARY KEY (person, meeting)) WITHOUT ROWID;
-- The meetings at which two people both took part, on whatever side, by the lower and the higher of
-- their numbers in person.
CREATE TABLE both_there (one INTEGER NOT NULL, other INTEGER NOT NULL, meeting INTEGER NOT NULL, id TEXT NOT NULL,
    ymd INTEGER NOT NULL, held INTEGER NOT NULL, PRIMARY KEY (one, other, meeting)) WITHOUT ROWID;
-- The meetings at which somebody took part in a party's capacity, and somebody, who may be the same, on a side.
CREATE TABLE party_and_side (party TEXT NOT NULL, side TEXT NOT NULL, meeting INTEGER NOT NULL, id TEXT NOT NULL,
    ymd INTEGER NOT NULL, held INTEGER NOT NULL, PRIMARY KEY (party, side, meeting)) WITHOUT ROWID;
CREATE TABLE meeting_side (side TEXT NOT NULL, meeting INTEGER NOT NULL, PRIMARY KEY (side, meeting)) WITHOUT ROWID;
-- The parties and organisations in whose capacity somebody takes part, and what those are part of.
CREATE TABLE affiliation (body TEXT NOT NULL, meeting INTEGER NOT NULL, PRIMARY KEY (body, meeting)) WITHOUT ROWID;
-- Each capacity in which an article prints a person, at a meeting or only named (meeting: '').
-- ymd: the day of the meeting, if the report says that it was held; else that of publication.
CREATE TABLE office (person TEXT NOT NULL, role TEXT NOT NULL, body TEXT NOT NULL, printed TEXT NOT NULL,
    article TEXT NOT NULL, meeting TEXT NOT NULL, ymd INTEGER NOT NULL,
    PRIMARY KEY (person, ymd, article, meeting, role, printed, body)) WITHOUT ROWID;
CREATE INDEX office_body ON office (body, person);
-- Pairs of participants whom a report has on different sides.
CREATE TABLE encounter (n INTEGER PRIMARY KEY, meeting INTEGER NOT NULL, one TEXT NOT NULL, other TEXT NOT NULL);
CREATE INDEX encounter_meeting ON encounter (meeting, n);
-- How many held meetings each two people had across sides, the most first; one is the lower id.
CREATE TABLE pair_count (one TEXT NOT NULL, other TEXT NOT NULL, meetings INTEGER NOT NULL,
    PRIMARY KEY (meetings DESC, one, other)) WITHOUT ROWID;
-- Areas that statements at the meeting mention, and what those lie in (direct: 0).
CREATE TABLE meeting_area (area TEXT NOT NULL, meeting INTEGER NOT NULL, direct INTEGER NOT NULL,
    PRIMARY KEY (area, meeting)) WITHOUT ROWID;
-- How many held meetings mention each area, or one inside it, in each year that a report gives
-- (0: no report gives a date).
CREATE TABLE area_year (area TEXT NOT NULL, year INTEGER NOT NULL, meetings INTEGER NOT NULL,
    PRIMARY KEY (area, year)) WITHOUT ROWID;
-- How many meetings a filter finds, by its table and the name asked for: a question starts from its rarest.
CREATE TABLE frequency (source TEXT NOT NULL, name TEXT NOT NULL, meetings INTEGER NOT NULL,
    PRIMARY KEY (source, name)) WITHOUT ROWID;
CREATE INDEX meeting_area_meeting ON meeting_area (meeting, area);

CREATE TABLE statement (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article TEXT NOT NULL,
    paragraph INTEGER NOT NULL, act TEXT NOT NULL, ymd INTEGER NOT NULL, year INTEGER NOT NULL,
    month INTEGER NOT NULL, day INTEGER NOT NULL, held INTEGER NOT NULL, summary_vi TEXT NOT NULL,
    summary_en TEXT NOT NULL, json TEXT NOT NULL);
-- The columns of a statement that filters read.
CREATE TABLE statement_brief (n INTEGER PRIMARY KEY, id TEXT NOT NULL, held INTEGER NOT NULL);
CREATE INDEX statement_act ON statement (act, n);
CREATE INDEX statement_article ON statement (article, n);
CREATE TABLE statement_meeting (meeting INTEGER NOT NULL, statement INTEGER NOT NULL,
    PRIMARY KEY (meeting, statement)) WITHOUT ROWID;
CREATE INDEX statement_meeting_statement ON statement_meeting (statement, meeting);
-- Who speaks at which of a statement's meetings: who took part in it, or whose words were conveyed there.
CREATE TABLE statement_speakers (statement INTEGER NOT NULL, meeting INTEGER NOT NULL, person TEXT NOT NULL,
    PRIMARY KEY (statement, meeting, person)) WITHOUT ROWID;
CREATE INDEX statement_speakers_person ON statement_speakers (person, statement, meeting);
CREATE TABLE statement_area (area TEXT NOT NULL, statement INTEGER NOT NULL, direct INTEGER NOT NULL,
    PRIMARY KEY (area, statement)) WITHOUT ROWID;
CREATE INDEX statement_area_statement ON statement_area (statement, area);
CREATE TABLE statement_about (about TEXT NOT NULL, statement INTEGER NOT NULL,
    PRIMARY KEY (about, statement)) WITHOUT ROWID;

CREATE TABLE mention (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article TEXT NOT NULL,
    person TEXT NOT NULL, json TEXT NOT NULL);
CREATE INDEX mention_article ON mention (article, person);
CREATE INDEX mention_person ON mention (person, n);
CREATE TABLE invitation (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article TEXT NOT NULL,
    visit TEXT NOT NULL, summary_vi TEXT NOT NULL, summary_en TEXT NOT NULL, json TEXT NOT NULL);
CREATE INDEX invitation_article ON invitation (article, n);
CREATE TABLE undertaking (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article TEXT NOT NULL,
    kind TEXT NOT NULL, status TEXT NOT NULL, summary_vi TEXT NOT NULL, summary_en TEXT NOT NULL,
    json TEXT NOT NULL);
CREATE INDEX undertaking_article ON undertaking (article, n);
CREATE INDEX undertaking_kind ON undertaking (kind, n);
CREATE INDEX undertaking_status ON undertaking (status, n);
CREATE TABLE background (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article TEXT NOT NULL,
    summary_vi TEXT NOT NULL, summary_en TEXT NOT NULL, json TEXT NOT NULL);
CREATE INDEX background_article ON background (article, n);
-- What invitations, undertakings and background name, in which part of them; areas with what they lie in.
CREATE TABLE link (record TEXT NOT NULL, part TEXT NOT NULL, target TEXT NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (record, part, target, n)) WITHOUT ROWID;

CREATE TABLE quote (record TEXT NOT NULL, article TEXT NOT NULL, paragraph INTEGER NOT NULL,
    occurrence INTEGER NOT NULL, phrase TEXT NOT NULL);
CREATE INDEX quote_record ON quote (record);
CREATE INDEX quote_paragraph ON quote (article, paragraph);
CREATE TABLE origin (record TEXT NOT NULL, position INTEGER NOT NULL, path TEXT NOT NULL,
    line INTEGER NOT NULL, col INTEGER NOT NULL, PRIMARY KEY (record, position)) WITHOUT ROWID;
-- Every written form of a name, and each byline (kind byline, id the byline itself).
-- cased: words in lower case; folded: without accents too;
-- whole: 0 for a part of a person's name.
CREATE TABLE name (kind TEXT NOT NULL, folded TEXT NOT NULL, cased TEXT NOT NULL, id TEXT NOT NULL,
    whole INTEGER NOT NULL, PRIMARY KEY (kind, folded, cased, id)) WITHOUT ROWID;

CREATE VIEW identity AS
    SELECT id, name, 'person' AS kind, json FROM person UNION ALL SELECT id, name, 'party', json FROM party
    UNION ALL SELECT id, name, 'organisation', json FROM organisation
    UNION ALL SELECT id, name, 'country', json FROM country
    UNION ALL SELECT id, name, 'place', json FROM place UNION ALL SELECT id, name, 'area', json FROM area;

-- What is searched: an entry for each report (record: meeting) and each other record. words: its own and the
-- article's, in lower case with their accents; ids: of whom and what it names, of its terms and days (`_search`
-- tells them). Each has a space before and after it.
CREATE TABLE passage (n INTEGER PRIMARY KEY, record TEXT NOT NULL, target INTEGER NOT NULL, words TEXT NOT NULL,
    ids TEXT NOT NULL);
-- The columns of a passage that say whose it is.
CREATE TABLE passage_brief (n INTEGER PRIMARY KEY, record TEXT NOT NULL, target INTEGER NOT NULL);
CREATE VIRTUAL TABLE passage_search USING fts5 (words, ids, content="passage", content_rowid="n",
    tokenize="unicode61 remove_diacritics 0 tokenchars '-:'");
-- Each word of the passages, folded and as it is written, and in how many it stands; field: words or ids.
CREATE TABLE word (folded TEXT NOT NULL, cased TEXT NOT NULL, field TEXT NOT NULL, entries INTEGER NOT NULL,
    PRIMARY KEY (folded, cased, field)) WITHOUT ROWID;
-- Each word of each name.
CREATE TABLE name_word (folded TEXT NOT NULL, cased TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
    PRIMARY KEY (folded, cased, kind, id)) WITHOUT ROWID;
"""

STATEMENTS = tuple(part.strip() for part in re.sub(r"(?m)^--.*\n", "", SCHEMA).split(";") if part.strip())
"""The schema's statements, as the file keeps them."""

STAGED = """
CREATE TEMP TABLE staged_kind (kind TEXT, meeting INTEGER);
CREATE TEMP TABLE staged_affiliation (body TEXT, meeting INTEGER);
CREATE TEMP TABLE staged_area (area TEXT, statement INTEGER, counts INTEGER);
CREATE TEMP TABLE staged_about (about TEXT, statement INTEGER);
CREATE TEMP TABLE staged_office (person TEXT, role TEXT, body TEXT, printed TEXT, article TEXT, meeting TEXT,
    ymd INTEGER);
CREATE TEMP TABLE overtaken (meeting INTEGER, article TEXT, PRIMARY KEY (meeting, article)) WITHOUT ROWID;
CREATE TEMP TABLE there (meeting INTEGER, person INTEGER, PRIMARY KEY (meeting, person)) WITHOUT ROWID;
"""
"""Rows that come in the order of meetings and are kept in another, until all are there to be sorted.

overtaken: the reports of held meetings that do not say so, as of a plan; they do not count.
there: who took part, by the other reports.
"""

DERIVED = """
INSERT INTO overtaken SELECT meeting, article FROM report
    CROSS JOIN meeting_brief ON n = meeting AND held = 1 WHERE status <> 'held';
INSERT INTO meeting_kind SELECT kind, meeting FROM staged_kind GROUP BY kind, meeting ORDER BY kind, meeting;
INSERT INTO affiliation SELECT body, meeting FROM staged_affiliation ORDER BY body, meeting;
INSERT INTO office SELECT * FROM staged_office GROUP BY person, ymd, article, meeting, role, printed, body
    ORDER BY person, ymd, article, meeting, role, printed, body;
INSERT INTO statement_about SELECT about, statement FROM staged_about GROUP BY about, statement
    ORDER BY about, statement;
INSERT INTO statement_area SELECT area, statement, max(direct) FROM (
    SELECT area, statement, 1 AS direct FROM staged_area UNION ALL
    SELECT ancestor, statement, 0 FROM staged_area JOIN area_tree ON descendant = area WHERE depth <> 0)
    GROUP BY area, statement ORDER BY area, statement;
INSERT INTO meeting_area SELECT area, meeting, max(direct) FROM (
    SELECT area, statement, 1 AS direct FROM staged_area WHERE counts = 1 UNION ALL
    SELECT ancestor, statement, 0 FROM staged_area JOIN area_tree ON descendant = area
    WHERE depth <> 0 AND counts = 1)
    CROSS JOIN statement_meeting USING (statement) GROUP BY area, meeting ORDER BY area, meeting;
INSERT INTO meeting_side SELECT side, meeting FROM participant
    WHERE (meeting, article) NOT IN (SELECT meeting, article FROM overtaken)
    GROUP BY side, meeting ORDER BY side, meeting;
INSERT INTO meeting_place SELECT ancestor, meeting FROM report JOIN place_tree ON descendant = place
    WHERE (meeting, article) NOT IN (SELECT meeting, article FROM overtaken)
    GROUP BY ancestor, meeting ORDER BY ancestor, meeting;
INSERT INTO day SELECT ymd, min(meeting), max(meeting) FROM report
    WHERE (meeting, article) NOT IN (SELECT meeting, article FROM overtaken) AND ymd > 0 GROUP BY ymd;
INSERT INTO month SELECT ymd / 100, min(first), max(last) FROM day GROUP BY 1 ORDER BY 1;
INSERT INTO meeting_on SELECT month, day, meeting FROM report
    WHERE (meeting, article) NOT IN (SELECT meeting, article FROM overtaken) AND ymd > 0
    GROUP BY month, day, meeting ORDER BY month, day, meeting;
INSERT INTO there SELECT meeting, person.n FROM participant CROSS JOIN person ON id = person
    WHERE (meeting, article) NOT IN (SELECT meeting, article FROM overtaken) GROUP BY 1, 2 ORDER BY 1, 2;
INSERT INTO meeting_person SELECT person.id, meeting, brief.id, ymd, held FROM there
    CROSS JOIN person ON person.n = person CROSS JOIN meeting_brief AS brief ON brief.n = meeting ORDER BY 1, 2;
INSERT INTO both_there SELECT one.person, other.person, one.meeting, id, ymd, held FROM there AS one
    CROSS JOIN there AS other ON other.meeting = one.meeting AND other.person > one.person
    CROSS JOIN meeting_brief ON n = one.meeting ORDER BY 1, 2, 3;
INSERT INTO party_and_side SELECT body, side, affiliation.meeting, id, ymd, held FROM affiliation
    CROSS JOIN participant ON participant.meeting = affiliation.meeting
    CROSS JOIN meeting_brief ON n = affiliation.meeting
    WHERE body IN (SELECT id FROM party)
    AND (participant.meeting, article) NOT IN (SELECT meeting, article FROM overtaken)
    GROUP BY body, side, affiliation.meeting ORDER BY body, side, affiliation.meeting;
INSERT INTO pair_count SELECT min(one, other), max(one, other), count(*) FROM encounter
    CROSS JOIN meeting_brief ON meeting_brief.n = encounter.meeting AND held = 1
    WHERE one IN (SELECT id FROM person) AND other IN (SELECT id FROM person) GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2;
INSERT INTO area_year SELECT area, year, count(*) FROM (
    SELECT area, meeting_area.meeting, year FROM meeting_area
    CROSS JOIN meeting_brief ON meeting_brief.n = meeting_area.meeting AND held = 1
    CROSS JOIN report ON report.meeting = meeting_area.meeting AND status = 'held'
    AND (report.ymd > 0 OR meeting_brief.ymd = 0) GROUP BY area, meeting_area.meeting, year)
    GROUP BY area, year ORDER BY area, year;
INSERT INTO frequency SELECT 'meeting_person', person, count(*) FROM meeting_person GROUP BY person;
INSERT INTO frequency SELECT 'meeting_area', area, count(*) FROM meeting_area GROUP BY area;
INSERT INTO frequency SELECT 'affiliation', body, count(*) FROM affiliation GROUP BY body;
INSERT INTO frequency SELECT 'party_and_side', party || ' ' || side, count(*) FROM party_and_side
    GROUP BY party, side;
INSERT INTO frequency SELECT 'meeting_side', side, count(*) FROM meeting_side GROUP BY side;
INSERT INTO frequency SELECT 'meeting_place', place, count(*) FROM meeting_place GROUP BY place;
INSERT INTO frequency SELECT 'meeting_kind', kind, count(*) FROM meeting_kind GROUP BY kind;
INSERT INTO passage_search (passage_search) VALUES ('rebuild');
DROP TABLE staged_kind;
DROP TABLE staged_affiliation;
DROP TABLE staged_area;
DROP TABLE staged_about;
DROP TABLE staged_office;
DROP TABLE overtaken;
DROP TABLE there
"""
"""What follows from the rows that are there, in the order of each table's key.

Rows are told apart by GROUP BY, which SQLite sorts; for DISTINCT it would look each up in an index that
does not fit in memory where there are millions.
"""
