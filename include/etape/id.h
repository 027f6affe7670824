/* Ids: 63-bit integers made on the spot, unique across machines and tables. */
#ifndef ETAPE_ID_H
#define ETAPE_ID_H

#include <stdbool.h>
#include <stdint.h>

/* A new id: milliseconds of the machine's own clock since 2020-01-01 UTC in the
 * high 41 bits, 22 random low bits. Strictly increasing within a process, even
 * when the clock goes back or many are made in one millisecond. Never 0. */
int64_t id_new(void);

/* When an id was made, in seconds since 2020; 0 of what is no such id. */
int64_t id_seconds(int64_t id);

/* The least id that can be made that many seconds after 2020 began; 0 for a time before. */
int64_t id_from(int64_t seconds);

/* Reads a decimal id as people paste it. False when it is none. */
bool id_parse(const char *text, int64_t *id);

#endif
