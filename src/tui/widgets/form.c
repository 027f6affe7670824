/* A form's values: read, checked, completed; nothing is drawn here. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/text.h"
#include "tui/widgets/form_internal.h"

static const struct form_choice yes_no[] = {
	{ "", N_("no") },
	{ "1", N_("yes") },
};

bool form_has_choices(const struct form_field *field)
{
	return field->kind == FORM_CHOICE || field->kind == FORM_BOOL;
}

static const struct form_choice *choices_of(const struct form_field *field, size_t *count)
{
	*count = field->kind == FORM_BOOL ? 2 : field->choice_count;
	return field->kind == FORM_BOOL ? yes_no : field->choices;
}

const char *form_choice_label(const struct form_field *field, size_t choice)
{
	size_t count;
	const struct form_choice *choices = choices_of(field, &count);

	return choice < count ? _(choices[choice].label) : "";
}

size_t form_choice_of(const struct form_field *field, const char *value)
{
	size_t count;
	const struct form_choice *choices = choices_of(field, &count);

	for (size_t i = 0; i < count; i++)
		if (strcmp(choices[i].value, value) == 0)
			return i;
	return field->kind == FORM_BOOL ? 0 : count;
}

enum lang form_lang(const struct form *f)
{
	return f->app != NULL ? f->app->lang : i18n_lang();
}

static day_t today_of(const struct form *f)
{
	return f->app != NULL ? app_today(f->app) : civil_today(CIVIL_ZONE);
}

/* --- reading what is typed --- */

static bool read_number(const char *text, struct str *kept, struct err *err)
{
	size_t digits = strspn(text, "0123456789");

	if (digits == 0 || text[digits] != '\0' || digits > 15)
		return err_set(err, ERR_INVALID, _("a whole number is expected"));
	str_add(kept, text);
	return true;
}

static bool read_date(const struct form *f, const char *text, struct str *kept, struct err *err)
{
	day_t day;

	if (!civil_parse(text, today_of(f), &day, err))
		return false;
	civil_format_iso(kept, day);
	return true;
}

static bool read_time(const char *text, struct str *kept, struct err *err)
{
	int minutes;

	if (!civil_parse_time(text, &minutes, err))
		return false;
	str_addf(kept, "%02d:%02d", minutes / 60, minutes % 60);
	return true;
}

/* Fills .kept from what is typed; false with the reason when it is not acceptable. */
static bool read_text(const struct form *f, const struct form_field *field, struct slot *slot,
	const char *text, struct err *err)
{
	cents_t cents;

	switch (field->kind) {
	case FORM_DATE:
		return read_date(f, text, &slot->kept, err);
	case FORM_TIME:
		return read_time(text, &slot->kept, err);
	case FORM_NUMBER:
		return read_number(text, &slot->kept, err);
	case FORM_MONEY:
		str_add(&slot->kept, text);
		return money_parse_signed(text, &cents, err);
	case FORM_LOOKUP:
		str_add(&slot->kept, text);
		if (slot->id == 0 && !field->free)
			return err_set(err, ERR_INVALID, _("choose one of the proposals"));
		return true;
	case FORM_TEXT:
	case FORM_CHOICE:
	case FORM_BOOL:
		break;
	}
	str_add(&slot->kept, text);
	return true;
}

static void read_slot(struct form *f, size_t i)
{
	const struct form_field *field = &f->spec->fields[i];
	struct slot *slot = &f->slots[i];
	struct str text = STR_INIT;

	str_reset(&slot->kept);
	slot->err = ERR_INIT;
	if (form_has_choices(field)) {
		size_t count;
		const struct form_choice *choices = choices_of(field, &count);

		if (slot->choice < count)
			str_add(&slot->kept, choices[slot->choice].value);
		if (field->required && slot->kept.len == 0 && field->kind == FORM_CHOICE)
			err_set(&slot->err, ERR_INVALID, _("choose one"));
		return;
	}
	str_add(&text, input_get(&slot->input));
	str_trim(&text);
	if (text.len == 0) {
		if (field->required)
			err_set(&slot->err, ERR_INVALID, _("must not be empty"));
	} else if (read_text(f, field, slot, text.buf, &slot->err) && field->check != NULL) {
		field->check(slot->kept.buf, &slot->err);
	}
	str_release(&text);
}

