# make install [PREFIX=/usr/local] [DESTDIR=]; make uninstall removes the same
# list, file by file, so it never takes what others have put beside it.
# The program finds its share files from where it stands: PREFIX is not built in.

INSTALL ?= install
TO       = $(DESTDIR)$(PREFIX)

MAN_PAGES := $(wildcard share/man/*.[1-8])
MAN_FR    := $(wildcard share/man/fr/*.[1-8])
DOC_FILES := $(wildcard README.md share/doc/*.md)

# A page's section is its name's last character.
man_to = $(foreach m,$(1),share/man/$(2)man$(subst .,,$(suffix $(m)))/$(notdir $(m)))

INSTALLED = bin/etape bin/etape-doc \
	$(patsubst $(BUILD)/%,%,$(STAGED) $(MO)) \
	$(call man_to,$(MAN_PAGES)) $(call man_to,$(MAN_FR),fr/) \
	$(addprefix share/doc/etape/,$(notdir $(DOC_FILES))) \
	share/bash-completion/completions/etape

.PHONY: install uninstall
install: all
	$(INSTALL) -d $(TO)/bin
	$(INSTALL) -m 755 $(BUILD)/etape $(BUILD)/etape-doc $(TO)/bin
	set -e; for f in $(patsubst $(BUILD)/%,%,$(STAGED) $(MO)); do \
		$(INSTALL) -D -m 644 $(BUILD)/$$f $(TO)/$$f; done
	set -e; for m in $(MAN_PAGES); do \
		$(INSTALL) -D -m 644 $$m $(TO)/share/man/man$${m##*.}/$${m##*/}; done
	set -e; for m in $(MAN_FR); do \
		$(INSTALL) -D -m 644 $$m $(TO)/share/man/fr/man$${m##*.}/$${m##*/}; done
	set -e; for f in $(DOC_FILES); do \
		$(INSTALL) -D -m 644 $$f $(TO)/share/doc/etape/$${f##*/}; done
	$(INSTALL) -D -m 644 contrib/completion/etape.bash $(TO)/share/bash-completion/completions/etape

# Folders of ours go when they are empty; shared ones (bin, man1…) stay.
uninstall:
	rm -f $(addprefix $(TO)/,$(INSTALLED))
	[ ! -d $(TO)/share/etape ] || find $(TO)/share/etape -depth -type d -empty -delete
	[ ! -d $(TO)/share/doc/etape ] || find $(TO)/share/doc/etape -depth -type d -empty -delete
