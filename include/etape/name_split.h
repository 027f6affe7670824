/* A whole name, made into family and given names. */
#ifndef ETAPE_NAME_SPLIT_H
#define ETAPE_NAME_SPLIT_H

#include <stdbool.h>

#include "etape/str.h"

/* "Inès DUPRÉ-LEROY", "Mme Dupré Inès" into two names, appended: capitals tell, where only some
 * words are in capitals; else the order does. `family_first` is how it was most likely written. */
void name_split(const char *full, bool family_first, struct str *family, struct str *given);
/* Whether some words are in capitals and others are not: then the split is certain. */
bool name_split_certain(const char *full);

#endif
