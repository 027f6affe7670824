/* The forms of a part of a budget and of a milestone. */
#include <stdlib.h>

#include "etape/hundredths.h"
#include "etape/i18n.h"
#include "tui/screens/budget.h"
#include "tui/screens/names.h"
#include "tui/widgets/form.h"

static bool check_days(const char *text, struct err *err)
{
	int64_t n;

	return !*text || hundredths_parse(text, BUDGET_DAYS_MOST, &n, err);
}

static bool check_percent(const char *text, struct err *err)
{
	int64_t n;

	return !*text || hundredths_parse(text, BUDGET_WHOLE, &n, err);
}

static int read_hundredths(const struct form *f, const char *name, int64_t max)
{
	int64_t n = 0;

	return *form_get(f, name) && hundredths_parse(form_get(f, name), max, &n, NULL) ? (int)n : 0;
}

static void put_title(char **to, const char *text)
{
	free(*to);
	*to = xstrdup(text);
}

static enum form_result answer(bool saved, int64_t id, int64_t *result, const struct err *err)
{
	if (saved)
		*result = id;
	return saved ? FORM_SAVED : err->code == ERR_STALE ? FORM_STALE : FORM_REFUSED;
}

static void add_key(struct str *key, int64_t id, int64_t cycle)
{
	str_addf(key, id ? "%lld" : "of-%lld", (long long)(id ? id : cycle));
}

/* --- a part --- */

static void part_free(void *ctx)
{
	budget_part_release(ctx);
	free(ctx);
}

static void part_read(const struct form *f, struct budget_part *p)
{
	put_title(&p->title, form_get(f, "title"));
	p->days = read_hundredths(f, "days", BUDGET_DAYS_MOST);
	p->vat = read_hundredths(f, "vat", BUDGET_WHOLE);
	p->rate = 0;
	form_cents(f, "rate", &p->rate);
}

static enum form_result part_save(struct form *f, int64_t *result, struct err *err)
{
	struct budget_part *p = form_ctx(f);
	bool ok;

	part_read(f, p);
	ok = budget_part_save(form_app(f)->db, p, err);
	if (ok)
		app_message(form_app(f), THEME_MESSAGE, _("Part of the budget saved: %s"), p->title);
	return answer(ok, p->id, result, err);
}

/* What it comes to, while it is typed. */
static void part_advise(struct form *f, struct str *out)
{
	struct budget_part part = { .id = 0 };
	struct budget b;

	part_read(f, &part);
	budget_init(&b);
	budget_add_part(&b, &part);
	if (budget_sum(&b)) {
		struct str net = STR_INIT, gross = STR_INIT;

		money_format(&net, b.net, i18n_lang());
		money_format(&gross, b.gross, i18n_lang());
		str_addf(out, _("%s without VAT, %s with VAT"), net.buf, gross.buf);
		str_release(&net);
		str_release(&gross);
	}
	budget_release(&b);
	budget_part_release(&part);
}

struct part_texts {
	struct str days, rate, vat;
};

static struct part_texts part_texts(const struct budget_part *p)
{
	struct part_texts x = { STR_INIT, STR_INIT, STR_INIT };

	hundredths_format(&x.days, p->days, i18n_lang());
	hundredths_format(&x.rate, p->rate, i18n_lang());
	hundredths_format(&x.vat, p->vat, i18n_lang());
	return x;
}

static void part_texts_free(struct part_texts *x)
{
	str_release(&x->days);
	str_release(&x->rate);
	str_release(&x->vat);
}

static bool part_theirs(struct form *f, struct err *err)
{
	struct budget_part *own = form_ctx(f), p = { .id = 0 };
	struct part_texts x;

	if (!budget_part_get(form_app(f)->db, own->id, &p, err))
		return false;
	x = part_texts(&p);
	own->rev = p.rev;
	form_theirs(f, "title", p.title, 0);
	form_theirs(f, "days", x.days.buf, 0);
	form_theirs(f, "rate", x.rate.buf, 0);
	form_theirs(f, "vat", x.vat.buf, 0);
	part_texts_free(&x);
	budget_part_release(&p);
	return true;
}

static const struct form_field part_fields[] = {
	{ .name = "title", .label = N_("Part"), .required = true, .max = 200 },
	{ .name = "days", .label = N_("Days"), .required = true, .check = check_days, .hint = N_("2,5 for two days and a half") },
	{ .name = "rate", .label = N_("A day"), .kind = FORM_MONEY, .required = true, .hint = N_("without VAT") },
	{ .name = "vat", .label = N_("VAT %"), .required = true, .check = check_percent, .hint = N_("20; 0 where there is none") },
};
static const struct form_spec part_spec = {
	.name = "budget-part",
	.title = N_("New part of the budget"),
	.fields = part_fields,
	.count = sizeof part_fields / sizeof *part_fields,
	.save = part_save,
	.advise = part_advise,
	.theirs = part_theirs,
	.release = part_free,
};

