#include "etape/outline.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "etape/i18n.h"

enum {
	HEADER_BYTES = 16,
	LAYER_BYTES = 36,
	AREA_BYTES = 28,
	MAX_BYTES = 4 << 20,	/* a file larger than this is none of ours */
	MAX_LAYERS = 64,
	MAX_AREAS = 1024,
};
/* Beyond any projected metre of ours, far from overflow. */
#define MAX_METRES 20000000

struct layer {
	char name[5];
	const unsigned char *bytes;	/* within the file's */
	uint32_t size;
	uint32_t hash;
	int32_t lat0_e5, lon0_e5;
	uint32_t unit;			/* metres */
	uint32_t arcs;
	uint32_t points;
	size_t first_area;
	size_t area_count;
};

struct outline_file {
	unsigned char *bytes;		/* owned */
	size_t size;
	struct layer *layers;		/* owned */
	size_t layer_count;
	struct outline_area *areas;	/* owned */
	size_t area_count;
};

/* --- reading bytes ------------------------------------------------------------ */

static uint32_t get_u16(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}

static uint32_t get_u32(const unsigned char *p)
{
	return get_u16(p) | get_u16(p + 2) << 16;
}

static int32_t get_i32(const unsigned char *p)
{
	uint32_t u = get_u32(p);

	return u > INT32_MAX ? (int32_t)(u - INT32_MAX - 1) + INT32_MIN : (int32_t)u;
}

static uint32_t hash_bytes(const unsigned char *bytes, size_t size)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < size; i++)
		hash = (hash ^ bytes[i]) * 16777619u;
	return hash;
}

struct reader {
	const unsigned char *at;
	const unsigned char *end;
	bool bad;	/* ran past the end, or a number was too large */
};

static uint8_t read_byte(struct reader *r)
{
	if (r->at == r->end) {
		r->bad = true;
		return 0;
	}
	return *r->at++;
}

static uint32_t read_varint(struct reader *r)
{
	uint32_t value = 0;

	for (unsigned shift = 0; shift < 28; shift += 7) {
		uint8_t byte = read_byte(r);
		value |= (uint32_t)(byte & 0x7F) << shift;
		if (!(byte & 0x80))
			return value;
	}
	r->bad = true;
	return 0;
}

static int32_t read_zigzag(struct reader *r)
{
	uint32_t value = read_varint(r);

	return (value & 1) ? -(int32_t)(value >> 1) - 1 : (int32_t)(value >> 1);
}

/* --- the file ------------------------------------------------------------------- */

static bool damaged(struct err *err)
{
	return err_set(err, ERR_DAMAGED, _("the file of outlines is damaged; install the program again"));
}

static bool read_layers(struct outline_file *f)
{
	size_t body = HEADER_BYTES + f->layer_count * LAYER_BYTES + f->area_count * AREA_BYTES;

	if (f->size < body)
		return false;
	for (size_t i = 0; i < f->layer_count; i++) {
		const unsigned char *p = f->bytes + HEADER_BYTES + i * LAYER_BYTES;
		struct layer *l = &f->layers[i];
		uint32_t offset = get_u32(p + 4);
		memcpy(l->name, p, 4);
		l->size = get_u32(p + 8);
		l->hash = get_u32(p + 12);
		l->lat0_e5 = get_i32(p + 16);
		l->lon0_e5 = get_i32(p + 20);
		l->unit = get_u32(p + 24);
		l->arcs = get_u32(p + 28);
		l->points = get_u32(p + 32);
		if (offset < body || offset > f->size || l->size > f->size - offset)
			return false;
		/* Smallest encodings: 4 bytes an arc, 3 a point. */
		if (l->unit == 0 || l->unit > 10000 || l->arcs > l->size / 4 || l->points > l->size / 3)
			return false;
		if (abs(l->lat0_e5) > 9000000 || abs(l->lon0_e5) > 18000000)
			return false;
		l->bytes = f->bytes + offset;
	}
	return true;
}

