package com.genericcorp.hq.verify;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that work on a running environment: how it is reached, and by whom. */
public final class TargetOptions {
  @Option(
      names = "--connect",
      paramLabel = "ADDRESS",
      description = "Connect to this address or name, whatever the hosts resolve to.")
  private @Nullable String connect;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "Trust the CA certificates in this PEM file instead of the system's.")
  private @Nullable Path ca;

  @Option(
      names = {"--keys", "--key-file"},
      paramLabel = "FILE",
      description =
          "API keys by organisation, {\"probe\": \"<key>\", …}, as 'seed' writes them. Default on"
              + " this machine: those that 'up' has made. 'verify' works with the probe's alone, in"
              + " such a file or by itself, and takes it from PROBE_API_KEY or PROBE_API_KEY_FILE,"
              + " too.")
  private @Nullable Path keys;

  /** The file of {@code --keys}, if it was given. */
  public Optional<Path> keys() {
    return Optional.ofNullable(keys);
  }

  /** Where an environment runs, by these options. */
  public EnvironmentTarget target() {
    return new EnvironmentTarget(connect, ca, keys);
  }
}
