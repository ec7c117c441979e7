/* session_answer.c — judge entries: the learner says whether it is a bug, and why; until then nobody tells them. */
#include <stdio.h>
#include <string.h>

#include "app.h"
#include "session_parts.h"

/* What a judge entry's verdict found is the answer it asks for. */
bool session_secret(const app_t *a) { return a->session.secret && !a->session.answered; }
const char secret_says[] = "It is not passed. Say first whether it is a bug, and why: A. What the judge found is shown once your verdict is right.";

const char secret_finds[] = "What there is to find here is what you are asked: A writes your answer. Until then nobody tells you.";
const char lucky_says[] = "Nothing went wrong in this run. One lucky run proves nothing: r lets the judge try every order, s lets you choose who moves.";

/* A right verdict opens what was found, given with A or written by hand, and so does who gives up. A wrong one does not: what
 * was found would say what is the right one, and why. */
static void session_open_findings(app_t *a)
{
    a->session.answered = true;
    a->view.options.secret = false;
    a->view.options.nothing = lucky_says;
    a->view.findings_at = 0;
    if (a->view.model)
        view_findings(&a->view);
}

void session_look_answer(app_t *a)
{
    if (session_secret(a) && a->host->answered && a->host->answered(a->host->self, a->session.entry))
        session_open_findings(a);
}

bool session_asks_answer(const app_t *a) { return a->session.on && a->host->answer && !strcmp(session_kind(a), "judge"); }

bool session_answer(app_t *a, const char *text)
{
    char verdict[32], err[300] = "";
    size_t n = strcspn(text, " ,:;");

    if (!strcmp(text, "give up") || !strcmp(text, "give-up"))
        n = strlen(strcpy(verdict, "give-up"));
    else
        snprintf(verdict, sizeof verdict, "%.*s", (int)n, text);
    text += n + strspn(text + n, " ,:;");
    bool taken = a->host->answer(a->host->self, a->session.entry, verdict, text, err, sizeof err);
    if (!taken && *err)
        app_say(a, "%s", err);
    else if (!taken)
        app_say(a, "\"%s%s%s\" is not taken: mend it, or Esc. An answer is bug or no-bug, then the evidence: event 41, or line 12, or count NAME=3; or: give up.", verdict, *text ? " " : "", text);
    else {
        session_watch(a); /* r judges it, when one has seen what there is */
        session_look_answer(a);
        app_say(a, *text ? "Written into your file: %s, because of %s. r judges it.%s" : "Written into your file: %s%s.%s", verdict, text,
                session_secret(a) ? "" : " w shows what is found in this run.");
    }
    return taken;
}
