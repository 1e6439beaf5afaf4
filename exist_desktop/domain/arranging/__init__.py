"""The person's own order of what they track: favourites, what is hidden, places, sizes, and names of tags."""
