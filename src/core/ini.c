/* What is read of INI files beside what iniparser tells: lines, and what stands there twice. */
#include "core/ini.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"
#include "etape/i18n.h"

/* --- lines: iniparser keeps none, and messages need them --- */

static void lower(struct str *s)
{
	for (size_t i = 0; i < s->len; i++) {
		if (s->buf[i] >= 'A' && s->buf[i] <= 'Z')
			s->buf[i] = (char)(s->buf[i] + ('a' - 'A'));
	}
}

static void take_trimmed(struct str *out, const char *from, size_t len)
{
	str_reset(out);
	str_addn(out, from, len);
	str_trim(out);
}

int ini_line(const char *path, const char *section, const char *key, struct str *raw)
{
	struct str here = STR_INIT, name = STR_INIT;
	FILE *f = fopen(path, "re");
	char *line = NULL;
	size_t size = 0;
	int number = 0, found = 0;

	while (f && getline(&line, &size, f) >= 0) {
		size_t equals = strcspn(line, "=");
		number++;
		take_trimmed(&name, line, strlen(line));
		if (name.len > 0 && name.buf[0] == '[') {
			take_trimmed(&here, name.buf + 1, strcspn(name.buf + 1, "]"));
			lower(&here);
			if (!key && str_eq(here.buf, section))
				found = number;
		} else if (key && str_eq(here.buf, section) && line[equals] == '=') {
			take_trimmed(&name, line, equals);
			lower(&name);
			if (str_eq(name.buf, key)) {
				found = number;
				take_trimmed(raw, line + equals + 1, strlen(line + equals + 1));
			}
		}
	}
	if (f)
		fclose(f);
	free(line);
	str_release(&here);
	str_release(&name);
	return found;
}

/* --- twice: iniparser takes the last without a word --- */

struct seen {
	char **names; /* "section", "section\nkey" */
	size_t count;
};

static bool seen_before(struct seen *seen, const char *name)
{
	for (size_t i = 0; i < seen->count; i++)
		if (str_eq(seen->names[i], name))
			return true;
	seen->names = xrealloc(seen->names, (seen->count + 1) * sizeof *seen->names);
	seen->names[seen->count++] = xstrdup(name);
	return false;
}

/* What a line writes: a section's heading or a key, in lower case; "" for a comment or nothing. */
static void read_name(const char *line, struct str *section, struct str *name)
{
	const size_t equals = strcspn(line, "=");

	take_trimmed(name, line, strlen(line));
	if (name->len > 0 && name->buf[0] == '[') {
		take_trimmed(section, name->buf + 1, strcspn(name->buf + 1, "]"));
		lower(section);
		str_reset(name);
		str_add(name, section->buf);
	} else if (!name->len || name->buf[0] == '#' || name->buf[0] == ';' || line[equals] != '=') {
		str_reset(name);
	} else {
		struct str key = STR_INIT;

		take_trimmed(&key, line, equals);
		lower(&key);
		str_reset(name);
		str_addf(name, "%s\n%s", section->buf, key.buf);
		str_release(&key);
	}
}

bool ini_once(const char *path, struct err *err)
{
	struct str section = STR_INIT, name = STR_INIT;
	struct seen seen = { .count = 0 };
	FILE *f = fopen(path, "re");
	char *line = NULL;
	size_t size = 0;
	bool ok = true;

	for (int number = 1; f && ok && getline(&line, &size, f) >= 0; number++) {
		read_name(line, &section, &name);
		if (name.len && seen_before(&seen, name.buf))
			ok = err_set(err, ERR_INVALID, _("%s: line %d: '%s' stands here for the second time"), path, number,
				strchr(name.buf, '\n') ? strchr(name.buf, '\n') + 1 : name.buf);
	}
	if (f)
		fclose(f);
	while (seen.count > 0)
		free(seen.names[--seen.count]);
	free(seen.names);
	free(line);
	str_release(&section);
	str_release(&name);
	return ok;
}

/* --- text: iniparser takes any bytes, and what stands behind a ";" for a comment --- */

static bool is_utf8(const char *line, size_t len)
{
	uint32_t cp;
	size_t n;

	for (; len > 0; line += n, len -= n)
		if ((n = utf8_decode(line, len, &cp)) == 0 || cp == 0)
			return false;
	return true;
}

bool ini_is_text(const char *path, struct err *err)
{
	static const char mark[] = "\xEF\xBB\xBF";
	FILE *f = fopen(path, "re");
	char *line = NULL;
	size_t size = 0;
	ssize_t len;
	bool ok = true;

	for (int number = 1; f && ok && (len = getline(&line, &size, f)) >= 0; number++) {
		if (number == 1 && !strncmp(line, mark, strlen(mark)))
			ok = err_set(err, ERR_INVALID,
				_("%s: begins with a byte order mark: save it as UTF-8 without one"), path);
		else if (!is_utf8(line, (size_t)len))
			ok = err_set(err, ERR_INVALID, _("%s: line %d: this is not UTF-8 text: save the file as UTF-8"),
				path, number);
	}
	if (f)
		fclose(f);
	free(line);
	return ok;
}

const char *ini_comment(const char *value)
{
	value += strspn(value, " \t");
	if (*value == '"') {
		value += 1 + strcspn(value + 1, "\"");
		value += *value == '"';
	}
	value += strcspn(value, ";#");
	return *value ? value : NULL;
}

bool ini_keeps_all(const char *path, struct err *err)
{
	struct str section = STR_INIT, name = STR_INIT;
	FILE *f = fopen(path, "re");
	char *line = NULL;
	size_t size = 0;
	bool ok = true;

	for (int number = 1; f && ok && getline(&line, &size, f) >= 0; number++) {
		const char *equals = strchr(line, '='), *lost;

		read_name(line, &section, &name);
		lost = equals && strchr(name.buf, '\n') ? ini_comment(equals + 1) : NULL;
		if (lost)
			ok = err_set(err, ERR_INVALID,
				_("%s: line %d: what stands behind '%c' would be lost as a comment: write the value "
				  "between \"\", or the comment on a line of its own"),
				path, number, *lost);
	}
	if (f)
		fclose(f);
	free(line);
	str_release(&section);
	str_release(&name);
	return ok;
}

/* --- reading --- */

/* iniparser's own complaint, such as "iniparser: syntax error in FILE (12):". */
static char complaint[512];

static int PRINTF_LIKE(1, 2) keep_complaint(const char *fmt, ...)
{
	va_list args;
	int n;

	if (complaint[0])
		return 0; /* the first one is what is to be mended first */
	va_start(args, fmt);
	n = vsnprintf(complaint, sizeof complaint, fmt, args);
	va_end(args);
	return n;
}

static bool syntax_error(const char *path, struct err *err)
{
	/* The number stands in parentheses behind the file's name. */
	const char *in = strstr(complaint, path);
	const char *open = in ? strstr(in + strlen(path), " (") : NULL;
	long line = open ? strtol(open + 2, NULL, 10) : 0;

	return err_set(err, ERR_INVALID,
		_("%s: line %d: not understood: expected [section] or key = value"), path,
		(int)line);
}

dictionary *ini_load(const char *path, struct err *err)
{
	dictionary *d;

	complaint[0] = '\0';
	iniparser_set_error_callback(keep_complaint);
	d = iniparser_load(path);
	iniparser_set_error_callback(NULL);
	if (!d)
		syntax_error(path, err);
	return d;
}
