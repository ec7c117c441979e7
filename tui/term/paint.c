/* paint.c — see paint.h. */
#define _XOPEN_SOURCE_EXTENDED 1
#include "paint.h"

#include <errno.h>
#include <ncurses.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "text.h"

static bool paint_ascii;
static attr_t paint_attrs[2][ST_COUNT]; /* as usual; for projectors */
static bool paint_bright;

static const char *const glyphs[GL_COUNT][2] = {
    [GL_LIVE] = {"●", "o"}, [GL_TOLD] = {"◐", "!"}, [GL_NOTICED] = {"◒", "n"}, [GL_STOPPED] = {"○", "x"},
    [GL_FREED] = {"·", "."}, [GL_ROOT] = {"◉", "@"}, [GL_HOLLOW] = {"◇", "<>"}, [GL_FINDING] = {"▲", "!!"},
    [GL_CURSOR] = {"❯", ">"}, [GL_HERE] = {"◀", "<"}, [GL_TEE] = {"├─", "|-"}, [GL_CORNER] = {"└─", "`-"},
    [GL_BAR] = {"│ ", "| "}, [GL_DASH] = {"─", "-"}, [GL_FORWARD] = {"~~>", "~~>"}, [GL_CUT] = {"╴╳╶", "-X-"},
    [GL_FUNC] = {"ƒ", "f"}, [GL_CLOSED] = {"▸", "+"}, [GL_OPEN] = {"▾", "-"}, [GL_FULL] = {"█", "#"},
    [GL_HALF] = {"▓", "="}, [GL_LESS] = {"▒", "n"}, [GL_EMPTY] = {"░", ":"}, [GL_RUN] = {"━", "="}, [GL_BLOCK] = {"┄", "-"},
    [GL_READY] = {"─", "_"}, [GL_END] = {"┤", "|"}, [GL_CASCADE] = {"↯", "v"}, [GL_RULE] = {"─", "-"},
    [GL_VRULE] = {"│", "|"}, [GL_ARROW] = {"→", "->"}, [GL_LEFT] = {"←", "<-"}, [GL_DOTS] = {"…", "~"},
    [GL_TIMES] = {"×", "x"}, [GL_PASS] = {"✔", "ok"}, [GL_FAIL] = {"✘", "XX"}, [GL_PLAY] = {"▶", ">"},
    [GL_PAUSE] = {"‖", "="}, [GL_BULLET] = {"•", "*"}, [GL_MICRO] = {"µ", "u"}, [GL_MARK] = {"▼", "m"}, [GL_NEW] = {"┬", "+"},
    [GL_DOTTED] = {"·", "."}, [GL_BELOW] = {"└", "`"},
};

/* Colour pairs: foreground only, on the terminal's own background. Blue, yellow, cyan and magenta stay apart for
 * colour-blind eyes; no state is told from another by red against green. */
static const struct { short fg, bg; attr_t with, without; } style_table[ST_COUNT] = {
    [ST_NORMAL] = {-1, -1, 0, 0}, [ST_DIM] = {-1, -1, A_DIM, A_DIM}, [ST_BOLD] = {-1, -1, A_BOLD, A_BOLD},
    [ST_TITLE] = {COLOR_CYAN, -1, A_BOLD, A_BOLD}, [ST_CURSOR] = {-1, -1, A_REVERSE, A_REVERSE},
    [ST_STATUS] = {-1, -1, A_REVERSE, A_REVERSE}, [ST_RULE] = {COLOR_BLUE, -1, 0, 0},
    [ST_KEY] = {COLOR_CYAN, -1, A_BOLD, A_BOLD}, [ST_LIVE] = {COLOR_CYAN, -1, 0, 0},
    [ST_TOLD] = {COLOR_YELLOW, -1, A_BOLD, A_BOLD}, [ST_NOTICED] = {COLOR_YELLOW, -1, 0, 0},
    [ST_STOPPED] = {COLOR_BLUE, -1, A_BOLD, 0}, [ST_FREED] = {-1, -1, A_DIM, A_DIM},
    [ST_FINDING] = {COLOR_MAGENTA, -1, A_BOLD, A_BOLD}, [ST_OK] = {COLOR_CYAN, -1, A_BOLD, A_BOLD},
    [ST_FAIL] = {COLOR_MAGENTA, -1, A_BOLD, A_BOLD}, [ST_MARK] = {COLOR_YELLOW, -1, A_BOLD | A_REVERSE, A_REVERSE},
    [ST_LESSON] = {COLOR_CYAN, -1, A_BOLD, A_BOLD}, [ST_CODE] = {-1, -1, 0, 0}, [ST_COMMENT] = {-1, -1, A_DIM, A_DIM},
    [ST_EVENT] = {COLOR_YELLOW, -1, A_BOLD, A_BOLD},
};

