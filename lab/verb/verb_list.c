/* verb_list.c — `ctxlab list`: every entry in learning order. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "finding.h"
#include "options.h"
#include "verbs.h"
#include "progress.h"
#include "verdict.h"

static json_t *origins_json(const entry_t *e)
{
    json_t *list = json_array();
    for (char **p = e->origins; p != NULL && *p != NULL; p++)
        json_array_append_new(list, json_string(*p));
    return list;
}

static int list_json(const lab_t *lab)
{
    json_t *entries = json_array();
    for (size_t i = 0; i < lab->catalog.count; i++) {
        const entry_t *e = &lab->catalog.entry[i];
        progress_row_t row = progress_get(lab->workspace, e);
        json_array_append_new(entries, json_pack("{s:s, s:s, s:s, s:s, s:o, s:s}", "id", e->id, "topic", e->topic, "kind",
                                                 entry_kind_name(e->kind), "title", e->title, "origins",
                                                 origins_json(e), "status", progress_status(lab->workspace, e)));
        if (e->kind == ENTRY_LESSON && row.asked > 0)
            json_object_update_new(json_array_get(entries, i), json_pack("{s:i, s:i}", "right", row.right, "questions", row.asked));
    }
    json_t *doc = json_pack("{s:s, s:o}", "schema", "ctxlab/list/1", "entries", entries);
    int failed = doc == NULL ? -1 : json_dumpf(doc, stdout, JSON_INDENT(1));
    json_decref(doc);
    puts("");
    return lab_flush(failed != 0 ? LAB_JUDGE : LAB_PASSED);
}

static void print_row(const lab_t *lab, const entry_t *e)
{
    progress_row_t row = progress_get(lab->workspace, e);
    const char *status = progress_status(lab->workspace, e);
    const char *glyph = strcmp(status, "passed") == 0 ? "[x]" : strcmp(status, "started") == 0 ? "[~]" : "[ ]";
    printf("  %s %-24s %-7s %s", glyph, e->id, entry_kind_name(e->kind), e->title);
    const char *gap = "  (";
    if (e->kind == ENTRY_LESSON && row.right < row.asked) {
        printf("%s%d of %d right", gap, row.right, row.asked);
        gap = ", ";
    }
    if (row.attempts > 0) {
        printf("%s%d attempt%s", gap, row.attempts, row.attempts == 1 ? "" : "s");
        gap = ", ";
    }
    if (row.hints > 0) {
        printf("%s%d hint%s", gap, row.hints, row.hints == 1 ? "" : "s");
        gap = ", ";
    }
    if (!row.passed && row.reason[0] != '\0') {
        char last[120];
        (void)finding_naming(row.reason, NULL, last, sizeof last);
        printf("%slast: %s", gap, last);
        gap = ", ";
    }
    puts(gap[0] == ',' ? ")" : "");
}

static int list_text(const lab_t *lab)
{
    const char *topic = "";
    size_t passed = 0, gradable = 0;
    for (size_t i = 0; i < lab->catalog.count; i++) {
        const entry_t *e = &lab->catalog.entry[i];
        if (strcmp(topic, e->section) != 0)
            printf("%s%s\n", i == 0 ? "" : "\n", e->section);
        topic = e->section;
        print_row(lab, e);
        gradable += entry_gradable(e);
        passed += entry_gradable(e) && progress_get(lab->workspace, e).passed;
    }
    const entry_t *next = progress_next(lab->workspace, &lab->catalog);
    fprintf(stderr, "\n%zu of %zu exercises passed. [x] passed  [~] started  [ ] new\n", passed, gradable);
    char *last = progress_last(lab->workspace);
    if (last == NULL && lab->catalog.count > 0 && lab->catalog.entry[0].kind == ENTRY_LESSON)
        fprintf(stderr, "New here? Begin with the lesson on top.\nNext: ctxlab run %s\n", lab->catalog.entry[0].id);
    else if (next != NULL)
        fprintf(stderr, "Next: ctxlab show %s\n", next->id);
    free(last);
    return lab_flush(LAB_PASSED);
}

static int run(const verb_t *verb, int argc, char **argv)
{
    bool json = false;
    const char *workspace = NULL;
    const option_row_t rows[] = {
        {"json", OPTION_FLAG, &json}, OPTION_WORKSPACE(workspace), OPTIONS_END};
    int code;
    if (!options_parse(verb, rows, &argc, argv, &code))
        return code;
    if (argc > 1)
        return lab_usage(verb, "list takes no names");
    lab_t lab;
    err_t err;
    if (!lab_open(&lab, workspace, &err))
        return lab_fail(LAB_JUDGE, &err);
    code = json ? list_json(&lab) : list_text(&lab);
    lab_close(&lab);
    return code;
}

const verb_t verb_list = {
    .name = "list",
    .usage = "list [--json] [--workspace DIR]",
    .about = "every entry, with how far you are",
    .help = "Every entry of the catalog in learning order: id, kind, title, and whether you passed it.\n\n"
            "  --json            as data: {\"schema\":\"ctxlab/list/1\",\"entries\":[…]}\n"
            "  --workspace DIR   where your files are\n\n"
            "examples:\n"
            "  ctxlab list\n"
            "  ctxlab list --json | jq -r '.entries[] | select(.status!=\"passed\") | .id'\n",
    .run = run,
};
