# Each entry's pristine part: scenario (demos and lessons have none) + scenery + simulator, linked to one object that the
# entry's own program completes.
ENTRIES      := $(patsubst exercises/%/exercise.c,%,$(wildcard exercises/*/exercise.c))
SCENERY_SRC  := $(wildcard exercises/scenery/*.c)
SCENERY_OBJ  := $(patsubst %,$(BUILD)/sim/%.o,$(SCENERY_SRC))
SCENARIO_SRC := $(wildcard exercises/*/scenario.c)
IO_ENTRIES   := $(patsubst exercises/%/entry.ini,%,$(shell grep -l '^threads *= *yes' exercises/*/entry.ini))
ENTRY_PRE    := $(patsubst %,$(BUILD)/sim/pre/%.o,$(filter-out $(IO_ENTRIES),$(ENTRIES)))

$(BUILD)/sim/exercises/%.c.o: exercises/%.c
	@mkdir -p $(@D)
	$(CC) $(BASE) $(ENGINE_PUBLIC) -Iexercises/scenery -I$(<D) -fPIC -fvisibility=hidden -c $< -o $@
.SECONDEXPANSION:
$(ENTRY_PRE): $(BUILD)/sim/pre/%.o: $$(addprefix $(BUILD)/sim/,$$(addsuffix .o,$$(wildcard exercises/$$*/scenario.c))) $(SCENERY_OBJ) $(SIM_OBJ)
	@mkdir -p $(@D)
	$(call SAY,LD      )ld -r -o $@ $^
# On real threads: the scenario's and the scenery's objects; the library and a main() are linked at run time.
THREADS_PART := $(patsubst %,$(BUILD)/threads/%.o,$(SCENARIO_SRC) $(SCENERY_SRC))
$(BUILD)/threads/exercises/%.c.o: exercises/%.c
	@mkdir -p $(@D)
	$(CC) $(BASE) $(ENGINE_PUBLIC) -Iexercises/scenery -I$(<D) -fPIC -c $< -o $@
# Programs that settle one claim of an entry's explanation: exercises/ID/claims/NAME.c stands in for the scenario.
CLAIM_SRC    := $(wildcard exercises/*/claims/*.c)
CLAIM_PRE    := $(foreach c,$(CLAIM_SRC),$(BUILD)/sim/pre/$(word 2,$(subst /, ,$(c))).$(basename $(notdir $(c))).o)
$(BUILD)/sim/exercises/%.claim.o: exercises/%.c
	@mkdir -p $(@D)
	$(CC) $(BASE) $(ENGINE_PUBLIC) -Iexercises/scenery -I$(<D)/.. -fPIC -fvisibility=hidden -c $< -o $@
$(CLAIM_PRE): $(BUILD)/sim/pre/%.o: $(BUILD)/sim/exercises/$$(basename $$*)/claims/$$(subst .,,$$(suffix $$*)).claim.o $(SCENERY_OBJ) $(SIM_OBJ)
	@mkdir -p $(@D)
	$(call SAY,LD      )ld -r -o $@ $^
all: $(ENTRY_PRE) $(CLAIM_PRE) $(THREADS_PART) $(SCENE_MAIN) $(LIBCTX)
-include $(SCENERY_OBJ:.o=.d) $(patsubst %,$(BUILD)/sim/%.d,$(SCENARIO_SRC)) $(patsubst %.c,$(BUILD)/sim/%.claim.d,$(CLAIM_SRC))

## make check-catalog    prove every entry whole: limits, shipped, solution, all fixes, analyzer, threads and sanitizers
.PHONY: check-catalog
check-catalog: all
	@BUILD=$(BUILD) tests/catalog/run.sh $(ENTRY)

# Gaps of 16, 32, … 32,768 bytes in instructions and data; some are linked between a submission and the engine.
PADS := $(foreach k,0 1 2 3 4 5 6 7 8 9 10 11,$(BUILD)/sim/pad/$(k).o)
$(BUILD)/sim/pad/%.o: mk/40-exercises.mk
	@mkdir -p $(@D)
	@printf '.text\n.fill %d,1,0xcc\n.data\n.fill %d,1,0\n.bss\n.skip %d\n.section .note.GNU-stack,"",@progbits\n' $$((16 << $*)) $$((16 << $*)) $$((16 << $*)) | $(COMPILER) -c -x assembler -o $@ -
# Where a submission's own instructions begin and end: one stands before it, one behind.
OWN := $(BUILD)/sim/pad/begin.o $(BUILD)/sim/pad/end.o
$(BUILD)/sim/pad/begin.o $(BUILD)/sim/pad/end.o: $(BUILD)/sim/pad/%.o: mk/40-exercises.mk
	@mkdir -p $(@D)
	@printf '.text\n.globl ctxlab_own_%s\n.hidden ctxlab_own_%s\nctxlab_own_%s:\n%b.section .note.GNU-stack,"",@progbits\n' $* $* $* '$(if $(filter end,$*),.section .data.rel.ro\054"aw"\n.globl ctxlab_own\nctxlab_own: .quad ctxlab_own_begin\054 ctxlab_own_end\n)' | $(COMPILER) -c -x assembler -o $@ -
all: $(PADS) $(OWN)
