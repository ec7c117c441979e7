/* verb_view.c — `ctxlab view FILE|SOCKET`: the visualizer on a recording, or live on a program linked with libctx. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "options.h"
#include "show_trace.h"
#include "tui.h"
#include "verbs.h"

static int connect_to(const char *path, err_t *err)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof name.sun_path) {
        err_set(err, "the socket's path is too long: %s", path);
        return -1;
    }
    memcpy(name.sun_path, path, strlen(path) + 1);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, (const struct sockaddr *)&name, sizeof name) == 0)
        return fd;
    err_errno(err, "cannot connect to %s (does the program still run?)", path);
    if (fd >= 0)
        close(fd);
    return -1;
}

static int view_live(const char *path, bool plain)
{
    err_t err;
    if (plain) {
        err_set(&err, "%s is live: --plain shows recordings", path);
        return lab_fail(LAB_USAGE, &err);
    }
    int fd = connect_to(path, &err);
    if (fd < 0)
        return lab_fail(LAB_USAGE, &err);
    static const char *const here[] = {".", NULL};
    tui_options_t options = TUI_OPTIONS;
    options.live_fd = fd;
    options.live_name = path;
    options.source_dirs = here;
    trace_t *t = trace_new(CTX_TRACE_THREADS, path);
    int code = tui_view(t, &options);
    trace_free(t);
    close(fd);
    return code;
}

static int view_file(const char *path, bool plain)
{
    err_t err;
    trace_t *t = trace_read_file(path, err.text, sizeof err.text);
    if (t == NULL)
        return lab_fail(LAB_USAGE, &err);
    if (trace_damage(t) != NULL)
        fprintf(stderr, "ctxlab: %s: %s; what came before is shown\n", path, trace_damage(t));
    lab_t lab;
    int code;
    const entry_t *e = NULL;
    bool have_lab = lab_open(&lab, NULL, &err);
    if (have_lab) /* a run of an entry names it: its source is then found */
        e = catalog_find(&lab.catalog, trace_header(t)->program, NULL);
    static const char *const here[] = {".", NULL};
    tui_options_t options = TUI_OPTIONS;
    char **dirs = have_lab && e != NULL ? source_dirs(&lab, e, false) : NULL;
    options.title = path;
    options.source_dirs = dirs != NULL ? (const char *const *)dirs : here;
    code = plain ? tui_plain(t, stdout, &options) : tui_view(t, &options);
    text_free_list(dirs);
    if (have_lab)
        lab_close(&lab);
    trace_free(t);
    return lab_flush(code);
}

static int run(const verb_t *verb, int argc, char **argv)
{
    bool plain = false;
    const option_row_t rows[] = {{"plain", OPTION_FLAG, &plain}, OPTIONS_END};
    int code;
    struct stat st;
    if (!options_parse(verb, rows, &argc, argv, &code))
        return code;
    if (argc != 2)
        return lab_usage(verb, "view needs one trace file or socket");
    bool live = stat(argv[1], &st) == 0 && S_ISSOCK(st.st_mode);
    return live ? view_live(argv[1], plain) : view_file(argv[1], plain);
}

const verb_t verb_view = {
    .name = "view",
    .usage = "view FILE|SOCKET [--plain]",
    .about = "the visualizer on a recorded trace, or live",
    .help = "Shows a trace: one kept by `run --trace`, or one written by a program of yours that is linked with libctx and was\n"
            "started with CTX_TRACE=FILE. A socket shows a running program live.\n\n"
            "  --plain   one labelled line an event\n\n"
            "examples:\n"
            "  CTX_TRACE=/tmp/run.ctxtrace ./my-program && ctxlab view /tmp/run.ctxtrace\n",
    .run = run,
};
