/* select_odds.c — of the arms that are ready, a select takes each as often as any other, wherever the rest stand.
 *
 * The bounds are eight standard deviations wide: what fails is a bias, not a bad day.
 */
#include "ctx_chan.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ROUNDS = 60000, MOST = 12 };
static int passed, failed;

/* layout: r ready to receive from, s ready to send to, . not ready, 0 no channel, d default. */
static void odds(const char *layout)
{
    chan_t *ch[MOST] = {NULL};
    chan_case_t cases[MOST];
    int n = (int)strlen(layout), ready = 0, one = 1, into = 0, taken[MOST] = {0}, elsewhere = 0;
    for (int i = 0; i < n; i++) {
        char c = layout[i];
        ch[i] = c == 'r' || c == 's' || c == '.' ? chan_make(int, 1) : NULL;
        if (c == 'r')
            chan_send(ch[i], &one);
        ready += c == 'r' || c == 's';
        cases[i] = c == 'd' ? CHAN_DEFAULT : c == 's' ? CHAN_SEND(ch[i], &one) : CHAN_RECV(ch[i], &into);
    }
    for (int round = 0; round < ROUNDS; round++) {
        int i = chan_select_at(CTX_HERE, cases, n);
        if (i < 0 || (layout[i] != 'r' && layout[i] != 's')) {
            elsewhere++;
            continue;
        }
        taken[i]++;
        if (layout[i] == 'r')
            chan_send(ch[i], &one);
        else
            (void)chan_recv(ch[i], &into);
    }
    double share = (double)ROUNDS / ready, width = 8 * sqrt(share * (1 - 1.0 / ready));
    bool even = elsewhere == 0;
    for (int i = 0; i < n; i++) {
        even = even && (layout[i] != 'r' && layout[i] != 's' ? taken[i] == 0 : fabs(taken[i] - share) <= width);
        chan_drop(ch[i]);
    }
    printf("%s - %s: each of %d ready arms is taken as often as the others\n", even ? "ok" : "not ok", layout, ready);
    for (int i = 0; !even && i < n; i++)
        printf("#   arm %d (%c): %d of %d\n", i, layout[i], taken[i], ROUNDS);
    even ? passed++ : failed++;
}

int main(void)
{
    static const char *const layouts[] = {"rr", "rs", "rrr", "r.r", "rr.", "rrd", "r0rd", "..r.s", "rrrr.", "r.......r", "r..rr....rsd"};
    for (size_t i = 0; i < sizeof layouts / sizeof layouts[0]; i++)
        odds(layouts[i]);
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
