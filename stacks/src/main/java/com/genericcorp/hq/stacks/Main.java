package com.genericcorp.hq.stacks;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.core.Output;
import java.util.Map;

/** What {@code pulumi up} runs: the stack's name says which environment it is. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    CommonPool.enlarge();
    Repository repository;
    try {
      repository = Repository.find();
      FreshJar.require(repository);
    } catch (InvalidInput problem) {
      System.err.println("agenthq: " + problem.getMessage());
      System.exit(2);
      return;
    }
    Pulumi.run(context -> build(context, new Environments(repository.environments())));
  }

  private static void build(Context context, Environments environments) {
    StackName name = StackName.parse(context.stackName());
    Environment environment = environments.load(name.environment());
    Map<String, Output<?>> outputs =
        switch (name.kind()) {
          case BOOTSTRAP -> BootstrapStack.build(environment);
          case ENVIRONMENT ->
              EnvironmentStack.build(StackConfig.read(context.config(), environment));
        };
    outputs.forEach(context::export);
  }
}
