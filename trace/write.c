/* write.c — building a trace in this process, and writing one to a file, whole or not at all.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "trace_priv.h"

void trace_push_(trace_t *t, const ctx_event_t *ev)
{
    if (t->count == t->capacity)
        t->ev = trace_grow_(t->ev, &t->capacity, t->count + 1, sizeof *t->ev);
    t->ev[t->count++] = *ev;
}

void trace_add(trace_t *t, const ctx_event_t *ev)
{
    trace_push_(t, ev);
    ctx_event_t *mine = &t->ev[t->count - 1];
    if (!mine->seq)
        mine->seq = t->last_seq + 1;
    t->last_seq = mine->seq;
    t->last_time = mine->time;
    t->ended = mine->kind == CTX_EV_END;
    t->records++;
}

size_t trace_add_records(trace_t *t, const ctx_event_t *records, size_t n)
{
    size_t i = 0, before = t->count;
    while (i < n) {
        const ctx_event_t *ev = &records[i++];
        t->records++;
        if (ev->kind == CTX_EV_TEXT) {
            size_t slots = ((size_t)ev->aux + sizeof *ev - 1) / sizeof *ev;
            if (slots > n - i)
                break;
            trace_set_text_(t, ev->other, (const char *)&records[i], strnlen((const char *)&records[i], ev->aux));
            i += slots;
        } else if (ev->kind == CTX_EV_SITE) {
            trace_set_site_(t, ev->site, ev->other, ev->aux, ev->value);
        } else if (trace_known_kind_(ev->kind)) {
            trace_push_(t, ev);
            t->ended = ev->kind == CTX_EV_END;
        }
    }
    if (t->count) {
        t->last_seq = t->ev[t->count - 1].seq;
        t->last_time = t->ev[t->count - 1].time;
    }
    return t->count - before;
}

/* ---- to a file ------------------------------------------------------------------------------------------- */

static bool put(FILE *f, const void *p, size_t n)
{
    return !n || fwrite(p, n, 1, f) == 1;
}

static bool put_texts(const trace_t *t, FILE *f)
{
    static const char zero[sizeof(ctx_event_t)];
    for (uint32_t id = 1; id < t->texts; id++) {
        if (!t->text[id].text)
            continue;
        uint32_t n = t->text[id].bytes;
        ctx_event_t ev = {.kind = CTX_EV_TEXT, .other = id, .aux = n};
        size_t pad = (sizeof ev - n % sizeof ev) % sizeof ev;
        if (!put(f, &ev, sizeof ev) || !put(f, t->text[id].text, n) || !put(f, zero, pad))
            return false;
    }
    return true;
}

static bool put_sites(const trace_t *t, FILE *f)
{
    for (uint32_t id = 1; id < t->sites; id++) {
        const trace_site_row_t *s = &t->site[id];
        ctx_event_t ev = {.kind = CTX_EV_SITE, .site = id, .other = s->file, .aux = s->func, .value = s->line};
        if (s->file && !put(f, &ev, sizeof ev))
            return false;
    }
    return true;
}

static bool put_trace(const trace_t *t, FILE *f)
{
    ctx_trace_header_t h = t->header;
    h.header_size = sizeof h;
    return put(f, &h, sizeof h) && put_texts(t, f) && put_sites(t, f) && put(f, t->ev, t->count * sizeof *t->ev);
}

bool trace_write_file(const trace_t *t, const char *path, char *err, size_t err_size)
{
    size_t size = strlen(path) + 32;
    char *temp = malloc(size);
    FILE *f = NULL;
    bool ok = false;
    struct stat there;
    /* A device, a pipe, a link: written to, never replaced by a file. */
    const bool in_place = !lstat(path, &there) && !S_ISREG(there.st_mode);
    if (temp) {
        snprintf(temp, size, "%s.tmp-%ld", path, (long)getpid());
        f = in_place ? fopen(path, "we") : fopen(temp, "wxe");
    }
    if (f) {
        ok = put_trace(t, f) && !fflush(f) && !ferror(f);
        ok = !fclose(f) && ok;
        ok = ok && (in_place || !rename(temp, path));
        if (!ok && !in_place) {
            int saved = errno;
            unlink(temp);
            errno = saved;
        }
    }
    if (!ok && err && err_size)
        snprintf(err, err_size, "writing the trace %s: %s; choose a place you may write to", path, strerror(errno));
    free(temp);
    return ok;
}

bool trace_write_fd(const trace_t *t, int fd, char *err, size_t err_size)
{
    int copy = dup(fd);
    FILE *f = copy < 0 ? NULL : fdopen(copy, "wb");
    bool ok = f != NULL && put_trace(t, f) && !fflush(f) && !ferror(f);
    if (f != NULL)
        ok = !fclose(f) && ok;
    if (!ok && err && err_size)
        snprintf(err, err_size, "writing the trace: %s", strerror(errno));
    return ok;
}
