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
import java.util.Optional;
import java.util.function.Supplier;
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
    return of(
        environment,
        root,
        () -> given(variables).orElseThrow(() -> keyMissing(environment.name())));
  }

  /** The same, where the key of an environment that is not this machine's comes from elsewhere. */
  Target of(Environment environment, Path root, Supplier<ApiKey> key) {
    boolean installedHere =
        environment.platform() == Platform.COMPOSE
            && keyFile == null
            && Files.exists(file(environment, root));
    Target target =
        environment.platform() == Platform.EMBEDDED || installedHere
            ? embedded(environment, root)
            : elsewhere(environment, key.get());
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

  private Target elsewhere(Environment environment, ApiKey key) {
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
        key);
  }

  /**
   * The key that was given by option or variable, if one was.
   *
   * @throws InvalidInput when it was, and cannot be read
   */
  Optional<ApiKey> given(Map<String, String> variables) {
    String value = variables.get(KEY);
    String file = variables.get(KEY + "_FILE");
    if (keyFile != null) {
      return Optional.of(KeyFile.read(keyFile, Target.PROBE));
    }
    if (value != null && !value.isBlank()) {
      return Optional.of(ApiKey.of(value, "The variable " + KEY));
    }
    return file != null && !file.isBlank()
        ? Optional.of(KeyFile.read(Path.of(file), Target.PROBE))
        : Optional.empty();
  }

  private static InvalidInput keyMissing(String environment) {
    return new InvalidInput(
        "The key of the organisation '%s' of %s is needed: give the file that holds it by"
            + " --keys, or set %s or %s_FILE",
        Target.PROBE, environment, KEY, KEY);
  }
}
