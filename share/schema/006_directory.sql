-- The directory: the label's history, notes, moods and news, filters with a name, people who are not
-- the same, who was confirmed or erased.

-- The label of a cité through time; dates as in 001.
CREATE TABLE cite_label (
	id INTEGER PRIMARY KEY,
	cite INTEGER NOT NULL REFERENCES cite (id),
	status TEXT NOT NULL CHECK (status IN ('candidate', 'labelled', 'renewed', 'ended')),
	valid_from TEXT CHECK (valid_from IS date(valid_from)),
	valid_to TEXT CHECK (valid_to IS date(valid_to)),
	note TEXT,
	rev INTEGER NOT NULL DEFAULT 1,
	CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to)
) STRICT;
CREATE INDEX cite_label_cite ON cite_label (cite, valid_from);

-- Dated and signed; about whatever has that id (unique across tables).
CREATE TABLE note (
	id INTEGER PRIMARY KEY,
	subject INTEGER NOT NULL,
	day TEXT NOT NULL CHECK (day IS date(day)),
	author TEXT NOT NULL,
	text TEXT NOT NULL CHECK (text <> ''),
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX note_subject ON note (subject, day);

-- Météo du jour: 1 storm … 5 sunshine.
CREATE TABLE mood (
	id INTEGER PRIMARY KEY,
	cite INTEGER NOT NULL REFERENCES cite (id),
	event INTEGER REFERENCES event (id),
	day TEXT NOT NULL CHECK (day IS date(day)),
	level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 5),
	author TEXT NOT NULL,
	rev INTEGER NOT NULL DEFAULT 1,
	UNIQUE (cite, event)
) STRICT;
CREATE INDEX mood_cite ON mood (cite, day);

-- Actualités, as told at a meeting.
CREATE TABLE news (
	id INTEGER PRIMARY KEY,
	cite INTEGER NOT NULL REFERENCES cite (id),
	event INTEGER REFERENCES event (id),
	day TEXT NOT NULL CHECK (day IS date(day)),
	text TEXT NOT NULL CHECK (text <> ''),
	author TEXT NOT NULL,
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX news_cite ON news (cite, day);

CREATE TABLE saved_filter (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE CHECK (name <> ''),
	kind TEXT NOT NULL CHECK (kind IN ('people', 'structures', 'cites')),
	query TEXT NOT NULL,
	author TEXT NOT NULL,
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;

-- Looked alike, and somebody said that they are two.
CREATE TABLE distinct_pair (
	id INTEGER PRIMARY KEY,
	one INTEGER NOT NULL REFERENCES person (id),
	other INTEGER NOT NULL REFERENCES person (id),
	author TEXT NOT NULL,
	at INTEGER NOT NULL,			-- UTC ms
	CHECK (one < other),
	UNIQUE (one, other)
) STRICT;
CREATE INDEX distinct_pair_other ON distinct_pair (other);

ALTER TABLE person ADD COLUMN confirmed_on TEXT CHECK (confirmed_on IS date(confirmed_on));
ALTER TABLE person ADD COLUMN confirmed_by TEXT;
-- The day of the last contact that came from the person (RGPD: retention counts from it).
ALTER TABLE person ADD COLUMN last_contact TEXT CHECK (last_contact IS date(last_contact));
-- Of somebody erased nothing stays but this, her cité and her function: anonymous presence.
ALTER TABLE person ADD COLUMN erased_at INTEGER;	-- UTC ms
ALTER TABLE person ADD COLUMN erased_kind TEXT;		-- of her structure
CREATE INDEX person_erased ON person (erased_at) WHERE erased_at IS NOT NULL;

-- Nobody who was erased is found again.
DROP VIEW search_person;
CREATE VIEW search_person AS
SELECT p.id AS id, '1' || replace(p.fold, ' ', ' 1') AS label,
	p.squash || ' ' || p.fold || ' ' || coalesce(p.email, '') || ' ' || p.digits || ' ' || coalesce(p.function, '')
	|| ' ' || coalesce(s.name, '') || ' ' || coalesce(c.name, '') || ' '
	|| coalesce((SELECT group_concat(CASE m.role
			WHEN 'cpo' THEN 'cpo coordonnateur coordonnatrice chef cheffe projet'
			WHEN 'copilote_collectivite' THEN 'copilote collectivité troïka'
			WHEN 'copilote_prefecture' THEN 'copilote préfecture troïka'
			WHEN 'copilote_academie' THEN 'copilote académie troïka'
			WHEN 'copilote_autre' THEN 'copilote troïka'
			WHEN 'referent' THEN 'référent référente'
			WHEN 'principal' THEN 'principal principale collège'
			WHEN 'elu' THEN 'élu élue' ELSE '' END || ' ' || mc.name, ' ')
		FROM mandate m JOIN cite mc ON mc.id = m.cite WHERE m.person = p.id), '') AS words
FROM person p LEFT JOIN structure s ON s.id = p.structure LEFT JOIN cite c ON c.id = p.cite
WHERE p.erased_at IS NULL;

-- A check-in stays the fact it was, but what was typed about it goes with the person.
DROP TRIGGER checkin_is_a_fact;
CREATE TRIGGER checkin_is_a_fact BEFORE UPDATE ON checkin
WHEN NOT (new.reason IS NULL AND new.id = old.id AND new.registration = old.registration
	AND new.session = old.session AND new.kind = old.kind AND new.at = old.at AND new.desk = old.desk
	AND new.author = old.author AND new.via = old.via AND new.undoes IS old.undoes)
BEGIN
	SELECT RAISE(ABORT, 'check-ins are facts: they are only ever added');
END;
