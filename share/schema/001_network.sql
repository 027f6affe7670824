-- The network: territories, who works where, who holds which post, who is a member.
-- Dates are civil ISO text, both ends included, NULL for open. Positions are 1e-5 degrees.

CREATE TABLE IF NOT EXISTS setting (
	name TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS commune (
	insee TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	fold TEXT NOT NULL,
	departement TEXT NOT NULL,
	lat INTEGER NOT NULL CHECK (lat BETWEEN -9000000 AND 9000000),
	lon INTEGER NOT NULL CHECK (lon BETWEEN -18000000 AND 18000000),
	population INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS commune_fold ON commune (fold);

-- The centres de ressources politique de la ville.
CREATE TABLE IF NOT EXISTS crpv (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	short_name TEXT NOT NULL,
	regions TEXT NOT NULL DEFAULT '',	-- INSEE codes, separated by ;
	departements TEXT NOT NULL DEFAULT '',
	source TEXT,
	note TEXT
) STRICT;

CREATE TABLE IF NOT EXISTS school_holiday (
	id INTEGER PRIMARY KEY,
	zone TEXT NOT NULL CHECK (zone IN ('A', 'B', 'C')),
	name TEXT NOT NULL,
	first_day TEXT NOT NULL CHECK (first_day IS date(first_day)),
	last_day TEXT NOT NULL CHECK (last_day IS date(last_day) AND last_day >= first_day),
	UNIQUE (zone, first_day)
) STRICT;

CREATE TABLE IF NOT EXISTS cite (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	fold TEXT NOT NULL,
	departement TEXT NOT NULL,
	region TEXT NOT NULL,			-- INSEE code
	region_name TEXT NOT NULL,
	academie TEXT NOT NULL,
	wave INTEGER CHECK (wave BETWEEN 2018 AND 2100),	-- year of the label, NULL: not known
	lat INTEGER NOT NULL CHECK (lat BETWEEN -9000000 AND 9000000),
	lon INTEGER NOT NULL CHECK (lon BETWEEN -18000000 AND 18000000),
	source TEXT,
	note TEXT,
	rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX IF NOT EXISTS cite_fold ON cite (fold);
CREATE INDEX IF NOT EXISTS cite_region ON cite (region, fold);

CREATE TABLE IF NOT EXISTS cite_commune (
	id INTEGER PRIMARY KEY,
	cite INTEGER NOT NULL REFERENCES cite (id),
	insee TEXT NOT NULL REFERENCES commune (insee),
	rank INTEGER NOT NULL,			-- 0: the main one
	UNIQUE (cite, insee)
) STRICT;
CREATE INDEX IF NOT EXISTS cite_commune_insee ON cite_commune (insee);

CREATE TABLE IF NOT EXISTS structure (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL CHECK (name <> ''),
	fold TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('commune', 'epci', 'departement', 'region', 'prefecture',
		'education_nationale', 'etat', 'caf', 'association', 'crpv', 'enterprise', 'other')),
	cite INTEGER REFERENCES cite (id),
	parent INTEGER REFERENCES structure (id),	-- inter-communal body or other head
	siret TEXT,
	address TEXT,
	postcode TEXT,
	town TEXT,
	email TEXT,
	phone TEXT,
	note TEXT,
	rev INTEGER NOT NULL DEFAULT 1,
	CHECK (parent IS NULL OR parent <> id)
) STRICT;
CREATE INDEX IF NOT EXISTS structure_fold ON structure (fold);
CREATE INDEX IF NOT EXISTS structure_cite ON structure (cite);
CREATE INDEX IF NOT EXISTS structure_parent ON structure (parent);

CREATE TABLE IF NOT EXISTS person (
	id INTEGER PRIMARY KEY,
	family_name TEXT NOT NULL,
	given_name TEXT NOT NULL,
	fold TEXT NOT NULL,			-- fold_person_key(): sorts and finds
	given_fold TEXT NOT NULL,
	squash TEXT NOT NULL,			-- family then given, folded, without blanks
	email TEXT,
	email_fold TEXT,			-- lower case, for recognition
	phone TEXT,				-- as typed
	mobile TEXT,
	digits TEXT NOT NULL DEFAULT '',	-- of both, national form, separated by a blank
	structure INTEGER REFERENCES structure (id),
	function TEXT,
	cite INTEGER REFERENCES cite (id),
	note TEXT,
	rev INTEGER NOT NULL DEFAULT 1,
	CHECK (family_name <> '' OR given_name <> '')
) STRICT;
CREATE INDEX IF NOT EXISTS person_fold ON person (fold, id);
CREATE INDEX IF NOT EXISTS person_given ON person (given_fold);
CREATE INDEX IF NOT EXISTS person_squash ON person (squash);
CREATE INDEX IF NOT EXISTS person_email ON person (email_fold) WHERE email_fold IS NOT NULL;
CREATE INDEX IF NOT EXISTS person_structure ON person (structure);
CREATE INDEX IF NOT EXISTS person_cite ON person (cite);

CREATE TABLE IF NOT EXISTS mandate (
	id INTEGER PRIMARY KEY,
	person INTEGER NOT NULL REFERENCES person (id),
	cite INTEGER NOT NULL REFERENCES cite (id),
	role TEXT NOT NULL CHECK (role IN ('copilote_collectivite', 'copilote_prefecture',
		'copilote_academie', 'copilote_autre', 'cpo', 'referent', 'principal', 'elu', 'autre')),
	structure INTEGER REFERENCES structure (id),
	valid_from TEXT CHECK (valid_from IS date(valid_from)),
	valid_to TEXT CHECK (valid_to IS date(valid_to)),
	note TEXT,
	rev INTEGER NOT NULL DEFAULT 1,
	CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to)
) STRICT;
CREATE INDEX IF NOT EXISTS mandate_cite ON mandate (cite, role, valid_from);
CREATE INDEX IF NOT EXISTS mandate_person ON mandate (person);

CREATE TABLE IF NOT EXISTS membership (
	id INTEGER PRIMARY KEY,
	structure INTEGER NOT NULL REFERENCES structure (id),
	valid_from TEXT CHECK (valid_from IS date(valid_from)),
	valid_to TEXT CHECK (valid_to IS date(valid_to)),
	note TEXT,
	rev INTEGER NOT NULL DEFAULT 1,
	CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to)
) STRICT;
CREATE INDEX IF NOT EXISTS membership_structure ON membership (structure, valid_from);
