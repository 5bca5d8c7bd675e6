# Deckname. `make help` lists the targets; README.md shows the two that do everything.

SHELL      := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

GO         ?= go
NODE       ?= node
NPM        ?= npm
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
WASM_EXEC   = $(shell $(GO) env GOROOT)/lib/wasm/go_js_wasm_exec
GO_SOURCES  = $(shell find wasm server web -name '*.go' -o -name '*.yaml' -o -name '*.sql' -o -name '*.html' -o -name '*.css' -o -name '*.json' -not -path '*/node_modules/*') go.mod go.sum

export CGO_ENABLED := 0

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  %-20s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- the two commands -------------------------------------------------------

.PHONY: run
run: chromium build ## build everything, start server and practice page, open the browser or play the demo; RUN="--port 8444" hands it arguments
	@cd extension && $(NODE) --import tsx demo/run.ts $(RUN)

.PHONY: test
test: browsers lint test-go test-wasm test-extension test-worker test-browser leak-gate ## all tests, in Go, wasm, Node, workerd, Chromium and Firefox

# --- building ---------------------------------------------------------------

.PHONY: build
build: bin/deckname extension/dist ## bin/deckname, extension/dist/chromium, extension/dist/firefox

bin/deckname: $(GO_SOURCES)
	@mkdir -p bin
	$(GO) build -trimpath -ldflags='-s -w' -o $@ ./server/cmd/deckname

# Inlining stays on in what runs per hit or per byte. slim drops what only stack
# traces need and makes jumps direct, and wants names (-w, not -s) to do so
# (docs/decisions/0003-detector-build.md).
HOT = $(foreach p,internal/... detect check model wordlist,-gcflags=deckname/wasm/$(p)=)

bin/detector.wasm: $(GO_SOURCES)
	@mkdir -p bin
	GOEXPERIMENT=nogreenteagc GOOS=wasip1 GOARCH=wasm $(GO) build -buildmode=c-shared -trimpath \
		-ldflags=-w -gcflags=all=-l $(HOT) -o $@.full ./wasm/cmd/detector
	$(GO) run ./wasm/cmd/slim $@.full
	@mv $@.full $@

bin/agent.wasm: $(GO_SOURCES)
	@mkdir -p bin
	GOOS=js GOARCH=wasm $(GO) build -trimpath -ldflags='-s -w' -o $@ ./wasm/cmd/agent

bin/rules.pack: bin/deckname
	bin/deckname rules build --out $@

bin/names.model: wasm/model/shipped/names.model
	@mkdir -p bin
	@cp $< $@

ENGINE = bin/detector.wasm bin/agent.wasm bin/rules.pack bin/names.model

.PHONY: wasm
wasm: $(ENGINE) ## the two wasm modules, the rule pack and the model of names

extension/node_modules/.package-lock.json: extension/package.json extension/package-lock.json
	cd extension && $(NPM) ci --no-audit --no-fund --loglevel=error
	@touch $@

extension/dist: $(ENGINE) extension/node_modules/.package-lock.json $(shell find extension/src extension/manifest extension/build.mjs -type f 2>/dev/null)
	cd extension && $(NODE) build.mjs
	@touch $@

# --- checks -----------------------------------------------------------------

.PHONY: lint
lint: extension/node_modules/.package-lock.json ## gofmt, vet for every platform, staticcheck, tsc, eslint
	@out=$$(gofmt -l server wasm web); [ -z "$$out" ] || { echo "gofmt -w these files:"; echo "$$out"; exit 1; }
	$(GO) vet ./...
	GOOS=wasip1 GOARCH=wasm $(GO) vet ./wasm/cmd/detector ./wasm/cmd/goregexp
	GOOS=js GOARCH=wasm $(GO) vet ./wasm/cmd/agent ./server/cmd/worker
	$(GO) run $(STATICCHECK) ./...
	cd extension && $(NPM) run --silent typecheck && $(NPM) run --silent lint

.PHONY: test-go
test-go: ## Go tests natively
	$(GO) test ./...

