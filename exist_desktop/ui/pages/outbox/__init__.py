"""The Outbox page: its list, its rows and their actions, and the correction of an entry."""
