#include "store/idmap.h"

#include <stdlib.h>

#include "etape/err.h"

static struct idmap_slot *idmap_slot(const struct idmap *map, int64_t id)
{
	size_t i = (size_t)(((uint64_t)id * 0x9E3779B97F4A7C15u) >> 32) & (map->room - 1);

	while (map->slots[i].id && map->slots[i].id != id)
		i = (i + 1) & (map->room - 1);
	return &map->slots[i];
}

static void idmap_grow(struct idmap *map)
{
	struct idmap old = *map;

	map->room = old.room ? old.room * 2 : 32;
	map->slots = xcalloc(map->room, sizeof *map->slots);
	for (size_t i = 0; i < old.room; i++)
		if (old.slots[i].id)
			*idmap_slot(map, old.slots[i].id) = old.slots[i];
	free(old.slots);
}

void **idmap_at(struct idmap *map, int64_t id)
{
	struct idmap_slot *slot;

	if (map->count * 2 >= map->room)
		idmap_grow(map);
	slot = idmap_slot(map, id);
	if (!slot->id) {
		slot->id = id;
		map->count++;
	}
	return &slot->value;
}

void *idmap_get(const struct idmap *map, int64_t id)
{
	return map->room ? idmap_slot(map, id)->value : NULL;
}

void idmap_release(struct idmap *map)
{
	free(map->slots);
	*map = IDMAP_INIT;
}
