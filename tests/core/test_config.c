/* etape.ini, and where things are. */
#include "core_test.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "etape/config.h"

/* A folder of one's own, and a file in it. */
struct place {
	char folder[64];
	struct str file;
};

static int setup(void **state)
{
	struct place *p = xcalloc(1, sizeof *p);

	strcpy(p->folder, "/tmp/etape-test-XXXXXX");
	if (!mkdtemp(p->folder))
		return -1;
	str_init(&p->file);
	str_addf(&p->file, "%s/etape.ini", p->folder);
	setenv("HOME", p->folder, 1);
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("XDG_DATA_HOME");
	unsetenv("ETAPE_CONFIG");
	unsetenv("ETAPE_SHARE");
	*state = p;
	return 0;
}

static int teardown(void **state)
{
	struct place *p = *state;
	struct str command = STR_INIT;
	int status;

	str_addf(&command, "rm -rf '%s'", p->folder);
	status = system(command.buf);
	str_release(&command);
	str_release(&p->file);
	free(p);
	return status;
}

static void write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "we");

	if (!f)
		fail_msg("cannot write '%s'", path);
	fputs(text, f);
	fclose(f);
}

static void has_defaults(void **state)
{
	struct config c;

	(void)state;
	assert_true(config_load(&c, NULL, NULL));
	assert_null(c.lang);
	assert_string_equal(c.zone, "Europe/Paris");
	assert_string_equal(c.region, "32");
	assert_null(c.desk);
	assert_string_equal(c.theme, "auto");
	assert_string_equal(c.currency, "EUR");
	assert_null(c.tour_cycle);
	assert_null(c.export_dir);
	assert_int_equal(c.busy_timeout_ms, 5000);
	assert_int_equal(c.unicode, -1);
	assert_true(c.bell);
	assert_int_equal(c.rings[OUTCOME_PRESENT], 0);
	assert_int_equal(c.rings[OUTCOME_LEFT], 0);
	assert_int_equal(c.rings[OUTCOME_ALREADY], 1);
	assert_int_equal(c.rings[OUTCOME_FULL], 1);
	assert_true(c.mouse);
	assert_false(c.wide_ambiguous);
	assert_int_equal(c.key_count, 0);
	config_release(&c);
	config_release(&c); /* twice is harmless */
}

static const char full[] = "# comment\n"
			   "[general]\n"
			   "lang = en\n"
			   "zone=America/Cayenne\n"
			   "Region = 03 ; Guyane\n"
			   "desk = \"accueil 2; entrée\"\n"
			   "bell = non\n"
			   "\n"
			   "[bell]\n"
			   "present = 1\n"
			   "other_event = 3\n"
			   "[TOUR]\n"
			   "cycle = Tour 2026\n"
			   "[fees]\n"
			   "currency = EUR\n"
			   "[screen]\n"
			   "theme = mono\n"
			   "clipboard = file\n"
			   "mouse = no\n"
			   "unicode = yes\n"
			   "ambiguous = wide\n"
			   "[database]\n"
			   "busy_timeout_ms = 250\n"
			   "[export]\n"
			   "folder = ~/exports\n"
			   "[keys]\n"
			   "event.new = N\n"
			   "Find.Open = ^K\n"
			   "odd = \";\"\n"
			   "quote = '\"'\n"
			   "none =\n";

static void reads_everything(void **state)
{
	struct place *p = *state;
	struct config c;
	struct err err = ERR_INIT;
	struct str exports = STR_INIT;

	write_file(p->file.buf, full);
	if (!config_load(&c, p->file.buf, &err))
		fail_msg("%s", err.message);
	assert_string_equal(c.lang, "en");
	assert_string_equal(c.zone, "America/Cayenne");
	assert_string_equal(c.region, "03");
	assert_string_equal(c.desk, "accueil 2; entrée");
	assert_false(c.bell);
	assert_int_equal(c.rings[OUTCOME_PRESENT], 1);
	assert_int_equal(c.rings[OUTCOME_OTHER_EVENT], 3);
	assert_int_equal(c.rings[OUTCOME_UNKNOWN], 1);
	assert_string_equal(c.tour_cycle, "Tour 2026");
	assert_string_equal(c.theme, "mono");
	assert_int_equal(c.clipboard, CLIPBOARD_FILE);
	assert_false(c.mouse);
	assert_int_equal(c.unicode, 1);
	assert_true(c.wide_ambiguous);
	assert_int_equal(c.busy_timeout_ms, 250);
	str_addf(&exports, "%s/exports", p->folder);
	assert_string_equal(c.export_dir, exports.buf);
	static const char *const keys[][2] = { { "event.new", "N" }, { "find.open", "^K" },
		{ "odd", ";" }, { "quote", "\"" }, { "none", "" } };
	assert_int_equal(c.key_count, COUNT(keys));
	for (size_t i = 0; i < COUNT(keys); i++) {
		assert_string_equal(c.keys[i].name, keys[i][0]);
		assert_string_equal(c.keys[i].value, keys[i][1]);
	}
	config_release(&c);
	str_release(&exports);
}

