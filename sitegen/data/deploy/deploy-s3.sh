#!/bin/sh
# S3 and what speaks its language: publishes the built site. Use: sitegen build && sh deploy-s3.sh s3://BUCKET
# The AWS command line has to be set up; behind CloudFront set the headers of @OUT@/_headers there.
set -eu
to=${1:?name the bucket: sh deploy-s3.sh s3://BUCKET}
# Files whose name changes with their bytes come first, so that no page asks for one that is not there yet.
aws s3 sync @OUT@/assets "$to/assets" --cache-control "public, max-age=31536000, immutable"
aws s3 sync @OUT@ "$to" --cache-control "public, max-age=0, must-revalidate" \
    --exclude "assets/*" --exclude ".sitegen/*" --exclude "_headers" --exclude "_redirects"
# Pages that are no more go last, so that no page links to what is gone already.
aws s3 sync @OUT@ "$to" --delete --size-only --exclude ".sitegen/*" --exclude "_headers" --exclude "_redirects"
