"""A text in, why it gives its claims out: the same as ``sanctiongraph explain``."""

import sys

from sanctiongraph.cli import main

main(["explain", *sys.argv[1:]])
