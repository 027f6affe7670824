-- Messages handed over to be sent: to whom, about which rencontre, which one, when. The address stays in
-- the directory, the text in its template.

CREATE TABLE message_sent (
	id INTEGER PRIMARY KEY,
	event INTEGER NOT NULL REFERENCES event (id),
	person INTEGER NOT NULL REFERENCES person (id),
	kind TEXT NOT NULL CHECK (kind IN ('invitation', 'reminder', 'postponed', 'cancelled')),
	at INTEGER NOT NULL,			-- UTC ms
	author TEXT NOT NULL
) STRICT;
CREATE INDEX message_sent_event ON message_sent (event, person);
CREATE INDEX message_sent_person ON message_sent (person);
