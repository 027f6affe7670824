/* The vocabulary of a Cross Industry Invoice, element by element. */
#ifndef DOC_CII_XML_H
#define DOC_CII_XML_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/money.h"
#include "etape/output.h"

/* An XML text being written. The first failure is kept for cii_xml_end(). */
struct cii_xml;

struct cii_xml *cii_xml_begin(void);
/* Hands the whole to `out` unless a write failed (ERR_SYSTEM). Frees. */
bool cii_xml_end(struct cii_xml **xml, struct output *out, struct err *err);

void cii_open(struct cii_xml *xml, const char *name);
void cii_close(struct cii_xml *xml);

/* An element with a text; none at all when the text is NULL or "". What XML cannot hold (control
 * characters) is left out. */
void cii_text(struct cii_xml *xml, const char *name, const char *text);
/* The same with one attribute. */
void cii_coded(struct cii_xml *xml, const char *name, const char *attribute, const char *value,
	const char *text);
/* The element `name` around a date as 20260214; nothing for CIVIL_NONE. `form`: the date's own
 * element, udt: or qdt:. */
void cii_date(struct cii_xml *xml, const char *name, const char *form, day_t day);
/* Hundredths as "150.00": cents, percentages, quantities. */
void cii_hundredths(struct cii_xml *xml, const char *name, int64_t value);
void cii_hundredths_coded(struct cii_xml *xml, const char *name, const char *attribute,
	const char *code, int64_t value);

#endif
