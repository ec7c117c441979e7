# The engine, compiled twice: `threads` and `sim` differ only in which rt.h their -I finds.
ENGINE_SRC   := $(wildcard engine/*.c)
THREADS_SRC  := $(ENGINE_SRC) $(wildcard engine/threads/*.c)
SIM_SRC      := $(ENGINE_SRC) $(wildcard engine/sim/*.c engine/sim/*.S)
THREADS_OBJ  := $(patsubst %,$(BUILD)/threads/%.o,$(THREADS_SRC))
SIM_OBJ      := $(patsubst %,$(BUILD)/sim/%.o,$(SIM_SRC))
LIBCTX       := $(BUILD)/libctx.a
LIBCTX_OPEN  := $(BUILD)/libctx_open.a
LIBCTX_SIM   := $(BUILD)/libctx_sim.a
SCENE_MAIN   := $(BUILD)/scene_threads.o# main() that plays an exercise on threads

# No table of jumps between it and malloc: a tenth of a context's life.
$(BUILD)/threads/%.c.o: %.c
	@mkdir -p $(@D)
	@$(CC) $(BASE) -fno-plt $(SANITIZE) $(ENGINE_PUBLIC) -Iengine -Iengine/threads -fPIC -fvisibility=hidden -pthread -c $< -o $@
# No sibling calls: who called is told by the return address (engine/sim/calls.c), and a jump would leave the learner's there.
$(BUILD)/sim/%.c.o: %.c
	@mkdir -p $(@D)
	$(CC) $(BASE) $(ENGINE_PUBLIC) -Iengine -Iengine/sim -fPIC -fvisibility=hidden -fno-optimize-sibling-calls -c $< -o $@
$(BUILD)/sim/%.S.o: %.S
	@mkdir -p $(@D)
	$(CC) -fPIC -c $< -o $@
# One object whose private names are local: a program may have a `queue_add` of its own. What plays an exercise is the same
# with a main(), and with what scenarios say (scene.h, work.h), which is no part of the library; what tests look into has all names.
LIBCTX_OBJ := $(filter-out $(BUILD)/threads/engine/threads/scene.c.o,$(THREADS_OBJ))
PUBLIC_NAMES := $(BUILD)/gen/public-names
$(PUBLIC_NAMES): tools/public-names.sh $(wildcard engine/include/*.h)
	@mkdir -p $(@D)
	@tools/public-names.sh $(COMPILER) engine/include > $@.new && mv $@.new $@
$(LIBCTX): $(LIBCTX_OBJ) $(PUBLIC_NAMES) mk/10-engine.mk
	@ld -r -o $(BUILD)/gen/libctx.o $(LIBCTX_OBJ) && objcopy --keep-global-symbols=$(PUBLIC_NAMES) $(BUILD)/gen/libctx.o
	$(call SAY,AR      )rm -f $@; ar rcs $@ $(BUILD)/gen/libctx.o
$(SCENE_MAIN): $(BUILD)/threads/engine/threads/scene/main.c.o $(THREADS_OBJ) $(PUBLIC_NAMES)
	$(call SAY,LD      )ld -r -o $@.new $(filter %.o,$^) && objcopy --keep-global-symbols=$(PUBLIC_NAMES) --keep-global-symbol=main $@.new && mv $@.new $@
$(LIBCTX_OPEN): $(THREADS_OBJ)
	$(call SAY,AR      )rm -f $@; ar rcs $@ $^
$(LIBCTX_SIM): $(SIM_OBJ)
	$(call SAY,AR      )rm -f $@; ar rcs $@ $^
-include $(THREADS_OBJ:.o=.d) $(SIM_OBJ:.o=.d)

## make engine           the context library for threads, build/libctx.a
.PHONY: engine
engine: $(LIBCTX) $(SCENE_MAIN)

# The behaviour suite: every file of tests/behaviours, on threads.
BEHAVIOURS     := $(wildcard tests/behaviours/*.c)
BEHAVIOUR_LINK  = $(CC) $(BASE) $(SANITIZE) $(ENGINE_PUBLIC) -Itests/behaviours $(BEHAVIOURS) $(LIBCTX) -pthread -o $@
$(BUILD)/tests/fast/behaviours_threads: $(BEHAVIOURS) tests/behaviours/behaviours.h $(LIBCTX)
	@mkdir -p $(@D)
	@$(subst -MMD -MP,,$(BEHAVIOUR_LINK))
FAST_TESTS += $(BUILD)/tests/fast/behaviours_threads

# The same under the sanitizers, each in a build folder of its own.
## make tsan, make asan  the engine's tests under ThreadSanitizer; under AddressSanitizer and UBSan
.PHONY: tsan asan valgrind
ENGINE_CHECKS = tests/fast/behaviours_threads tests/fast/stress tests/fast/engine_sizes tests/fast/lanes tests/fast/locks tests/fast/sins \
    tests/fast/failing_allocations
tsan asan:
	@mkdir -p $(BUILD)/$@ && touch $(BUILD)/$@/deps.mk
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/$@ SANITIZE="$(SANITIZE_$@)" $(addprefix $(BUILD)/$@/,$(ENGINE_CHECKS))
	@tests/run $(addprefix $(BUILD)/$@/,$(ENGINE_CHECKS))
	@CTX_TRACE=$(BUILD)/$@/suite.ctx $(BUILD)/$@/tests/fast/behaviours_threads >$(BUILD)/$@/suite.out 2>&1 || { cat $(BUILD)/$@/suite.out; exit 1; }
SANITIZE_tsan = -fsanitize=thread
SANITIZE_asan = -fsanitize=address,undefined -fno-sanitize-recover=undefined
## make valgrind         the same under valgrind
valgrind: $(addprefix $(BUILD)/,$(ENGINE_CHECKS)) $(BUILD)/tests/fast/behaviours_sim
	@for t in $(addprefix $(BUILD)/,$(ENGINE_CHECKS)); do \
	    case $$(basename $$t) in sins|failing_allocations) leaks=no;; *) leaks=full;; esac; : "sinners lose, and who ends at once frees nothing"; \
	    WITHOUT_FORKS=1 $(VALGRIND) --leak-check=$$leaks $$t >$$t.valgrind 2>&1 || { tail -n 30 $$t.valgrind; exit 1; }; tail -n 1 $$t.valgrind; done
	@$(VALGRIND) --max-stackframe=4000000000 $(BUILD)/tests/fast/behaviours_sim $(BUILD)/tests/sim/behaviours.so 2 >$(BUILD)/tests/sim/valgrind.out 2>&1 || \
	    { grep -v ^ok $(BUILD)/tests/sim/valgrind.out | tail -n 30; exit 1; }; echo "in the simulator: $$(tail -n 1 $(BUILD)/tests/sim/valgrind.out)"
VALGRIND = valgrind -q --trace-children=yes --error-exitcode=9 --show-leak-kinds=definite --errors-for-leak-kinds=definite

# What looks inside the engine is compiled with its private headers.
ENGINE_TEST = $(CC) $(filter-out -MMD -MP,$(BASE)) $(SANITIZE) $(ENGINE_PUBLIC) -Iengine -Iengine/threads $< $(LIBCTX_OPEN) -pthread -o $@
$(BUILD)/tests/fast/engine_sizes $(BUILD)/tests/fast/engine_os $(BUILD)/tests/fast/lanes $(BUILD)/tests/fast/locks: $(BUILD)/tests/fast/%: tests/unit/%.c $(LIBCTX_OPEN)
	@mkdir -p $(@D)
	@$(ENGINE_TEST)
$(BUILD)/tests/fast/stress $(BUILD)/tests/long/stress: tests/unit/stress.c tests/behaviours/storm.c tests/behaviours/storm.h $(LIBCTX)
	@mkdir -p $(@D)
	@$(CC) $(filter-out -MMD -MP,$(BASE)) $(SANITIZE) $(ENGINE_PUBLIC) -Itests/behaviours $(filter %.c,$^) $(LIBCTX) -pthread -o $@
FAST_TESTS += $(BUILD)/tests/fast/lanes $(BUILD)/tests/fast/locks $(BUILD)/tests/fast/engine_sizes $(BUILD)/tests/fast/engine_os $(BUILD)/tests/fast/stress
LONG_TESTS += $(BUILD)/tests/long/stress

$(BUILD)/tests/fast/failing_allocations: tests/unit/failing_allocations.c $(LIBCTX_OPEN)
	@mkdir -p $(@D)
	@$(CC) $(filter-out -MMD -MP,$(BASE)) $(SANITIZE) $(ENGINE_PUBLIC) $< $(LIBCTX_OPEN) -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc -pthread -o $@
FAST_TESTS += $(BUILD)/tests/fast/failing_allocations
$(BUILD)/tests/fast/processes $(BUILD)/tests/fast/select_odds: $(BUILD)/tests/fast/%: tests/unit/%.c $(LIBCTX)
	@mkdir -p $(@D)
	@$(CC) $(filter-out -MMD -MP,$(BASE)) $(SANITIZE) $(ENGINE_PUBLIC) $< $(LIBCTX) -lm -pthread -o $@
FAST_TESTS += $(BUILD)/tests/fast/processes $(BUILD)/tests/fast/select_odds
$(BUILD)/tests/fast/sins $(BUILD)/tests/long/sins: tests/unit/sins.c tests/sim/programs/sins.c tests/sim/sins.h $(LIBCTX_OPEN)
	@mkdir -p $(@D)
	@$(CC) $(filter-out -MMD -MP,$(BASE)) $(SANITIZE) $(ENGINE_PUBLIC) -DON_THREADS -Itests/sim $(filter %.c,$^) $(LIBCTX_OPEN) -pthread -o $@
FAST_TESTS += $(BUILD)/tests/fast/sins
LONG_TESTS += $(BUILD)/tests/long/sins

## make vet          gcc's analyzer over the engine's portable text and every solution: silent, or exit 1
.PHONY: vet
vet: all
	@failed=0; for f in $(ENGINE_SRC); do \
	    if $(COMPILER) $(CSTD) -O0 -fanalyzer $(ENGINE_PUBLIC) -Iengine -Iengine/threads -pthread -c $$f -o /dev/null 2>&1 | grep 'warning:'; \
	    then failed=1; else echo "  VET     $$f"; fi; done; \
	for f in solutions/*.c; do ./ctxlab vet $$f >/dev/null 2>&1 || { ./ctxlab vet $$f; failed=1; }; done; \
	echo "  VET     $(words $(wildcard solutions/*.c)) solutions"; exit $$failed
