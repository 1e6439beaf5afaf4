"""What Exist has found in a person's days, and what the program finds itself, on the command line."""
