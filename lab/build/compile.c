/* compile.c — see compile.h. Preprocessing (for the gate) and compiling run side by side; then the object is gated and
 * linked with the entry's own part, prepared when the lab was built (build/sim/pre/ID.o). */
#include "compile.h"

#include <errno.h>
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "clex.h"
#include "compile_parts.h"
#include "digest.h"
#include "file.h"
#include "gate.h"
#include "vet_flags.h"

enum { EXPANDED_LIMIT = 16 << 20 };
enum { TEXT, COMPILED_TEXT, OBJECT, STEPS }; /* of a compilation, side by side */

void reach_add(reach_t *r, const char *base, const char *rest)
{
    if (r->count + 1 < sizeof r->path / sizeof *r->path)
        r->path[r->count++] = xformat("%s%s", base, rest);
}

static void reach_headers(reach_t *r, const char *dir)
{
    char *pattern = xformat("%s/*.h", dir);
    glob_t found;
    if (glob(pattern, 0, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++)
            reach_add(r, found.gl_pathv[i], "");
        globfree(&found);
    }
    free(pattern);
}

void reach_free(reach_t *r)
{
    for (size_t i = 0; i < r->count; i++)
        free(r->path[i]);
}

reach_t compile_reach(const catalog_t *c, const entry_t *e)
{
    static const char *const system[] = {"/usr/bin", "/usr/lib", "/usr/lib64", "/usr/libexec", "/usr/include", "/usr/local/include",
                                         "/usr/local/lib", "/usr/local/bin", "/bin", "/lib", "/lib64", "/lib32", "/libx32",
                                         "/etc/alternatives", "/etc/ld.so.cache", "/dev/null", "/dev/urandom", NULL};
    reach_t r = {.count = 0};
    for (const char *const *p = system; *p != NULL; p++)
        reach_add(&r, *p, "");
    reach_add(&r, c->home, "/engine/include");
    reach_add(&r, c->home, "/engine/sim/library_names.h");
    char *scenery = xformat("%s/exercises/scenery", c->home);
    reach_headers(&r, scenery);
    reach_headers(&r, e->dir);
    free(scenery);
    return r;
}

sandbox_opts_t compile_limits(const reach_t *r, const char *const *write)
{
    return (sandbox_opts_t){.profile = SANDBOX_COMPILE,
                            .read = (const char *const *)r->path,
                            .write = write,
                            .memory = (uint64_t)1 << 30,
                            .file_size = 32 << 20,
                            .cpu_seconds = 10};
}

/* Each flavour sees the text that the gate saw: what a sanitizer defines by itself is taken back. */
static const char *const *flavour_flags(const entry_t *e, flavour_t flavour)
{
    /* Every access is to be seen: the race checker leaves out local variables whose address goes nowhere, so nothing is known
     * about addresses, and the arrays among them are not left by an index. */
    static const char *const simulated[] = {"-fsanitize=thread", "-fsanitize-coverage=trace-pc", "-fno-tree-pta", "-fsanitize=bounds",
                                            "-fsanitize-undefined-trap-on-error",
#if defined(__x86_64__) /* calls through pointers go by thunks of ours: engine/sim/calls.c */
                                            "-mindirect-branch=thunk-extern", "-mindirect-branch-register", "-fno-jump-tables",
                                            "-mno-red-zone", "-fcf-protection=none",
#endif
                                            NULL}, *const plain[] = {NULL};
    static const char *const sanitized[] = {"-fsanitize=address", "-U__SANITIZE_ADDRESS__", NULL};
    static const char *const like_simulated[] = {"-fsanitize=address", "-U__SANITIZE_ADDRESS__", "-D__SANITIZE_THREAD__=1", NULL};
    if (flavour == FLAVOUR_SANITIZED)
        return e->threads ? sanitized : like_simulated;
    return e->threads || flavour == FLAVOUR_VET ? plain : simulated;
}

typedef struct line { /* a command line */
    const char *word[128];
    char *own[80];
    size_t n, owned;
} line_t;

static void add_words(line_t *l, const char *const *words)
{
    for (; *words != NULL && l->n + 1 < sizeof l->word / sizeof *l->word; words++)
        l->word[l->n++] = *words;
}

static void add_own(line_t *l, char *word)
{
    const char *const one[] = {word, NULL};
    add_words(l, one);
    if (l->owned < sizeof l->own / sizeof *l->own)
        l->own[l->owned++] = word;
}

