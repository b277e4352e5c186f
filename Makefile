# oitcheck - build, test, run. `make help` lists the targets.
# SPDX-License-Identifier: MIT

PROFILE ?= release
CC      ?= gcc
BUILD   := build/$(PROFILE)
VERSION := 0.1.0

PACKAGES := lept libcurl libxml-2.0 libpcre2-8 sqlite3 yaml-0.1 jansson libpsl libseccomp zlib libbrotlidec libzstd libssl libcrypto
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wformat=2 -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings \
            -Wcast-qual -Wpointer-arith -Wundef -Wvla -Wconversion -Wsign-conversion -Wswitch-enum -fno-common
CFLAGS_release := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
LDFLAGS_release := -pie -Wl,-z,relro,-z,now
CFLAGS_debug   := -O0 -g
CFLAGS_asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -DOIT_SANITIZED=1
LDFLAGS_asan   := -fsanitize=address,undefined
CFLAGS_cov     := -O0 -g --coverage
LDFLAGS_cov    := --coverage
CFLAGS_fuzz    := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined -DOIT_SANITIZED=1
LDFLAGS_fuzz   := -fsanitize=fuzzer,address,undefined
ifeq ($(CI),true)
WARNINGS += -Werror
endif

PREFIX  ?= /usr/local
DATADIR ?= $(PREFIX)/share/oitcheck

# Inflates pages at half of zlib's cost where it is there (libdeflate-dev); without it zlib does all.
ifeq ($(shell pkg-config --exists libdeflate 2>/dev/null && echo yes),yes)
PACKAGES += libdeflate
DEFLATE := -DOIT_LIBDEFLATE=1
else
DEFLATE := -DOIT_LIBDEFLATE=0
endif

# Package flags are asked once a build tree (pkg-config may not be there before `make deps`). Library headers are system headers to us.
LIB_CFLAGS = $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null | sed 's/-I/-isystem /g')
LIB_LIBS   = $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lxlsxwriter -lfreexl -lm
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE $(DEFLATE) $(WARNINGS) $(CFLAGS_$(PROFILE)) $(LIB_CFLAGS) -Iinclude -Isrc -DOIT_VERSION='"$(VERSION)"' \
             -DOIT_DATADIR='"$(DATADIR)"' $(CFLAGS)
ALL_LDFLAGS = $(LDFLAGS_$(PROFILE)) $(LDFLAGS)

