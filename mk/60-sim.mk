# The simulator's own tests. Each small program, tests/sim/corpus/NAME.c and tests/sim/programs/NAME.c, becomes an object
# like an exercise's: with gcc's calls for accesses and blocks, linked to the simulator.
SIM_PROGRAM_SRC := $(wildcard tests/sim/corpus/*.c tests/sim/programs/*.c tests/sim/stuck/*.c)
SIM_PROGRAMS    := $(patsubst tests/sim/%.c,$(BUILD)/tests/sim/%.so,$(SIM_PROGRAM_SRC))
SIM_TEST_SRC    := $(wildcard tests/sim/*_test.c)
SIM_TESTS       := $(patsubst tests/sim/%_test.c,$(BUILD)/tests/fast/sim-%,$(SIM_TEST_SRC))
SIM_CC          ?= gcc

$(BUILD)/tests/sim/sim.o: $(SIM_OBJ)
	@mkdir -p $(@D)
	ld -r -o $@ $^
$(BUILD)/tests/sim/%.so: tests/sim/%.c $(BUILD)/tests/sim/sim.o
	@mkdir -p $(@D)
	$(SIM_CC) -std=gnu11 -O1 -gdwarf-4 -Wall -Wextra -fno-omit-frame-pointer -fexceptions -fPIC -fsanitize=thread \
	    -fsanitize-coverage=trace-pc $(ENGINE_PUBLIC) -Itests/sim -c $< -o $(@:.so=.o)
	gcc -shared -Wl,-z,now -o $@ $(@:.so=.o) $(BUILD)/tests/sim/sim.o
$(BUILD)/tests/fast/sim-%: tests/sim/%_test.c tests/sim/sim_tests.h $(LAB_OBJ) $(LIBTRACE) $(SIM_PROGRAMS)
	@mkdir -p $(@D)
	$(CC) $(BASE) -D_GNU_SOURCE -DBUILD='"$(BUILD)"' $(ENGINE_PUBLIC) -Itrace $(LAB_INC) $(TUI_INC) -Itests/lab -Itests/sim -o $@ $< \
	    $(filter-out $(LAB_MAIN),$(LAB_OBJ)) $(LIBTRACE) $(LAB_LIBS)
.SECONDARY: $(SIM_PROGRAMS)
FAST_TESTS += $(SIM_TESTS)
# what the scripts tests/sim/*.test.sh need (90-tests.mk)
$(BUILD)/tests/sim/stuck_kind: tests/sim/stuck_kind.c lab/run/runner.h
	@mkdir -p $(@D)
	$(CC) $(BASE) $(LAB_INC) -o $@ $<
## sim-tests         the simulator's tests alone
.PHONY: sim-tests
sim-tests: $(SIM_TESTS)
	@for t in $^; do $$t >$$t.out || { grep -v '^ok' $$t.out; exit 1; }; tail -n 1 $$t.out; done
## bench-schedules   how many schedules a second, and how many are needed
.PHONY: bench-schedules
$(BUILD)/bench/schedules: bench/schedules.c tests/sim/sim_tests.h $(LAB_OBJ) $(LIBTRACE) $(SIM_PROGRAMS)
	@mkdir -p $(@D)
	$(CC) $(BASE) -D_GNU_SOURCE -DBUILD='"$(BUILD)"' $(ENGINE_PUBLIC) -Itrace $(LAB_INC) $(TUI_INC) -Itests/lab -Itests/sim -o $@ $< \
	    $(filter-out $(LAB_MAIN),$(LAB_OBJ)) $(LIBTRACE) $(LAB_LIBS)
bench-schedules: $(BUILD)/bench/schedules
	@$<
bench: bench-schedules