/* For projectors, where dim and blue are not seen: on black, each colour at least seven times as bright as it; of 256
 * colours, and of 8. The terminal's own background may be anything, so that it is painted, too. */
enum { BLACK_256 = 16 };
static const struct { short of_256, of_8; attr_t attr; } contrast_table[ST_COUNT] = {
    [ST_NORMAL] = {231, COLOR_WHITE, 0}, [ST_DIM] = {252, COLOR_WHITE, 0}, [ST_BOLD] = {231, COLOR_WHITE, A_BOLD},
    [ST_TITLE] = {51, COLOR_CYAN, A_BOLD}, [ST_CURSOR] = {231, COLOR_WHITE, A_REVERSE}, [ST_STATUS] = {231, COLOR_WHITE, A_REVERSE},
    [ST_RULE] = {250, COLOR_WHITE, 0}, [ST_KEY] = {51, COLOR_CYAN, A_BOLD}, [ST_LIVE] = {51, COLOR_CYAN, A_BOLD},
    [ST_TOLD] = {226, COLOR_YELLOW, A_BOLD}, [ST_NOTICED] = {222, COLOR_YELLOW, 0}, [ST_STOPPED] = {153, COLOR_WHITE, A_BOLD},
    [ST_FREED] = {250, COLOR_WHITE, 0}, [ST_FINDING] = {219, COLOR_YELLOW, A_BOLD | A_REVERSE}, [ST_OK] = {51, COLOR_CYAN, A_BOLD},
    [ST_FAIL] = {219, COLOR_YELLOW, A_BOLD | A_REVERSE}, [ST_MARK] = {226, COLOR_YELLOW, A_BOLD | A_REVERSE},
    [ST_LESSON] = {51, COLOR_CYAN, A_BOLD}, [ST_CODE] = {231, COLOR_WHITE, 0}, [ST_COMMENT] = {250, COLOR_WHITE, 0},
    [ST_EVENT] = {226, COLOR_YELLOW, A_BOLD},
};

static void paint_style(int st, bool color)
{
    short usual = (short)(st + 1), bright = (short)(ST_COUNT + st + 1);
    bool many = COLORS >= 256;

    paint_attrs[0][st] = color ? style_table[st].with : style_table[st].without;
    paint_attrs[1][st] = contrast_table[st].attr;
    if (!color)
        return;
    if (style_table[st].fg != -1 || style_table[st].bg != -1) {
        init_pair(usual, style_table[st].fg, style_table[st].bg);
        paint_attrs[0][st] |= (attr_t)COLOR_PAIR(usual);
    }
    init_pair(bright, many ? contrast_table[st].of_256 : contrast_table[st].of_8, many ? BLACK_256 : COLOR_BLACK);
    paint_attrs[1][st] |= (attr_t)COLOR_PAIR(bright);
}

void paint_init(bool ascii)
{
    const char *no_color = getenv("NO_COLOR");
    bool color = has_colors() && !(no_color && *no_color);

    paint_ascii = ascii;
    if (color) {
        start_color();
        use_default_colors();
    }
    for (int i = 0; i < ST_COUNT; i++)
        paint_style(i, color);
}

void paint_words(bool ascii) { paint_ascii = ascii; }
void paint_contrast(bool high)
{
    paint_bright = high;
    bkgdset(' ' | (high ? (chtype)paint_attr(ST_NORMAL) : 0)); /* what erase() leaves */
}
bool paint_is_ascii(void) { return paint_ascii; }
const char *glyph(glyph_t g) { return glyphs[g][paint_ascii]; }
unsigned long paint_attr(style_t st) { return paint_attrs[paint_bright][st]; }

