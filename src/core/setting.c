/* What each key of etape.ini may hold, and where its value goes. */
#include "core/setting.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/setting_invoice.h"
#include "etape/civil.h"
#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/str.h"
#include "etape/valid.h"

#define RINGS_MOST 3

/* --- values --- */

static void replace(char **slot, const char *value)
{
	free(*slot);
	*slot = value ? xstrdup(value) : NULL;
}

static bool one_of(const char *value, const char *const words[], int *index)
{
	for (int i = 0; words[i]; i++) {
		if (str_eq(value, words[i])) {
			*index = i;
			return true;
		}
	}
	return false;
}

static bool read_bool(const char *value, bool *out)
{
	static const char *const words[] = { "no", "yes", "non", "oui", "false", "true", "off",
		"on", "0", "1", NULL };
	int index;

	if (!one_of(value, words, &index))
		return false;
	*out = index % 2 == 1;
	return true;
}

static bool set_lang(struct config *c, const char *value)
{
	static const char *const words[] = { "fr", "en", NULL };
	int index;

	if (!one_of(value, words, &index))
		return false;
	replace(&c->lang, value);
	return true;
}

static bool set_zone(struct config *c, const char *value)
{
	if (!civil_from_instant(0, value, NULL, NULL, NULL))
		return false;
	replace(&c->zone, value);
	return true;
}

/* INSEE's codes of the regions since 2016. */
static bool set_region(struct config *c, const char *value)
{
	static const char *const codes[] = { "01", "02", "03", "04", "06", "11", "24", "27",
		"28", "32", "44", "52", "53", "75", "76", "84", "93", "94", NULL };
	int index;

	if (!one_of(value, codes, &index))
		return false;
	replace(&c->region, value);
	return true;
}

static bool set_desk(struct config *c, const char *value)
{
	if (!*value || strlen(value) > 60)
		return false;
	replace(&c->desk, value);
	return true;
}

static bool set_bell(struct config *c, const char *value)
{
	return read_bool(value, &c->bell);
}

static bool set_rings(struct config *c, enum desk_outcome outcome, const char *value)
{
	if (*value < '0' || *value > '0' + RINGS_MOST || value[1])
		return false;
	c->rings[outcome] = *value - '0';
	return true;
}

void setting_default_rings(struct config *c)
{
	for (int i = 0; i < OUTCOME_COUNT; i++)
		c->rings[i] = i != OUTCOME_PRESENT && i != OUTCOME_LEFT && i != OUTCOME_UNDONE;
}

static bool set_cycle(struct config *c, const char *value)
{
	if (!*value)
		return false;
	replace(&c->tour_cycle, value);
	return true;
}

static bool set_currency(struct config *c, const char *value)
{
	if (!str_eq(value, "EUR"))
		return false;
	replace(&c->currency, value);
	return true;
}

static bool set_theme(struct config *c, const char *value)
{
	static const char *const words[] = { "auto", "dark", "light", "mono", NULL };
	int index;

	if (!one_of(value, words, &index))
		return false;
	replace(&c->theme, value);
	return true;
}

static bool set_mouse(struct config *c, const char *value)
{
	return read_bool(value, &c->mouse);
}

static bool set_clipboard(struct config *c, const char *value)
{
	static const char *const words[] = {
		[CLIPBOARD_AUTO] = "auto",
		[CLIPBOARD_TERMINAL] = "terminal",
		[CLIPBOARD_FILE] = "file",
		[CLIPBOARD_FILE + 1] = NULL,
	};
	int index;

	if (!one_of(value, words, &index))
		return false;
	c->clipboard = (enum clipboard)index;
	return true;
}

static bool set_unicode(struct config *c, const char *value)
{
	bool yes;

	if (str_eq(value, "auto")) {
		c->unicode = -1;
		return true;
	}
	if (!read_bool(value, &yes))
		return false;
	c->unicode = yes;
	return true;
}

static bool set_ambiguous(struct config *c, const char *value)
{
	static const char *const words[] = { "narrow", "wide", NULL };
	int index;

	if (!one_of(value, words, &index))
		return false;
	c->wide_ambiguous = index == 1;
	return true;
}

