#include <stdlib.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "etape/admission.h"
#include "etape/event.h"
#include "etape/i18n.h"
#include "etape/money.h"

/* What was done: the answer of the desk, and the payment taken with it. */
struct walkin {
	struct checkin_answer answer;
	struct payment payment; /* .cents 0: none */
	char *replaces;		/* name of whom she replaces, owned; NULL: nobody */
};

enum {
	WALKIN_ANSWER = 5, /* fields of checkin_answer_type come first */
	WALKIN_REPLACES = WALKIN_ANSWER,
	WALKIN_RECEIPT,
	WALKIN_CENTS,
	WALKIN_COUNT,
};

static struct value walkin_value(const void *row, size_t i)
{
	const struct walkin *w = row;

	if (i < WALKIN_ANSWER)
		return checkin_answer_type.get(&w->answer, i);
	if (i == WALKIN_REPLACES)
		return value_text(w->replaces);
	if (i == WALKIN_RECEIPT)
		return value_text(w->payment.receipt);
	return w->payment.id ? value_cents(w->payment.cents)
			     : (struct value){ .kind = FIELD_CENTS, .null = true };
}

static const struct field walkin_fields[WALKIN_COUNT] = {
	{ .key = "result", .kind = FIELD_TEXT },
	{ .key = "registration", .kind = FIELD_TEXT },
	{ .key = "name", .kind = FIELD_TEXT },
	{ .key = "at", .kind = FIELD_INSTANT },
	{ .key = "desk", .kind = FIELD_TEXT },
	[WALKIN_REPLACES] = { .key = "replaces", .kind = FIELD_TEXT },
	[WALKIN_RECEIPT] = { .key = "receipt", .kind = FIELD_TEXT },
	[WALKIN_CENTS] = { .key = "cents", .kind = FIELD_CENTS },
};

static const struct record_type walkin_type = {
	.name = "walkin",
	.fields = walkin_fields,
	.count = WALKIN_COUNT,
	.get = walkin_value,
};

static void walkin_say(const struct cli *cli, const struct walkin *w, const char *words)
{
	struct str amount = STR_INIT;

	cli_say(cli, "%s", words);
	cli_say(cli, _("Registration %s."), w->answer.code);
	if (w->replaces)
		cli_say(cli, _("In place of %s."), w->replaces);
	if (w->payment.id) {
		money_format(&amount, w->payment.cents, i18n_lang());
		cli_say(cli, _("Receipt %s: %s paid by %s (%s)."), w->payment.receipt, amount.buf,
			w->answer.name,
			vocabulary_label(&payment_means, (int)w->payment.means));
	}
	str_release(&amount);
}

static bool walkin_tell(
	const struct cli *cli, const struct walkin *w, const char *zone, struct err *err)
{
	struct str words = STR_INIT;
	const bool ok = w->answer.result == CHECKIN_OK;

	checkin_say(&words, &w->answer, zone);
	if (cli->format != FORMAT_TABLE)
		rows_one(cli->out, &walkin_type, w, cli->format);
	else if (ok)
		walkin_say(cli, w, words.buf);
	if (!ok && w->payment.cents)
		str_add(&words, _("; the payment was not recorded"));
	if (!ok)
		err_set(err, ERR_REFUSED, "%s", words.buf);
	str_release(&words);
	return ok;
}

/* --- what was typed ---------------------------------------------------------------------- */

static bool walkin_payment(const struct cli *cli, struct payment *p, struct err *err)
{
	const char *amount = args_value(cli->args, "pay");
	const char *means = args_value(cli->args, "means");
	int chosen = MEANS_ESPECES;

	if (!amount)
		return !(means || args_has(cli->args, "reference")) ||
		       err_set(err, ERR_USAGE, _("--means and --reference go with --pay AMOUNT"));
	if (!money_parse(amount, &p->cents, err))
		return false;
	if (p->cents <= 0)
		return err_set(err, ERR_USAGE, _("'%s' is no amount to pay"), amount);
	if (means && !vocabulary_parse(&payment_means, means, &chosen))
		return err_set(err, ERR_USAGE,
			_("'%s' is no means of payment: especes, cheque, carte, virement or mandat"),
			means);
	p->means = (enum payment_means)chosen;
	p->reference = args_value(cli->args, "reference");
	return true;
}

