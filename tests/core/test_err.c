/* Errors, bugs and allocators. */
#include "core_test.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static void sets_a_message(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	assert_false(err_set(&err, ERR_EXISTS, "'%s' is there", "x.db"));
	assert_int_equal(err.code, ERR_EXISTS);
	assert_int_equal(err.sys, 0);
	assert_string_equal(err.message, "'x.db' is there");
	assert_false(err_set(NULL, ERR_EXISTS, "nobody listens"));
}

static void replaces_earlier_contents(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	err_sys(&err, EACCES, "cannot open '%s'", "a");
	err_set(&err, ERR_BUSY, "%s, once more", err.message);
	assert_int_equal(err.code, ERR_BUSY);
	assert_int_equal(err.sys, 0);
	assert_string_equal(err.message, "cannot open 'a': Permission denied, once more");
}

static void keeps_to_one_line(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	err_set(&err, ERR_INVALID, "two\nlines\rhere");
	assert_string_equal(err.message, "two lines here");
}

static void adds_the_systems_words(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	assert_false(err_sys(&err, ENOSPC, "cannot write '%s'", "etape.db"));
	assert_int_equal(err.code, ERR_SYSTEM);
	assert_int_equal(err.sys, ENOSPC);
	assert_string_equal(err.message, "cannot write 'etape.db': No space left on device");
	err_sys(&err, ELOOP, "cannot open");
	expect_piece(err.message, strerror(ELOOP));
}

static void speaks_the_systems_words_in_french(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	speak_french();
	err_sys(&err, ENOENT, "x");
	assert_string_equal(err.message, "x : Aucun fichier ni dossier de ce nom");
	i18n_init("en", NULL);
}

static void wraps_with_context(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	err_set(&err, ERR_STALE, "row moved on");
	assert_false(err_wrap(&err, "cannot save '%s'", "Amiens"));
	assert_string_equal(err.message, "cannot save 'Amiens': row moved on");
	assert_int_equal(err.code, ERR_STALE);
	assert_false(err_wrap(NULL, "nothing"));
}

/* A message never ends in half a character, and what failed survives a long path. */
static void cuts_long_messages_at_characters(void **state)
{
	struct err err = ERR_INIT;
	char path[2000];

	(void)state;
	for (size_t shift = 0; shift < 4; shift++) {
		memset(path, 'a', sizeof path);
		for (size_t i = shift; i + 3 < sizeof path; i += 3)
			memcpy(path + i, "€", 3);
		path[sizeof path - 1] = '\0';
		err_set(&err, ERR_INVALID, "%s", path);
		size_t len = strlen(err.message);
		assert_in_range(len, sizeof err.message - 4, sizeof err.message - 1);
		assert_true(memcmp(err.message + len - 3, "€", 3) == 0 ||
			    err.message[len - 1] == 'a');
		err_sys(&err, EROFS, "cannot open '%s'", path);
		expect_piece(err.message, ": Read-only file system");
		assert_true(strlen(err.message) < sizeof err.message);
		err_set(&err, ERR_INVALID, "%s", path);
		err_wrap(&err, "in front");
		assert_memory_equal(err.message, "in front: ", 10);
		assert_true(strlen(err.message) < sizeof err.message);
	}
}

static void cuts_at_the_exact_end(void **state)
{
	static const char *const characters[] = { "é", "ࠀ", "€", "𐀀", "\xF4\x8F\xBF\xBF" };
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(characters); i++) {
		size_t n = strlen(characters[i]), room = sizeof err.message - 1;
		for (size_t len = room - 5; len <= room + 5;
			len++) { /* bytes of the whole message */
			int before = (int)(len - n);
			err_set(&err, ERR_INVALID, "%0*d%s", before, 0, characters[i]);
			if (len <= room) {
				assert_int_equal(strlen(err.message), len);
				assert_string_equal(err.message + before, characters[i]);
			} else {
				size_t kept = (size_t)before < room ? (size_t)before : room;
				assert_int_equal(strlen(err.message), kept);
			}
		}
	}
	assert_false(err_sys(NULL, EACCES, "nobody listens"));
}

static void knows_exit_statuses(void **state)
{
	static const struct {
		enum err_code code;
		int status;
	} table[] = {
		{ ERR_NONE, 0 },
		{ ERR_USAGE, 2 },
		{ ERR_INVALID, 1 },
		{ ERR_NOT_FOUND, 1 },
		{ ERR_AMBIGUOUS, 1 },
		{ ERR_EXISTS, 1 },
		{ ERR_REFUSED, 1 },
		{ ERR_FORBIDDEN, 1 },
		{ ERR_STALE, 1 },
		{ ERR_CONFLICT, 1 },
		{ ERR_BUSY, 4 },
		{ ERR_READONLY, 1 },
		{ ERR_FULL, 1 },
		{ ERR_DAMAGED, 3 },
		{ ERR_NEWER, 3 },
		{ ERR_SYSTEM, 1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct err err = { .code = table[i].code };
		assert_int_equal(err_exit_status(&err), table[i].status);
	}
	assert_int_equal(err_exit_status(NULL), 0);
}

static void hook(void)
{
	if (write(STDERR_FILENO, "[restored]\n", 11) != 11)
		_exit(3);
}

/* What a child that calls bug() writes to stderr, and how it ends. */
static void bug_restores_the_terminal_and_aborts(void **state)
{
	int pipe_ends[2], status;
	char out[256];
	size_t len = 0;
	ssize_t n;
	pid_t child;

	(void)state;
	assert_int_equal(pipe(pipe_ends), 0);
	child = fork();
	if (child == 0) {
		dup2(pipe_ends[1], STDERR_FILENO);
		close(pipe_ends[0]);
		close(pipe_ends[1]);
		signal(SIGABRT, SIG_DFL);
		bug_set_hook(hook);
		bug("month %d", 13);
	}
	close(pipe_ends[1]);
	while ((n = read(pipe_ends[0], out + len, sizeof out - 1 - len)) > 0)
		len += (size_t)n;
	out[len] = '\0';
	close(pipe_ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	assert_string_equal(out, "[restored]\netape: bug: month 13\n");
}

static void allocates(void **state)
{
	char *p = xmalloc(0), *s = xstrdup("abc"), *n = xstrndup("abcdef", 3);
	char *z = xcalloc(4, 2);

	(void)state;
	assert_non_null(p);
	assert_string_equal(s, "abc");
	assert_string_equal(n, "abc");
	for (int i = 0; i < 8; i++)
		assert_int_equal(z[i], 0);
	s = xrealloc(s, 100);
	assert_string_equal(s, "abc");
	free(p);
	free(s);
	free(n);
	free(z);
	n = xstrndup("ab", 10);
	assert_string_equal(n, "ab");
	free(n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sets_a_message),
		cmocka_unit_test(replaces_earlier_contents),
		cmocka_unit_test(keeps_to_one_line),
		cmocka_unit_test(adds_the_systems_words),
		cmocka_unit_test(speaks_the_systems_words_in_french),
		cmocka_unit_test(wraps_with_context),
		cmocka_unit_test(cuts_long_messages_at_characters),
		cmocka_unit_test(cuts_at_the_exact_end),
		cmocka_unit_test(knows_exit_statuses),
		cmocka_unit_test(bug_restores_the_terminal_and_aborts),
		cmocka_unit_test(allocates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
