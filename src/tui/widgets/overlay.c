#include "tui/widgets/overlay.h"

struct area overlay_sheet(struct area a, int rows, int cols, const char *title)
{
	struct area sheet = area_centre(a, rows, cols);

	area_fill(sheet, THEME_NORMAL);
	return area_box(sheet, THEME_DIM, title);
}
