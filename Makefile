# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Tamtam contributors
#
# make            build build/tamtam              make demo        a newsroom with a tamtam, on your screen
# make check      all tests, with sanitizers      make install     DESTDIR= PREFIX=/usr/local
# make deps       the libraries (apt)             make deps-check  what the tests need besides
# make fuzz       every fuzz target or those of FUZZ, FUZZ_SECONDS each
# make check-arrows  the rooms' includes
# make man        manual pages                    make faults     kills, full disk, locks, clocks: KILLS, FAULTS='scenario --seed S'
# make soak       simulated months of the daemon: DAYS
# make mutations  break the risky places: do tests see it?
# make weights    learn the shipped weights, GOLD  make held-out    how good they are on sets left out
# make grouping-weights, grouping-held-out, grouping-score: the same for grouping
# make watch      how soon alerts are, and false   make tomorrow   forecasts beside naive ones   make speed       posts a second by archive
# make load       a festival's peak on the real clock: MINUTES
# make lint       headers, layout, static analysis  make sizes     the longest files and functions
# make bench      speed and memory, docs/benchmarks.md   make bench-quick  the same, smaller, on your screen
# make quality    how good it is on GOLD, docs/quality.md; figures: wished and measured, docs/figures.md
# make profile    where time and memory go, docs/profile.md; BEFORE=BUILD puts another build beside it
# make coverage   what the tests run, and what not: docs/coverage.md, build/coverage/uncovered.txt; ONLY=PART of the tests
# make room-NAME  one room of the house           make unit-NAME   one unit test
# Variables: CC, B (build folder), SANITIZE=address,undefined, CFLAGS, FUZZ_SECONDS, FUZZ

CC ?= cc
B ?= build
PREFIX ?= /usr/local
DESTDIR ?=
SANITIZE ?=
FUZZ_SECONDS ?= 60
FUZZ ?=
KILLS ?= 200
export ONLY ?=
VERSION := 0.1.0

ROOMS := base store analysis listener tamtam desk newsroom cli

# Debian's packages: libraries as pkg-config names them, then those without a .pc file, then what runs with them.
LIBRARIES := libcurl:libcurl4-openssl-dev jansson:libjansson-dev libxml-2.0:libxml2-dev sqlite3:libsqlite3-dev \
	libpcre2-8:libpcre2-dev libutf8proc:libutf8proc-dev libsodium:libsodium-dev libmicrohttpd:libmicrohttpd-dev \
	pangocairo:libpango1.0-dev libqpdf:libqpdf-dev
DEPS := build-essential pkg-config $(foreach l,$(LIBRARIES),$(lastword $(subst :, ,$l))) libstemmer-dev \
	fonts-open-sans fonts-noto-color-emoji fonts-dejavu-core hunspell-nl
DEPS_CHECK := libcmocka-dev clang clang-tidy libclang-rt-14-dev poppler-utils qpdf xmlstarlet chromium-headless-shell nodejs npm curl python3 nginx-light
PACKAGES := $(foreach l,$(LIBRARIES),$(firstword $(subst :, ,$l)))

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
	-Wwrite-strings -Wvla -Wformat=2
# With gcc across files, for what is called for every word; the two files that take in others as they are (.incbin) stay apart.
ACROSS := $(if $(findstring Free Software,$(shell $(CC) --version 2>/dev/null)),-flto=auto)
OPTIMIZE ?= -O3 -g $(ACROSS)
PKG_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PACKAGES) 2>/dev/null))
PKG_LIBS := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lstemmer -lm -lpthread
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -I. -DTAMTAM_VERSION='"$(VERSION)"' \
	$(WARNINGS) $(OPTIMIZE) $(SANITIZE:%=-fsanitize=% -fno-omit-frame-pointer -fno-sanitize-recover=all) \
	$(PKG_CFLAGS) $(CFLAGS)
ALL_LDFLAGS = $(SANITIZE:%=-fsanitize=%) $(LDFLAGS)

