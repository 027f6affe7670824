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
	{ .cp = 0x00A1, .text = "!" },	 /* ¡ */
	{ .cp = 0x00A2, .text = "c" },	 /* ¢ */
	{ .cp = 0x00A3, .text = "GBP" }, /* £ */
	{ .cp = 0x00A5, .text = "JPY" }, /* ¥ */
	{ .cp = 0x00A6, .text = "|" },	 /* ¦ */
	{ .cp = 0x00A7, .text = "S" },	 /* § */
	{ .cp = 0x00A9, .text = "(c)" }, /* © */
	{ .cp = 0x00AB, .text = "\"" },	 /* « */
	{ .cp = 0x00AC, .text = "-" },	 /* ¬ */
	{ .cp = 0x00AE, .text = "(r)" }, /* ® */
	{ .cp = 0x00AF, .text = "-" },	 /* ¯ */
	{ .cp = 0x00B0, .text = "o" },	 /* °: n° 5 reads no 5 */
	{ .cp = 0x00B1, .text = "+/-" }, /* ± */
	{ .cp = 0x00B4, .text = "'" },	 /* ´ */
	{ .cp = 0x00B5, .text = "u" },	 /* µ */
	{ .cp = 0x00B6, .text = "P" },	 /* ¶ */
	{ .cp = 0x00B7, .text = "." },	 /* · */
	{ .cp = 0x00B8, .text = "," },	 /* ¸ */
	{ .cp = 0x00BB, .text = "\"" },	 /* » */
	{ .cp = 0x00BF, .text = "?" },	 /* ¿ */
	{ .cp = 0x00C6, .text = "AE" },	 /* Æ */
	{ .cp = 0x00D0, .text = "D" },	 /* Ð */
	{ .cp = 0x00D7, .text = "x" },	 /* × */
	{ .cp = 0x00D8, .text = "O" },	 /* Ø */
	{ .cp = 0x00DE, .text = "Th" },	 /* Þ */
	{ .cp = 0x00DF, .text = "ss" },	 /* ß */
	{ .cp = 0x00E6, .text = "ae" },	 /* æ */
	{ .cp = 0x00F0, .text = "d" },	 /* ð */
	{ .cp = 0x00F7, .text = "/" },	 /* ÷ */
	{ .cp = 0x00F8, .text = "o" },	 /* ø */
	{ .cp = 0x00FE, .text = "th" },	 /* þ */
	{ .cp = 0x0110, .text = "D" },	 /* Đ */
	{ .cp = 0x0111, .text = "d" },	 /* đ */
	{ .cp = 0x0126, .text = "H" },	 /* Ħ */
	{ .cp = 0x0127, .text = "h" },	 /* ħ */
	{ .cp = 0x0131, .text = "i" },	 /* ı */
	{ .cp = 0x0141, .text = "L" },	 /* Ł */
	{ .cp = 0x0142, .text = "l" },	 /* ł */
	{ .cp = 0x014A, .text = "N" },	 /* Ŋ */
	{ .cp = 0x014B, .text = "n" },	 /* ŋ */
	{ .cp = 0x0152, .text = "OE" },	 /* Œ */
	{ .cp = 0x0153, .text = "oe" },	 /* œ */
	{ .cp = 0x0192, .text = "f" },	 /* ƒ */
	{ .cp = 0x02B9, .text = "'" },	 /* ʹ */
	{ .cp = 0x02BB, .text = "'" },	 /* ʻ */
	{ .cp = 0x02BC, .text = "'" },	 /* ʼ */
	{ .cp = 0x02C6, .text = "^" },	 /* ˆ */
	{ .cp = 0x02DC, .text = "~" },	 /* ˜ */
	{ .cp = 0x1E9E, .text = "SS" },	 /* ẞ */
	{ .cp = 0x2010, .text = "-" },	 /* ‐ */
	{ .cp = 0x2011, .text = "-" },
	{ .cp = 0x2012, .text = "-" },	   /* ‒ */
	{ .cp = 0x2013, .text = "-" },	   /* – */
	{ .cp = 0x2014, .text = "-" },	   /* — */
	{ .cp = 0x2015, .text = "-" },	   /* ― */
	{ .cp = 0x2018, .text = "'" },	   /* ‘ */
	{ .cp = 0x2019, .text = "'" },	   /* ’ */
	{ .cp = 0x201A, .text = "," },	   /* ‚ */
	{ .cp = 0x201B, .text = "'" },	   /* ‛ */
	{ .cp = 0x201C, .text = "\"" },	   /* “ */
	{ .cp = 0x201D, .text = "\"" },	   /* ” */
	{ .cp = 0x201E, .text = "\"" },	   /* „ */
	{ .cp = 0x201F, .text = "\"" },	   /* ‟ */
	{ .cp = 0x2020, .text = "+" },	   /* † */
	{ .cp = 0x2021, .text = "+" },	   /* ‡ */
	{ .cp = 0x2022, .text = "*" },	   /* • */
	{ .cp = 0x2023, .text = ">" },	   /* ‣ */
	{ .cp = 0x2030, .text = "o/oo" },  /* ‰ */
	{ .cp = 0x2032, .text = "'" },	   /* ′ */
	{ .cp = 0x2033, .text = "\"" },	   /* ″ */
	{ .cp = 0x2039, .text = "<" },	   /* ‹ */
	{ .cp = 0x203A, .text = ">" },	   /* › */
	{ .cp = 0x2044, .text = "/" },	   /* ⁄ */
	{ .cp = 0x20AC, .text = "EUR" },   /* € */
	{ .cp = 0x2190, .text = "<" },	   /* ← */
	{ .cp = 0x2191, .text = "^" },	   /* ↑ */
	{ .cp = 0x2192, .text = ">" },	   /* → */
	{ .cp = 0x2193, .text = "v" },	   /* ↓ */
	{ .cp = 0x21B5, .text = "Enter" }, /* ↵ */
	{ .cp = 0x21D2, .text = ">" },	   /* ⇒ */
	{ .cp = 0x2212, .text = "-" },	   /* − */
	{ .cp = 0x2217, .text = "*" },	   /* ∗ */
	{ .cp = 0x2248, .text = "~" },	   /* ≈ */
	{ .cp = 0x2260, .text = "!=" },	   /* ≠ */
	{ .cp = 0x2264, .text = "<=" },	   /* ≤ */
	{ .cp = 0x2265, .text = ">=" },	   /* ≥ */
	{ .cp = 0x23CE, .text = "Enter" }, /* ⏎ */
	{ .cp = 0x25A0, .text = "#" },	   /* ■ */
	{ .cp = 0x25A1, .text = "." },	   /* □ */
	{ .cp = 0x25AA, .text = "*" },	   /* ▪ */
	{ .cp = 0x25B2, .text = "^" },	   /* ▲ */
	{ .cp = 0x25B4, .text = "^" },	   /* ▴ */
	{ .cp = 0x25B6, .text = ">" },	   /* ▶ */
	{ .cp = 0x25B8, .text = ">" },	   /* ▸ */
	{ .cp = 0x25BA, .text = ">" },	   /* ► */
	{ .cp = 0x25BC, .text = "v" },	   /* ▼ */
	{ .cp = 0x25BE, .text = "v" },	   /* ▾ */
	{ .cp = 0x25C0, .text = "<" },	   /* ◀ */
	{ .cp = 0x25C2, .text = "<" },	   /* ◂ */
	{ .cp = 0x25C6, .text = "*" },	   /* ◆ */
	{ .cp = 0x25C7, .text = "o" },	   /* ◇ */
	{ .cp = 0x25CB, .text = "o" },	   /* ○ */
	{ .cp = 0x25CC, .text = "o" },	   /* ◌ */
	{ .cp = 0x25CF, .text = "*" },	   /* ● */
	{ .cp = 0x25D0, .text = "+" },	   /* ◐ */
	{ .cp = 0x25D1, .text = "+" },	   /* ◑ */
	{ .cp = 0x25D2, .text = "+" },	   /* ◒ */
	{ .cp = 0x25D3, .text = "+" },	   /* ◓ */
	{ .cp = 0x2605, .text = "*" },	   /* ★ */
	{ .cp = 0x2606, .text = "*" },	   /* ☆ */
	{ .cp = 0x2713, .text = "v" },	   /* ✓ */
	{ .cp = 0x2714, .text = "v" },	   /* ✔ */
	{ .cp = 0x2715, .text = "x" },	   /* ✕ */
	{ .cp = 0x2716, .text = "x" },	   /* ✖ */
	{ .cp = 0x2717, .text = "x" },	   /* ✗ */
	{ .cp = 0x2718, .text = "x" },	   /* ✘ */
	{ .cp = 0xFF5E, .text = "~" },
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
