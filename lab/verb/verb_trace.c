/* verb_trace.c — `ctxlab trace dump|check|stats|export FILE`: a recording, without a screen. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "export.h"
#include "file_out.h"
#include "meter.h"
#include "options.h"
#include "page_export.h"
#include "show_trace.h"
#include "verbs.h"

typedef struct trace_options {
    bool stable, json;
    const char *to, *out, *file;
} trace_options_t;

static int dump(trace_t *t, const trace_options_t *o)
{
    char line[1024];
    bool shown = isatty(STDOUT_FILENO) == 1;
    meter_t meter;
    meter_begin(&meter);
    for (size_t i = 0; i < trace_count(t); i++) {
        if (i % 4096 == 0 && !shown)
            meter_at(&meter, "writing the events", i, trace_count(t));
        (void)trace_line(t, i, o->stable, line, sizeof line);
        puts(line);
    }
    meter_end(&meter);
    return LAB_PASSED;
}

static void apply_watched(model_t *m)
{
    enum { AT_ONCE = 1 << 16 };
    meter_t meter;
    meter_begin(&meter);
    for (size_t n = 0, all = trace_count(m->trace); n < all; n += AT_ONCE) {
        meter_at(&meter, "going through the events", n, all);
        model_apply(m, n + AT_ONCE);
    }
    meter_end(&meter);
}

static json_t *rows_json(const trace_t *t, const findings_t *found, bool unknown)
{
    json_t *out = json_array();
    for (uint32_t i = 0; i < found->count; i++) {
        const finding_t *f = &found->item[i];
        trace_site_t at = trace_site(t, f->site);
        if (f->unknown == unknown)
            (void)json_array_append_new(out, json_pack("{s:s, s:s, s:i, s:s}", "name", f->name, "file", at.file, "line", at.line,
                                                       "message", f->message));
    }
    return out;
}

static void rows_print(const trace_t *t, const findings_t *found, bool unknown)
{
    for (uint32_t i = 0; i < found->count; i++) {
        const finding_t *f = &found->item[i];
        trace_site_t at = trace_site(t, f->site);
        if (f->unknown != unknown)
            continue;
        if (at.line > 0)
            printf("%s:%d: ", at.file, at.line);
        printf("%s: %s%s\n", f->name, unknown ? "not enough evidence yet: " : "", f->message);
    }
}

/* What the views of this trace show as found, no more and no less. */
static int check(trace_t *t, const trace_options_t *o)
{
    err_t err;
    lab_t lab;
    findings_t found = {0};
    uint32_t unknown = 0;
    model_t *m = model_new(t);
    if (m == NULL) {
        fputs("ctxlab: out of memory for the model\n", stderr);
        return LAB_JUDGE;
    }
    bool have = lab_open(&lab, NULL, &err);
    const entry_t *e = have ? catalog_find(&lab.catalog, trace_header(t)->program, NULL) : NULL;
    apply_watched(m);
    trace_find(e, 0, m, &found);
    for (uint32_t i = 0; i < found.count; i++)
        unknown += found.item[i].unknown;
    bool ok = found.count == unknown;
    if (o->json) {
        verdict_t rows = {0};
        (void)trace_judge(e, t, 0, &rows);
        json_t *doc = verdict_json(&rows, false);
        json_t *out = doc == NULL ? NULL : json_pack("{s:s, s:b, s:o, s:o, s:O}", "schema", "ctxlab/check/1", "ok", ok, "findings",
                                                     rows_json(t, &found, false), "undecided", rows_json(t, &found, true),
                                                     "checks", json_object_get(doc, "checks"));
        (void)json_dumpf(out, stdout, JSON_INDENT(1));
        puts("");
        json_decref(doc);
        json_decref(out);
        verdict_free(&rows);
    } else {
        rows_print(t, &found, false);
        rows_print(t, &found, true);
        if (found.count == 0)
            puts("nothing found");
    }
    findings_free(&found);
    model_free(m);
    if (have)
        lab_close(&lab);
    return ok ? LAB_PASSED : LAB_FAILED;
}

static int stats(trace_t *t, const trace_options_t *o)
{
    (void)o;
    uint64_t kinds[CTX_EV_KINDS] = {0};
    size_t n = trace_count(t);
    for (size_t i = 0; i < n; i++)
        kinds[trace_event(t, i)->kind < CTX_EV_KINDS ? trace_event(t, i)->kind : 0]++;
    model_t *m = model_new(t);
    if (m == NULL) {
        fputs("ctxlab: out of memory for the model\n", stderr);
        return LAB_JUDGE;
    }
    apply_watched(m);
    printf("program    %.64s\nevents     %zu\nlost       %" PRIu64 "\ntime       %.6f s\n", trace_header(t)->program, n, m->lost,
           n == 0 ? 0.0 : (double)(trace_event(t, n - 1)->time - trace_event(t, 0)->time) / 1e9);
    printf("contexts   %u ever, %u live at the end\ntasks      %u ever, %u live\nhandles    %u held\ntimers     %u armed\n"
           "cascades   %u\nforwarders %u\n",
           m->nodes == 0 ? 0 : m->nodes - 1, m->live_nodes, m->tasks == 0 ? 0 : m->tasks - 1, m->live_tasks, m->held_handles,
           m->armed_timers, m->cascades == 0 ? 0 : m->cascades - 1, m->forwarders);
    for (unsigned k = 0; k < CTX_EV_KINDS; k++)
        if (kinds[k] > 0)
            printf("  %-16s %" PRIu64 "\n", trace_kind_name(k), kinds[k]);
    model_free(m);
    return LAB_PASSED;
}

