/* until_findings.c — weak stand-ins so that the command links while trace/finding.c and check.c are under way. Nothing is
 * found and nothing passes: `checked` stays false. To be deleted with their landing.
 */
#include "check.h"

#define WEAK __attribute__((weak))
extern const finding_kind_t finding_kinds[];
WEAK const finding_kind_t finding_kinds[] = {{NULL, NULL, false}};
WEAK void findings_clear(findings_t *f) { f->count = 0; }
WEAK void findings_run(model_t *m, findings_t *f) { (void)m, (void)f; }
WEAK void findings_free(findings_t *f) { (void)f; }
WEAK int64_t check_count(const check_t *c, const char *n) { (void)c, (void)n; return 0; }
WEAK int64_t check_work(const check_t *c, const char *n) { (void)c, (void)n; return 0; }
WEAK void check_eq(check_t *c, const char *n, const char *w, int64_t a, int64_t b) { (void)c, (void)n, (void)w, (void)a, (void)b; }
WEAK void check_prompt_eq(check_t *c, const char *n, const char *w, int64_t a, int64_t b) { (void)c, (void)n, (void)w, (void)a, (void)b; }
WEAK void check_prompt(check_t *c, const char *n, bool ok, const char *f, ...) { (void)c, (void)n, (void)ok, (void)f; }
