-- The tables of an archive. Any SQL tool may read them.
--
-- Every record has a number `n`, its place among the records of its kind (meetings and statements by date), and an
-- id. What a record holds stands in `document`; the other tables hold what filters read. Days are integers, year,
-- month and day as one number (20260224), and 0 where none is given. The kinds of record are person, party,
-- organisation, country, place, area, article, meeting, statement, mention, invitation, undertaking, background.

CREATE TABLE meta (       -- facts about the archive as a whole
    key TEXT PRIMARY KEY, -- title, home, data_version, package_version, schema_version
    value TEXT NOT NULL   -- what is recorded under it
) WITHOUT ROWID;

CREATE TABLE document (      -- each record, exactly
    kind TEXT NOT NULL,      -- the kind of record
    n INTEGER NOT NULL,      -- its number
    json TEXT NOT NULL,      -- the record; a field that is absent has its default
    crc INTEGER NOT NULL     -- CRC-32 of the json as UTF-8, which is compared when a record is read
);
CREATE UNIQUE INDEX document_record ON document (kind, n);

CREATE TABLE term (           -- the closed vocabularies: what their ids mean
    vocabulary TEXT NOT NULL, -- as Kind, Act, Role
    id TEXT NOT NULL,         -- as talks
    vi TEXT NOT NULL,         -- its label in Vietnamese
    en TEXT NOT NULL,         -- its label in English
    PRIMARY KEY (vocabulary, id)
) WITHOUT ROWID;

-- Identities: who and what has a name.

CREATE TABLE identity (       -- people, parties, organisations, countries, places, areas
    kind TEXT NOT NULL,       -- the kind of record
    n INTEGER NOT NULL,       -- its place in the register
    id TEXT NOT NULL UNIQUE,  -- as vladimir-putin, RU
    name TEXT NOT NULL,       -- the Vietnamese name, or another where there is none
    name_en TEXT NOT NULL,    -- the English name, or `name` where there is none
    type TEXT NOT NULL,       -- the kind of organisation, place or area, as ministry; else empty
    country TEXT REFERENCES identity (id), -- of parties and organisations: the country they are of
    inside TEXT REFERENCES identity (id),  -- the body, place, country or area that it is directly part of
    PRIMARY KEY (kind, n)
) WITHOUT ROWID;
CREATE INDEX identity_inside ON identity (inside, kind, n);

CREATE TABLE tree (             -- areas, places and bodies with all that they lie in
    kind TEXT NOT NULL,         -- area, place or body (parties and organisations)
    ancestor TEXT NOT NULL REFERENCES identity (id),
    descendant TEXT NOT NULL REFERENCES identity (id),
    depth INTEGER NOT NULL,     -- steps between the two: 0 itself, -1 an area that the descendant's name joins
    outside INTEGER NOT NULL,   -- 1 where a step between the two is knowledge from outside the articles
    PRIMARY KEY (kind, ancestor, descendant)
) WITHOUT ROWID;
CREATE INDEX tree_descendant ON tree (kind, descendant, depth);

CREATE TABLE name (          -- every written form of a name, and each byline
    kind TEXT NOT NULL,      -- the kind of record, or byline
    folded TEXT NOT NULL,    -- its words in lower case, without accents
    cased TEXT NOT NULL,     -- its words in lower case, with accents
    id TEXT NOT NULL,        -- of the record; of a byline, the byline itself
    whole INTEGER NOT NULL,  -- 0 for a part of a person's name
    PRIMARY KEY (kind, folded, cased, id)
) WITHOUT ROWID;

CREATE TABLE alias (         -- ids that records had before they were joined or renamed
    old TEXT PRIMARY KEY,    -- the id that they had
    id TEXT NOT NULL         -- the id that stands
) WITHOUT ROWID;

-- What articles report.

CREATE TABLE article (
    n INTEGER PRIMARY KEY,    -- by publication
    id TEXT NOT NULL UNIQUE,
    ymd INTEGER NOT NULL,     -- the day of publication
    language TEXT NOT NULL,   -- as vi
    byline TEXT NOT NULL,     -- as printed; empty where there is none
    label TEXT NOT NULL,      -- what it reports, in Vietnamese, or English where there is none
    label_en TEXT NOT NULL    -- the same in English, or Vietnamese
);

