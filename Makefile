# Pasboks: `make help` tells what can be made. On Debian 12 nothing need be there beforehand but this; Swift is offered where it is missing.

prefix     ?= /usr/local
sysconfdir ?= /etc
unitdir    ?= $(prefix)/lib/systemd/system
DESTDIR    ?=

# Where the installers put the toolchain when it is not on the PATH.
places := $(HOME)/.swiftly/bin:$(HOME)/.local/share/swiftly/bin:$(HOME)/.local/bin:/usr/local/swift/usr/bin:/usr/libexec/swift/bin
ifeq ($(origin SWIFT), undefined)
SWIFT := $(shell PATH="$$PATH:$(places)" command -v swift)
endif
# The scripts that build ask for it by this name.
export SWIFT

# The build refuses an import that Package.swift does not allow: that is what keeps the rooms apart.
flags   := --explicit-target-dependency-import-check error
release := -c release
# Built apart, so that a test run never leaves another program to be installed.
static  := .build-release

# The same bytes in whatever folder it is built. What names the folder, or hangs on it: C's __FILE__; debug information, which nobody
# installs; the hashes of its own options that the compiler leaves in each object, to know one again that it need not write; and the
# length of a source's path, which stands in what checks withoutActuallyEscaping (GRDB's): to the compiler the folder has another name.
# By that name #fileID becomes a path; nothing here reads it.
names   := $(static)/names.yaml
same    := -debug-info-format none -Xcc '-ffile-prefix-map=$(CURDIR)=.' -Xswiftc -vfsoverlay -Xswiftc '$(abspath $(names))' \
           -Xswiftc -Xfrontend -Xswiftc -disable-incremental-llvm-codegen

# Swift's own libraries are in every program, and nothing is bound later with what stood in the registers.
bound   := --static-swift-stdlib --disable-local-rpath -Xswiftc -use-ld=lld -Xlinker -z -Xlinker now

# Each function for itself, so that the linker can lay them as it is told.
strewn  := -Xswiftc -Xfrontend -Xswiftc -function-sections -Xcc -ffunction-sections -Xcxx -ffunction-sections

# The box needs no other file: no loader looks for fifty thousand names before its first line. It can lie anywhere in memory all the same.
# The C library in it refuses a place to look for libraries; and what is freed is overwritten by our own (Sources/CMemory/freeing.c), by
# which the linker stands for the C library's. Package.swift tells the linker so of the box, and not of a program that looks hosts up or asks
# Debian's libraries: from those the C library stays outside, for it asks libraries that the system names.
# Its functions lie in the order in which a start and a visit take them (`make function-order`), and those without a name together:
# what a start runs, two megabytes, lay strewn over eighteen that have to be mapped.
order   := Packaging/function-order
alone    = -static-executable -Xclang-linker -static-pie -Xlinker --pack-dyn-relocs=relr -Xlinker --wrap=free \
           -Xlinker --wrap=realloc -Xlinker --symbol-ordering-file=$(abspath $(order)) -Xlinker --no-warn-symbol-ordering \
           -Xlinker -T$(abspath Packaging/nameless-functions.ld)

.DEFAULT_GOAL := help
.PHONY: help program run test test-threads lint bench bench-quick bench-check function-order release release-box build-release \
        overlay manual install uninstall deb test-system reproducible toolchain

help:            ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1|/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "%-19s %s\n", $$1, $$2 }'

# What a library installs, and the same with the simulated world in it.
programs := pasboks pasboks-world
# What knows a network: the box's way to the authority, and an authority to try it against. And what reads passports' chips.
apart    := pasboks-uplink pasboks-authority pasboks-passport
built    = $(programs:%=$(static)/release/%) $(apart:%=$(static)/release/%)

# The programs as they are tried out and measured, libraries outside.
program: toolchain
	@Packaging/build-dependencies
	@for product in $(programs); do $(SWIFT) build $(release) $(flags) --product $$product || exit; done

run: program     ## build the box and open it on this terminal, devices simulated
	@# Told so, the loader binds all functions at once; else the program would begin anew to have it so. A crash opens no debugger at the keypad.
	@LD_BIND_NOW=1 SWIFT_BACKTRACE=enable=no exec "$$($(SWIFT) build $(release) --show-bin-path)/pasboks-world" run $(RUN)

