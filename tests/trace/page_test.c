/* page_test.c — the page that is mailed to somebody: what it says without its script, that nothing in it can end a tag, and that
 * a long run makes no long page.
 */
#include <stdlib.h>

#include "export.h"
#include "make.h"
#include "model.h"
#include "tap.h"

static char *page_of(const trace_t *t, const trace_page_t *page, size_t *size)
{
    char *bytes = NULL, err[256] = "";
    FILE *out = open_memstream(&bytes, size);
    bool good = trace_export_page(t, page, out, err, sizeof err);
    fclose(out);
    ok(good, "the page is written");
    return bytes;
}

static size_t occurs(const char *text, const char *what)
{
    size_t n = 0;
    for (; (text = strstr(text, what)); text += strlen(what))
        n++;
    return n;
}

/* The part that is there before the script, with an end put to it. */
static char *top_of(const char *bytes)
{
    const char *script = strstr(bytes, "<script>");
    return strndup(bytes, script ? (size_t)(script - bytes) : 0);
}

static const char *source(void *self, const char *file, bool *changed)
{
    *changed = self != NULL;
    return strcmp(file, "exercise.c") ? NULL : "1\n2\n3\n4\n5\n6\n7\n8\n9\n  chan_recv(jobs, &\"<job>\");\n11\n";
}

static trace_t *small(void)
{
    trace_t *t = make_trace();
    uint32_t s = learner(t, 10);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 1, .detail = CTX_NODE_BACKGROUND, .value = INT64_MAX, .time = MS(1000));
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 2, .detail = CTX_NODE_TODO, .value = INT64_MAX);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 3, .other = 1, .detail = CTX_NODE_CANCEL, .value = INT64_MAX, .site = s);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 4, .other = 3, .detail = CTX_NODE_CANCEL, .value = INT64_MAX, .site = s);
    ev(t, .kind = CTX_EV_TASK_NEW, .other = 1, .node = 4, .aux = text(t, "</script><script>alert(1)"), .site = s);
    ev(t, .kind = CTX_EV_TASK_BLOCK, .task = 1, .detail = CTX_OP_RECV, .site = s, .aux = 1);
    ev(t, .kind = CTX_EV_CANCEL_CALL, .node = 3, .detail = 1, .flags = CTX_WHY_CALL, .time = MS(1020), .site = s, .aux = text(t, "<b>the client & \"all\"</b>"));
    ev(t, .kind = CTX_EV_TOLD, .node = 3, .detail = 1, .flags = CTX_WHY_CALL);
    ev(t, .kind = CTX_EV_TOLD, .node = 4, .other = 3, .detail = 1, .flags = CTX_WHY_PARENT);
    ev(t, .kind = CTX_EV_CANCEL_END, .node = 3, .value = 2);
    ev(t, .kind = CTX_EV_END);
    return t;
}

static void test_top(void)
{
    trace_t *t = small();
    size_t size;
    findings_t found = {0};
    finding_t f = {.name = "deaf-wait", .task = 1, .site = learner(t, 10), .event = 9, .count = 1, .message = "T1 <i>waits</i> in recv"}, g = f;
    g.name = "leak", g.unknown = true;
    findings_add(&found, &f);
    findings_add(&found, &g);
    trace_page_t page = {.title = "A <title>", .findings = &found, .source = source};
    char *bytes = page_of(t, &page, &size), *top = top_of(bytes);
    const char *at = strstr(top, "deaf-wait");
    ok(strstr(top, "<h1>A &#60;title&#62;</h1>") != NULL, "its title");
    ok(at && strstr(at, "exercise.c:10") && strstr(at, "T1 &#60;i&#62;waits&#60;/i&#62; in recv"), "what was found, its line and its sentence, without the script");
    ok(at && strstr(at, "<pre>chan_recv(jobs, &#38;&#34;&#60;job&#62;&#34;);</pre>"), "and the line itself");
    ok(strstr(top, "data-go=\"9\" data-node=\"0\" data-task=\"1\"") != NULL, "linked to its place in the run");
    at = strstr(top, "Not enough evidence");
    ok(at && strstr(at, "leak") && occurs(top, "class=\"found\"") == 1, "what could not be decided is not among what was found");
    ok(strstr(top, "<td>2</td><td>1 &middot; 1</td>") != NULL, "a cascade: how many were told, in which waves");
    ok(strstr(top, "20ms") && strstr(top, "&#60;b&#62;the client &#38; &#34;all&#34;&#60;/b&#62;"), "when, and with which cause");
    ok(strstr(top, "2 contexts, 1 task.") != NULL, "roots are no contexts that the program made");
    ok(occurs(bytes, "<script>") == 1 && occurs(bytes, "</script>") == 1 && !strstr(bytes, "<b>the") && !strstr(bytes, "<i>waits"), "no text of the run is markup");
    ok(!strstr(bytes, "http:") && !strstr(bytes, "https:") && strstr(bytes, "default-src 'none'"), "it asks the network for nothing, and may not");
    ok(!strstr(bytes, "[2,0,") && strstr(bytes, "[1,0,"), "the TODO that nobody used is not in it");
    free(top);
    free(bytes);
    page.self = t; /* the file is another one now */
    bytes = page_of(t, &page, &size);
    top = top_of(bytes);
    ok(!strstr(top, "chan_recv"), "a line of a file that has changed since is not quoted");
    free(top);
    free(bytes);
    findings_clear(&found);
    bytes = page_of(t, &page, &size);
    ok(strstr(bytes, "Nothing was found in this run.") != NULL, "nothing found is said");
    free(bytes);
    findings_free(&found);
    trace_free(t);
}

