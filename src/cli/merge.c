#include "etape/merge.h"

#include <stdlib.h>
#include <string.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "etape/cite.h"
#include "etape/duplicate.h"
#include "etape/i18n.h"
#include "etape/structure.h"
#include "etape/text.h"

/* The two, as they were read; `into` then as it shall be. */
struct merging {
	struct person from;
	struct person into;
};

static bool merging_read(const struct cli *cli, struct merging *m, struct err *err)
{
	int64_t from, into;

	return person_resolve(cli->db, args_word(cli->args, 0), &from, err) &&
	       person_resolve(cli->db, args_word(cli->args, 1), &into, err) &&
	       person_get(cli->db, from, &m->from, err) && person_get(cli->db, into, &m->into, err);
}

/* A text of its own for a field. */
static bool merging_give(
	struct db *db, struct person *into, enum merge_field field, const char *text, struct err *err)
{
	struct person given;
	bool ok = true;

	person_init(&given);
	switch (field) {
	case MERGE_STRUCTURE:
		ok = !*text || structure_resolve(db, text, &given.structure, err);
		break;
	case MERGE_CITE:
		ok = !*text || cite_resolve(db, text, &given.cite, err);
		break;
	case MERGE_FAMILY_NAME:
		given.family_name = xstrdup(text);
		break;
	case MERGE_GIVEN_NAME:
		given.given_name = xstrdup(text);
		break;
	case MERGE_FUNCTION:
		given.function = xstrdup(text);
		break;
	case MERGE_EMAIL:
		given.email = xstrdup(text);
		break;
	case MERGE_PHONE:
		given.phone = xstrdup(text);
		break;
	case MERGE_MOBILE:
		given.mobile = xstrdup(text);
		break;
	case MERGE_NOTE:
		given.note = xstrdup(text);
		break;
	}
	if (ok)
		merge_take(into, &given, field);
	person_release(&given);
	return ok;
}

/* What an option says of a field: "mine", "theirs" or a text. */
static bool merging_choose(struct cli *cli, struct merging *m, struct err *err)
{
	merge_fill(&m->into, &m->from);
	for (int i = 0; i < MERGE_FIELDS; i++) {
		const enum merge_field field = (enum merge_field)i;
		char *option = xstrdup(vocabulary_name(&merge_fields, i));
		const char *text;
		bool ok = true;

		for (char *p = option; *p; p++)
			if (*p == '_')
				*p = '-';
		text = args_value(cli->args, option);
		free(option);
		if (text && !strcmp(text, "theirs"))
			merge_take(&m->into, &m->from, field);
		else if (text && strcmp(text, "mine") != 0)
			ok = merging_give(cli->db, &m->into, field, text, err);
		if (!ok)
			return false;
	}
	return true;
}

/* "2 mandates, 1 registration". */
static void merging_count(struct str *out, const struct merge_moves *moves)
{
	const long long m = moves->mandates, r = moves->registrations, y = moves->payments;
	const long long n = moves->notes, a = moves->announced;

	if (m)
		str_addf(out, P_("%lld mandate, ", "%lld mandates, ", m), m);
	if (r)
		str_addf(out, P_("%lld registration, ", "%lld registrations, ", r), r);
	if (y)
		str_addf(out, P_("%lld payment, ", "%lld payments, ", y), y);
	if (n)
		str_addf(out, P_("%lld note, ", "%lld notes, ", n), n);
	if (a)
		str_addf(out, P_("%lld announced colleague, ", "%lld announced colleagues, ", a), a);
	if (out->len)
		str_truncate(out, out->len - 2);
}

static void merging_say(const struct cli *cli, const struct merging *m,
	const struct merge_moves *moves, bool done)
{
	struct str name = STR_INIT, gone = STR_INIT, what = STR_INIT;

	text_person(&name, m->into.family_name, m->into.given_name);
	text_person(&gone, m->from.family_name, m->from.given_name);
	merging_count(&what, moves);
	if (done)
		cli_say(cli, _("Merged into one record: %s."), name.buf);
	else
		cli_say(cli, _("Nothing is done: %s would stay, %s would go."), name.buf, gone.buf);
	if (what.len)
		cli_say(cli, _("Moved along: %s."), what.buf);
	if (moves->same_events)
		cli_say(cli, P_("For %lld rencontre two registrations become one.",
				"For %lld rencontres two registrations become one.", moves->same_events),
			(long long)moves->same_events);
	str_release(&name);
	str_release(&gone);
	str_release(&what);
}

static bool merging_do(struct cli *cli, struct merging *m, struct err *err)
{
	const bool dry = args_has(cli->args, "dry-run");
	struct merge_moves moves;

	if (args_has(cli->args, "distinct")) {
		if (!duplicate_distinct(cli->db, m->from.id, m->into.id, err))
			return false;
		cli_say(cli, _("Remembered: they are two people."));
		return true;
	}
	if (!merging_choose(cli, m, err))
		return false;
	if (dry ? !merge_preview(cli->db, m->from.id, m->into.id, &moves, err)
		: !person_merge(cli->db, &m->into, &m->from, &moves, err))
		return false;
	merging_say(cli, m, &moves, !dry);
	return true;
}

static bool merge_run(struct cli *cli, struct err *err)
{
	struct merging m;
	bool ok;

	person_init(&m.from);
	person_init(&m.into);
	ok = cli_open(cli, err) && merging_read(cli, &m, err) && merging_do(cli, &m, err);
	person_release(&m.from);
	person_release(&m.into);
	return ok;
}

#define MERGE_OPTION(option)                                                                   \
	{ .name = (option), .value = N_("mine|theirs|TEXT"), .help = N_("what stays in this field") }

static const struct option merge_options[] = {
	MERGE_OPTION("family-name"),
	MERGE_OPTION("given-name"),
	MERGE_OPTION("function"),
	MERGE_OPTION("structure"),
	MERGE_OPTION("cite"),
	MERGE_OPTION("email"),
	MERGE_OPTION("phone"),
	MERGE_OPTION("mobile"),
	MERGE_OPTION("note"),
	{ .name = "dry-run", .help = N_("only say what would be moved") },
	{ .name = "distinct", .help = N_("merge nothing: remember that they are two people") },
	{ .name = NULL },
};

const struct command merge_command = {
	.name = "merge",
	.words = N_("PERSON INTO"),
	.help = N_("Make two records of the same person one."),
	.more = N_("INTO stays, PERSON goes; posts, registrations, check-ins, payments and notes\n"
		   "follow. In each field what INTO says stays (mine), or what PERSON says where\n"
		   "INTO says nothing; 'theirs' takes PERSON's. 'etape undo' brings both back."),
	.also = "fusionner|fusion|reunir|doublon",
	.options = merge_options,
	.min_words = 2,
	.max_words = 2,
	.role = ROLE_COORDINATION,
	.run = merge_run,
};
