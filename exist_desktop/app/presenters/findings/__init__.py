"""What the pages of findings read: from Exist and from the store, without the pages knowing either."""
