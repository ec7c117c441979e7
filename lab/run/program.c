/* program.c — load, snapshot, restore. */
#include "program.h"

#include <dlfcn.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gate.h"
#include "program_inline.h"
#include "program_private.h"

enum { SEGMENTS = 8 };

typedef struct segment {
    char *at, *copy;
    size_t size;
} segment_t;

struct program {
    void *handle;
    const sim_program_t *sim;
    uintptr_t base, low, high, text, text_end;
    segment_t segment[SEGMENTS];
    int segments;
    bool thread_locals;
    Dwfl *dwfl;
    Dwfl_Module *module;
    inlines_t inlines;
    private_t private;
};

static void add_segment(program_t *p, uintptr_t from, uintptr_t to)
{
    if (from >= to || p->segments == SEGMENTS)
        return;
    p->segment[p->segments++] = (segment_t){(char *)from, NULL, to - from};
}

static int find_segments(struct dl_phdr_info *info, size_t size, void *arg)
{
    program_t *p = arg;
    uintptr_t relro_end = 0;
    (void)size;
    if (info->dlpi_addr != p->base)
        return 0;
    for (int i = 0; i < info->dlpi_phnum; i++) /* read-only after relocation: its tail is page-aligned down */
        if (info->dlpi_phdr[i].p_type == PT_GNU_RELRO)
            relro_end = (p->base + info->dlpi_phdr[i].p_vaddr + info->dlpi_phdr[i].p_memsz) & ~(uintptr_t)4095;
    p->low = UINTPTR_MAX;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *ph = &info->dlpi_phdr[i];
        uintptr_t from = p->base + ph->p_vaddr, to = from + ph->p_memsz;
        if (ph->p_type == PT_TLS && ph->p_memsz > 0)
            p->thread_locals = true;
        if (ph->p_type != PT_LOAD)
            continue;
        p->low = from < p->low ? from : p->low;
        p->high = to > p->high ? to : p->high;
        if (ph->p_flags & PF_X)
            p->text = from, p->text_end = to;
        if (ph->p_flags & PF_W)
            add_segment(p, from < relro_end && relro_end <= to ? relro_end : from, to);
    }
    return 1;
}

static bool snapshot(program_t *p)
{
    for (int i = 0; i < p->segments; i++) {
        p->segment[i].copy = malloc(p->segment[i].size);
        if (p->segment[i].copy == NULL)
            return false;
        memcpy(p->segment[i].copy, p->segment[i].at, p->segment[i].size);
    }
    return true;
}

static void number_sites(const sim_program_t *sim, trace_t *trace)
{
    for (ctx_site_t *site = sim->first_site; site != NULL && site < sim->end_site; site++)
        site->id = trace_add_site(trace, site->file, site->line, site->func);
}

/* The line tables, except the engine's. Later a line is asked for from a fiber or a signal handler, whose stacks are too
 * small for the reading. */
static void read_lines(Dwfl_Module *module, inlines_t *inlines)
{
    Dwarf_Addr bias;
    Dwarf_Die *cu = NULL;
    Dwarf_Lines *lines;
    size_t n;
    if (dwfl_module_getdwarf(module, &bias) == NULL)
        return;
    while ((cu = dwfl_module_nextcu(module, cu, &bias)) != NULL) {
        const char *name = dwarf_diename(cu);
        if (name == NULL || strncmp(name, "engine/", 7) != 0)
            (void)dwarf_getsrclines(cu, &lines, &n);
        if (name != NULL && strchr(name, '/') == NULL) /* the learner's: compiled where it lies */
            inlines_read(inlines, cu, bias);
    }
}

static void open_symbols(program_t *p, const char *path)
{
    static char *none;
    static const Dwfl_Callbacks callbacks = {.find_elf = dwfl_build_id_find_elf,
                                             .find_debuginfo = dwfl_standard_find_debuginfo,
                                             .section_address = dwfl_offline_section_address,
                                             .debuginfo_path = &none};
    p->dwfl = dwfl_begin(&callbacks);
    if (p->dwfl == NULL)
        return;
    dwfl_report_begin(p->dwfl);
    p->module = dwfl_report_elf(p->dwfl, "program", path, -1, p->base, false);
    dwfl_report_end(p->dwfl, NULL, NULL);
    if (p->module != NULL) /* read now: once sandboxed, nothing more can be opened */
        read_lines(p->module, &p->inlines);
}

