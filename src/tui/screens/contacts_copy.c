/* Addresses of the directory, for the clipboard. */
#include "etape/mailbox.h"
#include "tui/screens/contacts.h"

static bool add_person(void *arg, const struct person_row *row)
{
	mailbox_add(arg, row->name, row->email);
	return true;
}

static void add_address(struct app *app, int64_t id, bool structures, struct str *out)
{
	struct structure s;

	if (!structures) {
		person_row_get(app->db, id, add_person, out, NULL);
		return;
	}
	structure_init(&s);
	if (structure_get(app->db, id, &s, NULL))
		mailbox_add(out, s.name, s.email);
	structure_release(&s);
}

size_t contacts_addresses(struct app *app, const int64_t *ids, size_t count, bool structures,
	struct str *out)
{
	size_t with = 0;

	for (size_t i = 0; i < count; i++) {
		size_t before = out->len;

		add_address(app, ids[i], structures, out);
		with += out->len > before;
	}
	return with;
}

void contacts_copy(struct app *app, const int64_t *ids, size_t count, bool structures)
{
	struct str all = STR_INIT;
	struct str what = STR_INIT;
	size_t with = contacts_addresses(app, ids, count, structures, &all);

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
