"""What may be typed in a shell: the commands, their options and examples, help and errors, completion."""
