"""A graph in, what breaks its rules out: the same as ``sanctiongraph validate``."""

import sys

from sanctiongraph.cli import main

main(["validate", *sys.argv[1:]])
