"""How the pipeline's lists become records: what a row fills, how its record is recognised, what comes with it."""
