/*
 * Runs one fuzzing function over its corpus, tests/fuzz/corpus/NAME, NAME being
 * what follows "replay_" in this program's name: each file is a test. A file
 * that breaks something ends the program, and run.sh counts that.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *path)
{
	FILE *f = fopen(path, "rb");
	uint8_t *bytes = malloc(1 << 20);
	size_t n;

	if (!f || !bytes) {
		perror(path);
		exit(2);
	}
	n = fread(bytes, 1, 1 << 20, f);
	fclose(f);
	/* Exactly as long as the input, so that reading past its end is seen. */
	bytes = realloc(bytes, n ? n : 1);
	LLVMFuzzerTestOneInput(bytes, n);
	free(bytes);
	return 1;
}

int main(int argc, char **argv)
{
	const char *tests = getenv("ETAPE_TESTS");
	const char *name = strstr(argv[0], "replay_");
	char path[4096];
	struct dirent *e;
	int ran = 0;
	DIR *dir;

	(void)argc;
	snprintf(path, sizeof(path), "%s/fuzz/corpus/%s", tests ? tests : "tests",
		name ? name + strlen("replay_") : "");
	dir = opendir(path);
	if (!dir) {
		perror(path);
		return 2;
	}
	printf("[==========] Running the corpus %s.\n", path);
	while ((e = readdir(dir))) {
		char file[8192];

		if (e->d_name[0] == '.')
			continue;
		snprintf(file, sizeof(file), "%s/%s", path, e->d_name);
		printf("[ RUN      ] %s\n", e->d_name);
		fflush(stdout);
		ran += replay(file);
		printf("[       OK ] %s\n", e->d_name);
	}
	closedir(dir);
	printf("[==========] %d test(s) run.\n[  PASSED  ] %d test(s).\n", ran, ran);
	return 0;
}
