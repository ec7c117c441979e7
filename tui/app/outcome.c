/* outcome.c — a verdict, or a compiler's complaint, as a page to read. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "source.h"
#include "text.h"

/* The compiler's own text, line by line as it wrote it. Owned. */
char *session_compiler_text(const char *text)
{
    char *page = NULL;
    return asprintf(&page, "```\n%s\n```\n", text) < 0 ? NULL : page;
}

/* What a losing program is guilty of, by its name. */
const char *verdict_name_of(const tui_verdict_t *v)
{
    if (v->findings)
        return v->finding[0].name;
    for (size_t i = 0; i < v->checks; i++)
        if (!v->check[i].ok)
            return v->check[i].name;
    return "the judge is not content";
}

const char *verdict_message_of(const tui_verdict_t *v)
{
    if (v->findings)
        return v->finding[0].message;
    for (size_t i = 0; i < v->checks; i++)
        if (!v->check[i].ok)
            return v->check[i].message;
    return NULL;
}

/* What has to be judged may be found to do no harm, and is then to be improved: what is found is no failure of its own. */
static bool asks_answer(const tui_verdict_t *v)
{
    for (size_t i = 0; i < v->checks; i++)
        if (!strncmp(v->check[i].name, "answer-", 7))
            return true;
    return false;
}

static void verdict_counts(FILE *f, const tui_verdict_t *v)
{
    char n[32], m[32];

    if (!v->explored_known)
        return;
    if (v->failing && v->explored == 1 && asks_answer(v))
        fprintf(f, "The first schedule I tried shows what is still to be improved.\n");
    else if (v->failing && v->explored == 1)
        fprintf(f, "It fails in the first schedule I tried.\n");
    else if (v->failing)
        fprintf(f, "I tried %s schedules%s; %s of them %s.\n", tui_number(v->explored, n), v->complete ? ", all there are" : "",
                tui_number(v->failing, m), v->failing == 1 ? "fails" : "fail");
    else if (v->replay && v->replay_size == 1)
        fprintf(f, "I tried %s%s schedules of the small scenario, and none of them fails; the big scenario does.\n",
                v->complete ? "all " : "", tui_number(v->explored, n));
    else if (v->complete)
        fprintf(f, "I tried all %s schedules of the small scenario, and the big one; none fails.\n", tui_number(v->explored, n));
    else
        fprintf(f, "I tried %s schedules of the small scenario (%s), and the big one; none fails.\n", tui_number(v->explored, n),
                v->bound ? v->bound : "not all there are");
}

/* The moment it was all for: what held is said above, and here what one may do now. */
static void verdict_invites(FILE *f, const tui_verdict_t *v, const char *next)
{
    if (v->explored_known)
        fprintf(f, "\n# Want to try?\nPress s: you say who moves next, and when the caller cancels. %s\n",
                v->complete ? "I found no order that breaks it; look for one yourself." : "I found no order that breaks it, and not all are tried: yours may be the one.");
    if (next)
        fprintf(f, "\n# Next\n%s\n", next);
}

const char *tui_command(const tui_host_t *host) { return host && host->command ? host->command : "ctxlab"; }

/* However long the command's own name is: a line breaks between words only, where a backslash says so to the shell. */
char *tui_run_again(const char *command, const char *entry, int size, const char *schedule, int columns)
{
    char *words[3] = {0}, *text = NULL;
    size_t bytes = 0, used = 0;
    FILE *f = open_memstream(&text, &bytes);

    if ((int)strlen(command) > columns - 2 && strrchr(command, '/')) /* the name alone, then: whoever sees this has one in reach */
        command = strrchr(command, '/') + 1;
    bool made = asprintf(&words[0], "%s", command) > 0 && asprintf(&words[1], "run %s%s", entry, size == 1 ? " --big" : "") > 0 &&
                asprintf(&words[2], "--schedule '%s'", schedule) > 0;
    for (int i = 0; f && made && i < 3; i++) {
        size_t n = strlen(words[i]), ends = i < 2 ? 2 : 0;
        bool fits = !i || used + 1 + n + ends <= (size_t)columns;
        used = fits ? used + (i > 0) + n : 2 + n;
        fprintf(f, "%s%s", !i ? "" : fits ? " " : " \\\n  ", words[i]);
    }
    for (int i = 0; i < 3; i++)
        free(words[i]);
    if (f)
        fclose(f);
    return text;
}

