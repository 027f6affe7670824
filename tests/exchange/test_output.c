/* Listings in each format, vCards, and files that appear whole or not at all. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <dirent.h>
#include <signal.h>
#include <unistd.h>

#include "support/check.h"

#include "etape/output.h"
#include "etape/vcard.h"

struct row {
	int64_t id;
	const char *name;
	int64_t places;
	bool member;
	const char *sessions;
};

enum { ID, NAME, PLACES, MEMBER, SESSIONS, COUNT };
static const struct field fields[COUNT] = {
	{ .key = "id", .kind = FIELD_ID },
	{ .key = "name", .heading = "Name", .kind = FIELD_TEXT },
	{ .key = "places", .heading = "Places", .kind = FIELD_INT },
	{ .key = "member", .heading = "Member", .kind = FIELD_BOOL },
	{ .key = "sessions", .heading = "Sessions", .kind = FIELD_LIST },
};

static struct value get(const void *data, size_t i)
{
	const struct row *row = data;

	switch (i) {
	case ID:
		return value_id(row->id);
	case NAME:
		return value_text(row->name);
	case PLACES:
		return value_int(row->places);
	case MEMBER:
		return value_bool(row->member);
	default:
		return value_list(row->sessions);
	}
}

static const struct record_type type = {
	.name = "row", .fields = fields, .count = COUNT, .get = get
};

static const struct row rows_of_test[] = {
	{ 7654321098765432109, "Élodie; \"Lo\"\n=1", 5, true, "1\n2" },
	{ 2, "=cmd|'/C calc'!A0", 120, false, "" },
	{ 3, "\x1b[31mrouge\xe2\x80\xae", -3, false, "3" },
	{ 4, "日本", 0, true, NULL },
};

static char *folder;

static char *path_of(const char *name)
{
	struct str path = STR_INIT;

	str_addf(&path, "%s/%s", folder, name);
	return str_take(&path);
}

static char *slurp(const char *path)
{
	FILE *f = fopen(path, "rb");
	struct str text = STR_INIT;
	int c;

	assert_non_null(f);
	while ((c = fgetc(f)) != EOF)
		str_addc(&text, (char)c);
	fclose(f);
	return str_take(&text);
}

/* How many names the folder holds. */
static size_t count_files(void)
{
	DIR *dir = opendir(folder);
	size_t n = 0;

	assert_non_null(dir);
	while (readdir(dir) != NULL)
		n++;
	closedir(dir);
	return n - 2;
}

static char *write_rows(enum format format, size_t count)
{
	struct err err = ERR_INIT;
	struct output *out;
	char *path = path_of("rows"), *text;
	struct rows *rows;

	assert_true(output_open(&out, path, 0, &err));
	rows = rows_new(out, &type, format);
	for (size_t i = 0; i < count; i++)
		rows_add(rows, &rows_of_test[i]);
	rows_end(&rows);
	assert_null(rows);
	if (!output_close(&out, &err))
		fail_msg("%s", err.message);
	text = slurp(path);
	free(path);
	return text;
}

static void writes_csv_as_rfc_4180_says(void **state)
{
	char *text = write_rows(FORMAT_CSV, 4);

	(void)state;
	assert_string_equal(text,
		"id,name,places,member,sessions\r\n"
		"7654321098765432109,\"Élodie; \"\"Lo\"\"\n=1\",5,true,\"1; 2\"\r\n"
		"2,'=cmd|'/C calc'!A0,120,false,\r\n"
		"3,\xe2\x90\x9b[31mrouge\xe2\x80\xae,-3,false,3\r\n"
		"4,日本,0,true,\r\n");
	free(text);
}