static bool set_busy_timeout(struct config *c, const char *value)
{
	char *end;
	long ms;

	if (*value < '0' || *value > '9')
		return false;
	errno = 0;
	ms = strtol(value, &end, 10);
	if (errno || *end || ms > 600000)
		return false;
	c->busy_timeout_ms = (int)ms;
	return true;
}

static bool set_retention(struct config *c, const char *value)
{
	char *end;
	long years;

	if (*value < '1' || *value > '9')
		return false;
	errno = 0;
	years = strtol(value, &end, 10);
	if (errno || *end || years > 100)
		return false;
	c->retention_years = (int)years;
	return true;
}

/* "~/x" is below the home folder. */
static bool set_path(char **slot, const char *value)
{
	const char *home = getenv("HOME");
	struct str path = STR_INIT;

	if (!*value)
		return false;
	if (value[0] == '~' && (value[1] == '/' || value[1] == '\0') && home) {
		str_add(&path, home);
		value++;
	}
	str_add(&path, value);
	free(*slot);
	*slot = str_take(&path);
	return true;
}

static bool set_export_folder(struct config *c, const char *value)
{
	return set_path(&c->export_dir, value);
}

/* --- messages --- */

static bool set_message_folder(struct config *c, const char *value)
{
	return set_path(&c->message_folder, value) && *c->message_folder == '/';
}

static bool set_sendmail(struct config *c, const char *value)
{
	replace(&c->sendmail, value);
	return *value == '/';
}

static bool is_address(const char *text)
{
	return *text && valid_email(text, NULL);
}

/* "IREV <contact@example.org>", or the address alone. */
static bool set_mail_from(struct config *c, const char *value)
{
	const char *open = strrchr(value, '<');
	struct str address = STR_INIT, name = STR_INIT;
	bool ok;

	if (open) {
		str_addn(&name, value, (size_t)(open - value));
		str_addn(&address, open + 1, strcspn(open + 1, ">"));
	} else {
		str_add(&address, value);
	}
	str_trim(&name);
	if (name.len >= 2 && name.buf[0] == '"' && name.buf[name.len - 1] == '"') {
		str_truncate(&name, name.len - 1);
		name.buf[0] = ' ';
		str_trim(&name);
	}
	ok = is_address(address.buf) && (!open || str_eq(open + 1 + address.len, ">"));
	replace(&c->mail_from, address.buf);
	replace(&c->mail_name, name.len ? name.buf : NULL);
	str_release(&address);
	str_release(&name);
	return ok;
}

static bool set_mail_reply(struct config *c, const char *value)
{
	replace(&c->mail_reply, value);
	return is_address(value);
}

/* A | parts its lines: a value of etape.ini has one. */
static bool set_mail_signature(struct config *c, const char *value)
{
	struct str lines = STR_INIT;

	for (; *value; value += *value == '|') {
		const size_t n = strcspn(value, "|");
		char *line = xstrndup(value, n);
		struct str trimmed = STR_INIT;

		str_add(&trimmed, line);
		str_trim(&trimmed);
		str_addf(&lines, "%s%s", lines.len ? "\n" : "", trimmed.buf);
		str_release(&trimmed);
		free(line);
		value += n;
	}
	free(c->mail_signature);
	c->mail_signature = str_take(&lines);
	return true;
}

/* --- keys --- */

#define RINGS(key, which)                                                                        \
	{                                                                                      \
		.name = "bell." key, .outcome = (which), .expected = N_("a number, from 0 to 3") \
	}

