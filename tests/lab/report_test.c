/* report_test.c — verdicts full of hostile words, in every format: escaped, cut, valid, and with what the sandbox lacked.
 * XML goes through xmllint and the schema beside this file, where xmllint is installed. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab.h"
#include "report.h"
#include "sandbox.h"
#include "tap.h"

static char evil[1 << 20];

/* Every byte there is but NUL, then markup, then a megabyte. */
static void make_evil(void)
{
    size_t n = 0;
    for (int c = 1; c < 256; c++)
        evil[n++] = (char)c;
    n += (size_t)snprintf(evil + n, 400, "\033[2J\033]0;title\a</failure><script>&amp;\"']]>\xef\xbf\xbe\xef\xbf\xbf\xe2\x80\xae\xc2\x9b" "31m"
                          "\n  ...\n  ---\nnot ok 99 - forged\nok 98 - forged # TODO\n1..0\nBail out!\n\t- a: b\n%%s%%n");
    memset(evil + n, 'A', sizeof evil - n - 1);
}

/* Three entries: one passed, one full of evil, one that could not be judged. */
static void make_verdicts(verdict_t v[3], const entry_t e[3])
{
    for (int i = 0; i < 3; i++)
        verdict_start(&v[i], &e[i]);
    v[0].points = 10;
    v[0].layers = ~0u;
    v[0].unconfirmed = xstrdup("threads: no sanitizer here");
    v[1].kind = VERDICT_FAIL;
    v[1].layers = (unsigned)~(SANDBOX_LANDLOCK | SANDBOX_NAMESPACES);
    verdict_set(&v[1], VERDICT_COMPILE_ERROR, "%s", evil);
    v[1].kind = VERDICT_FAIL;
    for (int i = 0; i < 100; i++)
        verdict_add_finding(&v[1], evil + i, evil + i, i, evil + i);
    verdict_add_check(&v[1], evil, false, evil);
    verdict_set(&v[2], VERDICT_ERROR, "%s", evil);
}

static char *written(report_format_t format, const verdict_t *v, size_t n)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    report_write(format, v, n, NULL, out);
    (void)fclose(out);
    return text;
}

static bool harmless(const char *text)
{
    for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p++)
        if ((*p < 0x20 && *p != '\n' && *p != '\t') || *p == 0x7f || (p[0] == 0xc2 && p[1] >= 0x80 && p[1] < 0xa0) ||
            (p[0] == 0xef && p[1] == 0xbf && p[2] >= 0xbe) || (p[0] == 0xe2 && p[1] == 0x80 && p[2] == 0xae))
            return false;
    return true;
}

static size_t count(const char *text, const char *what)
{
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, what)) != NULL; at++)
        n++;
    return n;
}

static void check_json(const char *text)
{
    json_error_t error;
    json_t *doc = json_loads(text, 0, &error);
    tap_ok(doc != NULL, "JSON: it is", error.text);
    tap_ok(json_object_size(doc) == 4 && json_object_size(json_array_get(json_object_get(doc, "results"), 0)) == 9,
           "… with the keys of its schema, and no other", text);
    tap_ok(strstr(text, "\"not enforced here: landlock, namespaces; enforced: limits, no-new-privs, seccomp\"") != NULL,
           "… the missing layers are named, and those that held", text);
    const json_t *evil_row = json_array_get(json_object_get(doc, "results"), 1);
    tap_ok(json_array_size(json_object_get(evil_row, "findings")) == 64, "… rows are cut", NULL);
    tap_ok(strstr(text, "\"not confirmed: threads: no sanitizer here\"") != NULL, "… what was not confirmed is said", text);
    json_decref(doc);
}

static void check_junit(const char *text)
{
    tap_ok(count(text, "<testcase ") == 3 && count(text, "<failure ") == 1 && count(text, "<error ") == 1, "JUnit: three tests, a failure, an error", text);
    tap_ok(count(text, "<script") == 0 && count(text, "]]>") == 0, "… no markup of theirs", NULL);
    tap_ok(strstr(text, "name=\"sandbox_missing\" value=\"landlock, namespaces\"") != NULL, "… the missing layers are named", text);
    tap_ok(strstr(text, "name=\"points\" value=\"10\"") != NULL, "… points in properties", text);
    if (system("command -v xmllint >/dev/null") != 0) {
        printf("ok - … valid against the schema # SKIP no xmllint\n");
        return;
    }
    FILE *lint = popen("xmllint --noout --schema tests/lab/junit.xsd - 2>/dev/null", "w");
    (void)fputs(text, lint);
    tap_ok(pclose(lint) == 0, "… valid against the schema", text);
}

