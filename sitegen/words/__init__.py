"""What words, numbers and dates mean, in the languages of the news."""
