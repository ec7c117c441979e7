/* lesson.c — see lesson.h. */
#include "lesson.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "lesson_value.h"

enum { PAGE = 78, PENDING = 8 };

struct lesson {
    step_t *step;
    size_t steps, questions;
};

/* ---- reading --------------------------------------------------------------------------------------------- */

static step_t *add_step(lesson_t *l, step_kind_t kind, const char *text)
{
    step_t *bigger = realloc(l->step, (l->steps + 1) * sizeof *bigger);
    if (bigger == NULL)
        return NULL;
    l->step = bigger;
    step_t *s = &l->step[l->steps++];
    *s = (step_t){.kind = kind, .text = strdup(text)};
    return s;
}

static void add_prose(lesson_t *l, const char *line)
{
    step_t *last = l->steps > 0 ? &l->step[l->steps - 1] : NULL;
    if (last == NULL || last->kind != STEP_PROSE) {
        if (*line != '\0')
            add_step(l, STEP_PROSE, line);
        return;
    }
    size_t n = strlen(last->text);
    char *longer = realloc(last->text, n + strlen(line) + 2);
    if (longer == NULL)
        return;
    last->text = longer;
    sprintf(last->text + n, "\n%s", line);
}

static bool add_choice(step_t *ask, char *text)
{
    char *colon = strstr(text, ": ");
    if (ask == NULL || ask->kind != STEP_ASK || ask->choices == LESSON_CHOICES)
        return false;
    if (colon != NULL)
        *colon = '\0';
    ask->means[ask->choices] = strdup(colon != NULL ? colon + 2 : text);
    ask->label[ask->choices++] = strdup(text);
    return true;
}

static bool take_line(lesson_t *l, char *line)
{
    step_t *last = l->steps > 0 ? &l->step[l->steps - 1] : NULL;
    if (strncmp(line, "@stop ", 6) == 0)
        return add_step(l, STEP_STOP, line + 6) != NULL;
    if (strncmp(line, "@show ", 6) == 0)
        return add_step(l, STEP_SHOW, line + 6) != NULL;
    if (strncmp(line, "@read ", 6) == 0)
        return add_step(l, STEP_READ, line + 6) != NULL;
    if (strncmp(line, "@entry ", 7) == 0)
        return add_step(l, STEP_ENTRY, line + 7) != NULL;
    if (strncmp(line, "@because ", 9) == 0)
        return add_step(l, STEP_BECAUSE, line + 9) != NULL;
    if (strncmp(line, "@ask ", 5) == 0) {
        l->questions++;
        return add_step(l, STEP_ASK, line + 5) != NULL;
    }
    if (strncmp(line, "@value ", 7) == 0) {
        if (last == NULL || last->kind != STEP_ASK)
            return false;
        last->value = strdup(line + 7);
        return true;
    }
    if (strncmp(line, "@choice ", 8) == 0)
        return add_choice(last, line + 8);
    if (line[0] == '@')
        return false;
    add_prose(l, line);
    return true;
}

static bool is_entry(const entry_t *lesson, const char *id, err_t *err)
{
    char *beside = xformat("../%s/entry.ini", id), *path = entry_path(lesson, beside);
    bool there = strchr(id, '/') == NULL && file_exists(path);
    free(path);
    free(beside);
    return there || err_set(err, "@entry %s: there is no such entry", id);
}

static bool places(lesson_t *l, const entry_t *e, err_t *err)
{
    for (size_t i = 0; i < l->steps; i++)
        if (l->step[i].kind == STEP_READ && !lesson_place(e, l->step[i].text, &l->step[i].place, err))
            return false;
        else if (l->step[i].kind == STEP_ENTRY && !is_entry(e, l->step[i].text, err))
            return false;
    return true;
}