SOURCES := $(foreach room,$(ROOMS),$(wildcard $(room)/*.c))
HEADERS := $(foreach room,$(ROOMS),$(wildcard $(room)/*.h))
OBJECTS := $(SOURCES:%.c=$(B)/obj/%.o)
LIBRARY := $(filter-out $(B)/obj/cli/%.o,$(OBJECTS))
UNIT_TESTS := $(patsubst tests/unit/%.c,$(B)/tests/unit/%,$(wildcard tests/unit/test_*.c))
FUZZ_TARGETS := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))

all: $(B)/tamtam

$(B)/tamtam: $(OBJECTS)
	@echo '  LD $@'
	@$(CC) $(OPTIMIZE) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)

$(B)/obj/%.o: %.c | libraries
	@mkdir -p $(@D)
	@echo '  CC $<'
	@$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# The word list of the compound splitter, compiled once from hunspell-nl (or the small one in the tree). What is generated gets its
# name when it is whole, so that two makes of one build folder don't meet in a half-written file.
HUNSPELL_NL ?= $(firstword $(wildcard /usr/share/hunspell/nl.dic lexicons/words/words.txt))
$(B)/words.inc: $(B)/compile-words $(HUNSPELL_NL)
	@echo '  GEN $@'
	@$(B)/compile-words $(HUNSPELL_NL) >$@.$$$$ && mv $@.$$$$ $@

$(B)/compile-words: $(B)/obj/lexicons/words/compile.o $(B)/obj/analysis/tokens.o $(patsubst %.c,$(B)/obj/%.o,$(wildcard base/*.c))
	@$(CC) $(OPTIMIZE) $(ALL_LDFLAGS) -o $@.$$$$ $^ $(PKG_LIBS) && mv $@.$$$$ $@

# How a concept is written for people: the rows of concept-titles.tsv, sorted.
$(B)/topics.inc: lexicons/words/concept-titles.tsv
	@mkdir -p $(@D)
	@awk -F '\t' '!/^#/ && NR > 1 && $$1 != "concept" && $$2 != "" { \
	  printf "{\"%s\", \"%s\", %s},\n", $$1, $$2, $$3 == "" ? 1 : $$3 }' $< | LC_ALL=C sort >$@.$$$$ && mv $@.$$$$ $@

$(B)/obj/tamtam/words.o: $(B)/topics.inc
$(B)/obj/tamtam/words.o: ALL_CFLAGS += -I$(B)
$(B)/obj/analysis/compound.o: $(B)/words.inc
$(B)/obj/tamtam/report_css.o: tamtam/report.css
$(B)/obj/newsroom/static.o: $(wildcard newsroom/static/*)
$(B)/obj/tamtam/report_css.o $(B)/obj/newsroom/static.o: ALL_CFLAGS += -fno-lto
$(B)/obj/analysis/compound.o: ALL_CFLAGS += -I$(B)

# The small web server that serves a folder on loopback, for the demo and the tests.
$(B)/loopserve: tests/loopserve.c $(patsubst %.c,$(B)/obj/%.o,$(wildcard base/*.c))
	@echo '  LD $@'
	@$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)

# A mail server on loopback that makes trouble, for the tests.
$(B)/smtpsink: tests/smtpsink.c
	@mkdir -p $(@D)
	@echo '  LD $@'
	@$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^

# Holds PDF files against the rules of PDF/UA-1 and PDF/A-2a, for the tests.
$(B)/pdfcheck: tests/pdfcheck.c tests/pdfcheck.h $(patsubst %.c,$(B)/obj/%.o,$(wildcard base/*.c))
	@echo '  LD $@'
	@$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $(filter-out %.h,$^) $(PKG_LIBS)

# Learn and measure the weights of grouping and of the marks, and the speed of parse: see their heads.
$(B)/grouping $(B)/speed $(B)/entries $(B)/watch $(B)/tomorrow: $(B)/obj/bench/corpus.o
$(B)/grouping $(B)/speed $(B)/entries $(B)/watch $(B)/tomorrow $(B)/crossval $(B)/parse $(B)/feeds: $(B)/%: bench/%.c $(LIBRARY)
	@echo '  LD $@'
	@$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)

# 2,000 feeds on as many hosts against the floor of curl, SAX and SQLite.
bench-feeds: $(B)/tamtam $(B)/loopserve $(B)/feeds
	@bench/feeds.py $(B)

bench-entries: $(B)/entries
	@$(B)/entries lexicons $(SET_A)

bench-parse: $(B)/parse
	@$(B)/parse || true

# The documents of other readers' suites, and captures of real feeds, by the judge that stands beside them.
FEEDS ?= ../shared/feeds
feeds-score: $(B)/tamtam
	@for set in suite real; do python3 $(FEEDS)/../tools/judge_feeds.py --expect $(FEEDS)/$$set-expect.json --feeds $(FEEDS)/$$set \
	  --cmd '$(B)/tamtam parse --base {url} {file}' | tail -2 | sed "s/^/$$set: /"; done

# The shipped weights of the marks, from labelled posts; and how good they are on sets that were left out.
GOLD ?= ../shared/gold
LABELLED = examples/turfbrug=$(GOLD)/dev-a.jsonl examples/turfbrug=$(GOLD)/dev-b.jsonl examples/waterstad=$(GOLD)/train-e.jsonl \
	examples/heideland=$(GOLD)/train-f.jsonl examples/turfbrug=$(GOLD)/train-g.jsonl examples/mijnrade=$(GOLD)/train-h.jsonl \
	examples/polderstad=$(GOLD)/train-i.jsonl examples/turfbrug=$(GOLD)/train-l.jsonl lexicons/taught.jsonl \
	+$(GOLD)/public/xed-nl.jsonl

# Grouping is learned on each set, and on sets joined to streams as dense as a busy town's (bench/corpus.h).
T := examples/turfbrug=$(GOLD)
SET_A := $T/dev-a.jsonl
SET_B := $T/dev-b.jsonl
SET_E := examples/waterstad=$(GOLD)/train-e.jsonl
SET_F := examples/heideland=$(GOLD)/train-f.jsonl
SET_G := $T/train-g.jsonl
SET_H := examples/mijnrade=$(GOLD)/train-h.jsonl
SET_I := examples/polderstad=$(GOLD)/train-i.jsonl
GROUPED = $(SET_A) $(SET_B) $(SET_E) $(SET_F) $(SET_G) $(SET_H) $(SET_I) \
	$(SET_A)+$(SET_B)+$(SET_G) $(SET_E)+$(SET_F)+$(SET_H) $(SET_I)+$(SET_E)+$(SET_F) $(SET_H)+$(SET_I)+$(SET_E) $(SET_F)+$(SET_H)+$(SET_I)

# A set's marks come from weights that haven't seen its town, as the shipped ones haven't seen the next town: grouping must not
# lean on marks that are better than they will be.
TOWNS := turfbrug waterstad heideland mijnrade polderstad
$(B)/cross/%/learned.tsv: $(B)/crossval lexicons/learned.tsv lexicons/taught.jsonl
	@mkdir -p $(@D)
	@echo '  LEARN without $*'
	@$(B)/crossval learn lexicons $(filter-out examples/$*=%,$(LABELLED)) >$@

cross: $(TOWNS:%=$(B)/cross/%/learned.tsv)
	@ln -sf $(filter-out %/learned.tsv,$(abspath $(wildcard lexicons/*.tsv))) $(B)/cross

grouping-weights: $(B)/grouping cross
	@$(B)/grouping fit lexicons $(B)/cross $(GROUPED) >lexicons/grouping.tsv.new && mv lexicons/grouping.tsv.new lexicons/grouping.tsv

grouping-held-out: $(B)/grouping cross
	@$(B)/grouping held-out lexicons $(B)/cross $(GROUPED)

grouping-score: $(B)/grouping cross
	@$(B)/grouping score lexicons $(B)/cross $(GROUPED)

# Alerts: how soon incidents are warned of, and how often in ordinary years it is for nothing.
SETS_L = $T/train-l.jsonl examples/waterstad=$(GOLD)/train-l.jsonl examples/heideland=$(GOLD)/train-l.jsonl \
	examples/mijnrade=$(GOLD)/train-l.jsonl examples/polderstad=$(GOLD)/train-l.jsonl

watch: $(B)/watch cross
	@$(B)/watch incidents $(B)/cross $(SET_A) $(SET_B) $(SET_E) $(SET_F) $(SET_G) $(SET_H) $(SET_I) $(SETS_L)
	@$(B)/watch year $(B)/cross $(SET_A)+$(SET_B)+$(SET_E)+$(SET_F)+$(SET_G)+$(SET_H)+$(SET_I) 5

# Forecasts of growth and contacts next to the naive ones.
.PHONY: tomorrow
tomorrow: $(B)/tomorrow
	@$(B)/tomorrow lexicons $(SET_A) $(SET_B) $(SET_E) $(SET_F) $(SET_G) $(SET_H) $(SET_I)

# Microseconds per post of marks and grouping, by the size of the archive.
speed: $(B)/speed
	@$(B)/speed lexicons $(SET_A)+$(SET_B)+$(SET_G) 300000

weights: $(B)/crossval
	@$(B)/crossval learn lexicons $(LABELLED) >lexicons/learned.tsv.new && mv lexicons/learned.tsv.new lexicons/learned.tsv

held-out: $(B)/crossval
	@$(B)/crossval score lexicons $(LABELLED)

# Other programs that do parts of the work, to compare with.
bench-deps: deps-check
	@tests/install.sh newsboat sfeed weasyprint
	@PACKAGES='rss-parser@3 feedsmith@2 natural@8 @nlpjs/core@4 @nlpjs/lang-nl@4 @nlpjs/sentiment@4' tests/install_npm.sh $(CURDIR)/build/npm-peers

bench: bench-deps all
	@python3 bench/run.py $(B)
	@python3 bench/figures.py

bench-quick: all
	@python3 bench/run.py $(B) quick

profile: all
	@tests/install.sh valgrind
	@python3 bench/profile.py $(B) $(BEFORE)

# What 600 posts a minute cost, and how soon an alert leaves by mail.
MINUTES ?= 10
load: $(B)/tamtam $(B)/smtpsink
	@python3 bench/load.py $(B) --minutes $(MINUTES)

quality: bench-deps all
	@python3 bench/quality.py $(B) $(GOLD)
	@python3 bench/figures.py

# What was wished beside what bench, quality, coverage, mutations, fuzz, faults, soak, load and check-corpora last measured.
figures:
	@python3 bench/figures.py

# Every report of every labelled corpus against the rules: pages, PDF/UA-1, no words of residents (minutes).
check-corpora: $(B)/tamtam $(B)/pdfcheck
	@python3 tests/corpora.py $(B) $(GOLD)

# A PDF against Chromium's and WeasyPrint's of the same page.
bench-web: $(B)/tamtam $(B)/loopserve
	@TAMTAM=$(B)/tamtam LOOPSERVE=$(B)/loopserve python3 bench/web.py

bench-pdf: $(B)/tamtam $(B)/loopserve
	@tests/install.sh chromium-headless-shell weasyprint
	@bench/pdf.sh $(B)

room-%:
	@$(MAKE) --no-print-directory $(patsubst %.c,$(B)/obj/%.o,$(wildcard $*/*.c))

