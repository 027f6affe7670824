#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "etape/i18n.h"
#include "etape/text.h"
#include "tui/keymap.h"
#include "tui/term/term.h"

static const struct action_info infos[ACTION_COUNT] = {
#define ACTION(id, name_, contexts_, keys_, pre_, rank_, label_, help_) \
	[ACTION_##id] = { .name = name_, .contexts = contexts_, .keys = keys_, .pre = pre_, \
		.rank = rank_, .label = label_, .help = help_ },
#include "tui/actions.def"
#undef ACTION
};

const struct action_info *action_info(enum action a)
{
	if (a <= ACTION_NONE || a >= ACTION_COUNT)
		bug("action %d has no row in actions.def", (int)a);
	return &infos[a];
}

enum action action_named(const char *name)
{
	for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++)
		if (strcasecmp(infos[a].name, name) == 0)
			return (enum action)a;
	return ACTION_NONE;
}

void action_each(void (*row)(void *arg, enum action a, const struct action_info *info), void *arg)
{
	for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++)
		row(arg, (enum action)a, &infos[a]);
}

const char *context_name(contexts_t context)
{
	if (context == CONTEXT_GLOBAL)
		return N_("Everywhere");
	switch (context) {
	case CONTEXT_QUESTION: return N_("Questions");
	case CONTEXT_COLLECT: return N_("Collecting");
	case CONTEXT_WALKIN: return N_("Registering on the spot");
	case CONTEXT_FORM: return N_("Forms");
	case CONTEXT_CHOICE: return N_("Fields with choices");
	case CONTEXT_FINDER: return N_("Search");
	case CONTEXT_CITES: return N_("Cités");
	case CONTEXT_AGENDA: return N_("Agenda");
	case CONTEXT_CYCLE: return N_("Cycle");
	case CONTEXT_SERIES: return N_("Days of a series, calendar of others");
	case CONTEXT_DESK: return N_("Registration desk");
	case CONTEXT_SITUATION: return N_("Situation");
	case CONTEXT_FEES: return N_("Fees");
	case CONTEXT_INVOICES: return N_("Invoices");
	case CONTEXT_CONTACTS: return N_("Contacts");
	case CONTEXT_COLUMNS: return N_("Columns of the directory");
	case CONTEXT_DUPLICATES: return N_("Duplicates");
	case CONTEXT_TURNOVER: return N_("Turnover");
	case CONTEXT_MERGE: return N_("Two records of one person");
	case CONTEXT_EVENT: return N_("Rencontre");
	case CONTEXT_ENROLLED: return N_("Registered people of a rencontre");
	case CONTEXT_INVITEES: return N_("Invitees of a rencontre");
	case CONTEXT_ROSTER: return N_("List of a rencontre");
	case CONTEXT_MINUTES: return N_("Mood and news of a rencontre");
	case CONTEXT_RECORD: return N_("Record");
	case CONTEXT_MAP: return N_("Map");
	case CONTEXT_MONTH: return N_("Months");
	case CONTEXT_LINES: return N_("Fields of several lines");
	case CONTEXT_EDIT: return N_("Typing");
	case CONTEXT_FILTER: return N_("Filter of a list");
	case CONTEXT_PAGE: return N_("Text");
	case CONTEXT_ORDERED: return N_("Tariffs and budgets");
	case CONTEXT_LIST: return N_("Lists");
	}
	return "";
}

/* --- keys as text --- */

/* The names of keys that are no character: for files, and as people read them. */
static const struct key_word {
	unsigned key;
	const char *name;
	const char *label;	/* N_() */
} key_words[] = {
	{ TERM_KEY_UP, "Up", N_("Up") },
	{ TERM_KEY_DOWN, "Down", N_("Down") },
	{ TERM_KEY_LEFT, "Left", N_("Left") },
	{ TERM_KEY_RIGHT, "Right", N_("Right") },
	{ TERM_KEY_PGUP, "PgUp", N_("PgUp") },
	{ TERM_KEY_PGDN, "PgDn", N_("PgDn") },
	{ TERM_KEY_HOME, "Home", N_("Home") },
	{ TERM_KEY_END, "End", N_("End") },
	{ TERM_KEY_ENTER, "Enter", N_("Enter") },
	{ TERM_KEY_TAB, "Tab", N_("Tab") },
	{ TERM_KEY_BACKTAB, "S-Tab", N_("Shift-Tab") },
	{ TERM_KEY_ESC, "Esc", N_("Esc") },
	{ TERM_KEY_BACKSPACE, "Backspace", N_("Backspace") },
	{ TERM_KEY_DELETE, "Delete", N_("Del") },
	{ TERM_KEY_INSERT, "Insert", N_("Ins") },
	{ ' ', "Space", N_("space") },
};
#define KEY_WORDS (sizeof key_words / sizeof *key_words)

/* Signs that say a key in less room than its word. */
static const char *key_sign(unsigned key)
{
	switch (key) {
	case TERM_KEY_ENTER: return "⏎";
	case TERM_KEY_UP: return "↑";
	case TERM_KEY_DOWN: return "↓";
	case TERM_KEY_LEFT: return "←";
	case TERM_KEY_RIGHT: return "→";
	default: return NULL;
	}
}

