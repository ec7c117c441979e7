/* explored.c — see explored.h */
#include "explored.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compile.h"
#include "file.h"
#include "runs.h"

enum { SCHEDULES = 1000000, EXPLORE_MS = 30000, SENTENCE_LIMIT = 4096, SOURCE_LIMIT = 1 << 20 };

static bool explore_program(const entry_t *e, const char *program, buf_t *out, err_t *err)
{
    run_spec_t spec = {.entry = e, .program = program, .explore = true, .max_schedules = SCHEDULES, .max_ms = EXPLORE_MS,
                       .wall_ms = EXPLORE_MS + 10000};
    run_end_t end;
    if (!run_once(&spec, &end, err))
        return false;
    const runner_result_t *r = &end.result;
    bool ok = !run_trouble(&spec, &end, err);
    if (ok && r->checked != r->explored)
        ok = err_set(err, "the checks ran in %llu of %llu schedules", (unsigned long long)r->checked, (unsigned long long)r->explored);
    if (ok) {
        buf_addf(out, "%llu schedule%s, %s; ", (unsigned long long)r->explored, r->explored == 1 ? "" : "s",
                 r->complete ? "all there are" : r->bound);
        if (r->failing == 0)
            buf_adds(out, "0 fail");
        else if (r->switches == 0)
            buf_addf(out, "%llu fail, the usual one (`-`) among them", (unsigned long long)r->failing);
        else
            buf_addf(out, "%llu fail%s, the shortest with %u switch%s: `%s`", (unsigned long long)r->failing, r->failing == 1 ? "s" : "",
                     r->switches, r->switches == 1 ? "" : "es", r->shortest);
    }
    run_end_free(&end);
    return ok;
}

/* What was said of this very program before, or what the explorer says now. */
static bool explore_once(const entry_t *e, const compiled_t *p, buf_t *out, err_t *err)
{
    char *memory = xformat("%s.explored", p->program);
    bool known = p->dir == NULL && file_read(memory, SENTENCE_LIMIT, out, NULL) && out->len > 0;
    bool ok = known || explore_program(e, p->program, out, err);
    if (ok && !known && p->dir == NULL)
        (void)file_write(memory, out->data, out->len, NULL);
    free(memory);
    return ok;
}

/* "shipped", "solution", or one of the fixes that the tests keep of this entry. */
static char *program_path(const lab_t *lab, const entry_t *e, const char *program)
{
    if (strcmp(program, "shipped") == 0)
        return entry_path(e, "exercise.c");
    if (strcmp(program, "solution") == 0)
        return xstrdup(e->solution);
    return xformat("%s/tests/catalog/%s/%s.c", lab->catalog.home, e->id, program);
}

static bool numbers(const lab_t *lab, const entry_t *e, const char *program, const char *claim, buf_t *out, err_t *err)
{
    buf_t source = {0};
    compiled_t p;
    entry_t as = *e;
    char *id = claim[0] == '\0' ? xstrdup(e->id) : xformat("%s.%s", e->id, claim);
    char *path = program_path(lab, e, program);
    as.id = id; /* a claim is a program of its own: its scenario, none of the entry's checks */
    bool ok = file_read(path, SOURCE_LIMIT, &source, err);
    if (ok) {
        compile_program(&lab->catalog, &as, &source, true, &p);
        if (p.status == COMPILE_OK && p.dir != NULL) { /* just made: from now on it is in the cache */
            compiled_free(&p);
            compile_program(&lab->catalog, &as, &source, true, &p);
        }
        ok = p.status == COMPILE_OK ? explore_once(&as, &p, out, err) : err_set(err, "%s", buf_text(&p.text));
        compiled_free(&p);
    }
    buf_free(&source);
    free(path);
    free(id);
    return ok;
}

static void fill_one(const lab_t *lab, const entry_t *e, const char *words, buf_t *out)
{
    char program[40] = "", claim[40] = "";
    buf_t said = {0};
    err_t err;
    int n = sscanf(words, "%39[a-z0-9-] %39[a-z0-9-]", program, claim);
    if (n < 1)
        buf_addf(out, "(not a program: '%.40s')", words);
    else if (numbers(lab, e, program, claim, &said, &err))
        buf_adds(out, buf_text(&said));
    else
        buf_addf(out, "(not explored: %s)", err.text);
    buf_free(&said);
}

char *explored_fill(const lab_t *lab, const entry_t *e, char *text)
{
    static const char open[] = "{{explore ";
    buf_t out = {0};
    const char *at = text, *hit, *end;
    while ((hit = strstr(at, open)) != NULL && (end = strstr(hit, "}}")) != NULL) {
        char *words = xstrndup(hit + strlen(open), (size_t)(end - hit) - strlen(open));
        buf_add(&out, at, (size_t)(hit - at));
        fill_one(lab, e, words, &out);
        free(words);
        at = end + 2;
    }
    buf_adds(&out, at);
    free(text);
    char *filled = xstrdup(buf_text(&out));
    buf_free(&out);
    return filled;
}