static void writes_json_without_loss(void **state)
{
	char *text = write_rows(FORMAT_JSON, 4);

	(void)state;
	assert_string_equal(text,
		"[\n {\"id\":\"7654321098765432109\",\"name\":\"Élodie; \\\"Lo\\\"\\n=1\","
		"\"places\":5,\"member\":true,\"sessions\":[\"1\",\"2\"]},\n"
		" {\"id\":\"2\",\"name\":\"=cmd|'/C calc'!A0\",\"places\":120,\"member\":false,"
		"\"sessions\":[]},\n"
		" {\"id\":\"3\",\"name\":\"\\u001b[31mrouge\\u202e\",\"places\":-3,\"member\":"
		"false,"
		"\"sessions\":[\"3\"]},\n"
		" {\"id\":\"4\",\"name\":\"日本\",\"places\":0,\"member\":true,\"sessions\":[]}"
		"\n]\n");
	free(text);
	text = write_rows(FORMAT_JSON, 0);
	assert_string_equal(text, "[]\n");
	free(text);
}

static void json_strings_stay_valid(void **state)
{
	struct str out = STR_INIT;

	(void)state;
	json_add_string(&out, "a\\b\xff\xc3(\xf3\xa0\x81\x81\x7f\xc2\x85");
	assert_string_equal(
		out.buf, "\"a\\\\b\xef\xbf\xbd\xef\xbf\xbd(\\udb40\\udc41\\u007f\\u0085\"");
	str_release(&out);
}

static void aligns_tables_by_display_width(void **state)
{
	char *text = write_rows(FORMAT_TABLE, 4);
	char *line = strchr(text, '\n');
	const char *japanese = strstr(text, "日本");

	(void)state;
	assert_int_equal(strncmp(text, "Name", 4), 0);
	assert_null(strstr(text, "id"));
	assert_null(strchr(text, '\x1b'));
	assert_non_null(line);
	/* Numbers stand under one another at their last digit. */
	assert_non_null(strstr(text, "     5  "));
	assert_non_null(strstr(text, "   120  "));
	assert_non_null(japanese);
	assert_null(strstr(text, " \n"));
	free(text);
	text = write_rows(FORMAT_TABLE, 0);
	assert_string_equal(text, "");
	free(text);
}

static void a_file_appears_whole_with_the_masks_mode(void **state)
{
	char *path = path_of("liste.csv"), *text;
	struct err err = ERR_INIT;
	struct output *out;
	mode_t mask = umask(027);
	struct stat st;

	(void)state;
	assert_true(output_open(&out, path, 0, &err));
	output_write(out, "ancien", 6);
	assert_int_not_equal(access(path, F_OK), 0);
	assert_true(output_close(&out, &err));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	umask(mask);
	/* Given up: what was there stays. */
	assert_true(output_open(&out, path, 0, &err));
	output_write(out, "nouveau", 7);
	output_abort(&out);
	text = slurp(path);
	assert_string_equal(text, "ancien");
	free(text);
	/* Replaced: its rights stay. */
	assert_int_equal(chmod(path, 0600), 0);
	assert_true(output_open(&out, path, 0, &err));
	output_write(out, "nouveau", 7);
	assert_true(output_close(&out, &err));
	text = slurp(path);
	assert_string_equal(text, "nouveau");
	free(text);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_false(output_open(&out, path, OUTPUT_NEW, &err));
	assert_int_equal(err.code, ERR_EXISTS);
	assert_null(out);
	assert_int_equal(unlink(path), 0);
	free(path);
}

static void a_link_stays_a_link(void **state)
{
	char *path = path_of("vrai.csv"), *link = path_of("lien.csv"), *text;
	struct output *out;
	struct stat st;

	(void)state;
	assert_true(output_open(&out, path, 0, NULL));
	assert_true(output_close(&out, NULL));
	assert_int_equal(symlink("vrai.csv", link), 0);
	assert_true(output_open(&out, link, 0, NULL));
	output_write(out, "x", 1);
	assert_true(output_close(&out, NULL));
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	text = slurp(path);
	assert_string_equal(text, "x");
	free(text);
	unlink(path);
	unlink(link);
	free(path);
	free(link);
}

