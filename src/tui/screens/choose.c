#include "tui/screens/choose.h"

#include <stdlib.h>
#include <string.h>

#include "etape/event.h"
#include "etape/find.h"
#include "etape/fold.h"
#include "etape/session.h"

struct adder {
	finder_add_fn add;
	void *arg;
};

static bool add_found(void *arg, const struct find_row *row)
{
	const struct adder *to = arg;

	to->add(to->arg, &(struct finder_row){
				 .glyph = GLYPH_NONE,
				 .kind = find_kind_name(row->kind),
				 .id = row->id,
				 .label = row->label,
				 .detail = row->detail,
				 .phone = row->phone,
				 .email = row->email,
			 });
	return true;
}

static void add_brief(struct str *out, enum event_kind kind, int stage_no, const char *town,
	const char *title)
{
	if (kind == EVENT_ETAPE && stage_no > 0 && town && *town)
		str_addf(out, _("Stage %d · %s"), stage_no, town);
	else
		str_add(out, title);
}

void add_event_words(struct str *out, const struct event *e)
{
	add_brief(out, e->kind, e->stage_no, e->town, e->title);
}

static bool add_event(void *arg, const struct event_row *row)
{
	const struct adder *to = arg;
	struct str name = STR_INIT, when = STR_INIT;

	add_brief(&name, row->kind, row->stage_no, row->town, row->title);
	civil_format_span(&when, row->start, row->end, row->precision, i18n_lang());
	to->add(to->arg, &(struct finder_row){
				 .glyph = GLYPH_NONE,
				 .kind = find_kind_name(FIND_EVENT),
				 .id = row->id,
				 .label = name.buf,
				 .detail = when.buf,
			 });
	str_release(&name);
	str_release(&when);
	return true;
}

/* Today's and the next ones, then those before. */
bool choose_find_event(struct app *app, const char *typed, size_t limit, finder_add_fn add,
	void *arg, struct err *err)
{
	struct adder to = { add, arg };
	struct event_filter filter = EVENT_FILTER_ALL;

	filter.text = *typed ? typed : NULL;
	filter.first = app_today(app);
	filter.limit = limit / 2;
	if (!event_list(app->db, &filter, add_event, &to, err))
		return false;
	filter.first = CIVIL_NONE;
	filter.last = app_today(app) - 1;
	filter.newest_first = true;
	return event_list(app->db, &filter, add_event, &to, err);
}

bool choose_find_person(struct app *app, const char *typed, size_t limit, finder_add_fn add,
	void *arg, struct err *err)
{
	struct adder to = { add, arg };

	return find(app->db, typed, FIND_ONLY(FIND_PERSON), limit, add_found, &to, err);
}

bool choose_event(struct app *app, struct finder_spec *spec,
	void (*chosen)(struct app *app, const char *kind, int64_t id, void *ctx), void *ctx)
{
	*spec = (struct finder_spec){
		.title = N_("Which rencontre?"),
		.hint = N_("a word of its title, its town, its place or its date"),
		.find = choose_find_event,
		.at_once = true,
		.chosen = chosen,
		.ctx = ctx,
	};
	return finder_open(app, spec, NULL);
}

bool choose_person(struct app *app, struct finder_spec *spec, const char *title,
	void (*chosen)(struct app *app, const char *kind, int64_t id, void *ctx), void *ctx)
{
	*spec = (struct finder_spec){
		.title = title,
		.hint = N_("a name, a structure, a cité"),
		.find = choose_find_person,
		.chosen = chosen,
		.ctx = ctx,
	};
	return finder_open(app, spec, NULL);
}

static bool find_cite(struct app *app, const char *typed, size_t limit, finder_add_fn add, void *arg,
	struct err *err)
{
	struct adder to = { add, arg };

	return find(app->db, typed, FIND_ONLY(FIND_CITE), limit, add_found, &to, err);
}

bool choose_cite(struct app *app, struct finder_spec *spec,
	void (*chosen)(struct app *app, const char *kind, int64_t id, void *ctx), void *ctx)
{
	*spec = (struct finder_spec){
		.title = N_("Which cité?"),
		.hint = N_("its name, one of its towns"),
		.find = find_cite,
		.chosen = chosen,
		.ctx = ctx,
	};
	return finder_open(app, spec, NULL);
}

void choose_add_sessions(const struct session *sessions, size_t count, int now, const char *typed,
	size_t limit, finder_add_fn add, void *arg)
{
	char *wanted = fold_dup(typed);

	for (size_t i = 0; i < count && i < limit; i++) {
		const struct session *s = &sessions[i];
		struct str words = STR_INIT, hours = STR_INIT, folded = STR_INIT;

		session_words(&words, s, true);
		civil_format_time(&hours, s->starts % 1440, i18n_lang());
		str_add(&hours, " - ");
		civil_format_time(&hours, s->ends % 1440, i18n_lang());
		fold_add(&folded, words.buf);
		if (strstr(folded.buf, wanted))
			add(arg, &(struct finder_row){
					 .glyph = s->no == now ? GLYPH_FULL : GLYPH_NONE,
					 .style = THEME_TODAY,
					 .kind = "session",
					 .id = s->no,
					 .label = words.buf,
					 .detail = hours.buf,
				 });
		str_release(&words);
		str_release(&hours);
		str_release(&folded);
	}
	free(wanted);
}
