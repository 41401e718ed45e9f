"""A graph in, its analysis as a network out: the same as ``sanctiongraph analyze``."""

import sys

from sanctiongraph.cli import main

main(["analyze", *sys.argv[1:]])
