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

/* The layers that held in every process of every verdict. What was refused before anything ran says nothing. */
static unsigned layers_of(const verdict_t *v, size_t n)
{
    unsigned layers = ~0u;
    for (size_t i = 0; i < n; i++)
        layers &= v[i].layers;
    return layers;
}

/* "limits, landlock": those that held, or those that did not; "none". Owned. */
static char *layer_names(unsigned layers, bool held)
{
    buf_t text = {0};
    for (const sandbox_layer_t *l = sandbox_layers; l->name != NULL; l++)
        if (((layers & l->bit) != 0) == held)
            buf_addf(&text, "%s%s", text.len > 0 ? ", " : "", l->name);
    return text.data == NULL ? xstrdup("none") : text.data;
}

/* What else a machine should know stands among the checks, where the schema has a place for it: layers of the sandbox that
 * this machine did not enforce, and what the second stage could not look at. Neither lowers the verdict. */
static json_t *result_json(const verdict_t *v)
{
    json_t *doc = verdict_json(v, false), *checks = json_object_get(doc, "checks");
    char *missing = layer_names(v->layers, false), *held = layer_names(v->layers, true);
    if (strcmp(missing, "none") != 0)
        json_array_append_new(checks, json_pack("{s:s, s:b, s:o}", "name", "sandbox", "ok", true, "message",
                                                json_sprintf("not enforced here: %s; enforced: %s", missing, held)));
    if (v->unconfirmed != NULL)
        json_array_append_new(checks, json_pack("{s:s, s:b, s:o}", "name", "confirmed", "ok", true, "message",
                                                json_sprintf("not confirmed: %s", v->unconfirmed)));
    free(missing);
    free(held);
    return doc;
}

static void write_json(const verdict_t *v, size_t n, FILE *out)
{
    json_t *results = json_array();
    size_t passed = count_passed(v, n);
    for (size_t i = 0; i < n; i++)
        json_array_append_new(results, result_json(&v[i]));
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
    if (v->compiler != NULL && strstr(v->compiler, message) != NULL)
        return true;
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

static void junit_property(FILE *out, const char *name, const char *value)
{
    fputs("      <property", out);
    xml_attribute(out, "name", name);
    xml_attribute(out, "value", value);
    fputs("/>\n", out);
}

static void junit_properties(const verdict_t *v, FILE *out)
{
    char points[24], of[24];
    char *held = layer_names(v->layers, true), *missing = layer_names(v->layers, false);
    (void)snprintf(points, sizeof points, "%d", v->points);
    (void)snprintf(of, sizeof of, "%d", v->max_points);
    fputs("    <properties>\n", out);
    junit_property(out, "points", points);
    junit_property(out, "max_points", of);
    junit_property(out, "verdict", verdict_name(v->kind));
    junit_property(out, "sandbox", held);
    junit_property(out, "sandbox_missing", missing);
    if (v->unconfirmed != NULL)
        junit_property(out, "unconfirmed", v->unconfirmed);
    fputs("    </properties>\n", out);
    free(held);
    free(missing);
}

static void junit_case(const verdict_t *v, FILE *out)
{
    fputs("    <testcase", out);
    xml_attribute(out, "name", v->id);
    xml_attribute(out, "classname", "ctxlab");
    fprintf(out, " time=\"%.3f\"%s>\n", v->seconds, v->kind == VERDICT_PASS ? "/" : "");
    if (v->kind == VERDICT_PASS)
        return;
    const char *tag = v->kind == VERDICT_ERROR ? "error" : "failure";
    char *first = reasons(v, true), *all = reasons(v, false);
    fprintf(out, "      <%s type=\"%s\"", tag, verdict_name(v->kind));
    xml_attribute(out, "message", first);
    fputc('>', out);
    xml(out, all);
    fprintf(out, "</%s>\n    </testcase>\n", tag);
    free(first);
    free(all);
}

/* "zero-timeout (handed-in/ann)": whose, where many reports are put together. Owned. */
static char *folder_name(const char *name, const char *folder)
{
    buf_t text = {0};
    buf_adds(&text, name);
    if (folder != NULL) {
        buf_adds(&text, " (");
        text_safe(&text, folder, 200, false);
        buf_adds(&text, ")");
    }
    return text.data;
}

/* A suite an entry: every reader of this format knows the properties of a suite, few those of a test. */
static void write_junit(const verdict_t *v, size_t n, const char *folder, FILE *out)
{
    size_t errors = 0;
    double seconds = 0;
    char *suites = folder_name("ctxlab", folder), *named = NULL;
    for (size_t i = 0; i < n; i++) {
        errors += v[i].kind == VERDICT_ERROR;
        seconds += v[i].seconds;
    }
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites", out);
    xml_attribute(out, "name", suites);
    fprintf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" time=\"%.3f\">\n",
            n, n - count_passed(v, n) - errors, errors, seconds);
    for (size_t i = 0; i < n; i++) {
        bool error = v[i].kind == VERDICT_ERROR, failure = v[i].kind != VERDICT_PASS && !error;
        fputs("  <testsuite", out);
        named = folder_name(v[i].id, folder);
        xml_attribute(out, "name", named);
        free(named);
        fprintf(out, " tests=\"1\" failures=\"%d\" errors=\"%d\" skipped=\"0\" time=\"%.3f\">\n", failure, error, v[i].seconds);
        junit_properties(&v[i], out);
        junit_case(&v[i], out);
        fputs("  </testsuite>\n", out);
    }
    fputs("</testsuites>\n", out);
    free(suites);
}

