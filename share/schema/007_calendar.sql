-- The calendar: programmes, audiences, documents, what became of a rencontre, calendars of others.

-- Of somebody else's calendar (RFC 5545 UID, and RECURRENCE-ID of one of a series); NULL: ours.
ALTER TABLE event ADD COLUMN uid TEXT;
ALTER TABLE event ADD COLUMN recurrence TEXT;
-- What such a calendar said that étape has no place for: lines, kept for the way back.
ALTER TABLE event ADD COLUMN foreign_lines TEXT;
ALTER TABLE event ADD COLUMN url TEXT;
ALTER TABLE event ADD COLUMN tariff INTEGER REFERENCES tariff (id);	-- NULL: the one in force on the day
ALTER TABLE event ADD COLUMN decisions TEXT;	-- of its minutes
CREATE UNIQUE INDEX event_uid ON event (uid, coalesce(recurrence, '')) WHERE uid IS NOT NULL;
CREATE INDEX event_cycle ON event (cycle, first_day);

-- What happens at a rencontre, by the clock there.
CREATE TABLE programme_item (
	id INTEGER PRIMARY KEY,
	event INTEGER NOT NULL REFERENCES event (id),
	day TEXT NOT NULL CHECK (day IS date(day)),
	starts INTEGER CHECK (starts BETWEEN 0 AND 1439),	-- minutes after midnight; NULL: not known
	ends INTEGER CHECK (ends BETWEEN 0 AND 2880),		-- past 1440: the next day
	title TEXT NOT NULL CHECK (title <> ''),
	speakers TEXT,
	place TEXT,		-- a room
	note TEXT,
	rev INTEGER NOT NULL DEFAULT 1,
	CHECK (starts IS NULL OR ends IS NULL OR starts <= ends)
) STRICT;
CREATE INDEX programme_item_event ON programme_item (event, day, starts, id);

-- Who is invited: each row adds those who hold a role on that day, in cités of a place; what is
-- NULL does not restrict.
CREATE TABLE audience (
	id INTEGER PRIMARY KEY,
	event INTEGER NOT NULL REFERENCES event (id),
	role TEXT CHECK (role IN ('copilote_collectivite', 'copilote_prefecture', 'copilote_academie',
		'copilote_autre', 'cpo', 'referent', 'principal', 'elu', 'autre')),
	cite INTEGER REFERENCES cite (id),
	departement TEXT,
	region TEXT,
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX audience_event ON audience (event);
CREATE INDEX audience_cite ON audience (cite) WHERE cite IS NOT NULL;

-- Documents of events and cités (whatever has that id).
CREATE TABLE document (
	id INTEGER PRIMARY KEY,
	subject INTEGER NOT NULL,
	title TEXT NOT NULL CHECK (title <> ''),
	kind TEXT NOT NULL CHECK (kind IN ('minutes', 'slides', 'programme', 'sheet', 'convention', 'photo', 'other')),
	address TEXT NOT NULL CHECK (address <> ''),	-- a file's path or a URL
	day TEXT NOT NULL CHECK (day IS date(day)),
	author TEXT NOT NULL,
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX document_subject ON document (subject, day);

-- Postponed, moved, cancelled: what it was before, and why.
CREATE TABLE event_move (
	id INTEGER PRIMARY KEY,
	event INTEGER NOT NULL REFERENCES event (id),
	at INTEGER NOT NULL,			-- UTC ms
	author TEXT NOT NULL,
	status TEXT NOT NULL,			-- before
	starts TEXT NOT NULL,			-- before
	ends TEXT,				-- before
	reason TEXT
) STRICT;
CREATE INDEX event_move_event ON event_move (event, id);

-- How often an event has changed, for the calendars that hold a copy: it grows with each change, an
-- undo too, and so is not journaled.
CREATE TABLE event_sequence (
	event INTEGER PRIMARY KEY,
	sequence INTEGER NOT NULL,
	modified INTEGER NOT NULL		-- UTC ms
) STRICT;
INSERT INTO event_sequence (event, sequence, modified)
	SELECT id, CASE WHEN rev > 1 THEN 1 ELSE 0 END, (max(id, rev) >> 22) + 1577836800000 FROM event;

CREATE TRIGGER event_sequence_new AFTER INSERT ON event BEGIN
	INSERT INTO event_sequence (event, sequence, modified) VALUES (new.id, 0, CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))
		ON CONFLICT (event) DO UPDATE SET sequence = sequence + 1, modified = excluded.modified;
END;
CREATE TRIGGER event_sequence_edit AFTER UPDATE ON event BEGIN
	INSERT INTO event_sequence (event, sequence, modified) VALUES (new.id, 1, CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))
		ON CONFLICT (event) DO UPDATE SET sequence = sequence + 1, modified = excluded.modified;
END;
CREATE TRIGGER event_sequence_item_new AFTER INSERT ON programme_item BEGIN
	UPDATE event_sequence SET sequence = sequence + 1, modified = CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER) WHERE event = new.event;
END;
CREATE TRIGGER event_sequence_item_edit AFTER UPDATE ON programme_item BEGIN
	UPDATE event_sequence SET sequence = sequence + 1, modified = CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)
		WHERE event IN (old.event, new.event);
END;
CREATE TRIGGER event_sequence_item_gone AFTER DELETE ON programme_item BEGIN
	UPDATE event_sequence SET sequence = sequence + 1, modified = CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER) WHERE event = old.event;
END;

-- Documents are found by their title.
CREATE VIEW search_document AS
SELECT d.id AS id, '' AS label, d.title || ' ' || coalesce(e.title || ' ' || e.code, '') || ' ' || coalesce(c.name, '') AS words
FROM document d LEFT JOIN event e ON e.id = d.subject LEFT JOIN cite c ON c.id = d.subject;
CREATE TRIGGER search_document_ai AFTER INSERT ON document BEGIN
	INSERT INTO search (rowid, label, words, kind)
		SELECT id, label, words, 'document' FROM search_document WHERE id = new.id;
END;
CREATE TRIGGER search_document_au AFTER UPDATE ON document BEGIN
	DELETE FROM search WHERE rowid = old.id;
	INSERT INTO search (rowid, label, words, kind)
		SELECT id, label, words, 'document' FROM search_document WHERE id = new.id;
END;
CREATE TRIGGER search_document_ad AFTER DELETE ON document BEGIN
	DELETE FROM search WHERE rowid = old.id;
END;
