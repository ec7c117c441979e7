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

static void test_chrome(const trace_t *t)
{
    char *bytes = written(trace_export_chrome, t);
    json_t *all = json_loads(bytes, JSON_REJECT_DUPLICATES, NULL), *rows = json_object_get(all, "traceEvents"), *row;
    size_t i;
    unsigned starts = 0, ends = 0, slices = 0;
    json_array_foreach(rows, i, row) {
        const char *ph = json_string_value(json_object_get(row, "ph"));
        starts += ph && *ph == 's';
        ends += ph && *ph == 'f';
        slices += ph && *ph == 'X';
    }
    ok(rows && starts == 1 && ends == 1, "an arrow from the context that told to the one that was told");
    ok(slices == 8, "a slice for each life, each end, the task, its wait");
    json_decref(all);
    free(bytes);
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
    test_chrome(t);
    test_html(t);
    test_trouble(t);
    trace_free(t);
    return tap_end();
}
