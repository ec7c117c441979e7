/* diff.c — longest common subsequence of lines; files here are a hundred lines long, so the plain table will do. */
#include "diff.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct lines {
    char **line;
    size_t count;
    size_t before; /* lines of the text that are not compared */
} lines_t;

static lines_t split_lines(const char *text)
{
    lines_t l = {xcalloc(strlen(text) + 2, sizeof(char *)), 0, 0};
    for (const char *p = text; *p != '\0';) {
        size_t n = strcspn(p, "\n");
        buf_t shown = {0};
        for (size_t i = 0; i < n; i++)
            if (p[i] == '\t')
                buf_adds(&shown, "    ");
            else
                buf_addc(&shown, p[i]);
        buf_t safe = {0};
        text_safe(&safe, buf_text(&shown), 1000, false);
        l.line[l.count++] = xstrdup(buf_text(&safe));
        buf_free(&safe);
        buf_free(&shown);
        p += p[n] == '\n' ? n + 1 : n;
    }
    return l;
}

/* Behind the comment that a text begins with, and the blank lines below it. An answer in it counts: then it is none of those. */
static const char *past_story(const char *text)
{
    const char *p = text + strspn(text, " \t\n"), *end = strncmp(p, "/*", 2) == 0 ? strstr(p, "*/") : NULL, *answer = strstr(p, "Verdict:");
    if (end == NULL || (answer != NULL && answer < end))
        return text;
    return end + 2 + strspn(end + 2, " \t\r\n");
}

/* What the story said is no difference: who has replaced it would see nothing else first. */
static void split_both(const char *left, const char *right, lines_t *a, lines_t *b)
{
    const char *from[] = {past_story(left), past_story(right)};
    *a = split_lines(from[0]);
    *b = split_lines(from[1]);
    for (const char *p = left; p < from[0]; p++)
        a->before += *p == '\n';
    for (const char *p = right; p < from[1]; p++)
        b->before += *p == '\n';
}

static void free_lines(lines_t *l)
{
    for (size_t i = 0; i < l->count; i++)
        free(l->line[i]);
    free(l->line);
}

/* As much of text as fits, padded where asked; returns what is left of it. */
static const char *add_cell(buf_t *out, const char *text, size_t columns, bool pad)
{
    size_t shown = 0;
    while (*text != '\0' && shown < columns) {
        size_t n = 1;
        while (((unsigned char)text[n] & 0xc0) == 0x80)
            n++;
        buf_add(out, text, n);
        text += n;
        shown++;
    }
    for (; pad && shown < columns; shown++)
        buf_addc(out, ' ');
    return text;
}

/* A line too long for its side goes on below: it may be the very one that differs. */
static void add_row(buf_t *out, const char *left, char mark, const char *right, size_t columns)
{
    do {
        left = add_cell(out, left, columns, true);
        buf_addf(out, " %c ", mark);
        right = add_cell(out, right, columns, false);
        while (out->len > 0 && out->data[out->len - 1] == ' ')
            out->len--;
        buf_addc(out, '\n');
    } while (*left != '\0' || *right != '\0');
}

/* length[i][j]: longest common subsequence of a[i…] and b[j…] */
static uint32_t *common_lengths(const lines_t *a, const lines_t *b)
{
    size_t w = b->count + 1;
    uint32_t *t = xcalloc((a->count + 1) * w, sizeof *t);
    for (size_t i = a->count; i-- > 0;)
        for (size_t j = b->count; j-- > 0;) {
            uint32_t down = t[(i + 1) * w + j], right = t[i * w + j + 1];
            t[i * w + j] = strcmp(a->line[i], b->line[j]) == 0 ? t[(i + 1) * w + j + 1] + 1 : down > right ? down : right;
        }
    return t;
}

/* One row of the comparison: a line of each side, −1 where a side has none. */
typedef struct pair { long left, right; bool same; } pair_t;