static bool parse_word(const char *text, size_t len, unsigned *key)
{
	for (size_t i = 0; i < KEY_WORDS; i++)
		if (strlen(key_words[i].name) == len &&
			strncasecmp(key_words[i].name, text, len) == 0) {
			*key = key_words[i].key;
			return true;
		}
	if (len >= 2 && len <= 3 && (text[0] == 'F' || text[0] == 'f')) {
		char digits[3] = { text[1], len == 3 ? text[2] : '\0', '\0' };
		char *end;
		long n = strtol(digits, &end, 10);

		if (*end == '\0' && n >= 1 && n <= 24) {
			*key = TERM_KEY_F0 + (unsigned)n;
			return true;
		}
	}
	return false;
}

/* The one character of the text, 0 when there are none or several. */
static unsigned parse_char(const char *text, size_t len)
{
	const unsigned char *p = (const unsigned char *)text;
	size_t n = p[0] < 0x80 ? 1 : p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
	unsigned cp = n == 1 ? p[0] : p[0] & (0xffu >> (n + 1));

	if (len != n)
		return 0;
	for (size_t i = 1; i < n; i++)
		cp = cp << 6 | (p[i] & 0x3fu);
	return cp;
}

bool key_parse(const char *text, size_t len, unsigned *key)
{
	unsigned flags = 0;

	if (len == 0 || parse_word(text, len, key))
		return len != 0;
	if (len >= 2 && text[0] == '^') {
		unsigned c = parse_char(text + 1, len - 1) | 0x20;

		/* ^H, ^I, ^J and ^M cannot be told from Backspace, Tab and Enter. */
		if (c < 'a' || c > 'z' || c == 'h' || c == 'i' || c == 'j' || c == 'm')
			return false;
		*key = TERM_CTRL | c;
		return true;
	}
	while (len > 2 && text[1] == '-' && strchr("CMS", text[0]) != NULL) {
		flags |= text[0] == 'C' ? TERM_CTRL : text[0] == 'M' ? TERM_ALT : TERM_SHIFT;
		text += 2;
		len -= 2;
	}
	if (flags == 0) {
		*key = parse_char(text, len);
		return *key != 0;
	}
	if (parse_word(text, len, key)) {
		*key |= flags;
		return true;
	}
	*key = parse_char(text, len);
	if (*key == 0 || flags == TERM_SHIFT)
		return false;
	*key |= flags;
	return true;
}

static void add_key(struct str *out, unsigned key, bool for_people)
{
	unsigned base = key & ~(TERM_CTRL | TERM_ALT | TERM_SHIFT);

	if (key & TERM_ALT)
		str_add(out, for_people ? _("Alt-") : "M-");
	if (key & TERM_SHIFT)
		str_add(out, for_people ? _("Shift-") : "S-");
	if ((key & TERM_CTRL) && base >= 'a' && base <= 'z') {
		str_addf(out, "^%c", (int)(base - 'a' + 'A'));
		return;
	}
	if (key & TERM_CTRL)
		str_add(out, "C-");
	if (base > TERM_KEY_F0 && base <= TERM_KEY_F24) {
		str_addf(out, "F%u", base - TERM_KEY_F0);
		return;
	}
	for (size_t i = 0; i < KEY_WORDS; i++)
		if (key_words[i].key == base) {
			const char *sign = for_people && term_unicode() ? key_sign(base) : NULL;

			if (sign != NULL)
				str_add(out, sign);
			else
				str_add(out, for_people ? _(key_words[i].label) : key_words[i].name);
			return;
		}
	str_addcp(out, base);
}

void key_add_name(struct str *out, unsigned key)
{
	add_key(out, key, false);
}

void key_add_label(struct str *out, unsigned key)
{
	add_key(out, key, true);
}

bool key_needs_altgr(unsigned key)
{
	unsigned base = key & ~(TERM_CTRL | TERM_ALT | TERM_SHIFT);

	return base < 0x80 && base != 0 && strchr("[]{}|\\~^@#`", (int)base) != NULL;
}

/* --- bindings --- */

static void bind(struct keymap *map, unsigned key, enum action a, bool user)
{
	map->bindings[map->count++] = (struct binding){
		.key = key, .contexts = infos[a].contexts, .action = a, .user = user,
	};
	if (key & TERM_ALT)
		map->alt = true;
}

/* Binds each blank-separated key. False when one is not understood: *bad is where it begins. */
static bool bind_keys(struct keymap *map, const char *keys, enum action a, bool user,
	const char **bad)
{
	while (*keys != '\0') {
		size_t len = strcspn(keys, " ");
		unsigned key;

		if (len > 0 && !key_parse(keys, len, &key)) {
			*bad = keys;
			return false;
		}
		if (len > 0)
			bind(map, key, a, user);
		keys += len;
		keys += strspn(keys, " ");
	}
	return true;
}

static size_t words_in(const char *keys)
{
	return strlen(keys) / 2 + 1;
}

