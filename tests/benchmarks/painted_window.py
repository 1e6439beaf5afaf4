"""The program itself, as `exist-desktop` starts it, which tells when its window has been painted."""

import sys

from exist_desktop.__main__ import main
from tests.benchmarks.watched import watch

if __name__ == "__main__":
    watch()
    sys.exit(main())
