/* The form of a cité's news: what it told, at a rencontre or on a day without one. */
#include <stdlib.h>

#include "etape/news.h"
#include "tui/screens/ask_delete.h"
#include "tui/screens/cites.h"
#include "tui/screens/lookup.h"
#include "tui/screens/names.h"

struct editing {
	int64_t id;	/* 0: a new one */
	int64_t rev;
};

static const struct form_field news_fields[] = {
	{ .name = "cite", .label = N_("Cité"), .kind = FORM_LOOKUP, .required = true,
		.lookup = lookup_cite },
	{ .name = "event", .label = N_("Rencontre"), .kind = FORM_LOOKUP, .lookup = lookup_event,
		.hint = N_("Where it was told; empty: outside a rencontre") },
	{ .name = "day", .label = N_("Day"), .kind = FORM_DATE,
		.hint = N_("Empty: the rencontre's day, else today") },
	{ .name = "author", .label = N_("Author"), .required = true, .max = 60 },
	{ .name = "text", .label = N_("News"), .required = true, .max = 4000, .rows = 8 },
};

static enum form_result news_form_save(struct form *f, int64_t *result, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct news n;
	bool saved;

	news_init(&n);
	n.id = e->id;
	n.rev = e->rev;
	n.cite = form_id(f, "cite");
	n.event = form_id(f, "event");
	n.day = form_day(f, "day");
	n.text = xstrdup(form_get(f, "text"));
	n.author = xstrdup(form_get(f, "author"));
	saved = news_save(form_app(f)->db, &n, err);
	if (saved) {
		*result = n.id;
		app_message(form_app(f), THEME_MESSAGE, _("News saved: %s"), form_get(f, "cite"));
	}
	news_release(&n);
	if (saved)
		return FORM_SAVED;
	return err->code == ERR_STALE ? FORM_STALE : FORM_REFUSED;
}

static bool news_form_theirs(struct form *f, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct news n;
	bool found;

	news_init(&n);
	found = news_get(form_app(f)->db, e->id, &n, err);
	if (found) {
		char *cite = names_cite(form_app(f), n.cite);
		char *event = names_event(form_app(f), n.event);
		char *day = names_day(n.day);

		e->rev = n.rev;
		form_theirs(f, "cite", cite, n.cite);
		form_theirs(f, "event", event, n.event);
		form_theirs(f, "day", day, 0);
		form_theirs(f, "author", n.author, 0);
		form_theirs(f, "text", n.text, 0);
		free(cite);
		free(event);
		free(day);
	}
	news_release(&n);
	return found;
}

static const struct form_spec news_spec = {
	.name = "news",
	.title = N_("New item of news"),
	.fields = news_fields,
	.count = sizeof news_fields / sizeof *news_fields,
	.save = news_form_save,
	.theirs = news_form_theirs,
	.release = free,
};

static void open_form(struct app *app, const struct news *n)
{
	struct editing *e = xcalloc(1, sizeof *e);
	char *cite = names_cite(app, n->cite);
	char *event = names_event(app, n->event);
	char *day = names_day(n->day);
	struct str key = STR_INIT;
	const struct form_value values[] = {
		{ "cite", cite, n->cite },
		{ "event", event, n->event },
		{ "day", day, 0 },
		{ "author", n->author, 0 },
		{ "text", n->text, 0 },
		{ NULL, NULL, 0 },
	};

	*e = (struct editing){ .id = n->id, .rev = n->rev };
	str_addf(&key, n->id ? "%lld" : "of-%lld", (long long)(n->id ? n->id : n->cite));
	form_open(app, &news_spec, key.buf, n->id == 0 ? NULL : _("News"), values, e);
	str_release(&key);
	free(cite);
	free(event);
	free(day);
}

void news_form(struct app *app, int64_t id, int64_t cite)
{
	struct err err = ERR_INIT;
	struct news n;

	news_init(&n);
	n.cite = cite;
	n.author = xstrdup(app->author);
	if (id != 0 && !news_get(app->db, id, &n, &err))
		app_error(app, &err);
	else
		open_form(app, &n);
	news_release(&n);
}

void news_ask_delete(struct screen *below, int64_t id)
{
	ask_delete(below, id, _("Delete this item of news?"), news_delete);
}
