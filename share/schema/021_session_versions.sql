-- A rencontre that says when it begins and not when it ends ends with its last session: calendars that hold
-- a copy are told of that as of any other change. One that has just been made has one session, and is told already.
CREATE TRIGGER event_sequence_session_new AFTER INSERT ON session WHEN new.no > 1 BEGIN
	UPDATE event_sequence SET sequence = sequence + 1, modified = CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)
		WHERE event = new.event AND EXISTS (SELECT 1 FROM event e WHERE e.id = new.event AND e.starts LIKE '%T%' AND coalesce(e.ends, '') = '');
END;
CREATE TRIGGER event_sequence_session_edit AFTER UPDATE ON session WHEN (new.day, new.ends) IS NOT (old.day, old.ends) BEGIN
	UPDATE event_sequence SET sequence = sequence + 1, modified = CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)
		WHERE event = new.event AND EXISTS (SELECT 1 FROM event e WHERE e.id = new.event AND e.starts LIKE '%T%' AND coalesce(e.ends, '') = '');
END;
CREATE TRIGGER event_sequence_session_gone AFTER DELETE ON session BEGIN
	UPDATE event_sequence SET sequence = sequence + 1, modified = CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)
		WHERE event = old.event AND EXISTS (SELECT 1 FROM event e WHERE e.id = old.event AND e.starts LIKE '%T%' AND coalesce(e.ends, '') = '');
END;
