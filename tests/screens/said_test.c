/* said_test.c — every event of every recording of the catalog has a sentence of its own, whole: no number that is not said to be one of
 * something, no name that is none.
 */
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "model.h"
#include "sentence.h"
#include "tap.h"

unsigned tap_passed, tap_failed;
static char folder[] = "/tmp/ctxlab-said-XXXXXX";
static unsigned seen[CTX_EV_KINDS], said, wrong;

/* ---- what is no sentence --------------------------------------------------------------------------------- */

static bool ends_with(const char *text, size_t n, const char *with)
{
    size_t m = strlen(with);
    return n >= m && !strncmp(text + n - m, with, m);
}

/* Numbers that name something: there is no nought-th of them. */
static bool names_one(const char *text, size_t n)
{
    static const char *const kinds[] = {"hannel ", "imer ", "mutex ", "condition ", "wait group ", "semaphore "};
    bool found = false;

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        found = found || ends_with(text, n, kinds[i]);
    return found;
}

/* Numbers that say how much, how many or when. */
static bool counts(const char *text, size_t n, const char *after)
{
    static const char *const before[] = {"up by ", "is over: ", "below it: ", "among ", "room for ", "up by -", "not there, after ", "case "};
    static const char *const then[] = {" hop", " reference", " to be done", " taken now", " records", " steps", " tasks wait", "ms", "us", "ns", "s", "m", "h", " at the latest"};
    bool found = ends_with(text, n, ".c:") || ends_with(text, n, "at ") || ends_with(text, n, "for ") || ends_with(text, n, "on to ");

    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        found = found || ends_with(text, n, before[i]);
    for (size_t i = 0; i < sizeof then / sizeof *then; i++)
        found = found || !strncmp(after, then[i], strlen(then[i]));
    return found;
}

static const char *number_wrong(const char *text)
{
    for (size_t i = 0; text[i]; i++) {
        bool first = isdigit((unsigned char)text[i]) && (!i || !strchr("0123456789,.", text[i - 1]));
        if (!first)
            continue;
        size_t n = strspn(text + i, "0123456789");
        char before = i ? text[i - 1] : ' ';
        bool nought = n == 1 && text[i] == '0', id = (before == 'c' || before == 'T') && (i < 2 || !isalnum((unsigned char)text[i - 2]));
        n += strspn(text + i + n, "0123456789,.") && isdigit((unsigned char)text[i + n + 1]) ? strspn(text + i + n, "0123456789,.") : 0;
        if (nought && (id || names_one(text, i)))
            return "it names a nought-th";
        if (!id && !isalpha((unsigned char)before) && !names_one(text, i) && !counts(text, i, text + i + n))
            return "a bare number";
    }
    return NULL;
}

static const char *shape_wrong(const char *text, bool quotes)
{
    static const char *const holes[] = {"  ", " .", " ,", " :", "\"\"", ": .", "()", ",,", "..", "(null)", " none", "nothing:"};
    size_t n = strlen(text);

    if (strstr(text, "no context") && !strstr(text, "listens to no context"))
        return "a context that is none";
    for (size_t i = 0; i < sizeof holes / sizeof *holes; i++)
        if (strstr(text, holes[i]))
            return "a name that is none";
    return !n || !isupper((unsigned char)text[0]) == !(text[0] == 'c' && isdigit((unsigned char)text[1])) ? "no beginning" : !quotes && !strchr(".:", text[n - 1]) ? "no end" : NULL;
}

/* What the program says in its own words is the program's. */
static void without_own_words(char *text, const char *own)
{
    size_t n = strlen(own);

    for (char *at; n && (at = strstr(text, own)) != NULL;) {
        memmove(at + 1, at + n, strlen(at + n) + 1);
        *at = 'x';
        if (n == 1)
            return;
    }
}

