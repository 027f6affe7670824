/* The keys of etape.ini, one by one. Private to core. */
#ifndef CORE_SETTING_H
#define CORE_SETTING_H

#include <stdbool.h>

#include "etape/config.h"

struct setting {
	const char *name; /* "section.key" */
	/* Takes a value over; false when it is not acceptable. */
	bool (*set)(struct config *c, const char *value);
	enum desk_outcome outcome; /* instead of .set: whose rings it is */
	bool (*set_invoice)(struct invoice_settings *s, const char *value); /* instead of .set */
	const char *expected; /* N_(): what is acceptable */
};

/* The setting of that name, or NULL. */
const struct setting *setting_find(const char *name);

/* The name of a setting at most two letters away from `name`, or NULL. */
const char *setting_nearest(const char *name);

/* Takes a value over; false when it is not acceptable. */
bool setting_apply(const struct setting *setting, struct config *c, const char *value);

/* One ring for every answer that is doubtful or a refusal. */
void setting_default_rings(struct config *c);

/* Whether there is such a section, [keys] included. */
bool setting_section(const char *section);

#endif
