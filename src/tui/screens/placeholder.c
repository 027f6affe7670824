/* Stands where a screen has not landed yet; each definition goes with its file's arrival. */
#include "tui/screens/screens.h"

static void placeholder_draw(struct screen *s, struct area area)
{
	area_wrap(area, 1, THEME_DIM, _(s->ops->title));
}

#define PLACEHOLDER(id, name_, title_, context)                                              \
	const struct screen_ops id = {                                                       \
		.name = name_, .title = title_, .contexts = context,                         \
		.size = sizeof(struct screen), .draw = placeholder_draw,                     \
	}

PLACEHOLDER(desk_screen, "desk", N_("Check-in"), CONTEXT_DESK);
PLACEHOLDER(fees_screen, "fees", N_("Fees"), CONTEXT_FEES);
