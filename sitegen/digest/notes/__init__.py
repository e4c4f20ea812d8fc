"""From a digest to what readers look up in it: who is named as knowing, who is quoted, what happened when."""
