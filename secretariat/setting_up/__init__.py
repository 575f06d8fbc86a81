"""What is typed and chosen while a process, its rounds, questions and documents are set up."""
