/* scene.c — the scenario's calls, and what the program prints, in the simulator. */
#define __NO_INLINE__ /* stdio.h shall declare printf and its kin, not define them: they are defined here */
#include "scene.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "bytes.h"
#include "sim.h"

void scene_settle_at(const ctx_site_t *site)
{
    sim_arm_t arm = {.kind = ARM_SETTLED};
    sim_await(CTX_OP_SETTLE, site, &arm, 1);
}

/* No slow clock here: the first settle has given everybody the chance to act, and what is judged next is who still lives
 * although there was time to stop. */
void scene_rest_at(const ctx_site_t *site, ctx_ns_t length)
{
    scene_settle_at(site);
    sim.resting = true;
    task_sleep_at(site, length);
    scene_settle_at(site);
    sim.resting = false;
}

void scene_mark_at(const ctx_site_t *site, const char *name)
{
    sim_arm_t arm = {.kind = ARM_ALWAYS, .all = true};
    sim_await(CTX_OP_MARK, site, &arm, 1);
    RT_EVENT(.kind = CTX_EV_MARK, .aux = rt_text(name), .site = RT_SITE(site));
    (void)name, (void)site;
}

void scene_work_at(const ctx_site_t *site, ctx_t *ctx, const char *what)
{
    rt_check_use(ctx, site, "context");
    sim_step(CTX_OP_WORK, ctx, site);
    RT_EVENT(.kind = CTX_EV_WORK, .node = ctx->id, .aux = rt_text(what), .site = RT_SITE(site));
    (void)what;
}

void scene_count(const char *name, int64_t n)
{
    RT_EVENT(.kind = CTX_EV_COUNT, .aux = rt_text(name), .value = n);
    (void)name, (void)n;
}

void scene_note(const char *text)
{
    RT_EVENT(.kind = CTX_EV_NOTE, .aux = rt_text(text));
    (void)text;
}

void scene_fail_at(const ctx_site_t *site, const char *name, const char *message)
{
    RT_EVENT(.kind = CTX_EV_SCENE_FAIL, .aux = rt_text(name), .other = rt_text(message), .site = RT_SITE(site));
    (void)name, (void)message, (void)site;
}

int64_t scene_bytes(const char *what) { return bytes_of(what); }

/* ---- output: an event a line ------------------------------------------------------------------------------ */

enum { LINE = 240, OUTPUT_LIMIT = 200 };

void sim_output(const char *text, size_t n)
{
    static char line[LINE + 1]; /* restored with the rest between schedules */
    static size_t used, written;
    for (size_t i = 0; i < n; i++) {
        bool end = text[i] == '\n';
        if (!end)
            line[used++] = text[i];
        if (!end && used < LINE)
            continue;
        line[used] = '\0';
        used = 0;
        sim.host->wrote = sim.host->wrote_at == sim.host->steps ? sim.host->wrote + 1 : 1;
        sim.host->wrote_at = sim.host->steps;
        if (written++ < OUTPUT_LIMIT)
            RT_EVENT(.kind = CTX_EV_OUTPUT, .aux = rt_text(line), .site = sim.self ? RT_SITE(sim.self->site) : 0);
    }
}

int sim_print(const char *format, va_list args)
{
    char text[1024];
    int n = vsnprintf(text, sizeof text, format, args);
    if (n > 0)
        sim_output(text, (size_t)n < sizeof text ? (size_t)n : sizeof text - 1);
    return n;
}

int vprintf(const char *format, va_list args) { return sim_print(format, args); }

int printf(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vprintf(format, args);
    va_end(args);
    return n;
}

int puts(const char *text)
{
    sim_output(text, strlen(text));
    sim_output("\n", 1);
    return 0;
}

int putchar(int c)
{
    char one = (char)c;
    sim_output(&one, 1);
    return c;
}

/* There are no streams but stdout and stderr. */
int fputc(int c, FILE *out) { return (void)out, putchar(c); }
#undef putc
int putc(int c, FILE *out) { return (void)out, putchar(c); }
