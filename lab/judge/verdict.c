/* verdict.c — see verdict.h */
#include "verdict.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "finding.h"
#include "lab.h"
#include "schedule.h"

enum { MESSAGE_LIMIT = 400, COMPILER_LIMIT = 8000, ROW_LIMIT = 64 };

static const char *const names[] = {"pass", "fail", "compile-error", "timeout", "crash", "rejected", "error"};

const char *verdict_name(verdict_kind_t kind) { return names[kind]; }

char *verdict_command(const char *id, bool shipped, bool big, const char *in, const char *schedule)
{
    buf_t text = {0};
    buf_addf(&text, "ctxlab run %s%s%s", id, shipped ? " --shipped" : "", big ? " --big" : "");
    if (in != NULL) {
        buf_adds(&text, " --in ");
        text_quoted(&text, in);
    }
    buf_addf(&text, " --schedule '%s'", schedule);
    return text.data;
}

char *verdict_replay(const verdict_t *v)
{
    return v->replay == NULL ? NULL : verdict_command(v->id, false, v->replay_size == 1, v->in, v->replay);
}

/* 20500 → "20,500" */
static const char *grouped(uint64_t n, char *buf, size_t size)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);
    size_t at = 0;
    for (int i = 0; i < len && at + 2 < size; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            buf[at++] = ',';
        buf[at++] = digits[i];
    }
    buf[at] = '\0';
    return buf;
}

char *verdict_tried(const verdict_t *v)
{
    char all[32], some[32];
    if (v->complete)
        return xformat("Tried all %s schedule%s of the small scenario", grouped(v->explored, all, sizeof all), v->explored == 1 ? "" : "s");
    bool counted = v->bound != NULL && strstr(v->bound, "schedules") != NULL; /* the count says it */
    const char *bound = v->bound == NULL || counted ? "not all there are" : v->bound;
    grouped(v->explored - v->random, all, sizeof all);
    if (v->random > 0)
        return xformat("Tried %s schedules of the small scenario and %s random ones (%s)", all, grouped(v->random, some, sizeof some), bound);
    return xformat("Tried %s schedules of the small scenario (%s)", all, bound);
}

int verdict_exit_code(verdict_kind_t kind, bool single)
{
    if (kind == VERDICT_PASS)
        return LAB_PASSED;
    if (kind == VERDICT_ERROR)
        return LAB_JUDGE;
    return kind == VERDICT_COMPILE_ERROR && single ? LAB_COMPILE : LAB_FAILED;
}

const char *verdict_reason(const verdict_t *v)
{
    if (v->kind == VERDICT_PASS)
        return "";
    if (v->kind != VERDICT_FAIL)
        return names[v->kind];
    if (v->findings > 0)
        return v->finding[0].name;
    for (size_t i = 0; i < v->checks; i++)
        if (!v->check[i].ok)
            return v->check[i].name;
    return names[v->kind];
}

void verdict_start(verdict_t *v, const entry_t *e)
{
    *v = (verdict_t){.id = xstrdup(e->id), .max_points = e->points, .layers = ~0u};
}

void verdict_clear_rows(verdict_t *v)
{
    for (size_t i = 0; i < v->findings; i++) {
        free(v->finding[i].name);
        free(v->finding[i].file);
        free(v->finding[i].message);
    }
    for (size_t i = 0; i < v->checks; i++) {
        free(v->check[i].name);
        free(v->check[i].message);
    }
    free(v->finding);
    free(v->check);
    v->finding = NULL;
    v->check = NULL;
    v->findings = v->checks = 0;
}

void verdict_free(verdict_t *v)
{
    verdict_clear_rows(v);
    free(v->id);
    free(v->message);
    free(v->compiler);
    free(v->bound);
    free(v->replay);
    free(v->before);
    free(v->undone);
    free(v->deciding);
    free(v->story);
    free(v->unconfirmed);
    *v = (verdict_t){0};
}

static char *safe(const char *text, size_t limit, bool lines)
{
    buf_t out = {0};
    text_safe(&out, text, limit, lines);
    return out.data == NULL ? xstrdup("") : out.data;
}

