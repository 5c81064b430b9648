"""Checks, before anything is installed, that this machine has what the wheels expect; prints the apt line if not."""

import ctypes
import importlib.util
import shutil
import sys

LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libusb-1.0.so.0": "libusb-1.0-0",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER_LIBRARIES = {"libnss3.so": "libnss3", "libexpat.so.1": "libexpat1"}
"""What the test browser from the npm registry expects, where the system has none of its own."""

OLDEST, NEWEST = (3, 11), (3, 13)


def missing_packages() -> list[str]:
    """Debian packages whose libraries cannot be loaded here."""
    has_browser = any(shutil.which(name) for name in BROWSERS)
    expected = LIBRARIES if has_browser else LIBRARIES | BROWSER_LIBRARIES
    packages = [package for library, package in expected.items() if not _loads(library)]
    if importlib.util.find_spec("ensurepip") is None:
        packages.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    return packages


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def main() -> int:
    """0 when all is there; else 1, after one sentence that says what to do."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        print(f"Ruelle needs Python 3.11 to 3.13; this is {sys.version.split()[0]}. Try: make PYTHON=python3.12 …")
        return 1
    if missing := missing_packages():
        print(f"Some system libraries are missing. Run this, then try again:\n  sudo apt install {' '.join(missing)}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
