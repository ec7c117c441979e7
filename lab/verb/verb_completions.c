/* verb_completions.c — `ctxlab completions bash|zsh|fish`: verbs, their options and the ids of entries, for three shells.
 *
 * What can be completed is read off the table of verbs, the ids from `ctxlab list --json` and the calls from `ctxlab completions calls`
 * when a key is pressed: none of it is written down a second time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog.h"
#include "file.h"
#include "options.h"
#include "study.h"
#include "verbs.h"

/* The ids, one a line. */
#define LIST_IDS "list --json 2>/dev/null | sed -n 's/.*\"id\": \"\\([^\"]*\\)\".*/\\1/p'"

/* The calls that `show` explains, the library's and the exercises' own, one a line. */
#define LIST_CALLS "completions calls 2>/dev/null"

/* "--json --all ": the options that a verb's usage names. */
static void add_options(buf_t *out, const char *usage, const char *before, const char *after)
{
    for (const char *p = usage; (p = strstr(p, "--")) != NULL;) {
        size_t n = 2 + strspn(p + 2, "abcdefghijklmnopqrstuvwxyz-");
        if (n > 2)
            buf_addf(out, "%s%.*s%s", before, (int)n, p, after);
        p += n;
    }
}

static void add_verbs(buf_t *out, const char *format)
{
    for (const verb_t *const *v = verbs; *v != NULL; v++)
        if (!(*v)->hidden)
            buf_addf(out, "%s%s", (*v)->name, format);
}

static void add_cases(buf_t *out)
{
    for (const verb_t *const *v = verbs; *v != NULL; v++)
        if (!(*v)->hidden) {
            buf_addf(out, "    %s) options='", (*v)->name);
            add_options(out, (*v)->usage, "", " ");
            buf_adds(out, "--help' ;;\n");
        }
}

static void bash(buf_t *out)
{
    buf_adds(out, "# ctxlab, completed by bash: eval \"$(ctxlab completions bash)\"\n"
                  "_ctxlab() {\n"
                  "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} options= verbs='");
    add_verbs(out, " ");
    buf_adds(out, "'\n"
                  "  if [ \"$COMP_CWORD\" -eq 1 ]; then mapfile -t COMPREPLY < <(compgen -W \"$verbs\" -- \"$word\"); return; fi\n"
                  "  case ${COMP_WORDS[1]} in\n");
    add_cases(out);
    buf_adds(out, "  esac\n"
                  "  if [[ $word == -* ]]; then mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$word\"); return; fi\n"
                  "  case $before in\n"
                  "  --in|--workspace) mapfile -t COMPREPLY < <(compgen -d -- \"$word\"); return ;;\n"
                  "  --trace|--out|--answers) mapfile -t COMPREPLY < <(compgen -f -- \"$word\"); return ;;\n"
                  "  esac\n"
                  "  case ${COMP_WORDS[1]} in\n"
                  "  view|vet) mapfile -t COMPREPLY < <(compgen -f -- \"$word\") ;;\n"
                  "  trace) if [ \"$COMP_CWORD\" -eq 2 ]; then mapfile -t COMPREPLY < <(compgen -W 'dump check stats export' -- \"$word\")\n"
                  "         else mapfile -t COMPREPLY < <(compgen -f -- \"$word\"); fi ;;\n"
                  "  completions) mapfile -t COMPREPLY < <(compgen -W 'bash zsh fish' -- \"$word\") ;;\n"
                  "  help) mapfile -t COMPREPLY < <(compgen -W \"$verbs\" -- \"$word\") ;;\n"
                  "  list|doctor|new) ;;\n"
                  "  show) mapfile -t COMPREPLY < <(compgen -W \"$(\"${COMP_WORDS[0]}\" " LIST_IDS "; \"${COMP_WORDS[0]}\" " LIST_CALLS ")\" -- \"$word\") ;;\n"
                  "  *) mapfile -t COMPREPLY < <(compgen -W \"$(\"${COMP_WORDS[0]}\" " LIST_IDS ")\" -- \"$word\") ;;\n"
                  "  esac\n"
                  "}\n"
                  "complete -F _ctxlab ctxlab ./ctxlab\n");
}