static bool read_areas(struct outline_file *f)
{
	uint32_t before = 0;

	for (size_t i = 0; i < f->area_count; i++) {
		const unsigned char *p = f->bytes + HEADER_BYTES + f->layer_count * LAYER_BYTES +
			i * AREA_BYTES;
		struct outline_area *a = &f->areas[i];
		uint32_t layer = get_u32(p + 8);
		memcpy(a->code, p, 4);
		memcpy(a->region, p + 4, 4);
		a->box = (struct outline_box){
			.west = get_i32(p + 12),
			.south = get_i32(p + 16),
			.east = get_i32(p + 20),
			.north = get_i32(p + 24),
		};
		if (a->code[3] || a->region[3] || layer >= f->layer_count || layer < before)
			return false;
		if (a->box.west < -MAX_METRES || a->box.east > MAX_METRES || a->box.west > a->box.east ||
			a->box.south < -MAX_METRES || a->box.north > MAX_METRES ||
			a->box.south > a->box.north)
			return false;
		if (f->layers[layer].area_count == 0)
			f->layers[layer].first_area = i;
		f->layers[layer].area_count++;
		before = layer;
	}
	return true;
}

/* Takes the bytes over, whatever comes of it. */
static struct outline_file *file_take(unsigned char *bytes, size_t size, struct err *err)
{
	struct outline_file *f = xcalloc(1, sizeof *f);

	f->bytes = bytes;
	f->size = size;
	if (size < HEADER_BYTES || memcmp(bytes, OUTLINE_MAGIC, 8) != 0) {
		damaged(err);
		goto refuse;
	}
	if (get_u32(bytes + 8) != OUTLINE_VERSION) {
		err_set(err, ERR_NEWER, _("the file of outlines has version %u, this program reads version %u"),
			(unsigned)get_u32(bytes + 8), (unsigned)OUTLINE_VERSION);
		goto refuse;
	}
	f->layer_count = get_u16(bytes + 12);
	f->area_count = get_u16(bytes + 14);
	if (f->layer_count > MAX_LAYERS || f->area_count > MAX_AREAS) {
		damaged(err);
		goto refuse;
	}
	f->layers = xcalloc(f->layer_count + 1, sizeof *f->layers);
	f->areas = xcalloc(f->area_count + 1, sizeof *f->areas);
	if (!read_layers(f) || !read_areas(f)) {
		damaged(err);
		goto refuse;
	}
	return f;
refuse:
	outline_close(&f);
	return NULL;
}

struct outline_file *outline_open_bytes(const void *bytes, size_t size, struct err *err)
{
	if (size > MAX_BYTES) {
		damaged(err);
		return NULL;
	}
	unsigned char *copy = xmalloc(size + 1);
	if (size)
		memcpy(copy, bytes, size);
	return file_take(copy, size, err);
}

struct outline_file *outline_open(const char *path, struct err *err)
{
	struct stat st;
	unsigned char *bytes = NULL;
	size_t size = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fstat(fd, &st) != 0)
		goto unreadable;
	if (!S_ISREG(st.st_mode) || st.st_size > MAX_BYTES) {
		close(fd);
		damaged(err);
		return NULL;
	}
	bytes = xmalloc((size_t)st.st_size + 1);
	while (size < (size_t)st.st_size) {
		ssize_t n = read(fd, bytes + size, (size_t)st.st_size - size);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			goto unreadable;
		if (n == 0)
			break;
		size += (size_t)n;
	}
	close(fd);
	return file_take(bytes, size, err);
unreadable:
	err_sys(err, errno, _("the file of outlines \"%s\" cannot be read"), path);
	if (fd >= 0)
		close(fd);
	free(bytes);
	return NULL;
}

void outline_close(struct outline_file **file)
{
	if (!*file)
		return;
	free((*file)->bytes);
	free((*file)->layers);
	free((*file)->areas);
	free(*file);
	*file = NULL;
}

size_t outline_layer_count(const struct outline_file *file)
{
	return file->layer_count;
}

const char *outline_layer_name(const struct outline_file *file, size_t layer)
{
	return layer < file->layer_count ? file->layers[layer].name : "";
}

size_t outline_layer_of_region(const struct outline_file *file, const char *region)
{
	for (size_t i = 0; i < file->layer_count; i++) {
		const struct layer *l = &file->layers[i];
		for (size_t a = 0; a < l->area_count; a++) {
			if (strcmp(file->areas[l->first_area + a].region, region) == 0)
				return i;
		}
	}
	return file->layer_count;
}

size_t outline_layer_of_area(const struct outline_file *file, const char *code)
{
	for (size_t i = 0; i < file->layer_count; i++) {
		const struct layer *l = &file->layers[i];
		for (size_t a = 0; a < l->area_count; a++) {
			if (strcmp(file->areas[l->first_area + a].code, code) == 0)
				return i;
		}
	}
	return file->layer_count;
}

