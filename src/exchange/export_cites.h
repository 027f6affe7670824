/* Cités as `export cites` writes them and `import cites` reads them. Private to exchange. */
#ifndef EXCHANGE_EXPORT_CITES_H
#define EXCHANGE_EXPORT_CITES_H

#include "etape/cite.h"
#include "etape/record.h"

/* Rows: struct cite_row. */
extern const struct record_type export_cite_type;

#endif
