/* verb_grade.c — `ctxlab grade ID…|--all`: the verdict, for a learner or for a whole class. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "options.h"
#include "pool.h"
#include "progress.h"
#include "report.h"
#include "spawn.h"
#include "verbs.h"
#include "workspace.h"

typedef struct grade_options {
    bool all, json, junit, tap;
    const char *in, *workspace;
    option_list_t folders; /* in: the one of them whose turn it is */
    int64_t jobs;
} grade_options_t;

static report_format_t format_of(const grade_options_t *o)
{
    return o->json ? REPORT_JSON : o->junit ? REPORT_JUNIT : o->tap ? REPORT_TAP : REPORT_TEXT;
}

/* The entries asked for, in the order asked for (--all: learning order), each once. */
static bool collect(const lab_t *lab, const grade_options_t *o, int argc, char **argv, pool_item_t *item, size_t *n, err_t *err)
{
    const char *dir = o->in == NULL ? lab->workspace : o->in;
    *n = 0;
    for (size_t i = 0; o->all && i < lab->catalog.count; i++)
        if (entry_gradable(&lab->catalog.entry[i]))
            item[(*n)++].entry = &lab->catalog.entry[i];
    for (int i = 1; !o->all && i < argc; i++) {
        const entry_t *e = catalog_find(&lab->catalog, argv[i], err);
        if (e == NULL)
            return false;
        if (!entry_gradable(e))
            return err_set(err, "%s is a %s: there is nothing to grade (ctxlab run %s shows it)", e->id, entry_kind_name(e->kind), e->id);
        bool twice = false;
        for (size_t k = 0; k < *n; k++)
            twice = twice || item[k].entry == e;
        if (!twice)
            item[(*n)++].entry = e;
    }
    for (size_t i = 0; i < *n; i++) { /* what is named is begun by naming it, as by every other verb */
        bool begin = o->in == NULL && !o->all;
        item[i].path = begin ? workspace_ensure(dir, item[i].entry, NULL, err) : workspace_file(dir, item[i].entry);
        if (item[i].path == NULL)
            return false;
    }
    return true;
}

static void remember(const lab_t *lab, const pool_item_t *item, const verdict_t *v, size_t n)
{
    err_t err;
    for (size_t i = 0; i < n; i++) {
        bool tried = v[i].kind != VERDICT_ERROR && !(v[i].checks > 0 && v[i].kind == VERDICT_REJECTED);
        if (tried && !progress_attempt(lab->workspace, item[i].entry, verdict_reason(&v[i]), &err)) {
            fprintf(stderr, "ctxlab: %s\n", err.text);
            return;
        }
    }
}

static bool holds_one(const char *dir, const pool_item_t *item, size_t n)
{
    bool any = false;
    for (size_t i = 0; i < n && !any; i++) {
        char *path = workspace_file(dir, item[i].entry);
        any = file_exists(path);
        free(path);
    }
    return any;
}

/* A folder of folders is a whole class: said, with the command for each of them. */
static void say_folders(const grade_options_t *o, const pool_item_t *item, size_t n)
{
    buf_t asked = {0}, together = {0};
    for (size_t i = 0; i < n && !o->all; i++)
        buf_addf(&asked, " %s", item[i].entry->id);
    struct dirent **names = NULL;
    int count = holds_one(o->in, item, n) ? 0 : scandir(o->in, &names, NULL, alphasort);
    const char *format = o->json ? " --json" : o->junit ? " --junit" : o->tap ? " --tap" : "";
    bool said = false;
    for (int i = 0; i < count; i++) {
        char *dir = xformat("%s/%s", o->in, names[i]->d_name);
        buf_t safe = {0};
        text_quoted(&safe, dir);
        if (names[i]->d_name[0] != '.' && holds_one(dir, item, n)) {
            if (!said)
                fprintf(stderr, "ctxlab: no ID.c is in that folder itself, but in folders inside it. One command for each:\n");
            fprintf(stderr, "  ctxlab grade%s --in %s%s\n", o->all ? " --all" : buf_text(&asked), buf_text(&safe), format);
            buf_addf(&together, " --in %s", buf_text(&safe));
            said = true;
        }
        buf_free(&safe);
        free(dir);
        free(names[i]);
    }
    if (said)
        fprintf(stderr, "Or a table of all of them:\n  ctxlab grade%s%s\n", o->all ? " --all" : buf_text(&asked), buf_text(&together));
    buf_free(&asked);
    buf_free(&together);
    free(names);
}

static int exit_code_of(const verdict_t *v, size_t n, bool single)
{
    int code = LAB_PASSED;
    for (size_t i = 0; i < n; i++) {
        int one = verdict_exit_code(v[i].kind, single);
        code = code == LAB_JUDGE || one == LAB_PASSED ? code : one;
    }
    return code;
}

static void forget_paths(pool_item_t *item, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(item[i].path);
        item[i].path = NULL;
    }
}

/* Several folders: a table, a row for each. item holds the first one's files. */
static int grade_class(const lab_t *lab, grade_options_t *o, int argc, char **argv, pool_item_t *item, size_t n, err_t *err)
{
    size_t folders = o->folders.count, jobs = o->jobs > 0 ? (size_t)o->jobs : 1;
    verdict_t *v = xcalloc(folders * n, sizeof *v);
    int code = LAB_PASSED;
    interrupt_catch();
    for (size_t f = 0; f < folders && code != LAB_USAGE; f++) {
        o->in = o->folders.item[f];
        forget_paths(item, n);
        memset(item, 0, n * sizeof *item);
        if (!collect(lab, o, argc, argv, item, &n, err))
            code = LAB_USAGE;
        else
            pool_judge(lab, item, n, jobs, false, v + f * n);
        if (isatty(STDERR_FILENO))
            fprintf(stderr, "ctxlab: %zu of %zu folders judged\n", f + 1, folders);
    }
    if (code != LAB_USAGE) {
        report_class(v, n, o->folders.item, folders, stdout);
        code = exit_code_of(v, folders * n, false);
    }
    for (size_t i = 0; i < folders * n; i++)
        verdict_free(&v[i]);
    free(v);
    return code;
}

