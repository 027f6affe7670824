#include "etape/config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/ini.h"
#include "core/setting.h"
#include "core/utf8.h"
#include "etape/civil.h"
#include "etape/i18n.h"
#include "etape/paths.h"
#include "etape/str.h"

/* --- reading --- */

static bool is_plain_text(const char *s)
{
	size_t len = strlen(s), n;
	uint32_t cp;

	for (; len > 0; s += n, len -= n) {
		n = utf8_decode(s, len, &cp);
		if (n == 0 || cp < ' ' || cp == 0x7F)
			return false;
	}
	return true;
}

static void add_key(struct config *c, const char *name, const char *value)
{
	c->keys = xrealloc(c->keys, (c->key_count + 1) * sizeof *c->keys);
	c->keys[c->key_count++] = (struct config_key){
		.name = xstrdup(name),
		.value = xstrdup(value),
	};
}

/* One key of the file; its line is only looked for when something is wrong. */
struct entry {
	const char *path;    /* of the file */
	const char *section; /* "" before any */
	const char *key;     /* NULL: the section's own heading */
	const char *value;   /* comments cut off by iniparser */
};

static int line_of(const struct entry *e)
{
	struct str raw = STR_INIT;
	int line = ini_line(e->path, e->section, e->key, &raw);

	str_release(&raw);
	return line;
}

/* iniparser takes `key = ;` for a comment: a key binding would be lost without a word. And what
 * goes out on papers may not end where a comment could begin. */
static bool is_lost(const struct entry *e, char *lost)
{
	const bool paper = str_eq(e->section, "invoice") || str_eq(e->section, "messages");
	struct str raw = STR_INIT;
	const char *behind;

	*lost = '\0';
	if (!*e->value || paper) {
		ini_line(e->path, e->section, e->key, &raw);
		behind = ini_comment(raw.buf);
		*lost = behind && (paper || behind == raw.buf) ? *behind : '\0';
	}
	str_release(&raw);
	return *lost != '\0';
}

static bool unknown_key(const struct entry *e, const char *name, struct err *err)
{
	const char *near = setting_nearest(name);

	if (near)
		return err_set(err, ERR_INVALID,
			_("%s: line %d: unknown key '%s': did you mean '%s'?"), e->path,
			line_of(e), name, near);
	return err_set(err, ERR_INVALID, _("%s: line %d: unknown key '%s'"), e->path,
		line_of(e), name);
}

static bool apply_named(
	struct config *c, const struct entry *e, const char *name, struct err *err)
{
	const struct setting *setting = setting_find(name);
	bool is_key = str_eq(e->section, "keys");
	char lost;

	if (!is_key && !setting)
		return unknown_key(e, name, err);
	if (!is_plain_text(e->value))
		return err_set(err, ERR_INVALID,
			_("%s: line %d: key '%s': not plain UTF-8 text"), e->path, line_of(e),
			name);
	if (is_lost(e, &lost))
		return err_set(err, ERR_INVALID,
			_("%s: line %d: key '%s': write \"%c\" between quotation marks"),
			e->path, line_of(e), name, lost);
	if (is_key)
		add_key(c, e->key, e->value);
	else if (!setting_apply(setting, c, e->value))
		return err_set(err, ERR_INVALID, _("%s: line %d: key '%s': expected %s"),
			e->path, line_of(e), name, _(setting->expected));
	return true;
}

static bool apply(struct config *c, const struct entry *e, struct err *err)
{
	struct str name = STR_INIT;
	bool ok;

	if (!*e->section && e->key)
		return err_set(err, ERR_INVALID,
			_("%s: line %d: key '%s' stands before any [section]"), e->path,
			line_of(e), e->key);
	if (!setting_section(e->section))
		return err_set(err, ERR_INVALID, _("%s: line %d: unknown section '%s'"),
			e->path, line_of(e), e->section);
	if (!e->key)
		return true;
	str_addf(&name, "%s.%s", e->section, e->key);
	ok = apply_named(c, e, name.buf, err);
	str_release(&name);
	return ok;
}

/* An entry of the dictionary is "section", or "section:key" with a value. */
static bool apply_entry(struct config *c, const char *path, const char *name, const char *value,
	struct err *err)
{
	const char *colon = strchr(name, ':');
	char *section = colon ? xstrndup(name, (size_t)(colon - name)) : xstrdup(name);
	struct entry entry = {
		.path = path,
		.section = section,
		.key = colon ? colon + 1 : NULL,
		.value = value ? value : "",
	};
	bool ok = apply(c, &entry, err);

	free(section);
	return ok;
}

static bool read_file(struct config *c, const char *path, struct err *err)
{
	dictionary *d = ini_load(path, err);
	bool ok = true;

	if (!d)
		return false;
	for (ssize_t i = 0; i < d->size && ok; i++) {
		if (d->key[i])
			ok = apply_entry(c, path, d->key[i], d->val[i], err);
	}
	iniparser_freedict(d);
	return ok;
}

/* Whether there is a file to read; false with `*ok` set when that is an error. */
static bool can_read(const char *path, bool named, bool *ok, struct err *err)
{
	struct stat st;

	*ok = true;
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
		*ok = err_sys(err, EISDIR, _("cannot read the settings '%s'"), path);
		return false;
	}
	if (access(path, R_OK) == 0)
		return true;
	if (named || (errno != ENOENT && errno != ENOTDIR)) {
		int sys = errno;
		*ok = err_sys(err, sys, _("cannot read the settings '%s'"), path);
		if (err && sys == ENOENT)
			err->code = ERR_NOT_FOUND;
	}
	return false;
}

bool config_load(struct config *c, const char *path, struct err *err)
{
	const char *named = path && *path ? path : getenv("ETAPE_CONFIG");
	char *file;
	bool ok = true;

	*c = (struct config){
		.zone = xstrdup(CIVIL_ZONE),
		.region = xstrdup("32"),
		.theme = xstrdup("auto"),
		.currency = xstrdup("EUR"),
		.busy_timeout_ms = 5000,
		.unicode = -1,
		.bell = true,
		.mouse = true,
	};
	setting_default_rings(c);
	invoice_settings_init(&c->invoice);
	if (named && !*named)
		named = NULL;
	file = named ? xstrdup(named) : paths_config();
	if (can_read(file, named != NULL, &ok, err))
		ok = read_file(c, file, err);
	free(file);
	return ok;
}

void config_release(struct config *c)
{
	for (size_t i = 0; i < c->key_count; i++) {
		free(c->keys[i].name);
		free(c->keys[i].value);
	}
	free(c->keys);
	free(c->lang);
	free(c->zone);
	free(c->region);
	free(c->desk);
	free(c->theme);
	free(c->tour_cycle);
	free(c->currency);
	free(c->export_dir);
	free(c->mail_from);
	free(c->mail_name);
	free(c->mail_reply);
	free(c->mail_signature);
	free(c->sendmail);
	free(c->message_folder);
	invoice_settings_release(&c->invoice);
	*c = (struct config){ .keys = NULL };
}
