/* The system's random source. Private to core. */
#ifndef CORE_RANDOM_H
#define CORE_RANDOM_H

#include <stdint.h>

/* 32 random bits from the kernel; never the same in two processes. */
uint32_t random_bits(void);

#endif
