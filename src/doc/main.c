/* etape-doc: the documents that need heavy libraries, run by etape when one is asked for. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "doc/doc.h"
#include "etape/civil.h"
#include "etape/i18n.h"
#include "etape/paths.h"
#include "etape/text.h"

enum { CPU_SECONDS = 60, INPUT_LIMIT = 64 << 20 };

static const struct document *const documents[] = { &document_ics, &document_ics_read,
	&document_cii };

/* Errors pass the text gate too: they name files and rows. */
static int complain(const struct err *err)
{
	struct str line = STR_INIT;

	str_add(&line, "etape-doc: ");
	text_clean(&line, err->message, strlen(err->message), 0);
	fprintf(stderr, "%s\n", line.buf);
	str_release(&line);
	return err_exit_status(err);
}

static int usage(FILE *to, int status)
{
	fprintf(to, _("usage: etape-doc KIND --db FILE [--event EVENT] [--cycle CYCLE] [--no-drafts] [--invoice NUMBER] "
		      "[--output FILE] [--lang fr|en]\n"));
	for (size_t i = 0; i < sizeof(documents) / sizeof(documents[0]); i++)
		fprintf(to, "  %s  %s\n", documents[i]->name, _(documents[i]->help));
	return status;
}

static const struct document *find_document(const char *name)
{
	for (size_t i = 0; i < sizeof(documents) / sizeof(documents[0]); i++) {
		if (strcmp(documents[i]->name, name) == 0)
			return documents[i];
	}
	return NULL;
}

static const struct option options[] = {
	{ .name = "db", .has_arg = required_argument, .val = 'd' },
	{ .name = "event", .has_arg = required_argument, .val = 'e' },
	{ .name = "cycle", .has_arg = required_argument, .val = 'y' },
	{ .name = "invoice", .has_arg = required_argument, .val = 'i' },
	{ .name = "no-drafts", .val = 'n' },
	{ .name = "output", .has_arg = required_argument, .val = 'o' },
	{ .name = "lang", .has_arg = required_argument, .val = 'l' },
	{ .name = "help", .val = 'h' },
	{ .name = "version", .val = 'v' },
	{ .name = NULL },
};

/* What the command line asks for; everything is borrowed. */
struct request {
	const struct document *document;
	const char *database; /* NULL: the default one */
	struct doc_choice choice;
	const char *path;
	const char *locale;
};

/* A file that makes a parser turn for ever ends here, not in the screens. */
static void set_limits(void)
{
	const struct rlimit seconds = { .rlim_cur = CPU_SECONDS, .rlim_max = CPU_SECONDS };
	const struct rlimit nothing = { .rlim_cur = 0, .rlim_max = 0 };

	setrlimit(RLIMIT_CPU, &seconds);
	setrlimit(RLIMIT_CORE, &nothing);
}

static bool run_filter(const struct request *r, struct err *err)
{
	struct str in = STR_INIT;
	struct output *out = NULL;
	struct stat st;
	char buf[1 << 16];
	size_t n;
	bool ok;

	set_limits();
	if (fstat(STDIN_FILENO, &st) == 0 && S_ISREG(st.st_mode) && st.st_size < INPUT_LIMIT)
		str_grow(&in, (size_t)st.st_size);
	while ((n = fread(buf, 1, sizeof(buf), stdin)) > 0 && in.len <= INPUT_LIMIT)
		str_addn(&in, buf, n);
	ok = in.len <= INPUT_LIMIT || err_set(err, ERR_INVALID, _("the file is too large"));
	ok = ok && civil_check_now(err) && output_open(&out, r->path, 0, err) &&
	     r->document->filter(in.buf, in.len, out, err);
	if (ok)
		ok = output_close(&out, err);
	output_abort(&out);
	str_release(&in);
	return ok;
}

static bool run(const struct request *r, struct err *err)
{
	const struct db_options how = { .path = r->database, .role = ROLE_LECTURE };
	struct output *out = NULL;
	struct db *db = NULL;
	bool ok = civil_check_now(err) && db_open(&db, &how, err) &&
		  output_open(&out, r->path, 0, err);

	if (ok) {
		ok = r->document->write(db, &r->choice, out, err);
		if (ok)
			ok = output_close(&out, err);
		else
			output_abort(&out);
	}
	db_close(&db);
	return ok;
}

/* Reads the command line. False when there is nothing to be written; then `*status` is how to
 * end. */
static bool read_request(int argc, char **argv, struct request *r, int *status)
{
	int c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (c) {
		case 'd':
			r->database = optarg;
			break;
		case 'e':
			r->choice.event = optarg;
			break;
		case 'y':
			r->choice.cycle = optarg;
			break;
		case 'i':
			r->choice.invoice = optarg;
			break;
		case 'n':
			r->choice.no_drafts = true;
			break;
		case 'o':
			r->path = optarg;
			break;
		case 'l':
			i18n_init(optarg, r->locale);
			break;
		case 'h':
			*status = usage(stdout, 0);
			return false;
		case 'v':
			puts("etape-doc " ETAPE_VERSION);
			*status = 0;
			return false;
		default:
			*status = usage(stderr, 2);
			return false;
		}
	}
	r->document = optind + 1 == argc ? find_document(argv[optind]) : NULL;
	if (r->document == NULL)
		*status = usage(stderr, 2);
	return r->document != NULL;
}

int main(int argc, char **argv)
{
	char *locale = paths_locale(), *found = NULL;
	struct request r = { .database = getenv("ETAPE_DB"), .locale = locale };
	struct err err = ERR_INIT;
	int status = 0;

	i18n_init(NULL, locale);
	if (read_request(argc, argv, &r, &status)) {
		if (r.database == NULL)
			r.database = found = paths_database();
		if (!(r.document->filter != NULL ? run_filter(&r, &err) : run(&r, &err)))
			status = complain(&err);
	}
	free(found);
	free(locale);
	return status;
}
