-- Fees: tariffs as data, what was decided by hand, invoices and what is paid for them, budgets.

ALTER TABLE tariff ADD COLUMN code TEXT;	-- slug
UPDATE tariff SET code = CASE WHEN id = (SELECT min(id) FROM tariff WHERE name = 'Tarif du Tour')
	THEN 'tour' ELSE 'tarif-' || id END;
CREATE UNIQUE INDEX tariff_code ON tariff (code);
ALTER TABLE tariff ADD COLUMN succeeds INTEGER REFERENCES tariff (id);
ALTER TABLE tariff ADD COLUMN note TEXT;
-- What counts.
ALTER TABLE tariff ADD COLUMN counts TEXT NOT NULL DEFAULT 'attended' CHECK (counts IN ('attended', 'registered'));
ALTER TABLE tariff ADD COLUMN half_day TEXT NOT NULL DEFAULT 'day' CHECK (half_day IN ('day', 'half'));
ALTER TABLE tariff ADD COLUMN no_show TEXT NOT NULL DEFAULT 'free' CHECK (no_show IN ('free', 'due'));
ALTER TABLE tariff ADD COLUMN inherits INTEGER NOT NULL DEFAULT 1 CHECK (inherits IN (0, 1));
-- Of two tariffs that hold on one day at most one is for all rencontres.
ALTER TABLE tariff ADD COLUMN scope TEXT NOT NULL DEFAULT 'all' CHECK (scope IN ('all', 'named'));	-- named: by event.tariff

-- Rules in order; the first of which every condition holds wins. NULL asks nothing. Lists are of
-- stable names between commas.
CREATE TABLE fee_rule (
	id INTEGER PRIMARY KEY,
	tariff INTEGER NOT NULL REFERENCES tariff (id),
	rank INTEGER NOT NULL,
	name TEXT,				-- as an invoice says it; NULL: made from the conditions
	state INTEGER CHECK (state IN (0, 1)),
	member INTEGER CHECK (member IN (0, 1)),	-- on that day
	walk_in INTEGER CHECK (walk_in IN (0, 1)),
	kinds TEXT,				-- of structure
	roles TEXT,				-- of a mandate of the person in force on that day
	event_kinds TEXT,
	formats TEXT,				-- of the event
	departements TEXT,			-- of the territory
	regions TEXT,
	early_days INTEGER CHECK (early_days >= 0),	-- registered at least that many days before
	unit TEXT NOT NULL DEFAULT 'day' CHECK (unit IN ('day', 'half_day', 'event')),
	cents INTEGER NOT NULL CHECK (cents >= 0),
	percent INTEGER NOT NULL DEFAULT 10000 CHECK (percent BETWEEN 0 AND 10000),	-- of cents, in hundredths
	free_places INTEGER CHECK (free_places > 0),	-- of each member (else each payer) at an event
	cap_cents INTEGER CHECK (cap_cents >= 0),	-- a person and event
	UNIQUE (tariff, rank)
) STRICT;
INSERT INTO fee_rule (id, tariff, rank, state, member, cents)
	SELECT id, tariff, rank, CASE condition WHEN 'state' THEN 1 END, CASE condition WHEN 'member' THEN 1 END,
	cents_per_day FROM tariff_rule;
DROP TABLE tariff_rule;

-- The hat somebody of two wears at an event; NULL: the person's own structure.
ALTER TABLE registration ADD COLUMN hat_structure INTEGER REFERENCES structure (id);
ALTER TABLE registration ADD COLUMN hat_cite INTEGER REFERENCES cite (id);
CREATE INDEX registration_hat_structure ON registration (hat_structure) WHERE hat_structure IS NOT NULL;
CREATE INDEX registration_hat_cite ON registration (hat_cite) WHERE hat_cite IS NOT NULL;

