/* Files in memory: what another program reads or writes at leisure. Private to exchange. */
#ifndef EXCHANGE_MEMORY_FILE_H
#define EXCHANGE_MEMORY_FILE_H

#include <stddef.h>

#include "etape/str.h"

/* A file of its own that holds these bytes, read from its beginning; closed when another program is started.
 * -1 with errno. */
int memory_file(const char *bytes, size_t n);
/* Appends all that it holds now. */
void memory_file_read(int fd, struct str *out);

#endif
