/* Two who owe for a meeting of yesterday, and the centre that bills them. */
#ifndef TESTS_STORE_BILLED_H
#define TESTS_STORE_BILLED_H

#include "network_fixture.h"
#include "raw.h"

#include "etape/invoice.h"
#include "etape/tariff.h"

STATIC_UNUSED struct invoice_settings centre(void)
{
	struct invoice_settings s;

	invoice_settings_init(&s);
	s.name = xstrdup("Centre du Nord");
	s.address = xstrdup("1 rue des Tests");
	s.postcode = xstrdup("59000");
	s.town = xstrdup("Lille");
	s.siret = xstrdup("73282932000074");
	s.vat = VAT_EXEMPT;
	s.iban = xstrdup("FR1420041010050500013M02606");
	return s;
}

STATIC_UNUSED int64_t join(struct fixture *f, int64_t event, int64_t person)
{
	return network_register(f->db, event, person);
}

/* Inès of the town and Ana, who works nowhere, at a meeting of yesterday. */
struct billed {
	struct fixture *f;
	struct invoice_settings settings;
	struct invoice_scope scope;
	struct invoice_drafts drafts;
	int64_t event, ana, r_ines, r_ana;
};

STATIC_UNUSED int begin(void **state)
{
	struct billed *b = xcalloc(1, sizeof *b);
	void *f = NULL;

	setup(&f);
	b->f = f;
	b->settings = centre();
	OK(tariff_install(b->f->db, &err));
	b->event = network_event(b->f->db, "etape-1", "2026-03-09", NULL, -1);
	b->ana = network_person(b->f->db, "Abad", "Ana", "ana@example.org", 0, b->f->denain);
	b->r_ines = join(b->f, b->event, b->f->ines);
	b->r_ana = join(b->f, b->event, b->ana);
	join(b->f, b->event, b->f->jean);
	run(b->f->db,
		"UPDATE structure SET address = '1 place de la Mairie', postcode = '59220', town = 'Denain',"
		" siret = '21590172900017' WHERE id = %lld",
		(long long)b->f->ville);
	b->scope.event = b->event;
	*state = b;
	return 0;
}

STATIC_UNUSED int end(void **state)
{
	struct billed *b = *state;
	void *f = b->f;

	invoice_drafts_release(&b->drafts);
	invoice_settings_release(&b->settings);
	teardown(&f);
	free(b);
	return 0;
}

STATIC_UNUSED void draft(struct billed *b)
{
	invoice_drafts_release(&b->drafts);
	OK(invoice_draft(b->f->db, &b->settings, &b->scope, &b->drafts, &err));
}

STATIC_UNUSED void type_address(struct invoice *d)
{
	free(d->buyer.address);
	free(d->buyer.postcode);
	free(d->buyer.town);
	d->buyer.address = xstrdup("2 rue Haute");
	d->buyer.postcode = xstrdup("59220");
	d->buyer.town = xstrdup("Denain");
}

/* Issues everything of the scope. */
STATIC_UNUSED void issue(struct billed *b)
{
	draft(b);
	for (size_t i = 0; i < b->drafts.count; i++)
		if (b->drafts.at[i].payer_person)
			type_address(&b->drafts.at[i]);
	OK(invoice_issue(b->f->db, &b->settings, &b->scope, &b->drafts, NULL, &err));
}

/* Of two people of one town, one alone; the other is left to be billed. */
STATIC_UNUSED void only_chosen_registrations_are_billed(void **state)
{
	struct billed *b = *state;
	const int64_t lea = network_person(b->f->db, "Zola", "Léa", "lea@example.org", b->f->ville, 0);
	const int64_t r_lea = join(b->f, b->event, lea);

	b->scope.registrations = &r_lea;
	b->scope.registration_count = 1;
	issue(b);
	assert_int_equal(b->drafts.count, 1);
	assert_int_equal(b->drafts.at[0].line_count, 1);
	assert_int_equal(b->drafts.at[0].lines[0].registration, r_lea);
	assert_string_equal(b->drafts.at[0].number, "FA2026-0001");
	draft(b);
	assert_int_equal(b->drafts.count, 0);
	assert_int_equal(b->drafts.billed, 1);
	b->scope.registrations = NULL;
	draft(b);
	assert_int_equal(b->drafts.count, 2);
	assert_int_equal(b->drafts.at[1].lines[0].registration, b->r_ines);
	assert_int_equal(b->drafts.at[1].line_count, 1);
}

/* A row of invoice_proposals(), as text. */
STATIC_UNUSED bool keep_proposal(void *arg, const struct invoice_proposal *p)
{
	struct str *out = arg;

	str_addf(out, "%s/%d %s %lld-%lld=%lld: %s\n", p->number, p->line, p->name,
		(long long)p->billed, (long long)p->fee, (long long)p->credit, p->why);
	return true;
}

#define BILLED(name) cmocka_unit_test_setup_teardown(name, begin, end)

#endif
