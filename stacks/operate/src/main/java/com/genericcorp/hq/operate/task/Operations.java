package com.genericcorp.hq.operate.task;

import com.genericcorp.hq.account.AwsAccount;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.sealed.SealedOutput;
import com.genericcorp.hq.cli.sealed.SealedReader;
import com.genericcorp.hq.operate.state.StackOutputs;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.PropagateTags;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/**
 * Commands of the server's image beside an environment's service: each is a task of the operations
 * task definition, in the network of the service. What it prints is sealed to a key that is made
 * for it here.
 */
public final class Operations {
  /**
   * How a command ended.
   *
   * @param code its exit code
   * @param output what it printed
   */
  public record Ended(int code, byte[] output) {}

  private final EcsClient ecs;
  private final CloudWatchLogsClient logs;
  private final StackOutputs stack;
  private final Patience patience;
  private final PrintStream err;

  /**
   * @param err where a task's standard error goes, and how it is doing
   */
  public Operations(AwsAccount account, StackOutputs stack, Patience patience, PrintStream err) {
    this.ecs = account.client(EcsClient.builder());
    this.logs = account.client(CloudWatchLogsClient.builder());
    this.stack = stack;
    this.patience = patience;
    this.err = err;
  }

  /**
   * Runs a command and waits for its end.
   *
   * @param words from the command's name on
   * @param variables in place of those of the task definition
   * @throws Failed when the task cannot start, does not end in time, or its output is not whole
   */
  public Ended run(List<String> words, Map<String, String> variables) throws InterruptedException {
    ContainerDefinition container = container();
    SealedReader reader = new SealedReader();
    Map<String, String> all = new TreeMap<>(variables);
    all.put(SealedOutput.VARIABLE, reader.publicKey());
    String arn = start(container.name(), words, all);
    String id = arn.substring(arn.lastIndexOf('/') + 1);
    Map<String, String> options = container.logConfiguration().options();
    TaskLog log =
        new TaskLog(
            logs,
            options.getOrDefault("awslogs-group", ""),
            options.get("awslogs-stream-prefix") + "/" + container.name() + "/" + id,
            reader,
            err::println);
    try (Interruption whileItRuns = new Interruption(err, goesOn(id, log))) {
      int code =
          new TaskRun(ecs, stack.cluster(), arn, log, reader, patience, patience.end(words), err)
              .await();
      return new Ended(code, reader.output());
    }
  }

  private String goesOn(String id, TaskLog log) {
    return String.format(
        "Task %s goes on without this command; what it prints can be opened by nobody now. 'aws ecs"
            + " describe-tasks --cluster %s --tasks %s' says how it does, 'aws ecs stop-task' with"
            + " the same words stops it; its errors are in %s.",
        id, stack.cluster(), id, log);
  }

  private ContainerDefinition container() {
    return ecs.describeTaskDefinition(request -> request.taskDefinition(stack.operationsTask()))
        .taskDefinition()
        .containerDefinitions()
        .get(0);
  }

  private String start(String container, List<String> words, Map<String, String> variables) {
    Service service = service();
    List<KeyValuePair> pairs =
        variables.entrySet().stream()
            .map(one -> KeyValuePair.builder().name(one.getKey()).value(one.getValue()).build())
            .toList();
    TaskOverride override =
        TaskOverride.builder()
            .containerOverrides(
                ContainerOverride.builder()
                    .name(container)
                    .command(words)
                    .environment(pairs)
                    .build())
            .build();
    RunTaskResponse started =
        ecs.runTask(
            request ->
                request
                    .cluster(stack.cluster())
                    .taskDefinition(stack.operationsTask())
                    .launchType(LaunchType.FARGATE)
                    .platformVersion(service.platformVersion())
                    .networkConfiguration(service.networkConfiguration())
                    .overrides(override)
                    .propagateTags(PropagateTags.TASK_DEFINITION)
                    .startedBy("hq-" + words.get(0))
                    // A request that is sent twice starts one task.
                    .clientToken(UUID.randomUUID().toString())
                    .count(1));
    if (started.tasks().isEmpty()) {
      throw new Failed(
          "ECS starts no task of %s in cluster %s: %s",
          stack.operationsTask(), stack.cluster(), started.failures());
    }
    return started.tasks().get(0).taskArn();
  }

  private Service service() {
    return ecs
        .describeServices(request -> request.cluster(stack.cluster()).services(stack.service()))
        .services()
        .stream()
        .findFirst()
        .orElseThrow(
            () ->
                new Failed(
                    "cluster %s has no service %s, whose network a task would share: does the"
                        + " stack's state tell what is there? 'scripts/hq drift' says",
                    stack.cluster(), stack.service()));
  }
}
