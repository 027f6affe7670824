/* The file of outlines: what it holds, how fast it loads, and that damage is refused. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/check.h"

#include "etape/outline.h"
#include "etape/paths.h"

static struct outline_file *open_installed(void)
{
	struct err err = ERR_INIT;
	char *path = paths_share_file("map/outlines.bin");

	assert_non_null(path);
	struct outline_file *f = outline_open(path, &err);
	if (!f)
		fail_msg("%s", err.message);
	free(path);
	return f;
}

static void decode(const struct outline_file *f, const char *layer, struct outline *o)
{
	struct err err = ERR_INIT;
	size_t i = outline_layer_named(f, layer);

	assert_true(i < outline_layer_count(f));
	if (!outline_decode(f, i, o, &err))
		fail_msg("%s", err.message);
}

static void knows_regions_and_departements(void **state)
{
	struct outline_file *f = open_installed();
	struct outline o;

	(void)state;
	assert_string_equal(outline_layer_name(f, outline_layer_of_region(f, "32")), "32");
	assert_string_equal(outline_layer_name(f, outline_layer_of_area(f, "62")), "32");
	assert_string_equal(outline_layer_name(f, outline_layer_of_region(f, "53")), "FR");
	assert_string_equal(outline_layer_name(f, outline_layer_of_area(f, "2A")), "FR");
	assert_string_equal(outline_layer_name(f, outline_layer_of_area(f, "974")), "974");
	assert_int_equal(outline_layer_of_region(f, "99"), outline_layer_count(f));
	assert_int_equal(outline_layer_named(f, "32x"), outline_layer_count(f));
	decode(f, "32", &o);
	assert_int_equal(o.area_count, 5);
	outline_release(&o);
	decode(f, "FR", &o);
	assert_int_equal(o.area_count, 96);
	outline_release(&o);
	outline_close(&f);
	assert_null(f);
}

/* Creil stands in the Oise's box, and not in the Nord's. */
static void projects_as_its_outlines_are(void **state)
{
	struct outline_file *f = open_installed();
	struct outline o;

	(void)state;
	decode(f, "32", &o);
	struct geo_point creil = outline_project(&o, 4925328, 248420);
	struct outline_box oise = outline_box(&o, NULL, "60"), nord = outline_box(&o, NULL, "59");
	assert_in_range(creil.x, oise.west, oise.east);
	assert_in_range(creil.y, oise.south, oise.north);
	assert_true(creil.y < nord.south);
	/* Two départements, a blank between, and the whole. */
	struct outline_box both = outline_box(&o, NULL, "60 59"), all = outline_box(&o, "32", NULL);
	assert_int_equal(both.north, nord.north);
	assert_int_equal(both.south, oise.south);
	assert_true(all.west < both.west);
	struct outline_box none = outline_box(&o, "84", NULL);
	assert_true(none.west > none.east);
	outline_release(&o);
	decode(f, "974", &o);
	struct geo_point port = outline_project(&o, -2094417, 5530450);
	struct outline_box reunion = outline_box(&o, NULL, NULL);
	assert_in_range(port.x - reunion.west, 0, reunion.east - reunion.west);
	assert_in_range(port.y - reunion.south, 0, reunion.north - reunion.south);
	outline_release(&o);
	outline_close(&f);
}

/* A border between two départements stands once: what is drawn of the Somme and of the Aisne. */
static void shares_borders(void **state)
{
	struct outline_file *f = open_installed();
	struct outline o;
	size_t shared = 0, outer = 0;

	(void)state;
	decode(f, "32", &o);
	for (size_t i = 0; i < o.arc_count; i++) {
		const struct outline_arc *a = &o.arcs[i];
		assert_true(a->left != a->right);
		assert_true(a->first + a->count <= o.point_count);
		shared += a->left != OUTLINE_OUTSIDE && a->right != OUTLINE_OUTSIDE;
		outer += a->left == OUTLINE_OUTSIDE || a->right == OUTLINE_OUTSIDE;
		for (size_t k = i + 1; k < o.arc_count; k++) {
			const struct outline_arc *b = &o.arcs[k];
			struct geo_point p = o.points[a->first].at, q = o.points[b->first].at;
			assert_false(a->count == b->count && p.x == q.x && p.y == q.y &&
				memcmp(o.points + a->first, o.points + b->first,
					a->count * sizeof *o.points) == 0);
		}
	}
	/* 59-62, 59-02, 62-80, 59-80, 80-02, 80-60, 60-02, and the enclave of the Nord. */
	assert_in_range(shared, 7, 12);
	assert_in_range(outer, 5, 12);
	outline_release(&o);
	outline_close(&f);
}

