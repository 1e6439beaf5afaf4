"""Relations: what goes together, as Exist says and as it is computed here."""
