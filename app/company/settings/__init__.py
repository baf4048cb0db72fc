"""What the company is called, and how it counts its days and money."""
