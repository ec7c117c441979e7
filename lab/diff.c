/* diff.c — longest common subsequence of lines; files here are a hundred lines long, so the plain table will do. */
#include "diff.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct lines {
    char **line;
    size_t count;
} lines_t;

static lines_t split_lines(const char *text)
{
    lines_t l = {xcalloc(strlen(text) + 2, sizeof(char *)), 0};
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

void diff_side_by_side(buf_t *out, const char *left, const char *right, const char *left_name, const char *right_name,
                       size_t width)
{
    lines_t a = split_lines(left), b = split_lines(right);
    size_t columns = (width - 3) / 2, w = b.count + 1, i = 0, j = 0;
    uint32_t *t = common_lengths(&a, &b);
    add_row(out, left_name, ' ', right_name, columns);
    while (i < a.count || j < b.count) {
        bool both = i < a.count && j < b.count;
        if (both && strcmp(a.line[i], b.line[j]) == 0) {
            add_row(out, a.line[i], ' ', b.line[j], columns);
            i++, j++;
        } else if (both && t[(i + 1) * w + j] == t[i * w + j] && t[(i + 1) * w + j + 1] == t[i * w + j]) {
            add_row(out, a.line[i], '|', b.line[j], columns);
            i++, j++;
        } else if (j == b.count || (i < a.count && t[(i + 1) * w + j] >= t[i * w + j + 1])) {
            add_row(out, a.line[i++], '<', "", columns);
        } else {
            add_row(out, "", '>', b.line[j++], columns);
        }
    }
    free(t);
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
        edit_t e = {' ', NULL, i, j};
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
    lines_t a = split_lines(left), b = split_lines(right);
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
