/* plain_test.c — every view in words: files of what --plain prints for the drawn traces. UPDATE=1 writes them anew. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tap.h"

unsigned tap_passed, tap_failed;

enum { LONGEST = 1 << 17 };

typedef struct plain { const char *name, *fixture, *views, *at, *node; } plain_t;

static const plain_t plains[] = {
    {"usual", "server", "", "", ""},
    {"all-at-an-instant", "server", "all", "46", ""},
    {"at-a-time", "server", "tree,tasks", "10ms", ""},
    {"one-node", "server", "node", "46", "c6"},
    {"wide", "wide", "tree,node,cascades,timeline", "50012", ""},
    {"chain", "chain", "tree,node,cascades", "50100", ""},
    {"fan", "fan", "tree,findings", "", ""},
    {"pattern", "pattern", "tree", "", ""},
    {"crowd", "crowd", "tasks,findings", "", ""},
    {"leak", "leak", "tree,tasks,findings,timeline", "", ""},
    {"leak-before-idle", "leak", "findings,timeline", "30", ""},
    {"released", "released", "cascades", "", ""},
    {"threads", "threads", "tree,node,tasks,cascades,findings", "20", ""},
    {"undecided", "undecided", "findings", "", ""},
    {"called-back", "called-back", "tree,node,cascades,timeline", "", ""},
    {"kinds", "kinds", "tree,node", "", ""},
    {"look-up", "lookup", "node", "18", "c7"},
    {"start", "server", "tree,tasks,cascades,findings,timeline,source", "0", ""},
};

static char *slurp(FILE *f)
{
    char *text = calloc(1, LONGEST);
    size_t n = f ? fread(text, 1, LONGEST - 1, f) : 0;

    text[n] = 0;
    return text;
}

static char *printed(const plain_t *p, int *status)
{
    const char *show = getenv("SHOW") ? getenv("SHOW") : "build/tests/screens/show";
    char command[500];

    snprintf(command, sizeof command, "%s %s plain '%s' '%s' %s%s%s 2>&1", show, p->fixture, p->views, p->at, *p->node ? "'" : "", p->node, *p->node ? "'" : "");
    FILE *f = popen(command, "r");
    char *text = slurp(f);
    *status = f ? pclose(f) : -1;
    return text;
}

static void differ(const char *a, const char *b)
{
    for (int line = 1, said = 0; (*a || *b) && said < 10; line++) {
        size_t n = strcspn(a, "\n"), m = strcspn(b, "\n");
        if (n != m || memcmp(a, b, n)) {
            printf("# line %d is \"%.*s\"\n#   wanted \"%.*s\"\n", line, (int)n, a, (int)m, b);
            said++;
        }
        a += n + (a[n] == '\n');
        b += m + (b[m] == '\n');
    }
}

static void check(const plain_t *p)
{
    char path[200];
    int status;
    char *text = printed(p, &status);

    snprintf(path, sizeof path, "tests/screens/plain/%s.txt", p->name);
    if (getenv("UPDATE")) {
        FILE *f = fopen(path, "w");
        fputs(text, f);
        fclose(f);
    }
    FILE *f = fopen(path, "r");
    char *want = slurp(f);
    if (f)
        fclose(f);
    if (!ok(*want && !strcmp(text, want) && status == 0, "plain %s", p->name))
        differ(text, want);
    ok(!strchr(text, '\033'), "plain %s has no escape in it", p->name);
    free(text);
    free(want);
}

/* An option that makes no sense is a sentence and a 2, not an empty page. */
static void check_refused(const plain_t *p, const char *word)
{
    int status;
    char *text = printed(p, &status);

    ok(WEXITSTATUS(status) == 2 && strstr(text, word), "plain %s is refused", p->name);
    free(text);
}

/* Names and causes that would command a terminal, and what is no text at all. */
static void check_rude(void)
{
    int status;
    char *text = printed(&(plain_t){"rude", "rude", "all", "", ""}, &status);
    bool clean = true;

    for (const char *s = text; *s; s++)
        clean = clean && (((unsigned char)*s >= ' ' && *s != 127) || *s == '\n' || *s == '\t') && !((unsigned char)*s == 0xc2 && (unsigned char)s[1] < 0xa0) &&
                (unsigned char)*s != 0xff;
    ok(status == 0 && strstr(text, "c4 .[2J%s%n.") && strstr(text, "cause: ") && strstr(text, "task: T2 ...31m") && strstr(text, "naïve"), "plain rude: what its names and causes say is there");
    ok(clean, "plain rude: and commands nothing");
    free(text);
}

int main(void)
{
    for (size_t i = 0; i < sizeof plains / sizeof *plains; i++)
        check(&plains[i]);
    check_refused(&(plain_t){"of a view nobody knows", "server", "forest", "", ""}, "\"forest\"");
    check_refused(&(plain_t){"at no instant", "server", "tree", "soon", ""}, "\"soon\"");
    check_refused(&(plain_t){"of a node that is not there", "server", "node", "", "c99"}, "\"c99\"");
    check_rude();
    return tap_end();
}