static bool complete(const lesson_t *l, err_t *err)
{
    int in_a_row = 0;
    for (size_t i = 0; i < l->steps; i++)
        if (l->step[i].kind == STEP_ASK && ++in_a_row > PENDING)
            return err_set(err, "more than %d questions without a stop between them", PENDING);
        else if (l->step[i].kind == STEP_STOP)
            in_a_row = 0;
        else if (l->step[i].kind == STEP_ASK && (l->step[i].value == NULL || l->step[i].choices < 2))
            return err_set(err, "the question \"%s\" needs a @value and two @choices", l->step[i].text);
    return l->questions > 0 || err_set(err, "it asks nothing");
}

lesson_t *lesson_read(const entry_t *e, err_t *err)
{
    char *path = entry_path(e, "lesson.txt"), line[2000];
    lesson_t *l = calloc(1, sizeof *l);
    FILE *f = path != NULL ? fopen(path, "r") : NULL;
    bool ok = l != NULL && f != NULL;
    if (!ok)
        err_errno(err, "could not read %s", path != NULL ? path : e->id);
    for (int n = 1; ok && fgets(line, sizeof line, f) != NULL; n++) {
        line[strcspn(line, "\n")] = '\0';
        ok = take_line(l, line) || err_set(err, "%s:%d: \"%.60s\" is no line of a lesson", path, n, line);
    }
    if (ok)
        ok = complete(l, err) && places(l, e, err);
    if (f != NULL)
        fclose(f);
    free(path);
    if (ok)
        return l;
    lesson_free(l);
    return NULL;
}

void lesson_free(lesson_t *l)
{
    if (l == NULL)
        return;
    for (size_t i = 0; i < l->steps; i++) {
        step_t *s = &l->step[i];
        for (int c = 0; c < s->choices; c++) {
            free(s->label[c]);
            free(s->means[c]);
        }
        free(s->text);
        free(s->value);
        free(s->place.path);
    }
    free(l->step);
    free(l);
}

size_t lesson_questions(const lesson_t *l) { return l->questions; }
size_t lesson_steps(const lesson_t *l) { return l->steps; }
const step_t *lesson_step(const lesson_t *l, size_t i) { return &l->step[i]; }

char *lesson_captions(const lesson_t *l)
{
    buf_t out = {0};
    const char *mark = NULL;
    bool told = false; /* paragraphs of one stop, with no question between, are one caption */
    for (size_t i = 0; i < l->steps; i++) {
        const step_t *s = &l->step[i];
        if (s->kind == STEP_STOP || (told && s->kind != STEP_PROSE && s->kind != STEP_SHOW && s->kind != STEP_READ)) {
            buf_addf(&out, "%s", told ? "\n" : "");
            mark = s->kind == STEP_STOP ? s->text : NULL;
            told = false;
        }
        if (s->kind != STEP_PROSE || mark == NULL)
            continue;
        if (told)
            buf_addc(&out, ' ');
        else
            buf_addf(&out, "mark %s: ", mark);
        told = true;
        for (const char *c = s->text; *c != '\0'; c++)
            buf_addc(&out, *c == '\n' ? ' ' : *c);
    }
    buf_addf(&out, "%s", told ? "\n" : "");
    return out.data;
}

/* ---- the numbers of a run -------------------------------------------------------------------------------- */

/* On to the next place of that name. */
static bool model_to_mark(model_t *m, const char *mark, err_t *err)
{
    const trace_t *t = m->trace;
    for (size_t i = m->applied; i < trace_count(t); i++)
        if (trace_event(t, i)->kind == CTX_EV_MARK && strcmp(trace_text(t, trace_event(t, i)->aux), mark) == 0) {
            model_apply(m, i + 1);
            return true;
        }
    return err_set(err, "the program never reaches the mark \"%s\"", mark);
}

/* A question may be answered by what never happened, a sentence may not tell of it: that would be a name misspelt. */
static bool ever_counted(const trace_t *t, const char *expression, err_t *err)
{
    const char *name = strncmp(expression, "count ", 6) == 0 ? expression + 6 : NULL;
    bool seen = name == NULL;
    for (size_t i = 0; !seen && i < trace_count(t); i++)
        seen = trace_event(t, i)->kind == CTX_EV_COUNT && strcmp(trace_text(t, trace_event(t, i)->aux), name) == 0;
    return seen || err_set(err, "{{%.60s}}: the program counts nothing of that name", expression);
}

