package com.genericcorp.hq.plan.capture;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.pulumi.Context;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceOptions;
import com.pulumi.resources.ResourceTransformation;
import com.pulumi.test.Mocks;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestOptions;
import com.pulumi.test.TestResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One run of a stack program against {@link Mocks}, which are the SDK's own. What they do not tell
 * (parents, protection, retention, a name given twice) is seen by a resource transformation.
 */
public final class Capture {
  private static final String PROJECT = "agenthq";

  /**
   * The SDK prints every failure with its trace, some after the run; here it is thrown, and said
   * once.
   */
  private static final Logger SDK = Logger.getLogger("com.pulumi.test.internal.PulumiTestInternal");

  /**
   * With few threads in the common pool the SDK waits for itself, sooner or later (pulumi-java
   * #2270). Of use where nothing has used the pool before; {@code scripts/hq} sets it, too.
   */
  private static final String THREADS = "java.util.concurrent.ForkJoinPool.common.parallelism";

  static {
    if (System.getProperty(THREADS) == null) {
      System.setProperty(THREADS, "16");
    }
  }

  private record Key(String type, String name) {}

  private record Registered(Resource resource, ResourceOptions options) {}

  private final String stack;
  private final Account account;
  private final Map<Key, Mocks.ResourceArgs> inputs = new ConcurrentHashMap<>();
  private final Map<Key, Map<String, Object>> answers = new ConcurrentHashMap<>();
  private final List<Registered> registered = new ArrayList<>();

  private Capture(String stack, Account account) {
    this.stack = stack;
    this.account = account;
  }

  /**
   * Runs a program and returns what it registered.
   *
   * @param account whose answers the resources get
   * @throws InvalidInput as the program throws it
   * @throws Failed when the program ends with any other error, or names two resources alike
   */
  public static Inventory of(
      String stack, Account account, Function<Context, Map<String, Output<?>>> program) {
    return new Capture(stack, account).run(program);
  }

  private Inventory run(Function<Context, Map<String, Output<?>>> program) {
    Map<String, Output<?>> outputs = new LinkedHashMap<>();
    TestResult result;
    SDK.setFilter(line -> false);
    try {
      result =
          PulumiTest.withMocks(new Recording())
              .withOptions(
                  TestOptions.builder()
                      .projectName(PROJECT)
                      .stackName(stack)
                      .resourceTransformations(List.of(this::remember))
                      .build())
              .runTest(
                  context -> {
                    outputs.putAll(program.apply(context));
                    outputs.forEach(context::export);
                  });
      refuse(result);
      return new Inventory(resources(), values(outputs));
    } finally {
      PulumiTest.cleanup();
    }
  }

  /** The program's own sentence, if that is what it ended with. */
  private static void refuse(TestResult result) {
    for (Exception problem : result.exceptions()) {
      for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
        if (cause instanceof InvalidInput || cause instanceof Failed) {
          throw (RuntimeException) cause;
        }
      }
      throw new IllegalStateException("the stack program failed", problem);
    }
    if (!result.errors().isEmpty()) {
      throw new Failed("the stack program failed: %s", String.join("; ", result.errors()));
    }
  }

  private synchronized Optional<ResourceTransformation.Result> remember(
      ResourceTransformation.Args args) {
    registered.add(new Registered(args.resource(), args.options()));
    return Optional.empty();
  }

  private List<Captured> resources() {
    Map<Resource, String> types = new HashMap<>();
    Set<String> urns = new HashSet<>();
    List<Captured> resources = new ArrayList<>();
    for (Registered one : registered) {
      String type = one.resource().pulumiResourceType();
      if (type.equals("pulumi:pulumi:Stack")) {
        continue;
      }
      String name = one.resource().pulumiResourceName();
      Optional<Resource> parent =
          one.options()
              .getParent()
              .filter(above -> !above.pulumiResourceType().equals("pulumi:pulumi:Stack"));
      String qualified = parent.map(above -> types.get(above) + "$").orElse("") + type;
      types.put(one.resource(), qualified);
      String urn = urn(qualified, name);
      if (!urns.add(urn)) {
        throw new Failed("two resources have the URN %s: give one of them another name", urn);
      }
      Mocks.@Nullable ResourceArgs seen = inputs.get(new Key(type, name));
      resources.add(
          new Captured(
              urn,
              type,
              name,
              parent.map(above -> urn(types.get(above) + "", above.pulumiResourceName())),
              seen == null || seen.provider == null || seen.provider.isEmpty()
                  ? Optional.empty()
                  : Optional.of(seen.provider),
              seen == null ? Map.of() : seen.inputs,
              one.options() instanceof CustomResourceOptions own && own.isProtect(),
              one.options().isRetainOnDelete(),
              answers.getOrDefault(new Key(type, name), Map.of())));
    }
    return resources;
  }

  private String urn(String qualifiedType, String name) {
    return "urn:pulumi:" + stack + "::" + PROJECT + "::" + qualifiedType + "::" + name;
  }

  private static Map<String, @Nullable Object> values(Map<String, Output<?>> outputs) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    outputs.forEach((name, output) -> values.put(name, PulumiTest.extractValue(output)));
    return values;
  }

  private final class Recording implements Mocks {
    @Override
    public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs resource) {
      if (inputs.putIfAbsent(new Key(resource.type, resource.name), resource) != null) {
        throw new Failed(
            "two resources of type %s are named %s: give one of them another name",
            resource.type, resource.name);
      }
      return CompletableFuture.supplyAsync(
          () -> {
            Account.Answer answer = account.create(resource.type, resource.name, resource.inputs);
            Map<String, Object> known = new HashMap<>(answer.state());
            known.put("id", answer.id());
            answers.put(new Key(resource.type, resource.name), known);
            return ResourceResult.of(Optional.of(answer.id()), answer.state());
          });
    }

    @Override
    public CompletableFuture<Map<String, Object>> callAsync(CallArgs call) {
      throw new UnsupportedOperationException(
          call.token + " asks AWS: the program must go by its description alone");
    }
  }
}
