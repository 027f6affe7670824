-- The finder's index without the lengths of texts, which only a ranking by frequency would read, and without the places of
-- words, which only a phrase would (the questions are single words): a third less to write, and to read. The day of a
-- rencontre is there without its hour. What points to no cité and to no cycle is in no index of them.
DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (
	label, words, kind,
	tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4 5 6 7', columnsize = 0, detail = column
);
DROP VIEW search_event;
CREATE VIEW search_event AS
SELECT e.id AS id, '' AS label, e.title || ' ' || e.code || ' ' || coalesce(e.theme, '') || ' ' || coalesce(e.place, '') || ' '
	|| coalesce(e.town, '') || ' ' || coalesce(c.name, '') || ' ' || substr(e.starts, 1, 10) AS words
FROM event e LEFT JOIN cite c ON c.id = e.cite;
INSERT INTO search (rowid, label, words, kind) SELECT id, label, words, 'person' FROM search_person;
INSERT INTO search (rowid, label, words, kind) SELECT id, label, words, 'cite' FROM search_cite;
INSERT INTO search (rowid, label, words, kind) SELECT id, label, words, 'structure' FROM search_structure;
INSERT INTO search (rowid, label, words, kind) SELECT id, label, words, 'event' FROM search_event;
INSERT INTO search (rowid, label, words, kind) SELECT id, label, words, 'document' FROM search_document;
DROP INDEX event_long;
CREATE INDEX event_long ON event (first_day, last_day)
	WHERE last_day <> first_day AND last_day > date(first_day, '+31 days');
DROP INDEX event_cite;
DROP INDEX event_cycle;
CREATE INDEX event_cite ON event (cite) WHERE cite IS NOT NULL;
CREATE INDEX event_cycle ON event (cycle, first_day) WHERE cycle IS NOT NULL;
-- The last day is looked at only where it is another than the first (see 014 for how the words of a CHECK are changed).
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (last_day IS date(last_day) AND last_day >= first_day)',
		'CHECK (last_day = first_day OR (last_day IS date(last_day) AND last_day > first_day))')
	WHERE type = 'table' AND name = 'event';
PRAGMA writable_schema = RESET;