/* Outside of its indented blocks a report has only lines of these forms. */
static bool tap_lines(const char *text)
{
    bool block = false;
    for (const char *p = text; *p != '\0'; p += strcspn(p, "\n") + 1) {
        if (block && strncmp(p, "    ", 4) == 0)
            continue;
        if (strncmp(p, "  ---\n", 6) == 0 || strncmp(p, "  ...\n", 6) == 0)
            block = p[2] == '-';
        else if (block ? strncmp(p, "  ", 2) != 0 || p[2] == ' ' : p[0] == ' ')
            return false;
        else if (!block && strncmp(p, "ok ", 3) != 0 && strncmp(p, "not ok ", 7) != 0 && strncmp(p, "# sandbox", 9) != 0 &&
                 strncmp(p, "TAP version 14\n", 15) != 0 && strncmp(p, "1..3\n", 5) != 0)
            return false;
    }
    return !block;
}

static void check_tap(const char *text)
{
    tap_ok(strncmp(text, "TAP version 14\n1..3\n", 20) == 0, "TAP: version and plan", text);
    tap_ok(count(text, "\nok ") == 1 && count(text, "\nnot ok ") == 2, "… three tests", text);
    tap_ok(tap_lines(text), "… nothing but its own lines outside of the blocks", text);
    tap_ok(strstr(text, "# sandbox: limits, no-new-privs, seccomp; missing: landlock, namespaces\n") != NULL, "… the missing layers are named", text);
}

static void check_class(const verdict_t *v)
{
    const char *const folder[] = {evil};
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    report_class(v, 3, folder, 1, out);
    (void)fclose(out);
    tap_ok(harmless(text) && strlen(text) < 2000, "a class's table: a folder's name is harmless, and cut", text);
    tap_ok(strstr(text, "   10    0  ERR       1    10 of 30\n") != NULL, "… a cell for each, then the sums", text);
    free(text);
}

/* What is told to one person. */
static char *screened(verdict_t *v, const entry_t *e)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    report_screen(v, e, out);
    (void)fclose(out);
    return text;
}

static void check_screen(void)
{
    char id[] = "alpha", dir[] = "/nowhere";
    const entry_t e = {.id = id, .dir = dir, .points = 10, .kind = ENTRY_BUG};
    verdict_t v;
    verdict_start(&v, &e);
    v.kind = VERDICT_FAIL;
    v.replay = xstrdup("seed:113");
    verdict_add_check(&v, "missing-work", false, "callers served: 190, expected 90");
    char *text = screened(&v, &e);
    tap_ok(strstr(text, "fail — more than there should be ") != NULL, "too much is not called missing", text);
    tap_ok(strstr(text, "A random order beat it: no few switches tell how") != NULL, "a random order has no story, and that is said", text);
    free(text);
    verdict_clear_rows(&v);
    verdict_add_check(&v, "missing-work", false, "callers served: 9, expected 90");
    text = screened(&v, &e);
    tap_ok(strstr(text, "fail — work missing ") != NULL, "too little is", text);
    free(text);
    verdict_free(&v);
}

/* Who waits for a descriptor is told of descriptors, else of channels. */
static void check_expected(void)
{
    static char poll_name[] = "poll";
    char *allow[] = {poll_name, NULL};
    for (int i = 0; i < 2; i++) {
        entry_t e = {.id = (char[]){"wait"}, .dir = (char[]){"/nowhere"}, .title = (char[]){"Wait"}, .allow = i == 0 ? allow : NULL};
        verdict_t v;
        char *text = NULL;
        size_t size;
        FILE *out = open_memstream(&text, &size);
        verdict_start(&v, &e);
        v.kind = VERDICT_FAIL;
        verdict_add_finding(&v, "deaf-wait", "wait.c", 1, "T1 waits");
        report_screen(&v, &e, out);
        (void)fclose(out);
        bool descriptors = strstr(text, "ctx_done_fd") != NULL, channels = strstr(text, "chan_select") != NULL;
        tap_ok(descriptors == (i == 0) && channels == (i == 1), i == 0 ? "a deaf wait for a descriptor: poll is expected" : "… for a channel: select", text);
        free(text);
        verdict_free(&v);
    }
}

int main(void)
{
    char one[] = "alpha", two[] = "beta", three[] = "gamma";
    entry_t e[3] = {{.id = one, .points = 10}, {.id = two, .points = 10}, {.id = three, .points = 10}};
    verdict_t v[3];
    if (freopen("/dev/null", "w", stderr) == NULL)
        return 2;
    make_evil();
    make_verdicts(v, e);
    static void (*const checks[])(const char *) = {[REPORT_JSON] = check_json, [REPORT_JUNIT] = check_junit, [REPORT_TAP] = check_tap};
    static const report_format_t formats[] = {REPORT_TEXT, REPORT_JSON, REPORT_JUNIT, REPORT_TAP};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        char *text = written(formats[i], v, 3);
        tap_ok(harmless(text), "nothing a terminal acts on", NULL);
        tap_ok(strlen(text) < 400000, "a megabyte is cut", NULL);
        tap_ok(strstr(text, "landlock") != NULL, "the missing layers are in the report itself", NULL);
        if (checks[formats[i]] != NULL)
            checks[formats[i]](text);
        free(text);
    }
    check_class(v);
    check_screen();
    for (int i = 0; i < 3; i++)
        verdict_free(&v[i]);
    check_expected();
    return tap_finish();
}
