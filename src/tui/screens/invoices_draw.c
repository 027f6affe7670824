/* Invoices as they are drawn: the list, the selected one beside or below, sums. */
#include "tui/screens/invoices.h"

enum {
	WIDE_COLS = 120, /* from here on what is selected stands beside the list */
	ASIDE_LEAST = 44,
	ASIDE_MOST = 72,
	TALL_ROWS = 18, /* from here on there is a rule, and six lines of it */
};

static void draw_row(struct invoices *v, struct area a)
{
	const struct invoices_row *row = invoices_selected(v);
	struct str text = STR_INIT, head = STR_INIT;
	int at = 0;

	if (!row)
		return;
	str_addf(&head, "%s%s%s", row->number, *row->number ? " · " : "",
		*row->payer ? row->payer : row->who);
	invoices_say_row(&text, v, row);
	at = area_wrap(a, at, THEME_STRONG, head.buf);
	if (at < a.rows)
		area_wrap(a, at, row->warns ? THEME_WARNING : THEME_NORMAL, text.buf);
	str_release(&text);
	str_release(&head);
}

/* The sums in one row when there is room, else in two. */
struct sums_area {
	struct str text;
	int rows;
};

static struct sums_area say_sums(const struct invoices *v, int cols)
{
	struct sums_area s = { .text = STR_INIT };

	invoices_say_sums(&s.text, v);
	s.rows = area_width(s.text.buf) > cols ? 2 : 1;
	return s;
}

static const char *nothing(const struct invoices *v)
{
	switch (v->view) {
	case INVOICES_TO_BILL: return v->drafting ? _("What is to be invoiced is being worked out…") : _("There is nothing to invoice");
	case INVOICES_PROPOSED: return v->proposing ? _("Credit notes to consider are being looked for…") : _("No credit note to consider: what is billed is what is due");
	case INVOICES_REMINDERS: return _("No reminder is due");
	case INVOICES_CLAIMS:
		return v->screen.app->config->invoice.titles
			? _("No sum to collect was drawn up yet (E in the list of what is to be invoiced)")
			: _("Invoices are issued here; sums to collect are drawn up where etape.ini says mode = title");
	case INVOICES_ISSUED:
	case INVOICES_VIEWS: break;
	}
	if (v->reading)
		return _("The invoices are being read…");
	return v->show == INVOICES_ALL ? _("No invoice yet: v lists what is to be invoiced")
				       : _("No invoice of this kind: f shows others");
}

static void draw_list(struct invoices *v, struct area a)
{
	list_draw(invoices_list_now(v), a, true, nothing(v));
}

static void draw_wide(struct invoices *v, struct area a)
{
	const int third = a.cols / 3 > ASIDE_MOST ? ASIDE_MOST : a.cols / 3;
	const int width = third < ASIDE_LEAST ? ASIDE_LEAST : third;
	const int left = a.cols - width - 3;
	const struct area aside = area_sub(a, 0, left + 3, a.rows, width);
	struct sums_area sums = say_sums(v, width);

	draw_list(v, area_sub(a, 0, 0, a.rows, left));
	area_vrule(a, left + 1, THEME_DIM);
	draw_row(v, area_sub(aside, 1, 0, aside.rows - 6, aside.cols));
	area_put(aside, aside.rows - 4, 0, THEME_TITLE,
		*list_filter(invoices_list_now(v)) ? _("In all that is shown") : _("In all"));
	area_wrap(aside, aside.rows - 3, THEME_LABEL, sums.text.buf);
	str_release(&sums.text);
}

static void draw_narrow(struct invoices *v, struct area area)
{
	const struct area inner = area_sub(area, 0, 1, area.rows, area.cols - 2);
	const bool tall = area.rows >= TALL_ROWS;
	const int below = tall ? 6 : 3;
	struct sums_area sums = say_sums(v, inner.cols);
	const int rows = area.rows - below - tall - sums.rows;

	if (rows < 3) { /* no room for more than the list */
		draw_list(v, area);
	} else {
		draw_list(v, area_sub(area, 0, 0, rows, area.cols));
		if (tall)
			area_rule(area, rows, THEME_DIM);
		draw_row(v, area_sub(inner, rows + tall, 0, below, inner.cols));
		area_wrap(inner, area.rows - sums.rows, THEME_LABEL, sums.text.buf);
	}
	str_release(&sums.text);
}

void invoices_draw(struct screen *s, struct area area)
{
	struct invoices *v = (struct invoices *)s;
	struct err err = ERR_INIT;

	if (!invoices_read(v, &err))
		app_error(s->app, &err);
	if (area.cols >= WIDE_COLS)
		draw_wide(v, area);
	else
		draw_narrow(v, area);
}
