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
	@$(CC) $(filter-out -MMD -MP,$(BASE)) -D_GNU_SOURCE -DSUITE='"$(BUILD)/tests/sim/behaviours.so"' $(ENGINE_PUBLIC) -Itrace $(LAB_INC) $(TUI_INC) \
	    -o $@ $< $(filter-out $(LAB_MAIN),$(LAB_OBJ)) $(LIBTRACE) $(LAB_LIBS)
FAST_TESTS += $(BUILD)/tests/fast/behaviours_sim

# The same object under AddressSanitizer: suite and simulator; the player is the usual one. It copies the program's data from
# outside, redzones and all, which is what replace_intrin=0 allows.
SIM_ASAN_SRC := $(SIM_SRC) $(SUITE_SIM_SRC)
SIM_ASAN_OBJ := $(patsubst %,$(BUILD)/asan/sim/%.o,$(SIM_ASAN_SRC))
$(BUILD)/asan/sim/%.o: % tests/behaviours/behaviours.h
	@mkdir -p $(@D)
	@$(SIM_CC) $(BASE) $(SANITIZE_asan) -Wno-builtin-declaration-mismatch $(ENGINE_PUBLIC) -Iengine -Iengine/sim -Itests/behaviours -fPIC -fvisibility=hidden -c $< -o $@
$(BUILD)/asan/behaviours.so: $(SIM_ASAN_OBJ)
	@gcc -shared $(SANITIZE_asan) -Wl,-z,now -o $@ $^
.PHONY: asan-sim
asan: asan-sim
asan-sim: $(BUILD)/asan/behaviours.so $(BUILD)/tests/fast/behaviours_sim
	@LD_PRELOAD="$$(gcc -print-file-name=libasan.so) $$(gcc -print-file-name=libubsan.so)" ASAN_OPTIONS=replace_intrin=0:detect_leaks=0 \
	    $(BUILD)/tests/fast/behaviours_sim $(BUILD)/asan/behaviours.so 5 >$(BUILD)/asan/sim.out 2>&1 || { grep -v ^ok $(BUILD)/asan/sim.out; exit 1; }; \
	    echo "the suite in the simulator: $$(tail -n 1 $(BUILD)/asan/sim.out)"
-include $(SIM_ASAN_OBJ:.o=.d)
$(BUILD)/tests/fast/sim-memory: $(BUILD)/tests/sim/behaviours.so
