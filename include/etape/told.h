/* What cités tell, at a meeting or on a day without one: moods (mood.h) and news (news.h). */
#ifndef ETAPE_TOLD_H
#define ETAPE_TOLD_H

#include <stdbool.h>
#include <stdint.h>

enum mood_level {
	MOOD_STORM = 1,
	MOOD_RAIN,
	MOOD_CLOUDS,
	MOOD_FAIR,
	MOOD_SUN,
};

struct told_row {
	int64_t id;
	int64_t cite_id;
	const char *cite_code;
	const char *cite; /* name */
	int64_t event_id; /* 0 for none */
	const char *event; /* code, "" for none */
	const char *title; /* of the event */
	const char *day;   /* ISO */
	const char *author;
	enum mood_level level; /* of a mood; 0 for news */
	const char *text;      /* of news; "" for a mood */
};

typedef bool (*told_row_fn)(void *arg, const struct told_row *row);

#endif
