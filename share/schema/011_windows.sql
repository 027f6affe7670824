-- A window of the calendar is read by its first days; what lasts longer than a month is looked for apart.
CREATE INDEX event_long ON event (first_day, last_day) WHERE last_day > date(first_day, '+31 days');