/* The registration of whom she replaces. */
static bool walkin_replaces(
	const struct cli *cli, struct newcomer *n, char **name, struct err *err)
{
	const char *text = args_value(cli->args, "in-place-of");
	struct checkin_answer a;
	struct str words = STR_INIT;
	bool ok;

	if (!text)
		return true;
	checkin_answer_init(&a);
	ok = checkin_whom(cli->db, n->event, text, &a, err);
	if (ok && !a.registration) {
		checkin_say(&words, &a, NULL);
		ok = err_set(err, ERR_REFUSED, "%s", words.buf);
	}
	n->replaces = a.registration;
	*name = ok ? xstrdup(a.name) : NULL;
	str_release(&words);
	checkin_answer_release(&a);
	return ok;
}

struct walkin_namesake {
	int64_t id;
	int count;
};

static bool walkin_count(void *arg, const struct person_row *row)
{
	struct walkin_namesake *same = arg;

	same->id = row->id;
	same->count++;
	return true;
}

/* A bare name is that of the only one who has it: nobody sees the namesakes here, as she who types
 * at the desk does. */
static bool walkin_who(const struct cli *cli, struct person *p, struct err *err)
{
	struct walkin_namesake same = { .count = 0 };

	if (args_has(cli->args, "email") || args_has(cli->args, "structure"))
		return true;
	if (!person_candidates(
		    cli->db, p->family_name, p->given_name, 0, walkin_count, &same, err))
		return false;
	if (same.count > 1)
		return err_set(err, ERR_AMBIGUOUS,
			_("%d people have this name: tell which with --email or --structure"),
			same.count);
	return !same.count || person_get(cli->db, same.id, p, err);
}

static bool walkin_let_in(
	const struct cli *cli, struct newcomer *n, struct walkin *w, struct err *err)
{
	struct event event;
	bool ok;

	event_init(&event);
	ok = event_get(cli->db, n->event, &event, err) &&
	     walkin_who(cli, n->person, err) && walkin_replaces(cli, n, &w->replaces, err) &&
	     admission_newcomer(cli->db, n, &w->answer, err) &&
	     walkin_tell(cli, w, event.zone, err);
	event_release(&event);
	return ok;
}

static bool walkin_run(struct cli *cli, struct err *err)
{
	struct walkin w = { .payment = { .day = CIVIL_NONE } };
	struct newcomer n = { .via = VIA_COMMAND };
	const char *email = args_value(cli->args, "email");
	struct person p;
	int64_t session;
	bool ok;

	if (!args_number(cli->args, "session", 1, 999, 0, &session, err) ||
		!walkin_payment(cli, &w.payment, err) || !cli_open(cli, err) ||
		!cli_event(cli, 0, &n.event, err))
		return false;
	checkin_answer_init(&w.answer);
	person_init(&p);
	p.family_name = xstrdup(args_word(cli->args, 1));
	p.given_name = args_join(cli->args, 2);
	p.email = email ? xstrdup(email) : NULL;
	n.person = &p;
	n.structure = args_value(cli->args, "structure");
	n.session = (int)session;
	n.payment = w.payment.cents ? &w.payment : NULL;
	ok = walkin_let_in(cli, &n, &w, err);
	person_release(&p);
	checkin_answer_release(&w.answer);
	free(w.replaces);
	return ok;
}

static const struct option walkin_options[] = {
	{ .name = "structure",
		.value = N_("NAME"),
		.help = N_("where the person works; added when it is new") },
	{ .name = "email", .value = N_("E-MAIL"), .help = N_("the person's address") },
	{ .name = "session",
		.value = "N",
		.help = N_("the session; as a rule the one of this moment") },
	{ .name = "pay", .value = N_("AMOUNT"), .help = N_("what is paid at once, in euros") },
	{ .name = "means",
		.value = N_("MEANS"),
		.help = N_("especes (as a rule), cheque, carte, virement or mandat") },
	{ .name = "reference",
		.value = N_("TEXT"),
		.help = N_("number of the cheque or of the transfer") },
	{ .name = "in-place-of",
		.value = N_("CODE|NAME"),
		.help = N_("somebody registered who does not come") },
	{ .name = NULL },
};

const struct command walkin_command = {
	.name = "walkin",
	.words = N_("EVENT FAMILY GIVEN"),
	.help = N_("Register somebody on the spot, check in, take the payment."),
	.more = N_("Person, structure, registration, check-in and payment are one change. Somebody "
		   "whom\n"
		   "the directory knows (e-mail and name, or name and structure) is not added "
		   "again."),
	.also = "inscriptionsurplace|surplace|nouveau|nouvelle",
	.options = walkin_options,
	.min_words = 3,
	.max_words = 3,
	.role = ROLE_ACCUEIL,
	.flags = COMMAND_JOINS_WORDS,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = walkin_run,
};
