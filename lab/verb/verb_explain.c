/* verb_explain.c — `ctxlab explain ID`: the mechanism, where it is in the engine, which view shows it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explored.h"
#include "file.h"
#include "flow.h"
#include "options.h"
#include "verbs.h"
#include "story.h"

static int explain(lab_t *lab, const entry_t *e, void *arg)
{
    (void)arg;
    err_t err;
    char *text = story_explain(e, &err);
    if (text == NULL)
        return lab_fail(LAB_JUDGE, &err);
    text = explored_fill(lab, e, text);
    flow_print(stdout, text);
    const char *mark = strstr(text, "LESSON: ");
    if (mark != NULL) {
        mark += strlen("LESSON: ");
        fprintf(stderr, "\nLESSON: names a place in the engine's source: ctxlab show %.*s\n", (int)strspn(mark, "abcdefghijklmnopqrstuvwxyz-"), mark);
    }
    free(text);
    return LAB_PASSED;
}

/* What docs/findings.md says under the heading of that name; false: there is none. */
static bool explain_finding(const catalog_t *c, const char *name)
{
    enum { PAGE_BYTES = 1 << 20 };
    char *path = xformat("%s/docs/findings.md", c->home), *head = xformat("\n### %s ", name);
    buf_t page = {0};
    const char *at = strchr(name, '\n') == NULL && file_read(path, PAGE_BYTES, &page, NULL) ? strstr(buf_text(&page), head) : NULL;
    const char *end = at == NULL ? NULL : strstr(at + 1, "\n#");
    char *text = at == NULL ? NULL : end == NULL ? xstrdup(at + 1) : xformat("%.*s\n", (int)(end - at - 1), at + 1);
    if (text != NULL)
        flow_print(stdout, text);
    free(text);
    buf_free(&page);
    free(head);
    free(path);
    return at != NULL;
}

static int run(const verb_t *verb, int argc, char **argv)
{
    const option_row_t rows[] = {OPTIONS_END};
    int code;
    lab_t lab;
    err_t err;
    if (!options_parse(verb, rows, &argc, argv, &code))
        return code;
    if (argc != 2)
        return lab_usage(verb, "explain needs the id of one entry, or the name of a finding; `ctxlab list` names the entries");
    if (!lab_open(&lab, NULL, &err))
        return lab_fail(LAB_JUDGE, &err);
    const entry_t *e = catalog_find(&lab.catalog, argv[1], &err);
    code = e != NULL ? explain(&lab, e, NULL) : explain_finding(&lab.catalog, argv[1]) ? LAB_PASSED : lab_fail(LAB_USAGE, &err);
    lab_close(&lab);
    return lab_flush(code);
}

const verb_t verb_explain = {
    .name = "explain",
    .usage = "explain ID",
    .about = "what goes wrong, why, and how to see it",
    .help = "The explanation: the mechanism, where in the engine's own source it happens, which view shows it, how to\n"
            "spot it in review. It gives the bug away. Of a finding: what it means, and where it is taught.\n\n"
            "examples:\n"
            "  ctxlab explain discarded-cancel\n"
            "  ctxlab explain lost-cancel\n",
    .run = run,
};
