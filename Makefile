# etape - build, test, install. Plain GNU make; the order of the object lists
# below is the architecture: an arrow runs downwards only (share/doc/architecture.md).
#
#   make            build/etape            make run     the screens on the demo network
#   make check      every test             make bench   the figures that README quotes
#   make fuzz       fuzz the parsers       make lint    layers, forbidden calls, French
#   make install    PREFIX, DESTDIR        make uninstall, make clean, make format

VERSION  := 0.1.0
PREFIX   ?= /usr/local
DESTDIR  ?=
BUILD    ?= build
ifeq ($(origin CC),default)
CC       := gcc
endif
WERROR   ?= -Werror
JOBS     ?= $(shell nproc 2>/dev/null || echo 2)

# One short line a file; V=1 shows the commands.
V        ?= 0
say = $(if $(filter 0,$(V)),@printf '  %-5s %s\n' $(1) $(2) && )

# --- flags ------------------------------------------------------------------

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wold-style-definition -Wwrite-strings -Wpointer-arith -Wcast-qual -Wvla -Wundef \
	-Wformat=2 -Wimplicit-fallthrough -Wswitch-enum -Wnull-dereference \
	-Wdouble-promotion -Wconversion -Wsign-conversion -Wredundant-decls
ifneq (,$(findstring gcc,$(shell $(CC) --version 2>/dev/null | head -n 1)))
WARN += -Wformat-signedness -Wlogical-op -Wduplicated-cond -Wduplicated-branches \
	-Wformat-truncation=2
endif
HARDEN  := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection \
	-fcf-protection -fPIE
OPT     ?= -O2
ifeq ($(SAN),1)
MODE    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined \
	-fno-omit-frame-pointer -DETAPE_DEBUG=1
LDMODE  := -fsanitize=address,undefined
else
MODE    := $(OPT) -g $(HARDEN) -DETAPE_DEBUG=0
LDMODE  := -pie -Wl,-z,relro,-z,now -Wl,--as-needed
endif
# pkg-config's cflags of ncursesw inject _XOPEN_SOURCE=600: its libraries only.
DEFS    := -D_GNU_SOURCE -DETAPE_VERSION='"$(VERSION)"' -DETAPE_PREFIX='"$(PREFIX)"' \
	-DSQLITE_ENABLE_SESSION -DSQLITE_ENABLE_PREUPDATE_HOOK
ALLFLAGS = -std=c17 $(WARN) $(WERROR) $(MODE) $(DEFS) -Iinclude -Isrc -I$(BUILD)/gen -MMD -MP $(CFLAGS)

LIBS      := -lsqlite3 -lutf8proc -liniparser
LIBS_MAIN := -lncursesw -ltinfo -lcsv $(LIBS) -lm
LIBS_DOC  := -lical -lxml2 -lcsv $(LIBS) -lm
LIBS_TEST := -lcmocka -lvterm -lutil

$(BUILD)/obj/src/doc/cii_xml.o: DEFS += $(shell xml2-config --cflags 2>/dev/null)

# --- what is built ----------------------------------------------------------

CORE     := $(wildcard src/core/*.c)
STORE    := $(wildcard src/store/*.c)
EXCHANGE := $(wildcard src/exchange/*.c)
CLI      := $(wildcard src/cli/*.c)
TUI      := $(wildcard src/tui/term/*.c src/tui/*.c src/tui/widgets/*.c src/tui/screens/*.c)
DOC      := $(wildcard src/doc/*.c)
MAIN     := src/main.c

obj = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))
LIBOBJ  := $(call obj,$(CORE) $(STORE)) $(BUILD)/obj/gen/schema.o
EXCHOBJ := $(call obj,$(EXCHANGE))
MAINOBJ := $(call obj,$(MAIN) $(CLI) $(TUI))
DOCOBJ  := $(call obj,$(DOC))
SHARE   := $(BUILD)/share/etape

.PHONY: all
all: $(BUILD)/etape $(BUILD)/etape-doc share

include mk/share.mk
include mk/map.mk
include mk/test.mk
include mk/install.mk

$(BUILD)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(ALLFLAGS) -c -o $@ $<

$(BUILD)/obj/gen/%.o: $(BUILD)/gen/%.c
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(ALLFLAGS) -c -o $@ $<

$(BUILD)/libetape.a: $(LIBOBJ)
	@mkdir -p $(@D)
	@rm -f $@
	$(call say,AR,$@)ar rcs $@ $^

$(BUILD)/libexchange.a: $(EXCHOBJ)
	@mkdir -p $(@D)
	@rm -f $@
	$(call say,AR,$@)ar rcs $@ $^

# All of etape-doc but its main, for tests.
$(BUILD)/libdoc.a: $(filter-out $(BUILD)/obj/src/doc/main.o,$(DOCOBJ))
	@mkdir -p $(@D)
	@rm -f $@
	$(call say,AR,$@)ar rcs $@ $^

$(BUILD)/etape: $(MAINOBJ) $(BUILD)/libexchange.a $(BUILD)/libetape.a
	$(call say,LINK,$@)$(CC) $(LDMODE) $(LDFLAGS) -o $@ $^ $(LIBS_MAIN)

$(BUILD)/etape-doc: $(DOCOBJ) $(BUILD)/libexchange.a $(BUILD)/libetape.a
	$(call say,LINK,$@)$(CC) $(LDMODE) $(LDFLAGS) -o $@ $^ $(LIBS_DOC)

# --- the schema, embedded ---------------------------------------------------

$(BUILD)/gen/schema.c: $(sort $(wildcard share/schema/*.sql)) tools/embed_schema.sh
	@mkdir -p $(@D)
	sh tools/embed_schema.sh $(sort $(wildcard share/schema/*.sql)) > $@.tmp && mv $@.tmp $@

-include $(LIBOBJ:.o=.d) $(EXCHOBJ:.o=.d) $(MAINOBJ:.o=.d) $(DOCOBJ:.o=.d)

.PHONY: run clean format deps
deps:
	@sh contrib/deps.sh build

# A demo network a day, so that one of its rencontres is always today.
DEMO_DB = $(BUILD)/demo-$(shell date +%F).db
run: deps
	@$(MAKE) --no-print-directory -s -j$(JOBS) all
	@[ -e $(DEMO_DB) ] || $(BUILD)/etape --db $(DEMO_DB) init --demo
	@$(BUILD)/etape --db $(DEMO_DB)

clean:
	rm -rf $(BUILD) build

format:
	clang-format -i $$(git ls-files '*.c' '*.h')
