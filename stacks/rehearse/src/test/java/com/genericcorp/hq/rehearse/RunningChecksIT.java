package com.genericcorp.hq.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.account.AwsAccount;
import com.genericcorp.hq.account.Resource;
import com.genericcorp.hq.account.Resources;
import com.genericcorp.hq.account.checks.AwsChecks;
import com.genericcorp.hq.account.rollout.Rollout;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.model.Aws;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.rehearse.moto.MotoProgram;
import com.genericcorp.hq.verify.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sns.SnsClient;

/** The checks of a running environment at the whole demo, as far as moto can play that it runs. */
@TestInstance(Lifecycle.PER_CLASS)
class RunningChecksIT {
  private final Environment environment =
      new Environments(Repository.find().environments()).load("demo");
  private @Nullable Rehearsal rehearsal;
  private @Nullable AwsAccount account;
  private Resources resources = new Resources(List.of());

  @BeforeAll
  void make(@TempDir Path folder) {
    Optional<Path> program = MotoProgram.find(System.getenv());
    assumeTrue(program.isPresent(), "there is no moto_server: .ci/run installs it");
    rehearsal =
        new Rehearsal(
            environment,
            program.orElseThrow(),
            folder.resolve("moto.log"),
            UnaryOperator.identity());
    rehearsal.start();
    rehearsal.bootstrap();
    rehearsal.environment();
    resources = rehearsal.resources();
    account = AwsAccount.simulated(environment.aws().orElseThrow(), rehearsal.endpoint());
  }

  @AfterAll
  void stop() {
    if (account != null) {
      account.close();
    }
    if (rehearsal != null) {
      rehearsal.close();
    }
  }

  private Result look(String check) {
    return look(check, resources);
  }

