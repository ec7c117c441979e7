/* verb_new.c — `ctxlab new ID`: a skeleton entry for authors. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "options.h"
#include "verbs.h"

/* %1: id, %2: id with underscores, %3: topic, %4: kind; judge entries only: %5 the answer, %6 and %7 the lines for it in the
 * program and in the solution, %8 the same in a fix. */
typedef struct skeleton {
    const char *path; /* below the checkout; %1 as above */
    const char *text;
} skeleton_t;

static const skeleton_t skeletons[] = {
    {"exercises/%1/entry.ini",
     "id = %1\ntopic = %3\nkind = %4\ntitle = FILL IN the title\norigins = FILL IN which catalogues of bugs know it\norder = 999\n"
     "# what the shipped program is guilty of: findings (docs/findings.md) or failed checks\nfindings = leaked-task\n%5"},
    {"exercises/%1/exercise.h",
     "/* What the scenario calls, and what the exercise may use. */\n#ifndef EXERCISE_H\n#define EXERCISE_H\n\n"
     "#include \"ctx.h\"\n#include \"ctx_task.h\"\n\n/* FILL IN what is the learner's */\nvoid serve(ctx_t *ctx);\n\n"
     "/* FILL IN what is the scenery's */\nvoid answer(ctx_t *ctx);\n\n#endif\n"},
    {"exercises/%1/exercise.c",
     "/* FILL IN the title\n *\n * FILL IN two sentences: what the program is for, and the symptom somebody sees.\n *\n"
     " * Make: FILL IN the goal, as something that can be observed.\n%6 */\n#include \"exercise.h\"\n\n"
     "static void watch(ctx_t *ctx, void *unused)\n{\n    (void)unused;\n    for (;;)\n        (void)task_sleep(CTX_MS(10));\n"
     "    (void)ctx;\n}\n\nvoid serve(ctx_t *ctx)\n{\n    task_go(ctx, watch, NULL);\n    answer(ctx);\n}\n"},
    {"exercises/%1/scenario.c",
     "/* Who calls the learner's functions, and when the cancel comes. */\n#include \"scene.h\"\n\n#include \"exercise.h\"\n\n"
     "void answer(ctx_t *ctx)\n{\n    work_for(ctx, CTX_MS(5));\n    scene_count(\"answers\", 1);\n}\n\n"
     "void scene_main(ctx_t *root, int size)\n{\n    for (int i = 0; i < scene_size(size, 1, 100); i++)\n        serve(root);\n"
     "    scene_count(\"requests\", scene_size(size, 1, 100));\n    scene_cancel_root();\n    scene_rest(CTX_S(1));\n    scene_mark(\"idle\");\n}\n"},
    {"exercises/%1/checks.c",
     "/* %1: what must still work, and what the bug breaks. */\n#include \"check.h\"\n\nvoid check_%2(check_t *c);\n"
     "void check_%2(check_t *c)\n{\n    check_eq(c, \"missing-work\", \"answers\", check_count(c, \"answers\"), check_count(c, \"requests\"));\n}\n"},
    {"exercises/%1/hints.md",
     "## 1\nFILL IN something vague: where to look.\n\n## 2\nFILL IN something nearer.\n\n## 3\nFILL IN nearly the line.\n\n"
     "# work missing\n## 1\nFILL IN what who is lost by this should look at; a section like this for all that wrong fixes are lost by.\n\n"
     "## 2\nFILL IN something nearer.\n"},
    {"exercises/%1/explain.md",
     "# What happens\n\nFILL IN the mechanism.\n\n# Where in the engine\n\nFILL IN where it happens in engine/ctx.c, by its LESSON marks.\n\n"
     "# What shows it\n\nFILL IN which view shows it.\n\n# In review\n\nFILL IN how to spot it.\n"},
    {"solutions/%1.c",
     "/* FILL IN the title\n *\n * FILL IN two sentences: what the program is for, and the symptom somebody sees.\n *\n"
     " * Make: FILL IN the goal, as something that can be observed.\n%7 */\n#include \"exercise.h\"\n\n"
     "static void watch(ctx_t *ctx, void *unused)\n{\n    (void)unused;\n    /* FILL IN why this is the fix, in at most eight lines */\n    while (task_sleep_ctx(ctx, CTX_MS(10)) == CTX_OK)\n        continue;\n}\n\n"
     "void serve(ctx_t *ctx)\n{\n    task_go(ctx, watch, NULL);\n    answer(ctx);\n}\n"},
    {"tests/catalog/%1/wrong-no-work.c",
     "/* expect: missing-work — does nothing at all */\n%8#include \"exercise.h\"\n\nvoid serve(ctx_t *ctx)\n{\n    (void)ctx;\n}\n"},
};

