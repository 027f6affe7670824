/* The only place of core where floating point is allowed: projecting. Formulas of
 * IGN's note NT/G 71 for Lambert conformal conic, on the GRS80 ellipsoid. */
#include "etape/geo.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define SEMI_MAJOR   6378137.0		 /* metres */
#define ECCENTRICITY 0.08181919104281579 /* GRS80 */

/* Lambert-93's constants: exponent, radius constant, origin of the parallels. */
#define L93_N	    0.7256077650532670
#define L93_C	    11754255.426096
#define L93_YS	    12655612.049876
#define L93_X0	    700000.0
#define L93_LON0_E5 300000

static double radians(int64_t e5)
{
	return (double)e5 * (M_PI / 180.0 / 1e5);
}

/* The ellipsoid's latitude as Mercator's ordinate. */
static double isometric(double lat)
{
	double s = ECCENTRICITY * sin(lat);

	return log(tan(M_PI / 4 + lat / 2) * pow((1 - s) / (1 + s), ECCENTRICITY / 2));
}

/* Poles and beyond have no ordinate. */
static int32_t within_poles(int32_t lat_e5)
{
	if (lat_e5 > 8900000)
		return 8900000;
	return lat_e5 < -8900000 ? -8900000 : lat_e5;
}

static int32_t metres(double v)
{
	if (!(v > -2e9 && v < 2e9))
		return v > 0 ? INT32_MAX : INT32_MIN;
	return (int32_t)lround(v);
}

struct geo_point geo_lambert93(int32_t lat_e5, int32_t lon_e5)
{
	double r = L93_C * exp(-L93_N * isometric(radians(within_poles(lat_e5))));
	double angle = L93_N * radians((int64_t)lon_e5 - L93_LON0_E5);

	return (struct geo_point){
		.x = metres(L93_X0 + r * sin(angle)),
		.y = metres(L93_YS - r * cos(angle)),
	};
}

/* Mercator's, true to scale at the centre's latitude. */
struct geo_point geo_local(int32_t lat_e5, int32_t lon_e5, int32_t lat0_e5, int32_t lon0_e5)
{
	double lat0 = radians(within_poles(lat0_e5)), s = ECCENTRICITY * sin(lat0);
	double scale = SEMI_MAJOR * cos(lat0) / sqrt(1 - s * s);

	return (struct geo_point){
		.x = metres(scale * radians((int64_t)lon_e5 - lon0_e5)),
		.y = metres(
			scale * (isometric(radians(within_poles(lat_e5))) - isometric(lat0))),
	};
}

bool geo_is_metropolitan(const char *departement)
{
	if (!departement || strlen(departement) != 2 || departement[0] < '0' ||
		departement[0] > '9')
		return false;
	if (departement[0] == '2' && strchr("ABab", departement[1]))
		return true;
	if (departement[1] < '0' || departement[1] > '9')
		return false;
	int number = (departement[0] - '0') * 10 + (departement[1] - '0');
	return number >= 1 && number <= 95 && number != 20;
}

bool geo_parse_degrees(const char *text, int32_t *e5)
{
	bool minus = *text == '-';
	const char *s = text + (*text == '-' || *text == '+');
	size_t whole = strspn(s, "0123456789");
	const char *tail = s + whole;
	int32_t value = 0;

	if (whole == 0 || whole > 3)
		return false;
	for (size_t i = 0; i < whole; i++)
		value = value * 10 + (s[i] - '0');
	if (*tail == '.' || *tail == ',')
		tail++;
	for (int i = 0; i < 5; i++) {
		bool digit = *tail >= '0' && *tail <= '9';

		value = value * 10 + (digit ? *tail - '0' : 0);
		tail += digit ? 1 : 0;
	}
	tail += strspn(tail, "0123456789");
	*e5 = minus ? -value : value;
	return *tail == '\0' && value <= 18000000;
}

void geo_format_degrees(char out[16], int32_t e5)
{
	int32_t whole = e5 < 0 ? -e5 : e5;

	snprintf(out, 16, "%s%d.%05d", e5 < 0 ? "-" : "", whole / 100000, whole % 100000);
}
