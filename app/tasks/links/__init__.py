"""What a task is about: deals, customers, whatever else can be found. A record that a task names is seen there by
everyone who sees the record itself, and by nobody else."""
