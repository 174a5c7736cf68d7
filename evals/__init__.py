"""Talks with callers who do not exist, judged by what was said. `make evals`."""