static char *filled(const char *text, const model_t *m, err_t *err)
{
    buf_t out = {0};
    char value[200];
    for (const char *open; (open = strstr(text, "{{")) != NULL;) {
        const char *close = strstr(open, "}}");
        char *expression = close == NULL ? NULL : xformat("%.*s", (int)(close - open - 2), open + 2);
        bool ok = expression != NULL ? ever_counted(m->trace, expression, err) && lesson_value(m, expression, value, sizeof value, err) : err_set(err, "a {{ without its }}: \"%.60s\"", open);
        free(expression);
        if (!ok) {
            buf_free(&out);
            return NULL;
        }
        buf_addf(&out, "%.*s%s", (int)(open - text), text, value);
        text = close + 2;
    }
    buf_adds(&out, text);
    return out.data;
}

static bool fill(char **text, const model_t *m, err_t *err)
{
    if (strstr(*text, "{{") == NULL)
        return true;
    char *whole = filled(*text, m, err);
    if (whole == NULL)
        return false;
    free(*text);
    *text = whole;
    return true;
}

bool lesson_fill(lesson_t *l, const trace_t *trace, err_t *err)
{
    model_t *m = model_new(trace);
    bool ok = m != NULL || err_set(err, "out of memory");
    for (size_t i = 0; ok && i < l->steps; i++) {
        step_t *s = &l->step[i];
        ok = s->kind == STEP_STOP ? model_to_mark(m, s->text, err) : fill(&s->text, m, err);
        for (int c = 0; ok && c < s->choices; c++)
            ok = fill(&s->label[c], m, err);
    }
    model_free(m);
    return ok;
}

/* ---- playing --------------------------------------------------------------------------------------------- */

typedef struct play {
    const lesson_t *l;
    model_t *model;
    FILE *answers, *out;
    size_t wrong, asked;
    const step_t *pending[PENDING]; /* asked, and answered by the next stop */
    int said[PENDING], pendings, due; /* due: so many of them the run has answered by now */
    bool no_answer;
} play_t;

/* A letter, or the words. */
static int find_choice(const step_t *ask, const char *said)
{
    for (int i = 0; i < ask->choices; i++)
        if (strcmp(ask->label[i], said) == 0)
            return i;
    int letter = said[0] | 0x20;
    return said[0] != '\0' && said[1] == '\0' && letter >= 'a' && letter < 'a' + ask->choices ? letter - 'a' : -1;
}

/* Prose, broken at the width of a page: whoever writes a lesson breaks lines as they like. */
static void tell(FILE *out, const char *text)
{
    size_t column = 0;
    while (*text != '\0') {
        size_t n = strcspn(text, " \n");
        if (column > 0 && column + 1 + n > PAGE) {
            fputc('\n', out);
            column = 0;
        } else if (column > 0) {
            fputc(' ', out);
            column++;
        }
        fwrite(text, 1, n, out);
        column += n;
        text += n;
        text += strspn(text, " \n");
    }
    fputc('\n', out);
}

/* A person may mistype; a file of answers is wrong. */
static bool ask_again(const play_t *p, const step_t *s)
{
    if (isatty(fileno(p->answers)) == 0)
        return false;
    fprintf(p->out, "That is none of them: a letter from a to %c, or the words.\n", 'a' + s->choices - 1);
    return true;
}

static bool ask(play_t *p, const step_t *s, err_t *err)
{
    char line[200];
    int said;
    fprintf(p->out, "\n? ");
    tell(p->out, s->text);
    for (int i = 0; i < s->choices; i++)
        fprintf(p->out, "    %c  %s\n", 'a' + i, s->label[i]);
    do {
        fprintf(p->out, "your guess (a-%c): ", 'a' + s->choices - 1);
        fflush(p->out);
        if (fgets(line, sizeof line, p->answers) == NULL) {
            fprintf(p->out, "\n");
            p->no_answer = true;
            return err_set(err, "the answers end before question %zu; this lesson asks %zu", p->asked + 1, p->l->questions);
        }
        line[strcspn(line, "\r\n")] = '\0';
        said = find_choice(s, line);
    } while (said < 0 && ask_again(p, s));
    p->no_answer = said < 0;
    if (said < 0)
        return err_set(err, "the answers, line %zu: \"%.40s\" is no answer to question %zu: say a letter from a to %c, or the words. The lesson stops here",
                       p->asked + 1, line, p->asked + 1, 'a' + s->choices - 1);
    p->asked++;
    p->said[p->pendings] = said;
    p->pending[p->pendings++] = s; /* lesson_read has seen to it that there are not too many */
    return true;
}

