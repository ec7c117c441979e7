/* verb_help.c — `ctxlab help [VERB]`, `ctxlab version`, `ctxlab completions`. */
#include <stdio.h>
#include <string.h>

#include "options.h"
#include "verbs.h"

#define CTXLAB_VERSION "0.1.0"

static int overview(void)
{
    puts("ctxlab — learn cancellation: see the context tree, break it by the schedule, fix it, prove the fix\n");
    puts("usage: ctxlab             the full-screen tool\n"
         "       ctxlab VERB …      (ctxlab VERB --help says more, with examples)\n");
    for (const verb_t *const *v = verbs; *v != NULL; v++)
        if (!(*v)->hidden)
            printf("  %-12s %s\n", (*v)->name, (*v)->about);
    puts("\nexit codes: 0 passed · 1 a finding or failed check · 2 usage or bad input · 3 does not compile ·\n"
         "            4 the judge could not do its work");
    return lab_flush(LAB_PASSED);
}

static int run_help(const verb_t *verb, int argc, char **argv)
{
    const option_row_t rows[] = {OPTIONS_END};
    int code;
    if (!options_parse(verb, rows, &argc, argv, &code))
        return code;
    if (argc == 1)
        return overview();
    const verb_t *about = argc == 2 ? verb_find(argv[1]) : NULL;
    if (about == NULL || about->hidden)
        return lab_usage(verb, "help takes the name of one verb");
    printf("usage: ctxlab %s\n\n%s", about->usage, about->help);
    return lab_flush(LAB_PASSED);
}

static int run_version(const verb_t *verb, int argc, char **argv)
{
    (void)verb;
    (void)argc;
    (void)argv;
    puts("ctxlab " CTXLAB_VERSION);
    return lab_flush(LAB_PASSED);
}

/* "--json --all ": the options that a verb's usage names. */
static void print_options(const char *usage)
{
    for (const char *p = usage; (p = strstr(p, "--")) != NULL;) {
        size_t n = 2 + strspn(p + 2, "abcdefghijklmnopqrstuvwxyz-");
        if (n > 2)
            printf("%.*s ", (int)n, p);
        p += n;
    }
}

static int run_completions(const verb_t *verb, int argc, char **argv)
{
    const option_row_t rows[] = {OPTIONS_END};
    int code;
    if (!options_parse(verb, rows, &argc, argv, &code))
        return code;
    if (argc > 2 || (argc == 2 && strcmp(argv[1], "bash") != 0))
        return lab_usage(verb, "completions are written for bash only");
    fputs("# eval \"$(ctxlab completions bash)\"\n"
          "_ctxlab() {\n"
          "  local word=${COMP_WORDS[COMP_CWORD]} verbs='",
          stdout);
    for (const verb_t *const *v = verbs; *v != NULL; v++)
        if (!(*v)->hidden)
            printf("%s ", (*v)->name);
    fputs("'\n"
          "  if [ \"$COMP_CWORD\" -eq 1 ]; then mapfile -t COMPREPLY < <(compgen -W \"$verbs\" -- \"$word\"); return; fi\n"
          "  if [[ $word == -* ]]; then\n"
          "    local options=\n"
          "    case ${COMP_WORDS[1]} in\n",
          stdout);
    for (const verb_t *const *v = verbs; *v != NULL; v++)
        if (!(*v)->hidden) {
            printf("    %s) options='", (*v)->name);
            print_options((*v)->usage);
            puts("' ;;");
        }
    fputs("    esac\n"
          "    mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$word\"); return\n"
          "  fi\n"
          "  case ${COMP_WORDS[1]} in\n"
          "  view|trace|vet) mapfile -t COMPREPLY < <(compgen -f -- \"$word\") ;;\n"
          "  help) mapfile -t COMPREPLY < <(compgen -W \"$verbs\" -- \"$word\") ;;\n"
          "  *) mapfile -t COMPREPLY < <(compgen -W \"$(\"${COMP_WORDS[0]}\" list --json 2>/dev/null |\n"
          "       sed -n 's/.*\"id\": \"\\([^\"]*\\)\".*/\\1/p')\" -- \"$word\") ;;\n"
          "  esac\n"
          "}\n"
          "complete -F _ctxlab ctxlab ./ctxlab\n",
          stdout);
    return lab_flush(LAB_PASSED);
}

const verb_t verb_help = {
    .name = "help",
    .usage = "help [VERB]",
    .about = "this overview, or one verb's help",
    .help = "example:\n  ctxlab help grade\n",
    .run = run_help,
};

const verb_t verb_version = {
    .name = "version", .usage = "version", .about = "the version", .help = "Prints the version.\n", .run = run_version, .hidden = true};

const verb_t verb_completions = {
    .name = "completions",
    .usage = "completions bash",
    .about = "command line completion for bash",
    .help = "example:\n  eval \"$(./ctxlab completions bash)\"\n",
    .run = run_completions,
};
