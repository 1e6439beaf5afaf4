"""The demo server: its state, HTTP application, tokens and limits, and the faults it can be told to show."""
