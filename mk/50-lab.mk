# The command: lab + tui + trace + every entry's checks.
LAB_SRC    := $(wildcard lab/*.c)
TUI_SRC    := $(wildcard tui/*.c)
CHECKS_SRC := $(wildcard exercises/*/checks.c)
LAB_OBJ    := $(patsubst %,$(BUILD)/%.o,$(LAB_SRC) $(TUI_SRC) $(CHECKS_SRC))
LAB_LIBS   := -ljansson -lseccomp -lncursesw -ltinfo -ldl -lpthread

$(BUILD)/lab/%.c.o: lab/%.c
	@mkdir -p $(@D)
	$(CC) $(BASE) $(ENGINE_PUBLIC) -Itrace -Itui -Ilab -c $< -o $@
$(BUILD)/tui/%.c.o: tui/%.c
	@mkdir -p $(@D)
	$(CC) $(BASE) $(ENGINE_PUBLIC) -Itrace -Itui -c $< -o $@
$(BUILD)/exercises/%.c.o: exercises/%.c
	@mkdir -p $(@D)
	$(CC) $(BASE) $(ENGINE_PUBLIC) -Itrace -c $< -o $@
ctxlab: $(LAB_OBJ) $(LIBTRACE)
	$(CC) -rdynamic -o $@ $(LAB_OBJ) $(LIBTRACE) $(LAB_LIBS)
-include $(LAB_OBJ:.o=.d)
