# The tests of every room. A fragment adds its test programs to FAST_TESTS (build/tests/fast/NAME) or LONG_TESTS
# (build/tests/long/NAME); scripts are found by name: tests/*/NAME.test.sh (fast), tests/*/NAME.long.sh.
FAST_SCRIPTS := $(sort $(wildcard tests/*/*.test.sh))
LONG_SCRIPTS := $(sort $(wildcard tests/*/*.long.sh))

## make test         the fast tests of every room; ends with "N passed, N failed"
.PHONY: test test-long
test: all $(FAST_TESTS)
	@BUILD=$(BUILD) tests/run $(sort $(FAST_TESTS)) $(FAST_SCRIPTS)
## make test-programs    what the tests need, built and not run; then `tests/run FILE…` runs one of them, or some
.PHONY: test-programs
test-programs: all $(FAST_TESTS) $(LONG_TESTS) $(BUILD)/tests/trace/damage
test test-long test-programs: $(JSON_LINES) $(BUILD)/tests/sim/stuck_kind $(SIM_PROGRAMS)
## make test-long    all of them: the fast ones, then the long ones
test-long: all $(FAST_TESTS) $(LONG_TESTS)
	@BUILD=$(BUILD) tests/run $(sort $(FAST_TESTS)) $(FAST_SCRIPTS) $(sort $(LONG_TESTS)) $(LONG_SCRIPTS)

## make compile_commands.json   for editors
compile_commands.json: FORCE
	@$(MAKE) V=1 -Bnk all 2>/dev/null | tools/compile-commands.sh > $@

## make bench-judge     save to verdict, and the whole catalog judged (also the end of `make bench`)
.PHONY: bench-judge
bench-judge: all
	@tests/lab/bench_judge.sh
