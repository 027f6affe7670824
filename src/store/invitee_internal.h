/* The people that an audience means, in SQL: for whoever lists or counts them. */
#ifndef STORE_INVITEE_INTERNAL_H
#define STORE_INVITEE_INTERNAL_H

/* Whoever holds several posts is invited once: as CPO, else by the first of the troïka, in the first
 * cité by name. */
#define INVITEE_MEANT                                                                            \
	"WITH held AS (SELECT m.person AS person, m.cite AS cite, m.role AS role, row_number() OVER" \
	" (PARTITION BY m.person ORDER BY " INVITEE_RANK ", c.fold, m.id) AS place"                \
	" FROM audience a JOIN event e ON e.id = a.event"                                         \
	" JOIN mandate m ON (a.role IS NULL OR m.role = a.role) AND (a.cite IS NULL OR m.cite = a.cite)" \
	" AND (m.valid_from IS NULL OR m.valid_from <= e.first_day)"                              \
	" AND (m.valid_to IS NULL OR m.valid_to >= e.first_day)"                                  \
	" JOIN cite c ON c.id = m.cite AND (a.departement IS NULL OR c.departement = a.departement)" \
	" AND (a.region IS NULL OR c.region = a.region) WHERE a.event = :event),"                 \
	" meant AS (SELECT h.person, h.cite, h.role, r.status AS status FROM held h"              \
	" LEFT JOIN registration r ON r.event = :event AND r.person = h.person WHERE h.place = 1)"
#define INVITEE_RANK                                                                             \
	"CASE m.role WHEN 'cpo' THEN 0 WHEN 'copilote_collectivite' THEN 1"                       \
	" WHEN 'copilote_prefecture' THEN 2 WHEN 'copilote_academie' THEN 3"                      \
	" WHEN 'copilote_autre' THEN 4 ELSE 5 END"

#endif
