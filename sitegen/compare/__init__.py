"""Two sentences: whether they say the same, a part or another thing, and what sources differ in.

Many constants were moved alone, one step or a third down and a half up, the rest standing. Those are marked
*Swept*: `benchmarks/sweeps.tsv` has at which values what changed of marked differences found, of 66, and
wrong ones shown; facts told, of 1, and words that repeat, of 1 (means of fourteen events with a key);
planted clashes; 75 exchanged words; the pairs of the tests. What is not named there did not change.
"""
