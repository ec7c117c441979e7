/* lab.c — see lab.h */
#include "lab.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"
#include "workspace.h"

int lab_fail(int code, const err_t *err)
{
    fprintf(stderr, "ctxlab: %s\n", err->text);
    return code;
}

int lab_usage(const verb_t *verb, const char *format, ...)
{
    va_list args;
    fputs("ctxlab: ", stderr);
    va_start(args, format);
    (void)vfprintf(stderr, format, args);
    va_end(args);
    buf_t usage = {0};
    buf_addf(&usage, "\nusage: ctxlab %s   (more: ctxlab %s --help)\n", verb->usage, verb->name);
    text_help(stderr, buf_text(&usage));
    buf_free(&usage);
    return LAB_USAGE;
}

void verb_print_help(const verb_t *verb)
{
    buf_t text = {0};
    buf_addf(&text, "usage: ctxlab %s\n\n%s", verb->usage, verb->help);
    text_help(stdout, buf_text(&text));
    buf_free(&text);
}

const verb_t *verb_find(const char *name)
{
    for (const verb_t *const *v = verbs; *v != NULL; v++)
        if (strcmp((*v)->name, name) == 0)
            return *v;
    return NULL;
}

const char *verb_nearest(const char *name)
{
    const char *nearest = NULL;
    size_t best = strlen(name) < 3 ? strlen(name) : 3; /* what differs by more is no slip */
    for (const verb_t *const *v = verbs; *v != NULL; v++) {
        size_t distance = (*v)->hidden ? best : text_distance(name, (*v)->name);
        if (distance < best) {
            best = distance;
            nearest = (*v)->name;
        }
    }
    return nearest;
}

bool lab_open(lab_t *lab, const char *workspace, err_t *err)
{
    *lab = (lab_t){0};
    if (!catalog_load(&lab->catalog, err))
        return false;
    if (lab->catalog.damage.len > 0)
        fprintf(stderr, "ctxlab: left out of the catalog:\n%s", buf_text(&lab->catalog.damage));
    lab->workspace = workspace_dir(workspace, &lab->catalog);
    return true;
}

void lab_close(lab_t *lab)
{
    catalog_free(&lab->catalog);
    free(lab->workspace);
}

int lab_with_entry(const char *workspace, const char *id, lab_body_t *body, void *arg)
{
    lab_t lab;
    err_t err;
    if (!lab_open(&lab, workspace, &err))
        return lab_fail(LAB_JUDGE, &err);
    const entry_t *e = catalog_find(&lab.catalog, id, &err);
    int code = e == NULL ? lab_fail(LAB_USAGE, &err) : body(&lab, e, arg);
    lab_close(&lab);
    return lab_flush(code);
}

char *lab_file(const lab_t *lab, const entry_t *e, bool ensure, err_t *err)
{
    if (lab->in != NULL) {
        char *path = workspace_file(lab->in, e);
        if (!ensure || file_exists(path))
            return path;
        err_set(err, "there is no file %s", path);
        free(path);
        return NULL;
    }
    return ensure ? workspace_ensure(lab->workspace, e, NULL, err) : workspace_file(lab->workspace, e);
}

bool lab_folder(const char *in, err_t *err)
{
    struct stat st;
    if (in == NULL || (stat(in, &st) == 0 && S_ISDIR(st.st_mode) && access(in, R_OK | X_OK) == 0))
        return true;
    if (stat(in, &st) != 0 || S_ISDIR(st.st_mode))
        return err_errno(err, "cannot read the folder %s", in);
    const char *slash = strrchr(in, '/');
    buf_t dir = {0};
    char *above = slash == NULL ? xstrdup(".") : xstrndup(in, slash == in ? 1 : (size_t)(slash - in));
    text_quoted(&dir, above);
    err_set(err, "%s is a file: --in takes the folder that holds ID.c, here: --in %s", in, buf_text(&dir));
    free(above);
    buf_free(&dir);
    return false;
}

int lab_flush(int code)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return code;
    if (errno != EPIPE)
        fprintf(stderr, "ctxlab: cannot write the output: %s\n", strerror(errno));
    return LAB_JUDGE;
}
