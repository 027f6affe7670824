-- No credit note is dated before the invoice that it corrects.
CREATE TRIGGER invoice_credit_after BEFORE INSERT ON invoice
WHEN NEW.day < (SELECT i.day FROM invoice i WHERE i.id = NEW.corrects)
BEGIN
	SELECT RAISE(ABORT, 'a credit note comes after its invoice');
END;
