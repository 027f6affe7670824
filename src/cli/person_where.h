/* Which people a command is about: --where, --filter and their short forms. */
#ifndef ETAPE_CLI_PERSON_WHERE_H
#define ETAPE_CLI_PERSON_WHERE_H

#include "cli/cli.h"
#include "etape/person_query.h"

/* The options of every command that chooses people by a query. */
#define PERSON_WHERE_OPTIONS                                                                   \
	{ .name = "where",                                                                     \
		.value = N_("QUERY"),                                                          \
		.help = N_("only those who are what this asks for: "                           \
			   "'role:cpo departement:59 -email'") },                              \
	{                                                                                      \
		.name = "filter", .value = N_("NAME"),                                         \
		.help = N_("only those of this saved filter; --where narrows it")              \
	}

/* Whether any of these options is there. */
bool person_where_asked(const struct cli *cli);
/* Reads them into an initialised query; the database is open. */
bool person_where(const struct cli *cli, struct person_query *q, struct err *err);
/* The ids of those whom the options choose: owned. The query is read as person_where() does. */
bool person_where_ids(const struct cli *cli, struct person_query *q, int64_t **ids, size_t *count,
	struct err *err);

#endif
