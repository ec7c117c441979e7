/* verb_vet.c — `ctxlab vet FILE.c…`: the compiler's analyzer over any C file, with the header's ownership words. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"
#include "options.h"
#include "spawn.h"
#include "verbs.h"
#include "vet_flags.h"
#include "vet_tokens.h"

enum { VET_MS = 60000, VET_TEXT = 1 << 20, VET_SOURCE = 4 << 20 };

/* What a warning is about → the exercise that teaches it. */
typedef struct lesson {
    const char *words, *id, *what;
} lesson_t;

static const lesson_t lessons[] = {
    {"ctx_derive_", "discarded-cancel", "a cancel handle is lost"},
    {"Wanalyzer-malloc-leak", "discarded-cancel", "something owned is never given back"},
    {"Wunused-result", "discarded-cancel", "what was returned must be given back"},
    {"Wanalyzer-double-free", "redundant-cancel", "a handle is released twice"},
    {"Wanalyzer-use-after-free", "redundant-cancel", "a context is used after its handle was released"},
    {"Wanalyzer-mismatching-deallocation", "discarded-cancel", "given back by the wrong function"},
    {"Wnonnull", "nil-context", "NULL where something is needed"},
};

/* A file called like an entry is that exercise's: its headers are the entry's own. Owned. */
static char *entry_include(const lab_t *lab, const char *file)
{
    const char *base = strrchr(file, '/');
    base = base == NULL ? file : base + 1;
    size_t n = strcspn(base, ".");
    for (size_t i = 0; i < lab->catalog.count; i++) {
        const entry_t *e = &lab->catalog.entry[i];
        if (strlen(e->id) == n && strncmp(e->id, base, n) == 0)
            return xformat("-I%s", e->dir);
    }
    return NULL;
}

/* Runs the compiler over file with `what` to do. */
static bool compile(const lab_t *lab, const char *file, const char *const *what, char *const *more, spawned_t *end, err_t *err)
{
    const char *argv[128];
    size_t n = 0;
    for (const char *const *f = vet_flags; *f != NULL; f++)
        argv[n++] = *f;
    for (const char *const *f = what; *f != NULL; f++)
        argv[n++] = *f;
    char *include = xformat("-I%s/engine/include", lab->catalog.home);
    char *scenery = xformat("-I%s/exercises/scenery", lab->catalog.home), *entry = entry_include(lab, file);
    argv[n++] = include;
    argv[n++] = scenery;
    if (entry != NULL)
        argv[n++] = entry;
    for (; *more != NULL && n < 120; more++)
        argv[n++] = *more;
    argv[n++] = file;
    argv[n] = NULL;
    spawn_t s = {.argv = argv, .wall_ms = VET_MS, .output_limit = VET_TEXT};
    bool ok = spawn_run(&s, end, err);
    free(include);
    free(scenery);
    free(entry);
    return ok;
}

static bool vet_file(const lab_t *lab, const char *file, char *const *more, spawned_t *end, err_t *err)
{
    static const char *const what[] = {"-S", "-o", "/dev/null", NULL};
    return compile(lab, file, what, more, end, err);
}

static const lesson_t *lesson_of(const char *text)
{
    for (size_t i = 0; i < sizeof lessons / sizeof *lessons; i++)
        if (strstr(text, lessons[i].words) != NULL)
            return &lessons[i];
    return NULL;
}

/* Prints the compiler's words and what teaches each kind, once. */
static void print_text(const lab_t *lab, const char *text)
{
    bool said[sizeof lessons / sizeof *lessons] = {false};
    buf_t safe = {0};
    text_safe(&safe, text, VET_TEXT, true);
    fputs(buf_text(&safe), stdout);
    for (const char *p = buf_text(&safe); *p != '\0';) {
        size_t n = strcspn(p, "\n");
        char *line = xstrndup(p, n);
        const lesson_t *l = strstr(line, "warning:") == NULL ? NULL : lesson_of(line);
        if (l != NULL && !said[l - lessons] && catalog_find(&lab->catalog, l->id, NULL) != NULL) {
            said[l - lessons] = true;
            printf("note: %s: ctxlab show %s teaches it\n", l->what, l->id);
        }
        free(line);
        p += p[n] == '\n' ? n + 1 : n;
    }
    buf_free(&safe);
}

/* What no analyzer looks for, in what the preprocessor makes of the file. */
static int habits(const lab_t *lab, const char *file, char *const *more)
{
    const char *what[24] = {"-E", "-w", "-fno-analyzer"};
    size_t n = 3;
    spawned_t end;
    err_t err;
    for (const char *const *g = vet_guards; *g != NULL; g++)
        what[n++] = *g;
    if (!compile(lab, file, what, more, &end, &err))
        return 0;
    int found = end.exit_code == 0 ? vet_tokens(&lab->catalog, file, buf_text(&end.output)) : 0;
    if (end.exit_code != 0)
        fprintf(stderr, "ctxlab: %s: not looked through for habits: the preprocessor could not read it without libctx's headers\n", file);
    spawned_free(&end);
    return found;
}

