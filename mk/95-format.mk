# The form of every C file; programs of the catalog exactly as .clang-format says, where that version is installed.
## make format-check    the form of the C files (tools/format-check.sh)
.PHONY: format-check
format-check:
	@tools/format-check.sh $(shell git ls-files '*.c' '*.h' 2>/dev/null || find . -name '*.[ch]' -not -path './$(BUILD)/*')
