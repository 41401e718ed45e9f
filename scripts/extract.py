"""News in, the graph alone out: the same as ``sanctiongraph extract``."""

import sys

from sanctiongraph.cli import main

main(["extract", *sys.argv[1:]])
