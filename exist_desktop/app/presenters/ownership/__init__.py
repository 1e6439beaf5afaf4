"""The actions of ownership: each is one call for the page that offers it."""
