"""The demo server: its state, HTTP application, tokens and limits, and the faults that it can show."""
