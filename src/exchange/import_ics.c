/* The events of somebody's calendar, from the records that etape-doc makes of it. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "etape/bulk.h"
#include "etape/cite.h"
#include "etape/cycle.h"
#include "etape/doc.h"
#include "etape/event.h"
#include "etape/event_calendar.h"
#include "etape/event_move.h"
#include "etape/i18n.h"
#include "etape/valid.h"
#include "exchange/digits.h"
#include "exchange/ics_record.h"
#include "exchange/ics_series_seen.h"
#include "exchange/ics_line.h"
#include "exchange/ics_text.h"
#include "exchange/importer.h"

static void set(char **text, const char *value)
{
	if (*text != value) {
		free(*text);
		*text = xstrdup(value);
	}
}

/* The same on one line, as it is kept: what is between its lines stands where each begins. */
static void set_line(char **text, const char *value, const char *between)
{
	struct str line = STR_INIT;
	size_t n;

	for (; *value != '\0'; value += n + (value[n] != '\0')) {
		value += strspn(value, " \t\n");
		n = strcspn(value, "\n");
		if (n > 0 && line.len > 0)
			str_add(&line, line.buf[line.len - 1] == ',' ? " " : between);
		str_addn(&line, value, n);
		str_trim(&line);
	}
	free(*text);
	*text = str_take(&line);
}

/* --- what an event becomes ------------------------------------------------------------------------- */

/* "period 2021-05-25 2021-06-04", believed while it covers the days that the calendar shows. */
static bool take_when(const struct ics_record *r, struct event *e)
{
	char word[16] = "", starts[32] = "", ends[32] = "";
	const char *at = ics_record_get(r, I_XWHEN);
	day_t first, last, shown, shown_last, unused;
	int precision;

	strncat(word, at, strcspn(at, " ") < 15 ? strcspn(at, " ") : 15);
	at += strcspn(at, " ");
	at += *at == ' ';
	strncat(starts, at, strcspn(at, " ") < 31 ? strcspn(at, " ") : 31);
	at += strcspn(at, " ");
	at += *at == ' ';
	strncat(ends, at, 31);
	if (!vocabulary_parse(&event_precisions, word, &precision) ||
		!civil_bounds(starts, &first, &last) ||
		(*ends != '\0' && !civil_bounds(ends, &unused, &last)) ||
		!civil_bounds(ics_record_get(r, I_STARTS), &shown, &shown_last) ||
		(ics_record_has(r, I_ENDS) && !civil_bounds(ics_record_get(r, I_ENDS), &unused, &shown_last)) ||
		first != shown || last != shown_last)
		return false;
	e->precision = (enum precision)precision;
	set(&e->starts, starts);
	set(&e->ends, ends);
	return true;
}

/* Whether the calendar shows the event on the days and hours at which it is already. */
static bool is_there_already(
	struct importer *im, const struct ics_record *r, const struct event *e, bool *same, struct err *err)
{
	struct event other = *e;
	struct event_span have, told;
	day_t unused;

	*same = false;
	if (!event_span(im->db, e, &have, err))
		return false;
	other.precision = PRECISION_DAY;
	other.starts = r->at[I_STARTS].buf;
	other.ends = r->at[I_ENDS].buf;
	if (!civil_parse_local(other.starts, &other.first_day, &told.starts))
		return true;
	other.last_day = other.first_day;
	if (ics_record_has(r, I_ENDS) && !civil_parse_local(other.ends, &other.last_day, &told.ends))
		return true;
	if (told.starts >= 0 && !ics_record_has(r, I_ENDS)) { /* no end told: the one there is will do */
		*same = have.timed && have.first == other.first_day && have.starts == told.starts &&
			strcmp(e->zone, ics_record_get(r, I_ZONE)) == 0;
		return true;
	}
	if (!event_span(im->db, &other, &told, err))
		return false;
	unused = have.ends / 1440;
	*same = have.timed == told.timed && have.first == told.first && have.starts == told.starts &&
		have.last + (have.timed ? unused : 0) == told.last &&
		(!have.timed || (have.ends % 1440 == told.ends && strcmp(e->zone, ics_record_get(r, I_ZONE)) == 0));
	return true;
}

static bool take_days(struct importer *im, const struct ics_record *r, struct event *e, struct err *err)
{
	bool same = false;

	if (e->id != 0 && !is_there_already(im, r, e, &same, err))
		return false;
	if (same || take_when(r, e))
		return true;
	e->precision = PRECISION_DAY;
	set(&e->starts, ics_record_get(r, I_STARTS));
	set(&e->ends, ics_record_get(r, I_ENDS));
	if (ics_record_has(r, I_ZONE))
		set(&e->zone, ics_record_get(r, I_ZONE));
	return true;
}