/* Something that could be C: an ordinary file, by its name and its bytes. */
static bool is_source(const char *file, err_t *err)
{
    struct stat at;
    buf_t text = {0};
    const char *dot = strrchr(file, '.');
    if (access(file, R_OK) != 0 || stat(file, &at) != 0) {
        err_errno(err, "cannot read %s (vet takes C files: ctxlab vet workspace/ID.c)", file);
        return false;
    }
    bool named = dot != NULL && (strcmp(dot, ".c") == 0 || strcmp(dot, ".h") == 0 || strcmp(dot, ".i") == 0);
    if (!S_ISREG(at.st_mode) || !named) {
        err_set(err, "%s is %s; vet takes C files: ctxlab vet workspace/ID.c", file,
                S_ISDIR(at.st_mode) ? "a folder" : !S_ISREG(at.st_mode) ? "no ordinary file" : "not named like C (.c, .h)");
        return false;
    }
    bool ok = file_read(file, VET_SOURCE, &text, err);
    if (ok && memchr(buf_text(&text), '\0', text.len) != NULL) {
        err_set(err, "%s is not C source: it has a zero byte; give vet the file you edit, not what the compiler made of it", file);
        ok = false;
    }
    buf_free(&text);
    return ok;
}

/* An exercise under another name: its header is found by the file's name. */
static const char *advice(const char *said)
{
    bool lost = strstr(said, "exercise.h: No such file") != NULL;
    return lost ? ": exercise.h is the one of the exercise that the file is named after; name it ID.c or ID.mine.c (zero-timeout.c, "
                  "zero-timeout.mine.c), or say which: -- -I…/exercises/zero-timeout"
                : "";
}

static int vet_one(const lab_t *lab, const char *file, char *const *more)
{
    spawned_t end;
    err_t err;
    if (!is_source(file, &err))
        return lab_fail(LAB_USAGE, &err);
    if (!vet_file(lab, file, more, &end, &err))
        return lab_fail(LAB_JUDGE, &err);
    int code = LAB_PASSED;
    print_text(lab, buf_text(&end.output));
    if (end.exit_code == 0 && habits(lab, file, more) > 0)
        code = LAB_FAILED;
    if (end.flooded) {
        fprintf(stderr, "ctxlab: %s does not compile: there is no end to what the compiler says of it\n", file);
        code = LAB_USAGE;
    } else if (end.not_started || end.timed_out || end.interrupted) {
        fprintf(stderr, "ctxlab: %s: the analyzer %s\n", file,
                end.not_started ? "could not be started" : end.timed_out ? "took too long" : "was stopped");
        code = LAB_JUDGE;
    } else if (end.exit_code != 0) {
        fprintf(stderr, "ctxlab: %s does not compile%s\n", file, advice(buf_text(&end.output)));
        code = LAB_USAGE;
    } else if (strstr(buf_text(&end.output), "warning:") != NULL) {
        code = LAB_FAILED;
    }
    spawned_free(&end);
    return code;
}

static int run(const verb_t *verb, int argc, char **argv)
{
    char *none[] = {NULL}, **more = none;
    const option_row_t rows[] = {OPTIONS_END};
    int code = LAB_PASSED, parsed;
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--") == 0) {
            argv[i] = NULL;
            more = argv + i + 1;
            argc = i;
            break;
        }
    if (!options_parse(verb, rows, &argc, argv, &parsed))
        return parsed;
    if (argc < 2)
        return lab_usage(verb, "vet needs C files, as in `ctxlab vet workspace/zero-timeout.c`");
    lab_t lab;
    err_t err;
    if (!lab_open(&lab, NULL, &err))
        return lab_fail(LAB_JUDGE, &err);
    interrupt_catch();
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] == '-') {
            fprintf(stderr, "ctxlab: %s: options for the compiler come after --\n", argv[i]);
            code = LAB_USAGE;
            continue;
        }
        int one = vet_one(&lab, argv[i], more);
        code = one > code ? one : code;
    }
    lab_close(&lab);
    code = lab_flush(code);
    interrupt_finish();
    return code;
}

const verb_t verb_vet = {
    .name = "vet",
    .usage = "vet FILE.c… [-- COMPILER-OPTION…]",
    .about = "static check of any C file that uses libctx",
    .help = "Runs gcc's analyzer with what the header says about ownership: handles never released, released twice, lost on an\n"
            "early return. Then looks for habits, by name: context-in-struct (the caller's context is stored), rerooted (a fresh\n"
            "root inside a function that was given a context), text-key (a text as a key), empty-done-arm (a done arm that does\n"
            "nothing in a loop), null-context, and where the analyzer loses sight of a handle: never-given-back, released-twice,\n"
            "used-after-release. Your own macros are expanded first. Names the exercise that teaches each. Exit code 1 when there\n"
            "is a warning, 2 when a file cannot be read or does not compile.\n\n"
            "It cannot see: what happens between tasks and in which order (that is what run, explore and grade are for), what a\n"
            "function in another file does with a context or a handle, what is copied byte by byte or stored through a pointer\n"
            "that another function filled in, a context in a block of its own after its handle's release, a stop handle, channel, timer\n"
            "or group that is never given back (CTX_LEDGER=exit lists these), or whether a loop that asks ctx_err asks it in time.\n\n"
            "examples:\n"
            "  ctxlab vet workspace/discarded-cancel.c\n"
            "  ctxlab vet src/server.c -- -Iinclude -DDEBUG\n",
    .run = run,
};
