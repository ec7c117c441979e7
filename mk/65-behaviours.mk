# The behaviour suite in the simulator: an object like an exercise's, and a program that plays it. Its own makefile
# fragment, because it needs the command's runner (50) and the simulator in one piece (60).
SUITE_SIM_SRC := $(wildcard tests/behaviours/*.c) tests/behaviours/sim/scene.c
SUITE_SIM_SRC := $(filter-out tests/behaviours/run_threads.c,$(SUITE_SIM_SRC))
SUITE_SIM_OBJ := $(patsubst %,$(BUILD)/tests/sim/%.o,$(SUITE_SIM_SRC))
$(BUILD)/tests/sim/tests/behaviours/%.c.o: tests/behaviours/%.c tests/behaviours/behaviours.h
	@mkdir -p $(@D)
	@$(SIM_CC) $(BASE) $(ENGINE_PUBLIC) -Itests/behaviours -fPIC -fvisibility=hidden -c $< -o $@
$(BUILD)/tests/sim/behaviours.so: $(SUITE_SIM_OBJ) $(BUILD)/tests/sim/sim.o
	@gcc -shared -Wl,-z,now -o $@ $^
$(BUILD)/tests/fast/behaviours_sim: tests/behaviours/sim/run_sim.c $(BUILD)/tests/sim/behaviours.so $(LAB_OBJ) $(LIBTRACE)
	@mkdir -p $(@D)
	@$(CC) $(filter-out -MMD -MP,$(BASE)) -D_GNU_SOURCE -DSUITE='"$(BUILD)/tests/sim/behaviours.so"' $(ENGINE_PUBLIC) -Itrace -Itui -Ilab \
	    -o $@ $< $(filter-out $(BUILD)/lab/main.c.o,$(LAB_OBJ)) $(LIBTRACE) $(LAB_LIBS)
FAST_TESTS += $(BUILD)/tests/fast/behaviours_sim
