/* catalog.c — see catalog.h */
#include "catalog.h"

#include <dirent.h>
#include <ini.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "checks_table.h"
#include "file.h"

const char *const catalog_topics[] = {"observing", "lifecycle", "deadlines", "propagation", "values", "detaching",
                                      "groups",    "custom",    "io",        "tour",        "demos",  NULL};
static const char *const kind_names[] = {"bug", "judge", "lesson", "demo"};

const char *entry_kind_name(entry_kind_t kind) { return kind_names[kind]; }
bool entry_gradable(const entry_t *e) { return e->kind == ENTRY_BUG || e->kind == ENTRY_JUDGE; }
char *entry_path(const entry_t *e, const char *name) { return xformat("%s/%s", e->dir, name); }

const char *entry_extra(const entry_t *e, const char *key)
{
    size_t n = strlen(key);
    for (char **p = e->extra; p != NULL && *p != NULL; p++)
        if (strncmp(*p, key, n) == 0 && (*p)[n] == '=')
            return *p + n + 1;
    return NULL;
}

int64_t entry_usual_size(const entry_t *e)
{
    const char *usual = e->kind == ENTRY_DEMO ? entry_extra(e, "size") : NULL;
    int64_t size = 0;
    return usual != NULL && number_parse(usual, &size) ? size : 0;
}