program_t *program_load(const char *path, trace_t *trace, err_t *err)
{
    program_t *p = calloc(1, sizeof *p);
    if (p == NULL)
        return NULL;
    p->handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (p->handle == NULL) {
        err_set(err, "could not load the built program: %s", dlerror());
        program_unload(p);
        return NULL;
    }
    sim_program_t *sim = dlsym(p->handle, "ctxlab_sim");
    Dl_info info;
    if (sim == NULL || sim->version != SIM_HOST_VERSION || !dladdr(sim, &info)) {
        err_set(err, "%s is not a simulated program of this version; rebuild it", path);
        program_unload(p);
        return NULL;
    }
    p->sim = sim;
    p->base = (uintptr_t)info.dli_fbase;
    dl_iterate_phdr(find_segments, p);
    if (p->thread_locals) {
        err_set(err, "the program has thread-local variables: all tasks of a simulated run share one thread, so they would "
                     "share these too; put them into what each task is given");
        program_unload(p);
        return NULL;
    }
    number_sites(sim, trace);
    open_symbols(p, path);
    uintptr_t written = p->segments > 0 ? (uintptr_t)p->segment[0].at : p->high;
    if (!snapshot(p) || !private_read(&p->private, p->module, path, p->low, written, p->high)) {
        err_set(err, "out of memory while loading %s", path);
        program_unload(p);
        return NULL;
    }
    return p;
}

void program_unload(program_t *p)
{
    if (p == NULL)
        return;
    for (int i = 0; i < p->segments; i++)
        free(p->segment[i].copy);
    inlines_free(&p->inlines);
    private_free(&p->private);
    if (p->dwfl != NULL)
        dwfl_end(p->dwfl);
    if (p->handle != NULL)
        dlclose(p->handle);
    free(p);
}

void program_restore(program_t *p)
{
    for (int i = 0; i < p->segments; i++)
        memcpy(p->segment[i].at, p->segment[i].copy, p->segment[i].size);
}

const sim_program_t *program_sim(const program_t *p) { return p->sim; }
void program_place(const program_t *p, sim_host_t *host)
{
    host->image = (const char *)p->low;
    host->image_end = (const char *)p->high;
    host->image_private = p->private.is;
    const char *const *own = dlsym(p->handle, "ctxlab_own"); /* tests' programs have none */
    if (own != NULL) {
        host->own_code = own[0];
        host->own_code_end = own[1];
    }
    host->code = (const char *)p->text;
    host->code_end = (const char *)p->text_end;
}

/* The engine's public functions, the C library's that a program may use, and what the entry's scenario and scenery show:
 * the first instruction of each, and nothing else. Asked seldom: only for what is not the program's own. */
bool program_may_call(const program_t *p, uintptr_t target)
{
    Dl_info info;
    GElf_Sym sym;
    GElf_Off offset;
    Dwarf_Addr bias;
    if (!program_owns_pc(p, target))
        return dladdr((void *)target, &info) != 0 && (uintptr_t)info.dli_saddr == target && info.dli_sname != NULL &&
               gate_listed(gate_base_symbols, info.dli_sname);
    const char *name = p->module == NULL ? NULL : dwfl_module_addrinfo(p->module, target, &offset, &sym, NULL, NULL, NULL);
    if (name == NULL || offset != 0 || strcmp(name, "scene_main") == 0)
        return name == NULL && p->module == NULL;
    if (gate_listed(gate_engine_symbols, name) || gate_listed(gate_base_symbols, name) ||
        (strncmp(name, "sim_", 4) == 0 && gate_listed(gate_seen_symbols, name + 4)))
        return true;
    Dwarf_Die *cu = dwfl_module_addrdie(p->module, target, &bias);
    const char *file = cu == NULL ? NULL : dwarf_diename(cu);
    bool shown = GELF_ST_VISIBILITY(sym.st_other) == STV_HIDDEN || GELF_ST_BIND(sym.st_info) == STB_GLOBAL;
    return file != NULL && strncmp(file, "engine/", 7) != 0 && shown;
}

bool program_owns_pc(const program_t *p, uintptr_t pc) { return pc >= p->low && pc < p->high; }

void program_line(const program_t *p, uintptr_t pc, char *file, size_t size, int *line)
{
    snprintf(file, size, "?");
    *line = 0;
    if (p->module == NULL)
        return;
    const char *name = NULL;
    for (uintptr_t back = 1; back <= 48 && *line == 0; back++) { /* the call, not the return; clang gives some calls no line */
        Dwfl_Line *at = dwfl_module_getsrc(p->module, pc - back);
        name = at != NULL ? dwfl_lineinfo(at, NULL, line, NULL, NULL, NULL) : NULL;
    }
    const inline_row_t *call = name != NULL && strstr(name, "/include/") != NULL ? inlines_find(&p->inlines, pc - 1) : NULL;
    if (call != NULL) {
        snprintf(file, size, "%s", call->file);
        *line = call->line;
    } else if (name != NULL) /* the lab compiles in a folder it calls "." */
        snprintf(file, size, "%s", strncmp(name, "./", 2) == 0 ? name + 2 : name);
}
