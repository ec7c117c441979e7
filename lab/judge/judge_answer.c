/* judge_answer.c — the two header lines of a judge entry: `Verdict: bug | no-bug`, `Evidence: …`.
 * What is evidence: judge_evidence.c.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "judge.h"
#include "judge_parts.h"

static const char *line_after(const char *p) { return p + strcspn(p, "\n") + (p[strcspn(p, "\n")] == '\n'); }

/* The rest of the line after "Name:", without the comment's end; lower case, single spaces. *after: the line below it. */
static char *answer_from(const char *source, const char *name, const char **after)
{
    size_t n = strlen(name);
    for (const char *p = source; *p != '\0'; p = line_after(p)) {
        const char *q = p + strspn(p, " \t*/");
        if (strncasecmp(q, name, n) != 0 || q[n] != ':')
            continue;
        buf_t out = {0};
        *after = line_after(p);
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

static char *answer_line(const char *source, const char *name)
{
    const char *after;
    return answer_from(source, name, &after);
}

bool judge_is_verdict(const char *verdict) { return verdict != NULL && (strcmp(verdict, "bug") == 0 || strcmp(verdict, "no-bug") == 0); }

/* "event 41", "line 27", "count NAME=-3", and how many bytes that is; what follows are a person's own words for it: "line 27
 * (released twice)". 0: it is none of them. */
size_t judge_evidence_bytes(const char *text)
{
    static const char *const forms[] = {"event ", "line ", "count "};
    for (size_t i = 0; text != NULL && i < sizeof forms / sizeof *forms; i++) {
        size_t n = strlen(forms[i]);
        if (strncasecmp(text, forms[i], n) != 0)
            continue;
        if (i == 2 && (n += strcspn(text + n, "=")) && text[n] == '=')
            n += text[n + 1] == '-' ? 2 : 1;
        size_t digits = strspn(text + n, "0123456789");
        const char *after = text + n + digits;
        bool apart = *after == '\0' || *after == ' ' || (strchr("(,;:.", *after) != NULL && !isdigit((unsigned char)after[1]));
        return digits > 0 && apart ? n + digits : 0;
    }
    return 0;
}

static bool is_evidence(const char *evidence) { return judge_evidence_bytes(evidence) > 0; }

/* The line of the file, without a person's own words; what is no evidence stays as it is, to be told. */
static char *evidence_line(const char *source)
{
    char *evidence = answer_line(source, "Evidence");
    size_t n = judge_evidence_bytes(evidence);
    if (n > 0)
        evidence[n] = '\0';
    return evidence;
}

static bool gives_up(const char *verdict) { return verdict != NULL && (strcmp(verdict, "give-up") == 0 || strcmp(verdict, "give up") == 0); }

/* Two lines that say different things: neither is an answer. */
static bool contradicts_itself(const char *source)
{
    char *first = NULL, *said;
    bool differs = false;
    while ((said = answer_from(source, "Verdict", &source)) != NULL) {
        bool answer = judge_is_verdict(said) || gives_up(said);
        differs = differs || (answer && first != NULL && strcmp(first, said) != 0);
        if (answer && first == NULL)
            first = said;
        else
            free(said);
    }
    free(first);
    return differs;
}

static bool is_right(const entry_t *e, const char *verdict)
{
    return judge_is_verdict(verdict) && e->answer_verdict != NULL && strcmp(verdict, e->answer_verdict) == 0;
}

/* A guess that is wrong opens nothing: the other one of two would be no answer any more. */
bool judge_answer_opens(const entry_t *e, const char *source)
{
    char *verdict = answer_line(source, "Verdict"), *evidence = evidence_line(source);
    bool opens = !contradicts_itself(source) && (gives_up(verdict) || (is_right(e, verdict) && is_evidence(evidence)));
    free(verdict);
    free(evidence);
    return opens;
}

/* instead: what it points to shows instead; NULL: unknown. */
static char *say_evidence(const entry_t *e, const char *evidence, bool shown, bool proved, const char *instead)
{
    bool form = shown && is_evidence(evidence);
    if (proved)
        return xstrdup("the evidence shows it");
    if (!shown)
        return xstrdup("no evidence was read: write `Evidence: event N`, `Evidence: line N` or `Evidence: count NAME=V` near the top of the file");
    if (!form)
        return xformat("no evidence was read in the line `Evidence: %s`: it is `event N`, `line N` or `count NAME=V`", evidence);
    if (instead != NULL)
        return xformat("the evidence read was `%s`: it does not show it; %s", evidence, instead);
    return xformat("the evidence read was `%s`: it does not show it (counted in the program as shipped: ctxlab run %s --shipped --plain)",
                   evidence, e->id);
}

bool judge_answer(const catalog_t *c, const entry_t *e, const buf_t *source, verdict_t *v)
{
    char *verdict = answer_line(buf_text(source), "Verdict"), *evidence = evidence_line(buf_text(source));
    bool twice = contradicts_itself(buf_text(source)), said = judge_is_verdict(verdict) && !twice, right = said && is_right(e, verdict);
    char *read = twice ? xstrdup("two lines `Verdict:` were read that contradict each other, and neither counts: say it once")
                 : gives_up(verdict) ? xstrdup("given up: what there is to find is told")
                 : !said ? xstrdup("no verdict was read: write `Verdict: bug` or `Verdict: no-bug` near the top of the file")
                 : right ? xstrdup("the verdict is right")
                         : xformat("the verdict read was `%s`: it is not the right one", verdict);
    verdict_add_check(v, "answer-verdict", right, read);
    free(read);
    bool shown = evidence != NULL && evidence[0] != '\0';
    char *instead = NULL;
    bool proved = said && shown && e->answer_evidence != NULL && judge_evidence(c, e, evidence, &instead);
    read = !said && shown && is_evidence(evidence) ? xstrdup("not looked at: there is no verdict yet that it could be evidence of")
                                                   : say_evidence(e, evidence, shown, proved, instead);
    free(instead);
    verdict_add_check(v, "answer-evidence", proved, read);
    free(read);
    free(verdict);
    free(evidence);
    return right && proved;
}
