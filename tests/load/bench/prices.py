"""List prices in US dollars, us-east-1, without free tiers, savings plans or taxes.

DynamoDB on demand (standard class, since the price cut of November 2024) and Lambda (Arm, first tier) as third parties
quote AWS's price list; SQS (standard queues) and API Gateway (REST, first tier) as widely published. Check them
against AWS's own pages before a decision rests on them.
"""

WRITE_UNIT = 0.625 / 1e6
READ_UNIT = 0.125 / 1e6
LAMBDA_GB_SECOND = 0.0000133334
LAMBDA_REQUEST = 0.20 / 1e6
SQS_REQUEST = 0.40 / 1e6
API_REQUEST = 3.50 / 1e6
