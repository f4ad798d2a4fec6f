"""GRL, efficient and explicit modelling of image hierarchies for restoration (arXiv 2303.00748).

`reference` reads like the paper; `network` is its fast form, which everything else uses.
"""
