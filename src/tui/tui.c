#include <stdlib.h>

#include "etape/db.h"
#include "etape/journal.h"
#include "tui/app.h"
#include "tui/tui.h"

/* A number for the database: the same record's id is somebody else in another one. FNV-1a. */
static unsigned long database_mark(const struct db *db)
{
	char *real = realpath(db_path(db), NULL);
	unsigned long mark = 2166136261u;

	for (const char *p = real != NULL ? real : db_path(db); *p != '\0'; p++)
		mark = ((mark ^ (unsigned char)*p) * 16777619u) & 0xffffffffu;
	free(real);
	return mark;
}

static bool take_id(void *arg, const struct journal_entry *e)
{
	*(int64_t *)arg = e->id;
	return false;
}

int tui_run(struct db *db, const struct config *config, const struct tui_options *options)
{
	struct app app = {
		.db = db,
		.config = config,
		.author = db_author(db),
		.role = role_name(db_role(db)),
		.desk = db_desk(db),
		.database = database_mark(db),
		.zone = config != NULL && config->zone != NULL ? config->zone : CIVIL_ZONE,
		.lang = i18n_lang(),
		.confined = options->confined,
		.readonly = db_is_readonly(db) && db_role(db) != ROLE_LECTURE,
		.may_write = db_role(db) >= ROLE_COORDINATION && !db_is_readonly(db),
		.may_desk = db_role(db) >= ROLE_ACCUEIL && !db_is_readonly(db),
	};
	struct err err = ERR_INIT;
	struct term_options term = {
		.ground = theme_ground_named(config == NULL ? NULL : config->theme),
		.unicode = config == NULL ? -1 : config->unicode,
		.mouse = config == NULL || config->mouse,
		.wide_ambiguous = config != NULL && config->wide_ambiguous,
		.plain = options->plain,
	};
	bool done = keymap_init(&app.keys, config, &err);

	if (done) {
		term.alt = app.keys.alt;
		done = term_open(&term, &err);
	}
	if (done) {
		journal_list(db, 1, take_id, &app.seen_change, NULL);
		app_run(&app, &(struct app_start){ .screen = options->screen });
		term_close();
		if (app.failure[0] != '\0') {
			err_set(&err, ERR_REFUSED, "%s", app.failure);
			done = false;
		}
	}
	if (!done)
		term_complain(err.message);
	keymap_release(&app.keys);
	return done ? 0 : err_exit_status(&err);
}

static void add_action(void *arg, enum action a, const struct action_info *info)
{
	struct str *out = arg;

	(void)a;
	for (unsigned bit = 0; bit < CONTEXT_BITS; bit++)
		if (info->contexts & (CONTEXT_BIT(bit)))
			str_addf(out, "%s%s", info->contexts & ((CONTEXT_BIT(bit)) - 1) ? ", " : "",
				_(context_name(CONTEXT_BIT(bit))));
	str_addf(out, "\t%s\t%s\t%s\t%s\n", info->name, info->keys, _(info->label), _(info->help));
}

void tui_add_actions(struct str *out)
{
	action_each(add_action, out);
}
