package com.genericcorp.hq.verify;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Hosts;
import com.genericcorp.hq.model.Platform;
import com.genericcorp.hq.verify.targets.ApiKey;
import com.genericcorp.hq.verify.targets.KeyFile;
import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.targets.TargetFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From an environment's description to the place where it runs.
 *
 * @param connect {@code --connect}, or null
 * @param ca {@code --ca}, or null
 * @param keyFile {@code --keys}, or null
 */
public record EnvironmentTarget(
    @Nullable String connect, @Nullable Path ca, @Nullable Path keyFile) {
  private static final String KEY = "PROBE_API_KEY";

  /**
   * The target of an environment.
   *
   * @param root the repository's folder, where platforms of this machine keep their state
   * @param variables the process's environment, in which the probe's key may be
   * @throws InvalidInput when something needed is missing or cannot be read
   * @throws Failed when the environment is this machine's and was never started
   */
  public Target of(Environment environment, Path root, Map<String, String> variables) {
    boolean installedHere =
        environment.platform() == Platform.COMPOSE
            && keyFile == null
            && Files.exists(file(environment, root));
    Target target =
        environment.platform() == Platform.EMBEDDED || installedHere
            ? embedded(environment, root)
            : elsewhere(environment, variables);
    return target.promising(
        environment.hosts().hstsSeconds(), environment.alerts().certificate().daysLeft());
  }

  /** Ports may be others than described, and authority and key were made here. */
  private Target embedded(Environment environment, Path root) {
    Path file = file(environment, root);
    if (Files.notExists(file)) {
      throw new Failed(
          "%s was not started from this clone: %s is not there. Run 'scripts/hq up %s' first.",
          environment.name(), file, environment.name());
    }
    TargetFile running = TargetFile.read(file);
    return new TargetFile(
            running.environment(),
            running.publicHost(),
            running.tenantHost(),
            running.httpsPort(),
            running.httpPort(),
            connect == null ? running.connect() : connect,
            ca == null ? running.ca() : ca,
            keyFile == null ? running.keyFile() : keyFile)
        .target();
  }

  private static Path file(Environment environment, Path root) {
    return root.resolve(".hq").resolve(environment.name()).resolve("target.json");
  }

  private Target elsewhere(Environment environment, Map<String, String> variables) {
    Hosts hosts = environment.hosts();
    return new Target(
        environment.name(),
        hosts.publicHost(),
        hosts.tenantHost(),
        hosts.httpsPort(),
        hosts.httpPort(),
        connect,
        ca,
        0,
        Target.CERTIFICATE_DAYS,
        Target.PROBE,
        key(environment.name(), variables));
  }

  private ApiKey key(String environment, Map<String, String> variables) {
    String value = variables.get(KEY);
    String file = variables.get(KEY + "_FILE");
    if (keyFile != null) {
      return KeyFile.read(keyFile, Target.PROBE);
    }
    if (value != null && !value.isBlank()) {
      return ApiKey.of(value, "The variable " + KEY);
    }
    if (file != null && !file.isBlank()) {
      return KeyFile.read(Path.of(file), Target.PROBE);
    }
    throw new InvalidInput(
        "The key of the organisation '%s' of %s is needed: give the file that holds it by"
            + " --keys, or set %s or %s_FILE",
        Target.PROBE, environment, KEY, KEY);
  }
}
