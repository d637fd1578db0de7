"""List prices in US dollars, us-east-1 (N. Virginia), without free tiers, savings plans or taxes, as of 2026-11-28.

Checked on that day against stored copies of what is published: DynamoDB on demand, standard class (half of the former
price since 2024-11-01), Lambda on Arm, first tier (aws.amazon.com/lambda/pricing), SQS standard queues, first 100
billion requests a month, API Gateway REST, first 333 million (aws.amazon.com/api-gateway/pricing). AWS's pages draw
their tables by script, so copies of them quote worked examples: look at the live pages before a contract rests on it.
"""

WRITE_UNIT = 0.625 / 1e6
READ_UNIT = 0.125 / 1e6
LAMBDA_GB_SECOND = 0.0000133334
LAMBDA_REQUEST = 0.20 / 1e6
SQS_REQUEST = 0.40 / 1e6
API_REQUEST = 3.50 / 1e6
