/* Pages are drawn in pairs, at the same time, each with colours of its own; in every second one a theme sets the menu's once more. A plug-in keeps
 * texts in the same contexts, above and below, and asks for its own. */
#include "scene.h"

#include <string.h>

#include "exercise.h"
#include "tell.h"

struct page {
    const char *menu, *body, *theme; /* theme: the menu's, set below; NULL: none */
};

static const struct page pages[2] = {{"blue", "black", NULL}, {"red", "white", "green"}};
static char letters[] = "menu\0body\0colour\0font"; /* not the compiler's own "menu" */
static const struct path menu = {letters, letters + 10}, body = {letters + 5, letters + 10}, font = {letters, letters + 17};
static const char *plug_in[] = {"menu.colour", "colour", "menu"};

static const struct page *page_of(ctx_t *ctx)
{
    return ctx_value_at(NULL, ctx, ctx_text_key("page"));
}

void paint_at(const ctx_site_t *site, ctx_t *ctx, const char *section, const char *colour)
{
    const struct page *page = page_of(ctx), *other = page == &pages[0] ? &pages[1] : &pages[0];
    if (page == NULL) {
        scene_fail_at(site, "rerooted", "a section is painted on a context that does not stand below its page");
        return;
    }
    const char *due = strcmp(section, "foot") == 0 ? "plain" : strcmp(section, "body") == 0 ? page->body : page->theme != NULL ? page->theme : page->menu;
    scene_work_at(site, ctx, colour);
    scene_count("painted", 1);
    if (strcmp(colour, due) == 0)
        return;
    if (strcmp(colour, "a plug-in's") == 0)
        scene_fail_at(site, "key-collision", "a section is painted in what a plug-in keeps in the context");
    else if (strcmp(colour, other->menu) == 0 || strcmp(colour, other->body) == 0 || colour == other->theme)
        scene_fail_at(site, "cross-talk", "a section is painted in a colour of another page that is drawn at the same time");
    else if (strcmp(colour, "plain") == 0)
        scene_fail_at(site, "missing-work", "a section is painted plain, though a colour is set for it");
    else
        tell_fail_at(site, "wrong-result", "the %s is painted %s, expected %s", section, colour, due);
}

static void draw(ctx_t *request, void *arg)
{
    const struct page *page = arg;
    ctx_kept ctx_t *own = ctx_with_value(request, ctx_text_key("page"), arg);
    ctx_kept ctx_t *above = ctx_with_value(own, ctx_text_key(plug_in[0]), "a plug-in's");
    ctx_kept ctx_t *set_menu = with_setting(above, &menu, page->menu);
    ctx_kept ctx_t *set_body = with_setting(set_menu, &body, page->body);
    ctx_kept ctx_t *theme = page->theme != NULL ? with_setting(set_body, &menu, page->theme) : ctx_keep(set_body);
    ctx_kept ctx_t *set_font = with_setting(theme, &font, "mono");
    ctx_kept ctx_t *below = ctx_with_value(set_font, ctx_text_key(plug_in[1]), "a plug-in's");
    ctx_kept ctx_t *whole = ctx_with_value(below, ctx_text_key(plug_in[2]), "a plug-in's");
    draw_page(whole);
    for (int i = 0; i < 3; i++)
        if (page_of(whole) != NULL && strcmp(ctx_value(whole, ctx_text_key(plug_in[i])), "a plug-in's") != 0)
            scene_fail("key-collision", "a plug-in asks for the text that it keeps in the context, and does not find it");
    scene_count("pages", 1);
}

void scene_main(ctx_t *root, int size)
{
    for (int i = 0; i < scene_size(size, 1, 50); i++) {
        task_t one = task_go(root, draw, (void *)&pages[0]);
        draw(root, (void *)&pages[1]);
        task_join(one);
    }
    scene_rest(CTX_S(1));
    scene_mark("idle");
}
