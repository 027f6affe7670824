/* A map from ids (never 0) to pointers or numbers, for one call's work. */
#ifndef STORE_IDMAP_H
#define STORE_IDMAP_H

#include <stddef.h>
#include <stdint.h>

struct idmap {
	struct idmap_slot {
		int64_t id; /* 0: free */
		void *value;
	} * slots;
	size_t room; /* power of two, 0 at first */
	size_t count;
};

#define IDMAP_INIT ((struct idmap){ .slots = NULL })

/* The place of an id's value, made (NULL) when there is none yet; good until the next call. */
void **idmap_at(struct idmap *map, int64_t id);
/* The value, NULL when there is none. */
void *idmap_get(const struct idmap *map, int64_t id);
/* Frees the map; what it points to is the caller's. */
void idmap_release(struct idmap *map);

#endif
