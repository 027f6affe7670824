/* Public holidays of France, computed (RULES.md). */
#ifndef ETAPE_HOLIDAYS_H
#define ETAPE_HOLIDAYS_H

#include "etape/civil.h"

/* Name of the public holiday on a day, translated, or NULL. `departement` (INSEE
 * code such as "57", "974", or NULL) adds Alsace-Moselle's two and the abolition
 * of slavery overseas. */
const char *holiday_name(day_t day, const char *departement);

#endif
