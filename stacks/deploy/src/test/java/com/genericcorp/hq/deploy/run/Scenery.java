package com.genericcorp.hq.deploy.run;

import com.genericcorp.hq.account.AwsAccount;
import com.genericcorp.hq.deploy.preflight.Surroundings;
import com.genericcorp.hq.deploy.process.HqCommand;
import com.genericcorp.hq.deploy.stack.Change;
import com.genericcorp.hq.deploy.stack.Changes;
import com.genericcorp.hq.deploy.stack.MemoryStacks;
import com.genericcorp.hq.deploy.stack.Operation;
import com.genericcorp.hq.deploy.stack.Resource;
import com.genericcorp.hq.deploy.stack.StackState;
import com.genericcorp.hq.deploy.stack.Urn;
import com.genericcorp.hq.deploy.state.StateBackend;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A repository in a folder, with the real environments, a stand-in for {@code scripts/hq} that
 * writes down how it was started, one for {@code pulumi}, and stacks in memory.
 */
public final class Scenery {
  public static final String DIGEST = "sha256:" + "a".repeat(64);
  public static final String OTHER = "sha256:" + "b".repeat(64);
  public static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  public final Path root;
  public final MemoryStacks stacks = new MemoryStacks();
  public final MemoryStacks.One bootstrap = stacks.create("bootstrap-demo");
  public final List<String> said = new ArrayList<>();
  public final List<String> rollouts = new ArrayList<>();
  public final Map<String, String> variables = new HashMap<>();
  private URI endpoint = URI.create("http://127.0.0.1:9");
  private Optional<String> answer = Optional.empty();
  private String backend = "";

  public Scenery(Path root) throws IOException {
    this.root = root;
    bootstrap.outputs.put("zoneId", "Z0123456789ABC");
    Path real = Repository.find().environments();
    Files.createDirectories(root.resolve("environments"));
    try (Stream<Path> files = Files.list(real)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Files.copy(file, root.resolve("environments").resolve(file.getFileName()));
      }
    }
    hq("exit 0");
    script(
        "bin/pulumi",
        """
        case $1 in
          version) echo v3.210.0 ;;
          plugin) echo '[{"name":"aws","kind":"resource","version":"6.83.0"}]' ;;
        esac
        """);
    variables.put("PATH", root.resolve("bin").toString());
  }

  /** What the stand-in for scripts/hq does after it has written down its words. */
  public void hq(String does) throws IOException {
    script("scripts/hq", "echo \"$*\" >>'" + root.resolve("hq.words") + "'\n" + does);
  }

  public void script(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** How scripts/hq was started, a line each. */
  public List<String> started() throws IOException {
    Path words = root.resolve("hq.words");
    return Files.exists(words) ? Files.readAllLines(words) : List.of();
  }

  public Scenery replace(String from, String to) throws IOException {
    Path file = root.resolve("environments/demo.yaml");
    String text = Files.readString(file);
    if (!text.contains(from)) {
      throw new IllegalArgumentException("demo.yaml has no " + from);
    }
    Files.writeString(file, text.replace(from, to));
    return this;
  }

  public Scenery at(URI aws) {
    endpoint = aws;
    return this;
  }

  public Scenery in(String stateBackend) {
    backend = stateBackend;
    return this;
  }

  public Scenery answering(String text) {
    answer = Optional.of(text);
    return this;
  }

  public Environment environment() {
    return new Environments(root.resolve("environments")).load("demo");
  }

  public Surroundings around() {
    Environment environment = environment();
    AwsAccount account = AwsAccount.simulated(environment.aws().orElseThrow(), endpoint);
    return new Surroundings(
        environment,
        root,
        account,
        StateBackend.of(account.aws(), Map.of("PULUMI_BACKEND_URL", backend)),
        stacks,
        variables,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  public Deployment deployment(boolean agreed) {
    Terminal terminal =
        new Terminal() {
          @Override
          public Optional<String> ask(String question) {
            said.add(question);
            return answer;
          }

          @Override
          public boolean isThere() {
            return answer.isPresent();
          }
        };
    return new Deployment(
        "up",
        around(),
        new HqCommand(root),
        (cluster, service, task, limit, progress) ->
            rollouts.add(cluster + " " + service + " " + task),
        terminal,
        agreed,
        said::add);
  }

  /** A stack that {@code up} can work on. */
  public MemoryStacks.One stack(Change... planned) {
    MemoryStacks.One stack = stacks.create("demo");
    stack.outputs.putAll(Map.of("cluster", "agenthq-demo", "service", "server"));
    stack.afterUp =
        new StackState(
            List.of(
                new Resource(
                    urn("aws:ecs/taskDefinition:TaskDefinition", "service"),
                    false,
                    false,
                    Map.of("arn", "arn:aws:ecs:us-east-1:111122223333:task-definition/d:7"))),
            List.of());
    stack.previews.add(new Changes(List.of(planned)));
    return stack;
  }

  public static Change change(Operation operation, String type, String name, String... properties) {
    return new Change(operation, urn(type, name), List.of(properties));
  }

  public static Urn urn(String type, String name) {
    return new Urn("urn:pulumi:demo::agenthq::agenthq:x:X$" + type + "::" + name);
  }
}
