/* verb_view.c — `ctxlab view FILE|SOCKET`: the visualizer on a recording, or live on a program linked with libctx. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "file.h"
#include "meter.h"
#include "options.h"
#include "show_trace.h"
#include "tui.h"
#include "verbs.h"

enum { LOOK_MS = 5 }; /* how often, while the program is waited for */

/* −1 with errno. */
static int try_connect(const struct sockaddr_un *name)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, (const struct sockaddr *)name, sizeof *name) == 0)
        return fd;
    int saved = errno;
    if (fd >= 0)
        close(fd);
    errno = saved;
    return -1;
}

/* wait: a program that listens there is still to be started. */
static int connect_to(const char *path, bool wait, err_t *err)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof name.sun_path) {
        err_set(err, "the socket's path is too long: %s", path);
        return -1;
    }
    memcpy(name.sun_path, path, strlen(path) + 1);
    int fd = try_connect(&name);
    if (fd < 0 && wait && (errno == ENOENT || errno == ECONNREFUSED)) {
        fprintf(stderr, "ctxlab: nobody listens at %s yet. Start your program, linked with libctx, as `CTX_TRACE=unix:%s ./my-program`; "
                        "Ctrl-C stops waiting\n", path, path);
        while (fd < 0 && (errno == ENOENT || errno == ECONNREFUSED || errno == EINTR) && poll(NULL, 0, LOOK_MS) <= 0)
            fd = try_connect(&name);
    }
    if (fd < 0)
        err_errno(err, "cannot connect to %s (does the program still run?)", path);
    return fd;
}

typedef struct view_options {
    const char *plain, *at, *node, *captions;
    bool demo, wait, all;
} view_options_t;

static tui_options_t tui_options_of(const view_options_t *o, const char *title)
{
    tui_options_t options = TUI_OPTIONS;
    options.title = title;
    options.views = o->plain != NULL && *o->plain ? o->plain : NULL;
    options.at = o->at;
    options.node = o->node;
    options.all = o->all;
    options.demo = o->demo || o->captions != NULL;
    return options;
}

static volatile sig_atomic_t interrupted;
static void interrupt(int number) { interrupted = number; }

/* One viewer is served at a time: whoever waits behind another hears nothing. Bytes as read(2); a Ctrl-C ends it, and is not lost before. */
static ssize_t hear(int fd, const char *name, bool first, void *bytes, size_t size)
{
    enum { TURN_S = 1 };
    struct pollfd in = {.fd = fd, .events = POLLIN};
    const struct timespec turn = {.tv_sec = TURN_S};
    sigset_t open, before;
    sigprocmask(SIG_BLOCK, NULL, &before);
    open = before;
    sigdelset(&open, SIGINT);
    if (first && !interrupted && ppoll(&in, 1, &turn, &open) == 0)
        fprintf(stderr, "ctxlab: %s says nothing yet: another viewer looks at it, and this one waits for its turn\n", name);
    while (!interrupted && ppoll(&in, 1, NULL, &open) < 0 && errno == EINTR)
        continue;
    return interrupted ? 0 : read(fd, bytes, size);
}

