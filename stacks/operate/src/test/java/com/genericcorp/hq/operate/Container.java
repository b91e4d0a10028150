package com.genericcorp.hq.operate;

import com.genericcorp.hq.cli.sealed.SealedOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands for a task's container: a function of its command and variables. */
@FunctionalInterface
public interface Container {
  /**
   * How it ended.
   *
   * @param lines what it wrote to both outputs
   * @param code exit code; null: it never started
   * @param reason why the task stopped
   */
  record Ended(List<String> lines, @Nullable Integer code, String reason) {
    public static Ended with(int code, List<String> lines) {
      return new Ended(lines, code, "Essential container in task exited");
    }
  }

  Ended run(List<String> command, Map<String, String> variables) throws Exception;

  /** Prints a text as the server's image does, by the same code. */
  static Container printing(String text) {
    return (command, variables) -> Ended.with(0, sealed(variables, text));
  }

  /** Lines as the server's image seals them. */
  static List<String> sealed(Map<String, String> variables, String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SealedOutput sealed = SealedOutput.to(variables.getOrDefault("OUTPUT_KEY", ""), out)) {
      sealed.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return new ArrayList<>(out.toString(StandardCharsets.US_ASCII).lines().toList());
  }
}