static const struct setting settings[] = {
	{ .name = "general.lang", .set = set_lang, .expected = N_("fr or en") },
	{ .name = "general.zone",
		.set = set_zone,
		.expected = N_("a time zone such as Europe/Paris") },
	{ .name = "general.region",
		.set = set_region,
		.expected = N_("the INSEE code of a region, such as 32") },
	{ .name = "general.desk", .set = set_desk, .expected = N_("a name of 1 to 60 bytes") },
	{ .name = "general.bell", .set = set_bell, .expected = N_("yes or no") },
	RINGS("present", OUTCOME_PRESENT),
	RINGS("already", OUTCOME_ALREADY),
	RINGS("left", OUTCOME_LEFT),
	RINGS("undone", OUTCOME_UNDONE),
	RINGS("other_session", OUTCOME_OTHER_SESSION),
	RINGS("waiting", OUTCOME_WAITING),
	RINGS("cancelled", OUTCOME_CANCELLED),
	RINGS("not_registered", OUTCOME_NOT_REGISTERED),
	RINGS("ambiguous", OUTCOME_AMBIGUOUS),
	RINGS("unknown", OUTCOME_UNKNOWN),
	RINGS("other_event", OUTCOME_OTHER_EVENT),
	RINGS("wrong_code", OUTCOME_WRONG_CODE),
	RINGS("full", OUTCOME_FULL),
	{ .name = "tour.cycle", .set = set_cycle, .expected = N_("the name of a cycle") },
	{ .name = "fees.currency", .set = set_currency, .expected = N_("EUR") },
	{ .name = "screen.theme",
		.set = set_theme,
		.expected = N_("auto, dark, light or mono") },
	{ .name = "screen.mouse", .set = set_mouse, .expected = N_("yes or no") },
	{ .name = "screen.clipboard",
		.set = set_clipboard,
		.expected = N_("auto, terminal or file") },
	{ .name = "screen.unicode", .set = set_unicode, .expected = N_("auto, yes or no") },
	{ .name = "screen.ambiguous", .set = set_ambiguous, .expected = N_("narrow or wide") },
	{ .name = "database.busy_timeout_ms",
		.set = set_busy_timeout,
		.expected = N_("milliseconds, from 0 to 600000") },
	{ .name = "privacy.retention_years",
		.set = set_retention,
		.expected = N_("years, from 1 to 100") },
	{ .name = "messages.from",
		.set = set_mail_from,
		.expected = N_("a sender such as IREV <contact@irev.example>") },
	{ .name = "messages.reply_to", .set = set_mail_reply, .expected = N_("an e-mail address") },
	{ .name = "messages.signature",
		.set = set_mail_signature,
		.expected = N_("a signature, its lines parted by |") },
	{ .name = "messages.sendmail",
		.set = set_sendmail,
		.expected = N_("the whole path of a program, such as /usr/sbin/sendmail") },
	{ .name = "messages.folder",
		.set = set_message_folder,
		.expected = N_("the whole path of a folder of templates") },
	{ .name = "export.folder", .set = set_export_folder, .expected = N_("a folder") },
};

#define SETTING_COUNT (sizeof settings / sizeof *settings)

/* Those of [invoice] are a table of their own. */
static const struct setting *setting_find_invoice(const char *name)
{
	static struct setting found;

	for (size_t i = 0; i < setting_invoice_count; i++) {
		const struct setting_invoice *s = &setting_invoices[i];
		if (!str_eq(s->name, name))
			continue;
		found = (struct setting){
			.name = s->name, .set_invoice = s->set, .expected = s->expected
		};
		return &found;
	}
	return NULL;
}

const struct setting *setting_find(const char *name)
{
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		if (str_eq(settings[i].name, name))
			return &settings[i];
	}
	return setting_find_invoice(name);
}

bool setting_apply(const struct setting *setting, struct config *c, const char *value)
{
	if (setting->set_invoice)
		return setting->set_invoice(&c->invoice, value);
	return setting->set ? setting->set(c, value) : set_rings(c, setting->outcome, value);
}

bool setting_section(const char *section)
{
	size_t len = strlen(section);

	for (size_t i = 0; i < SETTING_COUNT; i++) {
		if (strncmp(settings[i].name, section, len) == 0 &&
			settings[i].name[len] == '.')
			return true;
	}
	return str_eq(section, "keys") || str_eq(section, "invoice");
}

const char *setting_nearest(const char *name)
{
	const char *found = NULL;
	size_t best = 3;

	for (size_t i = 0; i < SETTING_COUNT; i++) {
		size_t d = fold_distance(settings[i].name, name, 2);
		if (d < best) {
			best = d;
			found = settings[i].name;
		}
	}
	for (size_t i = 0; i < setting_invoice_count; i++) {
		size_t d = fold_distance(setting_invoices[i].name, name, 2);
		if (d < best) {
			best = d;
			found = setting_invoices[i].name;
		}
	}
	return found;
}
