/* report.c — see report.h */
#include "report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lab.h"
#include "sandbox.h"

static size_t count_passed(const verdict_t *v, size_t n)
{
    size_t passed = 0;
    for (size_t i = 0; i < n; i++)
        passed += v[i].kind == VERDICT_PASS;
    return passed;
}

static void write_json(const verdict_t *v, size_t n, FILE *out)
{
    json_t *results = json_array();
    size_t passed = count_passed(v, n);
    for (size_t i = 0; i < n; i++)
        json_array_append_new(results, verdict_json(&v[i], false));
    json_t *doc = json_pack("{s:s, s:o, s:I, s:I}", "schema", "ctxlab/grade/1", "results", results, "passed", (json_int_t)passed,
                            "failed", (json_int_t)(n - passed));
    (void)json_dumpf(doc, out, JSON_INDENT(1) | JSON_REAL_PRECISION(6));
    json_decref(doc);
    fputc('\n', out);
}

/* Characters that XML 1.0 cannot hold at all are gone already: text_safe leaves none. */
static void xml(FILE *out, const char *text)
{
    for (; *text != '\0'; text++)
        switch (*text) {
        case '<': fputs("&lt;", out); break;
        case '>': fputs("&gt;", out); break;
        case '&': fputs("&amp;", out); break;
        case '"': fputs("&quot;", out); break;
        default: fputc(*text, out);
        }
}

static void xml_attribute(FILE *out, const char *name, const char *value)
{
    fprintf(out, " %s=\"", name);
    xml(out, value);
    fputc('"', out);
}

/* What the scenario saw is a finding and a check: said once. */
bool report_said(const verdict_t *v, const char *message)
{
    if (v->message != NULL && strcmp(v->message, message) == 0)
        return true; /* the gate's refusal */
    for (size_t i = 0; i < v->findings; i++)
        if (strncmp(v->finding[i].message, message, strlen(message)) == 0)
            return true;
    return false;
}

/* Everything that went wrong, a line each; first: only the first of them. */
static char *reasons(const verdict_t *v, bool first)
{
    buf_t text = {0};
    if (v->message != NULL)
        buf_addf(&text, "%s\n", v->message);
    if (v->compiler != NULL)
        buf_adds(&text, v->compiler);
    for (size_t i = 0; i < v->findings; i++)
        if (v->finding[i].line > 0)
            buf_addf(&text, "%s: %s:%d: %s\n", v->finding[i].name, v->finding[i].file, v->finding[i].line, v->finding[i].message);
        else
            buf_addf(&text, "%s: %s\n", v->finding[i].name, v->finding[i].message);
    for (size_t i = 0; i < v->checks; i++)
        if (!v->check[i].ok && !report_said(v, v->check[i].message))
            buf_addf(&text, "%s: %s\n", v->check[i].name, v->check[i].message);
    char *replay = verdict_replay(v);
    if (replay != NULL)
        buf_addf(&text, "replay: %s\n", replay);
    free(replay);
    if (first && text.len > 0)
        text.data[strcspn(text.data, "\n")] = '\0';
    return text.data == NULL ? xstrdup(verdict_name(v->kind)) : text.data;
}

static void junit_case(const verdict_t *v, FILE *out)
{
    fputs("    <testcase", out);
    xml_attribute(out, "name", v->id);
    xml_attribute(out, "classname", "ctxlab");
    fprintf(out, " time=\"%.3f\">\n      <properties>\n", v->seconds);
    fprintf(out, "        <property name=\"points\" value=\"%d\"/>\n", v->points);
    fprintf(out, "        <property name=\"max_points\" value=\"%d\"/>\n", v->max_points);
    fprintf(out, "        <property name=\"verdict\" value=\"%s\"/>\n      </properties>\n", verdict_name(v->kind));
    if (v->kind != VERDICT_PASS) {
        const char *tag = v->kind == VERDICT_ERROR ? "error" : "failure";
        char *first = reasons(v, true), *all = reasons(v, false);
        fprintf(out, "      <%s type=\"%s\"", tag, verdict_name(v->kind));
        xml_attribute(out, "message", first);
        fputc('>', out);
        xml(out, all);
        fprintf(out, "</%s>\n", tag);
        free(first);
        free(all);
    }
    fputs("    </testcase>\n", out);
}

static void write_junit(const verdict_t *v, size_t n, FILE *out)
{
    size_t errors = 0;
    double seconds = 0;
    for (size_t i = 0; i < n; i++) {
        errors += v[i].kind == VERDICT_ERROR;
        seconds += v[i].seconds;
    }
    size_t failures = n - count_passed(v, n) - errors;
    fprintf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
                 "  <testsuite name=\"ctxlab\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"0\" time=\"%.3f\">\n",
            n, failures, errors, seconds);
    for (size_t i = 0; i < n; i++)
        junit_case(&v[i], out);
    fputs("  </testsuite>\n</testsuites>\n", out);
}

static void write_tap(const verdict_t *v, size_t n, FILE *out)
{
    fprintf(out, "TAP version 14\n1..%zu\n", n);
    for (size_t i = 0; i < n; i++) {
        fprintf(out, "%sok %zu - %s\n", v[i].kind == VERDICT_PASS ? "" : "not ", i + 1, v[i].id);
        if (v[i].kind == VERDICT_PASS)
            continue;
        char *all = reasons(&v[i], false);
        fprintf(out, "  ---\n  verdict: %s\n  points: %d\n  max_points: %d\n  message: |\n", verdict_name(v[i].kind), v[i].points,
                v[i].max_points);
        for (char *p = all; *p != '\0';) {
            size_t len = strcspn(p, "\n");
            fprintf(out, "    %.*s\n", (int)len, p);
            p += p[len] == '\n' ? len + 1 : len;
        }
        fputs("  ...\n", out);
        free(all);
    }
}

static void write_text(const verdict_t *v, size_t n, FILE *out)
{
    int points = 0, of = 0;
    for (size_t i = 0; i < n; i++) {
        char *first = reasons(&v[i], true);
        bool pass = v[i].kind == VERDICT_PASS;
        fprintf(out, "%-24s %-13s %2d/%-2d  %s\n", v[i].id, verdict_name(v[i].kind), v[i].points, v[i].max_points,
                pass ? "" : first);
        points += v[i].points;
        of += v[i].max_points;
        free(first);
    }
    fprintf(out, "%zu of %zu passed, %d of %d points\n", count_passed(v, n), n, points, of);
}

/* Never silently skipped: layers that some judgement had to do without. */
static void say_missing(const verdict_t *v, size_t n)
{
    unsigned layers = ~0u;
    buf_t missing = {0};
    for (size_t i = 0; i < n; i++)
        layers &= v[i].layers;
    sandbox_missing(layers, &missing);
    if (missing.len > 0)
        fprintf(stderr, "ctxlab: sandbox: %s on this machine (ctxlab doctor says what that means)\n", buf_text(&missing));
    buf_free(&missing);
}

void report_write(report_format_t format, const verdict_t *v, size_t n, FILE *out)
{
    say_missing(v, n);
    switch (format) {
    case REPORT_JSON: write_json(v, n, out); break;
    case REPORT_JUNIT: write_junit(v, n, out); break;
    case REPORT_TAP: write_tap(v, n, out); break;
    case REPORT_TEXT: write_text(v, n, out);
    }
}
