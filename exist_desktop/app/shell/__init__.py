"""Does in the running program what was typed in a shell, as the shell would do it alone."""