/* By key, the user's first, then the table's order. */
static int by_key(const void *left, const void *right)
{
	const struct binding *a = left;
	const struct binding *b = right;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	if (a->user != b->user)
		return a->user ? -1 : 1;
	return (int)a->action - (int)b->action;
}

static bool bind_user(struct keymap *map, const struct config *config, bool *replaced,
	struct err *err)
{
	bool good = true;

	for (size_t i = 0; i < config->key_count; i++) {
		const struct config_key *k = &config->keys[i];
		enum action a = action_named(k->name);
		size_t before = map->count;
		const char *bad;

		if (a == ACTION_NONE) {
			good = err_set(err, ERR_INVALID,
				_("[keys] of etape.ini: no command is called \"%s\""), k->name);
		} else if (!bind_keys(map, k->value, a, true, &bad)) {
			map->count = before;
			good = err_set(err, ERR_INVALID,
				_("[keys] of etape.ini, \"%s\": \"%.*s\" is not a key"), k->name,
				(int)strcspn(bad, " "), bad);
		} else {
			replaced[a] = true;
		}
	}
	return good;
}

bool keymap_init(struct keymap *map, const struct config *config, struct err *err)
{
	bool replaced[ACTION_COUNT] = { false };
	bool good = true;
	const char *bad;
	size_t room = 0;

	for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++)
		room += words_in(infos[a].keys);
	for (size_t i = 0; config != NULL && i < config->key_count; i++)
		room += words_in(config->keys[i].value);
	*map = (struct keymap){ .bindings = xcalloc(room, sizeof *map->bindings) };
	if (config != NULL)
		good = bind_user(map, config, replaced, err);
	for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++)
		if (!replaced[a] && !bind_keys(map, infos[a].keys, (enum action)a, false, &bad))
			bug("actions.def: %s has a wrong key \"%s\"", infos[a].name, bad);
	qsort(map->bindings, map->count, sizeof *map->bindings, by_key);
	return good;
}

void keymap_release(struct keymap *map)
{
	free(map->bindings);
	*map = (struct keymap){ .bindings = NULL };
}

/* First binding of a key. */
static size_t first_of(const struct keymap *map, unsigned key)
{
	size_t lo = 0;
	size_t hi = map->count;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (map->bindings[mid].key < key)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

enum action keymap_find(const struct keymap *map, contexts_t contexts, unsigned key)
{
	enum action best = ACTION_NONE;
	contexts_t best_bit = 0;

	for (size_t i = first_of(map, key); i < map->count && map->bindings[i].key == key; i++) {
		contexts_t common = map->bindings[i].contexts & contexts;
		contexts_t bit = common & (~common + 1); /* the most specific: lowest */

		if (bit != 0 && (best == ACTION_NONE || bit < best_bit)) {
			best = map->bindings[i].action;
			best_bit = bit;
		}
	}
	return best;
}

/* Where the default keys are written, first one first, so keys keep that order. */
static const struct binding *nth_key(const struct keymap *map, enum action a, size_t n)
{
	const char *keys = infos[a].keys;
	const struct binding *any = NULL;
	size_t seen = 0;

	for (size_t i = 0; i < map->count; i++) {
		if (map->bindings[i].action != a)
			continue;
		if (map->bindings[i].user && seen++ == n)
			return &map->bindings[i];
		any = &map->bindings[i];
	}
	if (any == NULL || any->user)
		return NULL;
	for (; *keys != '\0'; n--) {
		size_t len = strcspn(keys, " ");
		unsigned key;

		if (n == 0 && key_parse(keys, len, &key))
			for (size_t i = first_of(map, key); i < map->count; i++)
				if (map->bindings[i].action == a && map->bindings[i].key == key)
					return &map->bindings[i];
		keys += len;
		keys += strspn(keys, " ");
	}
	return NULL;
}

unsigned keymap_key(const struct keymap *map, enum action a)
{
	const struct binding *b = nth_key(map, a, 0);

	return b == NULL ? TERM_KEY_NONE : b->key;
}

void keymap_add_keys(const struct keymap *map, struct str *out, enum action a)
{
	const struct binding *b;

	for (size_t n = 0; (b = nth_key(map, a, n)) != NULL; n++) {
		if (n > 0)
			str_add(out, ", ");
		key_add_label(out, b->key);
	}
}

/* Unranked actions stand after all others. */
static int rank_of(enum action a)
{
	return infos[a].rank == 0 ? INT_MAX : infos[a].rank;
}

size_t keymap_actions(const struct keymap *map, contexts_t contexts,
	enum action out[ACTION_COUNT], size_t *ranked)
{
	size_t n = 0;

	*ranked = 0;
	for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++) {
		unsigned key;

		if ((infos[a].contexts & contexts) == 0)
			continue;
		key = keymap_key(map, (enum action)a);
		if (key != TERM_KEY_NONE && keymap_find(map, contexts, key) != (enum action)a)
			continue;
		/* Insert by rank, stable. */
		size_t at = n++;
		for (; at > 0 && rank_of(out[at - 1]) > rank_of((enum action)a); at--)
			out[at] = out[at - 1];
		out[at] = (enum action)a;
		if (infos[a].rank != 0)
			(*ranked)++;
	}
	return n;
}
