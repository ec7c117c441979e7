# The trace reader, the model, findings, checks.
TRACE_SRC := $(wildcard trace/*.c)
TRACE_OBJ := $(patsubst %,$(BUILD)/%.o,$(TRACE_SRC))
LIBTRACE  := $(BUILD)/libtrace.a
$(BUILD)/trace/%.c.o: trace/%.c
	@mkdir -p $(@D)
	$(CC) $(BASE) $(ENGINE_PUBLIC) -Itrace -c $< -o $@
$(LIBTRACE): $(TRACE_OBJ)
	rm -f $@; ar rcs $@ $^
-include $(TRACE_OBJ:.o=.d)