/* In the simulator the C library's functions that touch memory are ours, and never the compiler's own. */
static void add_library(line_t *l, const catalog_t *c)
{
    static const char *const include[] = {"-include", NULL};
    add_words(l, include);
    add_own(l, xformat("%s/engine/sim/library_names.h", c->home));
    for (const char *const *name = gate_seen_symbols; *name != NULL; name++)
        add_own(l, xformat("-fno-builtin-%s", *name));
}

/* `last`: what to do. */
static void command(line_t *l, const catalog_t *c, const entry_t *e, const char *dir, flavour_t flavour, const char *const *last)
{
    static const char *const common[] = {"gcc", "-std=gnu11", "-O1", "-gdwarf-4", "-fno-omit-frame-pointer", "-fexceptions", "-fPIC", "-fstack-clash-protection",
                                         "-fdiagnostics-color=never", "-pipe", NULL};
    /* What newer compilers refuse by themselves: a stop kept in ctx_auto, a number where a pointer belongs. */
    static const char *const refused[] = {"-Werror=incompatible-pointer-types", "-Werror=int-conversion", NULL};
    *l = (line_t){.n = 0};
    add_words(l, flavour == FLAVOUR_VET ? vet_flags : common);
    if (flavour != FLAVOUR_VET)
        add_words(l, refused);
    add_words(l, flavour_flags(e, flavour));
    add_own(l, xformat("-I%s/engine/include", c->home));
    add_own(l, xformat("-I%s", e->dir));
    add_own(l, xformat("-I%s/exercises/scenery", c->home));
    add_own(l, xformat("-fdebug-prefix-map=%s=.", dir)); /* messages name ID.c, not where it was compiled */
    if (flavour == FLAVOUR_USUAL && !e->threads)
        add_library(l, c);
    add_words(l, last);
}

void step_start(step_t *s, const catalog_t *c, const entry_t *e, const compiled_t *p, flavour_t flavour, const char *const *last,
                size_t output_limit)
{
    reach_t reach = compile_reach(c, e);
    const char *const write[] = {p->dir, NULL};
    sandbox_opts_t box = compile_limits(&reach, write);
    char *tmp = xformat("TMPDIR=%s", p->dir);
    const char *const env[] = {"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C", tmp, NULL};
    line_t line;
    command(&line, c, e, p->dir, flavour, last);
    spawn_t spawn = {.argv = line.word, .env = env, .dir = p->dir, .sandbox = &box, .wall_ms = COMPILE_MS, .output_limit = output_limit};
    *s = (step_t){.child = spawn_start(&spawn, &s->err)};
    for (size_t i = 0; i < line.owned; i++)
        free(line.own[i]);
    free(tmp);
    reach_free(&reach);
}

bool settle(compiled_t *p, compile_status_t status, const char *text)
{
    p->status = status;
    buf_clear(&p->text);
    buf_adds(&p->text, text);
    return status == COMPILE_OK;
}

static bool stopped(const spawned_t *s)
{
    return s->timed_out || s->flooded || s->signal != 0;
}

/* A full disk fails a compilation too, and is not the learner's fault. Whose words they are, the disk decides. */
static bool disk_is_full(const step_t *s, const char *dir)
{
    struct statvfs st;
    bool said = strstr(buf_text(&s->end.output), strerror(ENOSPC)) != NULL || strstr(buf_text(&s->end.output), strerror(EDQUOT)) != NULL;
    return said && s->end.exit_code != 0 && statvfs(dir, &st) == 0 && (uint64_t)st.f_bavail * st.f_frsize < (uint64_t)1 << 20;
}

/* Nor is a limit on the size of files that was there before us. */
static bool files_are_small(const step_t *s)
{
    struct rlimit now;
    return s->end.exit_code != 0 && getrlimit(RLIMIT_FSIZE, &now) == 0 && now.rlim_cur < (rlim_t)64 << 20 &&
           strstr(buf_text(&s->end.output), strsignal(SIGXFSZ)) != NULL;
}