test: toolchain  ## build everything and run every test; quiet when all is well
	@Packaging/build-dependencies tmux espeak-ng
	@.ci/test $(release) $(flags)

test-threads: toolchain ## the rooms where threads meet, under the thread sanitizer; takes long
	@Packaging/build-dependencies
	@.ci/test-threads $(release) $(flags)

lint: toolchain  ## the form of the sources, the imports of the pure rooms, words that do not belong
	@Packaging/build-dependencies
	@.ci/lint

function-order: toolchain ## writes anew in which order a start and a visit take the program's functions; an old one does no harm
	@Packaging/build-dependencies python3 valgrind
	@$(MAKE) --no-print-directory release-box more="-Xlinker --no-demangle -Xlinker -Map='$(abspath $(static)/map)'"
	@Packaging/make-function-order $(static)/release/pasboks-world $(static)/map $(order)

release: ## the programs as they are installed, and what is told of them
	@$(MAKE) --no-print-directory build-release products='$(programs) $(apart)'
	@$(MAKE) --no-print-directory manual

# Those that need no other file.
release-box:
	@$(MAKE) --no-print-directory build-release products='$(programs)'

build-release: toolchain overlay
	@Packaging/build-dependencies
	@# Swift does not see that an order has changed.
	@test $(order) -ot $(static)/release/pasboks-world || rm -f $(programs:%=$(static)/release/%)
	@for product in $(products); do \
	  PASBOKS_ALONE='$(alone)' $(SWIFT) build $(release) $(flags) $(bound) $(strewn) $(same) $(more) --scratch-path $(static) --product $$product || exit; \
	done

# What gives the sources' folder another name to the compiler.
overlay:
	@mkdir -p $(static)
	@echo '{"version": 0, "roots": [{"type": "directory-remap", "name": "$(CURDIR)", "external-contents": "/proc/self/cwd"}]}' >'$(names)'

manual:          ## the man pages and what bash, zsh and fish complete, from what `make release` built, in $(static)/share
	@test -x $(static)/release/pasboks-world || { echo 'make manual: build it first: make release' >&2; exit 1; }
	@Packaging/build-dependencies python3
	@# The one with the simulated world in it knows all commands of the other.
	@rm -rf $(static)/share && Packaging/manual $(static)/release/pasboks-world $(static)/share $(apart:%=$(static)/release/%)

install:         ## what `make release` built, configuration, units, console: all of it, under DESTDIR and prefix
	@for program in $(built); do \
	  test -x $$program || { echo 'make install: build it first: make release' >&2; exit 1; }; \
	  install -D -s -m 755 -t "$(DESTDIR)$(prefix)/bin" $$program || exit; \
	done
	@static='$(static)' Packaging/install-files put '$(DESTDIR)' '$(prefix)' '$(sysconfdir)' '$(unitdir)'

uninstall:       ## what install put there; the library's own configuration and the state stay
	@for program in $(programs) $(apart); do rm -f "$(DESTDIR)$(prefix)/bin/$$program"; done
	@static='$(static)' Packaging/install-files remove '$(DESTDIR)' '$(prefix)' '$(sysconfdir)' '$(unitdir)'

deb:             ## Debian packages of all of it, in .build-system: the box, the simulated world, the authority of a trial
	@built='$(built)' static='$(static)' Packaging/make-deb

test-system:     ## the installation under a real systemd and on a console; PARTS="lint container"
	@Tests/System/run $(or $(PARTS),all)

reproducible: release ## whether another folder makes the same programs and packages of the same sources, to the byte
	@Tests/System/reproducible $(static) $(built)

bench: release-box program ## the box beside bare ncurses and its peers, into Benchmarks/Results.md; ten minutes of a quiet machine
	@Packaging/build-dependencies python3 valgrind
	@Benchmarks/bench.py

bench-quick: program ## the box beside bare ncurses alone, in a minute
	@Packaging/build-dependencies python3
	@Benchmarks/bench.py --quick

bench-check: program ## whether start and keys take more instructions than was accepted; ACCEPT=1 accepts them
	@Packaging/build-dependencies python3 valgrind
	@Benchmarks/instructions.py $(if $(ACCEPT),--accept)

toolchain:
	@test -n "$(SWIFT)" || Packaging/toolchain
