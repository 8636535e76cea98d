# `make run` serves Holdall, `make test` runs every test. Both install what is missing first.
#
#   make dev     the server and `trunk serve` beside it: an edit of the page shows at once (http://localhost:8080)
#   make check   format and lints
#   make build   the release binary with the page inside
#   make bench   figures of folders of up to a million files (ARGS="search plan": only these)
#   make soak    the long variants: crash loop, power cuts, every way out of the folder, swaps of folders for links,
#                a folder of a million files in the page, large uploads through proxies that misbehave
#   make clean   removes what was built here

SHELL := /bin/bash
ENV := . scripts/env &&

.PHONY: run test dev check build bench soak clean

run: build
	@$(ENV) exec "$$(scripts/target-dir)/release/holdall" $(ARGS)

build:
	@scripts/setup build
	@$(ENV) scripts/build-page release
	@$(ENV) cargo build --release --locked -p holdall

test:
	@scripts/setup test
	@$(ENV) scripts/test

check:
	@scripts/setup test
	@$(ENV) scripts/check

dev:
	@scripts/setup build
	@$(ENV) scripts/dev

bench:
	@scripts/setup build
	@$(ENV) cargo bench --locked -p holdall --bench folders -- $(ARGS)

soak:
	@scripts/setup test
	@$(ENV) scripts/soak

clean:
	@$(ENV) cargo clean
	rm -rf dist e2e/test-results e2e/soak-results e2e/playwright-report
