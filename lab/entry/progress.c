/* progress.c — see progress.h */
#include "progress.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "file.h"
#include "workspace.h"

static const char schema[] = "ctxlab/progress/1", general[] = "general";

static json_t *fresh(void) { return json_pack("{s:s, s:{}}", "schema", schema, "entries"); }

/* A hard link, so that an older damaged file is never replaced. */
static void keep_damaged(const char *path, err_t *err)
{
    for (unsigned n = 1; n < 1000; n++) {
        char *aside = xformat("%s.damaged-%u", path, n);
        bool kept = link(path, aside) == 0, again = !kept && errno == EEXIST;
        if (kept)
            fprintf(stderr, "ctxlab: the progress file could not be read; it is kept as %s\n", aside);
        else if (!again)
            err_errno(err, "the progress file %s is damaged and cannot be kept as %s", path, aside);
        free(aside);
        if (kept && unlink(path) != 0)
            err_errno(err, "the progress file %s is damaged and cannot be set aside", path);
        if (!again)
            return;
    }
}

static bool whole_file(const json_t *doc)
{
    const char *found = json_string_value(json_object_get(doc, "schema"));
    return found != NULL && strcmp(found, schema) == 0 && json_is_object(json_object_get(doc, "entries"));
}

/* Never NULL. */
static json_t *load(const char *workspace)
{
    char *path = xformat("%s/progress.json", workspace);
    json_t *doc = json_load_file(path, JSON_REJECT_DUPLICATES, NULL);
    free(path);
    if (whole_file(doc))
        return doc;
    json_decref(doc);
    return fresh();
}

/* For whoever is about to write: a damaged file is set aside first. One that cannot be opened may be whole: NULL. */
static json_t *load_to_write(const char *workspace, err_t *err)
{
    char *path = xformat("%s/progress.json", workspace);
    buf_t text = {0};
    json_t *doc = NULL;
    if (!file_exists(path)) {
        doc = fresh();
    } else if (file_read(path, FILE_LIMIT, &text, err)) {
        doc = json_loads(buf_text(&text), JSON_REJECT_DUPLICATES, NULL);
        if (!whole_file(doc)) {
            json_decref(doc);
            keep_damaged(path, err);
            doc = file_exists(path) ? NULL : fresh();
        }
    }
    buf_free(&text);
    free(path);
    return doc;
}

static int whole(const json_t *row, const char *key)
{
    json_int_t n = json_integer_value(json_object_get(row, key));
    return n < 0 || n > 1000000000 ? 0 : (int)n;
}

/* NULL: nothing is known of it. An entry that was renamed says so in its entry.ini: `was = OLD-ID`. */
static json_t *row_of(json_t *doc, const entry_t *e)
{
    const json_t *entries = json_object_get(doc, "entries");
    const char *was = entry_extra(e, "was");
    json_t *row = json_object_get(entries, e->id);
    return row == NULL && was != NULL ? json_object_get(entries, was) : row;
}

progress_row_t progress_get(const char *workspace, const entry_t *e)
{
    json_t *doc = load(workspace);
    const json_t *row = row_of(doc, e);
    const char *reason = json_string_value(json_object_get(row, "reason"));
    progress_row_t r = {whole(row, "attempts"), whole(row, "hints"), json_is_true(json_object_get(row, "passed")),
                        json_is_true(json_object_get(row, "seen")), whole(row, "right"), whole(row, "asked"), ""};
    (void)snprintf(r.reason, sizeof r.reason, "%s", reason == NULL ? "" : reason);
    json_decref(doc);
    return r;
}

int progress_hints(const char *workspace, const entry_t *e, const char *section)
{
    json_t *doc = load(workspace);
    const json_t *row = row_of(doc, e), *read = json_object_get(row, "hints_read");
    int n = whole(read, section[0] == '\0' ? general : section);
    if (read == NULL && section[0] == '\0') /* written before hints had sections */
        n = whole(row, "hints");
    json_decref(doc);
    return n;
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

/* Whoever else is about to write waits; it ends with the process, however that ends. −1 with a sentence. */
static int lock_progress(const char *workspace, err_t *err)
{
    char *lock = xformat("%s/.progress.lock", workspace);
    int fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0)
        err_errno(err, "cannot write down your progress in %s (--workspace DIR names another folder)", workspace);
    while (fd >= 0 && flock(fd, LOCK_EX) != 0 && errno == EINTR)
        continue;
    free(lock);
    return fd;
}

/* What a process left that was killed between writing and renaming. Called under the lock: nobody is writing one now. */
static void sweep(const char *workspace)
{
    static const char left[] = "progress.json.tmp-";
    DIR *dir = opendir(workspace);
    if (dir == NULL)
        return;
    for (struct dirent *d; (d = readdir(dir)) != NULL;)
        if (strncmp(d->d_name, left, sizeof left - 1) == 0)
            (void)unlinkat(dirfd(dir), d->d_name, 0);
    closedir(dir);
}

typedef struct change {
    const char *text; /* a reason, or a section */
    int level, of;    /* a hint's number; or so many answers were right, of so many */
    char mark[20]; /* of the bytes that were judged; "": not known */
} change_t;

