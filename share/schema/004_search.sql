-- The finder: one index over people, cités, structures and events; one rowid each.
-- It is kept by triggers, so that it is right by whatever path a row comes or goes
-- (a form, an import, an undo, a merge).
-- In `label` every word of the folded name has a 1 before it: the same word elsewhere is another
-- token, so that names are asked for without reading all that has the word (a column filter reads
-- it all: 4 ms for 'mission' among 100,000 people). Prefixes are indexed up to 7 letters; what is
-- longer is rare enough to be put together from its words.

CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5 (
	label, words, kind,
	tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4 5 6 7'
);

CREATE VIEW IF NOT EXISTS search_person AS
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
FROM person p LEFT JOIN structure s ON s.id = p.structure LEFT JOIN cite c ON c.id = p.cite;

CREATE VIEW IF NOT EXISTS search_cite AS
SELECT c.id AS id, '1' || replace(c.fold, ' ', ' 1') AS label, c.fold || ' ' || c.code || ' ' || c.departement || ' ' || c.academie || ' '
	|| coalesce((SELECT group_concat(m.name || ' ' || m.fold, ' ') FROM cite_commune cc JOIN commune m ON m.insee = cc.insee
		WHERE cc.cite = c.id), '') AS words
FROM cite c;

CREATE VIEW IF NOT EXISTS search_structure AS
SELECT s.id AS id, '1' || replace(s.fold, ' ', ' 1') AS label, s.fold || ' ' || coalesce(s.town, '') || ' ' || coalesce(s.email, '') || ' '
	|| coalesce(s.siret, '') || ' ' || coalesce(c.name, '') AS words
FROM structure s LEFT JOIN cite c ON c.id = s.cite;

CREATE VIEW IF NOT EXISTS search_event AS
SELECT e.id AS id, '' AS label, e.title || ' ' || e.code || ' ' || coalesce(e.theme, '') || ' ' || coalesce(e.place, '') || ' '
	|| coalesce(e.town, '') || ' ' || coalesce(c.name, '') || ' ' || e.starts AS words
FROM event e LEFT JOIN cite c ON c.id = e.cite;

CREATE TRIGGER IF NOT EXISTS search_person_ai AFTER INSERT ON person BEGIN
	INSERT INTO search (rowid, label, words, kind)
		SELECT id, label, words, 'person' FROM search_person WHERE id = new.id;
END;
CREATE TRIGGER IF NOT EXISTS search_person_au AFTER UPDATE ON person BEGIN
	DELETE FROM search WHERE rowid = old.id;
	INSERT INTO search (rowid, label, words, kind)
		SELECT id, label, words, 'person' FROM search_person WHERE id = new.id;
END;
CREATE TRIGGER IF NOT EXISTS search_person_ad AFTER DELETE ON person BEGIN
	DELETE FROM search WHERE rowid = old.id;
END;

CREATE TRIGGER IF NOT EXISTS search_mandate_ai AFTER INSERT ON mandate BEGIN
	DELETE FROM search WHERE rowid = new.person;
	INSERT INTO search (rowid, label, words, kind)
		SELECT id, label, words, 'person' FROM search_person WHERE id = new.person;
END;
CREATE TRIGGER IF NOT EXISTS search_mandate_au AFTER UPDATE ON mandate BEGIN
	DELETE FROM search WHERE rowid IN (old.person, new.person);
	INSERT INTO search (rowid, label, words, kind)
		SELECT id, label, words, 'person' FROM search_person WHERE id IN (old.person, new.person);
END;
CREATE TRIGGER IF NOT EXISTS search_mandate_ad AFTER DELETE ON mandate BEGIN
	DELETE FROM search WHERE rowid = old.person;
	INSERT INTO search (rowid, label, words, kind)
		SELECT id, label, words, 'person' FROM search_person WHERE id = old.person;
END;

