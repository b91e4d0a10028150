package com.genericcorp.hq.local.processes;

import com.genericcorp.hq.postgres.process.Program;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A Java process of the platform. Its command line says whose it is, so that it is found again even
 * if whoever started it was killed in that very moment.
 *
 * @param java the runtime's {@code bin/java}
 * @param options of the JVM
 * @param main what to run: {@code -jar FILE WORD…} or {@code -cp PATH CLASS WORD…}
 * @param variables all that it finds in its environment; secrets only as files' names
 */
public record Jvm(
    Part part, Path java, List<String> options, List<String> main, Map<String, String> variables) {
  private static final String STATE = "-Dhq.local.state=";
  private static final String PART = "-Dhq.local.part=";
  private static final String SETTINGS = "-Dhq.local.settings=";
  private static final int SETTINGS_BYTES = 12;

  public Jvm {
    options = List.copyOf(options);
    main = List.copyOf(main);
    variables = Map.copyOf(variables);
  }

  /** The same for the same program with the same words and variables, and for no other. */
  public String settings() {
    List<Object> all = List.of(java, options, main, new TreeMap<>(variables));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(all.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, SETTINGS_BYTES);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /**
   * The program to start, marked as a part of the environment that lives in this folder.
   *
   * @param archive options about class archives, which change nothing but the time of the start
   */
  Program program(Path state, List<String> archive) {
    List<String> words = new ArrayList<>();
    words.add(java.toString());
    words.add(STATE + state);
    words.add(PART + part);
    words.add(SETTINGS + settings());
    words.addAll(archive);
    words.addAll(options);
    words.addAll(main);
    return new Program(words, variables, state);
  }

  /** What a command line of such a program holds, up to the part's name. */
  static String mark(Path state) {
    return " " + STATE + state + " " + PART;
  }

  /** Whose process a command line is: the folder of its environment. */
  public static Optional<String> stateIn(String command) {
    int at = command.indexOf(" " + STATE);
    int end = command.indexOf(" " + PART, Math.max(at, 0));
    return at < 0 || end < 0
        ? Optional.empty()
        : Optional.of(command.substring(at + 1 + STATE.length(), end));
  }

  /** The settings in a command line of such a program. */
  static String settingsIn(String command) {
    int at = command.indexOf(SETTINGS);
    return at < 0 ? "" : command.substring(at + SETTINGS.length()).split(" ", 2)[0];
  }
}
