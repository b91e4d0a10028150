package com.genericcorp.hq.stacks.service;

import com.genericcorp.hq.model.Aws;

/** The account's own container registry, as ECR names it. */
public record Registry(String account, String region) {
  /** The server's repository; the bootstrap stack makes it. */
  public static final String SERVER = "agenthq/server";

  public static Registry of(Aws aws) {
    return new Registry(aws.account(), aws.region());
  }

  /** An image's reference by digest: a tag may mean another image tomorrow. */
  String image(String repository, String digest) {
    return account + ".dkr.ecr." + region + ".amazonaws.com/" + repository + "@" + digest;
  }

  /** A repository's ARN. */
  String arn(String repository) {
    return "arn:aws:ecr:" + region + ":" + account + ":repository/" + repository;
  }
}
