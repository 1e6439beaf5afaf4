"""The Help page: how the program is used, what its words mean, and what to do where something goes wrong."""
