/* Structures: the organisations that people work for. */
#ifndef ETAPE_STRUCTURE_H
#define ETAPE_STRUCTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/db.h"
#include "etape/page.h"
#include "etape/record.h"
#include "etape/vocabulary.h"

/* Texts are owned; NULL and "" both mean nothing. */
struct structure {
	int64_t id;  /* 0: not saved yet */
	int64_t rev; /* revision read, against lost updates */
	char *name;
	enum structure_kind kind;
	int64_t cite;	/* territory it belongs to, 0 when none */
	int64_t parent; /* inter-communal body or other head, 0 when none */
	char *siret;
	char *address;
	char *postcode;
	char *town;
	char *email;
	char *phone;
	char *note;
	char *service_code; /* of who pays, on an invoice; 100 bytes at most */
	int requires;	    /* enum payer_requires: what an invoice to it must have; ANY: not known */
	char *vat_number;
	int64_t payer; /* who pays for it, 0: itself */
};

struct structure_row {
	int64_t id;
	const char *key; /* order: folded name */
	const char *name;
	enum structure_kind kind;
	int64_t cite_id; /* 0 when none */
	const char *cite_code;
	const char *cite;   /* name */
	int64_t parent_id;  /* 0 when none */
	const char *parent; /* name */
	const char *siret;
	const char *address;
	const char *postcode;
	const char *town;
	const char *email;
	const char *phone;
	const char *service_code;
	int requires; /* enum payer_requires or ANY */
	const char *vat_number;
	int64_t payer_id;  /* 0 when itself */
	const char *payer; /* name */
	int64_t people; /* people who work there */
};

struct structure_filter {
	int kind;	  /* enum structure_kind or ANY */
	unsigned kinds;	  /* one of these: 1u << enum structure_kind; 0 for all */
	int64_t cite;	  /* 0 for all */
	const char *text; /* words that begin words of name or town; NULL for all */
};
#define STRUCTURE_FILTER_ALL ((struct structure_filter){.kind = ANY})

typedef bool (*structure_row_fn)(void *arg, const struct structure_row *row);

/* Rows: struct structure_row. The first for screens; the second has the canonical
 * CSV headings name,kind,cite,parent,siret,address,postcode,town,email,phone,
 * service_code,requires,vat_number,payer. */
extern const struct record_type structure_type;
extern const struct record_type structure_csv_type;

void structure_init(struct structure *s); /* kind: association */
void structure_release(struct structure *s);
bool structure_get(struct db *db, int64_t id, struct structure *s, struct err *err);

/* Adds (id 0) or changes; on success .id and .rev are those saved. ERR_INVALID says
 * which field; ERR_STALE when another saved it since .rev (screens then show both). */
bool structure_save(struct db *db, struct structure *s, struct err *err);

/* Refuses (ERR_REFUSED) while anything refers to it, and says what. */
bool structure_delete(struct db *db, int64_t id, struct err *err);

/* The structure whose folded name is that of `name`, preferring those of `cite`
 * (0: any); *id is 0 when there is none. ERR_AMBIGUOUS when several remain. */
bool structure_find(
	struct db *db, const char *name, int64_t cite, int64_t *id, struct err *err);
/* By id or name; ERR_NOT_FOUND, ERR_AMBIGUOUS. */
bool structure_resolve(struct db *db, const char *text, int64_t *id, struct err *err);

/* In order of folded name. See page.h. For completion while typing, see find.h. */
bool structure_page(struct db *db, const struct structure_filter *filter,
	const struct page *page, structure_row_fn each, void *arg, struct err *err);
bool structure_count(
	struct db *db, const struct structure_filter *filter, int64_t *count, struct err *err);
struct structure_row *structure_row_dup(const struct structure_row *row);

#endif
