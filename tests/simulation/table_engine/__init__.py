"""DynamoDB in memory, as far as the product uses it: the same answers, refusals and validation errors, in no time.

`TableEngine` answers operations as plain dictionaries. `client.TableClient` stands in the place of botocore's client,
so that PynamoDB and all of our own code run unchanged above it. Each reads like the other to the code that uses them.
"""