size_t outline_layer_named(const struct outline_file *file, const char *name)
{
	for (size_t i = 0; i < file->layer_count; i++) {
		if (strcmp(file->layers[i].name, name) == 0)
			return i;
	}
	return file->layer_count;
}

/* --- a layer -------------------------------------------------------------------- */

static bool decode_arc(const struct layer *l, struct reader *r, struct outline *out)
{
	struct outline_arc *arc = &out->arcs[out->arc_count];
	int64_t x = 0, y = 0;

	arc->first = (uint32_t)out->point_count;
	arc->left = read_byte(r);
	arc->right = read_byte(r);
	arc->closed = read_byte(r) & 1;
	arc->count = read_varint(r);
	if (r->bad || arc->count < 2 || arc->count > l->points - out->point_count)
		return false;
	if ((arc->left >= l->area_count && arc->left != OUTLINE_OUTSIDE) ||
		(arc->right >= l->area_count && arc->right != OUTLINE_OUTSIDE))
		return false;
	for (uint32_t i = 0; i < arc->count; i++) {
		x += read_zigzag(r);
		y += read_zigzag(r);
		int64_t mx = x * l->unit, my = y * l->unit;
		if (mx < -MAX_METRES || mx > MAX_METRES || my < -MAX_METRES || my > MAX_METRES)
			return false;
		out->points[out->point_count++] = (struct outline_vertex){
			.at = { .x = (int32_t)mx, .y = (int32_t)my },
			.rank = read_byte(r),
		};
	}
	out->arc_count++;
	return !r->bad;
}

bool outline_decode(const struct outline_file *file, size_t layer, struct outline *out, struct err *err)
{
	*out = (struct outline){ 0 };
	if (layer >= file->layer_count)
		return err_set(err, ERR_NOT_FOUND, _("there is no such layer of outlines"));
	const struct layer *l = &file->layers[layer];
	if (hash_bytes(l->bytes, l->size) != l->hash)
		return damaged(err);
	out->areas = xcalloc(l->area_count + 1, sizeof *out->areas);
	out->arcs = xcalloc((size_t)l->arcs + 1, sizeof *out->arcs);
	out->points = xmalloc(((size_t)l->points + 1) * sizeof *out->points);
	if (l->area_count)
		memcpy(out->areas, file->areas + l->first_area, l->area_count * sizeof *out->areas);
	out->area_count = l->area_count;
	out->lat0_e5 = l->lat0_e5;
	out->lon0_e5 = l->lon0_e5;
	struct reader r = { .at = l->bytes, .end = l->bytes + l->size };
	for (uint32_t i = 0; i < l->arcs; i++) {
		if (!decode_arc(l, &r, out)) {
			outline_release(out);
			return damaged(err);
		}
	}
	return true;
}

void outline_release(struct outline *outline)
{
	free(outline->areas);
	free(outline->arcs);
	free(outline->points);
	*outline = (struct outline){ 0 };
}

struct geo_point outline_project(const struct outline *outline, int32_t lat_e5, int32_t lon_e5)
{
	if (outline->lat0_e5 == 0 && outline->lon0_e5 == 0)
		return geo_lambert93(lat_e5, lon_e5);
	return geo_local(lat_e5, lon_e5, outline->lat0_e5, outline->lon0_e5);
}

bool outline_listed(const char *codes, const char *code)
{
	size_t n = strlen(code);

	for (const char *at = codes; n > 0 && (at = strstr(at, code)); at++) {
		if ((at == codes || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
			return true;
	}
	return false;
}

struct outline_box outline_box(const struct outline *outline, const char *region, const char *areas)
{
	struct outline_box box = { INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN };

	for (size_t i = 0; i < outline->area_count; i++) {
		const struct outline_area *a = &outline->areas[i];
		if ((region && strcmp(a->region, region) != 0) || (areas && !outline_listed(areas, a->code)))
			continue;
		box.west = a->box.west < box.west ? a->box.west : box.west;
		box.south = a->box.south < box.south ? a->box.south : box.south;
		box.east = a->box.east > box.east ? a->box.east : box.east;
		box.north = a->box.north > box.north ? a->box.north : box.north;
	}
	return box;
}

uint8_t outline_rank(double metres)
{
	double rank = metres > 1.0 ? 8.0 * log2(metres) : 0.0;

	return rank > 254.0 ? 254 : (uint8_t)rank;
}
