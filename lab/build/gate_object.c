/* gate_object.c — the compiled object: what it calls, what it defines, what would run on its own. */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "clex.h"
#include "file.h"
#include "gate.h"

#if UINTPTR_MAX > 0xffffffffu
typedef Elf64_Ehdr ehdr_t;
typedef Elf64_Shdr shdr_t;
typedef Elf64_Sym sym_t;
#define ST_TYPE ELF64_ST_TYPE
#define ST_BIND ELF64_ST_BIND
#else
typedef Elf32_Ehdr ehdr_t;
typedef Elf32_Shdr shdr_t;
typedef Elf32_Sym sym_t;
#define ST_TYPE ELF32_ST_TYPE
#define ST_BIND ELF32_ST_BIND
#endif

const char *const gate_base_symbols[] = {
    /* memory and text */
    "malloc", "calloc", "realloc", "free", "abort", "memcpy", "memmove", "memset", "memcmp", "memchr", "strlen", "strnlen",
    "strcmp", "strncmp", "strcasecmp", "strncasecmp", "strcpy", "strncpy", "strcat", "strncat", "strchr", "strrchr", "strstr",
    "strspn", "strcspn", "strpbrk", "strdup", "strndup", "stpcpy", "strtol", "strtoll", "strtoul", "strtoull", "atoi", "atol",
    "abs", "labs", "llabs", "div", "qsort", "bsearch", "toupper", "tolower", "isalpha", "isdigit", "isspace", "isalnum",
    "__ctype_b_loc", "__ctype_tolower_loc", "__ctype_toupper_loc", "__isoc99_sscanf", "sscanf",
    /* output: becomes an event of the run */
    "printf", "puts", "putchar", "fprintf", "fputs", "fputc", "putc", "fwrite", "fflush", "vprintf", "vfprintf", "perror",
    "stdout", "stderr", "snprintf", "sprintf", "vsnprintf", "vsprintf", "strerror", "__errno_location", "__assert_fail",
    /* what the compiler puts in */
    "_GLOBAL_OFFSET_TABLE_", "_Unwind_Resume", "__stack_chk_fail", "__gcc_personality_v0", "__sanitizer_cov_trace_pc",
    "__memcpy_chk", "__memset_chk", "__snprintf_chk", "__printf_chk", "__mulodi4", "__popcountdi2",
    "DW.ref.__gcc_personality_v0", NULL};

bool gate_listed(const char *const *list, const char *name)
{
    for (; *list != NULL; list++)
        if (strcmp(*list, name) == 0)
            return true;
    return false;
}

static bool lent_by(const entry_t *e, const char *header, const char *name, int depth)
{
    buf_t text = {0};
    clex_t lex;
    bool found = false;
    if (file_read(header, FILE_LIMIT, &text, NULL)) {
        clex_start(&lex, buf_text(&text));
        for (clex_token_t t = clex_next(&lex); t.kind != CLEX_END && !found; t = clex_next(&lex)) {
            found = t.kind == CLEX_NAME && strcmp(t.text, name) == 0;
            if (!found && depth == 0 && t.kind == CLEX_STRING && t.length > 2 && t.length < 100) {
                char *more = xformat("%s/../scenery/%.*s", e->dir, (int)t.length - 2, t.text + 1);
                found = lent_by(e, more, name, 1);
                free(more);
            }
        }
    }
    buf_free(&text);
    return found;
}

bool gate_lent(const entry_t *e, const char *name)
{
    char *header = entry_path(e, "exercise.h");
    bool ok = lent_by(e, header, name, 0);
    free(header);
    return ok;
}

/* In the simulator such a call goes to ours (engine/sim/library.c): who reaches the real one does it unseen. */
static bool seen(const entry_t *e, const char *name)
{
    return !e->threads && strncmp(name, "sim_", 4) == 0 && gate_listed(gate_seen_symbols, name + 4);
}

/* memset fills large initializers; the size is the compiler's. */
static bool unseen(const entry_t *e, const char *name)
{
    return !e->threads && strcmp(name, "memset") != 0 && gate_listed(gate_seen_symbols, name);
}

static bool may_call(const entry_t *e, const char *name)
{
    if (seen(e, name) || strncmp(name, "__tsan_", 7) == 0 || strncmp(name, "__x86_indirect_thunk_", 21) == 0 || gate_listed(gate_engine_symbols, name) || gate_listed(gate_base_symbols, name) ||
        text_in_list(e->allow, name))
        return true;
    return gate_lent(e, name);
}

#define NOWHERE "there is no function '"

/* A learner's own words for what is not there: mistyped, or from another library. What the harness is made of is there, and
 * not for exercises. */
static bool refused(const entry_t *e, const char *name, err_t *why)
{
    char near[80];
    if (gate_of_library(name) || name[0] == '_' || strncmp(name, "scene_", 6) == 0 || strncmp(name, "sim_", 4) == 0)
        return err_set(why, "%s.c: calls or uses '%.80s', which an exercise may not", e->id, name);
    if (gate_nearest(name, near, sizeof near))
        return err_set(why, "%s.c: " NOWHERE "%.80s'; did you mean '%s'?", e->id, name, near);
    return err_set(why, "%s.c: " NOWHERE "%.80s': neither your file nor a header it may include defines it", e->id, name);
}

