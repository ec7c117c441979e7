/* verb_doctor.c — `ctxlab doctor`: what this machine can and cannot enforce. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "options.h"
#include "sandbox.h"
#include "spawn.h"
#include "verbs.h"

static bool row(bool ok, const char *what, const char *detail)
{
    printf("  %-4s %-22s %s\n", ok ? "ok" : "--", what, detail);
    return ok;
}

static bool have_program(const char *name)
{
    const char *path = getenv("PATH");
    char *copy = xstrdup(path == NULL ? "/usr/bin:/bin" : path), *rest = copy, *dir;
    bool found = false;
    while (!found && (dir = strsep(&rest, ":")) != NULL) {
        char *full = xformat("%s/%s", dir, name);
        found = access(full, X_OK) == 0;
        free(full);
    }
    free(copy);
    return found;
}

static void sandbox_rows(void)
{
    unsigned layers = sandbox_available();
    for (const sandbox_layer_t *l = sandbox_layers; l->name != NULL; l++)
        (void)row((layers & l->bit) != 0, l->name, (layers & l->bit) != 0 ? l->about : l->without);
}

/* gcc answers with a path when it has the file, else with the name alone. */
static bool have_sanitizer(void)
{
    static const char *const argv[] = {"gcc", "-print-file-name=libasan.so", NULL};
    spawn_t s = {.argv = argv, .wall_ms = 5000, .output_limit = 4096};
    spawned_t end;
    err_t err;
    bool ok = spawn_run(&s, &end, &err);
    if (ok) {
        ok = end.exit_code == 0 && buf_text(&end.output)[0] == '/';
        spawned_free(&end);
    }
    return ok;
}

static void confirmation_rows(void)
{
    bool ok = have_sanitizer();
    puts("confirmation of a pass");
    (void)row(ok, "address sanitizer", ok ? "what passes runs on real threads, too" : "a pass is not confirmed on real threads; reports say so");
}

static bool workspace_row(const lab_t *lab)
{
    char *probe = xformat("%s/.doctor", lab->workspace);
    err_t err;
    bool ok = dir_make(lab->workspace, &err) && file_write(probe, "", 0, &err);
    if (ok)
        (void)unlink(probe);
    free(probe);
    return row(ok, "workspace", ok ? lab->workspace : err.text);
}

static int doctor(const lab_t *lab)
{
    char *count = xformat("%zu entries in %s", lab->catalog.count, lab->catalog.home);
    puts("ok: here    --: not here, or not enforced");
    puts("needed");
    bool ok = row(lab->catalog.count > 0 && lab->catalog.damage.len == 0, "catalog", count);
    free(count);
    ok = row(have_program("gcc"), "gcc", "compiles what you write (Debian: gcc libc6-dev)") && ok;
    ok = workspace_row(lab) && ok;
    puts("sandbox");
    sandbox_rows();
    confirmation_rows();
    puts("useful");
    (void)row(isatty(STDOUT_FILENO), "terminal", "for the full-screen tool");
    (void)row(have_program("tmux"), "tmux", "for the screen tests");
    return ok ? LAB_PASSED : LAB_JUDGE;
}

static int run(const verb_t *verb, int argc, char **argv)
{
    const char *workspace = NULL;
    const option_row_t rows[] = {OPTION_WORKSPACE(workspace), OPTIONS_END};
    int code;
    if (!options_parse(verb, rows, &argc, argv, &code))
        return code;
    if (argc > 1)
        return lab_usage(verb, "doctor takes no names");
    lab_t lab;
    err_t err;
    if (!lab_open(&lab, workspace, &err)) {
        puts("needed");
        (void)row(false, "catalog", err.text);
        return lab_flush(LAB_JUDGE);
    }
    code = doctor(&lab);
    lab_close(&lab);
    return lab_flush(code);
}

const verb_t verb_doctor = {
    .name = "doctor",
    .usage = "doctor [--workspace DIR]",
    .about = "what this machine can and cannot enforce",
    .help = "Says which parts the lab needs are here, and which layers of the sandbox this machine enforces.\n"
            "Exit code 4 when something needed is missing.\n\n"
            "example:\n"
            "  ctxlab doctor\n",
    .run = run,
};
