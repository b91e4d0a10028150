# shellcheck shell=sh
# Versions as https://semver.org orders them.

# version_at_most A B: A is B or comes before it.
version_at_most() {
  printf '%s\n%s\n' "$1" "$2" | awk '
    function split_version(text, into,    at) {
      sub(/\+.*/, "", text)
      at = index(text, "-")
      into["pre"] = at ? substr(text, at + 1) : ""
      split(at ? substr(text, 1, at - 1) : text, numbers, ".")
      for (i = 1; i <= 3; i++) into[i] = numbers[i] + 0
    }
    function compare_pre(a, b,    m, n, i, x, y) {
      if (a == b) return 0
      if (a == "") return 1
      if (b == "") return -1
      m = split(a, x, "."); n = split(b, y, ".")
      for (i = 1; i <= m && i <= n; i++) {
        if (x[i] == y[i]) continue
        if (x[i] ~ /^[0-9]+$/ && y[i] ~ /^[0-9]+$/) return x[i] + 0 < y[i] + 0 ? -1 : 1
        if (x[i] ~ /^[0-9]+$/) return -1
        if (y[i] ~ /^[0-9]+$/) return 1
        return x[i] "" < y[i] "" ? -1 : 1
      }
      return m < n ? -1 : 1
    }
    NR == 1 { split_version($0, a) }
    NR == 2 { split_version($0, b) }
    END {
      for (i = 1; i <= 3; i++) if (a[i] != b[i]) exit a[i] < b[i] ? 0 : 1
      exit compare_pre(a["pre"], b["pre"]) <= 0 ? 0 : 1
    }'
}

# is_version TEXT
is_version() {
  printf '%s\n' "$1" | grep -q -E '^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?$'
}

# newest_release: of those that are unpacked.
newest_release() {
  newest=
  for folder in "$home"/releases/*/VERSION; do
    [ -r "$folder" ] || continue
    read -r one <"$folder"
    if [ -z "$newest" ] || version_at_most "$newest" "$one"; then
      newest=$one
    fi
  done
  printf '%s\n' "$newest"
}