static const skeleton_t lesson[] = {
    {"exercises/%1/entry.ini", "id = %1\ntopic = tour\nkind = lesson\ntitle = FILL IN the title\norigins = J\norder = 999\n"},
    {"exercises/%1/exercise.c",
     "/* FILL IN the title\n *\n * FILL IN what this program shows, in a sentence or two.\n */\n#include \"ctx_chan.h\"\n#include \"ctx_task.h\"\n"
     "#include \"scene.h\"\n\nvoid scene_main(ctx_t *root, int size)\n{\n    (void)size;\n    ctx_auto ctx_cancel_t *cancel = NULL;\n"
     "    ctx_t *ctx = ctx_with_cancel(root, &cancel);\n    (void)ctx;\n    scene_mark(\"before\");\n    ctx_cancel(cancel);\n"
     "    scene_mark(\"after\");\n}\n"},
    {"exercises/%1/lesson.txt",
     "@stop before\nFILL IN what is the case here, in plain words.\n@show node 1\n@ask The context is cancelled next. What will its err be?\n"
     "@value node 1 err\n@choice none\n@choice canceled\n@stop after\n@because FILL IN what is told after the answer.\n@show node 1\nFILL IN the last word.\n"},
    {"exercises/%1/explain.md", "# What it shows\n\nFILL IN what is seen, and why.\n\n# Where in the engine\n\nFILL IN where in engine/ctx.c.\n"},
};

static const skeleton_t demo[] = {
    {"exercises/%1/entry.ini", "id = %1\ntopic = demos\nkind = demo\ntitle = FILL IN the title\norigins =\norder = 999\nsize = 3\n"},
    {"exercises/%1/exercise.c",
     "/* FILL IN the title\n *\n * FILL IN what there is to watch, in a sentence or two.\n */\n#include \"ctx_chan.h\"\n#include \"ctx_task.h\"\n"
     "#include \"scene.h\"\n\nstatic void wait(ctx_t *ctx, void *unused)\n{\n    (void)unused;\n    (void)chan_recv(ctx_done(ctx), NULL);\n}\n\n"
     "void scene_main(ctx_t *root, int size)\n{\n    ctx_auto ctx_cancel_t *cancel = NULL;\n"
     "    ctx_t *ctx = ctx_with_cancel(root, &cancel);\n    for (int i = 0; i < size; i++)\n        task_go(ctx, wait, NULL);\n"
     "    scene_settle();\n    scene_mark(\"waiting\");\n    ctx_cancel(cancel);\n    scene_settle();\n    scene_mark(\"over\");\n}\n"},
    {"exercises/%1/captions.txt", "mark waiting: FILL IN one line for the projector.\nmark over: FILL IN another.\n"},
    {"exercises/%1/explain.md", "# What you see\n\nFILL IN what is going on.\n\n# What to look for\n\nFILL IN what is worth a second look.\n"},
};

static const skeleton_t *skeleton_of(const char *kind, size_t *n)
{
    if (strcmp(kind, "lesson") == 0) {
        *n = sizeof lesson / sizeof *lesson;
        return lesson;
    }
    if (strcmp(kind, "demo") == 0) {
        *n = sizeof demo / sizeof *demo;
        return demo;
    }
    *n = sizeof skeletons / sizeof *skeletons;
    return skeletons;
}

static void fill(buf_t *out, const char *text, const char *const value[8])
{
    for (; *text != '\0'; text++)
        if (text[0] == '%' && text[1] >= '1' && text[1] <= '8')
            buf_adds(out, value[*++text - '1']);
        else
            buf_addc(out, *text);
}

