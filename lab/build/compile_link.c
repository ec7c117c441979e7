/* compile_link.c — a submission's object is completed: in the simulator with one object prepared when the lab was built, on
 * real threads with the scenario, the scenery, a main() and the library. */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "compile_parts.h"
#include "file.h"

enum { PADS = 12 };

/* The words of a link, and the files among them that the linker must be able to read. */
typedef struct parts {
    char *word[64];
    size_t count;
    reach_t reach;
    bool missing; /* one of our own files is not there: not the learner's fault */
} parts_t;

static void part_add(parts_t *a, char *word, bool ours)
{
    if (a->count + 1 == sizeof a->word / sizeof *a->word) {
        free(word);
        return;
    }
    if (ours) {
        reach_add(&a->reach, word, "");
        a->missing = a->missing || !file_exists(word);
    }
    a->word[a->count++] = word;
}

static void parts_free(parts_t *a)
{
    for (size_t i = 0; i < a->count; i++)
        free(a->word[i]);
    reach_free(&a->reach);
}

/* Between the submission and the engine lies a gap of a size that nobody knows beforehand: who computes where the
 * engine's functions or data are, from the place of their own, is wrong 4,095 times of 4,096. */
static void add_pads(const catalog_t *c, parts_t *a)
{
    uint32_t choice = 0;
    if (getrandom(&choice, sizeof choice, 0) != (ssize_t)sizeof choice)
        choice = (uint32_t)getpid() * 2654435761u;
    for (int k = 0; k < PADS; k++) {
        char *pad = xformat("%s/build/sim/pad/%d.o", c->home, k);
        if ((choice >> k & 1) && file_exists(pad)) /* a catalog elsewhere may have none */
            part_add(a, pad, true);
        else
            free(pad);
    }
}

/* Where its own instructions begin and end: engine/sim/calls.c */
static void add_bound(const catalog_t *c, const char *name, parts_t *a)
{
    part_add(a, xformat("%s/build/sim/pad/%s.o", c->home, name), true);
}

/* What the submission's object is completed with: in the simulator one object, on real threads the scenario, the scenery,
 * a main() and the library. */
static void link_simulated(const catalog_t *c, const entry_t *e, const compiled_t *p, const char *object, parts_t *a)
{
    static const char *const flags[] = {"gcc", "-shared", "-nostartfiles", "-Wl,-z,now", "-Wl,-Bsymbolic", "-Wl,--eh-frame-hdr",
                                        "-Wl,-z,defs", "-o", NULL};
    for (const char *const *f = flags; *f != NULL; f++)
        part_add(a, xstrdup(*f), false);
    part_add(a, xstrdup(p->program), false);
    add_bound(c, "begin", a);
    part_add(a, xstrdup(object), false);
    add_bound(c, "end", a);
    add_pads(c, a);
    part_add(a, xformat("%s/build/sim/pre/%s.o", c->home, e->id), true);
    part_add(a, xstrdup("-lm"), false);
}

static void link_threads(const catalog_t *c, const entry_t *e, const compiled_t *p, const char *object, bool sanitized, parts_t *a)
{
    glob_t found;
    char *scenery = xformat("%s/build/threads/exercises/scenery/*.o", c->home);
    part_add(a, xstrdup("gcc"), false), part_add(a, xstrdup("-Wl,-z,now"), false), part_add(a, xstrdup("-o"), false);
    part_add(a, xstrdup(p->program), false);
    part_add(a, xstrdup(object), false);
    part_add(a, xformat("%s/build/threads/exercises/%s/scenario.c.o", c->home, e->id), true);
    if (glob(scenery, 0, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++)
            part_add(a, xstrdup(found.gl_pathv[i]), true);
        globfree(&found);
    }
    part_add(a, xformat("%s/build/scene_threads.o", c->home), true);
    part_add(a, xformat("%s/build/libctx.a", c->home), true);
    part_add(a, xstrdup("-pthread"), false), part_add(a, xstrdup("-lm"), false);
    if (sanitized)
        part_add(a, xstrdup("-fsanitize=address"), false);
    if (entry_extra(e, "libs") != NULL)
        part_add(a, xstrdup(entry_extra(e, "libs")), false);
    free(scenery);
}

/* The linker's words are about the scenario, which calls what the file should define. */
static char *missing(const entry_t *e, const char *said)
{
    static const char words[] = "undefined reference to `";
    const char *at = strstr(said, words), *name = at == NULL ? NULL : at + sizeof words - 1;
    if (name == NULL)
        return xstrdup(said);
    return xformat("%s.c: the function `%.*s` is missing: the scenario calls it, as exercises/%s/exercise.h declares it (not static)\n",
                   e->id, (int)strcspn(name, "'"), name, e->id);
}

bool link_program(const catalog_t *c, const entry_t *e, compiled_t *p, bool sanitized)
{
    char *object = xformat("%s/%s%s.o", p->dir, e->id, sanitized ? ".asan" : ""), *tmp = xformat("TMPDIR=%s", p->dir);
    parts_t a = {.reach = compile_reach(c, e)};
    if (e->threads || sanitized)
        link_threads(c, e, p, object, sanitized, &a);
    else
        link_simulated(c, e, p, object, &a);
    const char *const env[] = {"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C", tmp, NULL}, *const write[] = {p->dir, NULL};
    sandbox_opts_t box = compile_limits(&a.reach, write);
    spawn_t spawn = {.argv = (const char *const *)a.word, .env = env, .sandbox = &box, .wall_ms = COMPILE_MS,
                     .output_limit = COMPILE_TEXT};
    step_t s = {.child = spawn_start(&spawn, &s.err)};
    bool ok = step_end(&s, e, p);
    if (ok && s.end.exit_code != 0) {
        char *text = a.missing ? xstrdup(buf_text(&s.end.output)) : missing(e, buf_text(&s.end.output));
        ok = settle(p, a.missing ? COMPILE_BROKEN : COMPILE_ERRORS, text);
        free(text);
    }
    spawned_free(&s.end);
    parts_free(&a);
    free(tmp);
    free(object);
    return ok;
}

