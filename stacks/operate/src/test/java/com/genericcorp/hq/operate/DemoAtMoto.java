package com.genericcorp.hq.operate;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.account.AwsAccount;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.operate.state.StackOutputs;
import com.genericcorp.hq.operate.task.Patience;
import com.genericcorp.hq.rehearse.Rehearsal;
import com.genericcorp.hq.rehearse.moto.MotoProgram;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** The whole demo at a simulated AWS, as its program makes it, with tasks that run. */
public final class DemoAtMoto implements AutoCloseable {
  /** Short, as nothing has to be fetched. */
  public static final Patience PATIENCE =
      new Patience(
          Duration.ofMillis(50),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(1));

  public static final StackOutputs STACK =
      new StackOutputs("agenthq-demo", "server", "agenthq-demo-service-operations");

  public final Environment environment =
      new Environments(Repository.find().environments()).load("demo");
  public final FargateBeforeMoto aws;
  public final AwsAccount account;

  /** The account past what a test kills. */
  public final AwsAccount behind;

  private final Rehearsal rehearsal;

  public DemoAtMoto(Path folder) throws IOException {
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
    behind = at(rehearsal.endpoint());
    giveContainersMemory();
    TaskLogs logs =
        new TaskLogs(behind.client(CloudWatchLogsClient.builder()), "/agenthq/demo/server");
    aws = new FargateBeforeMoto(rehearsal.endpoint(), logs);
    account = at(aws.endpoint());
  }

  /** moto starts no task whose containers share the memory of the task. */
  private void giveContainersMemory() {
    EcsClient ecs = behind.client(EcsClient.builder());
    TaskDefinition made =
        ecs.describeTaskDefinition(request -> request.taskDefinition(STACK.operationsTask()))
            .taskDefinition();
    RegisterTaskDefinitionResponse unused =
        ecs.registerTaskDefinition(
            request ->
                request
                    .family(made.family())
                    .cpu(made.cpu())
                    .memory(made.memory())
                    .networkMode(made.networkMode())
                    .requiresCompatibilities(made.requiresCompatibilities())
                    .executionRoleArn(made.executionRoleArn())
                    .taskRoleArn(made.taskRoleArn())
                    .volumes(made.volumes())
                    .containerDefinitions(
                        made.containerDefinitions().stream()
                            .map(one -> one.toBuilder().memoryReservation(256).build())
                            .toList()));
  }

  private AwsAccount at(URI endpoint) {
    return AwsAccount.simulated(environment.aws().orElseThrow(), endpoint);
  }

  @Override
  public void close() {
    account.close();
    behind.close();
    aws.close();
    rehearsal.close();
  }
}
