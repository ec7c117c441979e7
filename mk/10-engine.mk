# The engine, compiled twice: `threads` and `sim` differ only in which rt.h their -I finds.
ENGINE_SRC   := $(wildcard engine/*.c)
THREADS_SRC  := $(ENGINE_SRC) $(wildcard engine/threads/*.c)
SIM_SRC      := $(ENGINE_SRC) $(wildcard engine/sim/*.c engine/sim/*.S)
THREADS_OBJ  := $(patsubst %,$(BUILD)/threads/%.o,$(THREADS_SRC))
SIM_OBJ      := $(patsubst %,$(BUILD)/sim/%.o,$(SIM_SRC))
LIBCTX       := $(BUILD)/libctx.a
LIBCTX_SIM   := $(BUILD)/libctx_sim.a

$(BUILD)/threads/%.c.o: %.c
	@mkdir -p $(@D)
	$(CC) $(BASE) $(ENGINE_PUBLIC) -Iengine -Iengine/threads -fPIC -pthread -c $< -o $@
$(BUILD)/sim/%.c.o: %.c
	@mkdir -p $(@D)
	$(CC) $(BASE) $(ENGINE_PUBLIC) -Iengine -Iengine/sim -fPIC -fvisibility=hidden -c $< -o $@
$(BUILD)/sim/%.S.o: %.S
	@mkdir -p $(@D)
	$(CC) -fPIC -c $< -o $@
$(LIBCTX): $(THREADS_OBJ)
	rm -f $@; ar rcs $@ $^
$(LIBCTX_SIM): $(SIM_OBJ)
	rm -f $@; ar rcs $@ $^
-include $(THREADS_OBJ:.o=.d) $(SIM_OBJ:.o=.d)
