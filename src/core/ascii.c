#include "core/ascii.h"

#include <stddef.h>
#include <stdlib.h>
#include <utf8proc.h>

struct pair {
	uint32_t cp;	  /* character */
	const char *text; /* what stands for it; lines and glyphs keep their one column */
};

/* Sorted by code point. What decomposes to ASCII (é, ², ﬁ, no-break spaces) need not be here.
 */
static const struct pair pairs[] = {
	{ 0x00A1, "!" },   /* ¡ */
	{ 0x00A2, "c" },   /* ¢ */
	{ 0x00A3, "GBP" }, /* £ */
	{ 0x00A5, "JPY" }, /* ¥ */
	{ 0x00A6, "|" },   /* ¦ */
	{ 0x00A7, "S" },   /* § */
	{ 0x00A9, "(c)" }, /* © */
	{ 0x00AB, "\"" },  /* « */
	{ 0x00AC, "-" },   /* ¬ */
	{ 0x00AE, "(r)" }, /* ® */
	{ 0x00AF, "-" },   /* ¯ */
	{ 0x00B0, "o" },   /* °: n° 5 reads no 5 */
	{ 0x00B1, "+/-" }, /* ± */
	{ 0x00B4, "'" },   /* ´ */
	{ 0x00B5, "u" },   /* µ */
	{ 0x00B6, "P" },   /* ¶ */
	{ 0x00B7, "." },   /* · */
	{ 0x00B8, "," },   /* ¸ */
	{ 0x00BB, "\"" },  /* » */
	{ 0x00BF, "?" },   /* ¿ */
	{ 0x00C6, "AE" },  /* Æ */
	{ 0x00D0, "D" },   /* Ð */
	{ 0x00D7, "x" },   /* × */
	{ 0x00D8, "O" },   /* Ø */
	{ 0x00DE, "Th" },  /* Þ */
	{ 0x00DF, "ss" },  /* ß */
	{ 0x00E6, "ae" },  /* æ */
	{ 0x00F0, "d" },   /* ð */
	{ 0x00F7, "/" },   /* ÷ */
	{ 0x00F8, "o" },   /* ø */
	{ 0x00FE, "th" },  /* þ */
	{ 0x0110, "D" },   /* Đ */
	{ 0x0111, "d" },   /* đ */
	{ 0x0126, "H" },   /* Ħ */
	{ 0x0127, "h" },   /* ħ */
	{ 0x0131, "i" },   /* ı */
	{ 0x0141, "L" },   /* Ł */
	{ 0x0142, "l" },   /* ł */
	{ 0x014A, "N" },   /* Ŋ */
	{ 0x014B, "n" },   /* ŋ */
	{ 0x0152, "OE" },  /* Œ */
	{ 0x0153, "oe" },  /* œ */
	{ 0x0192, "f" },   /* ƒ */
	{ 0x02B9, "'" },   /* ʹ */
	{ 0x02BB, "'" },   /* ʻ */
	{ 0x02BC, "'" },   /* ʼ */
	{ 0x02C6, "^" },   /* ˆ */
	{ 0x02DC, "~" },   /* ˜ */
	{ 0x1E9E, "SS" },  /* ẞ */
	{ 0x2010, "-" },   /* ‐ */
	{ 0x2011, "-" },
	{ 0x2012, "-" },     /* ‒ */
	{ 0x2013, "-" },     /* – */
	{ 0x2014, "-" },     /* — */
	{ 0x2015, "-" },     /* ― */
	{ 0x2018, "'" },     /* ‘ */
	{ 0x2019, "'" },     /* ’ */
	{ 0x201A, "," },     /* ‚ */
	{ 0x201B, "'" },     /* ‛ */
	{ 0x201C, "\"" },    /* “ */
	{ 0x201D, "\"" },    /* ” */
	{ 0x201E, "\"" },    /* „ */
	{ 0x201F, "\"" },    /* ‟ */
	{ 0x2020, "+" },     /* † */
	{ 0x2021, "+" },     /* ‡ */
	{ 0x2022, "*" },     /* • */
	{ 0x2023, ">" },     /* ‣ */
	{ 0x2030, "o/oo" },  /* ‰ */
	{ 0x2032, "'" },     /* ′ */
	{ 0x2033, "\"" },    /* ″ */
	{ 0x2039, "<" },     /* ‹ */
	{ 0x203A, ">" },     /* › */
	{ 0x2044, "/" },     /* ⁄ */
	{ 0x20AC, "EUR" },   /* € */
	{ 0x2190, "<" },     /* ← */
	{ 0x2191, "^" },     /* ↑ */
	{ 0x2192, ">" },     /* → */
	{ 0x2193, "v" },     /* ↓ */
	{ 0x21B5, "Enter" }, /* ↵ */
	{ 0x21D2, ">" },     /* ⇒ */
	{ 0x2212, "-" },     /* − */
	{ 0x2217, "*" },     /* ∗ */
	{ 0x2248, "~" },     /* ≈ */
	{ 0x2260, "!=" },    /* ≠ */
	{ 0x2264, "<=" },    /* ≤ */
	{ 0x2265, ">=" },    /* ≥ */
	{ 0x23CE, "Enter" }, /* ⏎ */
	{ 0x25A0, "#" },     /* ■ */
	{ 0x25A1, "." },     /* □ */
	{ 0x25AA, "*" },     /* ▪ */
	{ 0x25B2, "^" },     /* ▲ */
	{ 0x25B4, "^" },     /* ▴ */
	{ 0x25B6, ">" },     /* ▶ */
	{ 0x25B8, ">" },     /* ▸ */
	{ 0x25BA, ">" },     /* ► */
	{ 0x25BC, "v" },     /* ▼ */
	{ 0x25BE, "v" },     /* ▾ */
	{ 0x25C0, "<" },     /* ◀ */
	{ 0x25C2, "<" },     /* ◂ */
	{ 0x25C6, "*" },     /* ◆ */
	{ 0x25C7, "o" },     /* ◇ */
	{ 0x25CB, "o" },     /* ○ */
	{ 0x25CC, "o" },     /* ◌ */
	{ 0x25CF, "*" },     /* ● */
	{ 0x25D0, "+" },     /* ◐ */
	{ 0x25D1, "+" },     /* ◑ */
	{ 0x25D2, "+" },     /* ◒ */
	{ 0x25D3, "+" },     /* ◓ */
	{ 0x2605, "*" },     /* ★ */
	{ 0x2606, "*" },     /* ☆ */
	{ 0x2713, "v" },     /* ✓ */
	{ 0x2714, "v" },     /* ✔ */
	{ 0x2715, "x" },     /* ✕ */
	{ 0x2716, "x" },     /* ✖ */
	{ 0x2717, "x" },     /* ✗ */
	{ 0x2718, "x" },     /* ✘ */
	{ 0xFF5E, "~" },
};

