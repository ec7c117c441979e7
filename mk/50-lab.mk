# The command: lab + tui + trace + every entry's checks.
# Its rooms, from the ground up: each knows itself and those before it (the -I it is compiled with); from `play` on the screen too.
LAB_ROOMS  := base sandbox entry vet build run judge report play verb
LAB_SRC    := $(foreach room,$(LAB_ROOMS),$(wildcard lab/$(room)/*.c))
LAB_INC    := $(LAB_ROOMS:%=-Ilab/%)
CHECKS_SRC := $(wildcard exercises/*/checks.c)
CHECKS_GEN := $(BUILD)/gen/checks_table.c
LAB_OBJ    := $(patsubst %,$(BUILD)/%.o,$(LAB_SRC) $(TUI_SRC) $(CHECKS_SRC)) $(CHECKS_GEN).o $(BUILD)/gen/gate_table.c.o
LAB_MAIN   := $(BUILD)/lab/verb/main.c.o
LAB_LIBS   := -ljansson -linih -lseccomp -lncursesw -ltinfo -ldw -ldl -lpthread -lm

lab_below :=
define lab_room
lab_below += -Ilab/$(1) $(if $(filter play,$(1)),$(TUI_INC))
$(BUILD)/lab/$(1)/%.c.o: private lab_known := $$(lab_below)
$(BUILD)/lab/$(1)/%.c.o: lab/$(1)/%.c
	@mkdir -p $$(@D)
	$$(CC) $$(BASE) -D_GNU_SOURCE $$(ENGINE_PUBLIC) -Itrace $$(lab_known) -c $$< -o $$@
endef
$(foreach room,$(LAB_ROOMS),$(eval $(call lab_room,$(room))))
$(BUILD)/exercises/%.c.o: exercises/%.c
	@mkdir -p $(@D)
	$(CC) $(BASE) $(ENGINE_PUBLIC) -Itrace -c $< -o $@
# Rewritten only when the set of entries changes, so that an edit of one checks.c rebuilds that one.
$(CHECKS_GEN): FORCE
	@mkdir -p $(@D)
	@tools/gen-checks.sh exercises > $@.new
	@cmp -s $@.new $@ 2>/dev/null && rm $@.new || mv $@.new $@
$(CHECKS_GEN).o: $(CHECKS_GEN)
	$(CC) $(BASE) $(ENGINE_PUBLIC) -Itrace $(LAB_INC) -c $< -o $@
.PHONY: FORCE
FORCE:

LAB_EXE ?= ctxlab
$(LAB_EXE): $(LAB_OBJ) $(LIBTRACE)
	$(CC) $(LAB_LINK) -o $@ $(LAB_OBJ) $(LIBTRACE) $(LAB_LIBS)
-include $(LAB_OBJ:.o=.d)

## make asan-lab     the command under ASan and UBSan, build/asan-lab/ctxlab, for the long fuzz; the learner's runs stay as they are
.PHONY: asan-lab
ASAN_LAB := $(BUILD)/asan-lab
asan-lab: ctxlab
	@$(MAKE) BUILD=$(ASAN_LAB) LAB_EXE=$(ASAN_LAB)/ctxlab LAB_LINK='-fsanitize=address,undefined' \
	    OPT='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -DLAB_RUNNER=\"$(CURDIR)/ctxlab\"' $(ASAN_LAB)/ctxlab

## make run          build, then open the full-screen tool
.PHONY: run
run: all
	@./ctxlab

# What the gate knows of the engine's headers: the names that may be called, the attributes that are the headers' own.
GATE_GEN := $(BUILD)/gen/gate_table.c
$(GATE_GEN): tools/gen-gate.sh $(wildcard engine/include/*.h) engine/sim/library_names.h
	@mkdir -p $(@D)
	@tools/gen-gate.sh $(COMPILER) engine/include engine/sim/library_names.h > $@.new && mv $@.new $@
$(GATE_GEN).o: $(GATE_GEN)
	$(CC) $(BASE) $(ENGINE_PUBLIC) -Itrace $(LAB_INC) -c $< -o $@

# Its tests: each tests/lab/NAME_test.c is one program with all of the lab but main.c.
LAB_TEST_SRC := $(wildcard tests/lab/*_test.c)
LAB_TESTS    := $(patsubst tests/lab/%_test.c,$(BUILD)/tests/fast/lab-%,$(LAB_TEST_SRC))
FAST_TESTS   += $(LAB_TESTS)
$(BUILD)/tests/fast/lab-%: tests/lab/%_test.c $(LAB_OBJ) $(LIBTRACE) | $(LIBCTX_SIM)
	@mkdir -p $(@D)
	$(CC) $(BASE) -D_GNU_SOURCE $(ENGINE_PUBLIC) -Itrace $(LAB_INC) $(TUI_INC) -Itests/lab $(LAB_WRAP) -o $@ $< \
	    $(filter-out $(LAB_MAIN),$(LAB_OBJ)) $(LIBTRACE) $(LAB_LIBS)
$(BUILD)/tests/fast/lab-repeat: private LAB_WRAP := -Wl,--wrap=run_once,--wrap=run_start,--wrap=run_wait
-include $(LAB_TESTS:=.d)
