/* Shared by card.c and card_draw.c only. */
#ifndef ETAPE_TUI_CARD_INTERNAL_H
#define ETAPE_TUI_CARD_INTERNAL_H

#include "tui/widgets/card.h"

bool card_selectable(const struct card *s, size_t i);
/* The next line that can be selected, from `i` on; count when there is none. */
size_t card_seek(const struct card *s, size_t i, int step);

#endif