/* What a compiler that was stopped, or that failed, means. */
bool step_end(step_t *s, const entry_t *e, compiled_t *p)
{
    if (s->child == NULL)
        return settle(p, COMPILE_BROKEN, s->err.text);
    spawn_wait(s->child, &s->end);
    if (!s->end.not_started)
        p->layers = s->end.layers;
    if (s->end.interrupted)
        return settle(p, COMPILE_BROKEN, "interrupted");
    if (s->end.not_started)
        return settle(p, COMPILE_BROKEN, buf_text(&s->end.output));
    if (p->dir != NULL && disk_is_full(s, p->dir)) {
        err_t why;
        err_set(&why, "no space left in %s for compiling: make room there, or set TMPDIR", p->dir);
        return settle(p, COMPILE_BROKEN, why.text);
    }
    if (files_are_small(s))
        return settle(p, COMPILE_BROKEN, "files may not be large enough here for compiling: raise the limit (ulimit -f)");
    if (stopped(&s->end) || strstr(buf_text(&s->end.output), "virtual memory exhausted") != NULL ||
        strstr(buf_text(&s->end.output), "out of memory") != NULL) {
        err_t why;
        err_set(&why, "%s.c: the compiler was stopped: the file needs more than %d s, %d MB of memory or %d KB of messages", e->id,
                COMPILE_MS / 1000, 1024, COMPILE_TEXT / 1024);
        return settle(p, COMPILE_REJECTED, why.text);
    }
    return true;
}

/* The submission, and the same behind the gate's prelude, in the private folder. */
static bool write_sources(const entry_t *e, const buf_t *source, compiled_t *p)
{
    err_t err;
    char *path = xformat("%s/%s.c", p->dir, e->id), *gate = xformat("%s/gate.c", p->dir);
    buf_t text = {0};
    buf_addf(&text, "%s#undef CTX_HERE\n#define CTX_HERE %s\n#line 1 \"%s.c\"\n", gate_prelude, gate_here(), e->id);
    const char *begin = gate_begin(buf_text(source));
    buf_adds(&text, begin);
    buf_addc(&text, '\n');
    bool ok = file_put(path, begin, strlen(begin), &err) && file_put(gate, buf_text(&text), text.len, &err);
    buf_free(&text);
    free(path);
    free(gate);
    return ok || settle(p, COMPILE_BROKEN, err.text);
}

/* Lessons and demos are ours: nobody hands them in, and they may call the scenario's functions themselves. */
static bool gate_expanded(const catalog_t *c, const entry_t *e, const step_t *s, compiled_t *p)
{
    err_t why;
    if (s[TEXT].end.exit_code != 0 || s[COMPILED_TEXT].end.exit_code != 0)
        return true; /* the compiler says the same, better */
    return !entry_gradable(e) ||
           (gate_tokens(e, c->home, buf_text(&s[TEXT].end.output), &why) && gate_compiled(e, buf_text(&s[COMPILED_TEXT].end.output), &why)) ||
           settle(p, COMPILE_REJECTED, why.text);
}

static bool compile_object(const catalog_t *c, const entry_t *e, compiled_t *p)
{
    char *file = xformat("%s.c", e->id), *object = xformat("%s.o", e->id);
    const char *const compile[] = {"-c", file, "-o", object, NULL}, *const expand[] = {"-E", "gate.c", NULL},
                      *const expand_same[] = {"-E", file, NULL};
    step_t s[STEPS];
    compiled_t other = {0};
    bool ok = true;
    step_start(&s[TEXT], c, e, p, FLAVOUR_TEXT, expand, EXPANDED_LIMIT);
    step_start(&s[COMPILED_TEXT], c, e, p, FLAVOUR_USUAL, expand_same, EXPANDED_LIMIT);
    step_start(&s[OBJECT], c, e, p, FLAVOUR_USUAL, compile, COMPILE_TEXT);
    for (int i = 0; i < STEPS; i++) { /* what stops one stops those after it, and is what is said */
        if (!ok && s[i].child != NULL)
            spawn_stop(s[i].child);
        ok = step_end(&s[i], e, ok ? p : &other) && ok;
    }
    ok = ok && gate_expanded(c, e, s, p);
    if (ok && s[OBJECT].end.exit_code != 0)
        ok = settle(p, COMPILE_ERRORS, buf_text(&s[OBJECT].end.output));
    else if (ok)
        buf_add(&p->text, buf_text(&s[OBJECT].end.output), s[OBJECT].end.output.len);
    buf_free(&other.text);
    for (int i = 0; i < STEPS; i++)
        spawned_free(&s[i].end);
    free(file);
    free(object);
    return ok;
}