int lesson_right(const step_t *s, const model_t *m, char *seen, size_t size, err_t *err)
{
    if (!lesson_value(m, s->value, seen, size, err))
        return -1;
    for (int i = 0; i < s->choices; i++)
        if (strcmp(s->means[i], seen) == 0 || strcmp(s->means[i], "*") == 0)
            return i;
    err_set(err, "the run answers \"%s\" with %s, which is none of its choices", s->text, seen);
    return -1;
}

/* The oldest question that waits for its answer; its reason follows, then the next one's. */
static bool reveal(play_t *p, err_t *err)
{
    const step_t *s = p->pending[0];
    char seen[200];
    if (p->due == 0)
        return true;
    int right = lesson_right(s, p->model, seen, sizeof seen, err);
    if (right < 0)
        return false;
    bool good = right == p->said[0];
    p->pendings--, p->due--;
    memmove(p->pending, p->pending + 1, (size_t)p->pendings * sizeof *p->pending);
    memmove(p->said, p->said + 1, (size_t)p->pendings * sizeof *p->said);
    p->wrong += !good;
    fprintf(p->out, "\n%s The run says: %s (%s is %s).\n", good ? "Right." : "Not so.", s->label[right], s->value, seen);
    return true;
}

static bool reveal_all(play_t *p, err_t *err)
{
    bool ok = true;
    while (ok && p->due > 0)
        ok = reveal(p, err);
    return ok;
}

static bool run_to(play_t *p, const char *mark, err_t *err)
{
    p->due = p->pendings;
    return model_to_mark(p->model, mark, err);
}

/* again: the step before was a reason, too. */
static bool take_step(play_t *p, const step_t *s, bool again, err_t *err)
{
    if (s->kind != STEP_BECAUSE ? !reveal_all(p, err) : again && !reveal(p, err))
        return false;
    switch (s->kind) {
    case STEP_STOP: return run_to(p, s->text, err) && reveal(p, err);
    case STEP_PROSE:
        fputc('\n', p->out);
        tell(p->out, s->text);
        break;
    case STEP_SHOW: fprintf(p->out, "\n"); return lesson_show(p->model, s->text, p->out, err);
    case STEP_ENTRY: fprintf(p->out, "The entry that teaches it: %s\n", s->text); break;
    case STEP_READ:
        fputc('\n', p->out);
        lesson_place_print(&s->place, p->out);
        break;
    case STEP_ASK: return ask(p, s, err);
    case STEP_BECAUSE: tell(p->out, s->text); break;
    }
    return true;
}

int lesson_play(lesson_t *l, const trace_t *trace, FILE *answers, FILE *out, size_t *right, err_t *err)
{
    play_t p = {.l = l, .model = model_new(trace), .answers = answers, .out = out};
    bool ok = p.model != NULL && lesson_fill(l, trace, err);
    for (size_t i = 0; ok && i < l->steps; i++)
        ok = take_step(&p, &l->step[i], i > 0 && l->step[i - 1].kind == STEP_BECAUSE, err);
    if (ok) {
        model_apply_all(p.model);
        p.due = p.pendings;
        ok = reveal_all(&p, err);
    }
    if (ok)
        fprintf(out, "\n%zu of %zu predictions were right.\n", p.asked - p.wrong, p.asked);
    model_free(p.model);
    *right = p.asked - p.wrong;
    return ok ? p.wrong > 0 : p.no_answer ? 2 : 4;
}
