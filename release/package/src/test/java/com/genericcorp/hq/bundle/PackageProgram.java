package com.genericcorp.hq.bundle;

import com.genericcorp.hq.builder.testing.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The package's program where no engine is needed, in every POSIX shell that this machine has. */
abstract class PackageProgram {
  /** Sources the program's libraries as the program does, then runs its argument. */
  static final String LIBRARIES =
      """
      set -eu
      release=$1 home=$2 version=1.0.0
      for one in say files lock journal exit requirements settings engine package; do . "$release/lib/$one.sh"; done
      eval "$3"
      """;

  static Stream<List<String>> shells() {
    return Stream.of(List.of("dash"), List.of("busybox", "sh"), List.of("bash", "--posix"))
        .filter(shell -> Programs.find(shell.get(0)).isPresent());
  }

  static Programs.Ended sh(List<String> shell, Path home, String script) throws Exception {
    List<String> words = new ArrayList<>(List.of("timeout", "60"));
    words.addAll(shell);
    words.addAll(List.of("-c", LIBRARIES, "sh", home + "/releases/1.0.0", home.toString(), script));
    return Programs.run(Map.of(), words);
  }

  static Programs.Ended program(Path home, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(home.resolve("agenthq").toString()));
    all.addAll(List.of(words));
    return Programs.run(Map.of(), all);
  }
}
