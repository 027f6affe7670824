#include "cli/person_where.h"

#include "cli/args.h"
#include "etape/i18n.h"
#include "etape/saved_filter.h"

static const char *const person_where_names[] = { "where", "filter", "post", "cite",
	"departement" };

bool person_where_asked(const struct cli *cli)
{
	for (size_t i = 0; i < sizeof person_where_names / sizeof *person_where_names; i++)
		if (args_has(cli->args, person_where_names[i]))
			return true;
	return false;
}

/* A value of an option as one word of a query, whatever is in it. */
static void person_where_add(struct str *line, const char *key, const char *value)
{
	if (!value)
		return;
	str_addf(line, " %s:\"", key);
	for (const char *p = value; *p; p++) {
		if (*p == '"')
			str_addc(line, '"');
		str_addc(line, *p);
	}
	str_addc(line, '"');
}

bool person_where(const struct cli *cli, struct person_query *q, struct err *err)
{
	const char *name = args_value(cli->args, "filter");
	const char *where = args_value(cli->args, "where");
	struct saved_filter saved;
	struct str line = STR_INIT;
	bool ok = true;

	saved_filter_init(&saved);
	if (name)
		ok = saved_filter_find(cli->db, "people", name, &saved, err);
	if (ok && name)
		str_add(&line, saved.query);
	person_where_add(&line, "role", args_value(cli->args, "post"));
	person_where_add(&line, "cite", args_value(cli->args, "cite"));
	person_where_add(&line, "departement", args_value(cli->args, "departement"));
	if (where) /* the last: a quote that it doesn't close ends with it */
		str_addf(&line, " %s", where);
	ok = ok && person_query_parse(cli->db, line.buf, q, err);
	saved_filter_release(&saved);
	str_release(&line);
	return ok;
}

/* Nobody is an answer, but one is told what was asked. */
static bool person_where_nobody(const struct cli *cli, const struct person_query *q, struct err *err)
{
	struct str line = STR_INIT;
	bool ok = person_query_write(cli->db, q, &line, err);

	if (ok && line.len)
		cli_note(_("nobody is asked for by this: %s"), line.buf);
	str_release(&line);
	return ok;
}

bool person_where_ids(const struct cli *cli, struct person_query *q, int64_t **ids, size_t *count,
	struct err *err)
{
	*ids = NULL;
	*count = 0;
	return person_where(cli, q, err) && person_ids(cli->db, q, ids, count, err) &&
	       (*count || person_where_nobody(cli, q, err));
}
