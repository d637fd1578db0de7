"""What makes a run repeatable: virtual time, tasks, faults, a trace, counts of what was reached. Knows no product."""