void form_show(struct form *f, size_t i, const char *text, int64_t id)
{
	const struct form_field *field = &f->spec->fields[i];
	struct slot *slot = &f->slots[i];
	struct str shown = STR_INIT;
	day_t day;

	if (text == NULL)
		text = "";
	slot->id = id;
	if (form_has_choices(field)) {
		slot->choice = form_choice_of(field, text);
	} else if (field->kind == FORM_DATE && civil_parse_iso(text, &day)) {
		civil_format_short(&shown, day, form_lang(f));
		input_set(&slot->input, shown.buf);
	} else {
		input_set(&slot->input, text);
	}
	str_release(&shown);
	read_slot(f, i);
}

/* --- making and freeing --- */

void form_advise(struct form *f)
{
	str_reset(&f->advice);
	if (f->spec->advise != NULL)
		f->spec->advise(f, &f->advice);
}

/* The field that is asked for, else the first that must be filled and is not, else the text that the form is about (.rows), else
 * the first that can be changed. */
static size_t where_to_begin(const struct form *f)
{
	const char *asked = f->spec->begin ? f->spec->begin(f) : NULL;

	if (asked)
		return form_index(f, asked);
	for (size_t i = 0; i < f->spec->count; i++)
		if (f->slots[i].err.code != ERR_NONE && !f->spec->fields[i].fixed)
			return i;
	if (f->spec->count && f->spec->fields[f->spec->count - 1].rows > 1)
		return f->spec->count - 1;
	for (size_t i = 0; i < f->spec->count; i++)
		if (!f->spec->fields[i].fixed)
			return i;
	return 0;
}

struct form *form_new(struct app *app, const struct form_spec *spec, const char *key,
	const char *title, const struct form_value *values, void *ctx)
{
	struct form *f = xcalloc(1, sizeof *f);

	f->app = app;
	f->spec = spec;
	f->key = xstrdup(key == NULL ? "" : key);
	f->title = xstrdup(title == NULL ? _(spec->title) : title);
	f->ctx = ctx;
	f->slots = xcalloc(spec->count, sizeof *f->slots);
	f->advice = STR_INIT;
	for (size_t i = 0; i < spec->count; i++) {
		struct slot *slot = &f->slots[i];

		input_init(&slot->input);
		slot->input.max = spec->fields[i].max == 0 ? 500 : spec->fields[i].max;
		slot->input.lines = spec->fields[i].rows > 1;
		slot->kept = STR_INIT;
		form_show(f, i, "", 0);
	}
	for (; values != NULL && values->name != NULL; values++)
		form_show(f, form_index(f, values->name), values->text, values->id);
	form_settle(f);
	f->at = where_to_begin(f);
	form_advise(f);
	return f;
}

static void drop_candidates(struct form *f)
{
	for (size_t i = 0; i < f->candidate_count; i++) {
		free(f->candidates[i].label);
		free(f->candidates[i].detail);
	}
	f->candidate_count = 0;
	f->candidate = 0;
}

void form_free(struct form **form)
{
	struct form *f = *form;

	if (f == NULL)
		return;
	drop_candidates(f);
	for (size_t i = 0; i < f->spec->count; i++) {
		input_release(&f->slots[i].input);
		str_release(&f->slots[i].kept);
		free(f->slots[i].first_text);
		free(f->slots[i].their_text);
	}
	free(f->slots);
	free(f->key);
	free(f->title);
	str_release(&f->advice);
	/* Last: a form made for one event has its fields in there. */
	if (f->spec->release != NULL)
		f->spec->release(f->ctx);
	free(f);
	*form = NULL;
}

/* --- values --- */

void *form_ctx(const struct form *f)
{
	return f->ctx;
}

struct app *form_app(const struct form *f)
{
	return f->app;
}

