/* judge_rows.c — see judge_rows.h */
#include "judge_rows.h"

static void add_at(verdict_t *v, const trace_t *t, const char *name, uint32_t at, const char *message)
{
    trace_site_t site = trace_site(t, at);
    verdict_add_finding(v, name, site.file, site.line, message);
}

static void add_findings(verdict_t *v, const judging_t *judging)
{
    uint32_t last = judging_rank(judging, "");
    for (uint32_t rank = 0; rank <= last; rank++)
        for (uint32_t i = 0; i < judging->found.count; i++) {
            const finding_t *f = &judging->found.item[i];
            if (judging_counts(judging, f) && judging_rank(judging, f->name) == rank)
                add_at(v, judging->model->trace, f->name, f->site, f->message);
        }
}

static bool any_finding(const judging_t *judging)
{
    for (uint32_t i = 0; i < judging->found.count; i++)
        if (judging_counts(judging, &judging->found.item[i]))
            return true;
    return false;
}

void judge_add_rows(verdict_t *v, const judging_t *judging, const judged_t *judged)
{
    /* A check that knows where, or that is nearer to what the entry is about than what was found. */
    if (judged->failed && judged->by_check && (judged->site != 0 || any_finding(judging)))
        add_at(v, judging->model->trace, judged->name, judged->site, judged->message);
    add_findings(v, judging);
    for (uint32_t i = 0; i < judging->checks.rows; i++) {
        const check_row_t *row = &judging->checks.row[i];
        char text[sizeof judged->message];
        if (!row->ok)
            judging_row_text(judging->model->trace, row, text, sizeof text);
        verdict_add_check(v, row->name, row->ok, row->ok ? row->message : text);
    }
}