CREATE TABLE meeting (
    n INTEGER PRIMARY KEY,    -- by ymd, then id; undated meetings last
    id TEXT NOT NULL UNIQUE,
    ymd INTEGER NOT NULL,     -- the earliest day that a report gives which counts
    held INTEGER NOT NULL     -- 1 where a report says that it was held
);
CREATE INDEX meeting_day ON meeting (ymd, n);

CREATE TABLE report (         -- what one article says of one meeting
    meeting INTEGER NOT NULL REFERENCES meeting (n),
    article TEXT NOT NULL REFERENCES article (id),
    counts INTEGER NOT NULL,  -- 0 for a plan of what another report says was held: then who, when and where is not by it
    ymd INTEGER NOT NULL,     -- the day that it gives
    later INTEGER NOT NULL,   -- 1 where it counts and its day is after that of the meeting's row
    part_of_day TEXT NOT NULL, -- as morning; empty where it prints none
    status TEXT NOT NULL,     -- held, planned or cancelled
    kind TEXT NOT NULL,       -- as talks
    place TEXT REFERENCES identity (id),
    PRIMARY KEY (meeting, article)
) WITHOUT ROWID;
CREATE INDEX report_later ON report (ymd, meeting) WHERE later = 1;
CREATE INDEX report_article ON report (article, meeting);

CREATE TABLE participant (    -- who takes part, by each report
    meeting INTEGER NOT NULL REFERENCES meeting (n),
    article TEXT NOT NULL REFERENCES article (id),
    position INTEGER NOT NULL, -- the order in which the report lists them
    participant TEXT NOT NULL, -- the person's id, or the article's words for somebody it does not name, in ‹ ›
    person TEXT REFERENCES identity (id),
    side TEXT NOT NULL REFERENCES identity (id),
    role TEXT NOT NULL,       -- host, guest, accompanying; empty where it is not stated
    PRIMARY KEY (meeting, article, position)
) WITHOUT ROWID;
CREATE INDEX participant_person ON participant (person, side);
CREATE INDEX participant_side ON participant (side, person);

CREATE TABLE encounter (      -- each two participants of a meeting
    n INTEGER PRIMARY KEY,    -- in the order of meetings, then as the first report lists them
    meeting INTEGER NOT NULL REFERENCES meeting (n),
    one TEXT NOT NULL,        -- a participant, as in `participant`; of the two the one that sorts first
    other TEXT NOT NULL,      -- the other participant
    across INTEGER NOT NULL,  -- 1 where a report has them on different sides: one met the other
    held INTEGER NOT NULL     -- as in meeting
);
CREATE INDEX encounter_meeting ON encounter (meeting, n);
CREATE INDEX encounter_pair ON encounter (one, other, meeting, held);

CREATE TABLE office (         -- each capacity in which an article prints a person
    person TEXT NOT NULL REFERENCES identity (id),
    ymd INTEGER NOT NULL,     -- the day of the meeting, if the report says that it was held; else of publication
    article TEXT NOT NULL REFERENCES article (id),
    meeting INTEGER REFERENCES meeting (n), -- none where the person is only named
    role TEXT NOT NULL,       -- as minister
    printed TEXT NOT NULL,    -- the article's words
    body TEXT REFERENCES identity (id) -- the party, organisation, country or person that it belongs to
);
CREATE INDEX office_person ON office (person, ymd);
CREATE INDEX office_body ON office (body, person);

CREATE TABLE statement (
    n INTEGER PRIMARY KEY,    -- by the first day of its meetings, then article, paragraph, letter
    id TEXT NOT NULL UNIQUE,  -- as 2026-02-25-putin-lavrov/p14a
    article TEXT NOT NULL REFERENCES article (id),
    paragraph INTEGER NOT NULL, -- of its first quote
    act TEXT NOT NULL,        -- as proposed; empty where no verb of saying is printed
    ymd INTEGER NOT NULL,     -- the first day of its meetings
    held INTEGER NOT NULL     -- 1 where one of its meetings was held
);

CREATE TABLE said (           -- at which meetings statements were made
    meeting INTEGER NOT NULL REFERENCES meeting (n),
    statement INTEGER NOT NULL REFERENCES statement (n),
    held INTEGER NOT NULL,    -- as in meeting
    PRIMARY KEY (meeting, statement)
) WITHOUT ROWID;
CREATE INDEX said_statement ON said (statement, meeting);

