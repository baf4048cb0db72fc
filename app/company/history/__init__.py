"""The audit view: who did what to which record, with the values before and after, when and from where."""