int paint(rect_t r, int y, int x, style_t st, const char *text)
{
    char clean[1024];
    int used = 0;

    if (y < 0 || y >= r.h || x >= r.w)
        return x;
    tui_clean(text, strlen(text), paint_ascii, clean, sizeof clean);
    const char *from = clean;
    if (x < 0) {
        int skipped;
        from += tui_fit(clean, -x, &skipped);
        x += skipped;
        if (x < 0)
            return x;
    }
    size_t bytes = tui_fit(from, r.w - x, &used);
    attr_set((attr_t)paint_attr(st), (short)PAIR_NUMBER((attr_t)paint_attr(st)), NULL);
    mvaddnstr(r.y + y, r.x + x, from, (int)bytes);
    return x + used;
}

int paintf(rect_t r, int y, int x, style_t st, const char *format, ...)
{
    char text[1024];
    va_list ap;

    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    return paint(r, y, x, st, text);
}

int paint_cut(rect_t r, int y, int x, int columns, style_t st, const char *text)
{
    char clean[1024];

    if (columns > r.w - x)
        columns = r.w - x;
    if (columns <= 0)
        return x;
    tui_clean(text, strlen(text), paint_ascii, clean, sizeof clean);
    if (tui_width(clean) <= columns)
        return paint(r, y, x, st, clean);
    clean[tui_fit(clean, columns - 1, NULL)] = 0;
    x = paint(r, y, x, st, clean);
    return paint(r, y, x, st, glyph(GL_DOTS));
}

void paint_fill(rect_t r, int y, int x, int columns, style_t st, const char *g)
{
    int step = tui_width(g);

    for (int i = 0; i + step <= columns && step > 0; i += step)
        paint(r, y, x + i, st, g);
}

/* The last row there is, of a text that goes on. */
static void paint_last(rect_t r, int x, style_t st, const char *text)
{
    char line[1024];
    size_t n = strcspn(text, "\n");

    snprintf(line, sizeof line, "%.*s%s%s", (int)n, text, text[n] ? " " : "", text[n] ? glyph(GL_DOTS) : "");
    paint_cut(r, r.h - 1, x, r.w - x, st, line);
}

int paint_wrap(rect_t r, int y, int x, style_t st, const char *text)
{
    const char *line;
    size_t bytes;

    for (; y < r.h && tui_wrap(&text, r.w - x, &line, &bytes); y++)
        if (y + 1 == r.h && *text)
            paint_last(r, x, st, line);
        else
            paintf(r, y, x, st, "%.*s", (int)bytes, line);
    return y;
}

int paint_bar(rect_t r, int y, int x, int columns, const uint64_t *part, const style_t *st, const glyph_t *g, size_t parts)
{
    uint64_t total = 0, seen = 0;
    int at = 0;

    for (size_t i = 0; i < parts; i++)
        total += part[i];
    for (size_t i = 0; i < parts && total; i++) {
        if (!part[i])
            continue;
        seen += part[i];
        int to = (int)((double)seen / (double)total * columns + 0.5);
        if (to <= at)
            to = at + 1;
        for (; at < to && at < columns; at++)
            paint(r, y, x + at, st[i], glyph(g[i]));
    }
    return x + columns;
}

void paint_row_style(rect_t r, int y, int x, int columns, style_t st)
{
    if (y < 0 || y >= r.h)
        return;
    if (columns > r.w - x)
        columns = r.w - x;
    attr_t attr = (attr_t)paint_attr(st);
    mvchgat(r.y + y, r.x + x, columns, attr & ~(attr_t)A_COLOR, (short)PAIR_NUMBER(attr), NULL);
}

/* ---- the picture ----------------------------------------------------------------------------------------- */

static const char *const svg_colors[8] = {"#000000", "#e06c75", "#7fbf7f", "#e5c07b", "#6ea8fe", "#d68fd6", "#5fc8d8", "#d4d4d4"};

