/* program.h — a simulated program (engine/include/sim_host.h) loaded into this process, and put back to its beginning
 * before every run.
 */
#ifndef PROGRAM_H
#define PROGRAM_H

#include "sim_host.h"

#include "err.h"
#include "trace.h"

typedef struct program program_t;

/* Loads path, numbers its call sites in `trace`, snapshots its writable memory. Owned (program_unload). */
program_t *program_load(const char *path, trace_t *trace, err_t *err);
void program_unload(program_t *p);
void program_restore(program_t *p); /* its data as it was after loading */
const sim_program_t *program_sim(const program_t *p);
void program_place(const program_t *p, sim_host_t *host); /* tells the host where it lies */
bool program_may_call(const program_t *p, uintptr_t target); /* besides its own functions */
bool program_owns_pc(const program_t *p, uintptr_t pc);
/* file and line of a program counter, from its debug information; "?" when there is none */
void program_line(const program_t *p, uintptr_t pc, char *file, size_t size, int *line);

#endif