CREATE TABLE speech (         -- who speaks, or conveys it, at which of a statement's meetings
    statement INTEGER NOT NULL REFERENCES statement (n),
    meeting INTEGER NOT NULL REFERENCES meeting (n),
    part TEXT NOT NULL,       -- speaker or conveyor
    person TEXT NOT NULL REFERENCES identity (id), -- a person; of speakers also a body or country
    held INTEGER NOT NULL,    -- as in meeting
    PRIMARY KEY (statement, meeting, part, person)
) WITHOUT ROWID;
CREATE INDEX speech_person ON speech (person, part, statement, meeting, held);

CREATE TABLE other (          -- mentions, invitations, undertakings and background
    kind TEXT NOT NULL,       -- the kind of record
    n INTEGER NOT NULL,
    id TEXT NOT NULL UNIQUE,
    article TEXT NOT NULL REFERENCES article (id),
    PRIMARY KEY (kind, n)
) WITHOUT ROWID;

CREATE TABLE facet (          -- what records can be found by: one list of numbers for each value of a filter
    record TEXT NOT NULL,     -- the kind of record that is found: meeting, statement, invitation, …
    part TEXT NOT NULL,       -- what of it: person, side, body, place, kind, area, article, …
    target TEXT NOT NULL,     -- the value: an id, a term, a day of any year as 02-24
    n INTEGER NOT NULL,       -- the number of the record
    direct INTEGER NOT NULL,  -- 0 where only what it names lies in the target, as Moscow in Russia
    held INTEGER NOT NULL,    -- as in meeting and statement; 1 for other records
    PRIMARY KEY (record, part, target, n)
) WITHOUT ROWID;
CREATE INDEX facet_area ON facet (record, n, target, direct) WHERE part = 'area';

CREATE TABLE origin (         -- where records are written
    record TEXT NOT NULL,     -- the record's id
    position INTEGER NOT NULL, -- a meeting has one for each report
    path TEXT NOT NULL,       -- the data file
    line INTEGER NOT NULL,    -- from 1
    col INTEGER NOT NULL,     -- from 1
    PRIMARY KEY (record, position)
) WITHOUT ROWID;

CREATE TABLE counted (        -- numbers of the whole archive, which would take long to count
    what TEXT NOT NULL,       -- pair: meetings of two people; area: meetings in a year; a part of facet: meetings
    rank INTEGER NOT NULL,    -- the order of pairs, those who met most first; else 0
    one TEXT NOT NULL,        -- a person, an area, a target
    other TEXT NOT NULL,      -- the second person; the year, empty where no report gives a day; else empty
    number INTEGER NOT NULL,  -- how many
    PRIMARY KEY (what, rank, one, other)
) WITHOUT ROWID;

-- Searching for words.

CREATE TABLE passage (        -- an entry for each report (record: meeting) and each other record
    n INTEGER PRIMARY KEY,
    record TEXT NOT NULL,     -- the kind of record
    target INTEGER NOT NULL,  -- its number
    words TEXT NOT NULL,      -- its own words and the article's, in lower case, a space before and after each
    ids TEXT NOT NULL         -- of whom and what it names, of its terms and days, in the same way
);
CREATE VIRTUAL TABLE passage_search USING fts5 (words, ids, content="passage", content_rowid="n",
    tokenize="unicode61 remove_diacritics 0 tokenchars '-:'");

CREATE TABLE word (           -- each word of the entries
    folded TEXT NOT NULL,     -- without accents
    cased TEXT NOT NULL,      -- as it is
    field TEXT NOT NULL,      -- words or ids
    entries INTEGER NOT NULL, -- how many have it
    PRIMARY KEY (folded, cased, field)
) WITHOUT ROWID;

CREATE TABLE name_word (      -- each word of each name
    folded TEXT NOT NULL,
    cased TEXT NOT NULL,
    kind TEXT NOT NULL,       -- the kind of record
    id TEXT NOT NULL REFERENCES identity (id),
    PRIMARY KEY (folded, cased, kind, id)
) WITHOUT ROWID;

-- For people who browse: names instead of ids.

CREATE VIEW who_met_whom AS
    SELECT m.id AS meeting,
        CASE WHEN m.ymd > 0 THEN substr(m.ymd, 1, 4) || '-' || substr(m.ymd, 5, 2) || '-' || substr(m.ymd, 7, 2) END
            AS date,
        coalesce(a.name, e.one) AS one, coalesce(b.name, e.other) AS other,
        coalesce(a.name_en, e.one) AS one_en, coalesce(b.name_en, e.other) AS other_en,
        CASE WHEN m.held = 1 THEN 'held' ELSE 'not held' END AS status
    FROM encounter AS e JOIN meeting AS m ON m.n = e.meeting
    LEFT JOIN identity AS a ON a.id = e.one LEFT JOIN identity AS b ON b.id = e.other
    WHERE e.across = 1;

