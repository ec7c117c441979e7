/* program_private.c — which bytes of a loaded program's static data are nobody's business but the scenario's or the
 * engine's: a counter of the scenario's, everything of the engine's and the scenery's. What a scenario lends is a structure
 * or an array; a single number, flag or pointer of its own it never does. Constants anybody may read.
 *
 * Who looks through memory for them is caught before a write, and told as who reads what is not the program's.
 */
#include "program_private.h"

#include <stdlib.h>
#include <string.h>

enum { SINGLE = 8 };

/* `BUILD/ID.so`, or `ID-1a2b….so` where it is kept: is file "ID.c"? */
static bool own_file(const char *path, const char *file)
{
    const char *slash = strrchr(path, '/'), *name = slash == NULL ? path : slash + 1;
    size_t n = strlen(file);
    return n > 2 && strncmp(name, file, n - 2) == 0 && (name[n - 2] == '.' || name[n - 2] == '-');
}

/* exercises/ID/scenario.c, or a claim in its place: exercises/ID/claims/NAME.c. */
static bool plays(Dwfl_Module *module, const char *file)
{
    Dwarf_Addr bias;
    bool found = false;
    for (Dwarf_Die *cu = NULL; !found && (cu = dwfl_module_nextcu(module, cu, &bias)) != NULL;) {
        const char *name = dwarf_diename(cu), *slash = name == NULL ? NULL : strrchr(name, '/');
        found = slash != NULL && strcmp(slash + 1, file) == 0 && strncmp(name, "engine/", 7) != 0 && strstr(name, "exercises/scenery/") == NULL;
    }
    return found || strcmp(file, "scenario.c") == 0;
}

static bool is_private(const char *path, const char *file, bool of_scenario, const char *name, const GElf_Sym *sym)
{
    if (GELF_ST_TYPE(sym->st_info) != STT_OBJECT || sym->st_size == 0)
        return false;
    if (GELF_ST_BIND(sym->st_info) != STB_LOCAL || file == NULL)
        return strcmp(name, "sim") == 0 || strncmp(name, "sim_", 4) == 0 || strncmp(name, "ctxlab_", 7) == 0;
    return !own_file(path, file) && (!of_scenario || sym->st_size <= SINGLE);
}

static void mark(private_t *p, uintptr_t at, size_t size)
{
    if (at >= p->from && at < p->end && size <= p->end - at)
        memset(p->is + (at - p->from), 1, size);
}

bool private_read(private_t *p, Dwfl_Module *module, const char *path, uintptr_t from, uintptr_t written, uintptr_t end)
{
    int n = module == NULL ? 0 : dwfl_module_getsymtab(module);
    const char *file = NULL;
    bool of_scenario = false;
    *p = (private_t){from, end, calloc(end - from, 1)};
    if (p->is == NULL)
        return false;
    for (int i = 1; i < n; i++) {
        GElf_Sym sym;
        GElf_Addr at;
        const char *name = dwfl_module_getsym_info(module, i, &sym, &at, NULL, NULL, NULL);
        if (name != NULL && GELF_ST_TYPE(sym.st_info) == STT_FILE)
            file = name, of_scenario = plays(module, name);
        else if (name != NULL && at >= written && is_private(path, file, of_scenario, name, &sym))
            mark(p, at, sym.st_size);
    }
    return true;
}

void private_free(private_t *p) { free(p->is); }
