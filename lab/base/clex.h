/* clex.h — C's tokens, as gcc's preprocessor cuts them: enough to see every identifier, number, text and directive.
 */
#ifndef CLEX_H
#define CLEX_H

#include <stdbool.h>
#include <stddef.h>

typedef enum clex_kind { CLEX_END, CLEX_NAME, CLEX_NUMBER, CLEX_STRING, CLEX_CHAR, CLEX_PUNCT } clex_kind_t;

typedef struct clex_token {
    clex_kind_t kind;
    char text[256]; /* cut when longer; line splices already removed */
    size_t length;  /* what it really has */
    int line;
    bool first; /* the first on its line: a `#` here begins a directive */
} clex_token_t;

typedef struct clex {
    const char *p;
    int line;
    bool fresh;
} clex_t;

void clex_start(clex_t *lex, const char *text);
clex_token_t clex_next(clex_t *lex);
bool clex_is(const clex_token_t *t, const char *text);

#endif