LIB_SRC  := $(filter-out src/cli/main.c,$(sort $(wildcard src/*/*.c)))
LIB_OBJ  := $(LIB_SRC:%.c=$(BUILD)/%.o)
LIB      := $(BUILD)/liboitcheck.a
PROGRAM  := $(BUILD)/oitcheck
TESTD    := $(BUILD)/testd
# tests/<room>/test_x.c is one cmocka program; tests/support/*.c is linked into each of them.
TEST_SRC := $(sort $(wildcard tests/*/test_*.c))
TEST_BIN := $(TEST_SRC:%.c=$(BUILD)/%)
SUPPORT_OBJ := $(patsubst %.c,$(BUILD)/%.o,$(sort $(wildcard tests/support/*.c)))
TESTD_OBJ := $(patsubst %.c,$(BUILD)/%.o,$(sort $(wildcard tests/testd/*.c)))

.DEFAULT_GOAL := all
.SECONDARY:
.PHONY: all deps run test build clean help check check-floors check-headers install

all: build ## build oitcheck (PROFILE=release|debug|asan|cov)

build: $(PROGRAM) $(if $(TESTD_OBJ),$(TESTD))

deps: ## install what is missing (apt; as root or through sudo)
	@scripts/deps.sh

run: deps ## check URL=https://... (without URL: the bundled demo agency on loopback)
	@$(MAKE) --no-print-directory -s -j$$(nproc) build
	@scripts/run.sh "$(PROGRAM)" "$(TESTD)" "$(URL)"

test: deps ## build and run all tests that need nothing but `make deps`
	@$(MAKE) --no-print-directory -s -j$$(nproc) test-programs
	@scripts/test.sh "$(BUILD)"

.PHONY: test-programs
test-programs: build $(TEST_BIN)

$(BUILD)/bench/%: $(BUILD)/bench/%.o $(LIB)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIB_LIBS)

.PHONY: kill9
kill9: build $(BUILD)/tests/durable/test_kill9 $(BUILD)/tests/durable/kill_scans ## kill -9 a check of 300 pages at KILLS=100 random moments (SEED=n), resume, compare the reports
	@KILLS=$(or $(KILLS),100) OITCHECK_BUILD=$(BUILD) $(BUILD)/tests/durable/test_kill9
	@KILLS=1 OITCHECK_BUILD=$(BUILD) $(BUILD)/tests/durable/kill_scans

.PHONY: valgrind
valgrind: test-programs ## unit tests under valgrind (apt-get install valgrind)
	@scripts/valgrind.sh $(BUILD)

.PHONY: bench
bench: build $(BUILD)/bench/sax_loop ## CPU and memory of a whole check beside a plain loop, wget and Scrapy (needs nginx, wget, python3)
	@for profile in hard template; do bench/crawl.py --build $(BUILD) --profile $$profile || exit 1; done
	@bench/crawl.py --build $(BUILD) --pages 500 --rounds 1 --duplicates 8
.PHONY: bench-memory
bench-memory: build $(BUILD)/bench/big_site ## memory of the main process on sites of 10,000 and 100,000 pages
	@bench/memory.py --build $(BUILD)
.PHONY: bench-order bench-hygiene
bench-order: build ## how soon the evidence is found on generated sites of 3,000 pages, by the server's log
	@bench/order.py --build $(BUILD)
bench-hygiene: build ## requests a page where links are spelled in many ways, by the server's log
	@bench/hygiene.py --build $(BUILD)
.PHONY: bench-pdf
bench-pdf: $(BUILD)/bench/pdf_workers ## what a second worker is worth where nearly everything is a PDF
	@$(BUILD)/bench/pdf_workers fixtures/pdf/plan.pdf fixtures/pdf/plan-objects.pdf fixtures/pdf/plan-locked.pdf fixtures/pdf/links.pdf
.PHONY: bench-html
bench-html: $(BUILD)/bench/html_bench ## the HTML tokenizer beside libxml2's parser (docs/decisions/0001)
	@$(BUILD)/bench/html_bench fixtures/extract/*.html fixtures/demo/site/sitemap.html

.PHONY: test-ui test-office test-render screenshot
screenshot: build ## docs/images/report.png, which README shows, made again (needs chromium, nodejs, npm, imagemagick)
	@tests/ui/screenshot.sh $(BUILD)
test-render: build $(BUILD)/tests/render/with_chromium ## pages made by script in chromium, its sandbox on (needs chromium; says SKIPPED without it)
	@$(BUILD)/tests/render/with_chromium || { status=$$?; [ $$status = 77 ] && echo "test-render: SKIPPED, nothing was tested" || exit $$status; }
test-ui: build $(BUILD)/tests/ui/pages ## every page that a command writes, of the demo and of an enemy's site, in chromium with axe (needs chromium, nodejs, npm, unzip)
	@tests/ui/run.sh $(BUILD)
test-office: build ## the demo's CSV and the officers' workbook in LibreOffice (needs libreoffice-calc, unzip, python3)
	@tests/office/run.sh $(BUILD)

.PHONY: test-warc
test-warc: build ## a bundle of the demo: its WARC in a public reader, its files by sha256sum (needs nodejs, npm, unzip, python3)
	@tests/warc/run.sh $(BUILD)

install: build ## into PREFIX (/usr/local): program, rules, schema, digit model, manual pages, completions
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(DATADIR)
	install -d $(addprefix $(DESTDIR)$(PREFIX)/share/,man/man1 man/th/man1 bash-completion/completions zsh/site-functions fish/vendor_completions.d)
	$(PROGRAM) manual --lang en > $(DESTDIR)$(PREFIX)/share/man/man1/oitcheck.1
	$(PROGRAM) manual --lang th > $(DESTDIR)$(PREFIX)/share/man/th/man1/oitcheck.1
	$(PROGRAM) completion bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/oitcheck
	$(PROGRAM) completion zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_oitcheck
	$(PROGRAM) completion fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/oitcheck.fish
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/oitcheck
	rm -rf $(addprefix $(DESTDIR)$(DATADIR)/,rules schema ocr)
	cp -r rules schema ocr $(DESTDIR)$(DATADIR)/
	chmod -R u=rwX,go=rX $(addprefix $(DESTDIR)$(DATADIR)/,rules schema ocr)

# All files of ours and no other: folders that others use stay, ours go when they are empty.
.PHONY: uninstall deb
uninstall: ## what `make install` put there (give it the same PREFIX and DESTDIR)
	rm -f $(DESTDIR)$(PREFIX)/bin/oitcheck $(addprefix $(DESTDIR)$(PREFIX)/share/,man/man1/oitcheck.1 man/th/man1/oitcheck.1 bash-completion/completions/oitcheck \
	  zsh/site-functions/_oitcheck fish/vendor_completions.d/oitcheck.fish)
	rm -rf $(addprefix $(DESTDIR)$(DATADIR)/,rules schema ocr)
	[ ! -d $(DESTDIR)$(DATADIR) ] || rmdir --ignore-fail-on-non-empty $(DESTDIR)$(DATADIR)

.PHONY: test-install
test-install: build ## install twice, run, uninstall, in a folder of its own
	@tests/install/run.sh $(BUILD)

deb: deps ## build/deb/oitcheck_VERSION_ARCH.deb (needs dpkg-dev)
	@scripts/deb.sh $(VERSION)

.PHONY: check-docs
check-docs: build ## the commands of README and docs/*.th.md, run as written against the demo (needs python3)
	@tests/docs/run.py $(BUILD)

check: check-floors check-headers ## lint: floors, headers
check-floors: ## each room includes only lower rooms; third-party libraries only behind their door
	@scripts/check-floors.sh
check-headers: ## each header compiles alone
	@scripts/check-headers.sh $(CC) $(ALL_CFLAGS)

# Each tests/fuzz/fuzz_x.c is a libFuzzer program; what it finds is left in build/fuzz/found/x-*.
FUZZ_SECONDS ?= 60
FUZZ_JOBS ?= $(shell nproc)
FUZZ_SRC := $(sort $(wildcard tests/fuzz/fuzz_*.c))
FUZZ_BIN := $(FUZZ_SRC:%.c=$(BUILD)/%)
.PHONY: fuzz fuzz-programs
fuzz: ## build the fuzzers with clang and run each for FUZZ_SECONDS=60, FUZZ_JOBS side by side (FUZZ_ONLY="docx rtf")
	@$(MAKE) --no-print-directory PROFILE=fuzz CC=clang fuzz-programs
	@scripts/fuzz.sh build/fuzz $(FUZZ_SECONDS) $(FUZZ_JOBS) $(FUZZ_ONLY)
fuzz-programs: $(FUZZ_BIN)

FUZZ_COMMON := $(BUILD)/tests/fuzz/common.o
$(BUILD)/tests/fuzz/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(FUZZ_COMMON) $(LIB)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIB_LIBS)

# The same targets as functions of one test program (tests/fuzz/test_replay.c), with any compiler.
REPLAY_NAMES := $(FUZZ_SRC:tests/fuzz/fuzz_%.c=%)
REPLAY_OBJ := $(REPLAY_NAMES:%=$(BUILD)/tests/fuzz/replay/%.o)
$(BUILD)/tests/fuzz/replay/%.o: tests/fuzz/fuzz_%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -DLLVMFuzzerTestOneInput=fuzz_$* -MMD -MP -c -o $@ $<
$(BUILD)/tests/fuzz/replay/table.c: $(FUZZ_SRC) Makefile
	@mkdir -p $(@D)
	@{ echo '#include "replay.h"'; for n in $(REPLAY_NAMES); do echo "int fuzz_$$n(const uint8_t *data, size_t size);"; done; \
	  echo 'const struct replay_target replay_targets[] = {'; for n in $(REPLAY_NAMES); do echo "    {\"$$n\", fuzz_$$n},"; done; \
	  echo '};'; echo 'const size_t replay_n_targets = sizeof replay_targets / sizeof *replay_targets;'; } > $@
$(BUILD)/tests/fuzz/replay/table.o: $(BUILD)/tests/fuzz/replay/table.c
	$(CC) $(ALL_CFLAGS) -Itests/fuzz -MMD -MP -c -o $@ $<
$(BUILD)/tests/fuzz/test_replay: $(BUILD)/tests/fuzz/test_replay.o $(REPLAY_OBJ) $(BUILD)/tests/fuzz/replay/table.o $(FUZZ_COMMON) $(LIB)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIB_LIBS) -lcmocka

$(LIB): $(LIB_OBJ)
	@rm -f $@
	@ar rcs $@ $(LIB_OBJ)

$(PROGRAM): $(BUILD)/src/cli/main.o $(LIB)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIB_LIBS)

$(TESTD): $(TESTD_OBJ) $(LIB)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIB_LIBS)

# Small programs for rule writers and measurements: build/release/tools/titles rules/2567 < titles
$(BUILD)/tools/%: $(BUILD)/tests/tools/%.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIB_LIBS)

.PHONY: tools
tools: $(patsubst tests/tools/%.c,$(BUILD)/tools/%,$(wildcard tests/tools/*.c)) ## developer programs (titles: what the rules say about titles on stdin)

$(BUILD)/tests/%: $(BUILD)/tests/%.o $(SUPPORT_OBJ) $(LIB)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIB_LIBS) -lcmocka

# Preloaded into the program by tests/guest/test_ssrf.c and test_watch_names.c: names that say what the test wants.
$(BUILD)/tests/guest/names.so: tests/guest/names.c
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE $(WARNINGS) -O1 -g -fPIC -shared -o $@ $< -ldl
$(BUILD)/tests/guest/test_ssrf $(BUILD)/tests/guest/test_watch_names: | $(BUILD)/tests/guest/names.so

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Independent of rules and fixtures: sites with known truth, drawn from SEEDS. Needs LibreOffice (Writer), Thai fonts, python3-pil and python3-numpy beside
# `make deps`. OCR=off reads no scans (seconds instead of minutes); accuracy-again judges the crawls of the last time with program and rules of now;
# FORMATS=mixed: office files, scans, images and archives too; SITES: how many a seed (0: every style). CLOSING=1: seeds 900-999 and the sealed part, for final figures.
SEED ?= 1
SEEDS ?= $(SEED)
OCR ?= auto
SITES ?= 8
FORMATS ?= pdf
PYTHON ?= python3
ACCURACY := $(BUILD)/accuracy
# The first python that can draw; not asked before it is needed.
ACCURACY_PYTHON = $(shell for p in $(PYTHON) /usr/bin/python3; do $$p -c 'import PIL, numpy' 2>/dev/null && echo $$p && break; done)
MEASURE = $(ACCURACY_PYTHON) tests/accuracy/measure.py $(ACCURACY) --seeds "$(SEEDS)" --ocr $(OCR) --program $(PROGRAM) --testd $(TESTD) --rules rules/2567 \
	--report $(ACCURACY)/report.md --tsv $(ACCURACY)/verdicts.tsv $(if $(CLOSING),--sealed) $(MEASURE_FLAGS)
.PHONY: accuracy accuracy-again
accuracy: build ## judge generated agency sites with known truth (SEEDS="1 2", OCR=off; held-out styles first)
	@$(ACCURACY_PYTHON) tests/accuracy/generate.py $(ACCURACY) --seeds "$(SEEDS)" --formats $(FORMATS) --sites $(SITES) $(if $(CLOSING),--closing)
	@$(MEASURE)

accuracy-again: build ## judge the generated sites crawled before once more: no crawl, seconds
	@$(MEASURE) --again

# Needs what tools/digits/README.md names (Pillow, numpy, Thai fonts); SEED=n draws pages nobody has seen.
.PHONY: digits-accuracy
digits-accuracy: build $(BUILD)/tools/digits_dump $(BUILD)/tools/digits_proof ## years on fresh drawn scans: fonts kept out of training, then all (SEED=1)
	@tools/digits/measure.py --dump $(BUILD)/tools/digits_proof --split kept-out --seed $(SEED) --pages $(or $(PAGES),64) --out $(BUILD)/digits
	@tools/digits/measure.py --dump $(BUILD)/tools/digits_dump --split all --seed $(SEED) --pages $(or $(PAGES),200) --out $(BUILD)/digits
# The reader with the table of which training has not seen the fonts that are kept out; its objects stand before the library's.
$(BUILD)/tools/digits/proof_table.o: ALL_CFLAGS += -Isrc/extract
$(BUILD)/tools/digits_proof: $(BUILD)/tests/tools/digits_dump.o $(BUILD)/tools/digits/proof_table.o $(LIB)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIB_LIBS)

clean: ## remove build/
	rm -rf build

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | awk -F'\t' '{printf "%-16s %s\n", $$1, $$2}'

-include $(shell find build -type f -name '*.d' 2>/dev/null)
