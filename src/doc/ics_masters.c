#include "doc/ics_masters.h"

#include <stdlib.h>
#include <string.h>

#include "etape/event_calendar.h"
#include "exchange/ics_line.h"

void ics_masters_add(struct ics_masters *m, const struct event *e, int64_t sequence)
{
	struct str uid = STR_INIT;

	if (e->recurrence == NULL || *e->recurrence == '\0')
		return;
	if ((m->count & (m->count - 1)) == 0)
		m->at = xrealloc(m->at, (2 * m->count + 1) * sizeof(*m->at));
	event_uid(&uid, e);
	m->at[m->count++] = (struct ics_member){
		.uid = str_take(&uid),
		.key = xstrdup(e->recurrence),
		.title = xstrdup(e->title),
		.sequence = sequence,
	};
}

void ics_masters_release(struct ics_masters *m)
{
	for (size_t i = 0; i < m->count; i++) {
		free(m->at[i].uid);
		free(m->at[i].key);
		free(m->at[i].title);
	}
	free(m->at);
	*m = (struct ics_masters){ .count = 0 };
}

static int by_series(const void *a, const void *b)
{
	const struct ics_member *x = a, *y = b;
	const int order = strcmp(x->uid, y->uid);

	return order != 0 ? order : strcmp(x->key, y->key);
}

static void add_days(const struct ics_member *at, size_t count, struct str *out)
{
	const bool timed = strchr(at[0].key, 'T') != NULL;
	struct str others = STR_INIT;

	ics_line(out, timed ? "DTSTART" : "DTSTART;VALUE=DATE", at[0].key);
	for (size_t i = 1; i < count; i++) {
		/* A series is of days or of hours; whoever made it both is told by its days alone. */
		if ((strchr(at[i].key, 'T') != NULL) == timed)
			str_addf(&others, "%s%s", others.len > 0 ? "," : "", at[i].key);
	}
	if (others.len > 0)
		ics_line(out, timed ? "RDATE" : "RDATE;VALUE=DATE", others.buf);
	str_release(&others);
}

static void add_master(const struct ics_member *at, size_t count, const char *stamp, struct str *out)
{
	struct str text = STR_INIT;
	int64_t sequence = 0;

	for (size_t i = 0; i < count; i++)
		sequence = at[i].sequence > sequence ? at[i].sequence : sequence;
	str_add(out, "BEGIN:VEVENT\r\n");
	ics_line(out, "UID", at[0].uid);
	str_add(out, stamp);
	str_addi(&text, sequence);
	ics_line(out, "SEQUENCE", text.buf);
	add_days(at, count, out);
	str_reset(&text);
	ics_escape(&text, at[0].title);
	ics_line(out, "SUMMARY", text.buf);
	str_add(out, "END:VEVENT\r\n");
	str_release(&text);
}

void ics_masters_write(struct ics_masters *m, const char *stamp, struct str *out)
{
	size_t next;

	if (m->count > 0)
		qsort(m->at, m->count, sizeof(*m->at), by_series);
	for (size_t i = 0; i < m->count; i = next) {
		for (next = i + 1; next < m->count && strcmp(m->at[next].uid, m->at[i].uid) == 0;)
			next++;
		if (next - i > 1)
			add_master(m->at + i, next - i, stamp, out);
	}
}
