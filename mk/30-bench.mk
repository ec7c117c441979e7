# The comparison with the peers that Debian ships. A peer that is not installed is left out, and said so.
BENCH_DIR := $(BUILD)/bench
$(BENCH_DIR)/ours: bench/ours.c bench/bench.h $(LIBCTX)
	@mkdir -p $(@D)
	@$(CC) -std=gnu11 -O2 -fexceptions -Wall -Wextra $(ENGINE_PUBLIC) -Ibench $< $(LIBCTX) -pthread -o $@
$(BENCH_DIR)/floor: bench/floor.c bench/bench.h
	@mkdir -p $(@D)
	@$(CC) -std=gnu11 -O2 -Wall -Wextra -Ibench $< -pthread -o $@
$(BENCH_DIR)/nsync: bench/peer_nsync.c bench/bench.h
	@mkdir -p $(@D)
	@$(CC) -std=gnu11 -O2 -Ibench $< -lnsync -pthread -o $@ 2>/dev/null || echo "bench: no nsync (libnsync-dev)" >&2
$(BENCH_DIR)/glib: bench/peer_glib.c bench/bench.h
	@mkdir -p $(@D)
	@$(CC) -std=gnu11 -O2 -Ibench $< $$(pkg-config --cflags --libs gio-2.0 2>/dev/null) -o $@ 2>/dev/null || echo "bench: no GLib (libglib2.0-dev)" >&2
$(BENCH_DIR)/stop: bench/peer_stop.cc bench/bench.h
	@mkdir -p $(@D)
	@$(CXX) -std=c++20 -O2 -Ibench $< -pthread -o $@ 2>/dev/null || echo "bench: no C++20 (g++)" >&2
$(BENCH_DIR)/go: bench/peer.go
	@mkdir -p $(@D)
	@GO111MODULE=off GOCACHE=$(abspath $(BENCH_DIR))/gocache go build -o $@ $< 2>/dev/null || echo "bench: no Go (golang-go)" >&2

## make bench            measure the engine beside its peers, interleaved; writes docs/benchmarks.md (a minute)
.PHONY: bench
bench: all $(addprefix $(BENCH_DIR)/,ours floor nsync glib stop go)
	@bench/run $(BENCH_DIR) docs/benchmarks.md
	@tests/lab/bench_judge.sh
