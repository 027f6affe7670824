#include "exchange/ics_series_seen.h"

#include <stdlib.h>
#include <string.h>

#include "etape/event_calendar.h"
#include "etape/i18n.h"

bool ics_series_add(struct ics_series_seen *seen, const struct ics_record *r)
{
	struct str key = STR_INIT;

	if (!ics_record_has(r, I_RECURRENCE))
		return true;
	if ((seen->count & (seen->count - 1)) == 0)
		seen->at = xrealloc(seen->at, (2 * seen->count + 1) * sizeof *seen->at);
	str_addf(&key, "%s\n%s", ics_record_get(r, I_UID), ics_record_get(r, I_RECURRENCE));
	seen->at[seen->count++] = (struct ics_occurrence){
		.key = str_take(&key), .line = (size_t)strtoull(ics_record_get(r, I_LINE), NULL, 10) };
	return true;
}

void ics_series_release(struct ics_series_seen *seen)
{
	for (size_t i = 0; i < seen->count; i++)
		free(seen->at[i].key);
	free(seen->at);
	*seen = (struct ics_series_seen){ .count = 0 };
}

static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct ics_occurrence *)a)->key, ((const struct ics_occurrence *)b)->key);
}

/* One series: its keys, sorted. */
struct series {
	struct importer *im;
	const char *uid; /* borrowed, up to its line feed */
	size_t uid_length;
	const struct ics_occurrence *at;
	size_t count;
};

static bool say_missing(void *arg, const struct event_occurrence *o)
{
	const struct series *s = arg;
	const char *last = s->at[s->count - 1].key + s->uid_length + 1;
	struct str key = STR_INIT;
	struct ics_occurrence wanted;

	str_addn(&key, s->uid, s->uid_length);
	str_addf(&key, "\n%s", o->recurrence);
	wanted.key = key.buf;
	if (!o->off && strcmp(o->recurrence, last) <= 0 &&
		bsearch(&wanted, s->at, s->count, sizeof *s->at, by_key) == NULL)
		importer_say(s->im, IMPORT_NOTE, o->code,
			_("%s, %s: the series that it came from no longer tells of it; kept, call it off if it is"),
			o->title, o->starts);
	str_release(&key);
	return true;
}

bool ics_series_say(struct importer *im, struct ics_series_seen *seen, struct err *err)
{
	size_t next;
	bool ok = true;

	if (seen->count > 0)
		qsort(seen->at, seen->count, sizeof *seen->at, by_key);
	for (size_t i = 0; ok && i < seen->count; i = next) {
		struct series s = { .im = im, .uid = seen->at[i].key, .at = seen->at + i };
		char *uid;

		s.uid_length = strcspn(s.uid, "\n");
		for (next = i; next < seen->count &&
			       strncmp(seen->at[next].key, s.uid, s.uid_length + 1) == 0;)
			next++;
		s.count = next - i;
		uid = xstrndup(s.uid, s.uid_length);
		im->line = s.at->line;
		/* A single day told by itself says nothing of the others. */
		ok = s.count < 2 || event_occurrences(im->db, uid, say_missing, &s, err);
		free(uid);
	}
	return ok;
}
