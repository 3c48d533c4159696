# The steps of scripts/test, counted. Sourced.

passed=0
failed=0
skipped=0
results_folder=$PWD/build/test-results
mkdir -p "$results_folder"

heading() {
  printf '\n== %s\n' "$*"
}

# skip WHAT WHY: in CI nothing may be skipped (docs/decisions/0051).
skip() {
  if [[ ${CI:-} == true ]]; then
    heading "FAILED: $1 must not be skipped in CI: $2"
    failed=$((failed + 1))
  else
    heading "skipped: $1: $2"
    skipped=$((skipped + 1))
  fi
}

# check WHAT COMMAND…: something that passes or fails as a whole.
check() {
  local what=$1 started=$SECONDS
  shift
  heading "$what"
  if "$@"; then
    passed=$((passed + 1))
    echo "passed in $((SECONDS - started)) s"
  else
    failed=$((failed + 1))
    echo "FAILED: $what"
  fi
}

# What a build says, into FILE; how far it is, on a terminal.
keep_and_count() {
  local line
  while IFS= read -r line; do
    printf '%s\n' "$line"
    if [[ -t 2 && $line =~ ^\[([0-9]+/[0-9]+)\] ]]; then
      printf '\r%s ' "${BASH_REMATCH[1]}" >&2
    fi
  done >"$1"
  [[ ! -t 2 ]] || printf '\r\033[K' >&2
}

# build_quietly PRESET TARGET: the compiler's words only if it fails.
build_quietly() {
  local log=build/$1.log
  mkdir -p build
  { cmake --preset "$1" && cmake --build --preset "$1" --target "$2"; } 2>&1 |
    keep_and_count "$log" && return
  grep -v '^\[' "$log" | tail -n 60
  return 1
}

# A build that its tests need: counts only when it fails.
build() {
  local started=$SECONDS
  heading "building the preset $1"
  if ! build_quietly "$1" "$2"; then
    failed=$((failed + 1))
    echo "FAILED: the preset $1 does not build"
    return 1
  fi
  echo "built in $((SECONDS - started)) s"
}

# An attribute of the first element of a JUnit report.
junit_number() {
  grep -m 1 '<testsuite ' -A 20 "$2" |
    sed -n "s/.*[[:space:]]$1=\"\([0-9]*\)\".*/\1/p" | head -n 1
}

# run_ctest PRESET WHAT WITH ARGUMENTS…
run_ctest() {
  local preset=$1 what=$2 with=$3 junit code=0 not_passed not_run
  shift 3
  junit=$results_folder/$preset-${what// /-}.xml
  rm -f "$junit"
  heading "$what ($with)"
  ctest --preset "$preset" --parallel "$(nproc)" --output-junit "$junit" \
    "$@" || code=$?
  if [[ ! -s $junit ]]; then
    failed=$((failed + 1))
    return
  fi
  not_passed=$(junit_number failures "$junit")
  not_run=$(($(junit_number skipped "$junit") + $(junit_number disabled "$junit")))
  passed=$((passed + $(junit_number tests "$junit") - not_passed - not_run))
  failed=$((failed + not_passed))
  ((not_run == 0)) || skip "$not_run tests" 'ctest did not run them (see above)'
  # ctest also fails for reasons that are no test's, e.g. a filter with no match.
  ((code == 0 || not_passed > 0)) || failed=$((failed + 1))
}

# The last line, and the exit code that goes with it.
finish() {
  local tail=''
  ((skipped == 0)) || tail=", $skipped skipped"
  printf '\n%d passed, %d failed%s\n' "$passed" "$failed" "$tail"
  exit $((failed > 0))
}
