"""The pages and live doors that show both apps."""