char *self_path(void)
{
    char path[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    if (n > 0) {
        path[n] = '\0';
        return xstrdup(path);
    }
    const char *started = (const char *)getauxval(AT_EXECFN);
    return started != NULL && realpath(started, path) != NULL ? xstrdup(path) : NULL;
}

char *catalog_home(err_t *err)
{
    const char *set = getenv("CTXLAB_HOME");
    char path[PATH_MAX];
    if (set != NULL && set[0] != '\0') {
        if (realpath(set, path) == NULL) {
            err_errno(err, "CTXLAB_HOME is set to %s", set);
            return NULL;
        }
        return xstrdup(path);
    }
    char *self = self_path(), *slash = self == NULL ? NULL : strrchr(self, '/');
    if (slash == NULL) {
        free(self);
        err_set(err, "cannot find where ctxlab lives: set CTXLAB_HOME to its checkout");
        return NULL;
    }
    slash[slash == self ? 1 : 0] = '\0';
    return self;
}

static int topic_rank(const char *topic)
{
    int i = 0;
    while (catalog_topics[i] != NULL && strcmp(catalog_topics[i], topic) != 0)
        i++;
    return i;
}

static void set_text(char **slot, const char *value)
{
    free(*slot);
    *slot = xstrdup(value);
}

static void set_list(char ***slot, const char *value)
{
    text_free_list(*slot);
    *slot = text_split(value);
}

/* What counts besides, and is not what the entry is about, stands behind FINDINGS_ALSO. */
static void add_counts(entry_t *e, const char *value)
{
    buf_t all = {0};
    for (char **f = e->findings; f != NULL && *f != NULL; f++)
        buf_addf(&all, "%s,", *f);
    buf_addf(&all, "%s,%s", FINDINGS_ALSO, value);
    set_list(&e->findings, buf_text(&all));
    buf_free(&all);
}

static void add_extra(entry_t *e, const char *name, const char *value)
{
    size_t n = 0;
    while (e->extra != NULL && e->extra[n] != NULL)
        n++;
    char **list = xcalloc(n + 2, sizeof *list);
    if (n > 0)
        memcpy(list, e->extra, n * sizeof *list);
    list[n] = xformat("%s=%s", name, value);
    free(e->extra);
    e->extra = list;
}

static bool set_kind(entry_t *e, const char *value)
{
    for (size_t i = 0; i < sizeof kind_names / sizeof *kind_names; i++)
        if (strcmp(kind_names[i], value) == 0) {
            e->kind = (entry_kind_t)i;
            return true;
        }
    return false;
}

/* One `key = value` of entry.ini; 0 stops the reader and names the line. */
static int take_key(void *user, const char *section, const char *name, const char *value)
{
    entry_t *e = user;
    (void)section;
    if (strcmp(name, "id") == 0)
        return strcmp(e->id, value) == 0;
    if (strcmp(name, "kind") == 0)
        return set_kind(e, value);
    if (strcmp(name, "topic") == 0)
        set_text(&e->topic, value);
    else if (strcmp(name, "before") == 0)
        set_text(&e->section, value);
    else if (strcmp(name, "title") == 0)
        set_text(&e->title, value);
    else if (strcmp(name, "origins") == 0)
        set_list(&e->origins, value);
    else if (strcmp(name, "findings") == 0)
        set_list(&e->findings, value);
    else if (strcmp(name, "counts") == 0)
        add_counts(e, value);
    else if (strcmp(name, "allow") == 0)
        set_list(&e->allow, value);
    else if (strcmp(name, "order") == 0)
        e->order = atoi(value);
    else if (strcmp(name, "points") == 0)
        e->points = atoi(value);
    else if (strcmp(name, "threads") == 0)
        e->threads = strcmp(value, "yes") == 0;
    else if (strcmp(name, "answer_verdict") == 0)
        set_text(&e->answer_verdict, value);
    else if (strcmp(name, "answer_evidence") == 0 && e->answer_evidence != NULL) { /* a line more of alternatives */
        char *all = xformat("%s; %s", e->answer_evidence, value);
        set_text(&e->answer_evidence, all);
        free(all);
    } else if (strcmp(name, "answer_evidence") == 0)
        set_text(&e->answer_evidence, value);
    else
        add_extra(e, name, value);
    return 1;
}

static void entry_free(entry_t *e)
{
    free(e->id);
    free(e->topic);
    free(e->section);
    free(e->title);
    free(e->dir);
    free(e->solution);
    text_free_list(e->origins);
    text_free_list(e->findings);
    text_free_list(e->allow);
    text_free_list(e->extra);
    free(e->answer_verdict);
    free(e->answer_evidence);
}

static check_func_t *find_check(const char *id)
{
    for (const checks_row_t *row = checks_table; row->id != NULL; row++)
        if (strcmp(row->id, id) == 0)
            return row->check;
    return NULL;
}

static bool entry_load(entry_t *e, const char *home, const char *id, err_t *err)
{
    *e = (entry_t){.id = xstrdup(id), .points = 10, .order = 1000, .check = find_check(id)};
    e->dir = xformat("%s/exercises/%s", home, id);
    e->solution = xformat("%s/solutions/%s.c", home, id);
    char *path = entry_path(e, "entry.ini");
    int line = ini_parse(path, take_key, e);
    bool ok = line == 0;
    if (line < 0)
        err_set(err, "%s: cannot read %s", id, path);
    else if (line > 0)
        err_set(err, "%s: %s:%d is not understood", id, path, line);
    else if (e->topic == NULL || e->title == NULL || catalog_topics[topic_rank(e->topic)] == NULL)
        ok = err_set(err, "%s: %s needs a title and a topic that exists", id, path);
    else if (e->section != NULL && catalog_topics[topic_rank(e->section)] == NULL)
        ok = err_set(err, "%s: %s stands before a topic that does not exist: %s", id, path, e->section);
    else if (e->section == NULL)
        e->section = xstrdup(e->topic);
    free(path);
    if (!ok)
        entry_free(e);
    return ok;
}

static int by_learning_order(const void *a, const void *b)
{
    const entry_t *x = a, *y = b;
    int section = topic_rank(x->section) - topic_rank(y->section);
    if (section != 0)
        return section;
    bool guest = strcmp(x->section, x->topic) != 0;
    if (guest != (strcmp(y->section, y->topic) != 0)) /* what is to be known first */
        return guest ? -1 : 1;
    return x->order != y->order ? (x->order < y->order ? -1 : 1) : strcmp(x->id, y->id);
}

bool catalog_load(catalog_t *c, err_t *err)
{
    *c = (catalog_t){0};
    c->home = catalog_home(err);
    if (c->home == NULL)
        return false;
    char *path = xformat("%s/exercises", c->home);
    DIR *dir = opendir(path);
    if (dir == NULL) {
        err_errno(err, "cannot open the catalog %s (is ctxlab in its checkout? CTXLAB_HOME names another)", path);
        free(path);
        return false;
    }
    for (struct dirent *d; (d = readdir(dir)) != NULL;) {
        char *ini = xformat("%s/%s/entry.ini", path, d->d_name);
        if (d->d_name[0] != '.' && file_exists(ini)) {
            entry_t *grown = realloc(c->entry, (c->count + 1) * sizeof *grown);
            err_t why;
            if (grown != NULL)
                c->entry = grown;
            if (grown != NULL && entry_load(&c->entry[c->count], c->home, d->d_name, &why))
                c->count++;
            else
                buf_addf(&c->damage, "%s\n", grown == NULL ? "out of memory" : why.text);
        }
        free(ini);
    }
    closedir(dir);
    free(path);
    if (c->count > 0)
        qsort(c->entry, c->count, sizeof *c->entry, by_learning_order);
    return true;
}

void catalog_free(catalog_t *c)
{
    for (size_t i = 0; i < c->count; i++)
        entry_free(&c->entry[i]);
    free(c->entry);
    free(c->home);
    buf_free(&c->damage);
    *c = (catalog_t){0};
}

const entry_t *catalog_find(const catalog_t *c, const char *id, err_t *err)
{
    const entry_t *nearest = NULL;
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < c->count; i++) {
        if (strcmp(c->entry[i].id, id) == 0)
            return &c->entry[i];
        size_t distance = text_distance(id, c->entry[i].id);
        if (distance < best) {
            best = distance;
            nearest = &c->entry[i];
        }
    }
    buf_t shown = {0};
    text_safe(&shown, id, 60, false);
    if (nearest != NULL && best <= strlen(nearest->id) / 2)
        err_set(err, "unknown entry '%s'; did you mean '%s'?", buf_text(&shown), nearest->id);
    else
        err_set(err, "unknown entry '%s'; `ctxlab list` names them all", buf_text(&shown));
    buf_free(&shown);
    return NULL;
}
