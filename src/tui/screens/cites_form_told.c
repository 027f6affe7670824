#include "tui/screens/cites_form_told.h"

#include <stdlib.h>

#include "tui/screens/names.h"

/* Names in the place of ids. */
struct names {
	char *cite; /* owned */
	char *event;
	char *day;
};

static struct names names_of(struct app *app, const struct told_about *about)
{
	return (struct names){ names_cite(app, about->cite), names_event(app, about->event),
		names_day(about->day) };
}

static void names_free(struct names *n)
{
	free(n->cite);
	free(n->event);
	free(n->day);
}

void told_form_open(struct app *app, const struct form_spec *spec, const char *title,
	const struct told_about *about, void *ctx)
{
	struct names n = names_of(app, about);
	struct str key = STR_INIT;
	const struct form_value values[] = {
		{ about->field, about->value, 0 },
		{ "cite", n.cite, about->cite },
		{ "event", n.event, about->event },
		{ "day", n.day, 0 },
		{ "author", about->author, 0 },
		{ NULL, NULL, 0 },
	};

	str_addf(&key, about->id ? "%lld" : "of-%lld", (long long)(about->id ? about->id : about->cite));
	form_open(app, spec, key.buf, about->id ? title : NULL, values, ctx);
	str_release(&key);
	names_free(&n);
}

void told_form_theirs(struct form *f, const struct told_about *about)
{
	struct names n = names_of(form_app(f), about);

	form_theirs(f, about->field, about->value, 0);
	form_theirs(f, "cite", n.cite, about->cite);
	form_theirs(f, "event", n.event, about->event);
	form_theirs(f, "day", n.day, 0);
	form_theirs(f, "author", about->author, 0);
	names_free(&n);
}