/* Place, address and town where they make up the location told; else all of it is the place. */
static void take_location(const struct ics_record *r, struct event *e)
{
	struct str text = STR_INIT, tail = STR_INIT;
	const char *told = ics_record_get(r, I_LOCATION);

	ics_location(&text, e);
	if (strcmp(text.buf, told) == 0) {
		str_release(&text);
		return;
	}
	str_reset(&text);
	str_add(&tail, ics_record_get(r, I_XADDRESS));
	if (ics_record_has(r, I_XTOWN))
		str_addf(&tail, "%s%s", tail.len > 0 ? ", " : "", ics_record_get(r, I_XTOWN));
	if (tail.len > 0 && r->at[I_LOCATION].len >= tail.len &&
		strcmp(told + r->at[I_LOCATION].len - tail.len, tail.buf) == 0) {
		const size_t n = r->at[I_LOCATION].len - tail.len;

		str_addn(&text, told, n > 2 ? n - 2 : 0);
		set(&e->address, ics_record_get(r, I_XADDRESS));
		set(&e->town, ics_record_get(r, I_XTOWN));
	} else {
		str_add(&text, told);
		set(&e->address, "");
		set(&e->town, "");
	}
	set_line(&e->place, text.buf, ", ");
	str_release(&text);
	str_release(&tail);
}

/* Its own title where the calendar shows it with a remark in front. */
static void take_title(const struct ics_record *r, struct event *e)
{
	struct str shown = STR_INIT;
	const struct str *told = &r->at[I_TITLE], *own = &r->at[I_XTITLE];

	if (e->id != 0)
		ics_summary(&shown, e);
	if (own->len > 0 && told->len >= own->len &&
		strcmp(told->buf + told->len - own->len, own->buf) == 0)
		set(&e->title, own->buf);
	else if (strcmp(shown.buf, told->buf) != 0)
		set_line(&e->title, told->buf, " ");
	str_release(&shown);
}

static void take_status(const struct ics_record *r, struct event *e)
{
	const bool off = strcmp(ics_record_get(r, I_STATUS), "CANCELLED") == 0 || ics_record_has(r, I_GONE);
	int status;

	if (ics_record_has(r, I_XSTATUS) && vocabulary_parse(&event_statuses, ics_record_get(r, I_XSTATUS), &status) &&
		off == (status == EVENT_CANCELLED || status == EVENT_POSTPONED))
		e->status = (enum event_status)status;
	else if (off && e->status != EVENT_POSTPONED)
		e->status = EVENT_CANCELLED;
	else if (!off && (e->id == 0 || e->status == EVENT_CANCELLED || e->status == EVENT_POSTPONED))
		e->status = EVENT_ANNOUNCED;
}

static void take_kind(const struct ics_record *r, struct event *e)
{
	int kind;

	if (vocabulary_parse(&event_kinds, ics_record_get(r, I_XKIND), &kind) ||
		(e->id == 0 && words_parse(&event_kinds, ics_record_get(r, I_CATEGORIES), &kind)))
		e->kind = (enum event_kind)kind;
	else if (e->id == 0)
		e->kind = EVENT_OTHER;
}

/* The cycle of that name, made when there is none. */
static bool take_cycle(struct importer *im, const struct ics_record *r, struct event *e, struct err *err)
{
	struct err why = ERR_INIT;
	struct cycle y;
	bool ok;

	if (!ics_record_has(r, I_XCYCLE) || cycle_resolve(im->db, ics_record_get(r, I_XCYCLE), &e->cycle, &why))
		return true;
	if (why.code != ERR_NOT_FOUND)
		return importer_is_refusal(&why) || err_set(err, why.code, "%s", why.message);
	cycle_init(&y);
	y.name = xstrdup(ics_record_get(r, I_XCYCLE));
	ok = cycle_save(im->db, &y, err);
	e->cycle = ok ? y.id : 0;
	cycle_release(&y);
	return ok;
}

static void take_host(struct importer *im, const struct ics_record *r, struct event *e)
{
	struct err why = ERR_INIT;
	int64_t id;

	if (ics_record_has(r, I_XHOST) && cite_resolve(im->db, ics_record_get(r, I_XHOST), &id, &why))
		e->cite = id;
}

