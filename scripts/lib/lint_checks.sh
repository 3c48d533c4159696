# The checks of scripts/lint. Sourced: they read cpp and fix, and count breaches.

# forbid WHY PATTERN FILES…: an extended regular expression that must not match.
forbid() {
  local why=$1 pattern=$2 found
  shift 2
  found=$(grep -nHEI -- "$pattern" "$@") || return 0
  sed "s|\$|    <- $why|" <<<"$found"
  breaches=$((breaches + $(wc -l <<<"$found")))
}

# room FOLDER FORBIDDEN: rooms that the folder's files must not include.
room() {
  local files
  mapfile -t files < <(git ls-files "$1/*.cc" "$1/*.h")
  ((${#files[@]} == 0)) ||
    forbid "a room includes only what stands below it" \
      "#include \"($2)/" "${files[@]}"
}

check_format() {
  local mode=(--dry-run -Werror)
  [[ $fix == no ]] || mode=(-i)
  clang-format-14 "${mode[@]}" "${cpp[@]}" || breaches=$((breaches + 1))
}

check_lengths() {
  local file lines
  for file in "${cpp[@]}" $(git ls-files '*.mjs'); do
    lines=$(wc -l <"$file")
    ((lines <= 400)) && continue
    echo "$file: $lines lines; split it at 400    <- one idea a file"
    breaches=$((breaches + 1))
  done
}

# Relative links of Markdown, and a line in the index for each decision.
check_links() {
  local page link target
  while IFS=: read -r page link; do
    target=${link#](}
    target=${target%%[#)]*}
    [[ -z $target || $target == *://* || -e ${page%/*}/$target ]] && continue
    echo "$page: $target is not there    <- a link leads somewhere"
    breaches=$((breaches + 1))
  done < <(git ls-files '*.md' | sed 's|^[^/]*$|./&|' |
    xargs -r grep -oH '](\([^)]*\))')
  for page in $(git ls-files 'docs/decisions/[0-9]*.md'); do
    grep -qF "(${page##*/})" docs/decisions/README.md && continue
    echo "docs/decisions/README.md: ${page##*/} is not listed"
    breaches=$((breaches + 1))
  done
}
