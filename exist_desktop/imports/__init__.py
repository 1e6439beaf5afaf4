"""Reads files of this program and of others, within limits, and takes in what they bring."""
