"""What a person arranges tiles with: a layer for the mouse over the board, menus, and the list of what is hidden."""
