"""A document's identifier in, its text out: the same as ``sanctiongraph text``."""

import sys

from sanctiongraph.cli import main

main(["text", *sys.argv[1:]])