static bool write_one(const char *home, const skeleton_t *s, const char *const value[8], err_t *err)
{
    buf_t name = {0}, text = {0};
    fill(&name, s->path, value);
    fill(&text, s->text, value);
    char *path = xformat("%s/%s", home, buf_text(&name)), *slash = strrchr(path, '/');
    *slash = '\0';
    bool ok = dir_make(path, err);
    *slash = '/';
    if (ok && file_exists(path))
        ok = err_set(err, "%s is there already; nothing of it was changed", path);
    ok = ok && file_write(path, buf_text(&text), text.len, err);
    if (ok)
        fprintf(stderr, "wrote %s\n", buf_text(&name));
    buf_free(&name);
    buf_free(&text);
    free(path);
    return ok;
}

static bool good_id(const char *id)
{
    size_t n = strlen(id);
    for (const char *p = id; *p != '\0'; p++)
        if (!islower((unsigned char)*p) && !isdigit((unsigned char)*p) && *p != '-')
            return false;
    return n >= 3 && n <= 40 && islower((unsigned char)id[0]) && id[n - 1] != '-';
}

static int make_entry(const char *home, const char *id, const char *topic, const char *kind)
{
    char *under = xstrdup(id), *dir = xformat("%s/exercises/%s", home, id);
    for (char *p = under; *p != '\0'; p++)
        *p = *p == '-' ? '_' : *p;
    bool judge = strcmp(kind, "judge") == 0;
    const char *const value[8] = {
        id, under, topic, kind,
        judge ? "# which of the two it is, and what proves it (docs/AUTHORING.md)\nanswer_verdict = bug\nanswer_evidence = line 15\n" : "",
        judge ? " *\n * Verdict: (bug or no-bug)\n * Evidence: (line N, event N, count NAME=V)\n" : "",
        judge ? " *\n * Verdict: bug\n * Evidence: line 15\n" : "",
        judge ? "/* Verdict: bug\n * Evidence: line 15\n */\n" : ""};
    err_t err;
    bool ok = !file_exists(dir) || err_set(&err, "the catalog has a %s already", id);
    size_t n;
    const skeleton_t *files = skeleton_of(kind, &n);
    for (size_t i = 0; ok && i < n; i++)
        ok = write_one(home, &files[i], value, &err);
    free(under);
    free(dir);
    if (!ok)
        return lab_fail(LAB_USAGE, &err);
    const char *next = strcmp(kind, "lesson") == 0 ? "run" : strcmp(kind, "demo") == 0 ? "demo" : "grade";
    fprintf(stderr, "Now: make && ./ctxlab %s %s%s   (docs/AUTHORING.md says what each file is for)\n", next, id,
            strcmp(next, "grade") == 0 ? " --in solutions" : "");
    return LAB_PASSED;
}

static int run(const verb_t *verb, int argc, char **argv)
{
    const char *topic = "observing", *kind = "bug";
    const option_row_t rows[] = {{"topic", OPTION_TEXT, &topic}, {"kind", OPTION_TEXT, &kind}, OPTIONS_END};
    int code;
    if (!options_parse(verb, rows, &argc, argv, &code))
        return code;
    if (argc != 2 || !good_id(argv[1]))
        return lab_usage(verb, "new needs an id of lower case letters, digits and dashes");
    bool known = false;
    for (const char *const *t = catalog_topics; *t != NULL; t++)
        known = known || strcmp(*t, topic) == 0;
    if (!known)
        return lab_usage(verb, "there is no topic '%.40s'; there are observing, lifecycle, deadlines, propagation, values, detaching,\n"
                               "groups, custom, io, tour, demos", topic);
    if (!text_in_list((char *[]){"bug", "judge", "lesson", "demo", NULL}, kind))
        return lab_usage(verb, "--kind is bug, judge, lesson or demo, not '%.40s'", kind);
    err_t err;
    char *home = catalog_home(&err);
    if (home == NULL)
        return lab_fail(LAB_JUDGE, &err);
    code = make_entry(home, argv[1], topic, kind);
    free(home);
    return code;
}

const verb_t verb_new = {
    .name = "new",
    .usage = "new ID [--topic TOPIC] [--kind bug|judge|lesson|demo]",
    .about = "for authors: a skeleton entry",
    .help = "Writes the files of a new catalog entry, complete enough to be built, to fail as shipped and to pass with its\n"
            "solution. Nothing that exists is changed.\n\n"
            "example:\n"
            "  ctxlab new stuck-worker --topic observing\n",
    .run = run,
};
