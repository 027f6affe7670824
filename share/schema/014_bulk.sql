-- Thousands of rencontres of one import: the finder's index is written once, at its end. Between two changes
-- this table is always empty.
CREATE TABLE search_hold (
	id INTEGER PRIMARY KEY CHECK (id = 1)
) STRICT;
DROP TRIGGER search_event_ai;
CREATE TRIGGER search_event_ai AFTER INSERT ON event WHEN NOT EXISTS (SELECT 1 FROM search_hold) BEGIN
	INSERT INTO search (rowid, label, words, kind)
		SELECT id, label, words, 'event' FROM search_event WHERE id = new.id;
END;

-- A rencontre of somebody else's calendar is of none of our kinds. And a list after IN is made into a table of its own
-- at each row that a CHECK looks at, which costs as much as the row. The words of a CHECK are changed in place, as SQLite's
-- manual of ALTER TABLE says: rows, the order of columns and the journal stay what they are.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(replace(replace(replace(sql,
		'kind IN (''etape'', ''cpo'', ''regional_day'', ''workshop'', ''committee'',
		''visit'', ''webinar'', ''national'')',
		'kind = ''etape'' OR kind = ''cpo'' OR kind = ''regional_day'' OR kind = ''workshop''
		OR kind = ''committee'' OR kind = ''visit'' OR kind = ''webinar'' OR kind = ''national'' OR kind = ''other'''),
		'precision IN (''day'', ''month'', ''period'', ''year'')',
		'precision = ''day'' OR precision = ''month'' OR precision = ''period'' OR precision = ''year'''),
		'format IN (''on_site'', ''online'', ''hybrid'')',
		'format = ''on_site'' OR format = ''online'' OR format = ''hybrid'''),
		'status IN (''draft'', ''announced'', ''open'', ''closed'', ''held'',
		''postponed'', ''cancelled'')',
		'status = ''announced'' OR status = ''open'' OR status = ''closed'' OR status = ''held''
		OR status = ''draft'' OR status = ''postponed'' OR status = ''cancelled''')
	WHERE type = 'table' AND name = 'event';
UPDATE sqlite_schema SET sql = replace(sql,
		'part IN (''morning'', ''afternoon'', ''evening'', ''day'')',
		'part = ''morning'' OR part = ''afternoon'' OR part = ''evening'' OR part = ''day''')
	WHERE type = 'table' AND name = 'session';
PRAGMA writable_schema = RESET;