static void names_file_line_and_key(void **state)
{
	static const struct {
		const char *text;
		const char *message; /* behind the file's name */
	} table[] = {
		{ "# c\n\n[screen]\nmouse = yes\ntheme = blue\n",
			": line 5: key 'screen.theme': expected auto, dark, light or mono" },
		{ "[screen]\nTheme = Dark\n",
			": line 2: key 'screen.theme': expected auto, dark, light or mono" },
		{ "[screen]\ntheme = dark\ntheme = x\n",
			": line 3: key 'screen.theme': expected auto, dark, light or mono" },
		{ "[screen]\ntheme =\n",
			": line 2: key 'screen.theme': expected auto, dark, light or mono" },
		{ "[screen]\nmouse = perhaps\n",
			": line 2: key 'screen.mouse': expected yes or no" },
		{ "[screen]\nunicode = 2\n",
			": line 2: key 'screen.unicode': expected auto, yes or no" },
		{ "[screen]\nambiguous = 2\n",
			": line 2: key 'screen.ambiguous': expected narrow or wide" },
		{ "[general]\nlang = de\n", ": line 2: key 'general.lang': expected fr or en" },
		{ "[general]\nzone = Europe/Lille\n", ": line 2: key 'general.zone': expected "
						      "a time zone such as Europe/Paris" },
		{ "[general]\nregion = 22\n", ": line 2: key 'general.region': expected the "
					      "INSEE code of a region, such as 32" },
		{ "[general]\nbell = 2\n", ": line 2: key 'general.bell': expected yes or no" },
		{ "[general]\ndesk =\n",
			": line 2: key 'general.desk': expected a name of 1 to 60 bytes" },
		{ "[fees]\ncurrency = USD\n", ": line 2: key 'fees.currency': expected EUR" },
		{ "[database]\nbusy_timeout_ms = -1\n",
			": line 2: key 'database.busy_timeout_ms': expected milliseconds, from "
			"0 to 600000" },
		{ "[database]\nbusy_timeout_ms = 5s\n",
			": line 2: key 'database.busy_timeout_ms': expected milliseconds, from "
			"0 to 600000" },
		{ "[database]\nbusy_timeout_ms = 99999999999999999999\n",
			": line 2: key 'database.busy_timeout_ms': expected milliseconds, from "
			"0 to 600000" },
		{ "[bell]\nalready = 10\n",
			": line 2: key 'bell.already': expected a number, from 0 to 3" },
		{ "[tour]\ncycle =\n",
			": line 2: key 'tour.cycle': expected the name of a cycle" },
		{ "[export]\nfolder =\n", ": line 2: key 'export.folder': expected a folder" },
		{ "[screen]\ntehme = dark\n",
			": line 2: unknown key 'screen.tehme': did you mean 'screen.theme'?" },
		{ "[screen]\ncolour = dark\n", ": line 2: unknown key 'screen.colour'" },
		{ "[sreen]\n", ": line 1: unknown section 'sreen'" },
		{ "[keys]\na = b\n[other]\nx = 1\n", ": line 3: unknown section 'other'" },
		{ "lang = fr\n[general]\n", ": line 1: key 'lang' stands before any [section]" },
		{ "[general]\nlang\n", ": line 2: not understood: expected [section] or key = value" },
		{ "[general]\n\n\n???\nalso bad\n",
			": line 4: not understood: expected [section] or key = value" },
		{ "[screen]\ntheme = blue\n[keys]\ntheme = x\n",
			": line 2: key 'screen.theme': expected auto, dark, light or mono" },
		{ "[sreen]\n[general]\nlang = fr\n", ": line 1: unknown section 'sreen'" },
		{ "[keys]\nodd = ;\n",
			": line 2: key 'keys.odd': write \";\" between quotation marks" },
		{ "[keys]\nodd = # x\n",
			": line 2: key 'keys.odd': write \"#\" between quotation marks" },
		{ "[invoice]\npenalties = trois fois le taux ; puis 40\n",
			": line 2: key 'invoice.penalties': write \";\" between quotation marks" },
		{ "[general]\ndesk = caf\xE9\n",
			": line 2: key 'general.desk': not plain UTF-8 text" },
		{ "[general]\ndesk = a\x1B[31m\n",
			": line 2: key 'general.desk': not plain UTF-8 text" },
	};
	struct place *p = *state;
	struct str expected = STR_INIT;

	for (size_t i = 0; i < COUNT(table); i++) {
		struct config c;
		struct err err = ERR_INIT;
		write_file(p->file.buf, table[i].text);
		if (config_load(&c, p->file.buf, &err))
			fail_msg("accepted: %s", table[i].text);
		config_release(&c);
		str_reset(&expected);
		str_addf(&expected, "%s%s", p->file.buf, table[i].message);
		assert_string_equal(err.message, expected.buf);
		assert_int_equal(err.code, ERR_INVALID);
	}
	str_release(&expected);
}

