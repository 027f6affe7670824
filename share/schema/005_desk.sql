-- The desk: capacities below the event's, delegations, substitutions, receipts, refused tries.

ALTER TABLE event ADD COLUMN cite_capacity INTEGER CHECK (cite_capacity >= 0);	-- people of one cité; NULL: no limit
ALTER TABLE session ADD COLUMN capacity INTEGER CHECK (capacity >= 0);

-- Who announced her: the contact of a delegation.
ALTER TABLE registration ADD COLUMN registered_by INTEGER REFERENCES person (id);
-- "She comes in my place": the registration, cancelled since, that this one took over.
ALTER TABLE registration ADD COLUMN replaces INTEGER REFERENCES registration (id);
ALTER TABLE registration ADD COLUMN waiting_since INTEGER;	-- UTC ms; NULL: since created_at
ALTER TABLE registration ADD COLUMN cancelled_by TEXT;
CREATE INDEX registration_by ON registration (registered_by) WHERE registered_by IS NOT NULL;
CREATE INDEX registration_replaces ON registration (replaces) WHERE replaces IS NOT NULL;

ALTER TABLE checkin ADD COLUMN reason TEXT;	-- of kind undo, by somebody else than who checked in

ALTER TABLE payment ADD COLUMN receipt TEXT;
CREATE UNIQUE INDEX payment_receipt ON payment (receipt) WHERE receipt IS NOT NULL;

-- The last number given in a series. Not journaled: a number that was once said is never given
-- again, even when what it stood for is taken back.
CREATE TABLE numbering (
	series TEXT PRIMARY KEY,
	last INTEGER NOT NULL CHECK (last > 0)
) STRICT;

-- Tries that the desk did not let through: facts, too.
CREATE TABLE refusal (
	id INTEGER PRIMARY KEY,
	event INTEGER NOT NULL REFERENCES event (id),
	session INTEGER REFERENCES session (id),
	registration INTEGER REFERENCES registration (id),
	person INTEGER REFERENCES person (id),
	outcome TEXT NOT NULL CHECK (outcome IN ('already', 'other_session', 'waiting', 'cancelled',
		'not_registered', 'ambiguous', 'unknown', 'other_event', 'wrong_code', 'full')),
	typed TEXT,				-- as it was, when nobody was found by it
	at INTEGER NOT NULL,			-- UTC ms
	desk TEXT NOT NULL,
	author TEXT NOT NULL,
	via TEXT NOT NULL CHECK (via IN ('desk', 'scan', 'command', 'paper', 'import'))
) STRICT;
CREATE INDEX refusal_event ON refusal (event, id);
CREATE INDEX refusal_registration ON refusal (registration) WHERE registration IS NOT NULL;
CREATE INDEX refusal_person ON refusal (person) WHERE person IS NOT NULL;
CREATE TRIGGER refusal_is_a_fact BEFORE UPDATE ON refusal
WHEN old.typed IS NEW.typed AND old.person IS NEW.person AND old.registration IS NEW.registration
	AND old.session IS NEW.session
BEGIN
	SELECT RAISE(ABORT, 'refusals are facts: they are only ever added');
END;