size_t form_index(const struct form *f, const char *name)
{
	for (size_t i = 0; i < f->spec->count; i++)
		if (strcmp(f->spec->fields[i].name, name) == 0)
			return i;
	bug("form \"%s\" has no field \"%s\"", f->spec->name, name);
}

const char *form_get(const struct form *f, const char *name)
{
	return f->slots[form_index(f, name)].kept.buf;
}

int64_t form_id(const struct form *f, const char *name)
{
	return f->slots[form_index(f, name)].id;
}

day_t form_day(const struct form *f, const char *name)
{
	day_t day;

	return civil_parse_iso(form_get(f, name), &day) ? day : CIVIL_NONE;
}

int64_t form_number(const struct form *f, const char *name)
{
	const char *text = form_get(f, name);

	return *text == '\0' ? -1 : strtoll(text, NULL, 10);
}

bool form_cents(const struct form *f, const char *name, cents_t *cents)
{
	const char *text = form_get(f, name);

	return *text != '\0' && money_parse_signed(text, cents, NULL);
}

void form_set(struct form *f, const char *name, const char *text, int64_t id)
{
	form_show(f, form_index(f, name), text, id);
}

const char *form_reason(const struct form *f, size_t field)
{
	const struct slot *slot = &f->slots[field];

	return slot->err.code == ERR_NONE ? NULL : slot->err.message;
}

const char *form_state_text(const struct form *f, size_t i)
{
	const struct slot *slot = &f->slots[i];

	return slot->kept.len > 0 ? slot->kept.buf : input_get(&slot->input);
}

bool form_slot_dirty(const struct form *f, size_t i)
{
	return f->slots[i].id != f->slots[i].first_id ||
		strcmp(form_state_text(f, i), f->slots[i].first_text) != 0;
}

bool form_dirty(const struct form *f)
{
	for (size_t i = 0; i < f->spec->count && !f->spec->passing; i++)
		if (form_slot_dirty(f, i))
			return true;
	return false;
}

void form_settle(struct form *f)
{
	for (size_t i = 0; i < f->spec->count; i++) {
		free(f->slots[i].first_text);
		f->slots[i].first_text = xstrdup(form_state_text(f, i));
		f->slots[i].first_id = f->slots[i].id;
	}
}

/* --- editing --- */

static void field_changed(struct form *f, size_t i)
{
	f->slots[i].touched = true;
	read_slot(f, i);
	if (f->spec->changed != NULL)
		f->spec->changed(f, i);
	form_advise(f);
}

void form_edited(struct form *f)
{
	f->slots[f->at].id = 0;
	field_changed(f, f->at);
	if (f->spec->fields[f->at].kind == FORM_LOOKUP)
		form_propose(f);
}

void form_type_over(struct form *f)
{
	struct slot *slot = &f->slots[f->at];
	struct str shown = STR_INIT;
	day_t day;

	if (f->spec->fields[f->at].kind == FORM_DATE && civil_parse_iso(slot->kept.buf, &day) &&
		slot->input.cursor == slot->input.text.len) {
		civil_format_short(&shown, day, form_lang(f));
		if (str_eq(shown.buf, input_get(&slot->input)))
			input_set(&slot->input, "");
	}
	str_release(&shown);
}

void form_step_choice(struct form *f, int by)
{
	const struct form_field *field = &f->spec->fields[f->at];
	struct slot *slot = &f->slots[f->at];
	size_t count;

	choices_of(field, &count);
	if (field->fixed || count == 0)
		return;
	/* A field that may be empty has one more stop: none. */
	size_t stops = field->kind == FORM_CHOICE && !field->required ? count + 1 : count;
	size_t from = slot->choice >= stops ? (by > 0 ? stops - 1 : 0) : slot->choice;
	slot->choice = by > 0 ? (from + 1) % stops : (from + stops - 1) % stops;
	field_changed(f, f->at);
}

