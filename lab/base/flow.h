/* flow.h — a text to read, set anew for where it is read: paragraphs are joined and broken at the width, the marks that only a
 * browser needs (headings, backticks, double asterisks) are taken away.
 */
#ifndef FLOW_H
#define FLOW_H

#include <stdio.h>

/* As wide as the terminal, at most 100 columns; 80 where there is none ($COLUMNS says otherwise). Lines that are indented by
 * four, and those between ``` marks, stay as they are. */
void flow_print(FILE *out, const char *markdown);

#endif
