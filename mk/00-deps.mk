# Missing Debian packages are announced and installed before anything is built: GNU make remakes an included makefile first.
ifeq ($(filter clean help,$(MAKECMDGOALS)),)
include $(BUILD)/deps.mk
endif
$(BUILD)/deps.mk: tools/packages tools/deps.sh
	@mkdir -p $(@D)
	@tools/deps.sh
	@echo '# packages were looked for' > $@
