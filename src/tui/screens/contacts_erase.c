/* Erasing somebody from her record: asks once, says what goes and what stays. */
#include <stdlib.h>

#include "etape/erasure.h"
#include "tui/screens/contacts.h"
#include "tui/screens/names.h"
#include "tui/widgets/overlay.h"

/* Whom the question is about; one at a time: it is modal. */
static int64_t asked_about;

static void erased_join(struct str *line, const char *lines)
{
	for (; *lines; lines++)
		str_add(line, *lines == '\n' ? "; " : (const char[]){ *lines, '\0' });
}

/* The first of the places where others' texts still name her, as many as a line takes. */
static void erased_say(struct app *app, const struct erasure *done)
{
	struct str where = STR_INIT, copies = STR_INIT;

	erased_join(&where, done->where.buf);
	erased_join(&copies, done->copies.buf);
	if (done->left.len)
		app_message(app, THEME_MESSAGE, _("Erased; the file is not wiped yet (%s): 'etape check --role admin'"),
			done->left.buf);
	else if (done->bytes_left)
		app_message(app, THEME_MESSAGE, _("Erased; somebody is reading: 'etape check --role admin' ends it"));
	else if (done->mentions)
		app_message(app, THEME_MESSAGE, _("Erased; still named, to be changed by hand: %s"), where.buf);
	else if (done->copies.len)
		app_message(app, THEME_MESSAGE, _("Erased; copies beside the database may still hold the person: %s"),
			copies.buf);
	else
		app_message(app, THEME_MESSAGE, _("Erased; backups and exports made before still hold the person"));
	str_release(&where);
	str_release(&copies);
}

static unsigned erase_answered(struct screen *below, int answer, void *ctx)
{
	struct err err = ERR_INIT;
	struct erasure done;

	(void)ctx;
	if (answer != 0)
		return SCREEN_REDRAW;
	erasure_init(&done);
	if (person_erase(below->app->db, asked_about, &done, &err))
		erased_say(below->app, &done);
	else
		app_error(below->app, &err);
	erasure_release(&done);
	return SCREEN_RELOAD;
}

void person_ask_erase(struct screen *below, int64_t id)
{
	char *name = names_person(below->app, id);
	struct str text = STR_INIT;

	str_addf(&text,
		_("Erase %s for good? This is never undone.\n"
		  "Goes: names, e-mail, telephones, notes, and what the journal held of them.\n"
		  "Stays, without a name: presence, posts and payments, with cité and function."),
		name);
	asked_about = id;
	question_confirm(below, text.buf, erase_answered, NULL);
	str_release(&text);
	free(name);
}
