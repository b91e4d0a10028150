package com.genericcorp.hq.rehearse.engine;

import static java.util.Map.entry;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.budgets.BudgetsClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.wafv2.Wafv2Client;
import software.amazon.awssdk.utils.builder.Buildable;

/** The SDK's clients of one simulated account, by the service's name in the table. */
public final class Clients implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Map<String, Function<Clients, SdkClient>> SERVICES =
      Map.ofEntries(
          entry("acm", here -> here.make(AcmClient.builder())),
          entry("autoscaling", here -> here.make(ApplicationAutoScalingClient.builder())),
          entry("budgets", here -> here.make(BudgetsClient.builder())),
          entry("cloudformation", here -> here.make(CloudFormationClient.builder())),
          entry("cloudwatch", here -> here.make(CloudWatchClient.builder())),
          entry("ec2", here -> here.make(Ec2Client.builder())),
          entry("ecr", here -> here.make(EcrClient.builder())),
          entry("ecs", here -> here.make(EcsClient.builder())),
          entry("elb", here -> here.make(ElasticLoadBalancingV2Client.builder())),
          entry("events", here -> here.make(EventBridgeClient.builder())),
          entry("iam", here -> here.make(IamClient.builder())),
          entry("kms", here -> here.make(KmsClient.builder())),
          entry("logs", here -> here.make(CloudWatchLogsClient.builder())),
          entry("rds", here -> here.make(RdsClient.builder())),
          entry("route53", here -> here.make(Route53Client.builder())),
          entry("s3", here -> here.make(S3Client.builder().forcePathStyle(true))),
          entry("scheduler", here -> here.make(SchedulerClient.builder())),
          entry("secrets", here -> here.make(SecretsManagerClient.builder())),
          entry("sns", here -> here.make(SnsClient.builder())),
          entry("waf", here -> here.make(Wafv2Client.builder())));

  private final URI endpoint;
  private final Region region;
  private final Optional<RequiredMembers> required;
  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final Map<String, SdkClient> clients = new ConcurrentHashMap<>();

  /**
   * @param endpoint answers for all services
   * @param required what every request is held against
   */
  public Clients(URI endpoint, String region, Optional<RequiredMembers> required) {
    this.required = required;
    this.endpoint = endpoint;
    this.region = Region.of(region);
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient>
      C make(B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(region)
        .httpClient(http)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("rehearsal", "rehearsal")))
        .overrideConfiguration(
            options ->
                options.apiCallTimeout(PATIENCE).retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .build();
  }

  private SdkClient of(String service) {
    @Nullable Function<Clients, SdkClient> maker = SERVICES.get(service);
    if (maker == null) {
      throw new IllegalArgumentException("no client for service " + service);
    }
    return clients.computeIfAbsent(service, name -> maker.apply(this));
  }

  /** A service's typed client. */
  public <T> T of(String service, Class<T> type) {
    return type.cast(of(service));
  }

  /** The empty request of an operation. */
  static SdkPojo request(Method operation) {
    try {
      return (SdkPojo) operation.getParameterTypes()[0].getMethod("builder").invoke(null);
    } catch (ReflectiveOperationException problem) {
      throw new IllegalStateException("no request of " + operation, problem);
    }
  }

  /**
   * Makes a call.
   *
   * @return the answer as plain values
   * @throws Unfit when the values are none that the operation takes
   * @throws software.amazon.awssdk.core.exception.SdkException as AWS answers
   */
  public Map<String, Object> call(String service, String operation, Map<String, ?> values) {
    SdkClient client = of(service);
    Method method = method(client, operation);
    SdkPojo request = request(method);
    Requests.fill(request, values);
    SdkPojo built = (SdkPojo) ((Buildable) request).build();
    required.ifPresent(members -> members.require(service, operation, Answers.of(built)));
    try {
      return Answers.of((SdkPojo) method.invoke(client, built));
    } catch (InvocationTargetException problem) {
      if (problem.getCause() instanceof RuntimeException answer) {
        throw answer;
      }
      throw new IllegalStateException(problem);
    } catch (IllegalAccessException problem) {
      throw new IllegalStateException(problem);
    }
  }

  /** Whether an operation's request has a member. */
  public boolean takes(String service, String operation, String member) {
    return request(method(of(service), operation)).sdkFields().stream()
        .anyMatch(field -> field.memberName().equalsIgnoreCase(member));
  }

  private static Method method(SdkClient client, String operation) {
    Optional<Method> found =
        Arrays.stream(client.getClass().getInterfaces())
            .flatMap(type -> Arrays.stream(type.getMethods()))
            .filter(method -> method.getName().equalsIgnoreCase(operation))
            .filter(method -> method.getParameterCount() == 1)
            .filter(method -> AwsRequest.class.isAssignableFrom(method.getParameterTypes()[0]))
            .findFirst();
    return found.orElseThrow(
        () -> new IllegalArgumentException(client.serviceName() + " has no " + operation));
  }

  @Override
  public void close() {
    clients.values().forEach(SdkClient::close);
    http.close();
  }
}
