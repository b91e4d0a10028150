package com.genericcorp.hq.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.builder.testing.Programs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the engine has of an installation: all that Compose labels with its project's name. */
public record ComposeProject(String name) {
  /** Ids of its {@code container}s, {@code volume}s or {@code network}s, sorted. */
  public List<String> all(String kind) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("docker", kind, "ls", "-q"));
    if (kind.equals("container")) {
      words.add("-a");
    }
    words.add("--filter");
    words.add("label=com.docker.compose.project=" + name);
    Programs.Ended ended = Programs.run(Map.of(), words);
    assertThat(ended.code()).as(ended.err()).isZero();
    return ended.out().lines().sorted().toList();
  }

  /** Nothing of it stays, however the test ended. */
  public void remove() throws IOException, InterruptedException {
    for (String container : all("container")) {
      Programs.run("docker", "rm", "--force", "--volumes", container);
    }
    for (String kind : List.of("network", "volume")) {
      for (String one : all(kind)) {
        Programs.run("docker", kind, "rm", one);
      }
    }
  }
}
