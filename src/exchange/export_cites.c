#include "exchange/export_cites.h"

#include "etape/geo.h"
#include "etape/i18n.h"

enum {
	CODE,
	NAME,
	COMMUNES,
	DEPARTEMENT,
	REGION,
	REGION_NAME,
	ACADEMIE,
	WAVE,
	LAT,
	LON,
	MEMBER,
	COUNT,
};

static const struct field fields[COUNT] = {
	[CODE] = { .key = "code", .heading = N_("Code"), .kind = FIELD_TEXT },
	[NAME] = { .key = "name", .heading = N_("Cité"), .kind = FIELD_TEXT },
	[COMMUNES] = { .key = "communes", .heading = N_("Communes"), .kind = FIELD_LIST },
	[DEPARTEMENT] = { .key = "departement", .heading = N_("Dép."), .kind = FIELD_TEXT },
	[REGION] = { .key = "region_code", .kind = FIELD_TEXT },
	[REGION_NAME] = { .key = "region_name", .heading = N_("Région"), .kind = FIELD_TEXT },
	[ACADEMIE] = { .key = "academie", .heading = N_("Académie"), .kind = FIELD_TEXT },
	[WAVE] = { .key = "wave", .heading = N_("Label"), .kind = FIELD_INT },
	[LAT] = { .key = "lat", .kind = FIELD_TEXT },
	[LON] = { .key = "lon", .kind = FIELD_TEXT },
	[MEMBER] = { .key = "member", .heading = N_("Member"), .kind = FIELD_BOOL },
};

/* 4990041 to "49.90041"; borrowed until the next two calls. */
static const char *degrees(int32_t e5)
{
	static char texts[2][16];
	static unsigned turn;
	char *text = texts[turn++ % 2];

	geo_format_degrees(text, e5);
	return text;
}

static struct value get(const void *data, size_t i)
{
	const struct cite_row *row = data;
	struct value wave;

	switch (i) {
	case CODE:
		return value_text(row->code);
	case NAME:
		return value_text(row->name);
	case COMMUNES:
		return value_list(row->communes);
	case DEPARTEMENT:
		return value_text(row->departement);
	case REGION:
		return value_text(row->region);
	case REGION_NAME:
		return value_text(row->region_name);
	case ACADEMIE:
		return value_text(row->academie);
	case WAVE:
		wave = value_int(row->wave);
		wave.null = row->wave == 0;
		return wave;
	case LAT:
		return value_text(degrees(row->lat));
	case LON:
		return value_text(degrees(row->lon));
	case MEMBER:
		return value_bool(row->member);
	default:
		bug("no field %zu of a cité", i);
	}
}

const struct record_type export_cite_type = {
	.name = "export_cite",
	.fields = fields,
	.count = COUNT,
	.get = get,
};