/* Nothing but blanks and comments. */
static bool no_code(const buf_t *source)
{
    clex_t lex;
    clex_start(&lex, buf_text(source));
    return clex_next(&lex).kind == CLEX_END;
}

static void compile_fresh(const catalog_t *c, const entry_t *e, const buf_t *source, compiled_t *p)
{
    err_t why;
    if (entry_gradable(e) && !gate_source(e, buf_text(source), &why)) {
        (void)settle(p, COMPILE_REJECTED, why.text);
        return;
    }
    if (entry_gradable(e) && no_code(source)) {
        char *text = xformat("%s.c is empty: there is no code in it (ctxlab reset %s brings back the program as shipped)\n", e->id, e->id);
        (void)settle(p, COMPILE_ERRORS, text);
        free(text);
        return;
    }
    p->dir = dir_temp(&why);
    if (p->dir == NULL) {
        (void)settle(p, COMPILE_BROKEN, why.text);
        return;
    }
    p->program = xformat("%s/%s.so", p->dir, e->id);
    if (!write_sources(e, source, p) || !compile_object(c, e, p))
        return;
    char *object = xformat("%s/%s.o", p->dir, e->id);
    if (entry_gradable(e) && !gate_object(e, object, &why)) {
        char *missing = gate_missing(e, buf_text(source), why.text);
        (void)settle(p, missing != NULL ? COMPILE_ERRORS : COMPILE_REJECTED, missing != NULL ? missing : why.text);
        free(missing);
    } else {
        (void)link_program(c, e, p, false);
    }
    free(object);
}

char *cache_dir(const catalog_t *c)
{
    const char *xdg = getenv("XDG_CACHE_HOME"), *user = getenv("HOME");
    char *dir = xformat("%s/build/cache", c->home);
    if (dir_make(dir, NULL) && access(dir, W_OK) == 0)
        return dir;
    free(dir);
    dir = xdg != NULL && xdg[0] == '/' ? xformat("%s/ctxlab", xdg) : user != NULL ? xformat("%s/.cache/ctxlab", user) : NULL;
    if (dir != NULL && dir_make(dir, NULL) && access(dir, W_OK) == 0)
        return dir;
    free(dir);
    return NULL;
}

/* The part that changes when anything it is linked with does. */
static char *completing(const catalog_t *c, const entry_t *e)
{
    if (!e->threads)
        return xformat("%s/build/sim/pre/%s.o", c->home, e->id);
    return xformat("%s/build/threads/exercises/%s/scenario.c.o", c->home, e->id);
}

static char *cached_name(const catalog_t *c, const entry_t *e, const buf_t *source)
{
    digest_t d;
    char hex[65], *dir = cache_dir(c);
    if (dir == NULL)
        return NULL;
    digest_start(&d);
    digest_text(&d, e->threads ? "program on threads 1" : "program 1");
    digest_add(&d, buf_text(source), source->len);
    char *pre = completing(c, e), *ctx = xformat("%s/engine/include/ctx.h", c->home);
    digest_stamp(&d, pre);
    digest_stamp(&d, ctx);
    char *self = self_path();
    digest_stamp(&d, self == NULL ? "" : self);
    free(self);
    digest_hex(&d, hex);
    char *path = xformat("%s/%s-%.32s.so", dir, e->id, hex);
    free(ctx);
    free(pre);
    free(dir);
    return path;
}

void compile_program(const catalog_t *c, const entry_t *e, const buf_t *source, bool cache, compiled_t *out)
{
    double started = seconds_now();
    *out = (compiled_t){.layers = sandbox_available()};
    char *name = cache ? cached_name(c, e, source) : NULL;
    if (name != NULL && file_exists(name)) {
        out->program = xstrdup(name);
    } else {
        compile_fresh(c, e, source, out);
        if (name != NULL && out->status == COMPILE_OK) {
            buf_t bytes = {0};
            if (file_read(out->program, 64 << 20, &bytes, NULL) && file_write(name, bytes.data, bytes.len, NULL))
                (void)chmod(name, 0755); /* on real threads it is a program of its own */
            buf_free(&bytes);
        }
    }
    free(name);
    out->seconds = seconds_now() - started;
}

void compiled_free(compiled_t *p)
{
    if (p->dir != NULL)
        dir_remove(p->dir);
    free(p->dir);
    free(p->program);
    buf_free(&p->text);
    *p = (compiled_t){0};
}
