/* insight_test.c — every question of every lesson at 80x24: the context that it is about is seen, with all that hangs below it, and what the
 * question names is on the screen. What there is to see is taken from a terminal of sixty rows.
 */
#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab_pty.h"
#include "tap.h"

unsigned tap_passed, tap_failed;
static pty_t p;

enum { QUESTIONS = 20, FAMILY = 30, TREE = 8 /* rows of it that are there at least */ };
typedef struct seen { char name[FAMILY][8]; int names; } seen_t; /* "c12", from the cursor on */

/* The context that this row of the tree is about, and in which column it begins; false: none. */
static bool row_node(const char *row, char name[8], int *column)
{
    int at = 0;

    for (const char *c = row; *c && *c != '\n' && at < 32; c++) {
        if (((unsigned char)*c & 0xc0) == 0x80)
            continue;
        at++;
        if (*c != 'c' || !isdigit((unsigned char)c[1]) || (c > row && c[-1] != ' '))
            continue;
        snprintf(name, 8, "%.*s", (int)(1 + strspn(c + 1, "0123456789")), c);
        *column = at;
        return true;
    }
    return false;
}

/* The row with the cursor, and those below it that hang further in. */
static seen_t family(const char *screen)
{
    static const char cursor[] = "\xe2\x9d\xaf";
    seen_t seen = {0};
    int first = 0, column = 0;

    for (const char *row = screen; row && *row; row = strchr(row, '\n') ? strchr(row, '\n') + 1 : NULL) {
        char name[8];
        bool node = row_node(row, name, &column);
        if (!seen.names && (strncmp(row, cursor, 3) || !node))
            continue;
        if (seen.names && (!node || column <= first))
            break;
        first = seen.names ? first : column;
        if (seen.names < FAMILY)
            memcpy(seen.name[seen.names++], name, 8);
    }
    return seen;
}

/* What the question names, and stands nowhere above it; "" nothing. */
static const char *named_unseen(char *screen)
{
    static char name[12];
    char *card = strstr(screen, "\xe2\x94\x80 Question");

    if (!card)
        return "";
    *card = 0;
    for (const char *c = card + 1; *c; c++) {
        size_t n = strspn(c + 1, "0123456789");
        if ((*c != 'c' && *c != 'T') || !n || n > 8 || isalnum((unsigned char)c[-1]) || isalnum((unsigned char)c[1 + n]) || c[1 + n] == '_')
            continue;
        snprintf(name, sizeof name, "%.*s", (int)(1 + n), c);
        if (!strstr(screen, name))
            return name;
    }
    return "";
}

/* Through a lesson, at each of its questions. */
static int walk(const char *lesson, int rows, seen_t seen[QUESTIONS], const char **unseen)
{
    int asked = 0;

    if (!lab_start(&p, rows, 80, NULL) || !lab_open(&p, lesson))
        return -1;
    lab_keys(&p, "\r");
    pty_wait_gone(&p, "Building and running");
    pty_wait_rest(&p);
    for (int i = 0; i < 200 && !pty_has(&p, "predictions were right."); i++) {
        if (pty_has(&p, "Enter that one") && asked < QUESTIONS) {
            char *screen = pty_text(&p);
            seen[asked++] = family(screen);
            const char *name = named_unseen(screen);
            if (unseen && *name && !**unseen) {
                pty_show(&p);
                *unseen = name;
            }
            free(screen);
        }
        lab_keys(&p, "\r");
        pty_wait_rest(&p);
    }
    lab_keys(&p, "q");
    pty_wait_end(&p);
    pty_end(&p);
    return asked;
}

static bool has_name(const seen_t *s, const char *name)
{
    for (int i = 0; i < s->names; i++)
        if (!strcmp(s->name[i], name))
            return true;
    return false;
}

static void lesson(const char *id)
{
    static seen_t tall[QUESTIONS], small[QUESTIONS];
    const char *unseen = "";
    int lost = 0;

    lab_new_workspace();
    int many = walk(id, 60, tall, NULL), asked = walk(id, 24, small, &unseen);
    for (int q = 0; q < many && q < asked; q++)
        for (int i = 0; i < tall[q].names && i < TREE; i++)
            if (!has_name(&small[q], tall[q].name[i])) {
                printf("# question %d: %s is not seen\n", q + 1, tall[q].name[i]);
                lost++;
            }
    ok(many > 0 && asked == many && !lost, "%s: what hangs below the context asked about is seen at each of %d questions", id, asked);
    ok(!*unseen, "%s: what a question names is on the screen %s", id, unseen);
}

/* insight [LESSON]: of that one alone. */
int main(int argc, char **argv)
{
    DIR *dir = pty_usable() ? opendir("exercises") : NULL;
    int lessons = 0;

    if (!dir)
        return 0;
    for (struct dirent *d; (d = readdir(dir)) != NULL;) {
        char path[300];
        snprintf(path, sizeof path, "exercises/%.200s/lesson.txt", d->d_name);
        if (access(path, R_OK) || (argc > 1 && strcmp(d->d_name, argv[1])))
            continue;
        lesson(d->d_name);
        lessons++;
    }
    closedir(dir);
    ok(lessons >= (argc > 1 ? 1 : 14), "%d lessons", lessons);
    lab_clean();
    return tap_end();
}