static void finds_the_file(void **state)
{
	struct place *p = *state;
	struct str path = STR_INIT;
	struct config c;
	struct err err = ERR_INIT;

	assert_false(config_load(&c, p->file.buf, &err)); /* named and missing */
	assert_int_equal(err.code, ERR_NOT_FOUND);
	expect_piece(err.message, p->file.buf);
	config_release(&c);
	setenv("ETAPE_CONFIG", p->file.buf, 1);
	assert_false(config_load(&c, NULL, &err));
	config_release(&c);
	write_file(p->file.buf, "[general]\nlang = en\n");
	assert_true(config_load(&c, NULL, NULL));
	assert_string_equal(c.lang, "en");
	config_release(&c);
	setenv("ETAPE_CONFIG", "", 1);
	str_addf(&path, "%s/.config/etape/etape.ini", p->folder);
	assert_true(paths_make_parents(path.buf, NULL));
	write_file(path.buf, "[general]\nlang = fr\n");
	assert_true(config_load(&c, NULL, NULL));
	assert_string_equal(c.lang, "fr");
	config_release(&c);
	setenv("XDG_CONFIG_HOME", p->folder, 1);
	assert_true(config_load(&c, NULL, NULL)); /* nothing there */
	assert_null(c.lang);
	config_release(&c);
	setenv("XDG_CONFIG_HOME", path.buf, 1); /* a file where a folder should be */
	assert_true(config_load(&c, NULL, NULL));
	config_release(&c);
	assert_false(config_load(&c, p->folder, &err));
	expect_piece(err.message, "Is a directory");
	config_release(&c);
	str_release(&path);
}

/* --- paths --- */

static void finds_the_database(void **state)
{
	struct place *p = *state;
	struct str expected = STR_INIT;
	char *path = paths_database();

	str_addf(&expected, "%s/.local/share/etape/etape.db", p->folder);
	assert_string_equal(path, expected.buf);
	free(path);
	setenv("XDG_DATA_HOME", "relative", 1); /* to be ignored, says the specification */
	path = paths_database();
	assert_string_equal(path, expected.buf);
	free(path);
	unsetenv("HOME"); /* the password file knows it */
	path = paths_database();
	expect_piece(path, "/.local/share/etape/etape.db");
	assert_int_equal(path[0], '/');
	free(path);
	setenv("XDG_DATA_HOME", "/var/x", 1);
	path = paths_database();
	assert_string_equal(path, "/var/x/etape/etape.db");
	free(path);
	str_release(&expected);
}

static void makes_parents(void **state)
{
	struct place *p = *state;
	struct str path = STR_INIT;
	struct stat st;
	struct err err = ERR_INIT;

	str_addf(&path, "%s/a/b//c/file", p->folder);
	assert_true(paths_make_parents(path.buf, NULL));
	assert_true(paths_make_parents(path.buf, NULL));
	assert_int_not_equal(stat(path.buf, &st), 0);
	str_truncate(&path, path.len - strlen("/file"));
	assert_int_equal(stat(path.buf, &st), 0);
	assert_true(S_ISDIR(st.st_mode));
	assert_int_equal(st.st_mode & 0777, 0700);
	str_reset(&path);
	str_addf(&path, "%s/file", p->folder);
	write_file(path.buf, "");
	str_add(&path, "/below/it");
	assert_false(paths_make_parents(path.buf, &err));
	expect_piece(err.message, "cannot make the folder");
	assert_true(paths_make_parents("file", NULL));
	str_release(&path);
}

static void finds_shared_files(void **state)
{
	struct place *p = *state;
	struct str path = STR_INIT;
	char *found;

	str_addf(&path, "%s/share/etape/x.csv", p->folder);
	assert_true(paths_make_parents(path.buf, NULL));
	write_file(path.buf, "");
	str_truncate(&path, path.len - strlen("/x.csv"));
	setenv("ETAPE_SHARE", path.buf, 1);
	found = paths_share();
	assert_string_equal(found, path.buf);
	free(found);
	found = paths_share_file("x.csv");
	str_add(&path, "/x.csv");
	assert_string_equal(found, path.buf);
	free(found);
	assert_null(paths_share_file("y.csv"));
	setenv("ETAPE_SHARE", "/no/where", 1);
	assert_null(paths_share());
	assert_null(paths_share_file("x.csv"));
	unsetenv("ETAPE_SHARE");
	free(paths_share());	/* as the build has it */
	found = paths_locale(); /* beside the tests */
	assert_non_null(found);
	expect_piece(found, "/share/locale");
	free(found);
	found = paths_sibling("test_config");
	assert_non_null(found);
	assert_int_equal(access(found, X_OK), 0);
	free(found);
	assert_null(paths_sibling("no-such-program"));
	str_release(&path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(has_defaults, setup, teardown),
		cmocka_unit_test_setup_teardown(reads_everything, setup, teardown),
		cmocka_unit_test_setup_teardown(names_file_line_and_key, setup, teardown),
		cmocka_unit_test_setup_teardown(finds_the_file, setup, teardown),
		cmocka_unit_test_setup_teardown(finds_the_database, setup, teardown),
		cmocka_unit_test_setup_teardown(makes_parents, setup, teardown),
		cmocka_unit_test_setup_teardown(finds_shared_files, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
