/* Outlines of France, in the compact form that tools/mkmap.c makes of share/map.
 *
 * The file (little-endian, numbers unsigned unless said, names padded with NUL):
 *
 *	header	 16 bytes: "ETAPEMAP", version 4 (1), number of layers 2, number of areas 2
 *	layers	 36 bytes each: name 4, offset of its first byte 4, bytes 4, FNV-1a hash of
 *		 these bytes 4, latitude and longitude of its centre 4 + 4 (signed, 1e-5
 *		 degrees; both 0: Lambert-93), metres per unit 4, arcs 4, points 4
 *	areas	 28 bytes each, those of a layer together, in the order of the layers: code 4,
 *		 region 4, index of its layer 4, box west, south, east, north 4 × 4 (signed)
 *	arcs	 of each layer, at its offset
 *
 * An arc is a border between two areas or between one and the outside, and stands once:
 * area on its left 1, on its right 1 (indices among the layer's own areas, 255 outside),
 * flags 1 (1: closed), number of points as a varint; then for each point the
 * difference of x and of y to the one before (zigzag varints, in units; the first to 0, 0)
 * and its rank 1. The rank says how much the shape would lose without the point:
 * 8 × log2 of metres (square root of the triangle's area), 255 for an end of the arc;
 * a drawer leaves out points whose rank is below that of its dot. */
#ifndef ETAPE_OUTLINE_H
#define ETAPE_OUTLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/err.h"
#include "etape/geo.h"

#define OUTLINE_MAGIC	"ETAPEMAP"
#define OUTLINE_VERSION 1
#define OUTLINE_OUTSIDE 255	/* no area on that side of an arc */

struct outline_box {
	int32_t west, south, east, north;	/* metres; west > east when empty */
};

struct outline_area {
	char code[4];		/* département: "59", "2A", "974" */
	char region[4];		/* INSEE code: "32" */
	struct outline_box box;
};

struct outline_arc {
	uint32_t first;		/* index of its first point */
	uint32_t count;		/* points; a closed arc repeats none */
	uint8_t left;		/* index of an area of the layer, or OUTLINE_OUTSIDE */
	uint8_t right;
	bool closed;
};

struct outline_vertex {
	struct geo_point at;
	uint8_t rank;		/* see above */
};

/* One layer, decoded: a set of areas under one projection. */
struct outline {
	struct outline_area *areas;	/* owned */
	size_t area_count;
	struct outline_arc *arcs;	/* owned */
	size_t arc_count;
	struct outline_vertex *points;	/* owned */
	size_t point_count;
	int32_t lat0_e5, lon0_e5;	/* centre of a local projection; both 0: Lambert-93 */
};

struct outline_file; /* the whole file, checked but not decoded */

/* Reads the file. NULL with a reason when it cannot be read or is not what it should be. */
struct outline_file *outline_open(const char *path, struct err *err);
/* The same from memory, which is copied. */
struct outline_file *outline_open_bytes(const void *bytes, size_t size, struct err *err);
void outline_close(struct outline_file **file);

/* Layers of the file: "32" (fine), "FR" (metropolitan France), "971" … "976". */
size_t outline_layer_count(const struct outline_file *file);
const char *outline_layer_name(const struct outline_file *file, size_t layer);
/* First layer that has an area of this region, or this département; the count when none has. */
size_t outline_layer_of_region(const struct outline_file *file, const char *region);
size_t outline_layer_of_area(const struct outline_file *file, const char *code);
/* By its name; the count when there is none. */
size_t outline_layer_named(const struct outline_file *file, const char *name);

/* Decodes one layer. False with a reason, and an empty outline, when its bytes are damaged. */
bool outline_decode(const struct outline_file *file, size_t layer, struct outline *out, struct err *err);
void outline_release(struct outline *outline);

/* The projection of this layer for a position in 1e-5 degrees. */
struct geo_point outline_project(const struct outline *outline, int32_t lat_e5, int32_t lon_e5);

/* Box around the areas of a région, around some départements ("75 92", a blank between), or
 * around all (both NULL). Empty when there is none. */
struct outline_box outline_box(const struct outline *outline, const char *region, const char *areas);
/* Whether a code is one of those in a list with blanks between. */
bool outline_listed(const char *codes, const char *code);

/* Rank of a length: points of a lower rank are not worth drawing when a dot is that wide. */
uint8_t outline_rank(double metres);

#endif
