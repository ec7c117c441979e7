/* Small concurrent programs whose answers are known: explored in the usual way, without reduction, and with a process a
 * schedule, each must find them, and all three the same final states.
 *
 *     corpus [NAME…]
 */
#include <glob.h>
#include <stdlib.h>

#include "sim_tests.h"

enum { OUTCOMES = 256, MOST = 300000 };

typedef struct expected {
    int64_t outcomes, switches, runs, slow;
    char finding[40];
} expected_t;

static int64_t seen[OUTCOMES];
static int outcomes;

static void note_outcome(check_t *c)
{
    int64_t value = check_count(c, "outcome");
    sim_check(c);
    for (int i = 0; i < outcomes; i++)
        if (seen[i] == value)
            return;
    if (value != 0 && outcomes < OUTCOMES)
        seen[outcomes++] = value;
}

static bool read_expected(const char *path, expected_t *e)
{
    char line[300], *at = NULL;
    FILE *f = fopen(path, "r");
    *e = (expected_t){-1, -1, -1, -1, ""};
    while (f != NULL && at == NULL && fgets(line, sizeof line, f) != NULL)
        at = strstr(line, "expect: ");
    if (f != NULL)
        fclose(f);
    for (char *word = at ? strtok(at + 8, " \n") : NULL; word != NULL; word = strtok(NULL, " \n"))
        if (sscanf(word, "outcomes=%ld", &e->outcomes) + sscanf(word, "switches=%ld", &e->switches) +
                sscanf(word, "runs=%ld", &e->runs) + sscanf(word, "slow=%ld", &e->slow) +
                sscanf(word, "finding=%39s", e->finding) < 1)
            return false;
    return at != NULL;
}

static bool go(const char *so, sim_way_t way, runner_result_t *r)
{
    err_t err = {{0}};
    outcomes = 0;
    if (sim_explore_with(so, way, note_outcome, r, &err))
        return true;
    tap_ok(false, so, err.text);
    return false;
}

static void usual_way(const char *name, const expected_t *e, const runner_result_t *r)
{
    char what[300];
    snprintf(what, sizeof what, "%s: %d outcomes, %llu+%llu runs, %llu fail%s%s, %u switches", name, outcomes,
             (unsigned long long)r->explored, (unsigned long long)r->pruned, (unsigned long long)r->failing,
             r->failing ? " with " : "", r->finding, r->switches);
    tap_ok(r->complete && r->checked == r->explored && (e->outcomes < 0 || outcomes == e->outcomes) &&
               (r->failing > 0) == (e->finding[0] != '\0') && strcmp(r->finding, e->finding) == 0 &&
               (e->switches < 0 || r->switches == e->switches) &&
               (e->runs < 0 || (int64_t)(r->explored + r->pruned) <= e->runs),
           what, r->message);
}

static bool same(const runner_result_t *a, const runner_result_t *b)
{
    return b->checked == b->explored && a->digests == b->digests && a->digest == b->digest &&
           (a->failing > 0) == (b->failing > 0);
}

static void other_ways(const char *name, const char *so, const runner_result_t *usual, bool slow)
{
    char what[300];
    runner_result_t r;
    static const char *const how[] = {"in processes", "by sleep sets", "by plain search"};
    for (int way = 0; way < 3; way++) {
        sim_way_t w = {.slow = slow, .max = way == 2 ? MOST : 0, .forked = way == 0,
                       .reduction = way == 0 ? REDUCE_RACES : way == 1 ? REDUCE_SLEEP : REDUCE_NOTHING};
        if (!go(so, w, &r))
            return;
        if (way == 2 && !r.complete)
            continue; /* too many for the plain way */
        snprintf(what, sizeof what, "%s%s: the same %llu states %s (%llu runs)", name, slow ? ", slow clock" : "",
                 (unsigned long long)usual->digests, how[way], (unsigned long long)r.explored);
        tap_ok(same(usual, &r) && (way > 0 || r.explored == usual->explored), what, r.bound);
    }
}

static void program(const char *path)
{
    char so[300], what[300], name[100] = "";
    expected_t e;
    runner_result_t usual, slow;
    sscanf(strrchr(path, '/') + 1, "%99[^.]", name);
    snprintf(so, sizeof so, "%s/tests/sim/corpus/%s.so", BUILD, name);
    if (!tap_ok(read_expected(path, &e), name, "its expect: line cannot be read"))
        return;
    if (!go(so, (sim_way_t){0}, &usual))
        return;
    usual_way(name, &e, &usual);
    other_ways(name, so, &usual, false);
    if (!go(so, (sim_way_t){.slow = true}, &slow))
        return;
    snprintf(what, sizeof what, "%s: on a slow clock %d outcomes", name, outcomes);
    tap_ok(slow.complete && (e.slow < 0 ? e.outcomes < 0 || outcomes >= e.outcomes : outcomes == e.slow), what, slow.bound);
    other_ways(name, so, &slow, true);
}

int main(int argc, char **argv)
{
    glob_t found;
    glob("tests/sim/corpus/*.c", 0, NULL, &found);
    tap_ok(found.gl_pathc >= 25, "there are 25 programs at least", NULL);
    for (size_t i = 0; i < found.gl_pathc; i++)
        if (argc < 2 || strstr(found.gl_pathv[i], argv[1]) != NULL)
            program(found.gl_pathv[i]);
    globfree(&found);
    tap_ok(sim_checks_ran > 0, "the check ran in this process", NULL);
    return tap_finish();
}
