/* export_test.c — what the exports write is what other programs can read.
 */
#include <jansson.h>
#include <stdlib.h>

#include "export.h"
#include "make.h"
#include "tap.h"

static trace_t *sample(void)
{
    trace_t *t = make_trace();
    uint32_t s = learner(t, 10);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 1, .detail = CTX_NODE_BACKGROUND, .value = INT64_MAX, .time = MS(1000));
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 3, .other = 1, .detail = CTX_NODE_CANCEL, .value = INT64_MAX, .site = s);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 4, .other = 3, .detail = CTX_NODE_VALUE, .value = INT64_MAX, .site = s,
       .aux = text(t, "</script>\"\\ \xff \xe2\x9c\x93"));
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 5, .other = 4, .detail = CTX_NODE_TIMER, .value = MS(1050), .site = s);
    ev(t, .kind = CTX_EV_TASK_NEW, .other = 1, .node = 5, .aux = text(t, "worker"), .site = s);
    ev(t, .kind = CTX_EV_TASK_BLOCK, .task = 1, .detail = CTX_OP_RECV, .node = 5, .site = s);
    ev(t, .kind = CTX_EV_CANCEL_CALL, .node = 3, .detail = 1, .flags = CTX_WHY_CALL, .time = MS(1020), .site = s, .aux = text(t, "bye"));
    ev(t, .kind = CTX_EV_TOLD, .node = 3, .detail = 1, .flags = CTX_WHY_CALL);
    ev(t, .kind = CTX_EV_TOLD, .node = 5, .other = 3, .detail = 1, .flags = CTX_WHY_PARENT);
    ev(t, .kind = CTX_EV_CANCEL_END, .node = 3, .value = 2);
    ev(t, .kind = CTX_EV_TASK_WAKE, .task = 1, .detail = CTX_OP_RECV, .time = MS(1021));
    ev(t, .kind = CTX_EV_NOTICED, .task = 1, .node = 5, .detail = 2);
    ev(t, .kind = CTX_EV_TASK_END, .task = 1);
    ev(t, .kind = CTX_EV_END);
    return t;
}

static char *written(trace_export_t *write, const trace_t *t)
{
    char *bytes = NULL, err[256] = "";
    size_t size = 0;
    FILE *out = open_memstream(&bytes, &size);
    bool good = write(t, out, err, sizeof err);
    fclose(out);
    ok(good && size > 100 && !*err, "it is written");
    return bytes;
}

static void test_json(const trace_t *t)
{
    char *bytes = written(trace_export_json, t), *rest = bytes;
    unsigned lines = 0, good = 0;
    json_int_t value = 0;
    for (char *line; (line = strsep(&rest, "\n")) && *line; lines++) {
        json_t *one = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
        good += one != NULL;
        if (lines == 1)
            value = json_integer_value(json_object_get(one, "value"));
        json_decref(one);
    }
    ok(lines == trace_count(t) + 1 && good == lines, "a header and one JSON object an event, whatever the texts hold");
    ok(value == INT64_MAX, "64-bit integers stay whole");
    free(bytes);
}

static bool is_number(const json_t *o, const char *key, json_int_t wanted)
{
    const json_t *v = json_object_get(o, key);
    return json_is_integer(v) && json_integer_value(v) == wanted;
}

static bool is_text(const json_t *o, const char *key, const char *wanted)
{
    const char *v = json_string_value(json_object_get(o, key));
    return v && !strcmp(v, wanted);
}

/* Every field, of the header and of one event: the one whose context was told by another. */
static void test_json_fields(const trace_t *t)
{
    char *bytes = written(trace_export_json, t), *rest = bytes;
    const ctx_event_t *ev = trace_event(t, 6);
    json_t *header = json_loads(strsep(&rest, "\n"), 0, NULL), *one = NULL;
    for (int i = 0; i < 7; i++) {
        json_decref(one);
        one = json_loads(strsep(&rest, "\n"), 0, NULL);
    }
    ok(is_text(header, "schema", "ctxlab/trace/1") && is_text(header, "program", trace_header(t)->program) && is_number(header, "events", (json_int_t)trace_count(t)) &&
           json_is_true(json_object_get(header, "virtual")) && json_is_null(json_object_get(header, "damage")) && is_number(header, "start_unix_ns", trace_header(t)->start_unix_ns),
       "the header's fields");
    ok(is_number(one, "n", 7) && is_number(one, "seq", (json_int_t)ev->seq) && is_number(one, "time", MS(20)) /* as the other forms: since the recording began */ && is_text(one, "kind", "cancel") && is_number(one, "task", ev->task) &&
           is_number(one, "node", 3) && is_number(one, "other", ev->other) && is_number(one, "detail", 1) && is_number(one, "flags", CTX_WHY_CALL) && is_number(one, "aux", ev->aux) &&
           is_number(one, "value", ev->value),
       "an event's fields");
    ok(is_text(one, "file", trace_site(t, ev->site).file) && is_number(one, "line", 10) && is_text(one, "function", trace_site(t, ev->site).func), "its place");
    const char *words = json_string_value(json_object_get(one, "words"));
    ok(words && strstr(words, "c3") && strstr(words, "bye"), "and what it says in words");
    json_decref(header);
    json_decref(one);
    free(bytes);
}

