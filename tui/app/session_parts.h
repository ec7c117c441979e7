/* session_parts.h — what the session's files say to each other; app.h is what others may call.
 */
#ifndef SESSION_PARTS_H
#define SESSION_PARTS_H

#include "app.h"

const char *session_title(const app_t *a);
const char *session_kind(const app_t *a);

/* session.c */
void session_start(app_t *a, run_use_t use, const tui_run_t *run);
void session_judge(app_t *a);
void session_unasked(app_t *a); /* the run that was asked for is not waited for any more */
void session_nothing(app_t *a); /* stops what is under way, and shows no run */
void session_study(app_t *a); /* judge it without a word, when nobody has: what is the shortest failing schedule? */
void session_again(app_t *a); /* run it, and judge it */
void session_watch(app_t *a); /* the file, from now on */

/* session_texts.c */
void session_story(app_t *a);
bool session_play(app_t *a);
void session_hint(app_t *a);
void session_explain(app_t *a);
void session_solution(app_t *a);
void session_next(app_t *a);
void session_next_says(app_t *a, char *buf, size_t size); /* which one that is, and how many are passed */

/* session_edit.c */
void session_edit(app_t *a);
bool session_gone(app_t *a); /* the learner's file, by whatever hand: it is said, and a new copy is there to begin with */
void session_fault(app_t *a, const char *compiler); /* it does not compile: the first complaint, in the source pane */
void session_refused(app_t *a, const char *why); /* by the gate: its line, where it names one or a name that stands there */
void session_compiler_page(app_t *a);               /* all of it */
void session_mended(app_t *a);

/* session_verdict.c */
void verdict_page(app_t *a);
void verdict_lead(app_t *a, const tui_verdict_t *v);
void verdict_arrived(app_t *a);
void session_copy(app_t *a);
void verdict_shows_run(app_t *a);
void verdict_passed(app_t *a);
void verdict_left(app_t *a); /* its page is closed */
void verdict_stopped(app_t *a); /* the run that did not come to its end, where it stopped */
void replay_arrived(app_t *a, trace_t *t);
void replay_to(app_t *a, size_t event);

/* session_answer.c */
bool session_secret(const app_t *a); /* what is found is the answer that is still asked for */
extern const char secret_says[], secret_finds[], lucky_says[];
void session_look_answer(app_t *a); /* does the file hold one now? */

#endif