# ---- libraries ----

# Names every library that is missing, with its package, before the compiler stumbles over it.
libraries:
	@missing=; for l in $(LIBRARIES); do \
	  pkg-config --exists "$${l%%:*}" 2>/dev/null || missing="$$missing $${l#*:}"; done; \
	[ -e /usr/include/libstemmer.h ] || missing="$$missing libstemmer-dev"; \
	[ -z "$$missing" ] || { echo "missing Debian packages:$$missing; 'make deps' installs them" >&2; exit 1; }

deps:
	@tests/install.sh $(DEPS)

deps-check: deps
	@tests/install.sh $(DEPS_CHECK)
	@tests/install_npm.sh $(CURDIR)/build/npm
	@tests/unpack_dovecot.sh $(CURDIR)/build/dovecot || true

# ---- what a newcomer calls ----

# As many jobs as there are cores, where nobody said how many.
AS_MANY = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell nproc))

demo: deps
	@$(MAKE) --no-print-directory $(AS_MANY) $(B)/tamtam $(B)/loopserve
	@examples/demo.sh $(B)

check: deps-check
	@$(MAKE) --no-print-directory $(AS_MANY) B=build/check SANITIZE=address,undefined OPTIMIZE='-O1 -g1' CFLAGS='$(CFLAGS) -Werror' check-built

