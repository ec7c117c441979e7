/* options.c — see options.h */
#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const option_row_t *find(const option_row_t *rows, const char *name, size_t n)
{
    for (; rows->name != NULL; rows++)
        if (strlen(rows->name) == n && strncmp(rows->name, name, n) == 0)
            return rows;
    return NULL;
}

static void unknown(const verb_t *verb, const option_row_t *rows, const char *word)
{
    const char *nearest = NULL;
    size_t best = 3;
    for (; rows->name != NULL; rows++) {
        size_t distance = text_distance(word + 2, rows->name);
        if (distance < best) {
            best = distance;
            nearest = rows->name;
        }
    }
    if (nearest != NULL)
        (void)lab_usage(verb, "unknown option %s; did you mean --%s?", word, nearest);
    else
        (void)lab_usage(verb, "unknown option %s", word);
}

/* Takes argv[*i] and the value that may follow. */
static bool take(const verb_t *verb, const option_row_t *rows, int argc, char **argv, int *i)
{
    const char *word = argv[*i];
    size_t n = strcspn(word + 2, "=");
    const char *value = word[2 + n] == '=' ? word + 2 + n + 1 : NULL;
    const option_row_t *row = find(rows, word + 2, n);
    if (row == NULL || word[1] != '-') {
        unknown(verb, rows, word);
        return false;
    }
    if (row->kind == OPTION_FLAG) {
        if (value == NULL)
            *(bool *)row->into = true;
        else
            (void)lab_usage(verb, "--%s takes no value", row->name);
        return value == NULL;
    }
    if (row->kind == OPTION_MAYBE) {
        *(const char **)row->into = value == NULL ? "" : value;
        return true;
    }
    if (value == NULL && *i + 1 < argc)
        value = argv[++*i];
    if (value == NULL) {
        (void)lab_usage(verb, "--%s needs a value", row->name);
        return false;
    }
    option_list_t *list = row->kind == OPTION_LIST ? row->into : NULL;
    if (list != NULL && list->count == OPTION_LIST_MOST) {
        (void)lab_usage(verb, "--%s may be said %d times at most", row->name, OPTION_LIST_MOST);
        return false;
    }
    if (list != NULL)
        list->item[list->count++] = value;
    else if (row->kind == OPTION_TEXT)
        *(const char **)row->into = value;
    else if (!number_parse(value, row->into)) {
        (void)lab_usage(verb, "--%s needs a whole number, not '%s'", row->name, value);
        return false;
    }
    return true;
}

bool options_parse(const verb_t *verb, const option_row_t *rows, int *argc, char **argv, int *code)
{
    int kept = 1;
    bool more = true;
    for (int i = 1; i < *argc; i++) {
        if (!more || argv[i][0] != '-' || argv[i][1] == '\0') {
            argv[kept++] = argv[i];
        } else if (strcmp(argv[i], "--") == 0) {
            more = false;
        } else if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            verb_print_help(verb);
            *code = lab_flush(LAB_PASSED);
            return false;
        } else if (!take(verb, rows, *argc, argv, &i)) {
            *code = LAB_USAGE;
            return false;
        }
    }
    *argc = kept;
    argv[kept] = NULL;
    return true;
}

int options_one_entry(const verb_t *verb, const option_row_t *rows, int argc, char **argv, const char *const *workspace,
                      lab_body_t *body, void *arg)
{
    int code;
    if (!options_parse(verb, rows, &argc, argv, &code))
        return code;
    if (argc != 2)
        return lab_usage(verb, "%s needs the id of one entry; `ctxlab list` names them all", verb->name);
    return lab_with_entry(*workspace, argv[1], body, arg);
}