/* A server: each request is cancelled at the same line; then all of it, once. */
static void test_alike(void)
{
    trace_t *t = make_trace();
    uint32_t s = learner(t, 10), end = learner(t, 20), over = text(t, "shutting down");
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 3, .detail = CTX_NODE_CANCEL, .value = INT64_MAX, .time = MS(1000), .site = s);
    for (uint32_t i = 0; i < 30; i++) {
        ev(t, .kind = CTX_EV_NODE_NEW, .node = 10 + i, .other = 3, .detail = CTX_NODE_CANCEL, .value = INT64_MAX, .site = s);
        ev(t, .kind = CTX_EV_CANCEL_CALL, .node = 10 + i, .detail = 1, .flags = CTX_WHY_CALL, .site = s, .time = MS(1000 + i));
        ev(t, .kind = CTX_EV_TOLD, .node = 10 + i, .detail = 1, .flags = CTX_WHY_CALL);
        ev(t, .kind = CTX_EV_CANCEL_END, .node = 10 + i, .value = 1);
    }
    ev(t, .kind = CTX_EV_CANCEL_CALL, .node = 3, .detail = 1, .flags = CTX_WHY_CALL, .site = end, .aux = over, .time = MS(1040));
    ev(t, .kind = CTX_EV_TOLD, .node = 3, .detail = 1, .flags = CTX_WHY_CALL, .aux = over);
    ev(t, .kind = CTX_EV_CANCEL_END, .node = 3, .value = 1);
    ev(t, .kind = CTX_EV_END);
    size_t size;
    trace_page_t page = {0};
    char *bytes = page_of(t, &page, &size), *top = top_of(bytes);
    ok(occurs(top, "<tr><td>") == 2 && strstr(top, "0s</a> to 29ms</td><td>30 &times; WithCancel</td>"), "thirty cascades alike are one row, from when to when");
    ok(strstr(top, "40ms</a></td><td>c3 WithCancel</td><td>canceled: shutting down") != NULL, "the one that matters has its own");
    free(top);
    free(bytes);
    trace_free(t);
}

static trace_t *many(uint32_t children)
{
    trace_t *t = make_trace();
    uint32_t s = learner(t, 10);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 3, .detail = CTX_NODE_CANCEL, .value = INT64_MAX, .time = MS(1000), .site = s);
    for (uint32_t i = 0; i < children; i++) {
        ev(t, .kind = CTX_EV_NODE_NEW, .node = i + 4, .other = 3, .detail = CTX_NODE_CANCEL, .value = INT64_MAX, .site = s);
        ev(t, .kind = CTX_EV_NODE_LINK, .node = i + 4, .other = 3);
    }
    ev(t, .kind = CTX_EV_MARK, .aux = text(t, "here it is"));
    ev(t, .kind = CTX_EV_CANCEL_CALL, .node = 3, .detail = 1, .flags = CTX_WHY_CALL, .time = MS(1020), .site = s);
    ev(t, .kind = CTX_EV_TOLD, .node = 3, .detail = 1, .flags = CTX_WHY_CALL);
    for (uint32_t i = 0; i < children; i++)
        ev(t, .kind = CTX_EV_TOLD, .node = i + 4, .other = 3, .detail = 1, .flags = CTX_WHY_PARENT);
    ev(t, .kind = CTX_EV_CANCEL_END, .node = 3, .value = children + 1);
    for (uint32_t i = 0; i < children; i++)
        ev(t, .kind = CTX_EV_NODE_FREE, .node = i + 4);
    ev(t, .kind = CTX_EV_END);
    return t;
}

static void test_long(void)
{
    trace_t *t = many(25000), *longer = many(250000);
    trace_page_t page = {0};
    size_t size, more;
    char *bytes = page_of(t, &page, &size), line[200];
    snprintf(line, sizeof line, "100,000 events: a page of %zu bytes", size);
    ok(trace_count(t) > 100000 && size < 5000000, line);
    ok(strstr(bytes, "The slider stops at 12,000 of 100,006 events") != NULL, "it says how many events it left out");
    ok(strstr(bytes, "\"here it is\"") && strstr(bytes, "<td>25,001</td><td>1 &middot; 25,000</td>"), "no mark is left out, and what is counted is counted whole");
    const char *made = strstr(bytes, "const events = ["), *told = made ? strstr(made, "why parent") : NULL;
    ok(made && told && occurs(made, "under c3") > 1000 && occurs(made, "why parent") > 1000, "it stops in each part of the run");
    free(bytes);
    bytes = page_of(longer, &page, &more);
    snprintf(line, sizeof line, "ten times as long: a page of %zu bytes, which says that contexts are left out", more);
    ok(more < 6000000 && strstr(bytes, "of the first 49,998 of 250,001 contexts: the 200,003 contexts made last are left out of the tree"), line);
    free(bytes);
    trace_free(t);
    trace_free(longer);
}

int main(void)
{
    test_top();
    test_alike();
    test_long();
    return tap_end();
}
