package com.genericcorp.hq.stacks;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Aws;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.stacks.bootstrap.GithubAccess;
import com.genericcorp.hq.stacks.bootstrap.ImageRepository;
import com.genericcorp.hq.stacks.bootstrap.StateStore;
import com.genericcorp.hq.stacks.bootstrap.ZoneAndBoundary;
import com.genericcorp.hq.stacks.service.Registry;
import com.pulumi.core.Output;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an environment's account has before the environment itself. It is made once, by a person.
 */
public final class BootstrapStack {
  private BootstrapStack() {}

  /**
   * Registers the account's resources.
   *
   * @return the stack's outputs: scalars, by name
   */
  public static Map<String, Output<?>> build(Environment environment) {
    Aws aws =
        environment
            .aws()
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "environment %s runs on platform %s; only aws needs a bootstrap",
                        environment.name(), environment.platform()));
    Scope scope = Scope.of(environment);
    new StateStore("state", aws.account(), scope.options());
    new ImageRepository("server-image", Registry.SERVER, scope.options());
    ZoneAndBoundary account = new ZoneAndBoundary("account", aws, scope.options());
    GithubAccess github =
        new GithubAccess(
            "github",
            new GithubAccess.Args(
                environment.name(),
                aws.account(),
                aws.region(),
                aws.githubRepository(),
                aws.deletionProtection()),
            scope.options());

    Map<String, Output<?>> outputs = new LinkedHashMap<>();
    outputs.put("zoneId", account.zoneId());
    outputs.put("nameServers", account.nameServers());
    outputs.put("stateBucket", Output.of(StateStore.bucketName(aws.account())));
    outputs.put("deployRole", github.deployRoleArn());
    return outputs;
  }
}