/* What étape says by itself, or said `before` the change, needs not be kept besides. */
static bool is_said(struct importer *im, const struct ics_record *r, const struct event *e,
	const char *before, const char *line, struct err *err)
{
	struct str text = STR_INIT;
	bool said = false;

	if (ics_is(line, "DESCRIPTION")) {
		if (!ics_description(im->db, &text, e, err))
			return false;
		said = strcmp(text.buf, ics_record_get(r, I_DESCRIPTION)) == 0 ||
		       (!ics_is_foreign(e) && strcmp(before, ics_record_get(r, I_DESCRIPTION)) == 0);
	} else if (ics_is(line, "CATEGORIES")) {
		ics_categories(&text, e);
		said = strcmp(text.buf, ics_record_get(r, I_CATEGORIES)) == 0;
	} else if (ics_is(line, "STATUS")) {
		said = strcmp(ics_record_get(r, I_STATUS), "CANCELLED") == 0 || ics_record_has(r, I_XSTATUS) ||
		       (strcmp(ics_record_get(r, I_STATUS), ics_status(e)) == 0 && !ics_is_foreign(e));
	} else if (ics_is(line, "TRANSP")) {
		said = ics_transparent(e);
	} else if (ics_is(line, "GEO") || ics_is(line, "X-ETAPE-HOST")) {
		said = e->cite != 0;
	} else if (ics_is(line, "URL")) {
		said = strncasecmp(line, "URL:", 4) == 0;
	}
	str_release(&text);
	return said;
}

static bool take_kept(struct importer *im, const struct ics_record *r, struct event *e,
	const char *before, struct err *err)
{
	struct err why = ERR_INIT;
	struct str kept = STR_INIT;
	int depth = 0;
	size_t n;

	set(&e->foreign_lines, "");
	for (const char *at = ics_record_get(r, I_KEPT); *at != '\0'; at += n + (at[n] != '\0')) {
		char *line;

		n = strcspn(at, "\n");
		line = xstrndup(at, n);
		depth += ics_is(line, "BEGIN") ? 1 : ics_is(line, "END") ? -1 : 0;
		if (depth > 0 || !is_said(im, r, e, before, line, &why))
			str_addf(&kept, "%s%s", kept.len > 0 ? "\n" : "", line);
		free(line);
	}
	free(e->foreign_lines);
	e->foreign_lines = str_take(&kept);
	if (why.code != ERR_NONE && err != NULL)
		*err = why;
	return why.code == ERR_NONE;
}

/* What its calendar tells, where people here read it. */
static void take_note(const struct ics_record *r, struct event *e, const char *before)
{
	if (ics_is_foreign(e) && (e->note == NULL || *e->note == '\0' || str_eq(e->note, before)))
		set(&e->note, ics_record_get(r, I_DESCRIPTION));
}

static bool take_event(struct importer *im, const struct ics_record *r, struct event *e, struct err *err)
{
	struct str before = STR_INIT;
	int value;
	bool ok;

	if (e->id != 0 && ics_record_has(r, I_CANCELS)) { /* all that it says, whatever it leaves out */
		take_status(r, e);
		return true;
	}
	if (e->id != 0 && !ics_description(im->db, &before, e, err))
		return false;
	if (e->id == 0) {
		set(&e->uid, ics_record_get(r, I_UID));
		set(&e->recurrence, ics_record_get(r, I_RECURRENCE));
		if (valid_slug(ics_record_get(r, I_XCODE), NULL))
			set(&e->code, ics_record_get(r, I_XCODE));
	}
	take_title(r, e);
	take_status(r, e);
	take_kind(r, e);
	take_location(r, e);
	take_host(im, r, e);
	if (ics_record_has(r, I_XTHEME))
		set(&e->theme, ics_record_get(r, I_XTHEME));
	if (ics_record_has(r, I_XSPEAKERS))
		set(&e->speakers, ics_record_get(r, I_XSPEAKERS));
	if (vocabulary_parse(&event_formats, ics_record_get(r, I_XFORMAT), &value))
		e->format = value;
	if (ics_record_has(r, I_XSTAGE) && r->at[I_XSTAGE].len < 5 &&
		strspn(ics_record_get(r, I_XSTAGE), "0123456789") == r->at[I_XSTAGE].len)
		e->stage_no = (int)digits_value(ics_record_get(r, I_XSTAGE));
	if (ics_record_has(r, I_URL))
		set(&e->url, ics_record_get(r, I_URL));
	take_note(r, e, before.buf);
	ok = take_days(im, r, e, err) && take_cycle(im, r, e, err) &&
	     take_kept(im, r, e, before.buf, err);
	str_release(&before);
	return ok;
}

