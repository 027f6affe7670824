-- The journal: one row a change, written in the transaction of the change itself.

CREATE TABLE IF NOT EXISTS journal (
	id INTEGER PRIMARY KEY,			-- grows with the order of the commits
	at INTEGER NOT NULL,			-- UTC ms
	author TEXT NOT NULL,
	desk TEXT NOT NULL,
	kind TEXT NOT NULL,			-- what was done; put in words when shown
	subject INTEGER,			-- id of what it was done to
	object INTEGER,				-- id of the second party (the event of a check-in…)
	n INTEGER,				-- how many, where it counts
	undoes INTEGER REFERENCES journal (id),	-- of an undo: the change taken back
	changeset BLOB				-- NULL: blanked by an erasure
) STRICT;
CREATE INDEX IF NOT EXISTS journal_undoes ON journal (undoes) WHERE undoes IS NOT NULL;
