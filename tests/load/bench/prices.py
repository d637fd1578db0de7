"""List prices in US dollars, us-east-1, without free tiers, savings plans or taxes.

Sources (read in November 2026): aws.amazon.com/dynamodb/pricing/on-demand (standard table class, since the price cut
of November 2024), aws.amazon.com/lambda/pricing (Arm, first tier), aws.amazon.com/sqs/pricing (standard queues),
aws.amazon.com/api-gateway/pricing (REST APIs, first tier).
"""

WRITE_UNIT = 0.625 / 1e6
READ_UNIT = 0.125 / 1e6
LAMBDA_GB_SECOND = 0.0000133334
LAMBDA_REQUEST = 0.20 / 1e6
SQS_REQUEST = 0.40 / 1e6
API_REQUEST = 3.50 / 1e6
