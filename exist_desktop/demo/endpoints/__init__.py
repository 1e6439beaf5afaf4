"""The server's answers: a module per resource, with a function from a call to an answer for each endpoint."""