CREATE TRIGGER IF NOT EXISTS search_structure_ai AFTER INSERT ON structure BEGIN
	INSERT INTO search (rowid, label, words, kind)
		SELECT id, label, words, 'structure' FROM search_structure WHERE id = new.id;
END;
CREATE TRIGGER IF NOT EXISTS search_structure_au AFTER UPDATE ON structure BEGIN
	DELETE FROM search WHERE rowid = old.id;
	INSERT INTO search (rowid, label, words, kind)
		SELECT id, label, words, 'structure' FROM search_structure WHERE id = new.id;
END;
CREATE TRIGGER IF NOT EXISTS search_structure_renamed AFTER UPDATE OF name ON structure
WHEN old.name IS NOT new.name BEGIN
	DELETE FROM search WHERE rowid IN (SELECT id FROM person WHERE structure = new.id);
	INSERT INTO search (rowid, label, words, kind)
		SELECT id, label, words, 'person' FROM search_person
		WHERE id IN (SELECT id FROM person WHERE structure = new.id);
END;
CREATE TRIGGER IF NOT EXISTS search_structure_ad AFTER DELETE ON structure BEGIN
	DELETE FROM search WHERE rowid = old.id;
END;

CREATE TRIGGER IF NOT EXISTS search_cite_ai AFTER INSERT ON cite BEGIN
	INSERT INTO search (rowid, label, words, kind)
		SELECT id, label, words, 'cite' FROM search_cite WHERE id = new.id;
END;
CREATE TRIGGER IF NOT EXISTS search_cite_au AFTER UPDATE ON cite BEGIN
	DELETE FROM search WHERE rowid = old.id;
	INSERT INTO search (rowid, label, words, kind)
		SELECT id, label, words, 'cite' FROM search_cite WHERE id = new.id;
END;
CREATE TRIGGER IF NOT EXISTS search_cite_renamed AFTER UPDATE OF name ON cite
WHEN old.name IS NOT new.name BEGIN
	DELETE FROM search WHERE rowid IN (SELECT id FROM person WHERE cite = new.id
		UNION SELECT person FROM mandate WHERE cite = new.id);
	INSERT INTO search (rowid, label, words, kind)
		SELECT id, label, words, 'person' FROM search_person
		WHERE id IN (SELECT id FROM person WHERE cite = new.id
			UNION SELECT person FROM mandate WHERE cite = new.id);
END;
CREATE TRIGGER IF NOT EXISTS search_cite_ad AFTER DELETE ON cite BEGIN
	DELETE FROM search WHERE rowid = old.id;
END;
CREATE TRIGGER IF NOT EXISTS search_cite_commune_ai AFTER INSERT ON cite_commune BEGIN
	DELETE FROM search WHERE rowid = new.cite;
	INSERT INTO search (rowid, label, words, kind)
		SELECT id, label, words, 'cite' FROM search_cite WHERE id = new.cite;
END;
CREATE TRIGGER IF NOT EXISTS search_cite_commune_ad AFTER DELETE ON cite_commune BEGIN
	DELETE FROM search WHERE rowid = old.cite;
	INSERT INTO search (rowid, label, words, kind)
		SELECT id, label, words, 'cite' FROM search_cite WHERE id = old.cite;
END;

CREATE TRIGGER IF NOT EXISTS search_event_ai AFTER INSERT ON event BEGIN
	INSERT INTO search (rowid, label, words, kind)
		SELECT id, label, words, 'event' FROM search_event WHERE id = new.id;
END;
CREATE TRIGGER IF NOT EXISTS search_event_au AFTER UPDATE ON event BEGIN
	DELETE FROM search WHERE rowid = old.id;
	INSERT INTO search (rowid, label, words, kind)
		SELECT id, label, words, 'event' FROM search_event WHERE id = new.id;
END;
CREATE TRIGGER IF NOT EXISTS search_event_ad AFTER DELETE ON event BEGIN
	DELETE FROM search WHERE rowid = old.id;
END;
