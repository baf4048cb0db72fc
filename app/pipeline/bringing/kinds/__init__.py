"""What columns each of the pipeline's lists has, and every name they are known by."""
