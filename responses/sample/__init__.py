"""What the sample offices are given of responses."""