-- An amount set by hand.
CREATE TABLE fee_override (
	id INTEGER PRIMARY KEY,
	registration INTEGER NOT NULL UNIQUE REFERENCES registration (id),
	cents INTEGER NOT NULL CHECK (cents >= 0),
	computed_cents INTEGER,			-- when it was set; NULL: undetermined
	reason TEXT NOT NULL CHECK (reason <> ''),
	at INTEGER NOT NULL,			-- UTC ms
	author TEXT NOT NULL,
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;

-- What a public payer asks for on an invoice (D. 2192-2), and who pays for a structure.
ALTER TABLE structure ADD COLUMN service_code TEXT CHECK (length(service_code) <= 100);
ALTER TABLE structure ADD COLUMN requires TEXT CHECK (requires IN ('none', 'service', 'engagement', 'either', 'both'));
ALTER TABLE structure ADD COLUMN vat_number TEXT;
ALTER TABLE structure ADD COLUMN payer INTEGER REFERENCES structure (id);	-- NULL: itself
CREATE INDEX structure_payer ON structure (payer) WHERE payer IS NOT NULL;

-- An engagement number of a payer, for one event or any.
CREATE TABLE engagement (
	id INTEGER PRIMARY KEY,
	structure INTEGER NOT NULL REFERENCES structure (id),
	event INTEGER REFERENCES event (id),
	number TEXT NOT NULL CHECK (number <> '' AND length(number) <= 50),
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX engagement_of ON engagement (structure, coalesce(event, 0));
CREATE INDEX engagement_event ON engagement (event) WHERE event IS NOT NULL;

-- Invoices and credit notes, as they went out: texts are copies. The lines come first and the
-- invoice seals them, so that nothing can be added to one that was issued.
CREATE TABLE invoice (
	id INTEGER PRIMARY KEY,
	kind TEXT NOT NULL CHECK (kind IN ('invoice', 'credit_note')),
	year INTEGER NOT NULL,
	seq INTEGER NOT NULL CHECK (seq > 0),
	number TEXT NOT NULL UNIQUE,		-- "FA2026-0001"
	day TEXT NOT NULL CHECK (day IS date(day)),	-- of issue
	due_day TEXT CHECK (due_day IS date(due_day)),	-- NULL for a credit note
	at INTEGER NOT NULL,			-- UTC ms
	author TEXT NOT NULL,
	desk TEXT NOT NULL,
	corrects INTEGER REFERENCES invoice (id),
	reason TEXT,				-- of a credit note
	event INTEGER REFERENCES event (id),	-- NULL: of several, in a period
	service_from TEXT NOT NULL CHECK (service_from IS date(service_from)),
	service_to TEXT NOT NULL CHECK (service_to IS date(service_to) AND service_to >= service_from),
	payer_structure INTEGER REFERENCES structure (id),
	payer_person INTEGER REFERENCES person (id),
	seller TEXT NOT NULL CHECK (json_valid(seller)),	-- name, address, siret… as etape.ini had them
	buyer TEXT NOT NULL CHECK (json_valid(buyer)),
	service_code TEXT,
	engagement TEXT,
	vat TEXT NOT NULL CHECK (vat IN ('outside', 'exempt', 'franchise', 'rate')),
	vat_rate INTEGER NOT NULL CHECK (vat_rate >= 0),	-- hundredths of a percent
	net_cents INTEGER NOT NULL,
	vat_cents INTEGER NOT NULL,
	total_cents INTEGER NOT NULL CHECK (total_cents = net_cents + vat_cents AND total_cents >= 0),
	terms TEXT NOT NULL CHECK (json_valid(terms)),	-- penalties, recovery fee, discount, IBAN, BIC, note
	lang TEXT NOT NULL CHECK (lang IN ('fr', 'en')),
	UNIQUE (kind, year, seq),
	CHECK ((payer_structure IS NULL) <> (payer_person IS NULL)),
	CHECK ((kind = 'credit_note') = (corrects IS NOT NULL))
) STRICT;
CREATE INDEX invoice_event ON invoice (event) WHERE event IS NOT NULL;
CREATE INDEX invoice_corrects ON invoice (corrects) WHERE corrects IS NOT NULL;
CREATE INDEX invoice_payer_structure ON invoice (payer_structure) WHERE payer_structure IS NOT NULL;
CREATE INDEX invoice_payer_person ON invoice (payer_person) WHERE payer_person IS NOT NULL;

CREATE TABLE invoice_line (
	id INTEGER PRIMARY KEY,
	invoice INTEGER NOT NULL REFERENCES invoice (id) DEFERRABLE INITIALLY DEFERRED,
	no INTEGER NOT NULL CHECK (no > 0),
	registration INTEGER REFERENCES registration (id),
	corrects INTEGER REFERENCES invoice_line (id),	-- of a credit note
	event TEXT NOT NULL,			-- its title and date
	name TEXT NOT NULL,			-- of who came
	label TEXT NOT NULL,			-- what is billed
	first_day TEXT NOT NULL CHECK (first_day IS date(first_day)),
	last_day TEXT NOT NULL CHECK (last_day IS date(last_day)),
	unit TEXT NOT NULL CHECK (unit IN ('day', 'half_day', 'event')),
	quantity INTEGER NOT NULL CHECK (quantity > 0),	-- hundredths
	unit_cents INTEGER NOT NULL,
	percent INTEGER NOT NULL,		-- asked of it, in hundredths
	net_cents INTEGER NOT NULL,
	reasons TEXT NOT NULL,			-- the reasoning, one a line
	UNIQUE (invoice, no)
) STRICT;
CREATE INDEX invoice_line_registration ON invoice_line (registration) WHERE registration IS NOT NULL;
CREATE INDEX invoice_line_corrects ON invoice_line (corrects) WHERE corrects IS NOT NULL;

CREATE TRIGGER invoice_next BEFORE INSERT ON invoice
WHEN NEW.seq <> 1 + (SELECT coalesce(max(i.seq), 0) FROM invoice i WHERE i.kind = NEW.kind AND i.year = NEW.year)
	OR EXISTS (SELECT 1 FROM invoice i WHERE i.id = NEW.id)
BEGIN
	SELECT RAISE(ABORT, 'invoice numbers follow each other');
END;
CREATE TRIGGER invoice_adds_up BEFORE INSERT ON invoice
WHEN NEW.net_cents IS NOT (SELECT sum(l.net_cents) FROM invoice_line l WHERE l.invoice = NEW.id)
BEGIN
	SELECT RAISE(ABORT, 'an invoice is the sum of its lines');
END;
CREATE TRIGGER invoice_credit_bound BEFORE INSERT ON invoice
WHEN NEW.kind = 'credit_note' AND NOT EXISTS (SELECT 1 FROM invoice i WHERE i.id = NEW.corrects
	AND i.kind = 'invoice' AND i.payer_structure IS NEW.payer_structure AND i.payer_person IS NEW.payer_person
	AND i.total_cents >= NEW.total_cents + (SELECT coalesce(sum(c.total_cents), 0) FROM invoice c
		WHERE c.corrects = NEW.corrects))
BEGIN
	SELECT RAISE(ABORT, 'a credit note never gives back more than is left of its invoice');
END;
CREATE TRIGGER invoice_stays BEFORE UPDATE ON invoice
BEGIN
	SELECT RAISE(ABORT, 'an issued invoice never changes');
END;
CREATE TRIGGER invoice_remains BEFORE DELETE ON invoice
BEGIN
	SELECT RAISE(ABORT, 'an issued invoice never changes');
END;
CREATE TRIGGER invoice_line_sealed BEFORE INSERT ON invoice_line
WHEN EXISTS (SELECT 1 FROM invoice i WHERE i.id = NEW.invoice)
	OR EXISTS (SELECT 1 FROM invoice_line l WHERE l.id = NEW.id OR (l.invoice = NEW.invoice AND l.no = NEW.no))
BEGIN
	SELECT RAISE(ABORT, 'an issued invoice never changes');
END;
CREATE TRIGGER invoice_line_stays BEFORE UPDATE ON invoice_line
BEGIN
	SELECT RAISE(ABORT, 'an issued invoice never changes');
END;
CREATE TRIGGER invoice_line_remains BEFORE DELETE ON invoice_line
BEGIN
	SELECT RAISE(ABORT, 'an issued invoice never changes');
END;

-- Money for an invoice, after the event; what is taken at the desk for a registration is a payment.
CREATE TABLE invoice_payment (
	id INTEGER PRIMARY KEY,
	invoice INTEGER NOT NULL REFERENCES invoice (id),
	cents INTEGER NOT NULL CHECK (cents <> 0),	-- negative: given back
	means TEXT NOT NULL CHECK (means IN ('especes', 'cheque', 'carte', 'virement', 'mandat', 'credit')),
	other INTEGER REFERENCES invoice_payment (id),	-- of means credit: where it was too much
	day TEXT NOT NULL CHECK (day IS date(day)),
	at INTEGER NOT NULL,
	desk TEXT NOT NULL,
	author TEXT NOT NULL,
	reference TEXT,
	receipt TEXT UNIQUE,
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX invoice_payment_invoice ON invoice_payment (invoice);
CREATE INDEX invoice_payment_other ON invoice_payment (other) WHERE other IS NOT NULL;

-- État des sommes à recouvrer: one row a payer, for an accountant who issues titles himself.
CREATE TABLE claim (
	id INTEGER PRIMARY KEY,
	payer_structure INTEGER REFERENCES structure (id),
	payer_person INTEGER REFERENCES person (id),
	event INTEGER REFERENCES event (id),
	cents INTEGER NOT NULL CHECK (cents > 0),
	at INTEGER NOT NULL,
	author TEXT NOT NULL,
	title TEXT,				-- number of the titre de recettes, typed back
	title_day TEXT CHECK (title_day IS date(title_day)),
	paid_day TEXT CHECK (paid_day IS date(paid_day)),	-- as the accountant tells
	rev INTEGER NOT NULL DEFAULT 1,
	CHECK ((payer_structure IS NULL) <> (payer_person IS NULL))
) STRICT;
CREATE UNIQUE INDEX claim_title ON claim (title) WHERE title IS NOT NULL;
CREATE INDEX claim_event ON claim (event) WHERE event IS NOT NULL;
CREATE INDEX claim_payer_structure ON claim (payer_structure) WHERE payer_structure IS NOT NULL;
CREATE INDEX claim_payer_person ON claim (payer_person) WHERE payer_person IS NOT NULL;
CREATE TABLE claim_line (
	id INTEGER PRIMARY KEY,
	claim INTEGER NOT NULL REFERENCES claim (id),
	registration INTEGER NOT NULL REFERENCES registration (id),
	cents INTEGER NOT NULL,
	label TEXT NOT NULL,
	reasons TEXT NOT NULL
) STRICT;
CREATE INDEX claim_line_claim ON claim_line (claim);
CREATE INDEX claim_line_registration ON claim_line (registration);

CREATE TABLE reminder (
	id INTEGER PRIMARY KEY,
	invoice INTEGER NOT NULL REFERENCES invoice (id),
	level INTEGER NOT NULL CHECK (level > 0),
	day TEXT NOT NULL CHECK (day IS date(day)),
	at INTEGER NOT NULL,
	author TEXT NOT NULL,
	note TEXT,
	rev INTEGER NOT NULL DEFAULT 1,
	UNIQUE (invoice, level)
) STRICT;

-- The budget of a mission (a cycle led by a provider), and when it is paid.
CREATE TABLE mission_part (
	id INTEGER PRIMARY KEY,
	cycle INTEGER NOT NULL REFERENCES cycle (id),
	rank INTEGER NOT NULL,
	title TEXT NOT NULL CHECK (title <> ''),
	days INTEGER NOT NULL CHECK (days >= 0),	-- hundredths
	rate_cents INTEGER NOT NULL CHECK (rate_cents >= 0),	-- a day, excluding VAT
	vat_rate INTEGER NOT NULL CHECK (vat_rate >= 0),	-- hundredths of a percent
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX mission_part_cycle ON mission_part (cycle, rank);
CREATE TABLE milestone (
	id INTEGER PRIMARY KEY,
	cycle INTEGER NOT NULL REFERENCES cycle (id),
	rank INTEGER NOT NULL,
	title TEXT NOT NULL CHECK (title <> ''),
	percent INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 10000),	-- hundredths
	due_day TEXT CHECK (due_day IS date(due_day)),
	done_day TEXT CHECK (done_day IS date(done_day)),
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX milestone_cycle ON milestone (cycle, rank);
