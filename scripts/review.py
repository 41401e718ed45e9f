"""Doubtful decisions in, corrections out: the same as ``sanctiongraph review``."""

import sys

from sanctiongraph.cli import main

main(["review", *sys.argv[1:]])
