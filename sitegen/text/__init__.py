"""What sentences, words, numbers and dates are, in the languages of the news."""
