-- As before, but in an order that the planner cannot turn round: from a registration to the few lines
-- that bill it, never from every invoice of the years before and after to their lines.
DROP VIEW invoice_money;
CREATE VIEW invoice_money (id, credited, desk, since, reminders) AS
SELECT i.id,
	coalesce((SELECT sum(c.total_cents) FROM invoice c WHERE c.corrects = i.id), 0),
	coalesce((SELECT sum(CASE WHEN m.later THEN max(0, min(m.own, m.rest)) ELSE max(0, m.rest) END) FROM
		(SELECT sum(l.net_cents + l.vat_cents - coalesce((SELECT sum(c.net_cents + c.vat_cents)
			FROM invoice_line c WHERE c.corrects = l.id), 0)) AS own,
		coalesce((SELECT sum(y.cents) FROM payment y WHERE y.registration = l.registration), 0)
		- coalesce((SELECT sum(b.net_cents + b.vat_cents - coalesce((SELECT sum(c.net_cents + c.vat_cents)
			FROM invoice_line c WHERE c.corrects = b.id), 0))
			FROM invoice_line b CROSS JOIN invoice j ON j.id = b.invoice WHERE b.registration = l.registration
			AND j.kind = 'invoice' AND (j.year, j.seq) < (i.year, i.seq)), 0) AS rest,
		EXISTS (SELECT 1 FROM invoice_line b CROSS JOIN invoice j ON j.id = b.invoice
			WHERE b.registration = l.registration AND j.kind = 'invoice'
			AND (j.year, j.seq) > (i.year, i.seq)) AS later
		FROM invoice_line l WHERE l.invoice = i.id AND l.registration IS NOT NULL
		GROUP BY l.registration) m), 0),
	coalesce((SELECT sum(p.cents) FROM invoice_payment p WHERE p.invoice = i.id), 0),
	coalesce((SELECT max(m.level) FROM reminder m WHERE m.invoice = i.id), 0)
FROM invoice i WHERE i.kind = 'invoice';
