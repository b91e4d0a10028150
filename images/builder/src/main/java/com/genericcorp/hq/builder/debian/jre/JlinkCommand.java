package com.genericcorp.hq.builder.debian.jre;

import com.genericcorp.hq.builder.debian.archive.Architecture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The words by which the lock's jlink is started. */
final class JlinkCommand {
  static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C.UTF-8", "TZ", "UTC");
  static final int LONGEST_SECONDS = 600;

  /** Java's own messages in other languages than English: 3 MB. */
  private static final String TRANSLATIONS =
      "regex:.*_(ca|cs|de|es|fr|it|ja|ko|pt_BR|sk|sv|tr|zh_CN|zh_HK|zh_TW)\\.(class|properties)";

  private JlinkCommand() {}

  /**
   * The command.
   *
   * @param system the folder with the JDK and its libraries
   * @param home the JDK's path in it
   * @param jmods the modules' folder
   */
  static List<String> of(
      Path system, Architecture host, String home, Path jmods, List<String> modules, Path output) {
    String libraries =
        system.resolve("usr/lib/" + host.triplet())
            + ":"
            + system.resolve(home + "/lib")
            + ":"
            + system.resolve(home + "/lib/server");
    return List.of(
        system.resolve(host.loader()).toString(),
        "--library-path",
        libraries,
        system.resolve(home + "/bin/jlink").toString(),
        "-J-Duser.language=en",
        "-J-XX:TieredStopAtLevel=1",
        "-J-XX:+UseSerialGC",
        "--module-path",
        jmods.toString(),
        "--add-modules",
        String.join(",", new TreeSet<>(modules)),
        "--compress",
        "zip-0", // Layers are compressed; twice is larger.
        "--no-header-files",
        "--no-man-pages",
        "--strip-java-debug-attributes",
        "--exclude-resources=" + TRANSLATIONS,
        "--exclude-files=**.debuginfo,**.diz,**/classes*.jsa",
        "--output",
        output.toString());
  }
}