static pair_t *diff_pairs(const lines_t *a, const lines_t *b, size_t *count)
{
    pair_t *row = xcalloc(a->count + b->count + 1, sizeof *row);
    uint32_t *t = common_lengths(a, b);
    size_t w = b->count + 1, i = 0, j = 0, n = 0;
    while (i < a->count || j < b->count) {
        bool both = i < a->count && j < b->count, same = both && strcmp(a->line[i], b->line[j]) == 0;
        bool changed = both && !same && t[(i + 1) * w + j] == t[i * w + j] && t[i * w + j + 1] == t[i * w + j] &&
                       t[(i + 1) * w + j + 1] == t[i * w + j];
        if (same || changed)
            row[n++] = (pair_t){(long)i++, (long)j++, same};
        else if (j == b->count || (i < a->count && t[(i + 1) * w + j] >= t[i * w + j + 1]))
            row[n++] = (pair_t){(long)i++, -1, false};
        else
            row[n++] = (pair_t){-1, (long)j++, false};
    }
    free(t);
    *count = n;
    return row;
}

void diff_side_by_side(buf_t *out, const char *left, const char *right, const char *left_name, const char *right_name,
                       size_t width)
{
    lines_t a, b;
    split_both(left, right, &a, &b);
    size_t columns = (width - 3) / 2, n;
    pair_t *row = diff_pairs(&a, &b, &n);
    add_row(out, left_name, ' ', right_name, columns);
    for (size_t k = 0; k < n; k++)
        add_row(out, row[k].left < 0 ? "" : a.line[row[k].left],
                row[k].same ? ' ' : row[k].left < 0 ? '>' : row[k].right < 0 ? '<' : '|',
                row[k].right < 0 ? "" : b.line[row[k].right], columns);
    free(row);
    free_lines(&a);
    free_lines(&b);
}

/* ---- one below the other ----------------------------------------------------------------------------------- */

enum { AROUND = 3 };

typedef struct edit {
    char mark;
    const char *line;
    size_t left, right; /* lines before it in each text */
} edit_t;

static size_t edits_of(const lines_t *a, const lines_t *b, edit_t *out)
{
    uint32_t *t = common_lengths(a, b);
    size_t w = b->count + 1, i = 0, j = 0, n = 0;
    while (i < a->count || j < b->count) {
        bool both = i < a->count && j < b->count;
        edit_t e = {' ', NULL, a->before + i, b->before + j};
        if (both && strcmp(a->line[i], b->line[j]) == 0) {
            e.line = a->line[i++];
            j++;
        } else if (j == b->count || (i < a->count && t[(i + 1) * w + j] >= t[i * w + j + 1])) {
            e.mark = '-';
            e.line = a->line[i++];
        } else {
            e.mark = '+';
            e.line = b->line[j++];
        }
        out[n++] = e;
    }
    free(t);
    return n;
}

/* The end of the hunk that begins with the change at `from`: changes nearer than twice the context are one hunk. */
static size_t hunk_end(const edit_t *e, size_t n, size_t from)
{
    size_t last = from;
    for (size_t k = from; k < n && k <= last + 2 * AROUND; k++)
        if (e[k].mark != ' ')
            last = k;
    return last + 1 + AROUND < n ? last + 1 + AROUND : n;
}

static void add_hunk(buf_t *out, const edit_t *e, size_t from, size_t to)
{
    size_t left = 0, right = 0;
    for (size_t k = from; k < to; k++) {
        left += e[k].mark != '+';
        right += e[k].mark != '-';
    }
    buf_addf(out, "@@ -%zu,%zu +%zu,%zu @@\n", e[from].left + (left > 0), left, e[from].right + (right > 0), right);
    for (size_t k = from; k < to; k++)
        buf_addf(out, "%c%s\n", e[k].mark, e[k].line);
}

void diff_unified(buf_t *out, const char *left, const char *right, const char *left_name, const char *right_name)
{
    lines_t a, b;
    split_both(left, right, &a, &b);
    edit_t *e = xcalloc(a.count + b.count + 1, sizeof *e);
    size_t n = edits_of(&a, &b, e);
    buf_addf(out, "--- %s\n+++ %s\n", left_name, right_name);
    for (size_t k = 0, done = 0; k < n; k++) {
        if (e[k].mark == ' ')
            continue;
        size_t from = k - done > AROUND ? k - AROUND : done;
        done = hunk_end(e, n, k);
        add_hunk(out, e, from, done);
        k = done - 1;
    }
    free(e);
    free_lines(&a);
    free_lines(&b);
}

/* ---- the parts that differ, for a screen ------------------------------------------------------------------ */

enum { BOTH_SIDES = 74, LEAST = 20 };

