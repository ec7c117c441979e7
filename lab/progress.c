/* progress.c — see progress.h */
#include "progress.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "file.h"
#include "workspace.h"

static const char schema[] = "ctxlab/progress/1";

static json_t *fresh(void) { return json_pack("{s:s, s:{}}", "schema", schema, "entries"); }

/* Never NULL. A damaged file is set aside, once, by whoever is about to write. */
static json_t *load(const char *workspace, bool set_aside)
{
    char *path = xformat("%s/progress.json", workspace);
    json_error_t why;
    json_t *doc = json_load_file(path, JSON_REJECT_DUPLICATES, &why);
    const char *found = json_string_value(json_object_get(doc, "schema"));
    bool ok = found != NULL && strcmp(found, schema) == 0 && json_is_object(json_object_get(doc, "entries"));
    if (!ok && set_aside && file_exists(path)) {
        char *aside = xformat("%s.damaged", path);
        if (rename(path, aside) == 0)
            fprintf(stderr, "ctxlab: the progress file could not be read; it is kept as %s\n", aside);
        free(aside);
    }
    if (!ok) {
        json_decref(doc);
        doc = fresh();
    }
    free(path);
    return doc;
}

static int whole(const json_t *row, const char *key)
{
    json_int_t n = json_integer_value(json_object_get(row, key));
    return n < 0 || n > 1000000000 ? 0 : (int)n;
}

progress_row_t progress_get(const char *workspace, const entry_t *e)
{
    json_t *doc = load(workspace, false);
    const json_t *row = json_object_get(json_object_get(doc, "entries"), e->id);
    progress_row_t r = {whole(row, "attempts"), whole(row, "hints"), json_is_true(json_object_get(row, "passed")),
                        json_is_true(json_object_get(row, "seen"))};
    json_decref(doc);
    return r;
}

static bool store(const char *workspace, json_t *doc, err_t *err)
{
    char *path = xformat("%s/progress.json", workspace);
    char *text = json_dumps(doc, JSON_INDENT(1) | JSON_SORT_KEYS);
    bool ok = text != NULL && file_write(path, text, strlen(text), err);
    if (text == NULL)
        err_set(err, "cannot write down your progress in %s", path);
    free(text);
    free(path);
    return ok;
}

/* Reads, changes and writes back under a lock, so that two commands at once lose nothing. */
static bool update(const char *workspace, const entry_t *e, void (*change)(json_t *row, int n), int n, err_t *err)
{
    if (!dir_make(workspace, err))
        return false;
    char *lock = xformat("%s/.progress.lock", workspace);
    int fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0) {
        err_errno(err, "cannot write down your progress (%s)", lock);
        free(lock);
        return false;
    }
    while (flock(fd, LOCK_EX) != 0 && errno == EINTR)
        continue;
    json_t *doc = load(workspace, true);
    json_t *entries = json_object_get(doc, "entries");
    if (!json_is_object(json_object_get(entries, e->id)))
        json_object_set_new(entries, e->id, json_object());
    change(json_object_get(entries, e->id), n);
    json_object_set_new(doc, "last", json_string(e->id));
    bool ok = store(workspace, doc, err);
    json_decref(doc);
    close(fd);
    free(lock);
    return ok;
}

static void change_attempt(json_t *row, int passed)
{
    json_object_set_new(row, "attempts", json_integer(whole(row, "attempts") + 1));
    if (passed)
        json_object_set_new(row, "passed", json_true());
}

static void change_hint(json_t *row, int level)
{
    if (level > whole(row, "hints"))
        json_object_set_new(row, "hints", json_integer(level));
}

static void change_seen(json_t *row, int unused)
{
    (void)unused;
    json_object_set_new(row, "seen", json_true());
}

bool progress_attempt(const char *workspace, const entry_t *e, bool passed, err_t *err)
{
    return update(workspace, e, change_attempt, passed, err);
}

bool progress_hint(const char *workspace, const entry_t *e, int level, err_t *err)
{
    return update(workspace, e, change_hint, level, err);
}

bool progress_seen(const char *workspace, const entry_t *e, err_t *err)
{
    return update(workspace, e, change_seen, 0, err);
}

const char *progress_status(const char *workspace, const entry_t *e)
{
    progress_row_t row = progress_get(workspace, e);
    if (row.passed || (row.seen && !entry_gradable(e)))
        return "passed";
    char *path = workspace_file(workspace, e);
    bool started = row.attempts > 0 || row.hints > 0 || file_exists(path);
    free(path);
    return started ? "started" : "new";
}

char *progress_last(const char *workspace)
{
    json_t *doc = load(workspace, false);
    const char *last = json_string_value(json_object_get(doc, "last"));
    char *copy = last == NULL ? NULL : xstrdup(last);
    json_decref(doc);
    return copy;
}
