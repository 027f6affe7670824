#include "doc/cii_xml.h"

#include <inttypes.h>
#include <libxml/xmlwriter.h>
#include <stdlib.h>

#include "etape/i18n.h"
#include "etape/str.h"

struct cii_xml {
	xmlBufferPtr buffer;
	xmlTextWriterPtr writer; /* NULL: there was no memory for it */
	bool failed;
};

static const char *const namespaces[][2] = {
	{ "xmlns:rsm", "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" },
	{ "xmlns:ram",
		"urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100" },
	{ "xmlns:qdt", "urn:un:unece:uncefact:data:standard:QualifiedDataType:100" },
	{ "xmlns:udt", "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100" },
};

/* libxml2 gives bytes written, or -1. */
static void cii_check(struct cii_xml *xml, int result)
{
	xml->failed = xml->failed || result < 0;
}

static const xmlChar *cii_bytes(const char *text)
{
	return (const xmlChar *)text;
}

struct cii_xml *cii_xml_begin(void)
{
	struct cii_xml *xml = xcalloc(1, sizeof(*xml));

	xml->buffer = xmlBufferCreate();
	xml->writer = xml->buffer ? xmlNewTextWriterMemory(xml->buffer, 0) : NULL;
	xml->failed = !xml->writer;
	if (xml->failed)
		return xml;
	cii_check(xml, xmlTextWriterSetIndent(xml->writer, 1));
	cii_check(xml, xmlTextWriterStartDocument(xml->writer, NULL, "UTF-8", NULL));
	cii_open(xml, "rsm:CrossIndustryInvoice");
	for (size_t i = 0; i < sizeof(namespaces) / sizeof(namespaces[0]); i++)
		cii_check(xml, xmlTextWriterWriteAttribute(xml->writer, cii_bytes(namespaces[i][0]),
				       cii_bytes(namespaces[i][1])));
	return xml;
}

bool cii_xml_end(struct cii_xml **at, struct output *out, struct err *err)
{
	struct cii_xml *xml = *at;
	bool ok;

	if (!xml->failed)
		cii_check(xml, xmlTextWriterEndDocument(xml->writer));
	xmlFreeTextWriter(xml->writer); /* flushes into the buffer */
	ok = !xml->failed;
	if (ok)
		output_write(out, (const char *)xmlBufferContent(xml->buffer),
			(size_t)xmlBufferLength(xml->buffer));
	else
		err_set(err, ERR_SYSTEM, _("the invoice could not be written as XML"));
	xmlBufferFree(xml->buffer);
	free(xml);
	*at = NULL;
	return ok;
}

void cii_open(struct cii_xml *xml, const char *name)
{
	if (!xml->failed)
		cii_check(xml, xmlTextWriterStartElement(xml->writer, cii_bytes(name)));
}

void cii_close(struct cii_xml *xml)
{
	if (!xml->failed)
		cii_check(xml, xmlTextWriterEndElement(xml->writer));
}

/* XML 1.0 has no characters below the blank but these three. */
static bool cii_allowed(char c)
{
	return (unsigned char)c >= ' ' || c == '\t' || c == '\n' || c == '\r';
}

void cii_coded(struct cii_xml *xml, const char *name, const char *attribute, const char *value,
	const char *text)
{
	struct str clean = STR_INIT;

	for (; text && *text; text++)
		if (cii_allowed(*text))
			str_addc(&clean, *text);
	str_trim(&clean);
	if (clean.len && !xml->failed) {
		cii_open(xml, name);
		if (attribute)
			cii_check(xml, xmlTextWriterWriteAttribute(xml->writer,
					       cii_bytes(attribute), cii_bytes(value)));
		cii_check(xml, xmlTextWriterWriteString(xml->writer, cii_bytes(clean.buf)));
		cii_close(xml);
	}
	str_release(&clean);
}

void cii_text(struct cii_xml *xml, const char *name, const char *text)
{
	cii_coded(xml, name, NULL, NULL, text);
}

void cii_date(struct cii_xml *xml, const char *name, const char *form, day_t day)
{
	struct str text = STR_INIT;
	struct civil date;

	if (day == CIVIL_NONE)
		return;
	date = civil_from_day(day);
	str_addf(&text, "%04d%02d%02d", date.year, date.month, date.day);
	cii_open(xml, name);
	cii_coded(xml, form, "format", "102", text.buf);
	cii_close(xml);
	str_release(&text);
}

void cii_hundredths_coded(struct cii_xml *xml, const char *name, const char *attribute,
	const char *code, int64_t value)
{
	struct str text = STR_INIT;
	const uint64_t size = value < 0 ? -(uint64_t)value : (uint64_t)value;

	str_addf(&text, "%s%" PRIu64 ".%02" PRIu64, value < 0 ? "-" : "", size / 100, size % 100);
	cii_coded(xml, name, attribute, code, text.buf);
	str_release(&text);
}

void cii_hundredths(struct cii_xml *xml, const char *name, int64_t value)
{
	cii_hundredths_coded(xml, name, NULL, NULL, value);
}
