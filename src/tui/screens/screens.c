#include "tui/screens/screens.h"

const struct screen_entry screens_table[] = {
	{ ACTION_APP_CITES, NULL, &cites_screen },
	{ ACTION_APP_AGENDA, NULL, &agenda_screen },
	{ ACTION_APP_DESK, NULL, &desk_screen },
	{ ACTION_APP_FEES, NULL, &fees_screen },
	{ ACTION_APP_CONTACTS, NULL, &contacts_screen },
	{ ACTION_APP_TURNOVER, NULL, &turnover_screen },
	{ ACTION_NONE, "cite", &cite_screen },
	{ ACTION_NONE, "event", &event_screen },
	{ ACTION_NONE, "person", &person_screen },
	{ ACTION_NONE, "structure", &structure_screen },
};

const size_t screens_count = sizeof screens_table / sizeof *screens_table;
