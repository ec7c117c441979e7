/* clex.c — see clex.h. Where gcc and the standard differ, gcc wins: spaces may follow the backslash of a line splice, a
 * quote that is not closed ends with its line. */
#include "clex.h"

#include <ctype.h>
#include <string.h>

void clex_start(clex_t *lex, const char *text) { *lex = (clex_t){text, 1, true}; }

bool clex_is(const clex_token_t *t, const char *text) { return strcmp(t->text, text) == 0; }

/* Steps over line splices, so that *lex->p is a character that counts. A carriage return is part of the line's end, or no blank. */
static void splice(clex_t *lex)
{
    while (*lex->p == '\\') {
        const char *q = lex->p + 1;
        while (*q == ' ' || *q == '\t' || *q == '\f' || *q == '\v')
            q++;
        q += q[0] == '\r' && q[1] == '\n';
        if (*q != '\n')
            return;
        lex->p = q + 1;
        lex->line++;
    }
}

static char peek(clex_t *lex)
{
    splice(lex);
    return *lex->p;
}

static char peek_second(clex_t *lex)
{
    clex_t ahead = *lex;
    if (peek(&ahead) == '\0')
        return '\0';
    ahead.p++;
    return peek(&ahead);
}

static char take(clex_t *lex)
{
    char c = peek(lex);
    if (c == '\n')
        lex->line++;
    if (c != '\0')
        lex->p++;
    return c;
}

static void skip_comment(clex_t *lex, bool block)
{
    if (!block) {
        while (peek(lex) != '\0' && peek(lex) != '\n')
            (void)take(lex);
        return;
    }
    (void)take(lex);
    (void)take(lex);
    while (peek(lex) != '\0') {
        if (take(lex) == '*' && peek(lex) == '/') {
            (void)take(lex);
            return;
        }
    }
}

static void skip_blank(clex_t *lex)
{
    for (;;) {
        char c = peek(lex);
        if (c == '\n')
            lex->fresh = true;
        if (c != '\0' && strchr(" \t\r\n\f\v", c) != NULL)
            (void)take(lex);
        else if (c == '/' && (peek_second(lex) == '/' || peek_second(lex) == '*'))
            skip_comment(lex, peek_second(lex) == '*');
        else
            return;
    }
}

static void add(clex_token_t *t, char c)
{
    if (t->length + 1 < sizeof t->text) {
        t->text[t->length] = c;
        t->text[t->length + 1] = '\0';
    }
    t->length++;
}

static bool name_char(char c)
{
    return c == '_' || c == '$' || isalnum((unsigned char)c) || (unsigned char)c >= 0x80 || c == '\\';
}

static void take_quoted(clex_t *lex, clex_token_t *t)
{
    char quote = take(lex);
    add(t, quote);
    while (peek(lex) != '\0' && peek(lex) != '\n') {
        char c = take(lex);
        add(t, c);
        if (c == quote)
            return;
        if (c == '\\' && peek(lex) != '\0' && peek(lex) != '\n')
            add(t, take(lex));
    }
}

static void take_number(clex_t *lex, clex_token_t *t)
{
    for (char last = '0';;) {
        char c = peek(lex);
        bool sign = (c == '+' || c == '-') && strchr("eEpP", last) != NULL;
        if (!sign && c != '.' && !name_char(c))
            return;
        last = take(lex);
        add(t, last);
    }
}

clex_token_t clex_next(clex_t *lex)
{
    skip_blank(lex);
    char c = peek(lex);
    clex_token_t t = {.kind = CLEX_END, .line = lex->line, .first = lex->fresh};
    lex->fresh = false;
    if (c == '\0')
        return t;
    if (c == '"' || c == '\'') {
        t.kind = c == '"' ? CLEX_STRING : CLEX_CHAR;
        take_quoted(lex, &t);
    } else if (isdigit((unsigned char)c) || (c == '.' && isdigit((unsigned char)peek_second(lex)))) {
        t.kind = CLEX_NUMBER;
        take_number(lex, &t);
    } else if (name_char(c)) {
        t.kind = CLEX_NAME;
        while (name_char(peek(lex)))
            add(&t, take(lex));
    } else {
        t.kind = CLEX_PUNCT;
        char first = take(lex);
        add(&t, first);
        if ((first == '#' && peek(lex) == '#') || (first == '%' && peek(lex) == ':'))
            add(&t, take(lex));
    }
    return t;
}