static void svg_text(FILE *f, const wchar_t *w)
{
    for (; *w; w++) {
        char utf8[8];
        uint32_t c = (uint32_t)*w;
        size_t n = 0;
        if (c == '<' || c == '>' || c == '&') {
            fputs(c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&amp;", f);
            continue;
        }
        if (c < 0x80)
            utf8[n++] = (char)c;
        else if (c < 0x800) {
            utf8[n++] = (char)(0xc0 | c >> 6);
            utf8[n++] = (char)(0x80 | (c & 63));
        } else {
            if (c >= 0x10000)
                utf8[n++] = (char)(0xf0 | c >> 18);
            utf8[n] = (char)(c >= 0x10000 ? 0x80 | (c >> 12 & 63) : 0xe0 | c >> 12);
            n++;
            utf8[n++] = (char)(0x80 | (c >> 6 & 63));
            utf8[n++] = (char)(0x80 | (c & 63));
        }
        fwrite(utf8, 1, n, f);
    }
}

/* Of a terminal with 256: 8 or 16 of its own, a cube of 6 × 6 × 6, and greys. */
static const char *svg_color(short n)
{
    static char shown[256][8]; /* a colour is told from another by its place here */

    if (n < 8 || n > 255)
        return svg_colors[n < 0 || n > 255 ? 7 : n];
    int cube = n - 16, grey = 8 + (n - 232) * 10, part[3] = {cube / 36 % 6, cube / 6 % 6, cube % 6};
    for (int i = 0; i < 3; i++)
        part[i] = n >= 232 ? grey : part[i] ? 55 + part[i] * 40 : 0;
    snprintf(shown[n], sizeof shown[n], "#%02x%02x%02x", part[0] & 255, part[1] & 255, part[2] & 255);
    return shown[n];
}

typedef struct svg_cell { wchar_t w[CCHARW_MAX + 1]; const char *front, *back; bool bold; int columns; } svg_cell_t;

static svg_cell_t svg_cell(int y, int x)
{
    svg_cell_t c = {.columns = 1};
    cchar_t cell;
    attr_t attr;
    short pair, fg = -1, bg = -1;

    if (mvin_wch(y, x, &cell) == ERR || getcchar(&cell, c.w, &attr, &pair, NULL) == ERR)
        return c;
    if (pair > 0)
        pair_content(pair, &fg, &bg);
    c.front = svg_color(fg);
    if (attr & A_DIM)
        c.front = "#7d8590";
    if (attr & A_REVERSE) {
        c.back = c.front;
        c.front = "#101418";
    }
    c.bold = (attr & A_BOLD) != 0;
    int columns = c.w[0] ? wcwidth(c.w[0]) : 1;
    c.columns = columns > 1 ? columns : 1; /* the second half of a wide character says it again */
    return c;
}

/* Backgrounds first, one for all neighbours alike: cells that meet show seams. */
static void svg_row(FILE *f, int y)
{
    double py = 8 + y * 17;

    for (int x = 0, from = 0; x < COLS; x = from) {
        const char *back = svg_cell(y, x).back;
        for (from = x; from < COLS && svg_cell(y, from).back == back;)
            from += 1;
        if (back)
            fprintf(f, "<rect x=\"%.1f\" y=\"%.0f\" width=\"%.1f\" height=\"17\" fill=\"%s\"/>\n", 8 + x * 8.4, py, (from - x) * 8.4, back);
    }
    for (int x = 0; x < COLS;) {
        svg_cell_t c = svg_cell(y, x);
        if (c.w[0] && c.w[0] != L' ') {
            fprintf(f, "<text x=\"%.1f\" y=\"%.0f\" fill=\"%s\"%s>", 8 + x * 8.4, py + 13, c.front, c.bold ? " font-weight=\"bold\"" : "");
            svg_text(f, c.w);
            fputs("</text>\n", f);
        }
        x += c.columns;
    }
}

bool paint_svg(const char *path, char *err, size_t err_size)
{
    FILE *f = fopen(path, "w");

    if (!f) {
        snprintf(err, err_size, "saving the picture to %s: %s; start where you may write", path, strerror(errno));
        return false;
    }
    fprintf(f, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%d\" viewBox=\"0 0 %.0f %d\" style=\"max-width:100%%;height:auto\" font-family=\"DejaVu Sans Mono, monospace\" "
               "font-size=\"14\">\n<rect width=\"100%%\" height=\"100%%\" rx=\"6\" fill=\"#101418\"/>\n",
            COLS * 8.4 + 16, LINES * 17 + 16, COLS * 8.4 + 16, LINES * 17 + 16); /* in a narrow window it shrinks whole */
    for (int y = 0; y < LINES; y++)
        svg_row(f, y);
    fputs("</svg>\n", f);
    bool ok = !ferror(f);
    ok = fclose(f) == 0 && ok;
    if (!ok)
        snprintf(err, err_size, "saving the picture to %s: %s", path, strerror(errno));
    return ok;
}
