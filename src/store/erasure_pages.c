#include "store/erasure_internal.h"

#include <stdlib.h>
#include <string.h>

#include "store/db_internal.h"

/* What a page of the file holds beside its cells: SQLite copies cells when a page is split, and leaves
 * the old ones in the space between the list of cells and the cells. No program ever reads that space,
 * so it is emptied in place: whoever reads the page meanwhile, and a power cut in the middle, meet the
 * same cells as before (https://sqlite.org/fileformat2.html, "B-tree pages"). */

enum {
	PAGE_HEADER = 100,	   /* of the file, on its first page */
	PAGE_CHUNK = 512,	   /* looked at under one lock: some milliseconds */
	PAGE_MOST = (1 << 24) - 1, /* beyond it a page's first byte may not tell what it is */
};

struct pages {
	sqlite3_file *file;
	unsigned char *page; /* the one at hand */
	uint32_t number;
	uint32_t size, usable, count;
	uint32_t free; /* first page of the list of free ones */
	bool mapped;   /* has maps of its pages, as a program with auto_vacuum leaves them */
	bool logged;   /* written by way of a log, which is how étape makes them */
	bool wrote;
};

static uint32_t pages_u16(const unsigned char *at)
{
	return (uint32_t)at[0] << 8 | at[1];
}

static uint32_t pages_u32(const unsigned char *at)
{
	return pages_u16(at) << 16 | pages_u16(at + 2);
}

static int pages_read(struct pages *p, uint32_t number)
{
	p->number = number;
	return p->file->pMethods->xRead(
		p->file, p->page, (int)p->size, (sqlite3_int64)(number - 1) * p->size);
}

/* Empties a part of the page at hand. */
static int pages_empty(struct pages *p, uint32_t from, uint32_t to)
{
	while (from < to && !p->page[from])
		from++;
	while (to > from && !p->page[to - 1])
		to--;
	if (from == to)
		return SQLITE_OK;
	memset(p->page + from, 0, to - from);
	p->wrote = true;
	return p->file->pMethods->xWrite(p->file, p->page + from, (int)(to - from),
		(sqlite3_int64)(p->number - 1) * p->size + from);
}

/* Space between two cells: its first four bytes tell of the next one. */
static int pages_between(struct pages *p, uint32_t at, uint32_t cells)
{
	int rc = SQLITE_OK;

	while (rc == SQLITE_OK && at >= cells && at + 4 <= p->usable) {
		const uint32_t next = pages_u16(p->page + at), length = pages_u16(p->page + at + 2);

		if (length < 4 || at + length > p->usable || (next && next < at + length))
			break;
		rc = pages_empty(p, at + 4, at + length);
		at = next;
	}
	return rc;
}

/* A map of pages begins with any of a few bytes, and has no space to empty
 * (https://sqlite.org/fileformat2.html, "Pointer map pages"). */
static bool pages_is_map(const struct pages *p)
{
	const uint32_t each = p->usable / 5 + 1;
	const uint32_t locks = (UINT32_C(1) << 30) / p->size + 1; /* the page of the locks is left out */
	uint32_t map;

	if (!p->mapped || p->number < 2)
		return false;
	map = (p->number - 2) / each * each + 2;
	return p->number == (map == locks ? map + 1 : map);
}

/* A page of a table or of an index; what is neither begins with another byte. */
static int pages_tree(struct pages *p)
{
	const uint32_t head = p->number == 1 ? PAGE_HEADER : 0;
	const unsigned char kind = p->page[head];
	uint32_t list, cells;
	int rc;

	if ((kind != 2 && kind != 5 && kind != 10 && kind != 13) || pages_is_map(p))
		return SQLITE_OK;
	list = head + (kind < 10 ? 12 : 8) + 2 * pages_u16(p->page + head + 3);
	cells = pages_u16(p->page + head + 5);
	if (!cells)
		cells = 65536;
	if (list > cells || cells > p->usable)
		return SQLITE_OK;
	rc = pages_empty(p, list, cells);
	return rc == SQLITE_OK ? pages_between(p, pages_u16(p->page + head + 1), cells) : rc;
}

/* Which of a chunk's pages are free. They are empty already where étape freed them; another program
 * may have left what they held. */
static int pages_free(struct pages *p, uint32_t first, bool free[PAGE_CHUNK])
{
	uint32_t trunk = p->free;
	int rc = SQLITE_OK;

	memset(free, 0, PAGE_CHUNK * sizeof *free);
	for (uint32_t seen = 0; trunk && trunk <= p->count && seen < p->count; seen++) {
		uint32_t leaves;

		rc = pages_read(p, trunk);
		leaves = pages_u32(p->page + 4);
		if (rc != SQLITE_OK || leaves > p->usable / 4 - 2)
			break;
		for (uint32_t i = 0; i < leaves; i++) {
			const uint32_t leaf = pages_u32(p->page + 8 + 4 * (size_t)i);

			if (leaf >= first && leaf < first + PAGE_CHUNK)
				free[leaf - first] = true;
		}
		if (trunk >= first && trunk < first + PAGE_CHUNK)
			rc = pages_empty(p, 8 + 4 * leaves, p->usable);
		trunk = pages_u32(p->page);
	}
	return rc;
}

