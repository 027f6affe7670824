/* How a change is told to other programs. */
#ifndef ETAPE_CLI_LOG_H
#define ETAPE_CLI_LOG_H

#include "etape/record.h"

/* Rows: struct journal_entry; keys id,at,author,desk,label,undone_by. */
extern const struct record_type log_type;

#endif
