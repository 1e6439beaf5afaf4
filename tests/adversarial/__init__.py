"""What the world outside may do: servers that mean harm, neighbours on this computer, keyrings as they really are."""
