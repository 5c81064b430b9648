"""`python -m bench [NAME…]`: every table, or those named; each is a script of its own beside this file."""

import runpy
import sys
from pathlib import Path

HERE = Path(__file__).parent
ORDER = ("panorama", "trajectory", "search", "first_view", "memory", "anonymise", "neighbours", "correction")


def main() -> None:
    """Run the benchmarks one after the other; each prints a markdown table."""
    sys.path.insert(0, str(HERE))  # as when a script is run by itself: some share a module
    for name in sys.argv[1:] or ORDER:
        print(f"\n## {name}\n", flush=True)
        sys.argv = [name]
        runpy.run_path(str(HERE / f"{name}.py"), run_name="__main__")


if __name__ == "__main__":
    main()
