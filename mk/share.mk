# What the program reads at run time, laid out under $(BUILD)/share as it will
# be under PREFIX/share, so that one rule finds it installed or not.

SHARE_FILES := $(wildcard share/data/*.csv share/demo/*.csv share/map/*.csv share/messages/*.txt share/tariffs/*.ini) share/etape.ini
STAGED      := $(patsubst share/%,$(SHARE)/%,$(wildcard $(SHARE_FILES)))
MO          := $(BUILD)/share/locale/fr/LC_MESSAGES/etape.mo

$(SHARE)/%: share/%
	@mkdir -p $(@D)
	cp $< $@

$(MO): share/po/fr.po
	@mkdir -p $(@D)
	msgfmt --check-format -o $@ $<

.PHONY: share po
share: $(STAGED) $(MO)

XGETTEXT = xgettext --from-code=UTF-8 --language=C --keyword=_ --keyword=N_ \
	--keyword=P_:1,2 --keyword=NP_:1,2 --keyword=C_:1c,2 --flag=_:1:pass-c-format --no-location --no-wrap --sort-output \
	--package-name=etape --copyright-holder= --msgid-bugs-address=

# Strings of the action table come through X-macros, hence *.def.
PO_SOURCES = $(sort $(wildcard include/etape/*.h include/etape/*.def src/*.c src/*/*.c src/*/*.h src/*/*.def src/*/*/*.c src/*/*/*.h))
$(BUILD)/etape.pot: $(PO_SOURCES)
	@mkdir -p $(@D)
	@$(XGETTEXT) -o $@ $^
# Rewrite fr.po in the template's order; new strings stand there untranslated.
po: $(BUILD)/etape.pot
	cp $< share/po/etape.pot
	msgmerge --quiet --no-wrap --sort-output --no-fuzzy-matching --update --backup=none share/po/fr.po $<
