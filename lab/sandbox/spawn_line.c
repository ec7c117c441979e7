/* spawn_line.c — see spawn_line.h. The kernel counts it: the second number of /proc/PID/task/TID/schedstat. */
#include "spawn_line.h"

#include <ctype.h>
#include <dirent.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

typedef struct in_line_thread { int id; uint64_t waited; } in_line_thread_t;

static bool read_line(const char *path, char *line, int size)
{
    FILE *f = fopen(path, "re");
    bool ok = f != NULL && fgets(line, size, f) != NULL;
    if (f != NULL)
        (void)fclose(f);
    return ok;
}

static bool in_group(const char *pid, pid_t group)
{
    char path[300], line[600];
    int of = 0;
    (void)snprintf(path, sizeof path, "/proc/%s/stat", pid);
    const char *rest = read_line(path, line, sizeof line) ? strrchr(line, ')') : NULL; /* the name may hold anything */
    return rest != NULL && sscanf(rest + 1, " %*c %*d %d", &of) == 1 && of == group;
}

static uint64_t waited_before(const in_line_t *l, int id)
{
    for (size_t i = 0; i < l->count; i++)
        if (l->thread[i].id == id)
            return l->thread[i].waited;
    return 0;
}

static void note(in_line_t *now, int id, uint64_t waited)
{
    if (now->count == now->capacity) {
        in_line_thread_t *more = xcalloc(now->capacity * 2 + 32, sizeof *more);
        if (now->count > 0)
            memcpy(more, now->thread, now->count * sizeof *more);
        free(now->thread);
        now->thread = more;
        now->capacity = now->capacity * 2 + 32;
    }
    now->thread[now->count++] = (in_line_thread_t){id, waited};
}

/* The most that one of its threads has waited since before; noted for the next look. */
static uint64_t look_at(const in_line_t *before, in_line_t *now, const char *pid)
{
    char path[300], line[200];
    uint64_t most = 0, waited;
    (void)snprintf(path, sizeof path, "/proc/%s/task", pid);
    DIR *tasks = opendir(path);
    for (struct dirent *d; tasks != NULL && now->count < 4096 && (d = readdir(tasks)) != NULL;) {
        (void)snprintf(path, sizeof path, "/proc/%s/task/%.20s/schedstat", pid, d->d_name);
        if (!isdigit((unsigned char)d->d_name[0]) || !read_line(path, line, sizeof line) || sscanf(line, "%*u %" SCNu64, &waited) != 1)
            continue;
        int id = atoi(d->d_name);
        uint64_t had = waited_before(before, id), more = waited > had ? waited - had : 0;
        most = more > most ? more : most;
        note(now, id, waited);
    }
    if (tasks != NULL)
        (void)closedir(tasks);
    return most;
}

double in_line_since(in_line_t *l, pid_t group)
{
    in_line_t now = {0};
    uint64_t most = 0;
    DIR *proc = opendir("/proc");
    for (struct dirent *d; proc != NULL && (d = readdir(proc)) != NULL;) {
        uint64_t one = isdigit((unsigned char)d->d_name[0]) && in_group(d->d_name, group) ? look_at(l, &now, d->d_name) : 0;
        most = one > most ? one : most;
    }
    if (proc != NULL)
        (void)closedir(proc);
    in_line_free(l);
    *l = now;
    return (double)most / 1e9;
}

void in_line_free(in_line_t *l)
{
    free(l->thread);
    *l = (in_line_t){0};
}
