"""`python -m exist_desktop` is the command line."""

import sys

from exist_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
