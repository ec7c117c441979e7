/* glyphs_test.c — without any colour, each state of a context, of a task, and each mark of the strip is told from the others by its
 * glyph, in UTF-8 and in ASCII.
 */
#include <string.h>

#include "tap.h"
#include "view.h"

unsigned tap_passed, tap_failed;

static void apart(const char *where, const char *const *cell, size_t count)
{
    bool same = false;

    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count; k++)
            if (!strcmp(cell[i], cell[k])) {
                printf("# %zu and %zu are both %s\n", i, k, cell[i]);
                same = true;
            }
    ok(!same && count > 2, "%s: %zu that differ, %s", where, count, paint_is_ascii() ? "in ASCII" : "in UTF-8");
}

static void all(void)
{
    const char *finding = paint_is_ascii() ? "!" : glyph(GL_FINDING), *context[10], *bar[LIVES];
    size_t contexts = 0, bars = 0;

    for (int life = LIFE_LIVE; life < LIFE_COUNT; life++)
        context[contexts++] = glyph(life_glyph((life_t)life));
    context[contexts++] = glyph(GL_ROOT);
    context[contexts++] = glyph(GL_HOLLOW);
    context[contexts++] = "?"; /* not known */
    apart("contexts", context, contexts);
    for (int life = LIFE_LIVE; life < LIVES; life++)
        bar[bars++] = glyph(bar_glyph(life));
    apart("a bar of many", bar, bars);
    const char *const lane[] = {glyph(GL_FULL), glyph(GL_READY), glyph(GL_BLOCK), glyph(GL_END), glyph(GL_CASCADE), glyph(GL_NOTICED), finding, glyph(GL_NEW), glyph(GL_DOTTED), " "};
    apart("a lane", lane, sizeof lane / sizeof *lane);
    const char *const strip[] = {glyph(GL_RUN), glyph(GL_BLOCK), finding, glyph(GL_CASCADE), glyph(GL_MARK)};
    apart("the strip", strip, sizeof strip / sizeof *strip);
    const char *const edge[] = {glyph(GL_CUT), glyph(GL_FORWARD), glyph(GL_FUNC), glyph(GL_TEE), glyph(GL_CORNER)};
    apart("edges", edge, sizeof edge / sizeof *edge);
    const char *const said[] = {glyph(GL_PASS), glyph(GL_FAIL), glyph(GL_FINDING), glyph(GL_CURSOR), glyph(GL_HERE), glyph(GL_BULLET)};
    apart("what is said", said, sizeof said / sizeof *said);
    ok(strcmp(glyph(GL_FAIL), "no"), "what fails is no word before a word: \"no crash\" would be none");
}

int main(void)
{
    paint_words(false);
    all();
    paint_words(true);
    all();
    return tap_end();
}