void verdict_set(verdict_t *v, verdict_kind_t kind, const char *format, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, format);
    int n = vasprintf(&text, format, args);
    va_end(args);
    v->kind = kind;
    free(v->message);
    free(v->compiler);
    v->message = v->compiler = NULL;
    if (n >= 0 && kind == VERDICT_COMPILE_ERROR)
        v->compiler = safe(text, COMPILER_LIMIT, true);
    else if (n > 0)
        v->message = safe(text, MESSAGE_LIMIT, false);
    free(text);
}

void verdict_add_finding(verdict_t *v, const char *name, const char *file, int line, const char *message)
{
    char *where = safe(file, 200, false);
    for (size_t i = 0; i < v->findings; i++)
        if (strcmp(v->finding[i].name, name) == 0 && strcmp(v->finding[i].file, where) == 0 && v->finding[i].line == line) {
            free(where);
            return;
        }
    verdict_finding_t *grown = v->findings < ROW_LIMIT ? realloc(v->finding, (v->findings + 1) * sizeof *grown) : NULL;
    if (grown == NULL) {
        free(where);
        return;
    }
    v->finding = grown;
    v->finding[v->findings++] = (verdict_finding_t){safe(name, 60, false), where, safe(message, MESSAGE_LIMIT, false), line};
}

void verdict_add_check(verdict_t *v, const char *name, bool ok, const char *message)
{
    for (size_t i = 0; i < v->checks; i++) {
        verdict_check_t *c = &v->check[i];
        if (strcmp(c->name, name) != 0)
            continue;
        if (c->ok && !ok) {
            free(c->message);
            c->message = safe(message, MESSAGE_LIMIT, false);
            c->ok = false;
        }
        return;
    }
    verdict_check_t *grown = v->checks < ROW_LIMIT ? realloc(v->check, (v->checks + 1) * sizeof *grown) : NULL;
    if (grown == NULL)
        return;
    v->check = grown;
    v->check[v->checks++] = (verdict_check_t){safe(name, 60, false), safe(message, MESSAGE_LIMIT, false), ok};
}

static json_t *text_or_null(const char *text) { return text == NULL ? json_null() : json_string(text); }

static json_t *finding_rows(const verdict_t *v)
{
    json_t *list = json_array();
    for (size_t i = 0; i < v->findings; i++) {
        const verdict_finding_t *f = &v->finding[i];
        json_array_append_new(list, json_pack("{s:s, s:s, s:i, s:s}", "name", f->name, "file", f->file, "line", f->line,
                                              "message", f->message));
    }
    return list;
}

static json_t *check_rows(const verdict_t *v)
{
    json_t *list = json_array();
    for (size_t i = 0; i < v->checks; i++)
        json_array_append_new(list, json_pack("{s:s, s:b, s:s}", "name", v->check[i].name, "ok", v->check[i].ok, "message",
                                              v->check[i].message));
    return list;
}

static void add_screen_fields(const verdict_t *v, json_t *doc)
{
    json_object_set_new(doc, "message", text_or_null(v->message));
    json_object_set_new(doc, "unconfirmed", text_or_null(v->unconfirmed));
    json_object_set_new(doc, "replay_size", json_integer(v->replay_size));
    json_object_set_new(doc, "reason", json_string(verdict_reason(v)));
    json_object_set_new(doc, "class", json_string(finding_class(verdict_reason(v))));
    json_object_set_new(doc, "compiler", text_or_null(v->compiler));
    json_object_set_new(doc, "bound", text_or_null(v->bound));
    json_object_set_new(doc, "before", text_or_null(v->before));
    json_object_set_new(doc, "undone", text_or_null(v->undone));
    json_object_set_new(doc, "deciding", text_or_null(v->deciding));
    json_object_set_new(doc, "story", text_or_null(v->story));
    json_object_set_new(doc, "deciding_event", json_integer((json_int_t)v->deciding_event));
    json_object_set_new(doc, "random", json_integer((json_int_t)v->random));
    json_object_set_new(doc, "confirming", json_boolean(v->confirming));
    json_object_set_new(doc, "flaky", json_boolean(v->flaky));
    json_object_set_new(doc, "layers", json_integer(v->layers));
}

