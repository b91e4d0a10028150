package com.genericcorp.hq.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class CommonPoolTest {
  /** What a fresh JVM has after it began as {@link Main} does. */
  static final class Fresh {
    public static void main(String[] arguments) {
      CommonPool.enlarge();
      System.out.print(ForkJoinPool.commonPool().getParallelism());
    }
  }

  private static String parallelism(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Fresh.class.getName()));
    Process process = new ProcessBuilder(command).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out;
  }

  @Test
  void thePoolIsLargeEnoughOnAnyMachine() throws Exception {
    assertThat(parallelism("-XX:ActiveProcessorCount=1")).isEqualTo("16");
  }

  @Test
  void whatAUserSetIsKept() throws Exception {
    assertThat(parallelism("-Djava.util.concurrent.ForkJoinPool.common.parallelism=20"))
        .isEqualTo("20");
  }
}
