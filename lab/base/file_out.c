/* file_out.c — see file_out.h. */
#include "file_out.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text.h"

static const int stops[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXFSZ};
enum { STOPS = sizeof stops / sizeof *stops };

static struct sigaction before[STOPS];
static char *path_of, *volatile temp; /* temp NULL: it is written to as it is */

/* The signal's own effect comes after it: the handler is for once. */
static void on_stop(int signal_number)
{
    if (temp != NULL)
        (void)unlink(temp);
    (void)raise(signal_number);
}

static void stops_begin(void)
{
    struct sigaction act = {.sa_handler = on_stop, .sa_flags = (int)SA_RESETHAND};
    for (int i = 0; i < STOPS; i++)
        if (sigaction(stops[i], NULL, &before[i]) == 0 && before[i].sa_handler != SIG_IGN)
            (void)sigaction(stops[i], &act, NULL);
}

static void stops_end(void)
{
    for (int i = 0; i < STOPS; i++)
        (void)sigaction(stops[i], &before[i], NULL);
}

FILE *file_out_begin(const char *path, err_t *err)
{
    struct stat st;
    bool in_place = lstat(path, &st) == 0 && !S_ISREG(st.st_mode);
    path_of = xformat("%s", path);
    temp = in_place ? NULL : xformat("%s.tmp-%ld", path, (long)getpid());
    stops_begin();
    FILE *f = fopen(in_place ? path : temp, in_place ? "we" : "wxe");
    if (f != NULL)
        return f;
    err_errno(err, "cannot write %s", path);
    stops_end();
    free(path_of);
    free(temp);
    path_of = temp = NULL;
    return NULL;
}

bool file_out_end(FILE *f, bool ok, err_t *err)
{
    bool whole = fflush(f) == 0 && ferror(f) == 0;
    whole = fclose(f) == 0 && whole;
    if (ok && whole && temp != NULL)
        whole = rename(temp, path_of) == 0;
    if (ok && !whole)
        err_errno(err, "cannot write %s", path_of);
    if (temp != NULL && !(ok && whole)) {
        int saved = errno;
        (void)unlink(temp);
        errno = saved;
    }
    stops_end();
    free(path_of);
    free(temp);
    path_of = temp = NULL;
    return ok && whole;
}
