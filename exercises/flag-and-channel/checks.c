/* flag-and-channel: everybody is told of a span's end, at once and alike, and told nothing else afterwards. */
#include "check.h"

void check_flag_and_channel(check_t *c);
void check_flag_and_channel(check_t *c)
{
    int64_t spans = check_count(c, "spans"), told = check_count(c, "told"), know = check_count(c, "know the request");
    check_true(c, "missing-work", told == spans, "%lld spans were closed, or their request has ended; %lld of their workers were told", (long long)spans,
               (long long)told);
    check_eq(c, "cut-short", "workers told before their span had ended", check_count(c, "told early"), 0);
    check_eq(c, "cut-short", "spans that had ended, or whose request had, when only others were closed", check_count(c, "ended too soon"), 0);
    check_prompt_eq(c, "late-cascade", "workers told later than in that instant", check_count(c, "told late"), 0);
    check_eq(c, "wrong-result", "spans whose err said one thing to one, and another to another, or later", check_count(c, "another err"), 0);
    check_eq(c, "unstable-done", "spans whose done is another channel than at first", check_count(c, "another done"), 0);
    check_prompt_eq(c, "reason-lost", "spans whose err does not say why they ended", check_count(c, "other reasons"), 0);
    check_true(c, "severed-values", know >= told, "%lld workers were told; %lld of them know their request", (long long)told, (long long)know);
}
