/* Whom somebody may represent at an event, and what each would cost. */
#include "store/fees_internal.h"
#include "store/noun.h"

static const char of_one[] = FEES_COLUMNS
	" FROM person p LEFT JOIN registration r ON r.event = :event AND r.person = p.id"
	" LEFT JOIN fee_override o ON o.registration = r.id WHERE p.id = :person";

typedef bool (*fees_hat_fn)(void *arg, const struct fees_hat *hat);

struct place_asked {
	const struct fees_grants *grants;
	int64_t registration;
};

static bool is_granted(void *arg, const struct fee_rule *rule, int64_t of)
{
	const struct place_asked *asked = arg;

	return fees_grants_has(asked->grants, asked->registration, rule, of);
}

/* What one hat alone would cost, as the tariff says. */
static struct fees_hat weigh(const struct fees_person *p, size_t i, struct fee_result *result)
{
	struct fee_case c = p->c;
	const struct fee_hat *hat = &p->hats[i];

	c.hats = hat;
	c.hat_count = 1;
	c.brief = true;
	fee_decide(&c, result);
	return (struct fees_hat){
		.structure = p->worn[i].structure,
		.name = hat->structure ? hat->structure : "",
		.cite = p->worn[i].cite,
		.cite_name = hat->territory ? hat->territory->name : "",
		.known = result->computed_known,
		.cents = result->computed,
	};
}

static bool is_chosen(const struct fees_hat *hat, int64_t structure, int64_t cite)
{
	return (structure || cite) && (!structure || structure == hat->structure) &&
	       (!cite || cite == hat->cite);
}

static bool each_hat(struct fees_facts *f, sqlite3_stmt *stmt, fees_hat_fn each, void *arg,
	struct err *err)
{
	const int64_t structure = sql_int(stmt, FEES_COLUMN_HAT_STRUCTURE);
	const int64_t cite = sql_int(stmt, FEES_COLUMN_HAT_CITE);
	struct fees_person p = { .registration = 0 };
	struct place_asked asked = { .grants = &f->grants };
	struct fee_result result;
	bool wanted, ok;

	fee_result_init(&result);
	ok = fees_case_build(f, &p, stmt, false, &wanted, err);
	asked.registration = p.registration;
	p.c.place = f->grants.known ? is_granted : NULL;
	p.c.place_arg = &asked;
	for (size_t i = 0; ok && i < p.c.hat_count; i++) {
		struct fees_hat hat;

		if (!fee_hat_counts(&p.c, &p.hats[i]))
			continue;
		hat = weigh(&p, i, &result);
		hat.chosen = is_chosen(&hat, structure, cite);
		if (!each(arg, &hat))
			break;
	}
	fee_result_release(&result);
	fees_case_release(&p);
	return ok;
}

bool fees_hats(struct db *db, int64_t event, int64_t person, fees_hat_fn each, void *arg,
	struct err *err)
{
	struct fees_network network;
	struct fees_facts f = { .db = NULL };
	sqlite3_stmt *stmt = NULL;
	bool ok = fees_network_load(&network, db, NULL, 0, err);

	if (ok) {
		ok = fees_facts_load(&f, &network, event, false, err) && fees_grant(&f, err);
		f.any_hat = true;
		stmt = ok ? sql_prepare(db, of_one, err) : NULL;
	}
	if (stmt) {
		sql_bind_int(stmt, ":event", event);
		sql_bind_int(stmt, ":person", person);
		ok = sql_step(db, stmt, err) == SQL_ROW && each_hat(&f, stmt, each, arg, err);
		sql_done(stmt);
	}
	fees_facts_release(&f);
	fees_network_release(&network);
	return ok && stmt;
}
