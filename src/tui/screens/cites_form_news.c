/* The form of a cité's news: what it told, at a rencontre or on a day without one. */
#include <stdlib.h>

#include "etape/news.h"
#include "tui/screens/ask_delete.h"
#include "tui/screens/cites.h"
#include "tui/screens/cites_form_told.h"

struct editing {
	int64_t id;	/* 0: a new one */
	int64_t rev;
};

static const struct form_field news_fields[] = {
	TOLD_FORM_FIELDS,
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

static struct told_about about_of(const struct news *n)
{
	return (struct told_about){ .id = n->id, .cite = n->cite, .event = n->event, .day = n->day,
		.author = n->author, .field = "text", .value = n->text };
}

static bool news_form_theirs(struct form *f, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct news n;
	bool found;

	news_init(&n);
	found = news_get(form_app(f)->db, e->id, &n, err);
	if (found) {
		const struct told_about about = about_of(&n);

		e->rev = n.rev;
		told_form_theirs(f, &about);
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

void news_form(struct app *app, int64_t id, int64_t cite)
{
	struct err err = ERR_INIT;
	struct news n;

	news_init(&n);
	n.cite = cite;
	n.author = xstrdup(app->author);
	if (id != 0 && !news_get(app->db, id, &n, &err)) {
		app_error(app, &err);
	} else {
		const struct told_about about = about_of(&n);
		struct editing *e = xcalloc(1, sizeof *e);

		*e = (struct editing){ .id = n.id, .rev = n.rev };
		told_form_open(app, &news_spec, _("News"), &about, e);
	}
	news_release(&n);
}

void news_ask_delete(struct screen *below, int64_t id)
{
	ask_delete(below, id, _("Delete this item of news?"), news_delete);
}
