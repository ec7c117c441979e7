# What outsiders hold on to: the installed library, and the tests that know the written contracts only.
PREFIX     ?= /usr/local
LIBDIR     ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include/libctx
MANDIR     ?= $(PREFIX)/share/man
PUBLIC_H   := $(filter-out %/sim_host.h %/scene.h %/work.h,$(wildcard engine/include/*.h))

## make install      libctx, its headers, pkg-config file and the man page (PREFIX=/usr/local, DESTDIR=)
.PHONY: install uninstall
install: engine
	@install -d "$(DESTDIR)$(LIBDIR)/pkgconfig" "$(DESTDIR)$(INCLUDEDIR)" "$(DESTDIR)$(MANDIR)/man1"
	@install -m 644 $(LIBCTX) "$(DESTDIR)$(LIBDIR)/libctx.a"
	@install -m 644 $(PUBLIC_H) "$(DESTDIR)$(INCLUDEDIR)"
	@sed -e 's|@LIBDIR@|$(LIBDIR)|' -e 's|@INCLUDEDIR@|$(INCLUDEDIR)|' tools/libctx.pc.in > "$(DESTDIR)$(LIBDIR)/pkgconfig/libctx.pc"
	@install -d "$(DESTDIR)$(PREFIX)/share/libctx"
	@install -m 644 tools/libctx.supp "$(DESTDIR)$(PREFIX)/share/libctx/libctx.supp"
	@install -m 644 docs/ctxlab.1 "$(DESTDIR)$(MANDIR)/man1/ctxlab.1"
	@echo "libctx is in $(DESTDIR)$(LIBDIR); the tool itself runs from its checkout: link to $(CURDIR)/ctxlab where you like"
uninstall:
	@rm -f "$(DESTDIR)$(LIBDIR)/libctx.a" "$(DESTDIR)$(LIBDIR)/pkgconfig/libctx.pc" "$(DESTDIR)$(MANDIR)/man1/ctxlab.1" "$(DESTDIR)$(PREFIX)/share/libctx/libctx.supp"
	@rmdir "$(DESTDIR)$(PREFIX)/share/libctx" 2>/dev/null || true
	@rm -f $(patsubst engine/include/%,"$(DESTDIR)$(INCLUDEDIR)/%",$(PUBLIC_H)); rmdir "$(DESTDIR)$(INCLUDEDIR)" 2>/dev/null || true

# A strict reader of JSON for tests: one line a value, "PATH TYPE VALUE".
JSON_LINES := $(BUILD)/tests/contract/json-lines
$(JSON_LINES): tests/contract/json_lines.c
	@mkdir -p $(@D)
	$(CC) $(filter-out -MMD -MP,$(BASE)) -o $@ $< -ljansson