static int pages_chunk(struct pages *p, uint32_t first)
{
	bool free[PAGE_CHUNK];
	int rc = pages_free(p, first, free);

	for (uint32_t i = 0; rc == SQLITE_OK && i < PAGE_CHUNK && first + i <= p->count; i++) {
		rc = pages_read(p, first + i);
		if (rc == SQLITE_OK)
			rc = free[i] ? pages_empty(p, 0, p->usable) : pages_tree(p);
	}
	return rc;
}

/* What the file tells of itself; it grows and shrinks between two chunks. */
static int pages_measure(struct pages *p)
{
	unsigned char head[PAGE_HEADER];
	int rc = p->file->pMethods->xRead(p->file, head, sizeof head, 0);

	if (rc != SQLITE_OK)
		return rc;
	p->size = pages_u16(head + 16) == 1 ? 65536 : pages_u16(head + 16);
	p->usable = p->size - head[20];
	p->count = pages_u32(head + 28);
	p->free = pages_u32(head + 32);
	p->mapped = pages_u32(head + 52) != 0;
	p->logged = head[18] == 2;
	if (p->size < 512 || p->count > PAGE_MOST)
		return SQLITE_CORRUPT;
	p->page = xrealloc(p->page, p->size);
	return SQLITE_OK;
}

static bool pages_bring_in(sqlite3 *beside, int *log)
{
	int in = 0;

	*log = 0;
	return sqlite3_wal_checkpoint_v2(beside, NULL, SQLITE_CHECKPOINT_PASSIVE, log, &in) == SQLITE_OK &&
	       *log == in;
}

/* With the write lock held and all of the log in the file, the file is what everybody reads, and
 * nobody else writes to it: not even a checkpoint, which has nothing left to do. */
static int pages_settle(struct pages *p, sqlite3 *beside, bool *settled)
{
	int log, rc;

	*settled = pages_bring_in(beside, &log);
	if (!*settled)
		return SQLITE_OK;
	rc = pages_measure(p);
	*settled = rc == SQLITE_OK && (log >= 0 || !p->logged);
	return rc;
}

/* Other programs hold pages in memory, and would write them back as they were: a write of ours
 * makes them read anew. */
static bool pages_tell(struct db *db, const struct pages *p, struct err *err)
{
	return !p->wrote ||
	       sql_exec(db, "UPDATE setting SET value = value + 1 WHERE name = 'erasure.unfinished'", err);
}

static bool pages_step(struct db *db, sqlite3 *beside, struct pages *p, uint32_t first, bool *left, struct err *err)
{
	bool settled, ok;
	int log, rc;

	pages_bring_in(beside, &log); /* most of it while the lock is anybody's */
	if (!erasure_step_begin(db, err))
		return false;
	p->wrote = false;
	rc = pages_settle(p, beside, &settled);
	*left = !settled;
	if (settled)
		rc = pages_chunk(p, first);
	ok = pages_tell(db, p, err) && (rc == SQLITE_OK || sql_fail(db, rc, err));
	return erasure_step_end(db, ok, err);
}

static bool pages_all(struct db *db, sqlite3 *beside, struct pages *p, bool *left, struct err *err)
{
	enum { TRIES = 20 }; /* of a chunk, while somebody reads what was before */
	uint32_t first = 1;
	int tries = 0;

	do {
		if (!pages_step(db, beside, p, first, left, err))
			return false;
		if (*left) {
			sqlite3_sleep(10);
			continue;
		}
		first += PAGE_CHUNK;
		tries = 0;
	} while (*left ? ++tries < TRIES : first <= p->count);
	return *left || p->file->pMethods->xSync(p->file, SQLITE_SYNC_NORMAL) == SQLITE_OK ||
	       sql_fail(db, SQLITE_IOERR_FSYNC, err);
}

bool erasure_empty_pages(struct db *db, bool *left, struct err *err)
{
	struct pages p = { .count = 0 };
	sqlite3 *beside = NULL;
	int rc = sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_FILE_POINTER, &p.file);
	bool ok;

	*left = false;
	if (rc == SQLITE_OK)
		rc = sqlite3_open_v2(db->path, &beside, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	/* It knows of the log once it has read. */
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(beside, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
	ok = rc == SQLITE_OK ? pages_all(db, beside, &p, left, err) : sql_fail(db, rc, err);
	sqlite3_close(beside);
	free(p.page);
	return ok;
}
