/* chrome_test.c — Chrome Trace JSON and JSON lines, held strictly to their formats, over traces of many kinds. The checker
 * itself is shown what is wrong, too.
 */
#include <stdlib.h>

#include "chrome.h"
#include "export.h"
#include "make.h"
#include "model.h"
#include "tap.h"

static char *written(trace_export_t *write, const trace_t *t, size_t *size)
{
    char *bytes = NULL, err[256] = "";
    FILE *out = open_memstream(&bytes, size);
    if (!write(t, out, err, sizeof err))
        printf("# %s\n", err);
    fclose(out);
    return bytes;
}

static void is_chrome(const trace_t *t, const char *what, size_t slices, size_t flows)
{
    chrome_seen_t seen = {0};
    char fault[300] = "no JSON", line[500];
    size_t size = 0;
    char *bytes = written(trace_export_chrome, t, &size);
    json_t *doc = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, NULL);
    bool good = doc && chrome_check(doc, &seen, fault, sizeof fault);
    snprintf(line, sizeof line, "%s: Trace Event Format, strictly; %zu slices, %zu tracks, %zu ends of arrows%s%s", what, seen.slices,
             seen.tracks, seen.flows, good ? "" : ": ", good ? "" : fault);
    ok(good && seen.slices >= slices && seen.flows >= flows && seen.processes == 2, line);
    json_decref(doc);
    free(bytes);
}

/* Each line alone is JSON; counts by kind are those of the trace. */
static void is_lines(const trace_t *t, const char *what)
{
    size_t size = 0, lines = 0, good = 0, of_kind[CTX_EV_KINDS] = {0}, want[CTX_EV_KINDS] = {0};
    char *bytes = written(trace_export_json, t, &size), *rest = bytes, text[300];
    for (char *line; (line = strsep(&rest, "\n")) && *line; lines++) {
        json_t *one = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
        const char *kind = json_string_value(json_object_get(one, "kind"));
        good += one && (lines ? kind != NULL && json_integer_value(json_object_get(one, "n")) == (json_int_t)lines
                              : !strcmp(json_string_value(json_object_get(one, "schema")), "ctxlab/trace/1"));
        for (unsigned k = 0; kind && k < CTX_EV_KINDS; k++)
            of_kind[k] += !strcmp(trace_kind_name(k), kind);
        json_decref(one);
    }
    for (size_t i = 0; i < trace_count(t); i++)
        for (unsigned k = 0; k < CTX_EV_KINDS; k++)
            want[k] += !strcmp(trace_kind_name(k), trace_kind_name(trace_event(t, i)->kind));
    snprintf(text, sizeof text, "%s: %zu JSON lines, each parses, as many of each kind as there are", what, lines);
    ok(lines == trace_count(t) + 1 && good == lines && !memcmp(of_kind, want, sizeof want), text);
    free(bytes);
}

static void both(trace_t *t, const char *what, size_t slices, size_t flows)
{
    is_chrome(t, what, slices, flows);
    is_lines(t, what);
    trace_free(t);
}

/* ---- traces ---------------------------------------------------------------------------------------------- */

static trace_t *wide(uint32_t children)
{
    trace_t *t = make_trace();
    uint32_t s = learner(t, 10);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 1, .detail = CTX_NODE_BACKGROUND, .value = INT64_MAX, .time = MS(1000));
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 3, .other = 1, .detail = CTX_NODE_CANCEL, .value = INT64_MAX, .site = s);
    for (uint32_t i = 0; i < children; i++)
        ev(t, .kind = CTX_EV_NODE_NEW, .node = i + 4, .other = 3, .detail = CTX_NODE_CANCEL, .value = INT64_MAX, .site = s);
    ev(t, .kind = CTX_EV_CANCEL_CALL, .node = 3, .detail = 1, .flags = CTX_WHY_CALL, .time = MS(1020), .site = s);
    ev(t, .kind = CTX_EV_TOLD, .node = 3, .detail = 1, .flags = CTX_WHY_CALL);
    for (uint32_t i = 0; i < children; i++)
        ev(t, .kind = CTX_EV_TOLD, .node = i + 4, .other = 3, .detail = 1, .flags = CTX_WHY_PARENT);
    ev(t, .kind = CTX_EV_CANCEL_END, .node = 3, .value = children + 1);
    ev(t, .kind = CTX_EV_END);
    return t;
}

/* Tasks that wait again and again, for no time and for some, born and ended at the same instants; a node told as it is
 * made; one detached before it is told; names that would end a string, a tag, a line. */