static void a_full_disk_is_said_and_leaves_nothing(void **state)
{
	struct rlimit limit, tiny;
	struct err err = ERR_INIT;
	char *path = path_of("grand.csv");
	struct output *out;
	size_t before = count_files();

	(void)state;
	assert_true(output_open(&out, "/dev/full", 0, &err));
	output_write(out, "x", 1);
	assert_false(output_close(&out, &err));
	assert_int_equal(err.code, ERR_FULL);
	assert_non_null(strstr(err.message, "/dev/full"));
	assert_null(out);
	/* A file that may not grow stands for a disk that fills up on the way. */
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	tiny = limit;
	tiny.rlim_cur = 100000;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &tiny), 0);
	assert_true(output_open(&out, path, 0, &err));
	for (int i = 0; i < 30000; i++)
		output_write(out, "0123456789", 10);
	assert_true(output_failed(out));
	assert_false(output_close(&out, &err));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	assert_int_equal(count_files(), before);
	free(path);
}

static void folders_and_missing_places_are_refused(void **state)
{
	struct err err = ERR_INIT;
	struct output *out;
	char *path = path_of("rien/liste.csv");

	(void)state;
	assert_false(output_open(&out, folder, 0, &err));
	assert_non_null(strstr(err.message, folder));
	assert_false(output_open(&out, path, 0, &err));
	assert_int_equal(err.code, ERR_SYSTEM);
	free(path);
}

static void vcards_escape_and_fold(void **state)
{
	const struct vcard card = {
		.id = 42,
		.family_name = "Dupré-Leroy",
		.given_name = "Inès",
		.email = "ines@example.org",
		.phone = "+33 3 20 25 61 53",
		.structure = "Ville d'Amiens, mission Étouvie; service éducation "
			     "ééééééééééééééééééééé",
		.cite = "Amiens Nord",
	};
	struct str out = STR_INIT;
	const char *s;

	(void)state;
	vcard_add(&out, &card);
	assert_int_equal(strncmp(out.buf, "BEGIN:VCARD\r\nVERSION:4.0\r\n", 26), 0);
	assert_non_null(strstr(out.buf, "\r\nUID;VALUE=text:etape-person-42\r\n"));
	assert_non_null(strstr(out.buf, "\r\nN:Dupré-Leroy;Inès;;;\r\n"));
	assert_non_null(strstr(out.buf, "\r\nFN:Inès Dupré-Leroy\r\n"));
	assert_non_null(
		strstr(out.buf, "\r\nORG:Ville d'Amiens\\, mission Étouvie\\; service"));
	assert_null(strstr(out.buf, "TITLE"));
	assert_non_null(strstr(out.buf, "\r\nEND:VCARD\r\n"));
	for (s = out.buf; *s != '\0';) {
		const char *end = strstr(s, "\r\n");

		assert_non_null(end);
		assert_true(end - s <= 75);
		/* No line begins in the middle of a character. */
		assert_int_not_equal((unsigned char)s[*s == ' '] & 0xc0, 0x80);
		s = end + 2;
	}
	str_release(&out);
}

static int set_up(void **state)
{
	(void)state;
	folder = sandbox_mkdtemp();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	sandbox_remove(folder);
	free(folder);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_csv_as_rfc_4180_says),
		cmocka_unit_test(writes_json_without_loss),
		cmocka_unit_test(json_strings_stay_valid),
		cmocka_unit_test(aligns_tables_by_display_width),
		cmocka_unit_test(a_file_appears_whole_with_the_masks_mode),
		cmocka_unit_test(a_link_stays_a_link),
		cmocka_unit_test(a_full_disk_is_said_and_leaves_nothing),
		cmocka_unit_test(folders_and_missing_places_are_refused),
		cmocka_unit_test(vcards_escape_and_fold),
	};

	return cmocka_run_group_tests_name("output", tests, set_up, tear_down);
}
