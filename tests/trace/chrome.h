/* chrome.h — is this JSON what the Trace Event Format says? Strictly: what a viewer would silently drop is a fault here.
 */
#ifndef CHROME_H
#define CHROME_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct chrome_seen { size_t slices, flows, tracks, processes; } chrome_seen_t;

/* False with the first fault in `fault`. */
bool chrome_check(const json_t *doc, chrome_seen_t *seen, char *fault, size_t fault_size);

#endif
