/* Letting in: what walk-ins, newcomers and substitutions share. */
#ifndef STORE_ADMISSION_INTERNAL_H
#define STORE_ADMISSION_INTERNAL_H

#include "etape/admission.h"

enum admission_flags {
	ADMISSION_RECOGNISE = 1u << 0,	  /* look who it may be already (admission_recognise()) */
	ADMISSION_SESSION_ONLY = 1u << 1, /* of somebody registered: nobody else is let in */
};

/* admission_newcomer(); without ADMISSION_RECOGNISE somebody whose id is 0 is added. */
bool admission_let_in(struct db *db, const struct newcomer *n, unsigned flags,
	struct checkin_answer *a, struct err *err);

#endif