static bool symbol_allowed(const entry_t *e, const sym_t *s, const char *name, err_t *why)
{
    unsigned type = ST_TYPE(s->st_info), bind = ST_BIND(s->st_info);
    if (type == STT_TLS)
        return err_set(why, "%s.c: '%.80s' is thread-local: tasks share a thread here", e->id, name);
    if (type == STT_GNU_IFUNC)
        return err_set(why, "%s.c: '%.80s' is resolved by code of its own, which is not allowed", e->id, name);
    if (bind == STB_LOCAL || name[0] == '\0')
        return true;
    if (s->st_shndx == SHN_UNDEF && unseen(e, name))
        return err_set(why, "%s.c: copies something larger than 8 KB, or of a size that is only known while it runs, with `=`: use memcpy()",
                       e->id);
    if (s->st_shndx == SHN_UNDEF && !e->threads && strcmp(name, "perror") == 0)
        return err_set(why, "%s.c: calls 'perror', which says what the system answered last: that is no part of the run; print with fprintf(stderr, ...)", e->id);
    if (s->st_shndx == SHN_UNDEF)
        return may_call(e, name) || refused(e, name, why);
    if (strcmp(name, "DW.ref.__gcc_personality_v0") == 0)
        return true; /* the compiler's own, beside scoped handles */
    if (bind != STB_GLOBAL || s->st_shndx == SHN_ABS)
        return err_set(why, "%s.c: '%.80s' is defined in an unusual way, which is not allowed", e->id, name);
    if (name[0] == '_' || gate_of_library(name) || gate_listed(gate_engine_symbols, name))
        return err_set(why, "%s.c: defines '%.80s', a name that the C library or the engine owns; make it static or rename it",
                       e->id, name);
    return true;
}

/* The race checker's own start routine is the one thing that may run by itself. */
static bool section_allowed(const entry_t *e, const shdr_t *s, const char *name, err_t *why)
{
    static const char *const running[] = {".init", ".fini", ".ctors", ".dtors", ".preinit_array", ".fini_array", ".init_array"};
    bool ours = strcmp(name, ".init_array.00099") == 0 && s->sh_size == sizeof(void *);
    for (size_t i = 0; i < sizeof running / sizeof *running && !ours; i++)
        if (strncmp(name, running[i], strlen(running[i])) == 0)
            return err_set(why, "%s.c: holds code that runs by itself (%.40s), which is not allowed", e->id, name);
    if (strcmp(name, ".note.GNU-stack") == 0 && (s->sh_flags & SHF_EXECINSTR) != 0)
        return err_set(why, "%s.c: takes the address of a nested function, which needs a stack that can run: use a plain function",
                       e->id);
    return true;
}

/* n bytes at offset, or NULL: the file is the compiler's, but it is a stranger's program that it compiled. */
static const void *at(const buf_t *f, uint64_t offset, uint64_t n)
{
    return offset > f->len || n > f->len - offset ? NULL : f->data + offset;
}

static const char *text_at(const buf_t *f, const shdr_t *table, uint64_t offset)
{
    const char *p = offset < table->sh_size ? at(f, table->sh_offset, table->sh_size) : NULL;
    return p != NULL && memchr(p + offset, '\0', table->sh_size - offset) != NULL ? p + offset : NULL;
}

static bool symbols_allowed(const entry_t *e, const buf_t *f, const shdr_t *table, const shdr_t *names, err_t *why)
{
    for (uint64_t i = 0; i < table->sh_size / sizeof(sym_t); i++) {
        const void *p = at(f, table->sh_offset + i * sizeof(sym_t), sizeof(sym_t));
        sym_t s;
        if (p == NULL)
            return err_set(why, "%s.c: the compiled object is damaged", e->id);
        memcpy(&s, p, sizeof s);
        const char *name = text_at(f, names, s.st_name);
        if (name == NULL || !symbol_allowed(e, &s, name, why))
            return name == NULL ? err_set(why, "%s.c: the compiled object is damaged", e->id) : false;
    }
    return true;
}

static bool check(const entry_t *e, const buf_t *f, err_t *why)
{
    ehdr_t h;
    const void *p = at(f, 0, sizeof h);
    if (p != NULL)
        memcpy(&h, p, sizeof h);
    const shdr_t *s = p == NULL ? NULL : at(f, h.e_shoff, (uint64_t)h.e_shnum * sizeof *s);
    if (s == NULL || memcmp(h.e_ident, ELFMAG, SELFMAG) != 0 || h.e_shstrndx >= h.e_shnum || h.e_shoff % 8 != 0)
        return err_set(why, "%s.c: the compiled object is damaged", e->id);
    for (unsigned i = 0; i < h.e_shnum; i++) {
        const char *name = text_at(f, &s[h.e_shstrndx], s[i].sh_name);
        if (name == NULL || s[i].sh_link >= h.e_shnum)
            return err_set(why, "%s.c: the compiled object is damaged", e->id);
        if (!section_allowed(e, &s[i], name, why))
            return false;
        if (s[i].sh_type == SHT_SYMTAB && !symbols_allowed(e, f, &s[i], &s[s[i].sh_link], why))
            return false;
    }
    return true;
}

bool gate_object(const entry_t *e, const char *path, err_t *why)
{
    buf_t f = {0};
    bool ok = file_read_strict(path, 64 << 20, &f, why) && check(e, &f, why);
    buf_free(&f);
    return ok;
}

char *gate_missing(const entry_t *e, const char *source, const char *why)
{
    const char *said = strstr(why, NOWHERE), *name = said == NULL ? NULL : said + strlen(NOWHERE);
    size_t n = name == NULL ? 0 : strcspn(name, "'");
    clex_t lex;
    if (name == NULL)
        return NULL;
    clex_start(&lex, source);
    for (clex_token_t t = clex_next(&lex); t.kind != CLEX_END; t = clex_next(&lex))
        if (t.kind == CLEX_NAME && t.length == n && strncmp(t.text, name, n) == 0)
            return xformat("%s.c:%d: error: %s\n", e->id, t.line, said);
    return xformat("%s.c: error: %s\n", e->id, said);
}
