/* report.h — verdicts for people and machines. All text in a verdict is already escaped for terminals; each format
 * escapes for itself.
 */
#ifndef REPORT_H
#define REPORT_H

#include <stdio.h>

#include "verdict.h"

typedef enum report_format { REPORT_TEXT, REPORT_JSON, REPORT_JUNIT, REPORT_TAP } report_format_t;

/* Writes all of them to out. folder: whose files they are, for the formats that have a place for it; NULL: not said. */
void report_write(report_format_t format, const verdict_t *v, size_t n, const char *folder, FILE *out);
/* Several folders, folder[f]'s n verdicts at v + f × n, the same entries in each: a row a folder, a column an exercise that
 * anybody has handed in. */
void report_class(const verdict_t *v, size_t n, const char *const *folder, size_t folders, FILE *out);
/* There was no file to judge. */
bool report_absent(const verdict_t *v);
/* One screen of 80×24 for one verdict: verdict · where · expected · how to replay · next command. */
void report_screen(const verdict_t *v, const entry_t *e, FILE *out);
/* What is found is what a judge entry asks: not told to a learner whose file has not answered it, or not right. */
bool report_held(const verdict_t *v);
/* This message of a check is told already, by a finding or as the verdict's own. */
bool report_said(const verdict_t *v, const char *message);

#endif
