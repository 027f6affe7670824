#include <stdlib.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "etape/cite.h"
#include "etape/demo.h"
#include "etape/event.h"
#include "etape/i18n.h"
#include "etape/paths.h"
#include "etape/person.h"
#include "etape/reference.h"
#include "etape/registration.h"
#include "etape/structure.h"

/* What was put in, counted from the database itself. */
struct init_counts {
	unsigned long cites;
	unsigned long centres;
	unsigned long communes;
	unsigned long registrations;
	int64_t structures;
	int64_t people;
	int64_t events;
};

static bool init_count_cite(void *arg, const struct cite_row *row)
{
	(void)row;
	++*(unsigned long *)arg;
	return true;
}

static bool init_count_centre(void *arg, const struct crpv *c)
{
	(void)c;
	++*(unsigned long *)arg;
	return true;
}

static bool init_count_commune(void *arg, const struct commune *c)
{
	(void)c;
	++*(unsigned long *)arg;
	return true;
}

static bool init_count_registration(void *arg, const struct registration_row *row)
{
	(void)row;
	++*(unsigned long *)arg;
	return true;
}

static bool init_count(struct db *db, struct init_counts *n, struct err *err)
{
	struct cite_filter cites = { .on = CIVIL_NONE };

	return cite_list(db, &cites, init_count_cite, &n->cites, err) &&
	       reference_crpvs(db, init_count_centre, &n->centres, err) &&
	       reference_communes(db, NULL, init_count_commune, &n->communes, err) &&
	       structure_count(db, &STRUCTURE_FILTER_ALL, &n->structures, err) &&
	       person_count(db, &PERSON_FILTER_ALL, &n->people, err) &&
	       event_count(db, &EVENT_FILTER_ALL, &n->events, err) &&
	       registration_list(db, &REGISTRATION_FILTER_ALL, init_count_registration,
		       &n->registrations, err);
}

static void init_tell(const struct cli *cli, const struct init_counts *n, bool demo)
{
	cli_say(cli, _("Created '%s'."), cli->path);
	cli_say(cli,
		_("Reference data: %lu cités éducatives, %lu centres, %lu communes, the school "
		  "holidays, a tariff."),
		n->cites, n->centres, n->communes);
	if (demo) {
		cli_say(cli,
			_("Demo network: %lld rencontres, and %lld people in %lld structures "
			  "with %lu registrations, all of them invented (example.org)."),
			(long long)n->events, (long long)n->people, (long long)n->structures,
			n->registrations);
		cli_say(cli, _("Next: 'etape' opens the screens; 'etape event' lists the "
			       "rencontres."));
	} else {
		cli_say(cli, _("Next: 'etape import people FILE' takes over your address list; "
			       "'etape' opens the screens."));
	}
}

static bool init_fill(
	const struct cli *cli, struct db *db, const char *share, bool demo, struct err *err)
{
	struct init_counts n = { 0 };

	if (!init_reference(db, share, err) || (demo && !init_demo(db, share, err)) ||
		!init_count(db, &n, err))
		return false;
	db_created(db);
	init_tell(cli, &n, demo);
	return true;
}

/* Whoever makes a database is its administrator for as long as that takes. */
static bool init_run(struct cli *cli, struct err *err)
{
	struct db_options options = cli_db_options(cli);
	char *share = paths_share();
	struct db *db = NULL;
	bool ok;

	options.role = ROLE_ADMIN;
	if (!share)
		return err_set(err, ERR_NOT_FOUND,
			_("the program's shared files are missing: install it again, or set "
			  "$ETAPE_SHARE"));
	ok = db_create(&db, &options, err) &&
	     init_fill(cli, db, share, args_has(cli->args, "demo"), err);
	db_close(&db);
	free(share);
	return ok;
}

static const struct option init_options[] = {
	{ .name = "demo",
		.help = N_("with the documented rencontres and an invented network, to try") },
	{ .name = NULL },
};

const struct command init_command = {
	.name = "init",
	.words = "",
	.help = N_("Create the database with the reference data."),
	.more = N_(
		"It is made where --db or $ETAPE_DB says, else in your data folder. A file "
		"that is\n"
		"there already is never overwritten, and nothing is left behind by a failure."),
	.also = "creer|initialiser|nouveau|new|create",
	.options = init_options,
	.role = ROLE_COORDINATION,
	.run = init_run,
};