char *tui_run_line(const char *command, const char *entry, int size, const char *schedule)
{
    char *line = NULL;

    return asprintf(&line, "%s run %s%s --schedule '%s'", command, entry, size == 1 ? " --big" : "", schedule && *schedule ? schedule : "-") < 0 ? NULL : line;
}

/* A word is never broken: what is wider than so many columns is left out, and there is a key that shows it whole. */
char *tui_run_shown(const char *command, const char *entry, int size, const char *schedule, int columns)
{
    char *again = tui_run_again(command, entry, size, schedule, columns), *last = again ? strrchr(again, '\n') : NULL, *shown = NULL;

    last = last ? last + 1 : again;
    if (!again || tui_width(last) <= columns)
        return again;
    bool made = asprintf(&shown, "%.*s  --schedule '%.*s%s", (int)(last - again), again, (int)tui_fit(schedule, columns - 17, NULL), schedule, glyph(GL_DOTS)) >= 0;
    free(again);
    return made ? shown : NULL;
}

static void verdict_replay(FILE *f, const tui_verdict_t *v, const char *entry, const char *command)
{
    enum { COLUMNS = 54 };
    char *again = tui_run_shown(command, entry, v->replay_size, v->replay, COLUMNS), *rest = again;

    fprintf(f, "\n# To replay, or to send to a friend (y: as one line, to copy)\n\n");
    for (char *line; (line = strsep(&rest, "\n")) != NULL;)
        fprintf(f, "    %s\n", line);
    free(again);
}

/* What stands above them is not said again. */
static void verdict_checks(FILE *f, const tui_verdict_t *v, bool pass)
{
    bool headed = false;

    for (size_t i = 0; i < v->checks; i++) {
        const char *says = v->check[i].message ? v->check[i].message : "";
        if (v->message && !strcmp(says, v->message))
            continue;
        fprintf(f, "%s", headed ? "" : pass ? "\n# What held\n\n" : "\n# Checks\n\n");
        fprintf(f, "    %s %-16s %s\n", glyph(v->check[i].ok ? GL_PASS : GL_FAIL), v->check[i].name, says);
        headed = true;
    }
}

/* The judge's word as a sentence. */
static const char *verdict_says_it(const tui_verdict_t *v)
{
    static const struct { const char *word, *says; } said[] = {{"pass", "It passes"}, {"crash", "It crashes"}, {"timeout", "It does not end"},
        {"rejected", "It is refused"}, {"compile-error", "It does not compile"}, {"error", "It could not be judged"}};

    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (!strcmp(v->verdict, said[i].word))
            return said[i].says;
    return asks_answer(v) ? "Not passed yet" : "It fails";
}

/* What was found, by its name, and where: of the file its name, of no place nothing. */
static void verdict_found(FILE *f, const tui_found_t *found)
{
    char name[120], where[200] = "";

    if (found->file && *found->file && found->line > 0)
        snprintf(where, sizeof where, "  %s:%d", source_base(found->file), found->line);
    (void)finding_naming(found->name, found->message, name, sizeof name);
    fprintf(f, "\n# %s %s%s\n%s\n", glyph(GL_FINDING), name, where, found->message);
}

char *session_verdict_text(const tui_verdict_t *v, const char *entry, const char *command, const char *next)
{
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    bool pass = !strcmp(v->verdict, "pass");

    if (!f)
        return NULL;
    char after[160] = "";
    size_t used = !strcmp(v->verdict, "fail") && verdict_message_of(v) ? tui_add(after, sizeof after, 0, ": ") : 0;
    if (pass && !v->confirming && v->max_points)
        snprintf(after, sizeof after, ": %d of %d points", v->points, v->max_points);
    else if (used)
        (void)finding_naming(verdict_name_of(v), verdict_message_of(v), after + used, sizeof after - used);
    fprintf(f, "# %s %s%s%s\n", glyph(pass ? GL_PASS : GL_FAIL), verdict_says_it(v), after, v->confirming ? " (confirming ...)" : "");
    if (v->message)
        fprintf(f, "\n%s\n", v->message);
    if (v->explored_known)
        fprintf(f, "\n");
    verdict_counts(f, v);
    if (pass)
        verdict_invites(f, v, next);
    for (size_t i = 0; i < v->findings; i++)
        verdict_found(f, &v->finding[i]);
    verdict_checks(f, v, pass);
    if (v->deciding)
        fprintf(f, "\n# The deciding switch\n%s\n", v->deciding);
    if (v->replay)
        verdict_replay(f, v, entry, command);
    fclose(f);
    return text;
}
