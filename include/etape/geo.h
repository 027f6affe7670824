/* Projections: degrees to metres, scaled integers outside, floating point within. */
#ifndef ETAPE_GEO_H
#define ETAPE_GEO_H

#include <stdbool.h>
#include <stdint.h>

struct geo_point {
	int32_t x;	/* metres, eastwards */
	int32_t y;	/* metres, northwards */
};

/* Lambert-93 (RGF93, EPSG:2154) of a position in 1e-5 degrees. (3 °E, 46.5 °N) is
 * (700000, 6600000); Paris 2.3522, 48.8566 is 652469, 6862035 (STYLE.md). */
struct geo_point geo_lambert93(int32_t lat_e5, int32_t lon_e5);

/* A local true-to-angle projection for an overseas inset, around its centre. */
struct geo_point geo_local(int32_t lat_e5, int32_t lon_e5, int32_t lat0_e5, int32_t lon0_e5);

/* Degrees as "49.90041" or "49,90041" to 1e-5 degrees. False when it is none. */
bool geo_parse_degrees(const char *text, int32_t *e5);
/* "49.90041". */
void geo_format_degrees(char out[16], int32_t e5);

/* Whether a département code is metropolitan (drawn in Lambert-93). */
bool geo_is_metropolitan(const char *departement);

#endif
