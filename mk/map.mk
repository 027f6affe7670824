# The compact outlines that the map draws, made from share/map/*.geojson at build
# by tools/mkmap.c, which is not installed.

OUTLINES := $(SHARE)/map/outlines.bin
MKMAP    := $(BUILD)/tools/mkmap
OVERSEAS := 971 972 973 974 976

$(MKMAP): $(call obj,tools/mkmap.c tools/mkmap_arcs.c) $(BUILD)/libetape.a
	@mkdir -p $(@D)
	$(call say,LINK,$@)$(CC) $(LDMODE) $(LDFLAGS) -o $@ $^ -ljansson -lm

-include $(BUILD)/obj/tools/mkmap.d $(BUILD)/obj/tools/mkmap_arcs.d

$(OUTLINES): $(MKMAP) share/map/hdf-departements.geojson share/map/france-departements.geojson \
	$(OVERSEAS:%=share/map/outre-mer-%.geojson)
	@mkdir -p $(@D)
	$(call say,MAP,$@)$(MKMAP) $@.tmp 32=share/map/hdf-departements.geojson FR=share/map/france-departements.geojson \
		$(foreach d,$(OVERSEAS),$(d)=share/map/outre-mer-$(d).geojson) && mv $@.tmp $@

share: $(OUTLINES)
