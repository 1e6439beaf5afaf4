"""Insights: what Exist noticed in the days."""
