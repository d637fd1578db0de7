"""What Chalice does not make, and how the whole is packaged, deployed and run locally."""
