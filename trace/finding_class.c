/* finding_class.c — what kind of mistake it is, in words: the same on the screen, in a report, in the list. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "finding.h"

static const struct { const char *name, *class; } classes[] = {
    {"lost-cancel", "leak"}, {"lingering-timer", "leak"}, {"leaked-task", "leak"}, {"unbounded-detached", "leak"},
    {"stale-link", "leak"}, {"unbounded-tasks", "leak"}, {"deaf-wait", "hang"}, {"deadlock", "hang"}, {"timeout", "hang"},
    {"late-work", "late cancel"}, {"late-cascade", "late cancel"}, {"unheard-child", "late cancel"},
    {"unlinked-child", "late cancel"}, {"reason-lost", "lost reason"}, {"busy-done", "spin"},
    {"spin", "spin"}, {"use-after-release", "use after release"}, {"double-release", "use after release"},
    {"cut-short", "over-cancel"}, {"born-done", "over-cancel"}, {"rerooted", "hides it"}, {"todo-root", "hides it"},
    {"severed-values", "hides it"}, {"missing-work", "work missing"}, {"wrong-result", "work missing"},
    {"lost-at-exit", "work missing"},
};

const char *finding_class(const char *name)
{
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (!strcmp(classes[i].name, name))
            return classes[i].class;
    return "";
}

/* ": 190, expected 90": more than was asked for, of whatever. */
static bool too_much(const char *message)
{
    const char *expected = message ? strstr(message, ", expected ") : NULL, *figure = expected;
    while (figure && figure > message && figure[-1] >= '0' && figure[-1] <= '9')
        figure--;
    return figure && figure < expected && strtoll(figure, NULL, 10) > strtoll(expected + 11, NULL, 10);
}

const char *finding_headline(const char *name, const char *message)
{
    static const struct { const char *name, *word; } better[] = {
        {"wrong-result", "wrong result"}, {"deaf-wait", "deaf to its context"}, {"rerooted", "torn from its caller"},
        {"todo-root", "torn from its caller"}, {"severed-values", "values lost"},
    };
    if (!strcmp(name, "missing-work") && too_much(message))
        return "more than there should be";
    for (size_t i = 0; i < sizeof better / sizeof *better; i++)
        if (!strcmp(better[i].name, name))
            return better[i].word;
    return finding_class(name);
}

size_t finding_naming(const char *name, const char *message, char *buf, size_t size)
{
    const char *words = finding_headline(name, message);
    int n = *words && strcmp(words, name) ? snprintf(buf, size, "%s (%s)", words, name) : snprintf(buf, size, "%s", name);

    return n > 0 ? (size_t)n : 0;
}
