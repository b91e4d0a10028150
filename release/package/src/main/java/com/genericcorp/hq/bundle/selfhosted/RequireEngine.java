package com.genericcorp.hq.bundle.selfhosted;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import java.io.IOException;
import java.util.List;

/** Docker and its Compose plugin answer. */
final class RequireEngine implements Step<Up> {
  @Override
  public String name() {
    return "Look for Docker";
  }

  @Override
  public void run(Up up) throws InterruptedException {
    for (List<String> words :
        List.of(List.of("docker", "info"), List.of("docker", "compose", "version"))) {
      int code;
      try {
        code =
            new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
      } catch (IOException missing) {
        code = 1;
      }
      if (code != 0) {
        throw new Failed(
            "'%s' does not work here: start a Docker engine with Compose 2, or run 'scripts/hq up"
                + " local', which needs none",
            String.join(" ", words));
      }
    }
  }
}
