/* Markdown (CommonMark): text as it was typed, so that nothing of it becomes a mark. */
#ifndef EXCHANGE_MARKDOWN_H
#define EXCHANGE_MARKDOWN_H

#include "etape/str.h"

/* Appends `text`, what Markdown would take for marks escaped; http addresses become links. Line ends
 * stay line ends, those after the first line beginning with `indent`. */
void markdown_add(struct str *out, const char *text, const char *indent);

#endif
