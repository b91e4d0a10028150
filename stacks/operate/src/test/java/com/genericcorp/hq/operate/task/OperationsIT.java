package com.genericcorp.hq.operate.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.cli.sealed.SealedReader;
import com.genericcorp.hq.operate.Container;
import com.genericcorp.hq.operate.DemoAtMoto;
import com.genericcorp.hq.operate.ServerJar;
import com.genericcorp.hq.operate.state.StackOutputs;
import com.genericcorp.hq.postgres.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;

/** Commands as tasks of the demo, whose every resource its program made at a simulated AWS. */
@TestInstance(Lifecycle.PER_CLASS)
class OperationsIT {
  private static final List<String> LIST = List.of("tenants", "list");

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private DemoAtMoto demo;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    demo = new DemoAtMoto(folder);
  }

  @AfterAll
  void stop() {
    if (demo != null) {
      demo.close();
    }
  }

  @Test
  void aKeyThatTheServerMakesReachesTheOperatorAndNoLog(@TempDir Path folder) throws Exception {
    demo.aws.willRun(new ServerJar(TestPostgres.shared().freshDatabase(), folder));
    Operations.Ended made =
        run("tenants", "create", "north-wind", "--name", "North Wind", "--json");
    assertThat(made.code()).as(said()).isZero();
    String key = Json.mapper().readTree(made.output()).path("apiKey").asText();
    assertThat(key).startsWith("ahq_");
    assertThat(logged())
        .contains("agenthq-sealed 0 key")
        .doesNotContain(key)
        .doesNotContain("ahq_");
    assertThat(said()).doesNotContain(key);
    assertThat(text(run("tenants", "list"))).contains("north-wind").contains("North Wind");
    Operations.Ended migrated = run("tenants", "migrate");
    assertThat(migrated.code()).as(said()).isZero();
    assertThat(text(migrated)).as("nobody is behind").contains("All organisations are at version");
    Operations.Ended refused = run("tenants", "tier", "nobody", "growth");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(said()).contains("There is no organisation 'nobody'");
  }

  @Test
  void aTaskHasTheServicesNetworkTheCommandAndAKeyOfItsOwn() throws Exception {
    demo.aws.willRun(Container.printing("done"));
    operations().run(LIST, Map.of("DATABASE_HOST", "elsewhere"));
    run("tenants", "list");
    List<JsonNode> sent = demo.aws.bodies("RunTask");
    AwsVpcConfiguration network =
        demo.behind
            .client(EcsClient.builder())
            .describeServices(request -> request.cluster("agenthq-demo").services("server"))
            .services()
            .get(0)
            .networkConfiguration()
            .awsvpcConfiguration();
    JsonNode of = sent.get(0).path("networkConfiguration").path("awsvpcConfiguration");
    assertThat(of.path("subnets")).hasSize(2);
    assertThat(of.path("subnets").path(0).asText()).isEqualTo(network.subnets().get(0));
    assertThat(of.path("securityGroups").path(0).asText())
        .isEqualTo(network.securityGroups().get(0));
    assertThat(of.path("assignPublicIp").asText()).isEqualTo("ENABLED");
    assertThat(sent.get(0).path("launchType").asText()).isEqualTo("FARGATE");
    assertThat(sent.get(0).path("taskDefinition").asText())
        .isEqualTo("agenthq-demo-service-operations");
    JsonNode override = sent.get(0).path("overrides").path("containerOverrides").path(0);
    assertThat(override.path("name").asText()).isEqualTo("operations");
    assertThat(override.path("command").toString()).isEqualTo("[\"tenants\",\"list\"]");
    assertThat(override.path("environment").toString())
        .contains("{\"name\":\"DATABASE_HOST\",\"value\":\"elsewhere\"}")
        .contains("{\"name\":\"OUTPUT_KEY\",\"value\":\"MCowBQYDK2VuAyEA");
    assertThat(sent.get(1).path("overrides")).isNotEqualTo(sent.get(0).path("overrides"));
  }

  @Test
  void longOutputComesWholeOverManyPages() throws Exception {
    String text =
        IntStream.range(0, 20_000).mapToObj(n -> "line " + n).collect(Collectors.joining("\n"));
    demo.aws.willRun(Container.printing(text));
    assertThat(text(run("tenants", "list"))).isEqualTo(text);
  }

  @Test
  void aTaskThatCannotStartIsAFailureWithEcsReason() {
    demo.aws.willRun(
        (command, variables) ->
            new Container.Ended(
                List.of(), null, "CannotPullContainerError: agenthq-server@sha256:… not found"));
    assertThatThrownBy(() -> run("tenants", "list"))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("did not run: CannotPullContainerError: agenthq-server@sha256:…");
  }

  @Test
  void outputWithoutItsEndIsAFailureThatSaysToLook() {
    demo.aws.willRun(
        (command, variables) -> {
          List<String> lines = Container.sealed(variables, "x".repeat(20_000));
          return Container.Ended.with(137, lines.subList(0, 2));
        });
    assertThatThrownBy(() -> run("tenants", "create", "acme"))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("exit code 137")
        .hasMessageContaining("its output has no end in log group /agenthq/demo/server, stream")
        .hasMessageContaining("Look whether it was done before you repeat it");
  }

  @Test
  void damagedLinesAndThoseForAnotherReaderAreRefused() {
    demo.aws.willRun(
        (command, variables) -> {
          List<String> lines = Container.sealed(variables, "x".repeat(20_000));
          lines.set(1, lines.get(1).substring(0, 5000));
          return Container.Ended.with(0, lines);
        });
    assertThatThrownBy(() -> run("tenants", "list"))
        .hasMessageContaining("line 1 of the sealed output");
    demo.aws.willRun(
        (command, variables) ->
            Container.Ended.with(
                0, Container.sealed(Map.of("OUTPUT_KEY", new SealedReader().publicKey()), "x")));
    assertThatThrownBy(() -> run("tenants", "list")).hasMessageContaining("for another reader");
  }

  @Test
  void aServiceThatIsNotThereIsNamed() {
    demo.aws.willRun(Container.printing(""));
    StackOutputs other =
        new StackOutputs("agenthq-demo", "nobody", DemoAtMoto.STACK.operationsTask());
    Operations operations =
        new Operations(demo.account, other, DemoAtMoto.PATIENCE, new PrintStream(err));
    assertThatThrownBy(() -> operations.run(LIST, Map.of()))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("cluster agenthq-demo has no service nobody");
  }

  private Operations.Ended run(String... words) throws InterruptedException {
    return operations().run(List.of(words), Map.of());
  }

  private Operations operations() {
    PrintStream to = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new Operations(demo.account, DemoAtMoto.STACK, DemoAtMoto.PATIENCE, to);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static String text(Operations.Ended ended) {
    return new String(ended.output(), StandardCharsets.UTF_8);
  }

  private String logged() {
    return Objects.requireNonNull(demo)
        .behind
        .client(CloudWatchLogsClient.builder())
        .filterLogEvents(request -> request.logGroupName("/agenthq/demo/server"))
        .events()
        .stream()
        .map(FilteredLogEvent::message)
        .collect(Collectors.joining("\n"));
  }
}
