/* Undo from anywhere. */
#ifndef ETAPE_TUI_UNDO_H
#define ETAPE_TUI_UNDO_H

#include "tui/app.h"

/* Takes back the last change of this author at this desk; asks first when it is
 * not of the last minutes. `below` is the state that gets the consequences. */
void undo_last(struct screen *below);

#endif
