"""The History page: one attribute over the years, as a chart, a table and figures."""
