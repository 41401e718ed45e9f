"""A graph in, its interactive map out: the same as ``sanctiongraph render``."""

import sys

from sanctiongraph.cli import main

main(["render", *sys.argv[1:]])