void form_letter_choice(struct form *f, unsigned key)
{
	const struct form_field *field = &f->spec->fields[f->at];
	struct str letter = STR_INIT;
	struct str folded = STR_INIT;
	size_t count;

	choices_of(field, &count);
	str_addcp(&letter, key);
	fold_add(&folded, letter.buf);
	for (size_t n = 1; n <= count && folded.len > 0 && !field->fixed; n++) {
		size_t i = (f->slots[f->at].choice + n) % (count + 1);
		char *label = fold_dup(form_choice_label(field, i));
		bool match = i < count && strncmp(label, folded.buf, folded.len) == 0;

		free(label);
		if (match) {
			f->slots[f->at].choice = i;
			field_changed(f, f->at);
			break;
		}
	}
	str_release(&letter);
	str_release(&folded);
}

/* --- proposals --- */

static void add_candidate(void *arg, int64_t id, const char *label, const char *detail)
{
	struct form *f = arg;

	if (f->candidate_count == FORM_CANDIDATES)
		return;
	f->candidates[f->candidate_count++] = (struct candidate){
		.id = id,
		.label = xstrdup(label),
		.detail = xstrdup(detail == NULL ? "" : detail),
	};
}

void form_propose(struct form *f)
{
	const struct form_field *field = &f->spec->fields[f->at];

	drop_candidates(f);
	f->proposing = false;
	if (field->kind != FORM_LOOKUP || field->lookup == NULL || field->fixed)
		return;
	field->lookup(f, input_get(&f->slots[f->at].input), add_candidate, f);
	f->proposing = f->candidate_count > 0;
	/* Where any text is welcome, Enter keeps the text unless a proposal was gone to. */
	f->candidate = field->free ? f->candidate_count : 0;
}

void form_close_proposals(struct form *f)
{
	f->proposing = false;
	drop_candidates(f);
}

void form_take_candidate(struct form *f)
{
	struct slot *slot = &f->slots[f->at];

	if (f->candidate < f->candidate_count) {
		input_set(&slot->input, f->candidates[f->candidate].label);
		slot->id = f->candidates[f->candidate].id;
		field_changed(f, f->at);
	}
	form_close_proposals(f);
}

/* A name typed in full needs no choosing. */
static void take_exact(struct form *f)
{
	char *typed = fold_dup(input_get(&f->slots[f->at].input));
	size_t matches = 0;
	size_t which = 0;

	for (size_t i = 0; i < f->candidate_count && typed[0] != '\0'; i++) {
		char *label = fold_dup(f->candidates[i].label);

		if (strcmp(label, typed) == 0) {
			matches++;
			which = i;
		}
		free(label);
	}
	free(typed);
	/* Free text that cannot stand as it is typed, and means one thing only, is that thing. */
	if (matches == 0 && f->candidate_count == 1 && f->spec->fields[f->at].free &&
		f->slots[f->at].err.code != ERR_NONE)
		matches = 1;
	if (matches != 1)
		return;
	f->candidate = which;
	form_take_candidate(f);
}

/* "+15" and "hier" become the day that they were read as: nobody saves a date unseen. */
static void show_read(struct form *f)
{
	struct slot *slot = &f->slots[f->at];
	struct str shown = STR_INIT;
	day_t day;

	if (f->spec->fields[f->at].kind == FORM_DATE && civil_parse_iso(slot->kept.buf, &day)) {
		civil_format_short(&shown, day, form_lang(f));
		input_set(&slot->input, shown.buf);
	}
	str_release(&shown);
}

void form_go(struct form *f, size_t to)
{
	if (f->slots[f->at].id == 0 && f->candidate_count > 0)
		take_exact(f);
	form_close_proposals(f);
	show_read(f);
	f->slots[f->at].touched = true;
	if (to < f->spec->count)
		f->at = to;
	f->slots[f->at].input.cursor = f->slots[f->at].input.text.len;
}

size_t form_first_wrong(struct form *f)
{
	size_t wrong = f->spec->count;

	form_go(f, f->at);
	for (size_t i = f->spec->count; i-- > 0;) {
		f->slots[i].touched = true;
		read_slot(f, i);
		if (f->slots[i].err.code != ERR_NONE && !f->spec->fields[i].fixed)
			wrong = i;
	}
	return wrong;
}