static void zsh(buf_t *out)
{
    buf_adds(out, "#compdef ctxlab\n"
                  "# ctxlab, completed by zsh: eval \"$(ctxlab completions zsh)\" after compinit, or this file in $fpath as _ctxlab\n"
                  "_ctxlab() {\n"
                  "  local -a verbs ids options\n"
                  "  verbs=(\n");
    for (const verb_t *const *v = verbs; *v != NULL; v++)
        if (!(*v)->hidden) {
            char *row = xformat("%s:%s", (*v)->name, (*v)->about);
            buf_adds(out, "    ");
            text_quoted(out, row);
            buf_addc(out, '\n');
            free(row);
        }
    buf_adds(out, "  )\n"
                  "  if (( CURRENT == 2 )); then _describe verb verbs; return; fi\n"
                  "  case $words[2] in\n");
    for (const verb_t *const *v = verbs; *v != NULL; v++)
        if (!(*v)->hidden) {
            buf_addf(out, "    %s) options=(", (*v)->name);
            add_options(out, (*v)->usage, "", " ");
            buf_adds(out, "--help) ;;\n");
        }
    buf_adds(out, "  esac\n"
                  "  if [[ $words[CURRENT] == -* ]]; then compadd -- $options; return; fi\n"
                  "  case $words[CURRENT-1] in\n"
                  "    --in|--workspace) _files -/; return ;;\n"
                  "    --trace|--out|--answers) _files; return ;;\n"
                  "  esac\n"
                  "  case $words[2] in\n"
                  "    view|vet) _files ;;\n"
                  "    trace) if (( CURRENT == 3 )); then compadd dump check stats export; else _files; fi ;;\n"
                  "    completions) compadd bash zsh fish ;;\n"
                  "    help) _describe verb verbs ;;\n"
                  "    list|doctor|new) ;;\n"
                  "    show) ids=(${(f)\"$($words[1] " LIST_IDS "; $words[1] " LIST_CALLS ")\"}); compadd -a ids ;;\n"
                  "    *) ids=(${(f)\"$($words[1] " LIST_IDS ")\"}); compadd -a ids ;;\n"
                  "  esac\n"
                  "}\n"
                  "if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _ctxlab \"$@\"; else compdef _ctxlab ctxlab ./ctxlab; fi\n");
}

static void fish(buf_t *out)
{
    buf_adds(out, "# ctxlab, completed by fish: ctxlab completions fish | source\n"
                  "function __ctxlab_ids\n"
                  "  set -l words (commandline -opc)\n"
                  "  $words[1] " LIST_IDS "\n"
                  "end\n"
                  "function __ctxlab_calls\n"
                  "  set -l words (commandline -opc)\n"
                  "  $words[1] " LIST_CALLS "\n"
                  "end\n"
                  "complete -c ctxlab -f\n");
    for (const verb_t *const *v = verbs; *v != NULL; v++) {
        if ((*v)->hidden)
            continue;
        buf_addf(out, "complete -c ctxlab -n __fish_use_subcommand -a %s -d ", (*v)->name);
        text_quoted(out, (*v)->about);
        buf_addc(out, '\n');
        char *from = xformat("complete -c ctxlab -n '__fish_seen_subcommand_from %s' -l ", (*v)->name);
        buf_t options = {0};
        add_options(&options, (*v)->usage, "", "\n");
        for (const char *p = buf_text(&options); *p != '\0'; p += strcspn(p, "\n") + 1)
            buf_addf(out, "%s%.*s%s\n", from, (int)strcspn(p, "\n") - 2, p + 2,
                     strncmp(p, "--in\n", 5) == 0 || strncmp(p, "--workspace", 11) == 0 || strncmp(p, "--trace", 7) == 0 ? " -r -F" : "");
        buf_free(&options);
        free(from);
    }
    buf_adds(out, "complete -c ctxlab -n '__fish_seen_subcommand_from open show run grade watch explore hint explain solution reset demo' "
                  "-a '(__ctxlab_ids)'\n"
                  "complete -c ctxlab -n '__fish_seen_subcommand_from show' -a '(__ctxlab_calls)'\n"
                  "complete -c ctxlab -n '__fish_seen_subcommand_from view vet trace' -F\n"
                  "complete -c ctxlab -n '__fish_seen_subcommand_from trace' -a 'dump check stats export'\n"
                  "complete -c ctxlab -n '__fish_seen_subcommand_from completions' -a 'bash zsh fish'\n"
                  "complete -c ctxlab -n '__fish_seen_subcommand_from help' -a '");
    add_verbs(out, " ");
    buf_adds(out, "'\n");
}

