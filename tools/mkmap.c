/* Makes the compact file of outlines (etape/outline.h) from GeoJSON, at build.
 *
 *	mkmap OUTPUT LAYER=FILE…
 *
 * LAYER is the layer's name; a name of three digits is an overseas département, drawn
 * under a local projection, any other is drawn in Lambert-93. Borders that two areas share
 * stand once: rings are cut where more than two borders meet (arcs), as in TopoJSON. */
#include "mkmap.h"

#include <jansson.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void mkmap_fail(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	fputs("mkmap: ", stderr);
	vfprintf(stderr, fmt, args);
	fputc('\n', stderr);
	va_end(args);
	exit(1);
}

size_t mkmap_grown(size_t cap)
{
	return cap ? cap * 2 : 1024;
}

/* --- bytes ------------------------------------------------------------------------ */

void mkmap_put_byte(struct bytes *b, unsigned value)
{
	if (b->len == b->cap) {
		b->cap = b->cap ? b->cap * 2 : 4096;
		b->buf = xrealloc(b->buf, b->cap);
	}
	b->buf[b->len++] = (unsigned char)value;
}

static void put_u16(struct bytes *b, uint32_t value)
{
	mkmap_put_byte(b, value & 0xFF);
	mkmap_put_byte(b, value >> 8 & 0xFF);
}

static void put_u32(struct bytes *b, uint32_t value)
{
	put_u16(b, value & 0xFFFF);
	put_u16(b, value >> 16);
}

static void put_name(struct bytes *b, const char name[4])
{
	for (int i = 0; i < 4; i++)
		mkmap_put_byte(b, (unsigned char)name[i]);
}

void mkmap_put_varint(struct bytes *b, uint32_t value)
{
	for (; value >= 0x80; value >>= 7)
		mkmap_put_byte(b, 0x80 | (value & 0x7F));
	mkmap_put_byte(b, value);
}

void mkmap_put_zigzag(struct bytes *b, int32_t value)
{
	mkmap_put_varint(b, value < 0 ? ((uint32_t)(-(value + 1)) << 1) | 1 : (uint32_t)value << 1);
}

static void put_all(struct bytes *b, const struct bytes *more)
{
	for (size_t i = 0; i < more->len; i++)
		mkmap_put_byte(b, more->buf[i]);
}

/* --- what is read ----------------------------------------------------------------- */

static int32_t to_e5(const json_t *number)
{
	return (int32_t)lround(json_number_value(number) * 1e5);
}

static void add_ring(struct layer *l, const json_t *ring, uint8_t area)
{
	size_t n = json_array_size(ring);

	if (n < 4)
		mkmap_fail("%s: a ring of fewer than four points", l->name);
	if (l->ring_count == l->ring_cap)
		l->rings = xrealloc(l->rings, (l->ring_cap = mkmap_grown(l->ring_cap)) * sizeof *l->rings);
	l->rings[l->ring_count++] = (struct ring){
		.first = (uint32_t)l->path_count,
		.count = (uint32_t)n - 1,
		.area = area,
	};
	for (size_t i = 0; i + 1 < n; i++) {
		const json_t *p = json_array_get(ring, i);
		if (l->vertex_count == l->vertex_cap)
			l->vertices = xrealloc(l->vertices,
				(l->vertex_cap = mkmap_grown(l->vertex_cap)) * sizeof *l->vertices);
		if (l->path_count == l->path_cap)
			l->path = xrealloc(l->path, (l->path_cap = mkmap_grown(l->path_cap)) * sizeof *l->path);
		l->path[l->path_count++] = (uint32_t)l->vertex_count;
		l->vertices[l->vertex_count++] = (struct vertex){
			.lon = to_e5(json_array_get(p, 0)),
			.lat = to_e5(json_array_get(p, 1)),
		};
	}
}

static void add_polygon(struct layer *l, const json_t *polygon, uint8_t area)
{
	size_t i;
	json_t *ring;

	json_array_foreach(polygon, i, ring)
		add_ring(l, ring, area);
}

static void copy_code(char out[4], const json_t *text, const char *file)
{
	const char *s = json_string_value(text);

	if (!s || strlen(s) > 3)
		mkmap_fail("%s: a code is missing or longer than three characters", file);
	memcpy(out, s, strlen(s));
}

static void read_layer(struct layer *l, const char *file)
{
	json_error_t bad;
	json_t *root = json_load_file(file, 0, &bad);
	json_t *feature;
	size_t i;

	if (!root)
		mkmap_fail("%s:%d: %s", file, bad.line, bad.text);
	json_array_foreach(json_object_get(root, "features"), i, feature) {
		const json_t *props = json_object_get(feature, "properties");
		const json_t *geometry = json_object_get(feature, "geometry");
		const json_t *coordinates = json_object_get(geometry, "coordinates");
		const char *type = json_string_value(json_object_get(geometry, "type"));
		if (l->area_count == MAX_AREAS)
			mkmap_fail("%s: too many areas", file);
		uint8_t area = (uint8_t)l->area_count++;
		copy_code(l->areas[area].code, json_object_get(props, "code"), file);
		copy_code(l->areas[area].region, json_object_get(props, "region"), file);
		if (type && strcmp(type, "Polygon") == 0) {
			add_polygon(l, coordinates, area);
		} else if (type && strcmp(type, "MultiPolygon") == 0) {
			size_t p;
			json_t *polygon;
			json_array_foreach(coordinates, p, polygon)
				add_polygon(l, polygon, area);
		} else {
			mkmap_fail("%s: a geometry that is no polygon", file);
		}
	}
	json_decref(root);
	if (!l->ring_count)
		mkmap_fail("%s: no outline in it", file);
}

