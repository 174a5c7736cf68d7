"""Shapes for the pages: what a template needs, in the words that a person reads."""
