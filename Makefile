# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
#
# make            build build/tamtam            make demo       a newsroom with a tamtam, on your screen
# make check      all tests, with sanitizers    make install    DESTDIR= PREFIX=/usr/local
# make deps       the libraries (apt)           make deps-check what the tests need besides
# make room-NAME  one room of the house         make unit-NAME  one unit test

CC ?= cc
B ?= build
PREFIX ?= /usr/local
DESTDIR ?=
SANITIZE ?=
VERSION := 0.1.0

ROOMS := base listener analysis store tamtam desk newsroom cli
PACKAGES := libcurl jansson libxml-2.0 sqlite3 libpcre2-8 libutf8proc libsodium libmicrohttpd pangocairo libqpdf

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
	-Wwrite-strings -Wvla -Wformat=2
OPTIMIZE ?= -O2 -g
PKG_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PACKAGES)))
PKG_LIBS := $(shell pkg-config --libs $(PACKAGES)) -lstemmer -lm -lpthread
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -I. -DTAMTAM_VERSION='"$(VERSION)"' -DTAMTAM_PREFIX='"$(PREFIX)"' \
	$(WARNINGS) $(OPTIMIZE) $(SANITIZE:%=-fsanitize=% -fno-omit-frame-pointer -fno-sanitize-recover=all) \
	$(PKG_CFLAGS) $(CFLAGS)
ALL_LDFLAGS = $(SANITIZE:%=-fsanitize=%) $(LDFLAGS)

SOURCES := $(foreach room,$(ROOMS),$(wildcard $(room)/*.c))
HEADERS := $(foreach room,$(ROOMS),$(wildcard $(room)/*.h))
OBJECTS := $(SOURCES:%.c=$(B)/%.o)
LIBRARY := $(filter-out $(B)/cli/main.o,$(OBJECTS))
UNIT_TESTS := $(patsubst tests/unit/%.c,$(B)/tests/unit/%,$(wildcard tests/unit/test_*.c))

all: $(B)/tamtam

$(B)/tamtam: $(OBJECTS)
	@echo '  LD $@'
	@$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)

$(B)/%.o: %.c
	@mkdir -p $(@D)
	@echo '  CC $<'
	@$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

room-%:
	@$(MAKE) --no-print-directory $(patsubst %.c,$(B)/%.o,$(wildcard $*/*.c))

# A unit test is linked with the rooms that its first lines name: /* rooms: base listener */
$(B)/tests/unit/%: tests/unit/%.c
	@mkdir -p $(@D)
	@rooms=$$(sed -n 's,^/\* rooms: \(.*\) \*/$$,\1,p' $<); objects=; \
	for room in $$rooms; do for c in $$room/*.c; do case $$c in cli/main.c) ;; *) objects="$$objects $(B)/$${c%.c}.o";; esac; done; done; \
	$(MAKE) --no-print-directory $$objects && \
	echo "  LD $@" && $(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $< $$objects $(PKG_LIBS) -lcmocka

unit-%: FORCE
	@$(MAKE) --no-print-directory $(B)/tests/unit/test_$* && $(B)/tests/unit/test_$*

clean:
	rm -rf build

FORCE:
.PHONY: all clean FORCE

-include $(OBJECTS:.o=.d)
