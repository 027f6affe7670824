/* What leaves the list: sign-in sheets, and files of the export folder. */
#include <string.h>

#include "etape/attendance.h"
#include "etape/export_file.h"
#include "tui/screens/roster.h"
#include "tui/screens/signin_print.h"

static struct roster_state *of(struct screen *s)
{
	return (struct roster_state *)s;
}

/* --- the sign-in sheet --- */

static unsigned where_answered(struct screen *s, int answer, void *ctx)
{
	const struct roster_state *r = of(s);
	const int session = r->all ? 0 : r->session;

	(void)ctx;
	if (answer == 0)
		signin_print_show(s->app, &r->event, session);
	else if (answer == 1)
		signin_print_write(s->app, &r->event, session);
	return SCREEN_REDRAW;
}

static unsigned ask_where(struct roster_state *r)
{
	question_ask(&r->screen, &(struct question){
					 .title = _("Sign-in sheet"),
					 .text = _("Where to?"),
					 .answers = { _("On the screen"), _("In a file") },
					 .answered = where_answered,
				 });
	return SCREEN_REDRAW;
}

static unsigned which_answered(struct screen *s, int answer, void *ctx)
{
	(void)ctx;
	if (answer < 0)
		return SCREEN_HANDLED;
	of(s)->all = answer == 1;
	return ask_where(of(s));
}

unsigned roster_print(struct roster_state *r)
{
	r->all = false;
	if (r->session_count < 2)
		return ask_where(r);
	question_ask(&r->screen, &(struct question){
					 .title = _("Sign-in sheet"),
					 .text = _("For which half-days?"),
					 .answers = { _("This half-day"), _("All of them") },
					 .answered = which_answered,
				 });
	return SCREEN_REDRAW;
}

/* --- files --- */

struct writing {
	struct rows *rows;
	struct output *out;
};

static bool write_attendance(void *arg, const struct attendance_row *row)
{
	const struct writing *w = arg;

	rows_add(w->rows, row);
	return !output_failed(w->out);
}

static bool write_presence(
	const struct roster_state *r, struct output *out, enum format format, struct err *err)
{
	struct writing w = { .rows = rows_new(out, &attendance_type, format), .out = out };
	const bool ok =
		attendance_list(r->screen.app->db, r->event.id, write_attendance, &w, err);

	rows_end(&w.rows);
	return ok;
}

static bool write_shown(const struct roster_state *r, struct output *out, enum format format)
{
	struct rows *rows = rows_new(out, &registration_type, format);

	for (size_t i = 0; i < r->array.shown; i++)
		rows_add(rows, r->shown[r->array.order[i]]->reg);
	rows_end(&rows);
	return true;
}

static unsigned format_answered(struct screen *s, int answer, void *ctx)
{
	const struct roster_state *r = of(s);
	const enum format format = answer == 1 ? FORMAT_JSON : FORMAT_CSV;
	struct str name = STR_INIT, path = STR_INIT;
	struct output *out = NULL;
	struct err err = ERR_INIT;
	bool ok;

	(void)ctx;
	if (answer < 0)
		return SCREEN_HANDLED;
	str_addf(&name, "%s-%s.%s", r->all ? "presences" : "inscriptions", r->event.code,
		format_name(format));
	ok = export_file_open(
		&out, s->app->db, s->app->config->export_dir, name.buf, &path, &err);
	if (ok && !(r->all ? write_presence(r, out, format, &err) : write_shown(r, out, format))) {
		output_abort(&out);
		ok = false;
	}
	ok = ok && output_close(&out, &err);
	if (ok)
		app_message(s->app, THEME_MESSAGE, _("Written: %s"), path.buf);
	else
		app_error(s->app, &err);
	str_release(&name);
	str_release(&path);
	return SCREEN_REDRAW;
}

static unsigned what_answered(struct screen *s, int answer, void *ctx)
{
	(void)ctx;
	if (answer < 0)
		return SCREEN_HANDLED;
	of(s)->all = answer == 1;
	question_ask(s, &(struct question){
				.title = _("Write a file"),
				.text = _("In which format?"),
				.answers = { "CSV", "JSON" },
				.answered = format_answered,
			});
	return SCREEN_REDRAW;
}

unsigned roster_export(struct roster_state *r)
{
	question_ask(&r->screen,
		&(struct question){
			.title = _("Write a file"),
			.text = _("Who is shown here, or who was present, half-day by half-day, with every arrival, departure and correction?"),
			.answers = { _("Lines shown"), _("Presence") },
			.answered = what_answered,
		});
	return SCREEN_REDRAW;
}