static const struct shell {
    const char *name;
    void (*write)(buf_t *out);
    const char *base, *fallback, *place; /* where it looks by itself: $base or ~/fallback, then place */
} shells[] = {
    {"bash", bash, "XDG_DATA_HOME", ".local/share", "bash-completion/completions/ctxlab"},
    {"zsh", zsh, "XDG_DATA_HOME", ".local/share", "zsh/site-functions/_ctxlab"},
    {"fish", fish, "XDG_CONFIG_HOME", ".config", "fish/completions/ctxlab.fish"},
};

static bool install(const struct shell *shell, const buf_t *text, err_t *err)
{
    const char *base = getenv(shell->base), *home = getenv("HOME");
    if ((base == NULL || base[0] != '/') && (home == NULL || home[0] != '/'))
        return err_set(err, "cannot install completions: HOME is not set");
    char *path = base != NULL && base[0] == '/' ? xformat("%s/%s", base, shell->place)
                                                : xformat("%s/%s/%s", home, shell->fallback, shell->place);
    char *slash = strrchr(path, '/');
    *slash = '\0';
    bool ok = dir_make(path, err);
    *slash = '/';
    ok = ok && file_write(path, buf_text(text), text->len, err);
    if (ok)
        fprintf(stderr, "wrote %s%s\n", path, strcmp(shell->name, "zsh") == 0 ? " (its folder has to be in $fpath)" : "");
    free(path);
    return ok;
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

/* "answer, ctx_auto, …" of all entries, each once. */
static int print_calls(void)
{
    catalog_t catalog;
    err_t err;
    buf_t all = {0};
    if (!catalog_load(&catalog, &err))
        return lab_fail(LAB_USAGE, &err);
    for (size_t i = 0; i < catalog.count; i++) {
        buf_addc(&all, ',');
        study_own_calls(&catalog.entry[i], &all);
        buf_addc(&all, ',');
        study_calls(&catalog.entry[i], &all);
    }
    catalog_free(&catalog);
    size_t count = 0;
    char **name = xcalloc(all.len + 1, sizeof *name), *text = xstrdup(buf_text(&all));
    for (char *at = strtok(text, ", "); at != NULL; at = strtok(NULL, ", "))
        name[count++] = at;
    qsort(name, count, sizeof *name, by_name);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || strcmp(name[i], name[i - 1]) != 0)
            puts(name[i]);
    free(name);
    free(text);
    buf_free(&all);
    return lab_flush(LAB_PASSED);
}

static int run(const verb_t *verb, int argc, char **argv)
{
    bool to_install = false;
    const option_row_t rows[] = {{"install", OPTION_FLAG, &to_install}, OPTIONS_END};
    const struct shell *shell = NULL;
    int code;
    if (!options_parse(verb, rows, &argc, argv, &code))
        return code;
    if (argc == 2 && strcmp(argv[1], "calls") == 0) /* what the scripts ask */
        return print_calls();
    for (size_t i = 0; argc == 2 && i < sizeof shells / sizeof *shells; i++)
        if (strcmp(shells[i].name, argv[1]) == 0)
            shell = &shells[i];
    if (shell == NULL)
        return lab_usage(verb, "completions are written for bash, zsh and fish: name one of them");
    buf_t text = {0};
    err_t err;
    shell->write(&text);
    if (!to_install)
        fputs(buf_text(&text), stdout);
    code = !to_install || install(shell, &text, &err) ? LAB_PASSED : lab_fail(LAB_USAGE, &err);
    buf_free(&text);
    return lab_flush(code);
}

const verb_t verb_completions = {
    .name = "completions",
    .usage = "completions bash|zsh|fish [--install]",
    .about = "command line completion for bash, zsh, fish",
    .help = "Writes a script that completes verbs, their options, the ids of entries and, for show, the names of calls.\n\n"
            "  --install   where the shell finds it by itself, from its next start on\n\n"
            "examples:\n"
            "  eval \"$(ctxlab completions bash)\"\n"
            "  ctxlab completions fish --install\n",
    .run = run,
};
