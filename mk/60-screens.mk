# The screen's tests: drawn traces on a real pseudo-terminal, read back by libvterm.
SCREEN_LIBS  := -lncursesw -ltinfo -lm
SCREEN_SHOW  := $(BUILD)/tests/screens/show
SCREEN_LEARN := $(BUILD)/tests/screens/learn
SCREEN_TESTS := $(patsubst tests/screens/%_test.c,$(BUILD)/tests/fast/screens-%,$(wildcard tests/screens/*_test.c))
SCREEN_LONG  := $(patsubst tests/screens/%_long.c,$(BUILD)/tests/long/screens-%,$(wildcard tests/screens/*_long.c))
FAST_TESTS   += $(SCREEN_TESTS)
LONG_TESTS   += $(SCREEN_LONG)
FIXTURE      := tests/screens/fixture.c tests/screens/fixture_many.c
ON_PTY       := tests/screens/on_pty.c tests/screens/on_pty_wait.c
SCREEN_PTY   := $(ON_PTY) tests/screens/lab_pty.c
SCREEN_FLAGS := -D_GNU_SOURCE $(ENGINE_PUBLIC) -Itrace $(TUI_INC) -Itests/screens

$(SCREEN_SHOW): tests/screens/show.c $(FIXTURE) $(TUI_OBJ) $(LIBTRACE)
	@mkdir -p $(@D)
	$(CC) $(BASE) $(SCREEN_FLAGS) -o $@ tests/screens/show.c $(FIXTURE) $(TUI_OBJ) $(LIBTRACE) $(SCREEN_LIBS)
$(SCREEN_LEARN): tests/screens/learn.c $(FIXTURE) $(TUI_OBJ) $(LIBTRACE)
	@mkdir -p $(@D)
	$(CC) $(BASE) $(SCREEN_FLAGS) -o $@ tests/screens/learn.c $(FIXTURE) $(TUI_OBJ) $(LIBTRACE) $(SCREEN_LIBS)
$(BUILD)/tests/fast/screens-%: tests/screens/%_test.c $(SCREEN_PTY) tests/screens/on_pty.h tests/screens/lab_pty.h tests/screens/tap.h $(SCREEN_SHOW) $(SCREEN_LEARN)
	@mkdir -p $(@D)
	$(CC) $(BASE) $(SCREEN_FLAGS) -o $@ $< $(SCREEN_PTY) -lvterm -lutil
$(BUILD)/tests/fast/screens-picture: tests/screens/picture_test.c $(ON_PTY) tests/screens/on_pty.h $(SCREEN_SHOW) $(LIBTRACE)
	@mkdir -p $(@D)
	$(CC) $(BASE) $(SCREEN_FLAGS) -o $@ $(filter %.c,$^) $(LIBTRACE) -lvterm -lutil
# What a learner does is done with the real thing: the catalog's programs, the judge.
$(BUILD)/tests/fast/screens-lesson $(BUILD)/tests/fast/screens-beat $(BUILD)/tests/fast/screens-secret $(BUILD)/tests/fast/screens-leaving $(BUILD)/tests/fast/screens-hand $(BUILD)/tests/fast/screens-leaked $(BUILD)/tests/fast/screens-saved $(BUILD)/tests/fast/screens-demo $(BUILD)/tests/fast/screens-ways_out $(BUILD)/tests/fast/screens-modes_out $(BUILD)/tests/fast/screens-states $(BUILD)/tests/fast/screens-sizes $(BUILD)/tests/fast/screens-first $(BUILD)/tests/fast/screens-hides $(BUILD)/tests/fast/screens-lists $(BUILD)/tests/fast/screens-resumed $(BUILD)/tests/fast/screens-back $(BUILD)/tests/fast/screens-guess $(BUILD)/tests/fast/screens-insight: | ctxlab

# The whole tool in a time of its own, saying when it has painted: for counting bytes (counted.c).
SCREEN_COUNTED := $(BUILD)/tests/screens/ctxlab-counted
$(SCREEN_COUNTED): tests/screens/counted.c tests/screens/counted.h $(LAB_OBJ) $(LIBTRACE)
	@mkdir -p $(@D)
	$(CC) $(CSTD) $(OPT) -Itui/term -Wl,--wrap=term_now_ms,--wrap=term_wait,--wrap=term_key,--wrap=term_refresh -o $@ $(filter %.c %.o,$^) $(LIBTRACE) $(LAB_LIBS)

$(BUILD)/tests/fast/screens-bytes: tests/screens/bytes_test.c tests/screens/counted_pty.c tests/screens/counted_pty.h tests/screens/counted.h $(ON_PTY) tests/screens/on_pty.h tests/screens/tap.h | $(SCREEN_COUNTED) $(BUILD)/bench/trace ctxlab
	@mkdir -p $(@D)
	$(CC) $(BASE) $(SCREEN_FLAGS) -o $@ $(filter %.c,$^) -lvterm -lutil
# The same, saying what it cuts without a mark (looked.c), for a look at every screen.
SCREEN_LOOKED := $(BUILD)/tests/screens/ctxlab-looked
$(SCREEN_LOOKED): tests/screens/looked.c $(LAB_OBJ) $(LIBTRACE)
	@mkdir -p $(@D)
	$(CC) $(BASE) $(SCREEN_FLAGS) -Wl,--wrap=tui_fit,--wrap=paint_wrap -o $@ $(filter %.c %.o,$^) $(LIBTRACE) $(LAB_LIBS)
EVERY := tests/screens/every.c tests/screens/every_walks.c tests/screens/every.h
$(BUILD)/tests/fast/screens-every: tests/screens/every_test.c
$(BUILD)/tests/long/screens-every: tests/screens/every_long.c
$(BUILD)/tests/fast/screens-every $(BUILD)/tests/long/screens-every: $(EVERY) $(SCREEN_PTY) $(SCREEN_LOOKED) $(SCREEN_SHOW) | ctxlab
	@mkdir -p $(@D)
	$(CC) $(BASE) $(SCREEN_FLAGS) -o $@ $(filter %.c,$^) -lvterm -lutil
# The bytes of a difference alone.
$(BUILD)/tests/fast/screens-frame: tests/screens/frame_test.c tests/screens/tap.h $(patsubst %,$(BUILD)/tui/term/%.c.o,frame answer cells ink order scroll)
	@mkdir -p $(@D)
	$(CC) $(BASE) $(SCREEN_FLAGS) -o $@ $(filter %.c %.o,$^) -lvterm -lutil $(SCREEN_LIBS)

# Each demo of the catalog on the screen, and what its recording says must be there.
$(BUILD)/tests/fast/screens-demo_stops: tests/screens/demo_stops_test.c $(ON_PTY) tests/screens/on_pty.h tests/screens/tap.h $(TUI_OBJ) $(LIBTRACE) | ctxlab
	@mkdir -p $(@D)
	$(CC) $(BASE) $(SCREEN_FLAGS) -o $@ $(filter %.c %.o,$^) $(LIBTRACE) -lvterm -lutil $(SCREEN_LIBS)

# What is said of each event of the catalog's recordings.
$(BUILD)/tests/fast/screens-said: tests/screens/said_test.c tests/screens/tap.h $(TUI_OBJ) $(LIBTRACE) | ctxlab
	@mkdir -p $(@D)
	$(CC) $(BASE) $(SCREEN_FLAGS) -o $@ $< $(TUI_OBJ) $(LIBTRACE) $(SCREEN_LIBS)

# Without a screen.
$(addprefix $(BUILD)/tests/fast/screens-,asked backstage rows counts filter found unknown search outcome cascades slots opening lanes cascade_walk gap sentences typed story travel predict glyphs words): $(BUILD)/tests/fast/screens-%: tests/screens/%_test.c $(FIXTURE) tests/screens/forest.c tests/screens/forest.h tests/screens/tap.h $(TUI_OBJ) $(LIBTRACE)
	@mkdir -p $(@D)
	$(CC) $(BASE) $(SCREEN_FLAGS) -o $@ $< $(FIXTURE) tests/screens/forest.c $(TUI_OBJ) $(LIBTRACE) $(SCREEN_LIBS)

# The program that is joined while it runs is the test itself, so it is linked with the engine, too.
SCREEN_LIVE := $(addprefix tests/screens/,live_roles.c live_watch.c)
$(addprefix $(BUILD)/tests/fast/screens-,live live_view): $(BUILD)/tests/fast/screens-%: tests/screens/%_test.c $(SCREEN_LIVE) $(SCREEN_LIVE:.c=.h) $(ON_PTY) tests/screens/on_pty.h tests/screens/tap.h $(TUI_OBJ) $(LIBTRACE) $(LIBCTX) ctxlab
	@mkdir -p $(@D)
	$(CC) $(BASE) $(SCREEN_FLAGS) -fexceptions -o $@ $< $(SCREEN_LIVE) $(ON_PTY) $(TUI_OBJ) $(LIBTRACE) $(LIBCTX) -lvterm -lutil -pthread $(SCREEN_LIBS)

# The same under ASan and UBSan, for 10,000 random keys and resizes.
SCREEN_ASAN  := $(BUILD)/tests/screens/show-asan $(BUILD)/tests/screens/learn-asan
$(SCREEN_ASAN): $(BUILD)/tests/screens/%-asan: tests/screens/%.c $(FIXTURE) $(TUI_SRC) $(TUI_HDR) $(wildcard trace/*.c trace/*.h)
	@mkdir -p $(@D)
	$(CC) $(CSTD) $(WARN) -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined $(SCREEN_FLAGS) -o $@ \
	    $(filter %.c,$^) $(SCREEN_LIBS)
$(BUILD)/tests/long/screens-%: tests/screens/%_long.c $(ON_PTY) tests/screens/on_pty.h tests/screens/tap.h $(SCREEN_ASAN) | asan-lab
	@mkdir -p $(@D)
	$(CC) $(BASE) $(SCREEN_FLAGS) -o $@ $< $(ON_PTY) -lvterm -lutil
## make screens      build and run the screen's fast tests
.PHONY: screens
screens: $(SCREEN_TESTS)
	@for t in $^; do $$t >$$t.out || { grep -v '^ok' $$t.out; exit 1; }; tail -n 1 $$t.out; done

## make bench-tool       large traces: the model, key to painted, memory; writes docs/benchmarks-tool.md (seven minutes)
.PHONY: bench-tool
BENCH_PRESS := bench/press.c $(ON_PTY)
$(BUILD)/bench/screen: bench/screen.c bench/every_key.c $(BENCH_PRESS) tui/term/keys.c $(wildcard bench/*.h tests/screens/on_pty.h tui/term/keys.h)
	@mkdir -p $(@D)
	$(CC) $(BASE) $(SCREEN_FLAGS) -Ibench -o $@ $(filter %.c,$^) -lvterm -lutil -lm
$(BUILD)/bench/live: bench/live.c bench/shapes.c bench/attacks.c $(BENCH_PRESS) $(LIBTRACE) $(wildcard bench/*.h tests/screens/on_pty.h)
	@mkdir -p $(@D)
	$(CC) $(BASE) $(SCREEN_FLAGS) -Ibench -o $@ $(filter %.c,$^) $(LIBTRACE) -lvterm -lutil
bench-tool: all $(addprefix $(BUILD)/bench/,screen live trace)
	@bench/run_tool $(BUILD) ./ctxlab docs/benchmarks-tool.md
