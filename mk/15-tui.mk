# The screen. Its rooms, from the ground up: each knows itself and those before it (the -I it is compiled with). tui/tui.h is its face.
TUI_ROOMS := term index view app
TUI_SRC   := $(foreach room,$(TUI_ROOMS),$(wildcard tui/$(room)/*.c))
TUI_HDR   := $(wildcard tui/*.h tui/*/*.h)
TUI_INC   := -Itui $(TUI_ROOMS:%=-Itui/%)
TUI_OBJ   := $(patsubst %,$(BUILD)/%.o,$(TUI_SRC))

tui_below := -Itui
define tui_room
tui_below += -Itui/$(1)
$(BUILD)/tui/$(1)/%.c.o: private tui_known := $$(tui_below)
$(BUILD)/tui/$(1)/%.c.o: tui/$(1)/%.c
	@mkdir -p $$(@D)
	$$(CC) $$(BASE) -D_GNU_SOURCE $$(ENGINE_PUBLIC) -Itrace $$(tui_known) -c $$< -o $$@
endef
$(foreach room,$(TUI_ROOMS),$(eval $(call tui_room,$(room))))
-include $(TUI_OBJ:.o=.d)