  private Result look(String check, Resources at) {
    return AwsChecks.running(environment, account, at).stream()
        .filter(one -> one.name().equals(check))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatMotoDoesNotRunIsAllThatFails() {
    assertThat(AwsChecks.running(environment, account, resources))
        .filteredOn(one -> !one.ok())
        .extracting(Result::name)
        .isSubsetOf("service-runs", "targets-healthy", "certificate-renewal", "dashboards-drawn");
    assertThat(look("certificate-renewal").seen())
        .contains("ACM does not renew it: it is INELIGIBLE");
    assertThat(look("backup-age").ok()).isTrue();
    assertThat(look("budget-forecast").seen()).isEqualTo("$0.00 so far, $0.00 foreseen, of $80");
  }

  @Test
  void aTargetThatIsHealthyIsSeen() {
    assertThat(look("targets-healthy").seen()).isEqualTo("0 of 0 are healthy; the fewest are 1");
    String group = resources.one("aws:lb/targetGroup:TargetGroup").id();
    var elb = account.client(ElasticLoadBalancingV2Client.builder());
    elb.registerTargets(
        request -> request.targetGroupArn(group).targets(one -> one.id("10.0.0.10").port(8080)));
    try {
      assertThat(look("targets-healthy").ok()).isTrue();
      assertThat(look("targets-healthy").seen()).startsWith("1 of 1");
    } finally {
      elb.deregisterTargets(
          request -> request.targetGroupArn(group).targets(one -> one.id("10.0.0.10").port(8080)));
    }
  }

  @Test
  void anAlarmThatRingsIsAFault() {
    assertThat(look("alarms-quiet").ok()).isTrue();
    CloudWatchClient cloudWatch = account.client(CloudWatchClient.builder());
    String alarm = "agenthq-demo-database-cpu";
    cloudWatch.setAlarmState(
        request -> request.alarmName(alarm).stateValue(StateValue.ALARM).stateReason("played"));
    try {
      assertThat(look("alarms-quiet").ok()).isFalse();
      assertThat(look("alarms-quiet").seen()).startsWith(alarm + " rings since ");
    } finally {
      cloudWatch.setAlarmState(
          request -> request.alarmName(alarm).stateValue(StateValue.OK).stateReason("played"));
    }
  }

  @Test
  void whatTheCompositeAlarmTellsIsCountedWhereThereIsNone() {
    assertThat(look("alarms").ok()).isTrue();
    assertThat(look("alarms").seen())
        .isEqualTo("9 alarms, 2 topics; 3 told by the composite alarm, which is not here");
  }

  @Test
  void aRuleThatTellsNobodyOfFailedJobsIsAFault() {
    String rule = "agenthq-demo-job-failures";
    assertThat(look("job-failures").ok()).isTrue();
    assertThat(look("job-failures").seen()).isEqualTo(rule + ": ENABLED");
    EventBridgeClient events = account.client(EventBridgeClient.builder());
    events.disableRule(request -> request.name(rule));
    try {
      assertThat(look("job-failures").seen()).isEqualTo(rule + " is DISABLED: it tells nobody");
    } finally {
      events.enableRule(request -> request.name(rule));
    }
    List<Target> targets = events.listTargetsByRule(request -> request.rule(rule)).targets();
    events.removeTargets(request -> request.rule(rule).ids(targets.get(0).id()));
    try {
      assertThat(look("job-failures").seen()).isEqualTo(rule + " tells [], where nobody listens");
    } finally {
      events.putTargets(request -> request.rule(rule).targets(targets));
    }
  }

  @Test
  void aTopicThatNobodyIsSubscribedToIsAFault() {
    assertThat(look("alarms-heard").seen())
        .contains("agenthq-demo-critical: 1 confirmed", "agenthq-demo-warning: 1 confirmed");
    SnsClient sns = account.client(SnsClient.builder());
    String topic =
        resources.ids("aws:sns/topic:Topic").stream()
            .filter(arn -> arn.endsWith("-critical"))
            .findFirst()
            .orElseThrow();
    String subscription =
        sns.listSubscriptionsByTopic(request -> request.topicArn(topic))
            .subscriptions()
            .get(0)
            .subscriptionArn();
    sns.unsubscribe(request -> request.subscriptionArn(subscription));
    try {
      assertThat(look("alarms-heard").seen()).startsWith("agenthq-demo-critical reaches nobody");
    } finally {
      sns.subscribe(
          request ->
              request
                  .topicArn(topic)
                  .protocol("email")
                  .endpoint(environment.aws().orElseThrow().alertEmail()));
    }
  }

  @Test
  void aDashboardShowsSomethingOnceAMetricComes() {
    assertThat(look("dashboards-drawn").seen())
        .matches("agenthq-demo-infrastructure is empty: none of its \\d+ series .*");
    account
        .client(CloudWatchClient.builder())
        .putMetricData(
            request ->
                request
                    .namespace("AWS/ECS")
                    .metricData(
                        one ->
                            one.metricName("CPUUtilization")
                                .value(12.0)
                                .timestamp(Instant.now().minusSeconds(60))
                                .dimensions(
                                    Dimension.builder()
                                        .name("ClusterName")
                                        .value("agenthq-demo")
                                        .build(),
                                    Dimension.builder()
                                        .name("ServiceName")
                                        .value("server")
                                        .build())));
    assertThat(look("dashboards-drawn").ok()).isTrue();
    assertThat(look("dashboards-drawn").seen())
        .matches("agenthq-demo-infrastructure: 1 of \\d+ series");
  }

  @Test
  void aServiceThatRunsAnotherDefinitionIsAFaultAndEndsARollout() {
    Resource service = resources.one("aws:ecs/service:Service");
    String runs = service.said("taskDefinition");
    String intended = runs.replaceAll(":1$", ":2");
    assertThat(look("service-runs").seen())
        .startsWith("0 of 1 tasks run agenthq-demo-service:1, so far");
    Resource other =
        new Resource(
            service.urn(),
            service.type(),
            service.id(),
            Map.of("taskDefinition", intended),
            service.outputs());
    List<Resource> altered = new ArrayList<>(resources.all());
    altered.set(altered.indexOf(service), other);
    assertThat(look("service-runs", new Resources(altered)).seen())
        .startsWith("is going back to agenthq-demo-service:1, not agenthq-demo-service:2 (");
    assertThatThrownBy(() -> rollout("server", intended))
        .isInstanceOf(Failed.class)
        .hasMessageStartingWith(
            "The service server is going back to agenthq-demo-service:1, not"
                + " agenthq-demo-service:2 (");
  }

  @Test
  void credentialsOfAnotherAccountAreRefused() {
    account.requireIdentity();
    Aws aws = environment.aws().orElseThrow();
    Aws other =
        new Aws(
            aws.region(),
            "999988887777",
            aws.zone(),
            aws.alternativeZones(),
            aws.availabilityZones(),
            aws.natGateways(),
            aws.firewall(),
            aws.deletionProtection(),
            aws.alertEmail(),
            aws.githubRepository(),
            aws.sandboxAccount(),
            aws.traffic());
    try (AwsAccount elsewhere = AwsAccount.simulated(other, rehearsal.endpoint())) {
      assertThatThrownBy(elsewhere::requireIdentity)
          .isInstanceOf(Failed.class)
          .hasMessageStartingWith(
              "The credentials are of the account %s; the environment's file says 999988887777",
              aws.account());
    }
  }

  @Test
  void aServiceOrClusterThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> rollout("another", "arn"))
        .isInstanceOf(Failed.class)
        .hasMessage("There is no service another in the cluster agenthq-demo");
    assertThatThrownBy(
            () -> Rollout.await(account, "none", "server", "arn", Duration.ZERO, progress -> {}))
        .isInstanceOf(Failed.class)
        .hasMessage("There is no cluster none in this account and region");
  }

  private void rollout(String service, String intended) {
    List<String> progress = new ArrayList<>();
    Rollout.await(account, "agenthq-demo", service, intended, Duration.ZERO, progress::add);
  }
}
