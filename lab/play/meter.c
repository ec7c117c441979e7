/* meter.c — see meter.h */
#include "meter.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "spawn.h"

static const double LONG = 1.0, EACH = 0.2; /* seconds */

/* "1,234,567" */
static const char *grouped(uint64_t n, char buf[32])
{
    char *p = buf + 31;
    int digits = 0;
    *p = '\0';
    do {
        if (digits != 0 && digits % 3 == 0)
            *--p = ',';
        *--p = (char)('0' + n % 10);
        digits++;
    } while ((n /= 10) != 0);
    return p;
}

static void say(meter_t *m, const char *line)
{
    int width = fprintf(stderr, "\r%s", line) - 1;
    fprintf(stderr, "%*s", width < m->width ? m->width - width : 0, "");
    m->width = width;
}

void meter_at(meter_t *m, const char *doing, uint64_t done, uint64_t of)
{
    char line[200], part[80] = "", a[32];
    double now = m->seen ? seconds_now() : 0;
    if (!m->seen || now - m->began < LONG || now - m->said < EACH)
        return;
    m->said = now;
    if (of != 0)
        (void)snprintf(part, sizeof part, ": %" PRIu64 " %%", done * 100 / of);
    else if (done != 0)
        (void)snprintf(part, sizeof part, ": %s events so far", grouped(done, a));
    (void)snprintf(line, sizeof line, "ctxlab: %s%s, %.0f s", doing, part, now - m->began);
    say(m, line);
}

static bool at(void *self, const char *doing, uint64_t done, uint64_t of)
{
    meter_at(self, doing, done, of);
    return !interrupted();
}

void meter_begin(meter_t *m)
{
    *m = (meter_t){.trace = {at, m}, .began = seconds_now(), .seen = isatty(STDERR_FILENO) == 1};
}

void meter_run_begin(meter_run_t *r, bool counts, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    (void)vsnprintf(r->doing, sizeof r->doing, format, ap);
    va_end(ap);
    r->counts = counts;
    meter_begin(&r->meter);
}

void meter_run_tick(void *self, uint64_t bytes)
{
    meter_run_t *r = self;
    meter_at(&r->meter, r->doing, r->counts ? bytes / sizeof(ctx_event_t) : 0, 0);
}

void meter_end(meter_t *m)
{
    if (m->width > 0)
        fprintf(stderr, "\r%*s\r", m->width, "");
    m->width = 0;
}
