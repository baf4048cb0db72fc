"""The way back in for someone who forgot his password. Every answer reads the same, whether we know the address or not."""
