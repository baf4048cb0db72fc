"""The way back in for someone who forgot his password. Every answer reads the same, known address or not."""
