/* built.c — see built.h */
#include "built.h"

#include <stdio.h>
#include <stdlib.h>

#include "file.h"
#include "workspace.h"

static char *source_path(const lab_t *lab, const entry_t *e, const char *dir, bool shipped, err_t *err)
{
    if (shipped || !entry_gradable(e))
        return entry_path(e, "exercise.c");
    return dir != NULL ? workspace_file(dir, e) : workspace_ensure(lab->workspace, e, NULL, err);
}

int built_program(const lab_t *lab, const entry_t *e, const char *dir, bool shipped, compiled_t *out)
{
    err_t err;
    buf_t source = {0};
    *out = (compiled_t){0};
    char *path = source_path(lab, e, dir, shipped, &err);
    if (path == NULL || !workspace_take(path, &source, &err)) {
        free(path);
        buf_free(&source);
        return lab_fail(LAB_USAGE, &err);
    }
    free(path);
    compile_program(&lab->catalog, e, &source, shipped || !entry_gradable(e), out);
    buf_free(&source);
    buf_t text = {0};
    text_safe(&text, buf_text(&out->text), 16000, true);
    int code = LAB_PASSED;
    switch (out->status) {
    case COMPILE_OK: break;
    case COMPILE_ERRORS:
        fputs(buf_text(&text), stderr);
        code = LAB_COMPILE;
        break;
    case COMPILE_REJECTED:
        fprintf(stderr, "ctxlab: %s\n", buf_text(&text));
        code = LAB_FAILED;
        break;
    case COMPILE_BROKEN:
        fprintf(stderr, "ctxlab: %s\n", buf_text(&text));
        code = LAB_JUDGE;
    }
    buf_free(&text);
    return code;
}
