/* export_page.h — the constant parts of the page that export_html.c writes.
 */
#ifndef EXPORT_PAGE_H
#define EXPORT_PAGE_H

extern const char *const export_page_head[];   /* up to where its title is said; in pieces, ends with NULL */
extern const char export_page_body[];          /* after what was found: the replay, up to its data */
extern const char *const export_page_script[]; /* after the data, in pieces; ends with NULL */

#endif
