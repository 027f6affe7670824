/*
 * Runs command-line tests: commands and what they print, in one plain file.
 *
 *	# a remark, up to the next command
 *	$ etape find maub            a line of shell, in the file's own folder
 *	> --kind cite                … which goes on
 *	cite  [...]  Maubeuge        the expected standard output
 *	2> nothing more              the expected standard error, line by line
 *	! 1                          the expected status (else 0)
 *	<< people.csv                a file, made before the next command,
 *	Nom;Prénom                   up to a line of << alone
 *	<<
 *
 * Within a line [...] stands for any text, [id] for digits, [code] for a
 * registration code, [time] for an instant, [date] for a day, [cr] for a carriage
 * return; a line that is [...] and nothing else for any number of lines. A line that would be
 *taken for something else starts with \, which is dropped; an empty line is \ alone, for blank
 *lines are there for the reader. What is not expected must not come: without 2> nothing may be
 *on standard error.
 *
 * With -u the file is rewritten as its commands really behave: read the diff.
 */
#include "support/check.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Lines, without their ends. */
struct lines {
	char **line;
	size_t n;
};

/* A command and what is expected of it. */
struct step {
	int at;		  /* line number of the command */
	size_t first;	  /* in the file: where this step's lines begin … */
	size_t command;	  /* … where its command begins, after remarks and files … */
	size_t body;	  /* … and where what is expected begins */
	char *shell;	  /* what to run */
	struct lines out; /* expected */
	struct lines err;
	int status;
};

static void lines_add(struct lines *l, const char *text, size_t len)
{
	l->line = realloc(l->line, (l->n + 1) * sizeof(*l->line));
	if (!l->line || !(l->line[l->n++] = strndup(text, len)))
		abort();
}

static void lines_release(struct lines *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->line[i]);
	free(l->line);
	*l = (struct lines){ 0 };
}

static void lines_split(struct lines *l, const char *text)
{
	while (*text) {
		const char *end = strchrnul(text, '\n');

		lines_add(l, text, (size_t)(end - text));
		if (!*end)
			lines_add(l, "[no end of line]", 16);
		text = *end ? end + 1 : end;
	}
}

/* --- matching --------------------------------------------------------------- */

static bool is_code(int c)
{
	return isdigit(c) || isupper(c);
}

static bool is_time(int c)
{
	return isdigit(c) || (c && strchr("-:.TZ+", c));
}

static bool is_date(int c)
{
	return isdigit(c) || c == '-';
}

static bool is_digit(int c)
{
	return isdigit(c);
}

static bool is_cr(int c)
{
	return c == '\r';
}

static const struct {
	const char *name;
	bool (*member)(int c);
	size_t min;
	size_t max;
} wildcards[] = {
	{ "[id]", is_digit, 1, 19 },
	{ "[code]", is_code, 6, 6 },
	{ "[time]", is_time, 16, 32 },
	{ "[date]", is_date, 10, 10 },
	{ "[cr]", is_cr, 1, 1 },
};

static bool line_matches(const char *want, const char *got)
{
	for (; *want; want++, got++) {
		if (!strncmp(want, "[...]", 5)) {
			do
				if (line_matches(want + 5, got))
					return true;
			while (*got++);
			return false;
		}
		for (size_t i = 0; i < sizeof(wildcards) / sizeof(wildcards[0]); i++) {
			size_t len = strlen(wildcards[i].name);
			size_t n = 0;

			if (strncmp(want, wildcards[i].name, len))
				continue;
			while (n < wildcards[i].max &&
				wildcards[i].member((unsigned char)got[n]))
				n++;
			return n >= wildcards[i].min && line_matches(want + len, got + n);
		}
		if (*want != *got)
			return false;
	}
	return !*got;
}

static bool lines_match(const struct lines *want, size_t w, const struct lines *got, size_t g)
{
	for (; w < want->n; w++, g++) {
		if (!strcmp(want->line[w], "[...]")) {
			for (size_t skip = g; skip <= got->n; skip++)
				if (lines_match(want, w + 1, got, skip))
					return true;
			return false;
		}
		if (g >= got->n || !line_matches(want->line[w], got->line[g]))
			return false;
	}
	return g == got->n;
}

/* --- reading ---------------------------------------------------------------- */

_Noreturn static void bad_file(const char *path, size_t line, const char *what)
{
	fprintf(stderr, "%s:%zu: %s\n", path, line + 1, what);
	exit(2);
}

