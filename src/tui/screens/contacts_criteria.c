/* Criteria of the directory: a role, a département, a kind of structure, chosen by typing. */
#include <stdlib.h>
#include <string.h>

#include "etape/cite.h"
#include "etape/fold.h"
#include "tui/screens/contacts.h"
#include "tui/widgets/overlay.h"

/* What stands in the finder's .kind. */
static const char kind_all[] = "all";
static const char kind_role[] = "role";
static const char kind_structure[] = "structure";
static const char kind_departement[] = "departement";
static const char kind_no_email[] = "no_email";

struct offering {
	const char *folded;	/* what was typed */
	bool beginning;		/* labels that begin with it now; else those that hold it further on */
	finder_add_fn add;
	void *arg;
	char seen[128][4];	/* départements offered already */
	size_t seen_count;
};

/* The finder keeps an id: a département's code goes in as its bytes. */
static int64_t pack_code(const char *code)
{
	int64_t id = 0;

	for (; *code != '\0'; code++)
		id = id << 8 | (unsigned char)*code;
	return id;
}

static void unpack_code(int64_t id, char code[9])
{
	size_t n = 0;

	for (int shift = 56; shift >= 0; shift -= 8)
		if ((id >> shift & 0xff) != 0)
			code[n++] = (char)(id >> shift & 0xff);
	code[n] = '\0';
}

static void offer(struct offering *o, const char *kind, int64_t id, const char *label,
	const char *detail)
{
	char *text = fold_dup(label);
	size_t len = strlen(o->folded);
	bool begins = strncmp(text, o->folded, len) == 0;
	struct str further = STR_INIT;

	str_addf(&further, " %s", o->folded);
	if (o->beginning ? begins : !begins && strstr(text, further.buf) != NULL)
		o->add(o->arg, &(struct finder_row){
			.glyph = GLYPH_NONE, .kind = kind, .id = id, .label = label, .detail = detail,
		});
	str_release(&further);
	free(text);
}

static bool offer_departement(void *arg, const struct cite_row *row)
{
	struct offering *o = arg;
	struct str label = STR_INIT;

	if (row->departement[0] == '\0' || strlen(row->departement) > 3)
		return true;
	for (size_t i = 0; i < o->seen_count; i++)
		if (strcmp(o->seen[i], row->departement) == 0)
			return true;
	if (o->seen_count == sizeof o->seen / sizeof *o->seen)
		return false;
	memcpy(o->seen[o->seen_count++], row->departement, strlen(row->departement) + 1);
	str_addf(&label, "%s (%s)", departement_name(row->departement), row->departement);
	offer(o, kind_departement, pack_code(row->departement), label.buf, _("Département"));
	str_release(&label);
	return true;
}

static bool offer_all(struct app *app, struct offering *o, struct err *err)
{
	struct cite_filter all = { .on = CIVIL_NONE };

	o->seen_count = 0;
	offer(o, kind_all, 1, _("Everybody"), "");
	for (size_t i = 0; i < mandate_roles.count; i++)
		offer(o, kind_role, (int64_t)i + 1, vocabulary_label(&mandate_roles, (int)i), _("Post"));
	offer(o, kind_no_email, 1, _("Without an e-mail address"), "");
	for (size_t i = 0; i < structure_kinds.count; i++)
		offer(o, kind_structure, (int64_t)i + 1, vocabulary_label(&structure_kinds, (int)i),
			_("Kind of structure"));
	return cite_list(app->db, &all, offer_departement, o, err);
}

static bool criteria_find(struct app *app, const char *typed, size_t limit, finder_add_fn add,
	void *arg, struct err *err)
{
	char *folded = fold_dup(typed);
	struct offering o = { .folded = folded, .beginning = true, .add = add, .arg = arg };
	bool good = offer_all(app, &o, err);

	(void)limit;
	o.beginning = false;
	good = good && (folded[0] == '\0' || offer_all(app, &o, err));
	free(folded);
	return good;
}

static void criteria_chosen(struct app *app, const char *kind, int64_t id, void *ctx)
{
	struct contacts_criteria *c = ctx;

	(void)app;
	if (kind == kind_all)
		*c = (struct contacts_criteria){ .role = ANY, .structure_kind = ANY, .chosen = c->chosen,
			.arg = c->arg };
	else if (kind == kind_role)
		c->role = (int)(id - 1);
	else if (kind == kind_structure)
		c->structure_kind = (int)(id - 1);
	else if (kind == kind_departement)
		unpack_code(id, c->departement);
	else
		c->no_email = true;
	c->chosen(c->arg);
}

void contacts_choose_criteria(struct app *app, struct contacts_criteria *c)
{
	static struct finder_spec spec = {
		.title = N_("Show only"),
		.find = criteria_find,
		.at_once = true,
		.chosen = criteria_chosen,
	};

	spec.ctx = c;
	finder_open(app, &spec, NULL);
}

static void add_word(struct str *out, const char *word)
{
	if (word[0] != '\0')
		str_addf(out, " %s %s", term_glyph(GLYPH_DOT), word);
}

void contacts_criteria_words(const struct contacts_criteria *c, struct str *out)
{
	add_word(out, vocabulary_label(&mandate_roles, c->role));
	add_word(out, c->departement[0] != '\0' ? departement_name(c->departement) : "");
	add_word(out, vocabulary_label(&structure_kinds, c->structure_kind));
	add_word(out, c->no_email ? _("without an address") : "");
}
