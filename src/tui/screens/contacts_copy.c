/* Addresses of the directory, for the clipboard. */
#include "tui/screens/contacts.h"

static bool take_email(void *arg, const struct person_row *row)
{
	str_add(arg, row->email);
	return true;
}

static void add_email(struct app *app, int64_t id, bool structures, struct str *email)
{
	struct structure s;

	if (!structures) {
		person_row_get(app->db, id, take_email, email, NULL);
		return;
	}
	structure_init(&s);
	if (structure_get(app->db, id, &s, NULL) && s.email != NULL)
		str_add(email, s.email);
	structure_release(&s);
}

void contacts_copy(struct app *app, const int64_t *ids, size_t count, bool structures)
{
	struct str all = STR_INIT;
	struct str what = STR_INIT;
	struct str email = STR_INIT;
	size_t with = 0;

	for (size_t i = 0; i < count; i++) {
		str_reset(&email);
		add_email(app, ids[i], structures, &email);
		if (email.len == 0)
			continue;
		str_addf(&all, "%s%s", with > 0 ? ", " : "", email.buf);
		with++;
	}
	if (with == 1)
		str_add(&what, all.buf);
	else
		str_addf(&what, P_("%zu address", "%zu addresses", with), with);
	if (with < count)
		str_addf(&what, P_(" (%zu has none)", " (%zu have none)", count - with), count - with);
	app_copy(app, all.buf, what.buf);
	str_release(&email);
	str_release(&what);
	str_release(&all);
}
