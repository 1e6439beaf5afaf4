"""The command line of owners: `attributes`, `templates`, `take-over`, `give-back` and `create`."""