/* --- saving ------------------------------------------------------------------------------------------ */

/* What of two events differs, in words; nothing when they are the same. */
static void add_differences(struct str *out, const struct event *a, const struct event *b)
{
	const struct {
		const char *word;
		bool differs;
	} parts[] = {
		{ N_("title"), !str_eq(a->title, b->title) },
		{ N_("dates"), !str_eq(a->starts, b->starts) || !str_eq(a->ends, b->ends) ||
				       !str_eq(a->zone, b->zone) || a->precision != b->precision },
		{ N_("status"), a->status != b->status },
		{ N_("place"), !str_eq(a->place, b->place) || !str_eq(a->address, b->address) ||
				       !str_eq(a->town, b->town) || a->cite != b->cite },
		{ N_("description"), !str_eq(a->theme, b->theme) || !str_eq(a->speakers, b->speakers) ||
					     !str_eq(a->note, b->note) || !str_eq(a->url, b->url) ||
					     a->kind != b->kind || a->cycle != b->cycle ||
					     a->format != b->format || a->stage_no != b->stage_no },
		{ N_("other lines"), !ics_same_lines(a->foreign_lines, b->foreign_lines) },
	};

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (parts[i].differs)
			str_addf(out, "%s%s", out->len > 0 ? ", " : "", _(parts[i].word));
	}
}

static int64_t number_of(const struct ics_record *r, enum ics_field field)
{
	return ics_record_has(r, field) && r->at[field].len < 18 ? strtoll(ics_record_get(r, field), NULL, 10) : -1;
}

/* Whether the file tells of an older state than the one that is here. */
static bool is_older(const struct ics_record *r, const struct event_version *v)
{
	const int64_t sequence = number_of(r, I_SEQUENCE), modified = number_of(r, I_MODIFIED);

	if (sequence > v->sequence)
		return false;
	if (modified >= 0 && (sequence < 0 || sequence == v->sequence))
		return modified / 1000 < v->modified / 1000;
	if (modified >= 0)
		return modified / 1000 <= v->modified / 1000;
	return sequence >= 0 && sequence < v->sequence;
}

/* The version of the file, or of now when it has none. */
static bool keep_version(struct importer *im, const struct ics_record *r, const struct event *e,
	const struct event_version *before, struct err *err)
{
	const int64_t sequence = number_of(r, I_SEQUENCE), modified = number_of(r, I_MODIFIED);
	struct event_version v = { .modified = civil_now() };

	if (before == NULL && sequence < 0 && modified < 0)
		return true; /* as any that is new here */
	if (before != NULL && !event_version(im->db, e->id, &v, err))
		return false;
	if (before == NULL)
		v.sequence = sequence >= 0 ? sequence : 0;
	else if (sequence >= before->sequence)
		v.sequence = sequence;
	if (modified >= 0)
		v.modified = modified;
	return event_set_version(im->db, e->id, &v, err);
}

static bool add_new(struct importer *im, const struct ics_record *r, struct event *e, struct err *err)
{
	struct err why = ERR_INIT;
	bool ok = event_save(im->db, e, EVENT_SESSIONS_AUTO, &why);

	if (!ok && why.code == ERR_EXISTS && ics_record_has(r, I_XCODE)) {
		set(&e->code, ""); /* taken here by another one */
		why = ERR_INIT;
		ok = event_save(im->db, e, EVENT_SESSIONS_AUTO, &why);
	}
	if (!ok && err != NULL)
		*err = why;
	ok = ok && keep_version(im, r, e, NULL, err);
	if (ok)
		importer_say(im, IMPORT_CREATED, e->code, "%s, %s", e->title, e->starts);
	return ok;
}

/* A calendar knows nothing of who is registered here: nobody is told, nobody cancelled. */
static bool say_registered(struct importer *im, const struct event *e, struct err *err)
{
	int64_t n = 0;

	if (!event_registered(im->db, e->id, &n, err))
		return false;
	if (n > 0)
		importer_say(im, IMPORT_NOTE, e->code,
			P_("%lld registration stands as it was: tell them, or change it here",
				"%lld registrations stand as they were: tell them, or change them here", n),
			(long long)n);
	return true;
}

static bool save_changed(struct importer *im, const struct ics_record *r, const struct event *old,
	struct event *e, struct err *err)
{
	struct str parts = STR_INIT;
	struct event_version v;
	const bool moved = !str_eq(old->starts, e->starts) || !str_eq(old->ends, e->ends) ||
			   (old->status != e->status &&
				   (e->status == EVENT_CANCELLED || e->status == EVENT_POSTPONED));
	bool ok = event_version(im->db, e->id, &v, err);

