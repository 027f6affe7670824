/* 'etape person PERSON --everything': what is known of somebody, as one file. */
#ifndef ETAPE_CLI_PERSON_EVERYTHING_H
#define ETAPE_CLI_PERSON_EVERYTHING_H

#include "cli/cli.h"

/* Writes it to standard output, or to --output FILE, which appears whole or not at all. */
bool person_everything(struct cli *cli, int64_t person, struct err *err);

#endif