/* A block of lines as they are; the indentation is named where the first line begins with spaces of its own. */
static void yaml_block(FILE *out, const char *key, const char *text)
{
    fprintf(out, "  %s: |%s\n", key, text[0] == ' ' || text[0] == '\n' ? "2" : "");
    while (*text != '\0') {
        size_t len = strcspn(text, "\n");
        fprintf(out, "    %.*s\n", (int)len, text);
        text += len + (text[len] == '\n');
    }
}

static void write_tap(const verdict_t *v, size_t n, const char *folder, FILE *out)
{
    char *held = layer_names(layers_of(v, n), true), *missing = layer_names(layers_of(v, n), false);
    fprintf(out, "TAP version 14\n1..%zu\n# sandbox: %s; missing: %s\n", n, held, missing);
    if (folder != NULL) {
        char *named = folder_name("folder", folder);
        fprintf(out, "# %s\n", named);
        free(named);
    }
    for (size_t i = 0; i < n; i++) {
        fprintf(out, "%sok %zu - %s\n  ---\n", v[i].kind == VERDICT_PASS ? "" : "not ", i + 1, v[i].id);
        fprintf(out, "  verdict: %s\n  points: %d\n  max_points: %d\n", verdict_name(v[i].kind), v[i].points, v[i].max_points);
        if (v[i].unconfirmed != NULL)
            yaml_block(out, "unconfirmed", v[i].unconfirmed);
        char *all = v[i].kind == VERDICT_PASS ? NULL : reasons(&v[i], false);
        if (all != NULL)
            yaml_block(out, "message", all);
        fputs("  ...\n", out);
        free(all);
    }
    free(held);
    free(missing);
}

bool report_absent(const verdict_t *v)
{
    return v->kind == VERDICT_REJECTED && v->message != NULL && strstr(v->message, " was not handed in (") != NULL;
}

/* What a line of the table says of one: its first reason; of a judge entry that is not answered only what its answer lacks. */
static char *line_says(const verdict_t *v)
{
    if (!report_held(v))
        return v->kind == VERDICT_PASS ? xstrdup("") : reasons(v, true);
    for (size_t i = 0; i < v->checks; i++)
        if (!v->check[i].ok && strncmp(v->check[i].name, "answer-", 7) == 0)
            return xformat("%s: %s", v->check[i].name, v->check[i].message);
    return xstrdup("");
}

static void write_text(const verdict_t *v, size_t n, FILE *out)
{
    int points = 0, of = 0;
    size_t absent = 0;
    for (size_t i = 0; i < n; i++)
        absent += report_absent(&v[i]);
    bool sum_up = absent > 3; /* a folder with few files in it */
    for (size_t i = 0; i < n; i++) {
        char *says = line_says(&v[i]);
        if (!sum_up || !report_absent(&v[i]))
            fprintf(out, "%-24s %-13s %2d/%-2d  %s\n", v[i].id, report_held(&v[i]) ? "not passed" : verdict_name(v[i].kind),
                    v[i].points, v[i].max_points, says);
        points += v[i].points;
        of += v[i].max_points;
        free(says);
    }
    if (sum_up)
        fprintf(out, "%zu of %zu were not handed in\n", absent, n);
    char *missing = layer_names(layers_of(v, n), false);
    if (strcmp(missing, "none") != 0)
        fprintf(out, "sandbox without: %s\n", missing);
    free(missing);
    fprintf(out, "%zu of %zu passed, %d of %d points\n", count_passed(v, n), n, points, of);
}

/* Never silently skipped: layers that some judgement had to do without. */
static void say_missing(const verdict_t *v, size_t n, FILE *out)
{
    buf_t missing = {0};
    sandbox_missing(layers_of(v, n), &missing);
    if (missing.len > 0)
        fprintf(out, "ctxlab: sandbox: %s on this machine (ctxlab doctor says what that means)\n", buf_text(&missing));
    buf_free(&missing);
}

void report_write(report_format_t format, const verdict_t *v, size_t n, const char *folder, FILE *out)
{
    if (out != stderr)
        say_missing(v, n, stderr);
    switch (format) {
    case REPORT_JSON: write_json(v, n, out); break;
    case REPORT_JUNIT: write_junit(v, n, folder, out); break;
    case REPORT_TAP: write_tap(v, n, folder, out); break;
    case REPORT_TEXT: write_text(v, n, out);
    }
}
