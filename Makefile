# Each target installs what it lacks first. `.ci/run` runs check and test.
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: demo check test screens bench soak release

demo:
	@.ci/install demo
	@cargo build --workspace --locked
	@.ci/demo

# Every page in every state, as pictures with an index.
screens:
	@.ci/install test
	@cargo build --workspace --locked
	@python gateway/tests/end_to_end/screens.py target/screens

check:
	@.ci/stage install .ci/install check
	@.ci/stage format cargo fmt --all --check
	@.ci/stage lints cargo clippy --workspace --all-targets --locked -- -D warnings
	@RUSTDOCFLAGS='-D warnings' .ci/stage docs cargo doc --workspace --no-deps --locked
	@.ci/stage contracts .ci/contracts
	@.ci/stage dependencies .ci/dependencies
	@.ci/stage manifests .ci/manifests

test:
	@.ci/stage install .ci/install test
	@.ci/stage build cargo nextest run --workspace --locked --no-run
	@.ci/stage tests cargo nextest run --workspace --locked
	@.ci/stage programs pytest -q -p no:cacheprovider k8s/tests/test_programs.py k8s/tests/test_overlay.py k8s/tests/test_migrations.py
	@.ci/stage binaries cargo build --workspace --locked
	@.ci/stage end_to_end python -m pytest -q -p no:cacheprovider gateway/tests/end_to_end

bench:
	@.ci/install demo
	@cargo bench --workspace --locked --bench submit --bench import --bench search

# The long proofs at full size, on the release: some twenty minutes. SOAK="--minutes 1 --stories 1" makes a short one.
soak:
	@.ci/install test
	@cargo build --workspace --release --locked
	@FEST=target/release/fest python gateway/tests/end_to_end/soak.py $(SOAK)

# Images, descriptor set and the baseline that later contracts are compared with.
release:
	@.ci/install check
	@.ci/release
