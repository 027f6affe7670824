/* Reference data that `etape init` installs and screens draw: communes, centres,
 * school holidays. Cités are in cite.h, tariffs in tariff.h. */
#ifndef ETAPE_REFERENCE_H
#define ETAPE_REFERENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"

struct commune {
	const char *insee;
	const char *name;
	const char *departement; /* INSEE code */
	int32_t lat;		 /* 1e-5 degrees */
	int32_t lon;		 /* 1e-5 degrees */
	int64_t population;	 /* -1: not known */
};

struct crpv {
	int64_t id; /* ignored when adding */
	const char *code;
	const char *name;
	const char *short_name;
	const char *regions;	  /* INSEE codes, separated by ; */
	const char *departements; /* where smaller than the region, separated by ; */
	const char *source;
	const char *note;
};

struct school_holiday {
	char zone; /* 'A', 'B' or 'C' */
	const char *name;
	day_t first;
	day_t last; /* included */
};

/* Each adds a row or replaces the one of the same key (insee; code; zone and first day). */
bool reference_add_commune(struct db *db, const struct commune *c, struct err *err);
bool reference_add_crpv(struct db *db, const struct crpv *c, struct err *err);
bool reference_add_school_holiday(
	struct db *db, const struct school_holiday *h, struct err *err);

/* Listings: see page.h. Communes in order of falling population, of one département or all
 * (NULL). */
bool reference_communes(struct db *db, const char *departement,
	bool (*each)(void *arg, const struct commune *c), void *arg, struct err *err);
bool reference_crpvs(struct db *db, bool (*each)(void *arg, const struct crpv *c), void *arg,
	struct err *err);
/* Holidays that touch first..last, in order. */
bool reference_school_holidays(struct db *db, day_t first, day_t last,
	bool (*each)(void *arg, const struct school_holiday *h), void *arg, struct err *err);

/* A commune's INSEE code by its name (whatever case and accents), the most populous
 * of homonyms. `insee` has room for 6 bytes. ERR_NOT_FOUND. */
bool reference_find_commune(struct db *db, const char *name, char insee[6], struct err *err);

/* Named settings of the centre, kept in the database. NULL or absent: none; the result is
 * owned. */
bool setting_get(struct db *db, const char *name, char **value, struct err *err);
bool setting_set(struct db *db, const char *name, const char *value, struct err *err);

#endif