static const trace_export_form_t *form_of(const char *name)
{
    for (const trace_export_form_t *f = trace_export_forms; f->name != NULL; f++)
        if (strcmp(f->name, name) == 0)
            return f;
    return NULL;
}

static int export(trace_t *t, const trace_options_t *o)
{
    const trace_export_form_t *form = form_of(o->to == NULL ? "json" : o->to);
    err_t err;
    if (form == NULL) {
        buf_t names = {0};
        for (const trace_export_form_t *f = trace_export_forms; f->name != NULL; f++)
            buf_addf(&names, "%s%s", names.len > 0 ? ", " : "", f->name);
        err_set(&err, "there is no form '%.40s'; there are %s", o->to, buf_text(&names));
        buf_free(&names);
        return lab_fail(LAB_USAGE, &err);
    }
    FILE *out = o->out == NULL ? stdout : file_out_begin(o->out, &err);
    if (out == NULL)
        return lab_fail(LAB_USAGE, &err);
    meter_t meter;
    meter_begin(&meter);
    if (out != stdout || isatty(STDOUT_FILENO) != 1)
        trace_watch(t, &meter.trace);
    (void)setvbuf(out, NULL, _IOFBF, 1 << 16);
    bool page = form->write == trace_export_html;
    errno = 0;
    bool ok = page ? page_write(t, o->file, out, &err) : form->write(t, out, err.text, sizeof err.text);
    bool left = !ok && out == stdout && errno == EPIPE; /* whoever read it has seen enough: nothing to say */
    trace_watch(t, NULL);
    meter_end(&meter);
    if (out != stdout)
        ok = file_out_end(out, ok, &err);
    return ok ? LAB_PASSED : left ? LAB_JUDGE : lab_fail(LAB_JUDGE, &err);
}

typedef struct trace_word {
    const char *name;
    int (*run)(trace_t *t, const trace_options_t *o);
} trace_word_t;

static const trace_word_t words[] = {{"dump", dump}, {"check", check}, {"stats", stats}, {"export", export}};

static int run(const verb_t *verb, int argc, char **argv)
{
    trace_options_t o = {0};
    const option_row_t rows[] = {{"stable", OPTION_FLAG, &o.stable}, {"json", OPTION_FLAG, &o.json},
                                 {"to", OPTION_TEXT, &o.to},           {"out", OPTION_TEXT, &o.out},   OPTIONS_END};
    int code;
    if (!options_parse(verb, rows, &argc, argv, &code))
        return code;
    const trace_word_t *word = NULL;
    for (size_t i = 0; argc == 3 && i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].name, argv[1]) == 0)
            word = &words[i];
    if (word == NULL)
        return lab_usage(verb, "trace needs one of dump, check, stats, export, and a file");
    err_t err;
    meter_t meter;
    meter_begin(&meter);
    trace_t *t = trace_read_watched(argv[2], &meter.trace, err.text, sizeof err.text);
    meter_end(&meter);
    if (t == NULL)
        return lab_fail(LAB_USAGE, &err);
    o.file = argv[2];
    code = word->run(t, &o);
    if (trace_damage(t) != NULL) {
        fprintf(stderr, "ctxlab: %s: %s; what came before was used\n", argv[2], trace_damage(t));
        code = LAB_USAGE;
    }
    trace_free(t);
    return lab_flush(code);
}

const verb_t verb_trace = {
    .name = "trace",
    .usage = "trace dump|check|stats|export FILE [--stable] [--json] [--to FORM] [--out FILE]",
    .about = "a recorded trace as text, findings, figures",
    .help = "  dump     one line an event; --stable leaves out what differs between compilers, and what time it\n"
            "           was on real threads\n"
            "  check    the findings that the trace proves; exit code 1 when there is one; --json as data\n"
            "  stats    how many of what\n"
            "  export   for other programs: --to json (lines), chrome (chrome://tracing, Perfetto), html (one page to\n"
            "           mail: what was found, the cascades, the run again with a slider); --out FILE, else stdout\n\n"
            "examples:\n"
            "  ctxlab run zero-timeout --trace /tmp/z.ctxtrace; ctxlab trace dump /tmp/z.ctxtrace\n"
            "  ctxlab trace check /tmp/z.ctxtrace\n"
            "  ctxlab trace export /tmp/z.ctxtrace --to html --out /tmp/z.html\n",
    .run = run,
};
