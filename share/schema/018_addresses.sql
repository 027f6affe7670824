-- Lines of other people's calendars that name who is invited or invites are no longer kept: people whom nobody
-- here has a reason to know, where no screen shows and no erasure finds them. Those of imports before go too; what
-- calendars hold of these rencontres says the same without them, so their version stays what it is.
DROP TRIGGER event_sequence_edit;
UPDATE event SET foreign_lines = (
	WITH RECURSIVE line (n, text, rest) AS (
		SELECT 0, '', event.foreign_lines || char(10)
		UNION ALL
		SELECT n + 1, substr(rest, 1, instr(rest, char(10)) - 1), substr(rest, instr(rest, char(10)) + 1)
			FROM line WHERE rest <> ''
	)
	SELECT group_concat(text, char(10)) FROM (SELECT text FROM line WHERE n > 0
		AND text NOT LIKE 'ATTENDEE:%' AND text NOT LIKE 'ATTENDEE;%'
		AND text NOT LIKE 'ORGANIZER:%' AND text NOT LIKE 'ORGANIZER;%'
		AND text NOT LIKE 'CONTACT:%' AND text NOT LIKE 'CONTACT;%'
		AND NOT (text LIKE 'X-%' AND text LIKE '%mailto:%') ORDER BY n)
)
WHERE char(10) || foreign_lines LIKE '%' || char(10) || 'ATTENDEE%' OR char(10) || foreign_lines LIKE '%' || char(10) || 'ORGANIZER%'
	OR char(10) || foreign_lines LIKE '%' || char(10) || 'CONTACT%' OR foreign_lines LIKE '%mailto:%';
CREATE TRIGGER event_sequence_edit AFTER UPDATE ON event BEGIN
	INSERT INTO event_sequence (event, sequence, modified) VALUES (new.id, 1, CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))
		ON CONFLICT (event) DO UPDATE SET sequence = sequence + 1, modified = excluded.modified;
END;

-- And out of the journal: such an import can no longer be taken back. CONTACT is looked for where a line
-- begins: it is a word of notes as well.
UPDATE journal SET changeset = NULL
	WHERE kind IN ('import_events', 'event_delete', 'event_move', 'undo') AND changeset IS NOT NULL
	AND (instr(changeset, CAST('ATTENDEE;' AS BLOB)) OR instr(changeset, CAST('ATTENDEE:' AS BLOB))
		OR instr(changeset, CAST('ORGANIZER;' AS BLOB)) OR instr(changeset, CAST('ORGANIZER:' AS BLOB))
		OR instr(changeset, CAST(char(10) || 'CONTACT;' AS BLOB)) OR instr(changeset, CAST(char(10) || 'CONTACT:' AS BLOB))
		OR instr(changeset, CAST('mailto:' AS BLOB)) OR instr(changeset, CAST('MAILTO:' AS BLOB)));
