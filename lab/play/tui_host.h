/* tui_host.h — what the screen asks the lab for (tui/tui.h): entries, texts, files, runs and judgements in the background.
 */
#ifndef TUI_HOST_H
#define TUI_HOST_H

#include "lab.h"
#include "tui.h"

typedef struct lab_host lab_host_t;

/* lab is borrowed. Owned (lab_host_free). */
lab_host_t *lab_host_new(const lab_t *lab);
void lab_host_free(lab_host_t *h);
const tui_host_t *lab_host_table(const lab_host_t *h); /* borrowed */

#endif
