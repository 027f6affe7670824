#include <string.h>

#include "tui/theme.h"

/* Hues of the theme; each ground gives its own shade. */
enum hue { HUE_NONE, HUE_GREY, HUE_RED, HUE_GREEN, HUE_YELLOW, HUE_BLUE, HUE_MAGENTA, HUE_CYAN,
	HUE_ORANGE, HUE_COUNT };

struct paint {
	enum hue hue;
	unsigned flags;		/* with colours */
	unsigned mono_flags;	/* without */
};

/* Reverse video is the only background: it is readable on any. */
static const struct paint paints[THEME_COUNT] = {
	[THEME_NORMAL] = { HUE_NONE, 0, 0 },
	[THEME_DIM] = { HUE_GREY, 0, THEME_FAINT },
	[THEME_STRONG] = { HUE_NONE, THEME_BOLD, THEME_BOLD },
	[THEME_TITLE] = { HUE_NONE, THEME_BOLD, THEME_BOLD },
	[THEME_TAB] = { HUE_NONE, 0, 0 },
	[THEME_TAB_ON] = { HUE_NONE, THEME_REVERSE, THEME_REVERSE },
	[THEME_HEADING] = { HUE_GREY, THEME_UNDERLINE, THEME_UNDERLINE },
	[THEME_SELECTED] = { HUE_NONE, THEME_REVERSE, THEME_REVERSE },
	[THEME_MARKED] = { HUE_YELLOW, THEME_BOLD, THEME_BOLD },
	[THEME_KEY] = { HUE_NONE, THEME_BOLD, THEME_BOLD },
	[THEME_LABEL] = { HUE_NONE, 0, 0 },
	[THEME_OFF] = { HUE_GREY, 0, THEME_FAINT },
	[THEME_FIELD] = { HUE_NONE, THEME_UNDERLINE, THEME_UNDERLINE },
	[THEME_FIELD_ON] = { HUE_NONE, THEME_BOLD | THEME_UNDERLINE, THEME_BOLD | THEME_UNDERLINE },
	[THEME_PRESENT] = { HUE_GREEN, 0, THEME_BOLD },
	[THEME_ABSENT] = { HUE_NONE, 0, 0 },
	[THEME_DUE] = { HUE_ORANGE, 0, 0 },
	[THEME_WARNING] = { HUE_YELLOW, THEME_BOLD, THEME_BOLD },
	[THEME_ERROR] = { HUE_RED, THEME_BOLD, THEME_BOLD },
	[THEME_MESSAGE] = { HUE_NONE, THEME_BOLD, THEME_BOLD },
	[THEME_HOLIDAY] = { HUE_MAGENTA, 0, THEME_FAINT },
	[THEME_TODAY] = { HUE_CYAN, THEME_BOLD | THEME_UNDERLINE, THEME_BOLD | THEME_UNDERLINE },
	[THEME_WEEKEND] = { HUE_GREY, 0, THEME_FAINT },
	[THEME_POINT] = { HUE_CYAN, THEME_BOLD, THEME_BOLD },
	[THEME_OUTLINE] = { HUE_GREY, 0, THEME_FAINT },
	[THEME_MATCH] = { HUE_NONE, THEME_UNDERLINE, THEME_UNDERLINE },
	[THEME_SERIES_1] = { HUE_GREEN, 0, 0 },
	[THEME_SERIES_2] = { HUE_BLUE, 0, 0 },
	[THEME_SERIES_3] = { HUE_ORANGE, 0, 0 },
	[THEME_SERIES_4] = { HUE_MAGENTA, 0, 0 },
	[THEME_SERIES_5] = { HUE_CYAN, 0, 0 },
	[THEME_SERIES_6] = { HUE_YELLOW, 0, 0 },
	[THEME_SERIES_7] = { HUE_RED, 0, 0 },
	[THEME_SERIES_8] = { HUE_GREY, 0, 0 },
};

/* With 256 colours AUTO uses mid-tones that keep about the same contrast on black
 * and on white; with 8 or 16 the palette is the user's, who made it readable. */
static const short shades[3][HUE_COUNT] = {
	[THEME_GROUND_AUTO] = { -1, 244, 167, 64, 136, 68, 133, 30, 166 },
	[THEME_GROUND_DARK] = { -1, 246, 203, 114, 221, 75, 176, 80, 215 },
	[THEME_GROUND_LIGHT] = { -1, 242, 160, 28, 94, 25, 90, 24, 130 },
};
static const short basic[HUE_COUNT] = { -1, -1, 1, 2, 3, 4, 5, 6, 3 };

enum theme_ground theme_ground_named(const char *name)
{
	static const char *const names[] = { "auto", "dark", "light", "mono" };

	for (int i = 0; name != NULL && i < 4; i++)
		if (strcmp(name, names[i]) == 0)
			return (enum theme_ground)i;
	return THEME_GROUND_AUTO;
}

struct theme_look theme_look(enum theme element, enum theme_ground ground, int colors)
{
	const struct paint *p = &paints[element];

	if (ground == THEME_GROUND_MONO || colors < 8)
		return (struct theme_look){ .fg = -1, .bg = -1, .flags = p->mono_flags };
	if (colors >= 256)
		return (struct theme_look){ .fg = shades[ground][p->hue], .bg = -1, .flags = p->flags };
	/* Grey has no place among eight colours: dim instead. */
	return (struct theme_look){
		.fg = basic[p->hue],
		.bg = -1,
		.flags = p->flags | (p->hue == HUE_GREY ? THEME_FAINT : 0),
	};
}