/* A new part goes on with the rate and VAT of the last one. */
static void part_begin(struct app *app, struct budget_part *p)
{
	struct budget b;

	p->vat = 2000;
	budget_init(&b);
	if (budget_load(app->db, p->cycle, &b, NULL) && b.part_count) {
		p->rate = b.parts[b.part_count - 1].rate;
		p->vat = b.parts[b.part_count - 1].vat;
	}
	budget_release(&b);
}

void budget_part_form(struct app *app, int64_t id, int64_t cycle)
{
	struct budget_part *p = xcalloc(1, sizeof *p);
	struct str key = STR_INIT;
	struct err err = ERR_INIT;
	struct part_texts x;

	p->cycle = cycle;
	if (id && !budget_part_get(app->db, id, p, &err)) {
		app_error(app, &err);
		part_free(p);
		return;
	}
	if (!id)
		part_begin(app, p);
	x = part_texts(p);
	add_key(&key, id, cycle);
	form_open(app, &part_spec, key.buf, id ? _("Part of the budget") : NULL,
		(const struct form_value[]){
			{ "title", p->title, 0 },
			{ "days", id ? x.days.buf : "", 0 },
			{ "rate", p->rate ? x.rate.buf : "", 0 },
			{ "vat", x.vat.buf, 0 },
			{ NULL, NULL, 0 },
		},
		p);
	part_texts_free(&x);
	str_release(&key);
}

/* --- a milestone --- */

static void milestone_free(void *ctx)
{
	milestone_release(ctx);
	free(ctx);
}

static enum form_result milestone_form_save(struct form *f, int64_t *result, struct err *err)
{
	struct milestone *m = form_ctx(f);
	bool ok;

	put_title(&m->title, form_get(f, "title"));
	m->percent = read_hundredths(f, "percent", BUDGET_WHOLE);
	m->due = form_day(f, "due");
	m->done = form_day(f, "done");
	ok = milestone_save(form_app(f)->db, m, err);
	if (ok)
		app_message(form_app(f), THEME_MESSAGE, _("Milestone saved: %s"), m->title);
	return answer(ok, m->id, result, err);
}

static bool milestone_theirs(struct form *f, struct err *err)
{
	struct milestone *own = form_ctx(f), m = { .id = 0 };
	struct str percent = STR_INIT;
	char *due, *done;

	if (!milestone_get(form_app(f)->db, own->id, &m, err))
		return false;
	due = names_day(m.due);
	done = names_day(m.done);
	hundredths_format(&percent, m.percent, i18n_lang());
	own->rev = m.rev;
	form_theirs(f, "title", m.title, 0);
	form_theirs(f, "percent", percent.buf, 0);
	form_theirs(f, "due", due, 0);
	form_theirs(f, "done", done, 0);
	free(due);
	free(done);
	str_release(&percent);
	milestone_release(&m);
	return true;
}

static const struct form_field milestone_fields[] = {
	{ .name = "title", .label = N_("Milestone"), .required = true, .max = 200 },
	{ .name = "percent", .label = N_("Share %"), .required = true, .check = check_percent, .hint = N_("of the whole budget: 30") },
	{ .name = "due", .label = N_("Due on"), .kind = FORM_DATE },
	{ .name = "done", .label = N_("Reached on"), .kind = FORM_DATE, .hint = N_("empty: not yet") },
};
static const struct form_spec milestone_spec = {
	.name = "milestone",
	.title = N_("New milestone"),
	.fields = milestone_fields,
	.count = sizeof milestone_fields / sizeof *milestone_fields,
	.save = milestone_form_save,
	.theirs = milestone_theirs,
	.release = milestone_free,
};

/* A new one asks for what is in no milestone yet. */
static void milestone_begin(struct app *app, struct milestone *m)
{
	struct budget b;

	budget_init(&b);
	if (budget_load(app->db, m->cycle, &b, NULL))
		m->percent = BUDGET_WHOLE - b.percent;
	budget_release(&b);
}

void milestone_form(struct app *app, int64_t id, int64_t cycle)
{
	struct milestone *m = xcalloc(1, sizeof *m);
	struct str key = STR_INIT, percent = STR_INIT;
	struct err err = ERR_INIT;
	char *due, *done;

	*m = (struct milestone){ .cycle = cycle, .due = CIVIL_NONE, .done = CIVIL_NONE };
	if (id && !milestone_get(app->db, id, m, &err)) {
		app_error(app, &err);
		milestone_free(m);
		return;
	}
	if (!id)
		milestone_begin(app, m);
	due = names_day(m->due);
	done = names_day(m->done);
	hundredths_format(&percent, m->percent, i18n_lang());
	add_key(&key, id, cycle);
	form_open(app, &milestone_spec, key.buf, id ? _("Milestone") : NULL,
		(const struct form_value[]){
			{ "title", m->title, 0 },
			{ "percent", percent.buf, 0 },
			{ "due", due, 0 },
			{ "done", done, 0 },
			{ NULL, NULL, 0 },
		},
		m);
	free(due);
	free(done);
	str_release(&key);
	str_release(&percent);
}
