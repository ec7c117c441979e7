/* options.h — one command line: --name, --name VALUE, --name=VALUE in any place; "--" ends them.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "lab.h"

/* An option that may be said more than once. */
enum { OPTION_LIST_MOST = 500 };
typedef struct option_list {
    const char *item[OPTION_LIST_MOST];
    size_t count;
} option_list_t;

typedef struct option_row {
    const char *name; /* without dashes */
    enum { OPTION_FLAG, OPTION_TEXT, OPTION_NUMBER, OPTION_MAYBE /* a value only after =; without one it is "" */, OPTION_LIST } kind;
    void *into; /* bool *, const char **, int64_t * (0 and up), const char **, option_list_t * */
} option_row_t;

/* Rows that many verbs have. The last row is OPTIONS_END. */
#define OPTION_WORKSPACE(into) {"workspace", OPTION_TEXT, &(into)}
#define OPTIONS_END {NULL, OPTION_FLAG, NULL}

/* Leaves the words that are no options in argv[1 … *argc-1]. Answers --help itself. False: return *code at once. */
bool options_parse(const verb_t *verb, const option_row_t *rows, int *argc, char **argv, int *code);
/* All of a verb that takes options and one entry's id: parses, opens the lab in *workspace, calls body(lab, entry, arg). */
int options_one_entry(const verb_t *verb, const option_row_t *rows, int argc, char **argv, const char *const *workspace,
                      lab_body_t *body, void *arg);

#endif
