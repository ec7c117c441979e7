/* lab_pty.c — see lab_pty.h */
#include "lab_pty.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tap.h"

static char workspace[100];

const char *lab_workspace(void) { return workspace; }

static const char *lab_program(void)
{
    static char path[PATH_MAX];
    const char *lab = getenv("CTXLAB") ? getenv("CTXLAB") : "./ctxlab";

    if (!realpath(lab, path)) {
        printf("not ok - %s: %s\n", lab, strerror(errno));
        exit(1);
    }
    return path;
}

const char *lab_folder(void)
{
    static char path[PATH_MAX];

    snprintf(path, sizeof path, "%s", lab_program());
    *strrchr(path, '/') = 0;
    return path;
}

void lab_clean(void)
{
    char command[200];

    snprintf(command, sizeof command, "rm -rf %s", workspace);
    if (*workspace && system(command))
        fprintf(stderr, "# could not remove %s\n", workspace);
    *workspace = 0;
}

void lab_new_workspace(void)
{
    lab_clean();
    snprintf(workspace, sizeof workspace, "/tmp/ctxlab-learner-XXXXXX");
    if (!mkdtemp(workspace))
        abort();
}

bool lab_start(pty_t *p, int rows, int cols, const char *editor)
{
    char edits[300], path[5000];
    const char *env[] = {"TERM=xterm-256color", "LC_ALL=C.UTF-8", edits, path, NULL};
    const char *argv[] = {strrchr(lab_program(), '/') + 1, "--workspace", workspace, NULL};

    snprintf(path, sizeof path, "PATH=%s:%s", lab_folder(), getenv("PATH"));
    if (!*workspace)
        lab_new_workspace();
    snprintf(edits, sizeof edits, "EDITOR=%s", editor ? editor : "true");
    return pty_start(p, rows, cols, env, argv) && pty_wait_text(p, "Pick a program");
}

void lab_keys(pty_t *p, const char *keys) { pty_send(p, keys, strlen(keys)); }

bool lab_open(pty_t *p, const char *entry)
{
    char search[100];

    snprintf(search, sizeof search, "/%s\r", entry);
    lab_keys(p, search);
    snprintf(search, sizeof search, "─ %s ─", entry);
    if (p->cols >= 72 && !pty_wait_text(p, search))
        return false;
    lab_keys(p, "\r");
    return pty_wait_text(p, "Enter: ");
}

void lab_quit(pty_t *p, const char *what)
{
    lab_keys(p, "q");
    ok(pty_wait_end(p) && WIFEXITED(p->status) && WEXITSTATUS(p->status) == 0 && !p->altscreen && pty_tty_same(p), "%s: q ends it, the terminal is as before",
       what);
    pty_end(p);
}

/* ---- files ----------------------------------------------------------------------------------------------- */

const char *lab_file(const char *entry)
{
    static char path[200];

    snprintf(path, sizeof path, "%s/%s.c", workspace, entry);
    return path;
}

char *lab_read(const char *path)
{
    FILE *f = fopen(path, "r");
    char *text = f ? calloc(1, 1 << 17) : NULL;

    if (text)
        text[fread(text, 1, (1 << 17) - 1, f)] = 0;
    if (f)
        fclose(f);
    return text;
}

bool lab_save_text(const char *entry, const char *text)
{
    char next[220];
    FILE *f;

    snprintf(next, sizeof next, "%s.next", lab_file(entry));
    f = fopen(next, "w");
    if (!f)
        return false;
    bool good = fputs(text, f) >= 0;
    return fclose(f) == 0 && good && rename(next, lab_file(entry)) == 0;
}

bool lab_save(const char *entry, const char *from)
{
    char *text = lab_read(from);
    bool good = text && lab_save_text(entry, text);

    free(text);
    return good;
}

/* ---- pictures -------------------------------------------------------------------------------------------- */

bool lab_golden(pty_t *p, const char *name)
{
    char path[200];

    snprintf(path, sizeof path, "tests/screens/golden/%s.txt", name);
    if (getenv("UPDATE")) {
        pty_wait_done(p);
        char *now = pty_text(p);
        FILE *f = fopen(path, "w");
        if (f) {
            fputs(now, f);
            fclose(f);
        }
        free(now);
    }
    char *golden = lab_read(path);
    bool same = golden && pty_wait_screen(p, golden);
    if (!same) {
        char *now = pty_text(p);
        printf("# %s is not what the screen shows:\n%s", path, now);
        free(now);
    }
    free(golden);
    return same;
}
