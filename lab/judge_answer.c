/* judge_answer.c — the two header lines of a judge entry: `Verdict: bug | no-bug`, `Evidence: …`.
 *
 * An entry may accept several pieces of evidence, separated by semicolons: whoever points at an equivalent event is as
 * right as whoever points at the one the author had in mind.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge.h"

/* The rest of the line after "Name:", without the comment's end; lower case, single spaces. */
static char *answer_line(const char *source, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = source; *p != '\0'; p += p[strcspn(p, "\n")] == '\n' ? strcspn(p, "\n") + 1 : strcspn(p, "\n")) {
        const char *q = p + strspn(p, " \t*/");
        if (strncasecmp(q, name, n) != 0 || q[n] != ':')
            continue;
        buf_t out = {0};
        for (q += n + 1; *q != '\0' && *q != '\n' && strncmp(q, "*/", 2) != 0 && out.len < 200; q++)
            if (!isspace((unsigned char)*q))
                buf_addc(&out, (char)tolower((unsigned char)*q));
            else if (out.len > 0 && out.data[out.len - 1] != ' ')
                buf_addc(&out, ' ');
        while (out.len > 0 && out.data[out.len - 1] == ' ')
            out.data[--out.len] = '\0';
        return out.data == NULL ? xstrdup("") : out.data;
    }
    return NULL;
}

static bool accepted(const char *evidence, const char *given)
{
    char *copy = xstrdup(evidence), *rest = copy, *one;
    bool ok = false;
    while (!ok && (one = strsep(&rest, ";")) != NULL) {
        one += strspn(one, " ");
        size_t n = strlen(one);
        while (n > 0 && one[n - 1] == ' ')
            one[--n] = '\0';
        ok = n > 0 && strcasecmp(one, given) == 0;
    }
    free(copy);
    return ok;
}

bool judge_answer(const entry_t *e, const buf_t *source, verdict_t *v)
{
    char *verdict = answer_line(buf_text(source), "Verdict"), *evidence = answer_line(buf_text(source), "Evidence");
    bool said = verdict != NULL && (strcmp(verdict, "bug") == 0 || strcmp(verdict, "no-bug") == 0);
    bool right = said && e->answer_verdict != NULL && strcmp(verdict, e->answer_verdict) == 0;
    verdict_add_check(v, "answer-verdict", right,
                      !said  ? "the file says `Verdict: bug` or `Verdict: no-bug` near its top"
                      : right ? "the verdict is right"
                              : "the verdict is the right one");
    bool shown = evidence != NULL && evidence[0] != '\0';
    bool proved = shown && e->answer_evidence != NULL && accepted(e->answer_evidence, evidence);
    verdict_add_check(v, "answer-evidence", proved,
                      !shown  ? "the file says `Evidence: event N`, `Evidence: count NAME=V` or `Evidence: line N` near its top"
                      : proved ? "the evidence shows it"
                               : "the evidence shows it (N refers to the shipped program: ctxlab run ID --shipped --plain)");
    free(verdict);
    free(evidence);
    return right && proved;
}