/* Adds " text" of a continuation to the command. */
static void shell_add(struct step *s, const char *text)
{
	char *longer;

	if (asprintf(&longer, "%s\n%s", s->shell, text) < 0)
		abort();
	free(s->shell);
	s->shell = longer;
}

/* Reads what is expected from line i on; returns the first line that isn't. */
static size_t step_read_body(struct step *s, const struct lines *file, size_t i)
{
	for (; i < file->n; i++) {
		const char *line = file->line[i];

		if (*line == '#' || !strncmp(line, "$ ", 2) || !strncmp(line, "<< ", 3))
			break;
		if (!*line)
			continue;
		if (!strncmp(line, "! ", 2))
			s->status = (int)strtol(line + 2, NULL, 10);
		else if (!strncmp(line, "2> ", 3))
			lines_add(&s->err, line + 3, strlen(line + 3));
		else
			lines_add(&s->out, line + (*line == '\\'),
				strlen(line + (*line == '\\')));
	}
	return i;
}

/* Reads the step that begins at line i; returns the line after it. */
static size_t step_read(struct step *s, const char *path, const struct lines *file, size_t i)
{
	bool in_file = false;

	*s = (struct step){ .first = i };
	for (; i < file->n; i++) {
		const char *line = file->line[i];

		if (!strncmp(line, "<< ", 3))
			in_file = true;
		else if (in_file && !strcmp(line, "<<"))
			in_file = false;
		else if (!in_file && !strncmp(line, "$ ", 2))
			break;
		else if (!in_file && *line && *line != '#')
			bad_file(path, i, "neither a command, a remark nor a file");
	}
	if (in_file)
		bad_file(path, i, "a file without its << at the end");
	s->command = s->body = i;
	if (i == file->n)
		return i;
	s->at = (int)i + 1;
	s->shell = strdup(file->line[i++] + 2);
	for (; i < file->n && !strncmp(file->line[i], "> ", 2); i++)
		shell_add(s, file->line[i] + 2);
	s->body = i;
	return step_read_body(s, file, i);
}

/* Makes the files of a step. */
static void step_write_files(
	const struct step *s, const struct lines *file, const struct sandbox *box)
{
	for (size_t i = s->first; i < s->command; i++) {
		const char *name = file->line[i] + 3;
		char *bytes = NULL;
		size_t len = 0;
		FILE *f;

		if (strncmp(file->line[i], "<< ", 3))
			continue;
		f = open_memstream(&bytes, &len);
		for (i++; strcmp(file->line[i], "<<") != 0; i++)
			fprintf(f, "%s\n", file->line[i]);
		fclose(f);
		sandbox_write(box, name, bytes, len);
		free(bytes);
	}
}

static void step_release(struct step *s)
{
	free(s->shell);
	lines_release(&s->out);
	lines_release(&s->err);
}

/* --- telling ---------------------------------------------------------------- */

static void show(const char *what, const struct lines *want, const struct lines *got)
{
	if (lines_match(want, 0, got, 0))
		return;
	fprintf(stderr, "%s (- expected, + got)\n", what);
	for (size_t i = 0; i < want->n; i++)
		fprintf(stderr, "- %s\n", want->line[i]);
	for (size_t i = 0; i < got->n; i++) {
		fputs("+ ", stderr);
		for (const char *p = got->line[i]; *p; p++)
			fputs(*p == '\r' ? "[cr]" : (char[]){ *p, '\0' }, stderr);
		fputc('\n', stderr);
	}
}

/* Prints lines as they would be expected, long numbers as [id]. */
static void print_lines(FILE *f, const char *prefix, const struct lines *l)
{
	static const char *const taken[] = { "$ ", "! ", "2> ", "<< ", "> ", "#", "\\" };

	for (size_t i = 0; i < l->n; i++) {
		const char *p = l->line[i];

		fputs(prefix, f);
		if (!*prefix && !*p)
			fputc('\\', f);
		for (size_t k = 0; !*prefix && k < sizeof(taken) / sizeof(taken[0]); k++)
			if (!strncmp(p, taken[k], strlen(taken[k]))) {
				fputc('\\', f);
				break;
			}
		while (*p) {
			size_t digits = strspn(p, "0123456789");

			if (digits >= 15)
				fputs("[id]", f);
			else if (*p == '\r')
				fputs("[cr]", f);
			else
				fwrite(p, 1, digits ? digits : 1, f);
			p += digits ? digits : 1;
		}
		fputc('\n', f);
	}
}

