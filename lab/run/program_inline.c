/* program_inline.c — where the program itself called what a header did for it. The functions that headers define inline
 * have lines of their own; a finding there should show the program's. Read when the program is loaded: later nothing can be
 * opened, and the stacks are too small for it.
 */
#include "program_inline.h"

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <stdlib.h>
#include <string.h>

static void add_row(inlines_t *t, const inline_row_t *row)
{
    inline_row_t *more = t->count % 64 == 0 ? realloc(t->row, (t->count + 64) * sizeof *more) : t->row;
    if (more == NULL)
        return;
    t->row = more;
    t->row[t->count++] = *row;
}

static Dwarf_Word number_of(Dwarf_Die *die, unsigned name)
{
    Dwarf_Attribute attribute;
    Dwarf_Word value = 0;
    return dwarf_attr(die, name, &attribute) != NULL && dwarf_formudata(&attribute, &value) == 0 ? value : 0;
}

static void take_call(inlines_t *t, Dwarf_Die *die, Dwarf_Files *files, uintptr_t bias)
{
    const char *file = dwarf_filesrc(files, number_of(die, DW_AT_call_file), NULL, NULL);
    inline_row_t row = {.line = (int)number_of(die, DW_AT_call_line)};
    Dwarf_Addr base, low, high;
    if (file == NULL || row.line == 0 || (strchr(file, '/') != NULL && strncmp(file, "./", 2) != 0))
        return; /* called by another header */
    (void)snprintf(row.file, sizeof row.file, "%s", strncmp(file, "./", 2) == 0 ? file + 2 : file);
    for (ptrdiff_t at = 0; (at = dwarf_ranges(die, at, &base, &low, &high)) > 0;) {
        row.low = low + bias;
        row.high = high + bias;
        add_row(t, &row);
    }
}

static void walk(inlines_t *t, Dwarf_Die *parent, Dwarf_Files *files, uintptr_t bias, int depth)
{
    Dwarf_Die die;
    for (int rc = dwarf_child(parent, &die); rc == 0; rc = dwarf_siblingof(&die, &die)) {
        int tag = dwarf_tag(&die);
        if (tag == DW_TAG_inlined_subroutine)
            take_call(t, &die, files, bias);
        if (depth < 40 && (tag == DW_TAG_inlined_subroutine || tag == DW_TAG_subprogram || tag == DW_TAG_lexical_block))
            walk(t, &die, files, bias, depth + 1);
    }
}

void inlines_read(inlines_t *t, Dwarf_Die *cu, uintptr_t bias)
{
    Dwarf_Files *files;
    size_t n;
    if (dwarf_getsrcfiles(cu, &files, &n) == 0)
        walk(t, cu, files, bias, 0);
}

/* The closest around pc: of nested calls the innermost that the program wrote. */
const inline_row_t *inlines_find(const inlines_t *t, uintptr_t pc)
{
    const inline_row_t *best = NULL;
    for (size_t i = 0; i < t->count; i++) {
        const inline_row_t *row = &t->row[i];
        if (pc >= row->low && pc < row->high && (best == NULL || row->high - row->low < best->high - best->low))
            best = row;
    }
    return best;
}

void inlines_free(inlines_t *t)
{
    free(t->row);
    *t = (inlines_t){0};
}