static trace_t *awkward(void)
{
    static const char *const names[] = {"\"},{\"ph\":\"X\"", "</script><script>", "a\nb\tc\\", "\xff\xfe", "\xe2\x80\xa8", "\x01\x1b[31m"};
    trace_t *t = make_trace();
    uint32_t s = trace_add_site(t, "dir/<&\">.c", 7, "f\"\\");
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 3, .detail = CTX_NODE_CANCEL, .value = INT64_MAX, .time = 5, .site = s);
    for (uint32_t i = 0; i < 6; i++) {
        ev(t, .kind = CTX_EV_NODE_NEW, .node = i + 4, .other = 3, .detail = CTX_NODE_VALUE, .aux = text(t, names[i]), .value = INT64_MAX, .site = s);
        ev(t, .kind = CTX_EV_TASK_NEW, .other = i + 1, .node = i + 4, .aux = text(t, names[i]), .site = s);
        for (int k = 0; k < 3; k++) {
            ev(t, .kind = CTX_EV_TASK_BLOCK, .task = i + 1, .detail = CTX_OP_RECV, .site = s);
            ev(t, .kind = CTX_EV_TASK_WAKE, .task = i + 1, .detail = CTX_OP_RECV, .time = 5 + (int64_t)i * (k == 1) + (int64_t)i * 7);
        }
    }
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 20, .other = 3, .detail = CTX_NODE_CANCEL, .value = INT64_MAX);
    ev(t, .kind = CTX_EV_TOLD, .node = 20, .detail = 1, .flags = CTX_WHY_BORN);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 21, .other = 3, .detail = CTX_NODE_CANCEL, .value = INT64_MAX);
    ev(t, .kind = CTX_EV_NODE_UNLINK, .node = 21, .other = 3);
    ev(t, .kind = CTX_EV_CANCEL_CALL, .node = 3, .detail = 1, .flags = CTX_WHY_CALL, .aux = text(t, names[0]));
    ev(t, .kind = CTX_EV_TOLD, .node = 3, .detail = 1, .flags = CTX_WHY_CALL, .aux = text(t, names[0]));
    ev(t, .kind = CTX_EV_TOLD, .node = 21, .other = 3, .detail = 1, .flags = CTX_WHY_PARENT, .time = 100);
    ev(t, .kind = CTX_EV_TASK_BLOCK, .task = 2, .detail = CTX_OP_SELECT);
    for (uint32_t i = 0; i < 6; i++)
        ev(t, .kind = CTX_EV_TASK_END, .task = i + 1);
    ev(t, .kind = CTX_EV_CANCEL_END, .node = 3, .value = 2);
    ev(t, .kind = CTX_EV_END);
    return t;
}

/* ---- the checker ----------------------------------------------------------------------------------------- */

static void refuses(const char *rows, const char *why)
{
    chrome_seen_t seen;
    char text[4000], fault[300] = "", line[400];
    snprintf(text, sizeof text, "{\"displayTimeUnit\":\"ns\",\"traceEvents\":["
             "{\"ph\":\"M\",\"name\":\"process_name\",\"pid\":1,\"tid\":0,\"args\":{\"name\":\"p\"}},"
             "{\"ph\":\"M\",\"name\":\"thread_name\",\"pid\":1,\"tid\":1,\"args\":{\"name\":\"t\"}},"
             "{\"ph\":\"X\",\"name\":\"a\",\"pid\":1,\"tid\":1,\"ts\":5,\"dur\":10}%s]}", rows);
    json_t *doc = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    bool good = doc && chrome_check(doc, &seen, fault, sizeof fault);
    snprintf(line, sizeof line, "the checker %s %s%s", *why ? "refuses" : "takes what is right", why, *why && !strstr(fault, why) ? fault : "");
    ok(*why ? doc && !good && strstr(fault, why) : good, line);
    json_decref(doc);
}

#define START ",{\"ph\":\"s\",\"cat\":\"c\",\"name\":\"n\",\"id\":1,\"pid\":1,\"tid\":1,\"ts\":6}"
#define END(id, ts) ",{\"ph\":\"f\",\"bp\":\"e\",\"cat\":\"c\",\"name\":\"n\",\"id\":" #id ",\"pid\":1,\"tid\":1,\"ts\":" #ts "}"

static void test_checker(void)
{
    refuses("", "");
    refuses(START END(1, 7), "");
    refuses(START, "does not go s");
    refuses(START END(2, 7), "does not go s");
    refuses(START END(1, 5), "back in time");
    refuses(START END(1, 70), "touches no slice");
    refuses(",{\"ph\":\"X\",\"name\":\"b\",\"pid\":1,\"tid\":1,\"ts\":6,\"dur\":10}", "crosses the end");
    refuses(",{\"ph\":\"X\",\"name\":\"b\",\"pid\":1,\"tid\":1,\"ts\":4,\"dur\":1}", "earlier than");
    refuses(START END(1, 15), "touches no slice");
    refuses(",{\"ph\":\"X\",\"name\":\"b\",\"pid\":1,\"tid\":1,\"ts\":5,\"dur\":11}", "comes before the longer");
    refuses(",{\"ph\":\"X\",\"name\":\"b\",\"pid\":1,\"tid\":2,\"ts\":4,\"dur\":1}", "track 2 of 1 has no name");
    refuses(",{\"ph\":\"X\",\"name\":\"b\",\"pid\":2,\"tid\":1,\"ts\":4,\"dur\":1}", "process 2 has no name");
    refuses(",{\"ph\":\"X\",\"name\":\"b\",\"pid\":1,\"tid\":1,\"ts\":6}", "\"dur\" is no time");
    refuses(",{\"ph\":\"B\",\"name\":\"b\",\"pid\":1,\"tid\":1,\"ts\":6}", "none we write");
    refuses(",{\"ph\":\"X\",\"name\":\"b\",\"pid\":1,\"tid\":1,\"ts\":6,\"dur\":1,\"extra\":1}", "does not belong");
}

int main(void)
{
    static const char *const recorded[] = {"tests/fuzz/corpus-trace/discarded-cancel.trace", "tests/fuzz/corpus-trace/zero-timeout.trace"};
    test_checker();
    both(wide(3), "a small cascade", 8, 6);
    both(wide(10000), "10,000 children", 20000, 20000);
    both(awkward(), "awkward instants and names", 20, 2);
    for (int i = 0; i < 2; i++) {
        trace_t *t = trace_read_file(recorded[i], NULL, 0);
        if (t)
            both(t, recorded[i], 10, 0);
        else
            ok(false, recorded[i]);
    }
    return tap_end();
}