static void without_all(const model_t *m, const ctx_event_t *ev, char *text)
{
    const trace_t *t = m->trace;
    char label[200];

    if (ev->kind != CTX_EV_LOCK && ev->kind != CTX_EV_UNLOCK && ev->kind != CTX_EV_KEEP && ev->kind != CTX_EV_DROP && ev->kind != CTX_EV_SELECT && ev->kind != CTX_EV_RACE && ev->kind != CTX_EV_TASK_BLOCK)
        without_own_words(text, trace_text(t, ev->aux));
    if (ev->kind == CTX_EV_VALUE)
        without_own_words(text, trace_text(t, (uint32_t)ev->value));
    if (ev->kind == CTX_EV_SCENE_FAIL)
        without_own_words(text, trace_text(t, ev->other));
    if (ev->node && ev->node < m->nodes) {
        model_label(m, ev->node, label, sizeof label);
        without_own_words(text, label);
    }
}

/* ---- the recordings -------------------------------------------------------------------------------------- */

static void look(const char *id, const model_t *m, size_t i)
{
    const ctx_event_t *ev = trace_event(m->trace, i);
    char text[900], bare[900];

    sentence(m, i, text, sizeof text);
    memcpy(bare, text, sizeof bare);
    without_all(m, ev, bare);
    const char *why = shape_wrong(bare, ev->kind == CTX_EV_NOTE || ev->kind == CTX_EV_OUTPUT);
    if (!why)
        why = number_wrong(bare);
    said++;
    if (ev->kind < CTX_EV_KINDS)
        seen[ev->kind]++;
    if (why && wrong++ < 12)
        printf("# %s, event %zu (%s): %s: \"%s\"\n", id, i, trace_kind_name(ev->kind), why, text);
}

static bool read_all(const char *id, const char *path)
{
    char err[300];
    trace_t *t = trace_read_file(path, err, sizeof err);

    if (!t) {
        printf("# %s: %s\n", id, err);
        return false;
    }
    model_t *m = model_new(t);
    for (size_t i = 0; i < trace_count(t); i++) {
        model_seek(m, i + 1);
        look(id, m, i);
    }
    model_free(m);
    trace_free(t);
    return true;
}

static bool is_demo(const char *id)
{
    char path[300], line[200];
    bool demo = false;

    snprintf(path, sizeof path, "exercises/%s/entry.ini", id);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        demo = demo || (!strncmp(line, "kind", 4) && strstr(line, "demo"));
    if (f)
        fclose(f);
    return demo;
}

/* How: run as it usually goes, or stopped at its first choice. */
static bool record(const char *id, const char *how)
{
    char command[600], path[100];

    snprintf(path, sizeof path, "%s/%s.trace", folder, id);
    snprintf(command, sizeof command, "CTXLAB_WORKSPACE=%s/ws ./ctxlab %s %s %s --trace %s </dev/null >/dev/null 2>&1", folder, is_demo(id) ? "demo" : "run", id, is_demo(id) ? "--plain --size 5" : how, path);
    int code = system(command);
    bool made = code >= 0 && access(path, R_OK) == 0 && read_all(id, path);
    (void)unlink(path);
    return made;
}

static void all_entries(void)
{
    DIR *dir = opendir("exercises");
    unsigned entries = 0, asked = 0, made = 0;

    for (struct dirent *d; dir && (d = readdir(dir)) != NULL;) {
        char ini[300];
        snprintf(ini, sizeof ini, "exercises/%.200s/entry.ini", d->d_name);
        if (d->d_name[0] == '.' || access(ini, R_OK))
            continue;
        entries++;
        made += record(d->d_name, "--shipped --plain");
        asked += !is_demo(d->d_name) && entries % 8 == 0 && record(d->d_name, "--schedule ask");
    }
    if (dir)
        closedir(dir);
    ok(entries >= 99 && made == entries, "each of %u entries is recorded (%u)", entries, made);
    ok(asked >= 5, "some of them as far as their first choice (%u)", asked);
}

int main(void)
{
    unsigned kinds = 0;
    char clean[100];

    if (!mkdtemp(folder))
        return 1;
    all_entries();
    for (unsigned k = 0; k < CTX_EV_KINDS; k++)
        kinds += seen[k] > 0;
    ok(said > 20000 && kinds >= 45, "%u events of %u kinds", said, kinds);
    ok(!wrong, "each has a sentence without a bare number, a nought-th thing or an empty name (%u have not)", wrong);
    snprintf(clean, sizeof clean, "rm -r %s", folder);
    return system(clean) || tap_end();
}
