# Each entry's pristine part: scenario (demos and lessons have none) + scenery + simulator, linked to one object that the
# entry's own program completes.
ENTRIES      := $(patsubst exercises/%/exercise.c,%,$(wildcard exercises/*/exercise.c))
SCENERY_SRC  := $(wildcard exercises/scenery/*.c)
SCENERY_OBJ  := $(patsubst %,$(BUILD)/sim/%.o,$(SCENERY_SRC))
SCENARIO_SRC := $(wildcard exercises/*/scenario.c)
IO_ENTRIES   := $(patsubst exercises/%/entry.ini,%,$(shell grep -l '^threads *= *yes' exercises/*/entry.ini))
ENTRY_PRE    := $(patsubst %,$(BUILD)/sim/pre/%.o,$(filter-out $(IO_ENTRIES),$(ENTRIES)))
IO_PRE       := $(patsubst %,$(BUILD)/threads/pre/%.o,$(IO_ENTRIES))

$(BUILD)/sim/exercises/%.c.o: exercises/%.c
	@mkdir -p $(@D)
	$(CC) $(BASE) $(ENGINE_PUBLIC) -Iexercises/scenery -I$(<D) -fPIC -fvisibility=hidden -c $< -o $@
.SECONDEXPANSION:
$(ENTRY_PRE): $(BUILD)/sim/pre/%.o: $$(addprefix $(BUILD)/sim/,$$(addsuffix .o,$$(wildcard exercises/$$*/scenario.c))) $(SCENERY_OBJ) $(SIM_OBJ)
	@mkdir -p $(@D)
	ld -r -o $@ $^
# On real threads: the same, with the threaded engine and a main() around it.
$(BUILD)/threads/exercises/%.c.o: exercises/%.c
	@mkdir -p $(@D)
	$(CC) $(BASE) $(ENGINE_PUBLIC) -Iexercises/scenery -I$(<D) -fPIC -c $< -o $@
$(IO_PRE): $(BUILD)/threads/pre/%.o: $(BUILD)/threads/exercises/%/scenario.c.o $(SCENE_MAIN) $(THREADS_OBJ)
	@mkdir -p $(@D)
	ld -r -o $@ $^
all: $(ENTRY_PRE) $(IO_PRE)
-include $(SCENERY_OBJ:.o=.d) $(patsubst %,$(BUILD)/sim/%.d,$(SCENARIO_SRC))
