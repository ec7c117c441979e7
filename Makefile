# ctxlab — `make` builds ./ctxlab, `make test` runs the fast tests, `make help` lists the rest.
# What is being made, a line each; `make V=1` shows the commands themselves. COMPILER is for commands inside others.
COMPILER ?= gcc
ifndef V
CC      = @echo "  CC      $@"; $(COMPILER)
SAY     = @echo "  $(1)$@";
else
CC      = $(COMPILER)
SAY     =
endif
# As many at once as there are processors, unless told otherwise.
ifeq ($(filter -j% --jobs%,$(MAKEFLAGS)),)
MAKEFLAGS += -j$(shell nproc 2>/dev/null || echo 1)
endif
BUILD   ?= build
WARN    := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Werror
CSTD    := -std=gnu11
OPT     ?= -O2 -g
BASE    := $(CSTD) $(WARN) $(OPT) -fexceptions -MMD -MP
ENGINE_PUBLIC := -Iengine/include

.PHONY: all help deps test test-long clean
all: ctxlab

include $(sort $(wildcard mk/*.mk))

help:
	@grep -hE '^## ' Makefile mk/*.mk | sed 's/^## /  /'

clean:
	rm -rf $(BUILD) ctxlab