check-built: $(B)/replay $(B)/tamtam $(B)/loopserve $(B)/smtpsink $(B)/pdfcheck unit-tests
	@tests/run.sh $(B)

unit-tests: $(UNIT_TESTS)

check-arrows:
	@tests/arrows.sh

# What needs no run: headers, layout, static analysis. sizes: the longest files and functions, as a report.
lint: $(B)/words.inc $(B)/topics.inc
	@tests/lint.sh $(B) -D_GNU_SOURCE -I. -DTAMTAM_VERSION='"$(VERSION)"' $(PKG_CFLAGS)

sizes:
	@tests/sizes.sh

# Which lines, branches and functions the tests run, by room; build/coverage/uncovered.txt has those that never ran. ONLY=EXPRESSION
# runs a part of the tests, and notes nothing in docs/coverage.md; what fails is told, and is no reason to stop: check is there for that.
coverage: deps-check
	@tests/install.sh gcovr
	@find build/coverage -name '*.gcda' -delete 2>/dev/null || true
	@$(MAKE) --no-print-directory B=build/coverage OPTIMIZE='-O0 -g' CFLAGS='--coverage -fprofile-update=atomic -DCOVERAGE_FOLDER=\"$(CURDIR)/build/coverage\"' \
	  LDFLAGS=--coverage check-built || true
	@gcovr --root . --object-directory build/coverage $(ROOMS:%=--filter %/) --json build/coverage/report.json 2>build/coverage/gcovr.log
	@python3 tests/coverage.py build/coverage/report.json build/coverage/uncovered.txt $(if $(ONLY),,note)

