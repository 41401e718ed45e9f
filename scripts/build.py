"""News in; graph, map and report out: the same as ``sanctiongraph build``."""

import sys

from sanctiongraph.cli import main

main(["build", *sys.argv[1:]])
