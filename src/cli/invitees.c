#include <stdlib.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "etape/audience.h"
#include "etape/cite.h"
#include "etape/export.h"
#include "etape/i18n.h"
#include "etape/invitation.h"
#include "etape/mailbox.h"

struct invitees_listing {
	struct cli *cli;
	struct rows *rows;
	struct str addresses;
	int64_t *ids; /* owned */
	size_t count;
	size_t without; /* address */
};

static bool invitees_take(void *arg, const struct invitation_row *row)
{
	struct invitees_listing *l = arg;

	if (l->rows)
		rows_add(l->rows, row);
	mailbox_add(&l->addresses, row->name, row->email);
	l->without += !*row->email;
	l->ids = xrealloc(l->ids, (l->count + 1) * sizeof *l->ids);
	l->ids[l->count++] = row->person_id;
	return true;
}

static bool invitees_states(const struct cli *cli, unsigned *states, struct err *err)
{
	size_t count;
	const char **names = args_values(cli->args, "status", &count);
	bool ok = true;
	int state;

	*states = 0;
	for (size_t i = 0; ok && i < count; i++) {
		ok = vocabulary_parse(&invitation_states, names[i], &state);
		if (ok)
			*states |= 1u << state;
		else
			err_set(err, ERR_USAGE,
				_("unknown status '%s': there are to_invite, invited, silent, registered, waiting, "
				  "declined, cancelled"),
				names[i]);
	}
	free(names);
	return ok;
}

static bool invitees_role(const struct cli *cli, int *role, struct err *err)
{
	const char *text = args_value(cli->args, "post");

	if (!text || vocabulary_parse(&mandate_roles, text, role))
		return true;
	return err_set(err, ERR_USAGE, _("unknown post '%s'"), text);
}

static bool invitees_filter(struct cli *cli, struct invitation_filter *filter, struct err *err)
{
	const char *cite = args_value(cli->args, "cite");

	filter->no_email = args_has(cli->args, "no-email");
	return invitees_states(cli, &filter->states, err) && invitees_role(cli, &filter->role, err) &&
	       cli_open(cli, err) && cli_event(cli, 0, &filter->event, err) &&
	       (!cite || cite_resolve(cli->db, cite, &filter->cite, err));
}

static void invitees_say_count(struct invitees_listing *l, bool narrowed)
{
	if (!l->count && narrowed)
		cli_note("%s", _("nobody of this kind"));
	else if (!l->count)
		cli_note("%s", _("nobody: say whom the rencontre invites in its audience, on screen 2"));
	else if (l->without && l->cli->format == FORMAT_TABLE)
		cli_note_later(l->cli, P_("%zu person, %zu without e-mail", "%zu people, %zu without e-mail", l->count),
			l->count, l->without);
}

/* --- how many, by cité and post --- */

static const char *invitees_post_words(const char *raw)
{
	int role;

	return vocabulary_parse(&mandate_roles, raw, &role) ? vocabulary_label(&mandate_roles, role) : raw;
}

static struct value invitees_count_value(const void *row, size_t i)
{
	const struct invitee_count *c = row;

	switch (i) {
	case 0: return value_text(c->cite);
	case 1: return value_text(vocabulary_name(&mandate_roles, c->role));
	case 2: return value_int(c->invited);
	case 3: return value_int(c->to_invite);
	case 4: return value_int(c->registered);
	case 5: return value_int(c->declined);
	case 6: return value_int(c->silent);
	default: return value_int(c->no_email);
	}
}

