#include "tui/widgets/map_canvas.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "etape/err.h"

/* Unicode's numbering of the dots: columns first, the lowest row added later. */
static const uint8_t dot_bit[4][2] = {
	{ 0x01, 0x08 },
	{ 0x02, 0x10 },
	{ 0x04, 0x20 },
	{ 0x40, 0x80 },
};

void map_canvas_resize(struct map_canvas *c, int rows, int cols)
{
	if (rows < 0)
		rows = 0;
	if (cols < 0)
		cols = 0;
	if (rows != c->rows || cols != c->cols || !c->dots) {
		free(c->dots);
		c->dots = xmalloc((size_t)rows * (size_t)cols + 1);
		c->rows = rows;
		c->cols = cols;
	}
	memset(c->dots, 0, (size_t)rows * (size_t)cols + 1);
}

void map_canvas_release(struct map_canvas *c)
{
	free(c->dots);
	*c = (struct map_canvas){ 0 };
}

static void set_dot(struct map_canvas *c, const struct map_clip *clip, int x, int y)
{
	if (x < clip->x0 || x >= clip->x1 || y < clip->y0 || y >= clip->y1)
		return;
	c->dots[(y >> 2) * c->cols + (x >> 1)] |= dot_bit[y & 3][x & 1];
}

/* Liang and Barsky: one edge. `p` is the way towards the edge, `q` what is left to it. */
static bool clip_edge(double p, double q, double *t0, double *t1)
{
	if (p == 0)
		return q >= 0;
	double t = q / p;
	if (p < 0) {
		if (t > *t1)
			return false;
		if (t > *t0)
			*t0 = t;
	} else {
		if (t < *t0)
			return false;
		if (t < *t1)
			*t1 = t;
	}
	return true;
}

static bool clip_line(const struct map_clip *clip, double *x0, double *y0, double *x1, double *y1)
{
	double dx = *x1 - *x0, dy = *y1 - *y0, t0 = 0, t1 = 1;
	/* A dot around, so that clipping moves no dot of a line that passes the edge. */
	if (!clip_edge(-dx, *x0 - (clip->x0 - 1), &t0, &t1) || !clip_edge(dx, clip->x1 + 1 - *x0, &t0, &t1) ||
		!clip_edge(-dy, *y0 - (clip->y0 - 1), &t0, &t1) || !clip_edge(dy, clip->y1 + 1 - *y0, &t0, &t1))
		return false;
	*x1 = *x0 + t1 * dx;
	*y1 = *y0 + t1 * dy;
	*x0 += t0 * dx;
	*y0 += t0 * dy;
	return true;
}

void map_canvas_line(struct map_canvas *c, const struct map_clip *clip, double x0, double y0, double x1,
	double y1, int every, int *phase)
{
	struct map_clip all = {
		.x0 = clip->x0 < 0 ? 0 : clip->x0,
		.y0 = clip->y0 < 0 ? 0 : clip->y0,
		.x1 = clip->x1 > c->cols * 2 ? c->cols * 2 : clip->x1,
		.y1 = clip->y1 > c->rows * 4 ? c->rows * 4 : clip->y1,
	};

	if (!clip_line(&all, &x0, &y0, &x1, &y1))
		return;
	int x = (int)floor(x0), y = (int)floor(y0);
	int to_x = (int)floor(x1), to_y = (int)floor(y1);
	int dx = abs(to_x - x), dy = -abs(to_y - y);
	int step_x = x < to_x ? 1 : -1, step_y = y < to_y ? 1 : -1;
	int error = dx + dy;
	for (;;) {
		if (every <= 1 || *phase % every == 0)
			set_dot(c, &all, x, y);
		if (x == to_x && y == to_y)
			break;
		++*phase;
		int twice = 2 * error;
		if (twice >= dy) {
			error += dy;
			x += step_x;
		}
		if (twice <= dx) {
			error += dx;
			y += step_y;
		}
	}
}

bool map_canvas_dot(const struct map_canvas *c, int x, int y)
{
	if (x < 0 || y < 0 || x >= c->cols * 2 || y >= c->rows * 4)
		return false;
	return (c->dots[(y >> 2) * c->cols + (x >> 1)] & dot_bit[y & 3][x & 1]) != 0;
}

uint8_t map_canvas_cell(const struct map_canvas *c, int row, int col)
{
	if (row < 0 || col < 0 || row >= c->rows || col >= c->cols)
		return 0;
	return c->dots[row * c->cols + col];
}

static unsigned int block_char(uint8_t dots)
{
	bool upper = dots & (0x01 | 0x02 | 0x08 | 0x10), lower = dots & (0x04 | 0x20 | 0x40 | 0x80);

	return upper && lower ? 0x2588 : upper ? 0x2580 : 0x2584;
}

/* The ASCII character that leans like the dots: from where they stand in each column. */
static unsigned int ascii_char(uint8_t dots)
{
	int count[2] = { 0, 0 }, sum[2] = { 0, 0 }, top = 4, bottom = -1;

	for (int y = 0; y < 4; y++) {
		for (int x = 0; x < 2; x++) {
			if (!(dots & dot_bit[y][x]))
				continue;
			count[x]++;
			sum[x] += y;
			top = y < top ? y : top;
			bottom = y;
		}
	}
	int height = bottom - top + 1;
	if (count[0] && count[1]) {
		/* Four times how much lower the right column's dots stand on average. */
		int lean = 4 * sum[1] / count[1] - 4 * sum[0] / count[0];
		if (height >= 3 && lean >= 4)
			return '\\';
		if (height >= 3 && lean <= -4)
			return '/';
		if (height >= 4)
			return '|';
		return bottom == 3 && top >= 2 ? '_' : top == 0 && bottom <= 1 ? '"' : '-';
	}
	if (height >= 3)
		return '|';
	return bottom == 3 ? '.' : top == 0 ? '\'' : ':';
}

unsigned int map_canvas_char(uint8_t dots, enum map_look look)
{
	if (!dots)
		return 0;
	switch (look) {
	case MAP_BRAILLE:
		return 0x2800u + dots;
	case MAP_BLOCKS:
		return block_char(dots);
	case MAP_ASCII:
		break;
	}
	return ascii_char(dots);
}
