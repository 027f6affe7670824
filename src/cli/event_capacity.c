#include "cli/event_capacity.h"

#include <stdlib.h>
#include <string.h>

#include "cli/args.h"
#include "etape/i18n.h"
#include "etape/room.h"

enum { CAPACITY_MOST = 999999 };

bool event_capacity_asked(const struct cli *cli)
{
	return args_has(cli->args, "capacity") || args_has(cli->args, "cite-capacity") ||
	       args_has(cli->args, "session-capacity");
}

/* "45", or "none": no limit. */
static bool capacity_read(const char *option, const char *text, int64_t *capacity, struct err *err)
{
	char *end;
	long n;

	if (!strcmp(text, "none")) {
		*capacity = -1;
		return true;
	}
	n = strtol(text, &end, 10);
	if (end == text || *end || n < 0 || n > CAPACITY_MOST)
		return err_set(err, ERR_USAGE,
			_("option '--%s' wants a number of places, or none for no limit, not '%s'"),
			option, text);
	*capacity = n;
	return true;
}

static bool capacity_option(
	const struct cli *cli, const char *option, int64_t *capacity, struct err *err)
{
	const char *text = args_value(cli->args, option);

	return !text || capacity_read(option, text, capacity, err);
}

/* "2=20" */
static bool capacity_session(const char *text, struct room_capacity *c, struct err *err)
{
	char *end;
	long no = strtol(text, &end, 10);

	if (end == text || *end != '=')
		return err_set(err, ERR_USAGE,
			_("option '--session-capacity' wants SESSION=PLACES, as in 2=20, not '%s'"),
			text);
	if (no < 1 || (size_t)no > c->session_count)
		return err_set(err, ERR_NOT_FOUND,
			_("this event has no session %d: it has %zu, numbered from 1"), (int)no,
			c->session_count);
	return capacity_read("session-capacity", end + 1, &c->sessions[no - 1], err);
}

static bool capacity_sessions(const struct cli *cli, struct room_capacity *c, struct err *err)
{
	size_t count;
	const char **texts = args_values(cli->args, "session-capacity", &count);
	bool ok = true;

	for (size_t i = 0; ok && i < count; i++)
		ok = capacity_session(texts[i], c, err);
	free(texts);
	return ok;
}

bool event_capacity_set(const struct cli *cli, int64_t event, struct err *err)
{
	struct room_capacity before, c;
	bool ok;

	if (!room_capacity_get(cli->db, event, &before, err))
		return false;
	if (!room_capacity_get(cli->db, event, &c, err)) {
		room_capacity_release(&before);
		return false;
	}
	ok = capacity_option(cli, "capacity", &c.event, err) &&
	     capacity_option(cli, "cite-capacity", &c.cite, err) &&
	     capacity_sessions(cli, &c, err) &&
	     room_capacity_set(cli->db, event, &before, &c, err);
	room_capacity_release(&before);
	room_capacity_release(&c);
	return ok;
}
