-- Badges of registrations that are another's since: two records of one person were made one. What
-- was printed for the one that went still opens the door to the one that stayed.

CREATE TABLE badge (
	id INTEGER PRIMARY KEY,			-- of the registration that went: a desk that was offline may still tell of it
	code TEXT NOT NULL UNIQUE,
	registration INTEGER NOT NULL REFERENCES registration (id)
) STRICT;
CREATE INDEX badge_registration ON badge (registration);
