/* trace_fuzz.c — any bytes as a trace: read, applied, sought, judged, walked, printed, exported. `make fuzz-trace`. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "export.h"
#include "model_priv.h"
#include "trace_priv.h"
#include "rows.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void look(const trace_t *t)
{
    char line[200];
    for (size_t i = 0; i < trace_count(t); i++)
        trace_line(t, i, i & 1, line, sizeof line);
}

static void judge(const trace_t *t)
{
    findings_t found = {0};
    model_t *m = model_new(t);
    model_key_every_(m, 8);
    model_apply_all(m);
    findings_run(m, &found);
    check_t c = {.model = m, .findings = &found};
    check_scene(&c);
    char name[64];
    for (uint32_t i = 0; i < m->nodes && i < 50; i++)
        model_name(m, i, name, sizeof name);
    for (size_t to = 0; to < trace_count(t); to += 5)
        model_seek(m, trace_count(t) - to);
    findings_free(&found);
    model_free(m);
}

/* What the screen makes of it: the rows at some instants, some of them opened. */
static void walk(const trace_t *t)
{
    enum { MOST = 300 };
    index_t x;
    index_start(&x, t);
    index_build(&x);
    rows_t r = {.index = &x};
    for (size_t n = trace_count(t), i = 0; i < 4; n = n * 2 / 3, i++) {
        uint32_t rows = 0;
        rows_look(&r, n, FILTER_ALL);
        index_found(&x, (uint32_t)n % x.nodes, 1);
        for (row_t row = rows_first(&r); row.type && rows < MOST; row = rows_next(&r, row), rows++)
            if (rows_many(&r, row).crowd && rows % 3 == 0)
                rows_set_open(&r, row, !rows_open(&r, row));
        rows = 0;
        for (row_t row = rows_last(&r); row.type && rows < MOST; row = rows_prev(&r, row))
            rows++;
    }
    rows_free(&r);
    index_free(&x);
}

/* What begins as a tail does is one: of a recording that has its number, and three events. */
static trace_t *read_tail(const uint8_t *bytes, size_t size)
{
    ctx_tail_head_t head;
    const uint8_t *id = bytes + offsetof(ctx_tail_head_t, id);
    if (size < sizeof head || memcmp(bytes, CTX_TAIL_MAGIC, 8) != 0 || !trace_tail_head_(bytes, size, id, &head))
        return NULL;
    trace_t *t = trace_new(CTX_TRACE_THREADS, "");
    t->have_header = true;
    for (uint32_t i = 1; i <= 3; i++)
        trace_add(t, &(ctx_event_t){.seq = i, .time = i, .kind = CTX_EV_NODE_NEW, .node = i, .detail = CTX_NODE_CANCEL, .other = i - 1});
    t->last_seq = 3;
    t->last_time = 3;
    trace_add_tail_(t, bytes, size, &head, "fuzz");
    if (trace_count(t) < 3)
        abort();
    return t;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static FILE *nowhere;
    char err[256];
    trace_t *t = trace_read(bytes, size, err, sizeof err), *fed = trace_new(0, "");
    for (size_t at = 0; at < size; at += 37)
        trace_feed(fed, bytes + at, size - at < 37 ? size - at : 37, err, sizeof err);
    if (t && trace_count(t) != trace_count(fed))
        abort();
    if (!t)
        t = read_tail(bytes, size);
    nowhere = nowhere ? nowhere : fopen("/dev/null", "w");
    if (t) {
        look(t);
        judge(t);
        walk(t);
        for (const trace_export_form_t *f = trace_export_forms; nowhere && f->name; f++)
            f->write(t, nowhere, err, sizeof err);
    }
    trace_free(t);
    trace_free(fed);
    return 0;
}
