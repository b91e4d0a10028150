package com.genericcorp.hq.local.up;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Platform;
import com.genericcorp.hq.model.Repository;

/** The environments that run on this machine. */
public final class LocalEnvironments {
  private LocalEnvironments() {}

  /**
   * Reads an environment of the embedded platform.
   *
   * @throws InvalidInput when it is none, saying what brings it up instead
   */
  public static Environment load(Repository repository, String name) {
    Environment environment = new Environments(repository.environments()).load(name);
    if (environment.platform() != Platform.EMBEDDED) {
      throw new InvalidInput("'%s' does not run on this machine: %s", name, instead(environment));
    }
    return environment;
  }

  private static String instead(Environment environment) {
    return switch (environment.platform()) {
      case COMPOSE ->
          "its platform is a Docker host, where the self-hosted package installs it with Compose";
      case AWS -> "its platform is AWS, where its Pulumi stack deploys it";
      case EMBEDDED -> throw new IllegalArgumentException(environment.name());
    };
  }
}
