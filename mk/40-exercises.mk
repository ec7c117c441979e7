# Each entry's pristine part: scenario (demos and lessons have none) + scenery + simulator, linked to one object that the
# entry's own program completes.
ENTRIES      := $(patsubst exercises/%/exercise.c,%,$(wildcard exercises/*/exercise.c))
SCENERY_SRC  := $(wildcard exercises/scenery/*.c)
SCENERY_OBJ  := $(patsubst %,$(BUILD)/sim/%.o,$(SCENERY_SRC))
SCENARIO_SRC := $(wildcard exercises/*/scenario.c)
ENTRY_PRE    := $(patsubst %,$(BUILD)/sim/pre/%.o,$(ENTRIES))

$(BUILD)/sim/exercises/%.c.o: exercises/%.c
	@mkdir -p $(@D)
	$(CC) $(BASE) $(ENGINE_PUBLIC) -Iexercises/scenery -I$(<D) -fPIC -fvisibility=hidden -c $< -o $@
.SECONDEXPANSION:
$(ENTRY_PRE): $(BUILD)/sim/pre/%.o: $$(addprefix $(BUILD)/sim/,$$(addsuffix .o,$$(wildcard exercises/$$*/scenario.c))) $(SCENERY_OBJ) $(SIM_OBJ)
	@mkdir -p $(@D)
	ld -r -o $@ $^
all: $(ENTRY_PRE)
-include $(SCENERY_OBJ:.o=.d) $(patsubst %,$(BUILD)/sim/%.d,$(SCENARIO_SRC))
