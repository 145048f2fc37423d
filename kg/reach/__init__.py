"""What a change of records reaches: which things, persons and papers have to be decided on anew."""
