/* Addresses of the directory, for the clipboard. */
#include "etape/mailbox.h"
#include "tui/screens/contacts.h"

struct addresses {
	struct str *out;
	size_t with;
};

static void add_address(void *arg, const char *name, const char *email)
{
	struct addresses *a = arg;
	const size_t before = a->out->len;

	mailbox_add(a->out, name, email);
	a->with += a->out->len > before;
}

static void add_structure(struct app *app, int64_t id, struct addresses *a)
{
	struct structure s;

	structure_init(&s);
	if (structure_get(app->db, id, &s, NULL))
		add_address(a, s.name, s.email);
	structure_release(&s);
}

bool contacts_addresses(struct app *app, const int64_t *ids, size_t count, bool structures,
	struct str *out, size_t *with)
{
	struct addresses a = { .out = out };
	struct err err = ERR_INIT;

	*with = 0;
	if (!structures && !person_addresses(app->db, ids, count, add_address, &a, &err)) {
		app_error(app, &err);
		return false;
	}
	for (size_t i = 0; structures && i < count; i++)
		add_structure(app, ids[i], &a);
	*with = a.with;
	return true;
}

void contacts_copy(struct app *app, const int64_t *ids, size_t count, bool structures)
{
	struct str all = STR_INIT;
	struct str what = STR_INIT;
	size_t with;

	if (!contacts_addresses(app, ids, count, structures, &all, &with)) {
		str_release(&all);
		return;
	}
	if (with == 0 && count > 0) {
		app_message(app, THEME_WARNING, _("No e-mail is known here"));
	} else {
		if (with == 1 && count == 1)
			str_add(&what, all.buf);
		else
			str_addf(&what, P_("%zu address", "%zu addresses", with), with);
		if (with < count)
			str_addf(&what, P_(", %zu without", ", %zu without", count - with), count - with);
		app_copy(app, all.buf, what.buf);
	}
	str_release(&what);
	str_release(&all);
}
