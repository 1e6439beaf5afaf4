"""Exist Desktop: log a day in seconds, online or not, and see your days the way you think of them."""
