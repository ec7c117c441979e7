# ctxlab — `make` builds ./ctxlab, `make test` runs the fast tests, `make help` lists the rest.
CC      ?= gcc
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
