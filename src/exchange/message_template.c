/* Templates of messages: an objet, a text, and fields between braces. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/message.h"
#include "etape/paths.h"
#include "etape/text.h"

enum { TEMPLATE_MOST = 64 << 10, FIELD_NAME_MOST = 40 };

/* Folded as fold_squash_add() does: accents, case and the hyphen are no matter. */
static const char *const field_names[MESSAGE_FIELDS] = {
	[FIELD_GIVEN_NAME] = "prenom",
	[FIELD_FAMILY_NAME] = "nom",
	[FIELD_POST] = "poste",
	[FIELD_CITE] = "cite",
	[FIELD_EVENT_TITLE] = "rencontre",
	[FIELD_STAGE] = "numero",
	[FIELD_THEME] = "theme",
	[FIELD_WHEN] = "date",
	[FIELD_HOURS] = "horaires",
	[FIELD_PROGRAMME] = "programme",
	[FIELD_PLACE] = "lieu",
	[FIELD_ADDRESS] = "adresse",
	[FIELD_HOST] = "hote",
	[FIELD_LINK] = "lien",
	[FIELD_TARIFF] = "tarif",
	[FIELD_OLD_WHEN] = "anciennedate",
	[FIELD_NEW_WHEN] = "nouvelledate",
	[FIELD_REASON] = "motif",
	[FIELD_REPLY] = "reponse",
	[FIELD_SIGNATURE] = "signature",
};

/* --- fields --- */

/* The field between two braces; MESSAGE_FIELDS when there is none of that name. */
static enum message_field field_of(const char *name, size_t n)
{
	struct str folded = STR_INIT;
	char *copy = xstrndup(name, n);
	int field = 0;

	fold_squash_add(&folded, copy);
	while (field < MESSAGE_FIELDS && !str_eq(field_names[field], folded.buf))
		field++;
	str_release(&folded);
	free(copy);
	return (enum message_field)field;
}

/* Bytes of the field that begins at an open brace, both included; 0 when it is not closed on its line. */
static size_t field_length(const char *at)
{
	const size_t n = strcspn(at + 1, "{}\n");

	return at[1 + n] == '}' && n > 0 ? n + 2 : 0;
}

static bool is_twice(const char *at)
{
	return (*at == '{' || *at == '}') && at[1] == *at;
}

/* --- reading --- */

struct reading {
	const char *name;
	int line;
	struct err *err;
};

static bool unknown_field(const struct reading *r, const char *at, size_t n)
{
	struct str clean = STR_INIT;

	text_clean(&clean, at + 1, n - 2 < FIELD_NAME_MOST ? n - 2 : FIELD_NAME_MOST, 0);
	err_set(r->err, ERR_INVALID,
		_("%s: line %d: nothing is called {%s}: invitation.txt lists what there is"), r->name, r->line,
		clean.buf);
	str_release(&clean);
	return false;
}

static bool check_line(const struct reading *r, const char *line)
{
	for (const char *at = line; *at; at++) {
		size_t n;

		if (is_twice(at)) {
			at++;
			continue;
		}
		if (*at == '}')
			return err_set(r->err, ERR_INVALID,
				_("%s: line %d: } closes nothing: write }} for a brace"), r->name, r->line);
		if (*at != '{')
			continue;
		n = field_length(at);
		if (n == 0)
			return err_set(r->err, ERR_INVALID,
				_("%s: line %d: { is not closed: write {{ for a brace"), r->name, r->line);
		if (field_of(at + 1, n - 2) == MESSAGE_FIELDS)
			return unknown_field(r, at, n);
		at += n - 1;
	}
	return true;
}

/* Only what is UTF-8 text without control characters goes through the text gate unchanged. */
static bool is_text(const char *line)
{
	struct str clean = STR_INIT;
	bool same;

	text_clean(&clean, line, strlen(line), 0);
	same = str_eq(clean.buf, line);
	str_release(&clean);
	return same;
}

