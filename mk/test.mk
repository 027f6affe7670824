# Tests: see tests/README.md.
#
#   make check       installs what is missing, builds twice, lints, runs every test
#   make test        the same without a look at the system; TESTS="..." runs some
#   make lint        layers, forbidden calls, sizes, French
#   make check-clang every object and test with clang, warnings as errors
#   make fuzz        FUZZ_SECONDS (60) for each parser
#   make bench       the figures that README quotes
#
# The program is built as people get it in $(BUILD), and under ASan and UBSan in
# $(BUILD)/asan (this makefile again, with SAN=1). Tests are of the latter.

ASAN := $(BUILD)/asan
FUZZ := $(BUILD)/fuzz
FUZZ_SECONDS ?= 60

# --- what is tested ----------------------------------------------------------

FULL       := $(BUILD)/tests/full.so
SUPPORT    := $(filter-out tests/support/test_% tests/support/full.c,$(wildcard tests/support/*.c))
TEST_SRC   := $(wildcard tests/*/test_*.c)
TEST_BIN   := $(patsubst %.c,$(BUILD)/%,$(TEST_SRC))
CLI_RUNNER := $(BUILD)/tests/cli/run
FUZZ_SRC   := $(wildcard tests/fuzz/fuzz_*.c)
REPLAY_BIN := $(FUZZ_SRC:tests/fuzz/fuzz_%.c=$(BUILD)/tests/fuzz/replay_%)
SUPPORTOBJ := $(call obj,$(SUPPORT))
SCREENOBJ  := $(filter-out $(BUILD)/obj/src/main.o,$(MAINOBJ))

$(BUILD)/obj/tests/%.o: ALLFLAGS += -Itests

$(BUILD)/libsupport.a: $(SUPPORTOBJ)
	@mkdir -p $(@D) && rm -f $@
	$(call say,AR,$@)ar rcs $@ $^

# All of the program but its main, for tests of widgets and of single commands.
$(BUILD)/libscreens.a: $(SCREENOBJ)
	@mkdir -p $(@D) && rm -f $@
	$(call say,AR,$@)ar rcs $@ $^

TEST_LIBS = $(BUILD)/libscreens.a $(BUILD)/libexchange.a $(BUILD)/libetape.a
FUZZ_LIBS = $(BUILD)/libdoc.a $(BUILD)/libexchange.a $(BUILD)/libetape.a
TEST_LINK = $(call say,LINK,$@)$(CC) $(LDMODE) $(LDFLAGS) -o $@ $^ $(LIBS_TEST) $(LIBS_MAIN) $(LIBS_DOC)

$(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $(BUILD)/libsupport.a $(TEST_LIBS)
	@mkdir -p $(@D)
	$(TEST_LINK)

# The runner of .test files knows nothing of the program.
$(CLI_RUNNER): $(BUILD)/obj/tests/cli/run.o $(BUILD)/libsupport.a
	@mkdir -p $(@D)
	$(call say,LINK,$@)$(CC) $(LDMODE) $(LDFLAGS) -o $@ $^ $(LIBS_TEST) -ltinfo

# Preloaded into the program: with sanitizers of its own it could not be.
$(FULL): tests/support/full.c
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) -std=c17 $(WARN) $(WERROR) -O2 -fPIC -shared -D_GNU_SOURCE -o $@ $<

.PHONY: tests
tests: $(TEST_BIN) $(CLI_RUNNER) $(REPLAY_BIN) $(FULL)
.SECONDARY: $(patsubst %.c,$(BUILD)/obj/%.o,$(TEST_SRC) $(FUZZ_SRC) tests/fuzz/replay.c)

# Each parser's fuzzing function, run over its corpus: what once went wrong, and seeds.
$(BUILD)/tests/fuzz/replay_%: $(BUILD)/obj/tests/fuzz/replay.o $(BUILD)/obj/tests/fuzz/fuzz_%.o $(FUZZ_LIBS)
	@mkdir -p $(@D)
	$(call say,LINK,$@)$(CC) $(LDMODE) $(LDFLAGS) -o $@ $^ $(LIBS_MAIN) $(LIBS_DOC)

# --- running them --------------------------------------------------------------

# The long ones first, so that they end side by side. Tests of processes run on
# the program as people get it, those of the command line under sanitizers,
# those of the screens on both.
SUITES_PROCESS := $(patsubst %.c,$(ASAN)/%,$(wildcard tests/process/test_*.c))
SUITES_TUI     := $(patsubst %.c,$(ASAN)/%,$(wildcard tests/tui/test_*.c))
SUITES         := $(SUITES_PROCESS) $(addprefix san:,$(SUITES_TUI)) $(SUITES_TUI) \
	$(addprefix san:,$(wildcard tests/cli/*.test tests/support/*.test)) \
	$(filter-out $(SUITES_PROCESS) $(SUITES_TUI),$(patsubst %.c,$(ASAN)/%,$(TEST_SRC))) \
	$(FUZZ_SRC:tests/fuzz/fuzz_%.c=$(ASAN)/tests/fuzz/replay_%) \
	tools/lint.sh
TESTS      ?= $(SUITES)

AGAIN = $(MAKE) --no-print-directory -s $(if $(findstring -j,$(MAKEFLAGS)),,-j$(JOBS))
# Tests wait more than they work: for a screen, a lock, the disk.
RUN   = JOBS=$(shell expr $(JOBS) + 1) BUILD=$(BUILD) CLI_RUNNER=$(abspath $(ASAN))/tests/cli/run \
	LSAN_OPTIONS=suppressions=$(abspath tests/support/lsan.supp):print_suppressions=0 \
	ETAPE_FULL=$(abspath $(ASAN))/tests/full.so ETAPE_SHARE=$(abspath $(ASAN))/share/etape \
	ETAPE_BIN=$(abspath $(BUILD))/etape ETAPE_SAN_BIN=$(abspath $(ASAN))/etape tests/run.sh

.PHONY: check test unit lint check-clang
check:
	@sh contrib/deps.sh check
	@+$(AGAIN) test

# Some tests want no more than themselves, what runs them, and the program.
TESTS_BUILT = $(if $(filter command,$(origin TESTS)),$(ASAN)/tests/cli/run $(ASAN)/tests/full.so \
	$(filter $(ASAN)/tests/%,$(TESTS:san:%=%)),tests)

test:
	@+$(AGAIN) all
	@+$(AGAIN) SAN=1 BUILD=$(ASAN) all $(TESTS_BUILT)
	@$(RUN) $(TESTS)

# Those that need no program: core, store, exchange (UNIT="core store" for some).
UNIT ?= core store exchange support
unit:
	@+$(AGAIN) SAN=1 BUILD=$(ASAN) share $(CLI_RUNNER:$(BUILD)/%=$(ASAN)/%) \
		$(patsubst %.c,$(ASAN)/%,$(wildcard $(UNIT:%=tests/%/test_*.c)))
	@$(RUN) $(patsubst %.c,$(ASAN)/%,$(wildcard $(UNIT:%=tests/%/test_*.c))) \
		$(wildcard $(UNIT:%=tests/%/*.test))

lint:
	@BUILD=$(BUILD) sh tools/lint.sh

check-clang:
	@+$(AGAIN) CC=clang BUILD=$(BUILD)/clang all tests

# --- fuzzing: clang's libFuzzer drives the same functions --------------------------

FUZZERS := $(FUZZ_SRC:tests/fuzz/%.c=$(BUILD)/tests/fuzz/%)
$(FUZZERS): $(BUILD)/tests/fuzz/fuzz_%: $(BUILD)/obj/tests/fuzz/fuzz_%.o $(FUZZ_LIBS)
	@mkdir -p $(@D)
	$(call say,LINK,$@)$(CC) $(LDMODE) -fsanitize=fuzzer -o $@ $^ $(LIBS_MAIN) $(LIBS_DOC)

.PHONY: fuzz fuzzers
fuzzers: $(FUZZERS)

# New inputs gather under $(FUZZ)/corpus; one that breaks something is left in $(FUZZ).
fuzz:
	@sh contrib/deps.sh fuzz
	@+$(AGAIN) CC=clang SAN=1 CFLAGS=-fsanitize=fuzzer-no-link BUILD=$(FUZZ) fuzzers
	@set -e; for f in $(FUZZ_SRC:tests/fuzz/fuzz_%.c=%); do \
		mkdir -p $(FUZZ)/corpus/$$f; echo "== $$f, $(FUZZ_SECONDS) s"; \
		$(FUZZ)/tests/fuzz/fuzz_$$f -max_total_time=$(FUZZ_SECONDS) -max_len=8192 \
			-timeout=5 -print_final_stats=1 -verbosity=0 -artifact_prefix=$(FUZZ)/$$f- \
			$(FUZZ)/corpus/$$f tests/fuzz/corpus/$$f >$(FUZZ)/$$f.log 2>&1 || \
			{ grep -v '# Uses:' $(FUZZ)/$$f.log; exit 1; }; \
		grep '^stat::' $(FUZZ)/$$f.log; done

# --- the bench, on the program as people get it, and on the disk where it is built ---------------------------------------

BENCHOBJ := $(call obj,$(filter-out tests/bench/empty.c,$(wildcard tests/bench/*.c)))
$(BUILD)/tests/bench/bench: $(BENCHOBJ) $(BUILD)/libsupport.a $(TEST_LIBS)
	@mkdir -p $(@D)
	$(TEST_LINK)

$(BUILD)/tests/bench/empty: $(BUILD)/obj/tests/bench/empty.o
	@mkdir -p $(@D)
	$(call say,LINK,$@)$(CC) $(LDMODE) $(LDFLAGS) -o $@ $^ -lncursesw -ltinfo -lsqlite3

.PHONY: bench
bench:
	@sh contrib/deps.sh check
	@+$(AGAIN) all $(BUILD)/tests/bench/bench $(BUILD)/tests/bench/empty
	@mkdir -p $(BUILD)/tmp
	@TMPDIR=$(abspath $(BUILD))/tmp ETAPE_BIN=$(abspath $(BUILD))/etape BENCH_EMPTY=$(abspath $(BUILD))/tests/bench/empty \
		$(BUILD)/tests/bench/bench $(BENCH)

-include $(wildcard $(BUILD)/obj/tests/*/*.d)
