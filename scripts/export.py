"""A graph in, the same in another format out: the same as ``sanctiongraph export``."""

import sys

from sanctiongraph.cli import main

main(["export", *sys.argv[1:]])
