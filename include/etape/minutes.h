/* Minutes of an event as Markdown, in French: who was there, moods, news, decisions, next dates. */
#ifndef ETAPE_MINUTES_H
#define ETAPE_MINUTES_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/db.h"
#include "etape/output.h"

struct minutes_options {
	bool names; /* of the people present; else functions and cités only */
};

/* Writes the compte rendu of an event. */
bool minutes_write(struct db *db, int64_t event, const struct minutes_options *options,
	struct output *out, struct err *err);

#endif