CREATE VIEW meetings_read AS
    SELECT m.id AS meeting,
        CASE WHEN m.ymd > 0 THEN substr(m.ymd, 1, 4) || '-' || substr(m.ymd, 5, 2) || '-' || substr(m.ymd, 7, 2) END
            AS date,
        (SELECT group_concat(DISTINCT coalesce(i.name, p.participant)) FROM participant AS p
            LEFT JOIN identity AS i ON i.id = p.person WHERE p.meeting = m.n) AS people,
        (SELECT group_concat(DISTINCT coalesce(i.name_en, p.participant)) FROM participant AS p
            LEFT JOIN identity AS i ON i.id = p.person WHERE p.meeting = m.n) AS people_en,
        (SELECT group_concat(DISTINCT t.vi) FROM report AS r JOIN term AS t ON t.vocabulary = 'Kind' AND t.id = r.kind
            WHERE r.meeting = m.n AND r.counts = 1) AS kind,
        (SELECT group_concat(DISTINCT t.en) FROM report AS r JOIN term AS t ON t.vocabulary = 'Kind' AND t.id = r.kind
            WHERE r.meeting = m.n AND r.counts = 1) AS kind_en,
        (SELECT group_concat(DISTINCT i.name) FROM report AS r JOIN identity AS i ON i.id = r.place
            WHERE r.meeting = m.n AND r.counts = 1) AS place,
        (SELECT group_concat(DISTINCT i.name_en) FROM report AS r JOIN identity AS i ON i.id = r.place
            WHERE r.meeting = m.n AND r.counts = 1) AS place_en,
        (SELECT group_concat(i.name) FROM facet AS f JOIN identity AS i ON i.id = f.target
            WHERE f.record = 'meeting' AND f.part = 'area' AND f.n = m.n AND f.direct = 1) AS areas,
        (SELECT group_concat(i.name_en) FROM facet AS f JOIN identity AS i ON i.id = f.target
            WHERE f.record = 'meeting' AND f.part = 'area' AND f.n = m.n AND f.direct = 1) AS areas_en,
        (SELECT group_concat(r.article) FROM report AS r WHERE r.meeting = m.n) AS articles
    FROM meeting AS m;

CREATE VIEW statements_read AS
    SELECT s.id AS statement,
        CASE WHEN s.ymd > 0 THEN substr(s.ymd, 1, 4) || '-' || substr(s.ymd, 5, 2) || '-' || substr(s.ymd, 7, 2) END
            AS date,
        (SELECT group_concat(DISTINCT i.name) FROM speech AS p JOIN identity AS i ON i.id = p.person
            WHERE p.statement = s.n AND p.part = 'speaker') AS speakers,
        (SELECT group_concat(DISTINCT i.name_en) FROM speech AS p JOIN identity AS i ON i.id = p.person
            WHERE p.statement = s.n AND p.part = 'speaker') AS speakers_en,
        (SELECT group_concat(DISTINCT i.name) FROM speech AS p JOIN identity AS i ON i.id = p.person
            WHERE p.statement = s.n AND p.part = 'conveyor') AS conveyed_by,
        (SELECT vi FROM term WHERE vocabulary = 'Act' AND id = s.act) AS act,
        (SELECT en FROM term WHERE vocabulary = 'Act' AND id = s.act) AS act_en,
        json_extract(d.json, '$.summary.vi') AS summary, json_extract(d.json, '$.summary.en') AS summary_en,
        (SELECT group_concat(i.name) FROM facet AS f JOIN identity AS i ON i.id = f.target
            WHERE f.record = 'statement' AND f.part = 'area' AND f.n = s.n AND f.direct = 1) AS areas,
        (SELECT group_concat(i.name_en) FROM facet AS f JOIN identity AS i ON i.id = f.target
            WHERE f.record = 'statement' AND f.part = 'area' AND f.n = s.n AND f.direct = 1) AS areas_en,
        (SELECT group_concat(m.id) FROM said JOIN meeting AS m ON m.n = said.meeting WHERE said.statement = s.n)
            AS meetings,
        s.article, s.paragraph
    FROM statement AS s JOIN document AS d ON d.kind = 'statement' AND d.n = s.n;