static const struct field invitees_count_fields[] = {
	{ .key = "cite", .heading = N_("Cité"), .kind = FIELD_TEXT },
	{ .key = "role", .heading = N_("Post"), .kind = FIELD_TEXT, .label = invitees_post_words },
	{ .key = "invited", .heading = N_("Meant"), .kind = FIELD_INT },
	{ .key = "to_invite", .heading = N_("To invite"), .kind = FIELD_INT },
	{ .key = "registered", .heading = N_("Registered"), .kind = FIELD_INT },
	{ .key = "declined", .heading = N_("Declined"), .kind = FIELD_INT },
	{ .key = "silent", .heading = N_("No answer"), .kind = FIELD_INT },
	{ .key = "no_email", .heading = N_("No e-mail"), .kind = FIELD_INT },
};

static const struct record_type invitees_count_type = {
	.name = "invitees_counts",
	.fields = invitees_count_fields,
	.count = sizeof invitees_count_fields / sizeof *invitees_count_fields,
	.get = invitees_count_value,
};

static bool invitees_add_count(void *arg, const struct invitee_count *c)
{
	rows_add(arg, c);
	return true;
}

static bool invitees_count(struct cli *cli, int64_t event, struct err *err)
{
	struct rows *rows = rows_new(cli->out, &invitees_count_type, cli->format);
	const bool ok = invitee_counts(cli->db, event, invitees_add_count, rows, err);

	rows_end(&rows);
	return ok;
}

static bool invitees_run(struct cli *cli, struct err *err)
{
	struct invitation_filter filter = INVITATION_FILTER_ALL;
	struct invitees_listing l = { .cli = cli, .addresses = STR_INIT };
	const bool addresses = args_has(cli->args, "addresses");
	bool ok;

	if (!invitees_filter(cli, &filter, err))
		return false;
	if (args_has(cli->args, "counts") && cli->format != FORMAT_VCARD)
		return invitees_count(cli, filter.event, err);
	if (cli->format != FORMAT_VCARD && !addresses)
		l.rows = rows_new(cli->out, cli->format == FORMAT_TABLE ? &invitation_list_type : &invitation_type,
			cli->format);
	ok = invitation_list(cli->db, &filter, invitees_take, &l, err);
	rows_end(&l.rows);
	if (ok && addresses)
		cli_say(cli, "%s", l.addresses.buf);
	else if (ok && cli->format == FORMAT_VCARD && l.count)
		ok = export_people(cli->db, l.ids, l.count, FORMAT_VCARD, cli->out, err);
	if (ok)
		invitees_say_count(&l, filter.states || filter.cite || filter.role != ANY || filter.no_email);
	str_release(&l.addresses);
	free(l.ids);
	return ok;
}

static const struct option invitees_options[] = {
	{ .name = "status",
		.many = true,
		.value = N_("STATUS"),
		.help = N_("only to_invite, invited, silent, registered, waiting, declined or cancelled") },
	{ .name = "cite", .value = "CITÉ", .help = N_("only those of this cité") },
	{ .name = "post", .value = N_("POST"), .help = N_("only those who hold this post, such as cpo") },
	{ .name = "no-email", .help = N_("only those without an address: to be telephoned") },
	{ .name = "counts", .help = N_("how many of each cité and post are meant, come, decline, do not answer") },
	{ .name = "addresses", .help = N_("their addresses on one line, for a mail program") },
	{ .name = NULL },
};

const struct command invitees_command = {
	.name = "invitees",
	.words = N_("[EVENT]"),
	.help = N_("List who is invited to a rencontre, and what each answered."),
	.more = N_("Those whom the audience means (mandates in force on the day), and whoever else is on "
		   "the\n"
		   "rencontre's lists. 'silent': a message was sent, no answer came. With --format vcard, "
		   "their\n"
		   "cards. An answer given by telephone: 'etape register EVENT PERSON [--status "
		   "declined]'."),
	.also = "invites|invitations|convies",
	.options = invitees_options,
	.max_words = 1,
	.role = ROLE_LECTURE,
	.flags = COMMAND_JOINS_WORDS,
	.formats = COMMAND_LISTING | COMMAND_FORMAT(FORMAT_VCARD),
	.format = FORMAT_TABLE,
	.run = invitees_run,
};