# Everything in detector.wasm (wasm/deps_test.go compares), and what the agent is made of.
TESTED_AS_WASM = ./wasm/check ./wasm/cmd/detector ./wasm/detect ./wasm/internal/... ./wasm/mask ./wasm/model ./wasm/pack \
	./wasm/report ./wasm/rule ./wasm/rulefile ./wasm/update ./wasm/wordlist

.PHONY: test-wasm
test-wasm: ## the engine's Go tests as wasm under Node
	GOOS=js GOARCH=wasm $(GO) test -exec="env -i PATH=$$PATH $(WASM_EXEC)" $(TESTED_AS_WASM)

.PHONY: test-extension
test-extension: build ## TypeScript tests in Node, with the built wasm modules
	cd extension && $(NPM) test --silent

.PHONY: test-browser
test-browser: browsers build ## the built extension in real Chromium and Firefox against the practice page
	cd extension && $(NPM) run --silent e2e

.PHONY: leak-gate leak-gate-mutations
leak-gate: browsers build ## the leak table: every route, page generation and browser, and what some missing layers change
	cd extension && $(NODE) --import tsx e2e/gate/run.ts --control=g1 --mutations=fast

leak-gate-mutations: browsers build ## every layer taken out once; the gate must notice each
	cd extension && $(NODE) --import tsx e2e/gate/run.ts --only --control=g1,g2,g3,g3-mobile --mutations=all

.PHONY: test-worker
test-worker: ## the server as a Cloudflare Worker in local workerd, with D1
	$(MAKE) -C server/cmd/worker test

.PHONY: bench
bench: browsers build bin/goregexp.wasm peers ## measure; prints a table and writes wasm/testdata/record/speed/<date>.jsonl
	cd extension && $(NODE) --import tsx bench/run.ts

# Go's own regexp as wasm, measured beside the detector and never shipped.
bin/goregexp.wasm: wasm/cmd/goregexp/main.go go.mod
	@mkdir -p bin
	GOOS=wasip1 GOARCH=wasm $(GO) build -buildmode=c-shared -trimpath -ldflags='-s -w' -o $@ ./wasm/cmd/goregexp

.PHONY: peers
peers: extension/bench/peers/node_modules/.package-lock.json ## the npm packages that bench and eval compare with

extension/bench/peers/node_modules/.package-lock.json: extension/bench/peers/package.json extension/bench/peers/package-lock.json
	cd extension/bench/peers && $(NPM) ci --no-audit --no-fund --loglevel=error
	@touch $@

.PHONY: eval
eval: build peers ## quality on ../shared/data/dev beside npm packages; ERRORS=PERSON prints faults
	$(GO) run ./wasm/cmd/eval $(if $(ERRORS),-errors $(ERRORS))

.PHONY: train
train: ## learn the model of names from ../shared/data, when it is there
	@mkdir -p bin
	$(GO) run ./wasm/cmd/promptgen -lang de -n 3200 -seed 9 > bin/prompts-de.jsonl
	$(GO) run ./wasm/cmd/promptgen -lang en -n 3200 -seed 9 > bin/prompts-en.jsonl
	$(GO) run ./wasm/cmd/train -prompts bin/prompts-de.jsonl -prompts bin/prompts-en.jsonl -measure

.PHONY: fuzz
fuzz: ## fuzz what reads bytes from outside, FUZZTIME=1m each
	@for t in $$(grep -rlE '^func Fuzz' --include=*_test.go wasm server); do \
		for f in $$(grep -oE '^func Fuzz[A-Za-z0-9_]+' $$t | sed 's/func //'); do \
			echo "$$f ($$(dirname $$t))"; $(GO) test -run='^$$' -fuzz="^$$f$$" -fuzztime=$${FUZZTIME:-1m} -fuzzminimizetime=10x ./$$(dirname $$t); done; done

.PHONY: golden
golden: ## rewrite the golden file of all rule examples; review the diff
	$(GO) test ./wasm/detect -update

# --- browsers ---------------------------------------------------------------

# First of all prerequisites: a browser that is missing is said before the build.
.PHONY: chromium browsers
chromium: ; @.ci/browser chromium
browsers: ; @.ci/browser chromium firefox

.PHONY: clean
clean: ## remove what was built; ./var (keys, data) stays
	rm -rf bin extension/dist