/* What stands after "Objet :" or "Subject:"; NULL when the line is neither. */
static const char *subject_of(const char *line)
{
	const size_t n = strcspn(line, ":");
	char *head = xstrndup(line, n);
	struct str folded = STR_INIT;
	bool is;

	fold_squash_add(&folded, head);
	is = line[n] == ':' && (str_eq(folded.buf, "objet") || str_eq(folded.buf, "subject"));
	str_release(&folded);
	free(head);
	return is ? line + n + 1 + strspn(line + n + 1, " \t") : NULL;
}

static bool take_line(struct message_template *t, const struct reading *r, bool *begun, const char *line)
{
	const char *subject;

	if (!is_text(line))
		return err_set(r->err, ERR_INVALID, _("%s: line %d: not plain UTF-8 text"), r->name, r->line);
	if (!*begun && (*line == '#' || *line == '\0'))
		return true;
	if (!*begun) {
		subject = subject_of(line);
		*begun = true;
		if (subject == NULL || *subject == '\0')
			return err_set(r->err, ERR_INVALID,
				_("%s: line %d: a message begins with its subject: 'Objet : …'"), r->name, r->line);
		str_add(&t->subject, subject);
		return check_line(r, line);
	}
	if (t->body.len > 0 || *line != '\0') {
		str_add(&t->body, line);
		str_addc(&t->body, '\n');
	}
	return check_line(r, line);
}

static bool take_lines(struct message_template *t, struct reading *r, const char *bytes, size_t n)
{
	bool begun = false, ok = true;

	if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
		bytes += 3;
		n -= 3;
	}
	for (size_t at = 0; ok && at < n;) {
		const char *end = memchr(bytes + at, '\n', n - at);
		size_t len = end != NULL ? (size_t)(end - bytes) - at : n - at;
		const size_t next = at + len + 1;
		char *line;

		if (len > 0 && bytes[at + len - 1] == '\r')
			len--;
		line = xstrndup(bytes + at, len);
		r->line++;
		/* A NUL would end the line for us and not for whoever reads the file. */
		ok = strlen(line) == len ? take_line(t, r, &begun, line)
					 : err_set(r->err, ERR_INVALID, _("%s: line %d: not plain UTF-8 text"),
						   r->name, r->line);
		free(line);
		at = next;
	}
	if (ok && t->body.len == 0)
		ok = err_set(r->err, ERR_INVALID, _("%s: line %d: the message is empty"), r->name, r->line + 1);
	return ok;
}

bool message_template_parse(struct message_template *t, const char *name, const char *bytes, size_t n,
	struct err *err)
{
	struct reading r = { .name = name, .err = err };

	*t = (struct message_template){ .subject = STR_INIT, .body = STR_INIT };
	if (n > TEMPLATE_MOST)
		return err_set(err, ERR_INVALID, _("%s: the file is too large"), name);
	return take_lines(t, &r, bytes, n);
}

void message_template_release(struct message_template *t)
{
	str_release(&t->subject);
	str_release(&t->body);
}

/* --- files --- */

/* The user's own, else the one that is installed; owned. */
static char *template_path(const struct config *config, const char *name, struct err *err)
{
	struct str path = STR_INIT;
	char *found;

	if (config->message_folder != NULL) {
		str_addf(&path, "%s/%s", config->message_folder, name);
		if (access(path.buf, F_OK) == 0 || errno != ENOENT)
			return str_take(&path);
		str_reset(&path);
	}
	str_addf(&path, "messages/%s", name);
	found = paths_share_file(path.buf);
	str_release(&path);
	if (found == NULL)
		err_set(err, ERR_NOT_FOUND, _("the message '%s' is missing: install étape again"), name);
	return found;
}

