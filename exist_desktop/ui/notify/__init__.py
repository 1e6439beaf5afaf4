"""Desktop notifications with buttons: on Linux through the D-Bus service, elsewhere through a library."""
