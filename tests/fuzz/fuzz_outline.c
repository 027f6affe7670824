/* Any bytes as a file of outlines: refused or decoded, never a crash. The hash of each
 * layer is made right first, so that the decoder itself is met. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "etape/outline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint32_t get_u32(const uint8_t *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static void mend_hashes(uint8_t *bytes, size_t size)
{
	size_t layers = size >= 16 ? (size_t)bytes[12] | (size_t)bytes[13] << 8 : 0;

	for (size_t i = 0; i < layers && 16 + 36 * (i + 1) <= size; i++) {
		uint8_t *layer = bytes + 16 + 36 * i;
		uint32_t at = get_u32(layer + 4), n = get_u32(layer + 8), hash = 2166136261u;
		if (at > size || n > size - at)
			continue;
		for (uint32_t k = 0; k < n; k++)
			hash = (hash ^ bytes[at + k]) * 16777619u;
		for (int k = 0; k < 4; k++)
			layer[12 + k] = (uint8_t)(hash >> 8 * k);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t *bytes = malloc(size + 1);
	struct outline_file *f;
	struct outline o;

	if (!bytes)
		return 0;
	if (size)
		memcpy(bytes, data, size);
	mend_hashes(bytes, size);
	f = outline_open_bytes(bytes, size, NULL);
	for (size_t i = 0; f && i < outline_layer_count(f); i++) {
		if (!outline_decode(f, i, &o, NULL))
			continue;
		volatile int32_t last = o.point_count ? o.points[o.point_count - 1].at.x : 0;
		(void)last;
		outline_box(&o, "32", NULL);
		outline_project(&o, 5000000, 300000);
		outline_release(&o);
	}
	if (f)
		outline_layer_of_region(f, "32");
	outline_close(&f);
	free(bytes);
	return 0;
}
