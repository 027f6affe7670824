/* Signals become bytes in a pipe that poll() sees: handlers do nothing else. */
#ifndef ETAPE_TUI_SIGNALS_H
#define ETAPE_TUI_SIGNALS_H

#include <poll.h>
#include <stdbool.h>

/* Installs the handlers (SIGHUP, SIGTERM, SIGINT, SIGTSTP, SIGCONT) and holds SIGWINCH
 * back outside signals_poll(), so that a resize between two polls is not slept over. */
bool signals_open(void);
void signals_close(void);
/* Waits for the terminal or a signal, at most `ms` (-1: for ever). The events of the terminal's
 * descriptor; 0 when woken by a signal or the time. */
short signals_poll(int terminal, int ms);
/* The next signal received, 0 when there is none. */
int signals_next(void);

#endif