static void test_chrome(const trace_t *t)
{
    char *bytes = written(trace_export_chrome, t);
    json_t *all = json_loads(bytes, JSON_REJECT_DUPLICATES, NULL), *rows = json_object_get(all, "traceEvents"), *row;
    size_t i;
    unsigned starts = 0, ends = 0, slices = 0;
    json_array_foreach(rows, i, row) {
        const char *ph = json_string_value(json_object_get(row, "ph"));
        starts += ph && *ph == 's' && is_number(row, "tid", 3) && json_real_value(json_object_get(row, "ts")) == 20000; /* microseconds since the start */
        ends += ph && *ph == 'f' && is_number(row, "tid", 5) && json_real_value(json_object_get(row, "ts")) == 20000;
        slices += ph && *ph == 'X';
    }
    ok(rows && starts == 1 && ends == 1, "an arrow from the context that told to the one that was told");
    ok(slices == 8, "a slice for each life, each end, the task, its wait");
    json_decref(all);
    free(bytes);
}

/* A forwarder says nothing of whom it heard it from: its context stands on that one. */
static void test_chrome_forwarder(void)
{
    trace_t *t = make_trace();
    uint32_t s = learner(t, 10);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 1, .detail = CTX_NODE_BACKGROUND, .value = INT64_MAX, .time = MS(1000));
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 3, .other = 1, .detail = CTX_NODE_CUSTOM, .value = INT64_MAX, .site = s);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 4, .other = 3, .detail = CTX_NODE_CANCEL, .value = INT64_MAX, .site = s);
    ev(t, .kind = CTX_EV_FORWARDER, .node = 4, .other = 3, .detail = 1);
    ev(t, .kind = CTX_EV_CANCEL_CALL, .node = 4, .detail = 1, .flags = CTX_WHY_FORWARD, .time = MS(1020));
    ev(t, .kind = CTX_EV_TOLD, .node = 4, .detail = 1, .flags = CTX_WHY_FORWARD);
    ev(t, .kind = CTX_EV_CANCEL_END, .node = 4, .value = 1);
    ev(t, .kind = CTX_EV_END, .time = MS(1030));
    char *bytes = written(trace_export_chrome, t);
    json_t *all = json_loads(bytes, 0, NULL), *rows = json_object_get(all, "traceEvents"), *row;
    unsigned starts = 0, ends = 0;
    size_t i;
    json_array_foreach(rows, i, row) {
        const char *ph = json_string_value(json_object_get(row, "ph"));
        starts += ph && *ph == 's' && is_number(row, "tid", 3);
        ends += ph && *ph == 'f' && is_number(row, "tid", 4);
    }
    ok(starts == 1 && ends == 1, "an arrow from what a forwarder's context stands on");
    json_decref(all);
    free(bytes);
    trace_free(t);
}

static void test_html(const trace_t *t)
{
    char *bytes = written(trace_export_html, t);
    const char *script = strstr(bytes, "</script>");
    ok(strstr(bytes, "<!doctype html>") == bytes && script && !strstr(script + 1, "</script>"), "a page with one script: texts cannot end it");
    ok(!strstr(bytes, "http://") && !strstr(bytes, "https://") && !strstr(bytes, "src="), "it asks the network for nothing");
    ok(strstr(bytes, "WithTimeout 50ms") && strstr(bytes, "\xe2\x9c\x93"), "its data are the trace's");
    free(bytes);
}

static void test_trouble(const trace_t *t)
{
    char err[256] = "";
    FILE *full = fopen("/dev/full", "w");
    ok(full && !trace_export_json(t, full, err, sizeof err) && strstr(err, "No space"), "a full disk is reported");
    if (full)
        fclose(full);
    unsigned forms = 0;
    for (const trace_export_form_t *f = trace_export_forms; f->name; f++)
        forms += f->write && f->about && f->suffix;
    ok(forms == 3, "three forms");
}

int main(void)
{
    trace_t *t = sample();
    test_json(t);
    test_json_fields(t);
    test_chrome(t);
    test_chrome_forwarder();
    test_html(t);
    test_trouble(t);
    trace_free(t);
    return tap_end();
}