json_t *verdict_json(const verdict_t *v, bool whole)
{
    json_t *schedules = v->explored_known
                            ? json_pack("{s:I, s:b, s:I}", "explored", (json_int_t)v->explored, "complete", v->complete, "failing",
                                        (json_int_t)v->failing)
                            : json_null();
    json_t *doc = json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:i, s:i, s:f}", "id", v->id, "verdict", names[v->kind], "findings",
                            finding_rows(v), "checks", check_rows(v), "schedules", schedules, "replay",
                            text_or_null(v->replay), "points", v->points, "max_points", v->max_points, "seconds",
                            round(v->seconds * 1000) / 1000);
    if (!whole && doc != NULL && v->replay != NULL && v->replay_size == 1) /* the string alone replays it */
        json_object_set_new(doc, "replay", json_sprintf(SCHEDULE_BIG "%s", v->replay));
    if (whole && doc != NULL)
        add_screen_fields(v, doc);
    return doc;
}

static char *take_text(const json_t *doc, const char *key)
{
    const char *text = json_string_value(json_object_get(doc, key));
    return text == NULL ? NULL : xstrdup(text);
}

static void take_rows(verdict_t *v, const json_t *doc)
{
    size_t i;
    const json_t *row;
    json_array_foreach (json_object_get(doc, "findings"), i, row) {
        const char *name, *file, *message;
        int line;
        if (json_unpack((json_t *)(uintptr_t)row, "{s:s, s:s, s:i, s:s}", "name", &name, "file", &file, "line", &line, "message",
                        &message) == 0)
            verdict_add_finding(v, name, file, line, message);
    }
    json_array_foreach (json_object_get(doc, "checks"), i, row) {
        const char *name, *message;
        int ok;
        if (json_unpack((json_t *)(uintptr_t)row, "{s:s, s:b, s:s}", "name", &name, "ok", &ok, "message", &message) == 0)
            verdict_add_check(v, name, ok != 0, message);
    }
}

static uint64_t take_count(const json_t *doc, const char *key)
{
    return (uint64_t)json_integer_value(json_object_get(doc, key));
}

bool verdict_from_json(verdict_t *v, const json_t *doc)
{
    *v = (verdict_t){0};
    const char *kind = json_string_value(json_object_get(doc, "verdict"));
    v->id = take_text(doc, "id");
    size_t k = 0;
    while (kind != NULL && k < sizeof names / sizeof *names && strcmp(names[k], kind) != 0)
        k++;
    if (v->id == NULL || kind == NULL || k == sizeof names / sizeof *names) {
        verdict_free(v);
        return false;
    }
    v->kind = (verdict_kind_t)k;
    take_rows(v, doc);
    const json_t *schedules = json_object_get(doc, "schedules");
    v->explored_known = json_is_object(schedules);
    v->explored = take_count(schedules, "explored");
    v->failing = take_count(schedules, "failing");
    v->complete = json_is_true(json_object_get(schedules, "complete"));
    v->message = take_text(doc, "message");
    v->compiler = take_text(doc, "compiler");
    v->bound = take_text(doc, "bound");
    v->replay = take_text(doc, "replay");
    v->before = take_text(doc, "before");
    v->undone = take_text(doc, "undone");
    v->deciding = take_text(doc, "deciding");
    v->story = take_text(doc, "story");
    v->unconfirmed = take_text(doc, "unconfirmed");
    v->deciding_event = take_count(doc, "deciding_event");
    v->replay_size = (int)take_count(doc, "replay_size");
    v->random = take_count(doc, "random");
    v->confirming = json_is_true(json_object_get(doc, "confirming"));
    v->flaky = json_is_true(json_object_get(doc, "flaky"));
    v->layers = (unsigned)take_count(doc, "layers");
    v->points = (int)take_count(doc, "points");
    v->max_points = (int)take_count(doc, "max_points");
    v->seconds = json_number_value(json_object_get(doc, "seconds"));
    return true;
}
