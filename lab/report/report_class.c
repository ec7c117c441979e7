/* report_class.c — a class at a glance: who has handed in what, and what it is worth. */
#include <string.h>

#include "report.h"

enum { NAME = 24, CELL = 5 };

static bool handed_in(const verdict_t *v, size_t n, size_t folders, size_t entry)
{
    for (size_t f = 0; f < folders; f++)
        if (!report_absent(&v[f * n + entry]))
            return true;
    return false;
}

/* "10", "-", or why there are no points; fits a cell. */
static const char *cell(const verdict_t *v, char *buf, size_t size)
{
    static const char *const words[] = {[VERDICT_COMPILE_ERROR] = "comp", [VERDICT_TIMEOUT] = "time", [VERDICT_CRASH] = "crsh",
                                        [VERDICT_REJECTED] = "rej", [VERDICT_ERROR] = "ERR"};
    if (report_absent(v))
        return "-";
    if (v->kind != VERDICT_PASS && v->kind != VERDICT_FAIL)
        return words[v->kind];
    (void)snprintf(buf, size, "%d", v->points);
    return buf;
}

/* A name in columns, whatever its bytes are; a long one keeps its end, which tells folders apart. */
static void say_name(const char *name, FILE *out)
{
    buf_t safe = {0};
    text_safe(&safe, name, 300, false);
    const char *p = buf_text(&safe);
    size_t columns = 0;
    for (const char *q = p; *q != '\0'; q++)
        columns += ((unsigned char)*q & 0xc0) != 0x80;
    for (bool cut = columns > NAME; cut && columns > NAME - 1; columns--)
        do
            p++;
        while (((unsigned char)*p & 0xc0) == 0x80);
    bool whole = p == buf_text(&safe);
    fprintf(out, "%s%s%*s", whole ? "" : "…", p, (int)(NAME - columns - !whole), "");
    buf_free(&safe);
}

static void say_legend(const verdict_t *v, size_t n, size_t folders, FILE *out)
{
    size_t column = 0, absent = 0;
    for (size_t i = 0; i < n; i++)
        if (handed_in(v, n, folders, i))
            fprintf(out, "%*zu  %s\n", CELL, ++column, v[i].id);
        else
            absent++;
    if (absent > 0)
        fprintf(out, "%*s  %zu of %zu exercises were handed in by nobody\n", CELL, "", absent, n);
    fputs("Cells: points · - not handed in · comp does not compile · rej rejected · time, crsh ended so · ERR the judge could not\n", out);
}

void report_class(const verdict_t *v, size_t n, const char *const *folder, size_t folders, FILE *out)
{
    size_t column = 0;
    fprintf(out, "%*s", NAME, "");
    for (size_t i = 0; i < n; i++)
        if (handed_in(v, n, folders, i))
            fprintf(out, "%*zu", CELL, ++column);
    fputs("  passed  points\n", out);
    for (size_t f = 0; f < folders; f++) {
        int points = 0, of = 0, passed = 0;
        say_name(folder[f], out);
        for (size_t i = 0; i < n; i++) {
            const verdict_t *one = &v[f * n + i];
            char buf[16];
            points += one->points;
            of += one->max_points;
            passed += one->kind == VERDICT_PASS;
            if (handed_in(v, n, folders, i))
                fprintf(out, "%*s", CELL, cell(one, buf, sizeof buf));
        }
        fprintf(out, "  %6d  %4d of %d\n", passed, points, of);
    }
    say_legend(v, n, folders, out);
}
