# Finds out what of scripts/lib/requirements is missing. Installs nothing.
# Sourced by scripts/setup.

include_folders=(/usr/include /usr/local/include /opt/homebrew/include)
IFS=: read -r -a own_folders <<<"${CPATH:-}:${CPLUS_INCLUDE_PATH:-}"
for folder in "${own_folders[@]}"; do
  [[ -z $folder ]] || include_folders+=("$folder")
done

find_header() {
  local folder
  for folder in "${include_folders[@]}"; do
    [[ -e $folder/$1 ]] && header_path=$folder/$1 && return
  done
  return 1
}

# nats-server may also be named by the variable that chefs-mock itself reads;
# Debian puts it in /usr/sbin, which is not in everyone's PATH.
has_command() {
  [[ $1 == nats-server && -x ${NATS_SERVER:-} ]] && return
  PATH=$PATH:/usr/sbin command -v "$1" >/dev/null
}

has_node() {
  command -v node >/dev/null || return 1
  local version
  version=$(node --version)
  version=${version#v}
  ((${version%%.*} >= 18))
}

has_boost() {
  local word name version
  find_header boost/version.hpp || return 1
  while read -r word name version; do
    [[ $word == '#define' && $name == BOOST_VERSION ]] || continue
    ((version >= 108100)) && return
  done <"$header_path"
  return 1
}

is_there() {
  case $1 in
    command) has_command "$2" ;;
    header) find_header "$2" ;;
    node) has_node ;;
    boost) has_boost ;;
  esac
}

# Fills missing_things (as people call them) and missing_packages (as Debian
# calls them) for the sets named.
find_missing() {
  local set kind what package
  missing_things=()
  missing_packages=()
  while read -r set kind what package; do
    [[ $set == '#'* || -z $set || " $* " != *" $set "* ]] && continue
    is_there "$kind" "$what" && continue
    [[ $kind == node ]] && what='node 18 or newer'
    [[ $kind == boost ]] && what='boost 1.81 or newer'
    missing_things+=("$what")
    missing_packages+=("$package")
  done <"${BASH_SOURCE[0]%.sh}"
}
