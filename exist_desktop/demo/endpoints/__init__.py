"""What the server answers: a module per resource, each a plain function from a call to an answer."""
