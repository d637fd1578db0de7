"""What surrounds the product in a run: the table, the queue, the payment provider, the API, each behind faults."""
