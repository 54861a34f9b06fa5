# shellcheck shell=bash
# Sourced by tests/run and by the checks beside this file: how they get what they need.
# A tool that cannot be had is a failure (exit 2), never a skipped test.

# fail MESSAGE: say what is missing and stop.
fail() {
  printf '%s: %s\n' "$0" "$*" >&2
  exit 2
}

# as_root COMMAND…: run COMMAND as root.
as_root() {
  if ((EUID == 0)); then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "must be root, or have sudo, to run: $*"
  fi
}

# present PROBE: is this there? PROBE is a command's name, a file's absolute path, or python3:MODULE.
present() {
  case $1 in
    /*) [[ -e $1 ]] ;;
    python3:*) python3 -c "import ${1#python3:}" 2>/dev/null ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

# apt COMMAND…: apt-get, quietly and without questions. Where another program holds a lock it is tried again, for ten
# minutes: apt's own DPkg::Lock::Timeout waits for dpkg's locks, but not for those on the lists and the archives.
apt() {
  local message end=$((SECONDS + 600))
  until message=$(as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -qq "$@" </dev/null 2>&1 >/dev/null); do
    [[ $message == *'Could not get lock'* ]] && ((SECONDS < end)) || {
      printf '%s\n' "$message" >&2
      return 1
    }
    sleep 1
  done
}

# need_debian PROBE PACKAGE [PROBE PACKAGE]…: install each PACKAGE whose PROBE is not there.
# With all of them there it asks nothing of apt, and so works without a network.
need_debian() {
  local probes=() missing=()
  while (($# > 1)); do
    present "$1" || { probes+=("$1") missing+=("$2"); }
    shift 2
  done
  ((${#missing[@]})) || return 0

  command -v apt-get >/dev/null || fail "not a Debian machine; install these by hand: ${missing[*]}"
  echo "installing Debian packages: ${missing[*]}" >&2
  apt update || fail "apt-get update failed"
  apt install -y --no-install-recommends "${missing[@]}" || fail "could not install: ${missing[*]}"

  local probe
  for probe in "${probes[@]}"; do
    present "$probe" || fail "$probe is still missing after installing: ${missing[*]}"
  done
}

# fetch_wheel DIRECTORY NAME==VERSION SHA256…: download one PyPI wheel into DIRECTORY.
# pip refuses a file that has none of the hashes (one for each kind of machine).
fetch_wheel() {
  local directory=$1 pin=$2 hash
  local requirement=$directory/requirement.txt
  shift 2
  need_debian python3 python3 python3:pip python3-pip
  printf '%s' "$pin" >"$requirement"
  for hash in "$@"; do
    printf ' --hash=sha256:%s' "$hash" >>"$requirement"
  done
  PIP_DISABLE_PIP_VERSION_CHECK=1 python3 -m pip download -q --no-deps --only-binary :all: \
    --require-hashes -d "$directory" -r "$requirement" >&2 ||
    fail "could not download $pin from PyPI (no network, or not the pinned file)"
}

# cache_directory NAME: print this user's cache for the tool NAME, and make it.
cache_directory() {
  local cache=${XDG_CACHE_HOME:-${HOME:?}/.cache}/shiryo-$1
  mkdir -p "$cache" || fail "cannot write the cache $cache"
  printf '%s\n' "$cache"
}

# source_key FILE…: print a name for what is built from these files: it changes when one of them does.
source_key() {
  cat "$@" | sha256sum | cut -c 1-16
}
