#include "store/turnover_internal.h"

/* A post is vacant since the day after the last who held it. The fourth copilote's is a post where
 * somebody held it once. */
const char turnover_vacant_sql[] =
	"SELECT " TURNOVER_CITE ", r.role, (SELECT date(max(v.valid_to), '+1 day') FROM mandate v"
	" WHERE v.cite = c.id AND v.role = r.role AND v.valid_to < :on),"
	" (SELECT min(n.valid_from) FROM mandate n WHERE n.cite = c.id AND n.role = r.role"
	" AND n.valid_from > :on), 0, '', '', '', '', 0, '', '', '', 0, ''"
	" FROM cite c CROSS JOIN (SELECT 0 AS rank, 'copilote_collectivite' AS role"
	" UNION ALL SELECT 1, 'copilote_prefecture' UNION ALL SELECT 2, 'copilote_academie'"
	" UNION ALL SELECT 3, 'copilote_autre' UNION ALL SELECT 4, 'cpo') r"
	" WHERE NOT EXISTS (SELECT 1 FROM mandate m WHERE m.cite = c.id AND m.role = r.role"
	" AND " NOUN_IN_FORCE("m") ")"
	" AND (EXISTS (SELECT 1 FROM mandate q WHERE q.cite = c.id AND q.role = r.role)"
	" OR (r.role <> 'copilote_autre' AND (:home IS NULL OR c.region = :home)"
	" AND (:unknown OR EXISTS (SELECT 1 FROM mandate k WHERE k.cite = c.id))))"
	" AND NOT EXISTS (SELECT 1 FROM cite_label l WHERE l.cite = c.id AND l.status = 'ended'"
	" AND " NOUN_IN_FORCE("l") ")" TURNOVER_THERE " ORDER BY c.fold, c.id, r.rank";

#define TURNOVER_STANDS(g) g ".status IN ('registered', 'waiting', 'invited')"

/* A list is whatever expects her at a rencontre to come: her own registration, whatever its status
 * but a refusal, or that of the people whom she announced. */
const char turnover_ended_sql[] =
	"SELECT " TURNOVER_CITE ", m.role, date(m.valid_to, '+1 day'), NULL, " TURNOVER_PERSON
	", e.id, e.code, e.title, x.how, 0, '' FROM ("
	"SELECT g.event AS event, g.person AS person, g.status AS how FROM event v"
	" JOIN registration g ON g.event = v.id WHERE v.last_day >= :on AND v.status <> 'cancelled'"
	" AND " TURNOVER_STANDS("g")
	" UNION ALL "
	"SELECT DISTINCT d.event, d.registered_by, '" TURNOVER_ANNOUNCER "' FROM event w"
	" JOIN registration d ON d.event = w.id WHERE w.last_day >= :on AND w.status <> 'cancelled'"
	" AND d.registered_by IS NOT NULL AND " TURNOVER_STANDS("d")
	" AND NOT EXISTS (SELECT 1 FROM registration o WHERE o.event = d.event"
	" AND o.person = d.registered_by AND " TURNOVER_STANDS("o") ")) x"
	" JOIN event e ON e.id = x.event JOIN person p ON p.id = x.person"
	" JOIN mandate m ON m.id = (SELECT l.id FROM mandate l WHERE l.person = p.id"
	" AND l.valid_to < :on ORDER BY l.valid_to DESC, l.id DESC LIMIT 1)"
	" JOIN cite c ON c.id = m.cite WHERE p.erased_at IS NULL"
	" AND NOT EXISTS (SELECT 1 FROM mandate h WHERE h.person = p.id"
	" AND (h.valid_to IS NULL OR h.valid_to >= :on)"
	" AND (h.valid_from IS NULL OR h.valid_from <= e.last_day))" TURNOVER_THERE
	" ORDER BY e.first_day, e.id, p.fold, p.id";

/* Ids are made by machines, never equal to each other: a mix of two of them that stays the same is
 * as good as a new one. */
static int64_t turnover_mixed(enum turnover_kind kind, int64_t one, int64_t other)
{
	uint64_t mix = (uint64_t)one * UINT64_C(0x9E3779B97F4A7C15) ^
		       ((uint64_t)other + (uint64_t)kind + 1) * UINT64_C(0xBF58476D1CE4E5B9);

	mix ^= mix >> 29;
	return (int64_t)(mix >> 1 | 1);
}

int64_t turnover_row_id(enum turnover_kind kind, int64_t one, int64_t other)
{
	switch (kind) {
	case TURNOVER_UNCONFIRMED:
		return one;
	case TURNOVER_DUE:
		return -one;
	case TURNOVER_VACANT:
	case TURNOVER_ENDED:
	default:
		return turnover_mixed(kind, one, other);
	}
}
