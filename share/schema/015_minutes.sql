-- Minutes of a rencontre: what was decided, and dates told that are no rencontre yet. Several desks write at
-- once, so each is a row (event.decisions was never written).
CREATE TABLE minutes_point (
	id INTEGER PRIMARY KEY,
	event INTEGER NOT NULL REFERENCES event (id),
	kind TEXT NOT NULL CHECK (kind IN ('decision', 'date')),
	text TEXT NOT NULL CHECK (text <> ''),
	author TEXT NOT NULL,
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX minutes_point_event ON minutes_point (event, id);

-- Moods and news are read by rencontre as well.
CREATE INDEX mood_event ON mood (event) WHERE event IS NOT NULL;
CREATE INDEX news_event ON news (event) WHERE event IS NOT NULL;