static int compare_pair(const void *key, const void *element)
{
	uint32_t cp = *(const uint32_t *)key;
	const struct pair *pair = element;

	return cp < pair->cp ? -1 : cp > pair->cp;
}

/* U+2500 to U+257F: horizontal lines to -, vertical ones to |, all that meet to +. */
static char box(uint32_t cp)
{
	switch (cp) {
	case 0x2500:
	case 0x2501:
	case 0x2504:
	case 0x2505:
	case 0x2508:
	case 0x2509:
	case 0x254C:
	case 0x254D:
	case 0x2574:
	case 0x2576:
	case 0x2578:
	case 0x257A:
	case 0x257C:
	case 0x257E:
		return '-';
	case 0x2550:
		return '=';
	case 0x2502:
	case 0x2503:
	case 0x2506:
	case 0x2507:
	case 0x250A:
	case 0x250B:
	case 0x254E:
	case 0x254F:
	case 0x2551:
	case 0x2575:
	case 0x2577:
	case 0x2579:
	case 0x257B:
	case 0x257D:
	case 0x257F:
		return '|';
	case 0x2571:
		return '/';
	case 0x2572:
		return '\\';
	case 0x2573:
		return 'X';
	default:
		return '+';
	}
}

/* Blocks and braille, for which no single text is right but one column is. */
static char block(uint32_t cp)
{
	if (cp >= 0x2800) /* braille: the blank one, else a dot */
		return cp == 0x2800 ? ' ' : '.';
	if (cp == 0x2591) /* light shade, the empty part of a bar */
		return '.';
	return cp == 0x258F || cp == 0x2595 ? '|' : '#';
}

static bool add_decomposed(struct str *out, uint32_t cp)
{
	utf8proc_int32_t part[32];
	int boundary = 0;
	size_t before = out->len;
	utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)cp, part, 32,
		UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK, &boundary);

	for (utf8proc_ssize_t i = 0; i < n && i < 32; i++) {
		if (part[i] < ' ' || part[i] >= 0x7F) {
			if (part[i] != 0x2044) { /* the bar of ½ */
				str_truncate(out, before);
				return false;
			}
			part[i] = '/';
		}
		str_addc(out, (char)part[i]);
	}
	return n > 0 && n <= 32;
}

void ascii_add(struct str *out, uint32_t cp)
{
	const struct pair *found;
	utf8proc_category_t category;

	if (cp >= 0x2500 && cp <= 0x257F) {
		str_addc(out, box(cp));
		return;
	}
	if ((cp >= 0x2580 && cp <= 0x259F) || (cp >= 0x2800 && cp <= 0x28FF)) {
		str_addc(out, block(cp));
		return;
	}
	found = bsearch(&cp, pairs, sizeof pairs / sizeof *pairs, sizeof *pairs, compare_pair);
	if (found) {
		str_add(out, found->text);
		return;
	}
	category = utf8proc_category((utf8proc_int32_t)cp);
	if (category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME)
		return;
	if (category == UTF8PROC_CATEGORY_ZS)
		str_addc(out, ' ');
	else if (!add_decomposed(out, cp))
		str_addc(out, '?');
}
