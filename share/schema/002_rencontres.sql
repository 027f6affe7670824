-- The rencontres: cycles, events and their sessions, registrations, presence, tariffs, payments.

CREATE TABLE IF NOT EXISTS cycle (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	note TEXT,
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE IF NOT EXISTS event (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,		-- slug
	kind TEXT NOT NULL CHECK (kind IN ('etape', 'cpo', 'regional_day', 'workshop', 'committee',
		'visit', 'webinar', 'national')),
	cycle INTEGER REFERENCES cycle (id),
	stage_no INTEGER,			-- étapes only
	title TEXT NOT NULL CHECK (title <> ''),
	theme TEXT,
	-- ISO, cut to the precision known: 2020-02-11, 2020-02-11T09:30, 2019-01, 2021
	starts TEXT NOT NULL,
	ends TEXT,				-- included; NULL: the same as starts
	precision TEXT NOT NULL DEFAULT 'day' CHECK (precision IN ('day', 'month', 'period', 'year')),
	first_day TEXT NOT NULL CHECK (first_day IS date(first_day)),	-- bounds of what starts..ends covers
	last_day TEXT NOT NULL CHECK (last_day IS date(last_day) AND last_day >= first_day),
	zone TEXT NOT NULL DEFAULT 'Europe/Paris',
	place TEXT,
	address TEXT,
	town TEXT,
	cite INTEGER REFERENCES cite (id),	-- the host
	format TEXT CHECK (format IN ('on_site', 'online', 'hybrid')),
	capacity INTEGER CHECK (capacity >= 0),	-- NULL: no limit
	participants INTEGER CHECK (participants >= 0),	-- as a source tells, where nobody was registered here
	status TEXT NOT NULL CHECK (status IN ('draft', 'announced', 'open', 'closed', 'held',
		'postponed', 'cancelled')),
	speakers TEXT,
	source TEXT,
	note TEXT,
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX IF NOT EXISTS event_day ON event (first_day, id);
CREATE INDEX IF NOT EXISTS event_cite ON event (cite);

CREATE TABLE IF NOT EXISTS session (
	id INTEGER PRIMARY KEY,
	event INTEGER NOT NULL REFERENCES event (id),
	no INTEGER NOT NULL CHECK (no > 0),	-- 1, 2, … as people say it
	day TEXT NOT NULL CHECK (day IS date(day)),
	part TEXT NOT NULL CHECK (part IN ('morning', 'afternoon', 'evening', 'day')),
	starts INTEGER NOT NULL CHECK (starts BETWEEN 0 AND 1439),	-- minutes after midnight there
	ends INTEGER NOT NULL CHECK (ends BETWEEN 0 AND 2880),	-- past 1440: the next day
	title TEXT,
	rev INTEGER NOT NULL DEFAULT 1,
	UNIQUE (event, no)
) STRICT;

CREATE TABLE IF NOT EXISTS registration (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,
	event INTEGER NOT NULL REFERENCES event (id),
	person INTEGER NOT NULL REFERENCES person (id),
	status TEXT NOT NULL CHECK (status IN ('registered', 'waiting', 'cancelled', 'invited', 'declined')),
	walk_in INTEGER NOT NULL DEFAULT 0 CHECK (walk_in IN (0, 1)),
	created_at INTEGER NOT NULL,		-- UTC ms
	author TEXT NOT NULL DEFAULT '',
	cancelled_at INTEGER,
	reason TEXT,				-- of a cancellation
	note TEXT,
	rev INTEGER NOT NULL DEFAULT 1,
	UNIQUE (event, person)
) STRICT;
CREATE INDEX IF NOT EXISTS registration_person ON registration (person);
-- Covers the counters of an event.
CREATE INDEX IF NOT EXISTS registration_event ON registration (event, status, walk_in);

-- Which sessions a registration is for; no row at all: every session.
CREATE TABLE IF NOT EXISTS registration_session (
	id INTEGER PRIMARY KEY,
	registration INTEGER NOT NULL REFERENCES registration (id),
	session INTEGER NOT NULL REFERENCES session (id),
	UNIQUE (registration, session)
) STRICT;
CREATE INDEX IF NOT EXISTS registration_session_session ON registration_session (session);

-- Facts: rows are only ever added.
CREATE TABLE IF NOT EXISTS checkin (
	id INTEGER PRIMARY KEY,
	registration INTEGER NOT NULL REFERENCES registration (id),
	session INTEGER NOT NULL REFERENCES session (id),
	kind TEXT NOT NULL CHECK (kind IN ('in', 'out', 'undo')),
	at INTEGER NOT NULL,			-- UTC ms
	desk TEXT NOT NULL,
	author TEXT NOT NULL,
	via TEXT NOT NULL DEFAULT 'desk' CHECK (via IN ('desk', 'scan', 'command', 'paper', 'import')),
	undoes INTEGER REFERENCES checkin (id),	-- of kind undo: the fact taken back
	CHECK ((kind = 'undo') = (undoes IS NOT NULL))
) STRICT;
CREATE INDEX IF NOT EXISTS checkin_registration ON checkin (registration, session, id);
-- Covers the question who is present in a session, in the order of the facts.
CREATE INDEX IF NOT EXISTS checkin_session ON checkin (session, registration, id, kind, undoes);
CREATE UNIQUE INDEX IF NOT EXISTS checkin_undoes ON checkin (undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER IF NOT EXISTS checkin_is_a_fact BEFORE UPDATE ON checkin
BEGIN
	SELECT RAISE(ABORT, 'check-ins are facts: they are only ever added');
END;

-- Who is present in which session: the last fact that nobody took back is an 'in'.
CREATE VIEW IF NOT EXISTS presence AS
SELECT c.registration, c.session, c.id AS checkin, c.at, c.desk, c.author
FROM checkin c
WHERE c.kind = 'in'
	AND NOT EXISTS (SELECT 1 FROM checkin u WHERE u.undoes = c.id)
	AND NOT EXISTS (SELECT 1 FROM checkin l
		WHERE l.registration = c.registration AND l.session = c.session AND l.id > c.id
			AND l.kind IN ('in', 'out')
			AND NOT EXISTS (SELECT 1 FROM checkin u WHERE u.undoes = l.id));

CREATE TABLE IF NOT EXISTS tariff (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL,
	valid_from TEXT CHECK (valid_from IS date(valid_from)),
	valid_to TEXT CHECK (valid_to IS date(valid_to)),
	currency TEXT NOT NULL DEFAULT 'EUR',
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;

-- Rules in order; the first that matches wins.
CREATE TABLE IF NOT EXISTS tariff_rule (
	id INTEGER PRIMARY KEY,
	tariff INTEGER NOT NULL REFERENCES tariff (id),
	rank INTEGER NOT NULL,
	condition TEXT NOT NULL CHECK (condition IN ('state', 'member', 'any')),
	cents_per_day INTEGER NOT NULL CHECK (cents_per_day >= 0),
	UNIQUE (tariff, rank)
) STRICT;

CREATE TABLE IF NOT EXISTS payment (
	id INTEGER PRIMARY KEY,
	registration INTEGER NOT NULL REFERENCES registration (id),
	cents INTEGER NOT NULL CHECK (cents <> 0),	-- negative: a refund
	means TEXT NOT NULL CHECK (means IN ('especes', 'cheque', 'carte', 'virement', 'mandat')),
	day TEXT NOT NULL CHECK (day IS date(day)),
	at INTEGER NOT NULL,
	desk TEXT NOT NULL,
	author TEXT NOT NULL,
	reference TEXT,
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX IF NOT EXISTS payment_registration ON payment (registration);
