# Hội Tụ. `make run` and `make test` are all that is needed; the rest is for those who work on it.

.PHONY: run test build lint bench browser day setup clean

run: ## install what is missing, build, load the demo province, serve on http://localhost:8080
	@scripts/run

test: ## set up and run every test, on SQLite and PostgreSQL, and in a browser
	@scripts/test

build: ## bin/hoitu, optimised
	@scripts/build

lint: ## formatting, file lengths, imports
	@scripts/lint

bench: ## every figure of docs/design, beside its peer, into Benchmarks/RESULTS.md
	@scripts/bench

day: ## a whole day of twelve people, with a network cut of 20 minutes
	@HOITU_DAY_CUT=1200 scripts/browser Tests/Browser/test_day.py -s

browser: ## only the tests in a real browser; screenshots in var/shots
	@scripts/browser

setup: ## only install what is missing
	@scripts/setup run test

clean: ## forget what was built; keeps var/
	@rm -rf .build bin Public/vendor