/* Columns to take of a line that does not fit: up to a blank or a comma near the end, where there is one. */
static size_t break_at(const char *text, size_t room)
{
    if (text_width(text) <= room)
        return room;
    for (size_t n = room; n > 1 && n + 12 > room; n--)
        if ((unsigned char)text[n - 1] < 0x80 && strchr(" ,(", text[n - 1]) != NULL)
            return n;
    return room;
}

/* The next piece of a line: what fits, the rest goes on below, two columns further in. */
static const char *add_piece(buf_t *out, const char *text, size_t columns, bool first, bool pad)
{
    size_t room = first ? columns : columns - 2, shown = 0;
    if (!first)
        buf_adds(out, *text == '\0' ? "  " : "… ");
    room = break_at(text, room);
    for (; *text != '\0' && shown < room; shown++) {
        size_t n = 1;
        while (((unsigned char)text[n] & 0xc0) == 0x80)
            n++;
        buf_add(out, text, n);
        text += n;
    }
    for (; pad && shown < (first ? columns : columns - 2); shown++)
        buf_addc(out, ' ');
    return text;
}

static void add_beside(buf_t *out, const char *left, const char *right, bool same, size_t columns)
{
    for (bool first = true; first || *left != '\0' || *right != '\0'; first = false) {
        buf_adds(out, same ? "  " : "~ ");
        left = add_piece(out, left, columns, first, true);
        buf_adds(out, same ? "   " : " | ");
        right = add_piece(out, right, columns, first, false);
        while (out->len > 0 && out->data[out->len - 1] == ' ')
            out->len--;
        buf_addc(out, '\n');
    }
}

static void add_below(buf_t *out, char mark, const char *text, size_t columns)
{
    for (bool first = true; first || *text != '\0'; first = false) {
        buf_addf(out, "%c ", mark);
        text = add_piece(out, text, columns, first, false);
        buf_addc(out, '\n');
    }
}

/* A run of changed rows: what goes, then what comes. */
static size_t add_change(buf_t *out, const pair_t *row, size_t from, size_t n, const lines_t *a, const lines_t *b, size_t columns)
{
    size_t to = from;
    while (to < n && !row[to].same)
        to++;
    for (size_t k = from; k < to; k++)
        if (row[k].left >= 0)
            add_below(out, '-', a->line[row[k].left], columns);
    for (size_t k = from; k < to; k++)
        if (row[k].right >= 0)
            add_below(out, '+', b->line[row[k].right], columns);
    return to;
}

static bool near_change(const pair_t *row, size_t n, size_t k)
{
    for (size_t i = k > AROUND ? k - AROUND : 0; i < n && i <= k + AROUND; i++)
        if (!row[i].same)
            return true;
    return false;
}

/* Half of the indentation does on a screen. */
static void less_indented(lines_t *l)
{
    for (size_t i = 0; i < l->count; i++) {
        size_t blank = strspn(l->line[i], " ");
        memmove(l->line[i], l->line[i] + blank / 2, strlen(l->line[i] + blank / 2) + 1);
    }
}

bool diff_differences(buf_t *out, const char *left, const char *right, size_t width)
{
    lines_t a, b;
    split_both(left, right, &a, &b);
    less_indented(&a);
    less_indented(&b);
    bool beside = width >= BOTH_SIDES, any = false, gap = false;
    size_t columns = beside ? (width - 5) / 2 : width > LEAST ? width - 2 : LEAST, n;
    pair_t *row = diff_pairs(&a, &b, &n);
    if (beside)
        add_beside(out, "yours", "the solution", true, columns);
    for (size_t k = 0; k < n;) {
        if (!near_change(row, n, k)) {
            gap = true;
            k++;
            continue;
        }
        if (gap)
            buf_adds(out, "  …\n");
        gap = false;
        any = any || !row[k].same;
        if (!beside && !row[k].same) {
            k = add_change(out, row, k, n, &a, &b, columns);
            continue;
        }
        if (beside)
            add_beside(out, row[k].left < 0 ? "" : a.line[row[k].left], row[k].right < 0 ? "" : b.line[row[k].right], row[k].same, columns);
        else
            add_below(out, ' ', a.line[row[k].left], columns);
        k++;
    }
    free(row);
    free_lines(&a);
    free_lines(&b);
    return any;
}
