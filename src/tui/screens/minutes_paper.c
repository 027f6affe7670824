/* x: the compte rendu in the export folder. Somebody may have gone on writing in the one that is there. */
#include "tui/screens/minutes.h"

#include "etape/export_file.h"
#include "etape/i18n.h"

/* "compte-rendu-tour-14.md"; "compte-rendu-tour-14-2.md" is the second. */
static void paper_name(const struct minutes_view *v, int number, struct str *name)
{
	str_reset(name);
	str_addf(name, "%s-%s", _("minutes"), v->event->code);
	if (number > 1)
		str_addf(name, "-%d", number);
	str_add(name, ".md");
	for (char *at = name->buf; *at; at++)
		*at = *at == ' ' ? '-' : *at;
}

static enum export_file_state paper_there(const struct minutes_view *v, const struct str *name, const struct str *text)
{
	return export_file_compare(v->s.app->db, v->s.app->config->export_dir, name->buf, text);
}

static bool paper_text(const struct minutes_view *v, struct str *text, struct err *err)
{
	return minutes_text(v->s.app->db, v->id, &(struct minutes_options){ .names = v->names }, text, err);
}

static bool paper_write(const struct minutes_view *v, const struct str *name, const struct str *text, struct str *path,
	struct err *err)
{
	const struct app *app = v->s.app;
	const char *folder = app->config->export_dir;
	struct output *out;

	if (!(v->names ? export_file_open_private(&out, app->db, folder, name->buf, path, err)
		       : export_file_open(&out, app->db, folder, name->buf, path, err)))
		return false;
	output_write(out, text->buf, text->len);
	return output_close(&out, err);
}

/* Over the one that is there, or under the first number that is free (or says the same). */
static unsigned paper_put(struct minutes_view *v, const struct str *text, bool replace)
{
	struct str name = STR_INIT, path = STR_INIT;
	struct err err = ERR_INIT;
	int number = 1;

	paper_name(v, number, &name);
	while (!replace && paper_there(v, &name, text) == EXPORT_FILE_OTHER)
		paper_name(v, ++number, &name);
	if (paper_write(v, &name, text, &path, &err))
		app_message(v->s.app, THEME_MESSAGE, _("Minutes written: %s"), path.buf);
	else
		app_error(v->s.app, &err);
	str_release(&name);
	str_release(&path);
	return SCREEN_REDRAW;
}

static unsigned replace_answered(struct screen *below, int answer, void *ctx)
{
	struct minutes_view *v = ctx;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;

	(void)below;
	if (answer >= 0 && paper_text(v, &text, &err))
		paper_put(v, &text, answer == 1);
	else if (answer >= 0)
		app_error(v->s.app, &err);
	str_release(&text);
	return SCREEN_REDRAW;
}

static unsigned ask_replace(struct minutes_view *v, const char *name)
{
	struct str text = STR_INIT;

	str_addf(&text,
		_("%s is there already and says something else: it was changed by hand, or made before all was said.\n"
		  "Write a new file beside it, or replace it?"),
		name);
	question_ask(&v->s, &(struct question){
		.title = _("Minutes"),
		.text = text.buf,
		.answers = { _("New file"), _("Replace") },
		.answered = replace_answered,
		.ctx = v,
	});
	str_release(&text);
	return SCREEN_REDRAW;
}

static unsigned names_answered(struct screen *below, int answer, void *ctx)
{
	struct minutes_view *v = ctx;
	struct str name = STR_INIT, text = STR_INIT;
	struct err err = ERR_INIT;

	(void)below;
	if (answer < 0)
		return SCREEN_REDRAW;
	v->names = answer == 1;
	paper_name(v, 1, &name);
	if (!paper_text(v, &text, &err))
		app_error(v->s.app, &err);
	else if (paper_there(v, &name, &text) == EXPORT_FILE_OTHER)
		ask_replace(v, name.buf);
	else
		paper_put(v, &text, true);
	str_release(&name);
	str_release(&text);
	return SCREEN_REDRAW;
}

unsigned minutes_ask_paper(struct minutes_view *v)
{
	question_ask(&v->s, &(struct question){
		.title = _("Minutes"),
		.text = _("Who was there and who is excused: by function and cité, or with their names?\n"
			  "Why somebody is excused is not written."),
		.answers = { _("Functions"), _("Names as well") },
		.answered = names_answered,
		.ctx = v,
	});
	return SCREEN_REDRAW;
}
