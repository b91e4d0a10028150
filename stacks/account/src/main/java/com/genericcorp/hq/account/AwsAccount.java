package com.genericcorp.hq.account;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.model.Aws;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * An account and region, with one client of each of its services. Credentials are found as by every
 * AWS tool: variables, profiles, a role by OIDC.
 */
public final class AwsAccount implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Aws aws;
  private final Optional<URI> simulator;
  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final Map<Class<?>, SdkClient> clients = new ConcurrentHashMap<>();

  private AwsAccount(Aws aws, Optional<URI> simulator) {
    this.aws = aws;
    this.simulator = simulator;
  }

  /** The account that the environment's file names. */
  public static AwsAccount of(Aws aws) {
    return new AwsAccount(aws, Optional.empty());
  }

  /**
   * The same at a simulated AWS, with credentials that are nobody's.
   *
   * @param endpoint answers for all services
   */
  public static AwsAccount simulated(Aws aws, URI endpoint) {
    return new AwsAccount(aws, Optional.of(endpoint));
  }

  /** What the environment's file says of it. */
  public Aws aws() {
    return aws;
  }

  /**
   * A service's client; it is closed with this account, and must not be before.
   *
   * @param builder such as {@code EcsClient.builder()}
   */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient>
      C client(B builder) {
    @SuppressWarnings("unchecked") // A builder's class makes clients of one kind.
    C client = (C) clients.computeIfAbsent(builder.getClass(), type -> make(builder));
    return client;
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient>
      C make(B builder) {
    builder
        .region(Region.of(aws.region()))
        .httpClient(http)
        .overrideConfiguration(options -> options.apiCallTimeout(PATIENCE));
    simulator.ifPresent(
        endpoint ->
            builder
                .endpointOverride(endpoint)
                .credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create("simulated", "simulated"))));
    if (builder instanceof S3ClientBuilder s3) {
      // A simulator has no name for each bucket.
      s3.forcePathStyle(simulator.isPresent());
    }
    return builder.build();
  }

  /**
   * Makes sure that whoever is signed in is so in this account.
   *
   * @throws Failed when nobody is, or in another
   */
  public void requireIdentity() {
    String there;
    try {
      there = client(StsClient.builder()).getCallerIdentity().account();
    } catch (SdkClientException problem) {
      String said = String.valueOf(problem.getMessage());
      if (!said.contains("credentials")) {
        throw new Failed(problem, "AWS is not reached: %s", said);
      }
      throw new Failed(
          problem,
          "There are no credentials for AWS's account %s: sign in ('aws sso login' and AWS_PROFILE,"
              + " or AWS_ACCESS_KEY_ID and its like)",
          aws.account());
    } catch (SdkServiceException problem) {
      throw new Failed(
          problem,
          "AWS does not take the credentials that were found (%s): sign in anew to the account %s",
          problem.getMessage(),
          aws.account());
    }
    if (!there.equals(aws.account())) {
      throw new Failed(
          "The credentials are of the account %s; the environment's file says %s: choose another"
              + " AWS_PROFILE, or set aws.account",
          there, aws.account());
    }
  }

  @Override
  public void close() {
    clients.values().forEach(SdkClient::close);
    http.close();
  }
}