/* The data have no place for what the compiler said, nor for why there are neither findings nor checks. */
static void say_without_place(const verdict_t *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (v[i].compiler != NULL)
            fputs(v[i].compiler, stderr);
        else if (v[i].message != NULL && v[i].findings + v[i].checks == 0 && v[i].kind != VERDICT_PASS)
            fprintf(stderr, "ctxlab: %s (%s): %s\n", v[i].id, verdict_name(v[i].kind), v[i].message);
    }
}

static int grade_entries(const lab_t *lab, const grade_options_t *o, const pool_item_t *item, size_t n)
{
    verdict_t *v = xcalloc(n, sizeof *v);
    size_t jobs = o->jobs > 0 ? (size_t)o->jobs : 1;
    interrupt_catch();
    pool_judge(lab, item, n, jobs, n > 1 && isatty(STDERR_FILENO), v);
    for (size_t i = 0; i < n; i++)
        v[i].in = o->in;
    if (o->in == NULL && !o->all)
        remember(lab, item, v, n);
    int code = exit_code_of(v, n, n == 1 && !o->all);
    bool people = n == 1 && format_of(o) == REPORT_TEXT;
    if (!people)
        report_write(format_of(o), v, n, o->in, stdout);
    if (!people && o->json && !isatty(STDERR_FILENO))
        say_without_place(v, n);
    if (people || (n == 1 && isatty(STDERR_FILENO)))
        report_screen(v, item->entry, people ? stdout : stderr);
    for (size_t i = 0; i < n; i++)
        verdict_free(&v[i]);
    free(v);
    if (o->in != NULL)
        say_folders(o, item, n);
    return code;
}

static bool readable(const grade_options_t *o, err_t *err)
{
    for (size_t i = 0; i < o->folders.count; i++)
        if (!lab_folder(o->folders.item[i], err))
            return false;
    return true;
}

static int grade(grade_options_t *o, int argc, char **argv)
{
    lab_t lab;
    err_t err;
    if (!lab_open(&lab, o->workspace, &err))
        return lab_fail(LAB_JUDGE, &err);
    size_t n = 0, room = (o->all ? lab.catalog.count : (size_t)argc) + 1;
    pool_item_t *item = xcalloc(room, sizeof *item);
    int code = LAB_USAGE;
    o->in = o->folders.count == 0 ? NULL : o->folders.item[0];
    if (readable(o, &err) && collect(&lab, o, argc, argv, item, &n, &err))
        code = o->folders.count > 1 ? grade_class(&lab, o, argc, argv, item, n, &err) : grade_entries(&lab, o, item, n);
    else
        n = 0;
    if (n == 0)
        code = o->all && code != LAB_USAGE ? code : lab_fail(LAB_USAGE, &err);
    for (size_t i = 0; i < room; i++)
        free(item[i].path);
    free(item);
    lab_close(&lab);
    code = lab_flush(code);
    interrupt_finish();
    return code;
}

static int run(const verb_t *verb, int argc, char **argv)
{
    grade_options_t o = {0};
    const option_row_t rows[] = {{"all", OPTION_FLAG, &o.all},     {"json", OPTION_FLAG, &o.json},
                                 {"junit", OPTION_FLAG, &o.junit}, {"tap", OPTION_FLAG, &o.tap},
                                 {"in", OPTION_LIST, &o.folders},  OPTION_WORKSPACE(o.workspace),
                                 {"jobs", OPTION_NUMBER, &o.jobs}, OPTIONS_END};
    int code;
    if (!options_parse(verb, rows, &argc, argv, &code))
        return code;
    if (o.all == (argc > 1))
        return lab_usage(verb, "grade takes the ids of entries, or --all");
    if (o.json + o.junit + o.tap > 1)
        return lab_usage(verb, "only one of --json, --junit and --tap");
    if (o.folders.count > 1 && format_of(&o) != REPORT_TEXT)
        return lab_usage(verb, "one --in a report: only the table for people takes several");
    return grade(&o, argc, argv);
}

const verb_t verb_grade = {
    .name = "grade",
    .usage = "grade ID…|--all [--in DIR]… [--json|--junit|--tap] [--jobs N] [--workspace DIR]",
    .about = "the verdict, over all schedules",
    .help = "Compiles your file in a sandbox, explores every schedule of the entry's small scenario and the big one, and says\n"
            "pass, or where it fails and how to replay that.\n\n"
            "  --all         every exercise\n"
            "  --in DIR      the files to judge are DIR/ID.c; your progress is left alone. Said more than once, it gives a table:\n"
            "                a row a folder, a column an exercise that anybody has handed in\n"
            "  --json, --junit, --tap\n"
            "                a report for machines on stdout\n"
            "  --jobs N      judge N entries at once\n\n"
            "exit: 0 passed · 1 failed · 2 usage · 3 does not compile (one entry) · 4 the judge could not do its work\n\n"
            "examples:\n"
            "  ctxlab grade zero-timeout\n"
            "  ctxlab grade --all --in handed-in/ann --junit --jobs 2 > ann.xml\n"
            "  ctxlab grade --all --in handed-in/ann --in handed-in/bob\n",
    .run = run,
};