	add_differences(&parts, old, e);
	if (ok && parts.len == 0) {
		importer_say(im, IMPORT_MATCHED, e->code, "%s", e->title);
	} else if (ok && is_older(r, &v)) {
		importer_say(im, IMPORT_NOTE, e->code,
			_("%s: kept, it was changed here since (the file differs by: %s)"), e->title,
			parts.buf);
		importer_say(im, IMPORT_MATCHED, e->code, "%s", e->title);
	} else if (ok) {
		ok = moved ? event_move(im->db, e, MOVE_KEEP, _("told by its calendar"), err)
			   : event_save(im->db, e, EVENT_SESSIONS_AUTO, err);
		ok = ok && keep_version(im, r, e, &v, err);
		if (ok)
			importer_say(im, IMPORT_UPDATED, e->code, _("%s: %s"), e->title, parts.buf);
		ok = ok && (!moved || say_registered(im, e, err));
	}
	str_release(&parts);
	return ok;
}

static bool import_event(struct importer *im, const struct ics_record *r, struct err *err)
{
	struct event e, old;
	int64_t id;
	bool ok = event_of_uid(im->db, ics_record_get(r, I_UID), ics_record_get(r, I_RECURRENCE), &id, err);

	event_init(&e);
	event_init(&old);
	if (ok && id != 0)
		ok = event_get(im->db, id, &e, err) && event_get(im->db, id, &old, err);
	if (ok && id == 0 && ics_record_has(r, I_GONE)) {
		im->summary.rows--; /* taken out of a series before it ever was here */
		event_release(&e);
		return true;
	}
	ok = ok && take_event(im, r, &e, err);
	if (ok)
		ok = id != 0 ? save_changed(im, r, &old, &e, err) : add_new(im, r, &e, err);
	event_release(&e);
	event_release(&old);
	return ok;
}

/* --- the file ---------------------------------------------------------------------------------------- */

/* False only when the import cannot go on. */
static bool take_record(
	struct importer *im, struct ics_series_seen *seen, const struct ics_record *r, struct err *err)
{
	struct err why = ERR_INIT;

	im->line = ics_record_has(r, I_LINE) ? (size_t)strtoull(ics_record_get(r, I_LINE), NULL, 10) : 0;
	if (r->type == 'N') {
		importer_say(im, IMPORT_NOTE, ics_record_get(r, I_WHAT), im->line > 0 || !ics_record_has(r, I_WHAT) ? "%s" : ": %s",
			ics_record_get(r, I_TEXT));
		return true;
	}
	im->summary.rows++;
	if (r->type == 'R')
		err_set(&why, ERR_INVALID, ics_record_has(r, I_WHAT) ? _("%s: %s") : "%s%s", ics_record_get(r, I_WHAT),
			ics_record_get(r, I_TEXT));
	else if (ics_series_add(seen, r) && import_event(im, r, &why))
		return true;
	if (!importer_is_refusal(&why)) {
		if (err != NULL)
			*err = why;
		return err_wrap(err, _("line %zu"), im->line);
	}
	importer_refuse(im, &why);
	return true;
}

/* The file being read. */
struct reading {
	struct importer *im;
	struct ics_series_seen seen;
	struct ics_record r;
	bool stopped; /* by what a record led to, not by the file */
};

static bool take_line(void *arg, const char *line, size_t n, struct err *err)
{
	struct reading *rd = arg;

	ics_record_read(&rd->r, line, n);
	rd->stopped = rd->r.type != 'Z' && !take_record(rd->im, &rd->seen, &rd->r, err);
	return !rd->stopped;
}

bool import_ics_run(struct importer *im, const char *bytes, size_t n, struct err *err)
{
	struct reading rd = { .im = im };
	bool ok = bulk_begin(im->db, err);

	ics_record_init(&rd.r);
	if (ok) {
		ok = doc_filter("ics-read", bytes, n, take_line, &rd, err);
		if (!ok && !rd.stopped)
			err_wrap(err, "%s", im->options->path);
	}
	if (ok && rd.r.type != 'Z')
		ok = err_set(err, ERR_SYSTEM, _("'%s' ended in the middle of its work"), "etape-doc");
	ok = ok && ics_series_say(im, &rd.seen, err) && bulk_end(im->db, err);
	ics_series_release(&rd.seen);
	ics_record_release(&rd.r);
	return ok;
}