/* Reads, changes and writes back under a lock, so that two commands at once lose nothing. */
static bool update(const char *workspace, const entry_t *e, void (*apply)(json_t *row, const change_t *c), const change_t *c,
                   err_t *err)
{
    int fd = dir_make(workspace, err) ? lock_progress(workspace, err) : -1;
    if (fd < 0)
        return false;
    sweep(workspace);
    json_t *doc = load_to_write(workspace, err);
    bool ok = doc != NULL;
    if (ok) {
        json_t *entries = json_object_get(doc, "entries");
        json_t *before = row_of(doc, e);
        if (!json_is_object(json_object_get(entries, e->id)))
            json_object_set_new(entries, e->id, json_is_object(before) ? json_deep_copy(before) : json_object());
        apply(json_object_get(entries, e->id), c);
        json_object_set_new(doc, "last", json_string(e->id));
        ok = store(workspace, doc, err);
    }
    json_decref(doc);
    close(fd);
    return ok;
}

/* Tells one version of a file from the next; nobody gains by forging it. "": it cannot be read. */
static void mark_of(const char *path, char mark[20])
{
    buf_t text = {0};
    uint64_t h = 14695981039346656037u; /* FNV-1a */
    mark[0] = '\0';
    if (file_exists(path) && file_read(path, FILE_LIMIT, &text, NULL)) {
        for (size_t i = 0; i < text.len; i++)
            h = (h ^ (unsigned char)text.data[i]) * 1099511628211u;
        (void)snprintf(mark, 20, "%016" PRIx64, h);
    }
    buf_free(&text);
}

/* Judging the same bytes once more is no new attempt. */
static void change_attempt(json_t *row, const change_t *c)
{
    const char *before = json_string_value(json_object_get(row, "judged"));
    bool same = c->mark[0] != '\0' && before != NULL && strcmp(before, c->mark) == 0;
    json_object_set_new(row, "attempts", json_integer(whole(row, "attempts") + !same));
    json_object_set_new(row, "judged", json_string(c->mark));
    json_object_set_new(row, "reason", json_string(c->text));
    if (c->text[0] == '\0')
        json_object_set_new(row, "passed", json_true());
}

static void change_hint(json_t *row, const change_t *c)
{
    json_t *read = json_object_get(row, "hints_read");
    if (read == NULL) {
        json_object_set_new(row, "hints_read", json_pack("{s:i}", general, whole(row, "hints")));
        read = json_object_get(row, "hints_read");
    }
    if (c->level > whole(read, c->text))
        json_object_set_new(read, c->text, json_integer(c->level));
    json_int_t sum = 0;
    const char *key;
    json_t *n;
    json_object_foreach(read, key, n) sum += json_integer_value(n);
    json_object_set_new(row, "hints", json_integer(sum));
}

static void change_seen(json_t *row, const change_t *c)
{
    (void)c;
    json_object_set_new(row, "seen", json_true());
}

/* A lesson that has another number of questions by now begins anew. */
static void change_lesson(json_t *row, const change_t *c)
{
    bool same = whole(row, "asked") == c->of;
    change_seen(row, c);
    json_object_set_new(row, "right", json_integer(same && whole(row, "right") > c->level ? whole(row, "right") : c->level));
    json_object_set_new(row, "asked", json_integer(c->of));
}

bool progress_attempt(const char *workspace, const entry_t *e, const char *reason, err_t *err)
{
    change_t c = {reason, 0, 0, ""};
    char *path = workspace_file(workspace, e);
    mark_of(path, c.mark);
    free(path);
    return update(workspace, e, change_attempt, &c, err);
}

bool progress_hint(const char *workspace, const entry_t *e, const char *section, int level, err_t *err)
{
    return update(workspace, e, change_hint, &(change_t){section[0] == '\0' ? general : section, level, 0, ""}, err);
}

bool progress_seen(const char *workspace, const entry_t *e, err_t *err)
{
    return update(workspace, e, change_seen, &(change_t){"", 0, 0, ""}, err);
}

bool progress_lesson(const char *workspace, const entry_t *e, size_t right, size_t asked, err_t *err)
{
    return update(workspace, e, change_lesson, &(change_t){"", (int)right, (int)asked, ""}, err);
}

bool progress_touched(const char *workspace, const entry_t *e)
{
    char *shipped = entry_path(e, "exercise.c"), *own = workspace_file(workspace, e), now[20], then[20];
    mark_of(own, now);
    mark_of(shipped, then);
    free(shipped);
    free(own);
    return now[0] != '\0' && strcmp(now, then) != 0;
}

const char *progress_status(const char *workspace, const entry_t *e)
{
    progress_row_t row = progress_get(workspace, e);
    if (row.passed || (row.seen && !entry_gradable(e) && row.right >= row.asked))
        return "passed";
    bool started = row.attempts > 0 || (row.seen && !entry_gradable(e)) || row.hints > 0 || (entry_gradable(e) && progress_touched(workspace, e));
    return started ? "started" : "new";
}

char *progress_last(const char *workspace)
{
    json_t *doc = load(workspace);
    const char *last = json_string_value(json_object_get(doc, "last"));
    char *copy = last == NULL ? NULL : xstrdup(last);
    json_decref(doc);
    return copy;
}

const entry_t *progress_next(const char *workspace, const catalog_t *c)
{
    char *last = progress_last(workspace);
    const entry_t *e = last == NULL ? NULL : catalog_find(c, last, NULL);
    free(last);
    if (e != NULL && entry_gradable(e) && !progress_get(workspace, e).passed)
        return e;
    for (size_t i = 0; i < c->count; i++)
        if (entry_gradable(&c->entry[i]) && !progress_get(workspace, &c->entry[i]).passed)
            return &c->entry[i];
    return NULL;
}