static void catch_interrupt(bool on)
{
    struct sigaction act = {.sa_handler = on ? interrupt : SIG_DFL};
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigprocmask(on ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
    sigaction(SIGINT, &act, NULL);
}

/* Each event as it comes; when the program has ended, what else is to be said of it. */
static int follow(int fd, trace_t *t, const tui_options_t *options)
{
    size_t heard = 0;
    static char bytes[1 << 16];
    char line[1024], said[256] = "";
    bool events = options->views == NULL || strstr(options->views, "events") != NULL || strstr(options->views, "all") != NULL;
    size_t shown = 0;
    ssize_t n;
    catch_interrupt(true);
    while (said[0] == '\0' && ((n = hear(fd, options->live_name, heard == 0, bytes, sizeof bytes)) > 0 || (n < 0 && errno == EINTR))) {
        heard += n > 0 ? (size_t)n : 0;
        if (n > 0)
            trace_feed(t, bytes, (size_t)n, said, sizeof said);
        for (; events && shown < trace_count(t); shown++) {
            trace_line(t, shown, false, line, sizeof line);
            puts(line);
        }
        if (fflush(stdout) != 0)
            return LAB_JUDGE;
    }
    catch_interrupt(false);
    if (said[0] != '\0')
        fprintf(stderr, "ctxlab: %s\n", said);
    if (heard == 0) {
        fprintf(stderr, interrupted ? "ctxlab: %s said nothing: this viewer's turn had not come\n"
                                    : "ctxlab: %s is gone, and this viewer's turn never came: another one looked at it until then\n", options->live_name);
        return LAB_USAGE;
    }
    tui_options_t rest = *options;
    rest.views = options->views == NULL ? "tree,tasks,cascades,findings" : options->views;
    return tui_plain(t, stdout, &rest);
}

static int view_live(const char *path, const view_options_t *o)
{
    err_t err;
    int fd = connect_to(path, o->wait, &err);
    if (fd < 0)
        return lab_fail(LAB_USAGE, &err);
    static const char *const here[] = {".", NULL};
    tui_options_t options = tui_options_of(o, path);
    options.live_name = path;
    options.source_dirs = here;
    trace_t *t = trace_new(CTX_TRACE_THREADS, path);
    if (o->plain == NULL)
        options.live_fd = fd;
    int code = o->plain != NULL ? follow(fd, t, &options) : tui_view(t, &options);
    trace_free(t);
    close(fd);
    return lab_flush(code);
}

static int view_trace(const char *path, trace_t *t, const view_options_t *o, const char *captions)
{
    err_t err;
    lab_t lab;
    const entry_t *e = NULL;
    bool have_lab = lab_open(&lab, NULL, &err);
    if (have_lab) /* a run of an entry names it: its source is then found */
        e = catalog_find(&lab.catalog, trace_header(t)->program, NULL);
    static const char *const here[] = {".", NULL};
    tui_options_t options = tui_options_of(o, path);
    char **dirs = have_lab && e != NULL ? source_dirs(&lab, e, false) : NULL;
    options.source_dirs = dirs != NULL ? (const char *const *)dirs : here;
    bool demo = e != NULL && e->kind == ENTRY_DEMO;
    char *own = options.demo && demo && captions == NULL ? captions_of(e, t) : NULL;
    options.captions = captions != NULL ? captions : own;
    if (options.demo && e != NULL)
        options.title = e->title;
    options.find = find_in_entry;
    options.find_self = e;
    meter_t meter;
    meter_begin(&meter);
    options.meter = o->plain != NULL && !isatty(STDOUT_FILENO) ? &meter.trace : NULL;
    int code = o->plain != NULL ? tui_plain(t, stdout, &options) : tui_view(t, &options);
    meter_end(&meter);
    text_free_list(dirs);
    free(own);
    if (have_lab)
        lab_close(&lab);
    return lab_flush(code);
}

static int view_file(const char *path, const view_options_t *o)
{
    err_t err;
    buf_t captions = {0};
    meter_t meter;
    meter_begin(&meter);
    trace_t *t = trace_read_watched(path, &meter.trace, err.text, sizeof err.text);
    meter_end(&meter);
    if (t == NULL)
        return lab_fail(LAB_USAGE, &err);
    if (trace_damage(t) != NULL)
        fprintf(stderr, "ctxlab: %s: %s; what came before is shown\n", path, trace_damage(t));
    int code;
    if (o->captions != NULL && !captions_file(o->captions, &captions, &err))
        code = lab_fail(LAB_USAGE, &err);
    else if (o->captions != NULL && !captions_hold(t, o->captions, captions.data) && o->plain != NULL)
        code = LAB_USAGE; /* on the screen it is a sentence at its foot */
    else
        code = view_trace(path, t, o, o->captions != NULL ? captions.data : NULL);
    buf_free(&captions);
    trace_free(t);
    return code;
}

/* What nobody has made yet is a socket when it is called one. */
static bool named_like_socket(const char *path)
{
    size_t n = strlen(path);
    return (n >= 4 && strcmp(path + n - 4, "sock") == 0) || (n >= 6 && strcmp(path + n - 6, "socket") == 0);
}

static int run(const verb_t *verb, int argc, char **argv)
{
    view_options_t o = {0};
    const option_row_t rows[] = {{"plain", OPTION_MAYBE, &o.plain},       {"at", OPTION_TEXT, &o.at},
                                 {"node", OPTION_TEXT, &o.node},          {"demo", OPTION_FLAG, &o.demo},
                                 {"captions", OPTION_TEXT, &o.captions},  {"wait", OPTION_FLAG, &o.wait},
                                 {"all", OPTION_FLAG, &o.all},
                                 OPTIONS_END};
    int code;
    struct stat st;
    if (!options_parse(verb, rows, &argc, argv, &code))
        return code;
    if (argc != 2)
        return lab_usage(verb, "view needs one trace file or socket");
    if (o.plain == NULL && (o.at != NULL || o.node != NULL))
        return lab_usage(verb, "--at and --node go with --plain; on the screen : goes to an event or a time, and / finds a context");
    if (o.plain != NULL && o.demo)
        return lab_usage(verb, "only one of --plain and --demo");
    bool told = strncmp(argv[1], "unix:", 5) == 0; /* as CTX_TRACE says it */
    const char *path = argv[1] + (told ? 5 : 0);
    bool there = stat(path, &st) == 0, live = there ? S_ISSOCK(st.st_mode) : told || o.wait || named_like_socket(path);
    o.wait = o.wait || !there;
    if (live && (o.at != NULL || o.node != NULL || o.captions != NULL))
        return lab_usage(verb, "%s is live: --at, --node and --captions are for recordings", path);
    return live ? view_live(path, &o) : view_file(path, &o);
}

const verb_t verb_view = {
    .name = "view",
    .usage = "view FILE|SOCKET [--wait] [--plain[=VIEWS] [--at WHEN] [--node cN] [--all] | --demo] [--captions FILE]",
    .about = "the visualizer on a recorded trace, or live",
    .help = "Shows a trace: one kept by `run --trace`, or one written by a program of yours that is linked with libctx and was\n"
            "started with CTX_TRACE=FILE. A socket shows a running program live (CTX_TRACE=unix:PATH).\n"
            "Start this first: it waits for a socket (unix:PATH, or a name that ends in sock) that is not there yet.\n\n"
            "  --wait            wait for that path, whatever it is called\n"
            "  --plain[=VIEWS]   labelled lines instead of a screen. VIEWS are names with commas between: events, tree, node\n"
            "                    (what each slot of a context holds), tasks, cascades, findings, timeline, source, all.\n"
            "                    Without VIEWS: events, tree, tasks, cascades, findings. Of a socket: events as they come\n"
            "  --at WHEN         as after event 120, or the state at the time 40ms; without it, at the end\n"
            "  --all             lists of cascades, tasks and rows to their end, however long\n"
            "  --node cN         the node view of this one context\n"
            "  --demo            demo mode: large and few, PgUp/PgDn step\n"
            "  --captions FILE   demo mode with your stops: lines `event 40: caption`, `time 40ms:`, `wave 2:`, `mark NAME:`,\n"
            "                    `start:`, `end:`, and `title: what stands on top`,\n"
            "                    `story: what is shown before the first stop`; # begins a comment.\n"
            "                    With --plain each caption comes after its event; a line whose place the trace does not have is an error\n\n"
            "examples:\n"
            "  CTX_TRACE=/tmp/run.ctxtrace ./my-program && ctxlab view /tmp/run.ctxtrace\n"
            "  ctxlab view /tmp/run.ctxtrace --plain=tree,tasks --at 40ms\n"
            "  ctxlab view /tmp/run.ctxtrace --plain=node --node c12\n",
    .run = run,
};
