/* rows_words.c — a row that stands for many, in as many columns as there are. What kind they are is said at any width; the numbers get
 * shorter before it does: of what stands beside the row, or is the rest of them, the number is known already.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sentence.h"
#include "text.h"
#include "view.h"

enum { LEAST_BAR = 3, MOST_BAR = 24, ASKED = 512 };

/* Of siblings alike the timeouts may still differ: then none is said. Of very many those at equal distances are asked. */
static bool alike(const model_t *m, const row_many_t *many, char *label, size_t size)
{
    char other[120];
    uint32_t step = many->visible / ASKED + 1;

    model_label(m, many->member[0], label, size);
    for (uint32_t i = 1; i < many->visible; i = i + step < many->visible || i == many->visible - 1 ? i + step : many->visible - 1) {
        model_label(m, many->member[i], other, sizeof other);
        if (strcmp(label, other))
            return false;
    }
    return true;
}

/* Without "With", which all of them begin with. */
static size_t shorten(char *words)
{
    for (char *at = words; (at = strstr(at, "With")) != NULL;)
        if (strncmp(at, "Without", 7) && (at == words || at[-1] == ' '))
            memmove(at, at + 4, strlen(at + 4) + 1);
        else
            at++;
    return strlen(words);
}

size_t many_kind(const model_t *m, const row_many_t *many, bool short_name, bool length, char *buf, size_t size)
{
    bool one = !(many->kinds & (many->kinds - 1));

    if (!one || !length || !many->visible || !alike(m, many, buf, size))
        sentence_kinds(many->kinds, buf, size);
    return short_name ? shorten(buf) : strlen(buf);
}

/* ---- how many in which state ----------------------------------------------------------------------------- */

enum { COUNT_ALL, COUNT_MOST, COUNT_WORD, COUNT_GLYPH, COUNT_SIGN, COUNT_FORMS };

/* Whom one looks for: the most of those that are not over; of those that are, when all are. */
static int life_shown(const row_many_t *w)
{
    int shown = LIFE_FREED;

    for (int l = LIFE_STOPPED; l >= LIFE_LIVE; l--)
        if (w->life[l] && (shown == LIFE_FREED || w->life[l] >= w->life[shown]))
            shown = l;
    if (w->life[LIFE_UNKNOWN] && (shown == LIFE_FREED || w->life[LIFE_UNKNOWN] >= w->life[shown]))
        shown = LIFE_UNKNOWN;
    return shown;
}

/* "1 told, 9,999 noticed"; "9,999 noticed", where the others are rows of their own, else "2 live +1,333"; "noticed", "2 live"; "●2"; "●" */
static void say_counts(const row_many_t *w, int form, char *buf, size_t size)
{
    char number[32], more[32];
    size_t used = 0;
    uint32_t all = 0;
    int shown = life_shown(w);

    buf[0] = 0;
    for (int l = LIFE_LIVE; l < LIVES; l++) {
        all += w->life[l];
        if (form == COUNT_ALL && w->life[l])
            used = tui_add(buf, size, used, "%s%s %s", used ? ", " : "", tui_number(w->life[l], number), sentence_life((life_t)l));
    }
    if (form == COUNT_ALL)
        return;
    uint32_t rest = all - w->life[shown];
    bool seen = rest <= w->crowd->odds;
    tui_number(w->life[shown], number);
    if (form >= COUNT_GLYPH)
        snprintf(buf, size, "%s%s", shown == LIFE_UNKNOWN ? "?" : glyph(life_glyph((life_t)shown)), form == COUNT_GLYPH ? number : "");
    else if (form == COUNT_WORD && seen)
        snprintf(buf, size, "%s", sentence_life((life_t)shown));
    else if (form == COUNT_WORD || seen)
        snprintf(buf, size, "%s %s", number, sentence_life((life_t)shown));
    else
        snprintf(buf, size, "%s %s +%s", number, sentence_life((life_t)shown), tui_number(rest, more));
}

/* ---- who they are ---------------------------------------------------------------------------------------- */

enum { NAME_BELOW, NAME_LENGTH, NAME_SHORT, NAME_LEAST, NAME_FORMS };

/* "10,000 × WithTimeout 40ms +9,000 below"; without those below; "10,000× Timeout 40ms"; "10,000× Timeout"; as said of a chain: deep */
static void say_name(const model_t *m, const row_many_t *many, int form, char *buf, size_t size)
{
    char number[32], more[32], kind[120];
    uint32_t under = 0;

    for (int l = LIFE_LIVE; l < LIFE_COUNT; l++)
        under += many->crowd->below[l];
    many_kind(m, many, form >= NAME_SHORT, form < NAME_LEAST, kind, sizeof kind);
    bool one = many->visible == 1 && !many->chain; /* the first of many: as yet it is itself */
    size_t used = one ? tui_add(buf, size, 0, "c%" PRIu32 " %s", many->member[0], kind) : tui_add(buf, size, 0, "%s%s %s", tui_number(many->visible, number), many->chain ? " deep" : glyph(GL_TIMES), kind);
    if (form == NAME_BELOW && under)
        tui_add(buf, size, used, " +%s below", tui_number(under, more));
}

/* The first pair that fits, with a bar and then without. */
static const struct form { unsigned char name, counts, bar; } forms[] = {
    {NAME_BELOW, COUNT_ALL, LEAST_BAR}, {NAME_LENGTH, COUNT_ALL, LEAST_BAR}, {NAME_LENGTH, COUNT_MOST, LEAST_BAR}, {NAME_SHORT, COUNT_MOST, LEAST_BAR},
    {NAME_LENGTH, COUNT_ALL, 0}, {NAME_LENGTH, COUNT_MOST, 0}, {NAME_LENGTH, COUNT_WORD, 0}, {NAME_SHORT, COUNT_MOST, 0}, {NAME_SHORT, COUNT_WORD, 0},
    {NAME_LEAST, COUNT_WORD, 0}, {NAME_SHORT, COUNT_GLYPH, 0}, {NAME_LEAST, COUNT_GLYPH, 0},
    {NAME_LEAST, COUNT_SIGN, 0}};

int many_words(const model_t *m, const row_many_t *many, const char *counts, int room, many_words_t *out)
{
    char name[NAME_FORMS][sizeof out->name], number[COUNT_FORMS][sizeof out->counts];
    size_t f = 0;
    int left = 0;

    for (int i = 0; i < NAME_FORMS; i++)
        say_name(m, many, i, name[i], sizeof name[i]);
    for (int i = 0; i < COUNT_FORMS; i++)
        if (counts)
            snprintf(number[i], sizeof number[i], "%s", counts);
        else
            say_counts(many, i, number[i], sizeof number[i]);
    for (; f < sizeof forms / sizeof *forms; f++) {
        left = room - tui_width(name[forms[f].name]) - tui_width(number[forms[f].counts]) - (forms[f].bar ? 2 : 1);
        if (left >= forms[f].bar)
            break;
    }
    if (f == sizeof forms / sizeof *forms) { /* what kind they are stays */
        snprintf(out->name, sizeof out->name, "%s", name[NAME_LEAST]);
        out->counts[0] = 0;
        return 0;
    }
    memcpy(out->name, name[forms[f].name], sizeof out->name);
    memcpy(out->counts, number[forms[f].counts], sizeof out->counts);
    return forms[f].bar ? left > MOST_BAR ? MOST_BAR : left : 0;
}
