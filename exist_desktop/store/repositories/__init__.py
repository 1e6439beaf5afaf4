"""What the worker, the pull and the copy save and read of one account: each method is a whole transaction."""