static unsigned char *read_installed(size_t *size)
{
	char *path = paths_share_file("map/outlines.bin");
	FILE *in = fopen(path, "rb");
	unsigned char *bytes = malloc(1 << 20);

	assert_non_null(in);
	assert_non_null(bytes);
	*size = fread(bytes, 1, 1 << 20, in);
	fclose(in);
	free(path);
	return bytes;
}

/* Every layer that still decodes; gives how many did not. */
static size_t refused_layers(struct outline_file *f)
{
	size_t refused = 0;

	for (size_t i = 0; i < outline_layer_count(f); i++) {
		struct outline o;
		struct err err = ERR_INIT;
		if (outline_decode(f, i, &o, &err)) {
			outline_release(&o);
			continue;
		}
		assert_int_equal(err.code, ERR_DAMAGED);
		assert_int_not_equal(err.message[0], '\0');
		refused++;
	}
	return refused;
}

static void refuses_a_file_cut_short(void **state)
{
	size_t size;
	unsigned char *bytes = read_installed(&size);

	(void)state;
	for (size_t n = 0; n < size; n += n < 4096 ? 1 : 997) {
		struct err err = ERR_INIT;
		/* Exactly as long, so that reading past the end is seen. */
		unsigned char *cut = malloc(n ? n : 1);
		memcpy(cut, bytes, n);
		struct outline_file *f = outline_open_bytes(cut, n, &err);
		assert_null(f);
		assert_int_equal(err.code, ERR_DAMAGED);
		free(cut);
	}
	free(bytes);
}

static void refuses_a_changed_byte(void **state)
{
	size_t size, layers_at;
	unsigned char *bytes = read_installed(&size);
	struct err err = ERR_INIT;

	(void)state;
	struct outline_file *f = outline_open_bytes(bytes, size, &err);
	assert_int_equal(refused_layers(f), 0);
	layers_at = 16 + 36 * outline_layer_count(f);
	outline_close(&f);
	/* In the tables: refused at once, or by its layer, or another box and name: never a crash. */
	for (size_t i = 0; i < layers_at; i++) {
		bytes[i] ^= 0xFF;
		f = outline_open_bytes(bytes, size, &err);
		if (f)
			refused_layers(f);
		outline_close(&f);
		bytes[i] ^= 0xFF;
	}
	/* In the borders: the hash tells. */
	for (size_t i = size - 1; i > size - 4000; i -= 37) {
		bytes[i] ^= 0x10;
		f = outline_open_bytes(bytes, size, &err);
		assert_non_null(f);
		assert_int_equal(refused_layers(f), 1);
		outline_close(&f);
		bytes[i] ^= 0x10;
	}
	free(bytes);
}

static void refuses_another_version(void **state)
{
	size_t size;
	unsigned char *bytes = read_installed(&size);
	struct err err = ERR_INIT;

	(void)state;
	bytes[8] = 2;
	assert_null(outline_open_bytes(bytes, size, &err));
	assert_int_equal(err.code, ERR_NEWER);
	free(bytes);
	assert_null(outline_open("nowhere/outlines.bin", &err));
	assert_int_equal(err.code, ERR_SYSTEM);
	assert_non_null(strstr(err.message, "nowhere/outlines.bin"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_regions_and_departements),
		cmocka_unit_test(projects_as_its_outlines_are),
		cmocka_unit_test(shares_borders),
		cmocka_unit_test(refuses_a_file_cut_short),
		cmocka_unit_test(refuses_a_changed_byte),
		cmocka_unit_test(refuses_another_version),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
