package com.genericcorp.hq.rehearse.moto;

import com.genericcorp.hq.cli.Failed;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where moto's server is on this machine. */
public final class MotoProgram {
  /** Names it outright. */
  public static final String VARIABLE = "MOTO_SERVER";

  /** As {@code .ci/run} installs it. */
  static final String VERSION = "5.2.5";

  private MotoProgram() {}

  /** The program: as {@value #VARIABLE} says, where CI installs it, or from the path. */
  public static Optional<Path> find(Map<String, String> environment) {
    @Nullable String named = environment.get(VARIABLE);
    if (named != null) {
      return Optional.of(Path.of(named)).filter(Files::isExecutable);
    }
    List<Path> places = new ArrayList<>();
    places.add(folder(environment).resolve("bin/moto_server"));
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
      places.add(Path.of(folder).resolve("moto_server"));
    }
    return places.stream().filter(Files::isExecutable).findFirst();
  }

  private static Path folder(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    String cache = environment.getOrDefault("XDG_CACHE_HOME", home + "/.cache");
    return Path.of(cache, "agenthq-ci", "moto");
  }

  /**
   * The program.
   *
   * @throws Failed when there is none, with how to install it
   */
  public static Path require(Map<String, String> environment) {
    Path folder = folder(environment);
    return find(environment)
        .orElseThrow(
            () ->
                new Failed(
                    "moto, the simulated AWS, is not on this machine: install it by 'python3 -m venv"
                        + " %1$s && %1$s/bin/pip install \"moto[server]==%2$s\"', or name its"
                        + " moto_server in %3$s",
                    folder, VERSION, VARIABLE));
  }
}
