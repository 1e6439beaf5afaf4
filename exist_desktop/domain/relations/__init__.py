"""What goes together in a person's own days: rank correlations that weekdays, slow changes and habits cannot fake.

numpy is loaded with these modules, so they are imported where they are first needed.
"""