# Breaks the risky places one at a time; each must make its test fail. PLACE=masking tries those alone.
mutations:
	@tests/mutations.sh $(PLACE)

install: all man
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/tamtam/lexicons/words
	install -m 755 $(B)/tamtam $(DESTDIR)$(PREFIX)/bin/tamtam
	install -m 644 lexicons/*.tsv $(DESTDIR)$(PREFIX)/share/tamtam/lexicons
	install -m 644 lexicons/words/*.tsv $(DESTDIR)$(PREFIX)/share/tamtam/lexicons/words
	install -m 644 tamtam.conf feeds.conf $(DESTDIR)$(PREFIX)/share/tamtam
	install -d $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 $(B)/man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1

# Manual pages from the help texts.
man: $(B)/tamtam
	@docs/man.sh $(B)/tamtam $(B)/man

clean:
	rm -rf build

# ---- tests ----

# A unit test is linked with the rooms that its head names: /* rooms: base listener */
rooms_of = $(shell sed -n 's,^/\* rooms: \(.*\) \*/$$,\1,p' $1)
objects_of = $(patsubst %.c,$(B)/obj/%.o,$(foreach room,$(call rooms_of,$1),$(wildcard $(room)/*.c)))
.SECONDEXPANSION:
$(B)/tests/unit/%: tests/unit/%.c $$(call objects_of,tests/unit/$$*.c)
	@mkdir -p $(@D)
	@echo '  LD $@'
	@$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS) -lcmocka

unit-%:
	@$(MAKE) --no-print-directory $(B)/tests/unit/test_$* && $(B)/tests/unit/test_$*

fuzz:
	@mkdir -p build/fuzz
	@flock build/fuzz/lock $(MAKE) --no-print-directory B=build/fuzz CC=clang SANITIZE=address,undefined OPTIMIZE='-O1 -g' \
	  CFLAGS='-fsanitize=fuzzer-no-link' fuzz-built
	@tests/fuzz.sh build/fuzz $(FUZZ_SECONDS) $(FUZZ)

# The short run of `make check`: all targets in one program, their entries renamed.
$(B)/obj/tests/fuzz/fuzz_%.o: ALL_CFLAGS += -DLLVMFuzzerTestOneInput=$(notdir $*)
$(B)/obj/tests/fuzz/replay.o: ALL_CFLAGS += '-DTARGETS(X)=$(patsubst fuzz_%,X(%),$(FUZZ_TARGETS))'
$(B)/obj/tests/fuzz/replay.o: $(wildcard tests/fuzz/fuzz_*.c)
$(B)/replay: $(B)/obj/tests/fuzz/replay.o $(FUZZ_TARGETS:%=$(B)/obj/tests/fuzz/%.o) $(LIBRARY)
	@echo '  LD $@'
	@$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)

# Faults against the running daemon, with nginx and opensmtpd where they are installed; the disk of one is a tmpfs in a mount namespace of its own.
faults: $(B)/tamtam $(B)/smtpsink
	@TAMTAM=$(CURDIR)/$(B)/tamtam SMTPSINK=$(CURDIR)/$(B)/smtpsink FAULTS_UNSHARED=yes \
	  $(shell for f in -m -rm; do unshare $$f true 2>/dev/null && echo unshare $$f && exit; done; echo env FAULTS_UNSHARED=no) python3 tests/faults/faults.py --note --kills $(KILLS) $(FAULTS)

# Simulated months on a leaping clock: memory, descriptors, the calendar.
DAYS ?= 62
soak: $(B)/tamtam $(B)/smtpsink
	@TAMTAM=$(CURDIR)/$(B)/tamtam SMTPSINK=$(CURDIR)/$(B)/smtpsink python3 tests/faults/soak.py --days $(DAYS)

fuzz-built: $(FUZZ_TARGETS:%=$(B)/tests/fuzz/%)

$(B)/tests/fuzz/%: tests/fuzz/%.c $(LIBRARY)
	@mkdir -p $(@D)
	@echo '  LD $@'
	@$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $< $(LIBRARY) $(PKG_LIBS)

.PHONY: bench-feeds bench-web bench-entries figures load soak faults man check-corpora bench-pdf all libraries deps deps-check demo check check-built unit-tests check-arrows lint sizes mutations install clean fuzz fuzz-built weights held-out \
	grouping-weights grouping-held-out grouping-score watch speed


-include $(OBJECTS:.o=.d) $(B)/obj/bench/corpus.d $(FUZZ_TARGETS:%=$(B)/obj/tests/fuzz/%.d) $(B)/obj/tests/fuzz/replay.d
