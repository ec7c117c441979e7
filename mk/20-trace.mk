# The trace reader, the model, findings, checks.
TRACE_SRC := $(wildcard trace/*.c)
TRACE_OBJ := $(patsubst %,$(BUILD)/%.o,$(TRACE_SRC))
LIBTRACE  := $(BUILD)/libtrace.a
$(BUILD)/trace/%.c.o: trace/%.c
	@mkdir -p $(@D)
	$(CC) $(BASE) $(ENGINE_PUBLIC) -Itrace -c $< -o $@
$(LIBTRACE): $(TRACE_OBJ)
	$(call SAY,AR      )rm -f $@; ar rcs $@ $^
-include $(TRACE_OBJ:.o=.d)

# Its tests: tests/trace/NAME_test.c → build/tests/fast/trace_NAME
TRACE_TESTS := $(patsubst tests/trace/%_test.c,$(BUILD)/tests/fast/trace_%,$(wildcard tests/trace/*_test.c))
$(BUILD)/tests/fast/trace_%: tests/trace/%_test.c $(LIBTRACE)
	@mkdir -p $(@D)
	$(CC) $(BASE) $(ENGINE_PUBLIC) -D_GNU_SOURCE -Itrace $< $(LIBTRACE) -ljansson -o $@
$(BUILD)/tests/fast/trace_chrome: tests/trace/chrome_test.c tests/trace/chrome.c tests/trace/chrome.h $(LIBTRACE)
	@mkdir -p $(@D)
	$(CC) $(BASE) $(ENGINE_PUBLIC) -D_GNU_SOURCE -Itrace $(filter %.c,$^) $(LIBTRACE) -ljansson -lm -o $@
$(BUILD)/tests/fast/trace_seek: tests/trace/seek_test.c bench/shapes.c bench/attacks.c bench/shapes.h $(LIBTRACE)
	@mkdir -p $(@D)
	$(CC) $(BASE) $(ENGINE_PUBLIC) -D_GNU_SOURCE -Itrace -Ibench $(filter %.c,$^) $(LIBTRACE) -o $@
FAST_TESTS += $(TRACE_TESTS)
## make trace-tests     build and run the tests of the trace reader, model and findings
.PHONY: trace-tests
trace-tests: $(TRACE_TESTS)
	@for t in $^; do $$t >$$t.out || { grep -v '^ok' $$t.out; exit 1; }; tail -n 1 $$t.out; done
-include $(TRACE_TESTS:=.d)

# The screen's index has no terminal in it.
TRACE_WALK := $(filter-out $(addprefix tui/index/,choice.c lanes.c lanes_count.c source.c),$(wildcard tui/index/*.c)) tui/term/text.c
# Damage, with the sanitizers: tests/trace/damage.long.sh runs it on the kept corpus.
$(BUILD)/tests/trace/damage: tests/trace/damage.c tests/fuzz/trace_fuzz.c $(TRACE_SRC) $(TRACE_WALK) $(wildcard trace/*.h) $(TUI_HDR)
	@mkdir -p $(@D)
	$(CC) $(CSTD) $(WARN) -D_GNU_SOURCE -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined $(ENGINE_PUBLIC) -Itrace $(TUI_INC) \
	    $(filter %.c,$^) -o $@

# Without them, and linked of what is there: that it links, and its small trace, are asked in each `make test`.
$(BUILD)/tests/fast/trace_damage: tests/trace/damage.c tests/fuzz/trace_fuzz.c $(LIBTRACE) $(patsubst %,$(BUILD)/%.o,$(TRACE_WALK))
	@mkdir -p $(@D)
	$(CC) $(BASE) $(ENGINE_PUBLIC) -D_GNU_SOURCE -Itrace $(TUI_INC) -o $@ $(filter %.c %.o,$^) $(LIBTRACE)
FAST_TESTS += $(BUILD)/tests/fast/trace_damage

## bench-trace       print how fast the model applies, seeks and rewinds
.PHONY: bench-trace
$(BUILD)/bench/trace: bench/trace.c bench/shapes.c bench/attacks.c bench/shapes.h tests/trace/make.h $(LIBTRACE)
	@mkdir -p $(@D)
	$(CC) $(BASE) $(ENGINE_PUBLIC) -D_GNU_SOURCE -Itrace -Ibench bench/trace.c bench/shapes.c bench/attacks.c $(LIBTRACE) -o $@
bench-trace: $(BUILD)/bench/trace
	$< tests/fuzz/corpus-trace/*.trace

## fuzz-trace        any bytes as a trace, for FUZZ_SECONDS (30) from the kept corpus; needs clang
.PHONY: fuzz-trace
FUZZ_SECONDS ?= 30
$(BUILD)/fuzz/trace: tests/fuzz/trace_fuzz.c $(TRACE_SRC) $(TRACE_WALK) $(wildcard trace/*.h) $(TUI_HDR)
	@mkdir -p $(@D)
	clang-14 $(CSTD) -D_GNU_SOURCE -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined $(ENGINE_PUBLIC) -Itrace $(TUI_INC) \
		tests/fuzz/trace_fuzz.c $(TRACE_SRC) $(TRACE_WALK) -o $@
fuzz-trace: $(BUILD)/fuzz/trace
	@mkdir -p $(BUILD)/fuzz/found-trace
	cd $(BUILD)/fuzz && ./trace -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=1024 found-trace $(CURDIR)/tests/fuzz/corpus-trace

# Programs that are killed while they record, and what the reader finds.
$(BUILD)/tests/fast/tails: tests/unit/tails.c $(LIBCTX) $(LIBTRACE)
	@mkdir -p $(@D)
	@$(CC) $(filter-out -MMD -MP,$(BASE)) $(SANITIZE) $(ENGINE_PUBLIC) -Itrace $< $(LIBCTX) $(LIBTRACE) -pthread -o $@
FAST_TESTS += $(BUILD)/tests/fast/tails

# A program to be watched, for tests/trace/watched.test.sh.
$(BUILD)/tests/trace/watched: tests/trace/watched.c $(LIBCTX)
	@mkdir -p $(@D)
	$(CC) $(BASE) $(ENGINE_PUBLIC) -fexceptions -o $@ $< $(LIBCTX) -pthread
