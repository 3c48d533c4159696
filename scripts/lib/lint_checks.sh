# The checks of scripts/lint. Sourced: they read cpp and fix, and count breaches.

breach() {
  echo "$1"
  breaches=$((breaches + 1))
}

# forbid WHY PATTERN FILES…: an extended regular expression that must not match.
forbid() {
  local why=$1 pattern=$2 found
  shift 2
  found=$(grep -nHEI -- "$pattern" "$@") || return 0
  sed "s|\$|    <- $why|" <<<"$found"
  breaches=$((breaches + $(wc -l <<<"$found")))
}

# check_rooms: what stands in a room includes only what its line in
# scripts/lib/rooms.txt allows, and each line only what stands above it.
check_rooms() {
  local found
  found=$(git grep -nE '^#include "' -- '*.cc' '*.h' ':!tests' \
    ':!consumer-kit/examples' | awk '
    function room_of(path) {
      while (sub("/[^/]*$", "", path)) if (path in rooms) return path
      return ""
    }
    FNR == NR && /^[^#]/ {
      sub(":", "", $1)
      rooms[$1]
      for (i = 2; i <= NF; ++i) {
        may[$1, $i]
        if (!(($i in rooms) || room_of($i) != ""))
          print FILENAME ": " $1 " includes " $i ", which no line above has"
      }
    }
    FNR == NR { next }
    {
      split($0, part, ":")
      split($0, quoted, "\"")
      here = room_of(part[1])
      there = room_of(quoted[2])
      if (here == "") print $0 "    <- a directory in scripts/lib/rooms.txt"
      else if (here != there && !((here, there) in may) &&
               !((here, quoted[2]) in may))
        print $0 "    <- a room includes only what scripts/lib/rooms.txt allows"
    }' scripts/lib/rooms.txt -)
  [[ -n $found ]] || return 0
  echo "$found"
  breaches=$((breaches + $(wc -l <<<"$found")))
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
    breach "$file: $lines lines; split it at 400    <- one idea a file"
  done
}

# Relative links of Markdown; and the index of docs/, or of the decisions, has each
# page.
check_links() {
  local page link target
  while IFS=: read -r page link; do
    target=${link#](}
    target=${target%%[#)]*}
    [[ -z $target || $target == *://* || -e ${page%/*}/$target ]] && continue
    breach "$page: $target is not there    <- a link leads somewhere"
  done < <(git ls-files '*.md' | sed 's|^[^/]*$|./&|' |
    xargs -r grep -oH '](\([^)]*\))')
  for page in $(git ls-files 'docs/*.md' ':!docs/*README.md'); do
    grep -qF "(${page##*/})" "${page%/*}/README.md" ||
      breach "${page%/*}/README.md: ${page##*/} is not listed"
  done
}

# Each decision has a status; an accepted one is named elsewhere, e.g.
# docs/decisions/0060; and what is named is there.
check_decisions() {
  local page line words number
  local -A named=()
  while IFS=: read -r page line words; do
    for number in ${words//[!0-9]/ }; do
      printf -v number %04d "$((10#$number))"
      [[ $page == docs/decisions/* ]] || named[$number]=yes
      compgen -G "docs/decisions/$number-*.md" >/dev/null && continue
      breach "$page:$line: there is no decision $number"
    done
  done < <(git grep -noIE '\bdecisions?[ /][0-9]+((, [0-9]+)* and [0-9]+)?' -- \
    ':!fixtures')
  for page in $(git ls-files 'docs/decisions/[0-9]*.md'); do
    number=${page##*/}
    number=${number%%-*}
    if grep -qx 'Status: accepted' "$page"; then
      [[ ${named[$number]:-} ]] || breach "$page: named nowhere else"
    elif ! grep -q '^Status: superseded by \[[0-9]*](' "$page"; then
      breach "$page: no line \"Status: accepted\" or \"Status: superseded by [N](…)\""
    fi
  done
}
