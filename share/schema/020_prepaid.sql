-- What was paid at the desk before the invoice, sealed with it: its paper says the same for ever,
-- whatever becomes of the payments.
DROP TRIGGER invoice_stays;
ALTER TABLE invoice ADD COLUMN paid_before_cents INTEGER NOT NULL DEFAULT 0
	CHECK (paid_before_cents BETWEEN 0 AND total_cents AND (kind = 'invoice' OR paid_before_cents = 0));
UPDATE invoice SET paid_before_cents = coalesce((SELECT min(total_cents, m.desk) FROM invoice_money m
	WHERE m.id = invoice.id AND m.desk > 0), 0);
CREATE TRIGGER invoice_stays BEFORE UPDATE ON invoice
WHEN (NEW.id, NEW.kind, NEW.year, NEW.seq, NEW.number, NEW.day, NEW.due_day, NEW.at, NEW.author, NEW.desk,
	NEW.corrects, NEW.reason, NEW.event, NEW.service_from, NEW.service_to, NEW.payer_structure, NEW.seller,
	NEW.buyer, NEW.service_code, NEW.engagement, NEW.vat, NEW.vat_rate, NEW.net_cents, NEW.vat_cents,
	NEW.total_cents, NEW.terms, NEW.lang, NEW.paid_before_cents)
	IS NOT (OLD.id, OLD.kind, OLD.year, OLD.seq, OLD.number, OLD.day, OLD.due_day, OLD.at, OLD.author, OLD.desk,
	OLD.corrects, OLD.reason, OLD.event, OLD.service_from, OLD.service_to, OLD.payer_structure, OLD.seller,
	OLD.buyer, OLD.service_code, OLD.engagement, OLD.vat, OLD.vat_rate, OLD.net_cents, OLD.vat_cents,
	OLD.total_cents, OLD.terms, OLD.lang, OLD.paid_before_cents)
BEGIN
	SELECT RAISE(ABORT, 'an issued invoice never changes');
END;
