/* own_line.c — the line to show: the step's, when it was made in the program that is watched; while its scenario or its scenery acts,
 * the program's own last line before, or else its next. */
#include <stdio.h>
#include <string.h>

#include "view.h"

enum { REACH = 1 << 16 }; /* events looked through on either side: a screen is painted on the way */

static uint32_t own_before(const view_t *v)
{
    for (size_t i = v->n; i > 0 && v->n - i < REACH; i--) {
        uint32_t site = trace_event(v->trace, i - 1)->site;
        if (!trace_site_is_harness(v->trace, site))
            return site;
    }
    return 0;
}

static uint32_t own_after(const view_t *v)
{
    size_t next = view_own_next(v->trace, v->n);

    return next ? trace_event(v->trace, next - 1)->site : 0;
}

size_t view_own_next(const trace_t *t, size_t n)
{
    size_t count = trace_count(t);

    for (size_t i = n; i < count && i - n < REACH; i++)
        if (!trace_site_is_harness(t, trace_event(t, i)->site))
            return i + 1;
    return 0;
}

own_line_t view_own_line(const view_t *v)
{
    uint32_t site = view_site(v, NULL), own;
    own_line_t line = {.site = site, .acts = site};

    if (!trace_site_is_harness(v->trace, site))
        return line;
    own = own_before(v);
    line.aside = own ? OWN_BEFORE : OWN_AFTER;
    if (!own)
        own = own_after(v);
    if (own)
        line.site = own;
    else
        line.aside = OWN_HERE; /* it has no step of its own: then whose there is */
    return line;
}

void own_line_says(const view_t *v, const own_line_t *line, char *buf, size_t size)
{
    trace_site_t s = trace_site(v->trace, line->acts);
    const char *base = source_base(s.file), *where = line->aside == OWN_BEFORE ? "last line before it" : "first line after it";
    bool demo = v->demo; /* there a point blacks the screen out, and nobody wrote the program in this room */
    const char *whose = v->options.entry && !demo ? "your" : "its";

    if (!v->n)
        snprintf(buf, size, "Press %s to make one step. Marked: %s first line.", demo ? ">" : ".", whose);
    else if (!line->acts)
        snprintf(buf, size, "The engine acts. Marked: %s %s.", whose, where);
    else if (trace_header(v->trace)->flags & CTX_TRACE_THREADS && !v->options.entry && strcmp(base, "scenario.c"))
        snprintf(buf, size, "The library acts (%s:%d). Marked: the program's %s.", base, s.line, where);
    else
        snprintf(buf, size, "%s acts (%s:%d). Marked: %s %s.", strcmp(base, "scenario.c") ? "The scenery" : "The scenario", base, s.line, whose, where);
}