static bool read_file(const char *path, struct str *out, struct err *err)
{
	FILE *f = fopen(path, "re");
	char buf[4096];
	size_t n;
	bool ok;

	if (f == NULL)
		return err_sys(err, errno, _("cannot read '%s'"), path);
	while (out->len <= TEMPLATE_MOST && (n = fread(buf, 1, sizeof buf, f)) > 0)
		str_addn(out, buf, n);
	ok = !ferror(f) || err_sys(err, errno, _("cannot read '%s'"), path);
	fclose(f);
	return ok;
}

bool message_template_load(struct message_template *t, const struct config *config, enum message_kind kind,
	struct err *err)
{
	static const char *const names[MESSAGE_KINDS] = {
		[MESSAGE_INVITATION] = "invitation.txt",
		[MESSAGE_REMINDER] = "rappel.txt",
		[MESSAGE_POSTPONED] = "report.txt",
		[MESSAGE_CANCELLED] = "annulation.txt",
	};
	char *path = template_path(config, names[kind], err);
	struct str bytes = STR_INIT;
	bool ok;

	*t = (struct message_template){ .subject = STR_INIT, .body = STR_INIT };
	if (path == NULL)
		return false;
	ok = read_file(path, &bytes, err) && message_template_parse(t, path, bytes.buf, bytes.len, err);
	str_release(&bytes);
	free(path);
	return ok;
}

/* --- filling --- */

/* Nothing that a screen or a mail program would obey. */
static void add_value(struct str *out, const char *value)
{
	for (; value != NULL && *value != '\0'; value++)
		if ((unsigned char)*value >= ' ' ? *value != 0x7f : *value == '\n')
			str_addc(out, *value);
		else
			str_addc(out, ' ');
}

/* Where nothing stands between two blanks one of them goes, and the one before a comma or a full stop. Gives the
 * bytes of the line that are passed over. */
static size_t close_gap(struct str *out, size_t from, const char *after)
{
	const bool blank = out->len == from || out->buf[out->len - 1] == ' ';

	if (blank && *after == ' ')
		return 1;
	if (blank && out->len > from && (*after == ',' || *after == '.'))
		str_truncate(out, out->len - 1);
	return 0;
}

/* Fills a line; true when it had fields, and all were empty. */
static bool fill_line(struct str *out, const char *line, size_t n, const char *const values[MESSAGE_FIELDS])
{
	const size_t from = out->len;
	size_t fields = 0, empty = 0;

	for (size_t at = 0; at < n; at++) {
		if (is_twice(line + at)) {
			str_addc(out, line[at++]);
		} else if (line[at] == '{') {
			const size_t length = field_length(line + at);
			const char *value = values[field_of(line + at + 1, length - 2)];

			const bool nothing = value == NULL || *value == '\0';

			fields++;
			empty += nothing;
			add_value(out, value);
			at += length - 1;
			if (nothing && at + 1 < n)
				at += close_gap(out, from, line + at + 1);
		} else {
			str_addc(out, line[at]);
		}
	}
	return fields > 0 && fields == empty;
}

static void fill_body(struct str *out, const char *body, const char *const values[MESSAGE_FIELDS])
{
	struct str line = STR_INIT;
	bool blank = true;

	for (const char *at = body; *at;) {
		const size_t n = strcspn(at, "\n");

		str_reset(&line);
		if (!fill_line(&line, at, n, values)) {
			while (line.len > 0 && (line.buf[line.len - 1] == ' ' || line.buf[line.len - 1] == '\n'))
				str_truncate(&line, line.len - 1);
			if (line.len > 0 || !blank) {
				str_add(out, line.buf);
				str_addc(out, '\n');
			}
			blank = line.len == 0;
		}
		at += n + (at[n] == '\n');
	}
	str_release(&line);
}

void message_fill(const struct message_template *t, const char *const values[MESSAGE_FIELDS],
	struct str *subject, struct str *body)
{
	const size_t from = subject->len;

	fill_line(subject, t->subject.buf, t->subject.len, values);
	for (char *c = subject->buf + from; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = ' ';
	fill_body(body, t->body.buf, values);
}
