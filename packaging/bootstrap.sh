# Makes a checkout ready: system libraries by apt, the virtual environment, the locked requirements.
# Sourced by run and test, which set ROOT first; they call `prepare LOCKFILE` and then use $PYTHON.
# shellcheck shell=sh

VENV=$ROOT/.venv
PYTHON=$VENV/bin/python
STAMP=$VENV/.installed
PACKAGE_LIST=$ROOT/packaging/system-packages.txt

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$*"
    exit 2
}

# --- system libraries ------------------------------------------------------------------------------

missing_packages() {
    wanted=$(sed -e 's/[[:space:]]*#.*//' -e '/^$/d' "$PACKAGE_LIST")
    # Newer releases call some libraries NAMEt64; either name will do.
    # shellcheck disable=SC2086,SC2046
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted $(printf '%st64 ' $wanted) 2>/dev/null |
        sed -n -e 's/t64$//' -e 's/^installed //p')
    missing=$(printf '%s\n' "$wanted" | grep -vxF -e "$installed" | tr '\n' ' ')
    case " $missing" in
    *" python3-venv "*)
        # A Python that did not come from Debian brings its own.
        if python3 -c 'import ensurepip, venv' 2>/dev/null; then
            missing=$(printf '%s' "$missing" | sed 's/python3-venv //')
        fi
        ;;
    esac
    printf '%s' "${missing% }"
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_become_root() {
    [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 \
        install --no-install-recommends "$@" </dev/null
}

install_system_packages() {
    log=$ROOT/build/bootstrap-apt.log
    as_root apt-get -qq -o DPkg::Lock::Timeout=300 update </dev/null >"$log" 2>&1
    apt_install "$@" >>"$log" 2>&1 && return 0
    # An installation that was interrupted leaves packages unpacked but not configured.
    as_root env DEBIAN_FRONTEND=noninteractive dpkg --configure -a </dev/null >>"$log" 2>&1
    apt_install "$@" >>"$log" 2>&1 && return 0
    cat "$log" >&2
    return 1
}

prepare_system() {
    command -v dpkg-query >/dev/null || return 0 # not a Debian: its libraries are its owner's business
    missing=$(missing_packages)
    [ -n "$missing" ] || return 0
    line="apt-get update && apt-get install -y --no-install-recommends $missing"
    if ! may_become_root; then
        say "Borderpost needs system packages that only an administrator can install. Please run:"
        die "  sudo sh -c '$line'"
    fi
    say "Installing system packages: $missing"
    # shellcheck disable=SC2086
    install_system_packages $missing || die "apt could not install them. Please run by hand: $line"
}

# --- virtual environment ---------------------------------------------------------------------------

stamp_line() {
    (cd "$ROOT" && printf '%s %s' "$(sha256sum "$1")" "$(readlink -f "$PYTHON")")
}

is_ready() {
    [ -x "$PYTHON" ] && [ -f "$STAMP" ] && grep -qxF "$(stamp_line "$1")" "$STAMP"
}

is_same_python() {
    [ -x "$PYTHON" ] && [ -s "$STAMP" ] && grep -qF " $(readlink -f "$PYTHON")" "$STAMP"
}

prepare_environment() {
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
        die "Borderpost needs Python 3.11 or newer as python3."
    # The stamp is there only while the environment is whole: one that was left half made is made anew.
    if ! is_same_python; then
        say "Making the virtual environment .venv"
        rm -rf "$VENV"
        python3 -m venv "$VENV" || die "The virtual environment could not be made in $VENV."
    fi
    rm -f "$STAMP"
    say "Installing the requirements of $1 (a minute or two, the first time)"
    (cd "$ROOT" && "$PYTHON" -m pip --disable-pip-version-check install --quiet --no-input --progress-bar off \
        --no-deps --only-binary :all: --require-hashes -r "$1" </dev/null >&2) ||
        die "The locked requirements could not be installed; the next call tries again."
    {
        stamp_line "$1"
        echo
        # The development lock holds everything that the other one does.
        [ "$1" = requirements.lock ] || { stamp_line requirements.lock && echo; }
    } >"$STAMP.new"
    mv "$STAMP.new" "$STAMP"
}

prepare() {
    if is_ready "$1" && ! { command -v dpkg-query >/dev/null && [ -n "$(missing_packages)" ]; }; then
        return 0
    fi
    mkdir -p "$ROOT/build"
    (
        # Two calls at once: the second waits for the first and finds its work done.
        if command -v flock >/dev/null; then flock 9; fi
        prepare_system
        is_ready "$1" || prepare_environment "$1"
    ) 9>"$ROOT/build/bootstrap.lock" || exit $?
}
