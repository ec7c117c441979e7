/* export_page.h — the two constant parts of the page that export_html.c writes.
 */
#ifndef EXPORT_PAGE_H
#define EXPORT_PAGE_H

extern const char export_page_head[];
extern const char *const export_page_script[]; /* in pieces; ends with NULL */

#endif
