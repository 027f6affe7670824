-- Invoices: VAT line by line, days that follow each other, numbers that nothing replaces, and the
-- two references that a merge of two records moves: what was said on paper stays as it is.

ALTER TABLE invoice_line ADD COLUMN vat_cents INTEGER NOT NULL DEFAULT 0;

DROP TRIGGER invoice_next;
CREATE TRIGGER invoice_next BEFORE INSERT ON invoice
WHEN NEW.seq <> 1 + (SELECT coalesce(max(i.seq), 0) FROM invoice i WHERE i.kind = NEW.kind AND i.year = NEW.year)
	OR NEW.year <> CAST(substr(NEW.day, 1, 4) AS INTEGER)
	OR EXISTS (SELECT 1 FROM invoice i WHERE i.id = NEW.id)
	OR EXISTS (SELECT 1 FROM invoice i WHERE i.number = NEW.number)
BEGIN
	SELECT RAISE(ABORT, 'invoice numbers follow each other');
END;
CREATE TRIGGER invoice_days_follow BEFORE INSERT ON invoice
WHEN NEW.day < (SELECT max(i.day) FROM invoice i WHERE i.kind = NEW.kind)
BEGIN
	SELECT RAISE(ABORT, 'the days of invoices follow each other');
END;
CREATE INDEX invoice_day ON invoice (kind, day);

DROP TRIGGER invoice_adds_up;
CREATE TRIGGER invoice_adds_up BEFORE INSERT ON invoice
WHEN NEW.net_cents IS NOT (SELECT sum(l.net_cents) FROM invoice_line l WHERE l.invoice = NEW.id)
	OR NEW.vat_cents IS NOT (SELECT sum(l.vat_cents) FROM invoice_line l WHERE l.invoice = NEW.id)
BEGIN
	SELECT RAISE(ABORT, 'an invoice is the sum of its lines');
END;

CREATE TRIGGER invoice_credit_lines BEFORE INSERT ON invoice
WHEN EXISTS (SELECT 1 FROM invoice_line l LEFT JOIN invoice_line o ON o.id = l.corrects WHERE l.invoice = NEW.id
	AND (o.invoice IS NOT NEW.corrects OR (o.id IS NOT NULL AND o.net_cents + o.vat_cents <
		(SELECT sum(c.net_cents + c.vat_cents) FROM invoice_line c WHERE c.corrects = o.id))))
BEGIN
	SELECT RAISE(ABORT, 'a credit note never gives back more than is left of a line');
END;

DROP TRIGGER invoice_stays;
CREATE TRIGGER invoice_stays BEFORE UPDATE ON invoice
WHEN (NEW.id, NEW.kind, NEW.year, NEW.seq, NEW.number, NEW.day, NEW.due_day, NEW.at, NEW.author, NEW.desk,
	NEW.corrects, NEW.reason, NEW.event, NEW.service_from, NEW.service_to, NEW.payer_structure, NEW.seller,
	NEW.buyer, NEW.service_code, NEW.engagement, NEW.vat, NEW.vat_rate, NEW.net_cents, NEW.vat_cents,
	NEW.total_cents, NEW.terms, NEW.lang)
	IS NOT (OLD.id, OLD.kind, OLD.year, OLD.seq, OLD.number, OLD.day, OLD.due_day, OLD.at, OLD.author, OLD.desk,
	OLD.corrects, OLD.reason, OLD.event, OLD.service_from, OLD.service_to, OLD.payer_structure, OLD.seller,
	OLD.buyer, OLD.service_code, OLD.engagement, OLD.vat, OLD.vat_rate, OLD.net_cents, OLD.vat_cents,
	OLD.total_cents, OLD.terms, OLD.lang)
BEGIN
	SELECT RAISE(ABORT, 'an issued invoice never changes');
END;

DROP TRIGGER invoice_line_stays;
CREATE TRIGGER invoice_line_stays BEFORE UPDATE ON invoice_line
WHEN (NEW.id, NEW.invoice, NEW.no, NEW.corrects, NEW.event, NEW.name, NEW.label, NEW.first_day, NEW.last_day,
	NEW.unit, NEW.quantity, NEW.unit_cents, NEW.percent, NEW.net_cents, NEW.vat_cents, NEW.reasons)
	IS NOT (OLD.id, OLD.invoice, OLD.no, OLD.corrects, OLD.event, OLD.name, OLD.label, OLD.first_day, OLD.last_day,
	OLD.unit, OLD.quantity, OLD.unit_cents, OLD.percent, OLD.net_cents, OLD.vat_cents, OLD.reasons)
	OR (SELECT r.event FROM registration r WHERE r.id = NEW.registration)
	IS NOT (SELECT r.event FROM registration r WHERE r.id = OLD.registration)
BEGIN
	SELECT RAISE(ABORT, 'an issued invoice never changes');
END;

-- What was given back on an invoice, and what was paid of it: at the desk, for the registrations it
-- bills (of several invoices of one registration the first takes what it asks, the last what is
-- left), and since.
CREATE VIEW invoice_money (id, credited, desk, since, reminders) AS
SELECT i.id,
	coalesce((SELECT sum(c.total_cents) FROM invoice c WHERE c.corrects = i.id), 0),
	coalesce((SELECT sum(CASE WHEN m.later THEN max(0, min(m.own, m.rest)) ELSE max(0, m.rest) END) FROM
		(SELECT sum(l.net_cents + l.vat_cents - coalesce((SELECT sum(c.net_cents + c.vat_cents)
			FROM invoice_line c WHERE c.corrects = l.id), 0)) AS own,
		coalesce((SELECT sum(y.cents) FROM payment y WHERE y.registration = l.registration), 0)
		- coalesce((SELECT sum(b.net_cents + b.vat_cents - coalesce((SELECT sum(c.net_cents + c.vat_cents)
			FROM invoice_line c WHERE c.corrects = b.id), 0))
			FROM invoice_line b JOIN invoice j ON j.id = b.invoice WHERE b.registration = l.registration
			AND j.kind = 'invoice' AND (j.year, j.seq) < (i.year, i.seq)), 0) AS rest,
		EXISTS (SELECT 1 FROM invoice_line b JOIN invoice j ON j.id = b.invoice
			WHERE b.registration = l.registration AND j.kind = 'invoice'
			AND (j.year, j.seq) > (i.year, i.seq)) AS later
		FROM invoice_line l WHERE l.invoice = i.id AND l.registration IS NOT NULL
		GROUP BY l.registration) m), 0),
	coalesce((SELECT sum(p.cents) FROM invoice_payment p WHERE p.invoice = i.id), 0),
	coalesce((SELECT max(m.level) FROM reminder m WHERE m.invoice = i.id), 0)
FROM invoice i WHERE i.kind = 'invoice';
