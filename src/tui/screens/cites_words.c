/* Words about cités. */
#include <string.h>

#include "etape/i18n.h"
#include "etape/mailbox.h"
#include "tui/screens/cites.h"

/* Appends `name` with each "Saint-" or "Sainte-" cut. */
static void add_cut_saints(struct str *out, const char *name, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool start = i == 0 || name[i - 1] == ' ' || name[i - 1] == '-';
		if (start && n - i > 6 && strncmp(name + i, "Saint-", 6) == 0) {
			str_add(out, "St-");
			i += 5;
		} else if (start && n - i > 7 && strncmp(name + i, "Sainte-", 7) == 0) {
			str_add(out, "Ste-");
			i += 6;
		} else {
			str_addc(out, name[i]);
		}
	}
}

char *cites_short_name(const char *name)
{
	struct str out = STR_INIT;
	const char *slash = strstr(name, " / "), *bracket = strstr(name, " (");
	size_t n = strlen(name);

	if (slash && (size_t)(slash - name) < n)
		n = (size_t)(slash - name);
	if (bracket && (size_t)(bracket - name) < n)
		n = (size_t)(bracket - name);
	add_cut_saints(&out, name, n);
	return str_take(&out);
}

const char *cites_post_label(enum mandate_role role)
{
	switch (role) {
	case MANDATE_COPILOTE_COLLECTIVITE:
		return C_("post", "Coll.");
	case MANDATE_COPILOTE_PREFECTURE:
		return C_("post", "Pref.");
	case MANDATE_COPILOTE_ACADEMIE:
		return C_("post", "Acad.");
	case MANDATE_COPILOTE_AUTRE:
		return C_("post", "Also");
	case MANDATE_CPO:
		return C_("post", "CPO");
	case MANDATE_REFERENT:
		return C_("post", "Ref.");
	case MANDATE_PRINCIPAL:
		return C_("post", "Princ.");
	case MANDATE_ELU:
		return C_("post", "Elected");
	case MANDATE_AUTRE:
		break;
	}
	return C_("post", "Other");
}

void cites_add_month(struct str *out, day_t day)
{
	struct civil c = civil_from_day(day);

	str_addf(out, "%02d/%d", c.month, c.year);
}

void cites_add_date(struct str *out, const char *iso)
{
	day_t first, last;
	size_t n = strlen(iso);

	if (n >= 10 && civil_parse_local(iso, &first, &(int){ 0 }))
		civil_format_short(out, first, i18n_lang());
	else if (n == 7 && civil_bounds(iso, &first, &last))
		cites_add_month(out, first);
	else
		str_add(out, iso);
}

bool cites_add_address(struct str *out, const char *name, const char *email)
{
	if (!*email)
		return false;
	mailbox_add(out, name, email);
	return true;
}
