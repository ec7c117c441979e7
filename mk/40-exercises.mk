# Each entry's pristine part: scenario + scenery + simulator, linked to one object that a learner's file completes.
SCENERY_SRC  := $(wildcard exercises/scenery/*.c)
SCENERY_OBJ  := $(patsubst %,$(BUILD)/sim/%.o,$(SCENERY_SRC))
SCENARIO_SRC := $(wildcard exercises/*/scenario.c)
SCENARIO_PRE := $(patsubst exercises/%/scenario.c,$(BUILD)/sim/pre/%.o,$(SCENARIO_SRC))

$(BUILD)/sim/exercises/%.c.o: exercises/%.c
	@mkdir -p $(@D)
	$(CC) $(BASE) $(ENGINE_PUBLIC) -Iexercises/scenery -I$(<D) -fPIC -fvisibility=hidden -c $< -o $@
$(BUILD)/sim/pre/%.o: $(BUILD)/sim/exercises/%/scenario.c.o $(SCENERY_OBJ) $(SIM_OBJ)
	@mkdir -p $(@D)
	ld -r -o $@ $^
all: $(SCENARIO_PRE)
-include $(SCENERY_OBJ:.o=.d) $(patsubst %,$(BUILD)/sim/%.d,$(SCENARIO_SRC))