/* --- a layer, the file ------------------------------------------------------------ */

static void project(struct layer *l)
{
	int32_t south = INT32_MAX, north = INT32_MIN, west = INT32_MAX, east = INT32_MIN;

	for (size_t i = 0; i < l->vertex_count; i++) {
		const struct vertex *v = &l->vertices[i];
		south = v->lat < south ? v->lat : south;
		north = v->lat > north ? v->lat : north;
		west = v->lon < west ? v->lon : west;
		east = v->lon > east ? v->lon : east;
	}
	if (l->local) {
		l->lat0 = south + (north - south) / 2;
		l->lon0 = west + (east - west) / 2;
	}
	for (size_t i = 0; i < l->vertex_count; i++) {
		struct vertex *v = &l->vertices[i];
		v->at = l->local ? geo_local(v->lat, v->lon, l->lat0, l->lon0) : geo_lambert93(v->lat, v->lon);
	}
}

static void measure(struct layer *l)
{
	for (size_t i = 0; i < l->area_count; i++)
		l->areas[i].box = (struct outline_box){ INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN };
	for (size_t r = 0; r < l->ring_count; r++) {
		struct outline_box *box = &l->areas[l->rings[r].area].box;
		for (uint32_t i = 0; i < l->rings[r].count; i++) {
			struct geo_point p = l->vertices[l->path[l->rings[r].first + i]].at;
			box->west = p.x < box->west ? p.x : box->west;
			box->east = p.x > box->east ? p.x : box->east;
			box->south = p.y < box->south ? p.y : box->south;
			box->north = p.y > box->north ? p.y : box->north;
		}
	}
}

static uint32_t hash_bytes(const struct bytes *b)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < b->len; i++)
		hash = (hash ^ b->buf[i]) * 16777619u;
	return hash;
}

static void put_layer(struct bytes *b, const struct layer *l, uint32_t offset)
{
	put_name(b, l->name);
	put_u32(b, offset);
	put_u32(b, (uint32_t)l->out.len);
	put_u32(b, hash_bytes(&l->out));
	put_u32(b, (uint32_t)l->lat0);
	put_u32(b, (uint32_t)l->lon0);
	put_u32(b, l->unit);
	put_u32(b, l->arcs);
	put_u32(b, l->points);
}

static void put_areas(struct bytes *b, const struct layer *l, uint32_t index)
{
	for (size_t i = 0; i < l->area_count; i++) {
		const struct outline_area *a = &l->areas[i];
		put_name(b, a->code);
		put_name(b, a->region);
		put_u32(b, index);
		put_u32(b, (uint32_t)a->box.west);
		put_u32(b, (uint32_t)a->box.south);
		put_u32(b, (uint32_t)a->box.east);
		put_u32(b, (uint32_t)a->box.north);
	}
}

static void write_file(const char *path, const struct layer *layers, size_t count)
{
	struct bytes b = { 0 };
	size_t areas = 0;
	FILE *out;

	for (size_t i = 0; i < count; i++)
		areas += layers[i].area_count;
	for (size_t i = 0; i < 8; i++)
		mkmap_put_byte(&b, (unsigned char)OUTLINE_MAGIC[i]);
	put_u32(&b, OUTLINE_VERSION);
	put_u16(&b, (uint32_t)count);
	put_u16(&b, (uint32_t)areas);
	uint32_t offset = (uint32_t)(16 + 36 * count + 28 * areas);
	for (size_t i = 0; i < count; i++) {
		put_layer(&b, &layers[i], offset);
		offset += (uint32_t)layers[i].out.len;
	}
	for (size_t i = 0; i < count; i++)
		put_areas(&b, &layers[i], (uint32_t)i);
	for (size_t i = 0; i < count; i++)
		put_all(&b, &layers[i].out);
	out = fopen(path, "wb");
	if (!out || fwrite(b.buf, 1, b.len, out) != b.len || fclose(out) != 0)
		mkmap_fail("%s: cannot be written", path);
	free(b.buf);
}

int main(int argc, char **argv)
{
	static struct layer layers[MAX_LAYERS];

	if (argc < 3 || argc - 2 > MAX_LAYERS)
		mkmap_fail("usage: mkmap OUTPUT LAYER=FILE...");
	for (int i = 2; i < argc; i++) {
		struct layer *l = &layers[i - 2];
		const char *equals = strchr(argv[i], '=');
		if (!equals || equals == argv[i] || equals - argv[i] > 3)
			mkmap_fail("\"%s\" is not LAYER=FILE", argv[i]);
		memcpy(l->name, argv[i], (size_t)(equals - argv[i]));
		l->local = strlen(l->name) == 3;
		/* What the largest window can show: a dot of 400 metres in a département of
		 * Hauts-de-France or overseas, of a kilometre and more elsewhere. */
		bool coarse = strcmp(l->name, "FR") == 0;
		l->unit = coarse ? 50 : 20;
		l->least = coarse ? 400 : 150;
		read_layer(l, equals + 1);
		mkmap_join_vertices(l);
		project(l);
		measure(l);
		mkmap_make_edges(l);
		mkmap_make_arcs(l);
	}
	write_file(argv[1], layers, (size_t)argc - 2);
	for (int i = 0; i < argc - 2; i++) {
		free(layers[i].vertices);
		free(layers[i].path);
		free(layers[i].rings);
		free(layers[i].edges);
		free(layers[i].out.buf);
	}
	return 0;
}
