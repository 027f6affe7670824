/* The minutes of a rencontre: the line being typed. It is written whenever it is left, by whatever
 * way; a connection that is lost keeps it for next time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/news.h"
#include "tui/screens/minutes.h"
#include "tui/state_file.h"

enum { TEXT_MOST = 4000 };

void minutes_line_init(struct minutes_line *l)
{
	*l = (struct minutes_line){ .open = false };
	input_init(&l->input);
	l->input.max = TEXT_MOST;
	l->input.lines = true;
	str_init(&l->before);
}

void minutes_line_release(struct minutes_line *l)
{
	input_release(&l->input);
	str_release(&l->before);
}

static unsigned line_open(struct minutes_view *v, const struct minutes_line *about, const char *text)
{
	struct minutes_line *l = &v->line;

	l->open = true;
	l->cite = about->cite;
	l->kind = about->kind;
	l->id = about->id;
	l->rev = about->rev;
	str_reset(&l->before);
	str_add(&l->before, text);
	input_set(&l->input, text);
	return SCREEN_REDRAW;
}

unsigned minutes_type_news(struct minutes_view *v, int64_t cite)
{
	return line_open(v, &(struct minutes_line){ .cite = cite }, "");
}

unsigned minutes_type_point(struct minutes_view *v, enum minutes_point_kind kind)
{
	return line_open(v, &(struct minutes_line){ .kind = kind }, "");
}

static bool again_news(struct minutes_view *v, int64_t id, struct err *err)
{
	struct news n;
	bool ok;

	news_init(&n);
	ok = news_get(v->s.app->db, id, &n, err);
	if (ok)
		line_open(v, &(struct minutes_line){ .cite = n.cite, .id = n.id, .rev = n.rev }, n.text);
	news_release(&n);
	return ok;
}

static bool again_point(struct minutes_view *v, int64_t id, struct err *err)
{
	struct minutes_point p;
	bool ok;

	minutes_point_init(&p);
	ok = minutes_point_get(v->s.app->db, id, &p, err);
	if (ok)
		line_open(v, &(struct minutes_line){ .kind = p.kind, .id = p.id, .rev = p.rev }, p.text);
	minutes_point_release(&p);
	return ok;
}

unsigned minutes_type_again(struct minutes_view *v, const struct card_line *l)
{
	struct err err = ERR_INIT;

	if (!(minutes_line_is(l, "news") ? again_news(v, l->id, &err) : again_point(v, l->id, &err)))
		app_error(v->s.app, &err);
	return SCREEN_REDRAW;
}

/* --- writing --- */

static bool save_news(struct minutes_view *v, const char *text, struct err *err)
{
	struct minutes_line *l = &v->line;
	struct news n;
	bool ok;

	news_init(&n);
	ok = !l->id || news_get(v->s.app->db, l->id, &n, err);
	n.rev = l->rev;
	n.cite = l->cite;
	n.event = v->id;
	free(n.text);
	n.text = xstrdup(text);
	ok = ok && news_save(v->s.app->db, &n, err);
	l->id = ok ? n.id : l->id;
	l->rev = ok ? n.rev : l->rev;
	news_release(&n);
	return ok;
}

static bool save_point(struct minutes_view *v, const char *text, struct err *err)
{
	struct minutes_line *l = &v->line;
	struct minutes_point p;
	bool ok;

	minutes_point_init(&p);
	ok = !l->id || minutes_point_get(v->s.app->db, l->id, &p, err);
	p.rev = l->rev;
	p.event = v->id;
	p.kind = l->kind;
	free(p.text);
	p.text = xstrdup(text);
	ok = ok && minutes_point_save(v->s.app->db, &p, err);
	l->id = ok ? p.id : l->id;
	l->rev = ok ? p.rev : l->rev;
	minutes_point_release(&p);
	return ok;
}

static bool save(struct minutes_view *v, const char *text, struct err *err)
{
	return v->line.cite ? save_news(v, text, err) : save_point(v, text, err);
}

static bool is_blank(const char *text)
{
	return text[strspn(text, " \n\t")] == '\0';
}

bool minutes_line_write(struct minutes_view *v)
{
	struct minutes_line *l = &v->line;
	const char *text = input_get(&l->input);
	struct err err = ERR_INIT;
	bool ok;

	if (!l->open || strcmp(text, l->before.buf) == 0)
		return true;
	if (is_blank(text)) {
		if (l->id)
			app_message(v->s.app, THEME_WARNING, _("Empty: nothing was changed; d deletes the line"));
		return true;
	}
	ok = save(v, text, &err);
	if (!ok && l->id && (err.code == ERR_STALE || err.code == ERR_NOT_FOUND)) {
		/* Somebody else changed or deleted it meanwhile: both stay. */
		l->id = 0;
		l->rev = 0;
		err.code = ERR_NONE;
		ok = save(v, text, &err);
		if (ok)
			app_message(v->s.app, THEME_WARNING,
				_("This line was changed elsewhere meanwhile: yours is kept as another one"));
	}
	if (!ok) {
		app_error(v->s.app, &err);
		return false;
	}
	str_reset(&l->before);
	str_add(&l->before, text);
	return true;
}

unsigned minutes_line_close(struct minutes_view *v)
{
	struct minutes_line *l = &v->line;

	if (!minutes_line_write(v))
		return SCREEN_REDRAW;
	l->open = false;
	if (l->id) {
		v->to = l->cite ? "news" : l->kind == MINUTES_DECISION ? "decision" : "date";
		v->to_id = l->id;
	}
	return SCREEN_RELOAD | SCREEN_REDRAW;
}

void minutes_line_label(const struct minutes_view *v, struct str *out)
{
	const struct minutes_line *l = &v->line;
	const struct minutes_cite *c = minutes_cite(v, l->cite);

	if (!l->cite)
		str_add(out, vocabulary_label(&minutes_point_kinds, (int)l->kind));
	else
		str_addf(out, "%s %s %s", c ? c->name : "", term_glyph(GLYPH_DOT), _("news"));
}

/* --- a lost connection --- */

static char *draft_path(const struct minutes_view *v)
{
	struct str key = STR_INIT;
	char *path;

	str_addf(&key, "%lld", (long long)v->id);
	path = state_file_path(v->s.app, "draft", "minutes", key.buf);
	str_release(&key);
	return path;
}

void minutes_line_keep(struct minutes_view *v)
{
	const struct minutes_line *l = &v->line;
	const char *text = input_get(&l->input);
	struct str draft = STR_INIT;

	if (!l->open || is_blank(text) || strcmp(text, l->before.buf) == 0)
		return;
	str_addf(&draft, "%lld %d %lld %lld\n%s", (long long)l->cite, (int)l->kind, (long long)l->id,
		(long long)l->rev, text);
	state_file_keep(draft_path(v), draft.buf);
	str_release(&draft);
}

void minutes_line_take_back(struct minutes_view *v)
{
	struct str draft = STR_INIT;
	long long cite, id, rev;
	int kind;

	if (v->s.app->may_write && state_file_read(draft_path(v), &draft) && strchr(draft.buf, '\n') &&
		sscanf(draft.buf, "%lld %d %lld %lld", &cite, &kind, &id, &rev) == 4) {
		line_open(v, &(struct minutes_line){ .cite = cite, .id = id, .rev = rev,
				.kind = kind == MINUTES_DATE ? MINUTES_DATE : MINUTES_DECISION }, "");
		input_set(&v->line.input, strchr(draft.buf, '\n') + 1);
		state_file_forget(draft_path(v));
		app_message(v->s.app, THEME_MESSAGE, _("Taken back; not saved yet"));
	}
	str_release(&draft);
}
