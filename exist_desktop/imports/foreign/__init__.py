"""Reads the files of other programs as streams of rows, each with its line, whatever the format."""