/* Writes the step as it stands, or with what really came. */
static void step_print(FILE *f, const struct lines *file, const struct step *s, size_t next,
	const struct outcome *o)
{
	struct lines out = { 0 };
	struct lines err = { 0 };

	for (size_t i = s->first; i < (o ? s->body : next); i++)
		fprintf(f, "%s\n", file->line[i]);
	if (!o)
		return;
	lines_split(&out, o->out);
	lines_split(&err, o->err);
	print_lines(f, "", &out);
	print_lines(f, "2> ", &err);
	if (o->status)
		fprintf(f, "! %d\n", o->status);
	fputc('\n', f);
	lines_release(&out);
	lines_release(&err);
}

/* --- running ---------------------------------------------------------------- */

/* True when the command did what is expected. */
static bool step_run(
	const struct step *s, const char *name, struct sandbox *box, struct outcome *o)
{
	struct lines out = { 0 };
	struct lines err = { 0 };
	bool ok;

	fprintf(stderr, "[ RUN      ] %s\n", name);
	sandbox_shell(box, o, s->shell);
	lines_split(&out, o->out);
	lines_split(&err, o->err);
	ok = o->status == s->status && lines_match(&s->out, 0, &out, 0) &&
	     lines_match(&s->err, 0, &err, 0);
	if (!ok) {
		fprintf(stderr, "$ %s\n", s->shell);
		show("standard output", &s->out, &out);
		show("standard error", &s->err, &err);
		if (o->status != s->status)
			fprintf(stderr, "status %d, expected %d\n", o->status, s->status);
	}
	fprintf(stderr, "%s %s\n", ok ? "[       OK ]" : "[  FAILED  ]", name);
	lines_release(&out);
	lines_release(&err);
	return ok;
}

static void file_read(const char *path, struct lines *file)
{
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t room = 0;
	ssize_t n;

	if (!f) {
		perror(path);
		exit(2);
	}
	while ((n = getline(&line, &room, f)) > 0)
		lines_add(file, line, (size_t)n - (line[n - 1] == '\n'));
	free(line);
	fclose(f);
}

/* Runs a whole file; returns how many of *ran failed. With again, rewrites it there. */
static unsigned file_run(const char *path, unsigned *ran, FILE *again)
{
	struct lines file = { 0 };
	struct sandbox box;
	unsigned failed = 0;
	size_t i = 0;

	file_read(path, &file);
	sandbox_init(&box);
	while (i < file.n) {
		struct step s;
		struct outcome o = { 0 };
		char name[256];
		bool ok = true;
		size_t next = step_read(&s, path, &file, i);

		snprintf(name, sizeof(name), "%s:%d %.80s", basename(path), s.at,
			s.shell ? s.shell : "");
		name[strcspn(name, "\n")] = '\0';
		step_write_files(&s, &file, &box);
		if (s.shell) {
			ok = step_run(&s, name, &box, &o);
			(*ran)++;
			failed += !ok;
		}
		if (again)
			step_print(again, &file, &s, next, ok ? NULL : &o);
		outcome_release(&o);
		step_release(&s);
		i = next;
	}
	sandbox_release(&box);
	lines_release(&file);
	return failed;
}

int main(int argc, char **argv)
{
	bool update = argc > 1 && !strcmp(argv[1], "-u");
	unsigned ran = 0;
	unsigned failed = 0;

	if (argc < 2 + update) {
		fprintf(stderr, "usage: run [-u] FILE.test...\n");
		return 2;
	}
	fprintf(stderr, "[==========] Running the commands of %d file(s).\n",
		argc - 1 - update);
	for (int i = 1 + update; i < argc; i++) {
		char *text = NULL;
		size_t len = 0;
		FILE *again = update ? open_memstream(&text, &len) : NULL;

		failed += file_run(argv[i], &ran, again);
		if (again) {
			fclose(again);
			again = fopen(argv[i], "w");
			if (!again || fwrite(text, 1, len, again) != len || fclose(again))
				perror(argv[i]);
			free(text);
		}
	}
	fprintf(stderr, "[==========] %u test(s) run.\n", ran);
	fprintf(stderr, "[  PASSED  ] %u test(s).\n", ran - failed);
	return failed ? 1 : ran ? 0 : 2;
}
