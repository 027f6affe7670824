/* Numbering the étapes of a cycle again. What would change is shown before. */
#include "etape/event_move.h"
#include "etape/i18n.h"
#include "tui/screens/agenda.h"
#include "tui/widgets/overlay.h"

enum { STAGES_SHOWN = 6 }; /* a question of more rows leaves no place for its answers on a small window */

static int64_t asked_about; /* a cycle; one question at a time: it is modal */

struct stage_words {
	struct str text;
	int64_t count;
};

static void stage_number(struct str *out, int number)
{
	if (number)
		str_addf(out, "%2d", number);
	else
		str_add(out, "--");
}

/* Short, so that as many lines as are shown find a place on a small window. */
static void stage_when(struct str *out, const struct stage_change *change)
{
	day_t first;
	int minutes;

	if (change->precision == PRECISION_DAY && civil_parse_local(change->starts, &first, &minutes))
		civil_format_short(out, first, i18n_lang());
	else
		civil_format_span(out, change->starts, change->ends, change->precision, i18n_lang());
}

static bool stage_line(void *arg, const struct stage_change *change)
{
	struct stage_words *words = arg;

	if (++words->count > STAGES_SHOWN)
		return true;
	str_addc(&words->text, '\n');
	stage_number(&words->text, change->from);
	str_addf(&words->text, " %s ", term_glyph(GLYPH_ARROW));
	stage_number(&words->text, change->to);
	str_addc(&words->text, ' ');
	str_addc(&words->text, ' ');
	stage_when(&words->text, change);
	str_addf(&words->text, "  %s", change->title);
	return true;
}

static unsigned stages_answered(struct screen *s, int answer, void *ctx)
{
	struct err err = ERR_INIT;
	int64_t count = 0;

	(void)ctx;
	if (answer != 0)
		return SCREEN_REDRAW;
	if (!event_renumber(s->app->db, asked_about, &count, &err)) {
		app_error(s->app, &err);
		return SCREEN_REDRAW;
	}
	app_message(s->app, THEME_MESSAGE,
		P_("%lld étape has another number; u to undo", "%lld étapes have another number; u to undo", count),
		(long long)count);
	return SCREEN_RELOAD;
}

static void stages_ask(struct screen *below, const struct stage_words *words)
{
	struct str text = STR_INIT;

	str_addf(&text, P_("Give %lld étape of this cycle another number?", "Give %lld étapes of this cycle another number?",
				words->count),
		(long long)words->count);
	str_add(&text, words->text.buf);
	if (words->count > STAGES_SHOWN) {
		str_addc(&text, '\n');
		str_addf(&text, P_("… and %lld more", "… and %lld more", words->count - STAGES_SHOWN),
			(long long)words->count - STAGES_SHOWN);
	}
	question_confirm(below, text.buf, stages_answered, NULL);
	str_release(&text);
}

unsigned agenda_number_stages(struct screen *below, int64_t cycle)
{
	struct stage_words words = { .text = STR_INIT };
	struct err err = ERR_INIT;

	asked_about = cycle;
	if (!event_renumber_list(below->app->db, cycle, stage_line, &words, &err))
		app_error(below->app, &err);
	else if (words.count == 0)
		app_message(below->app, THEME_MESSAGE, "%s", _("The étapes are numbered in order of day already"));
	else
		stages_ask(below, &words);
	str_release(&words.text);
	return SCREEN_REDRAW;
}
