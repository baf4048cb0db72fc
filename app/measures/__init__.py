"""One definition for every number people are judged by."""
