package com.genericcorp.hq.builder.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.Hq;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ImagesCommandsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void wrongInputIsRefusedBeforeAnythingIsMade() {
    refused("there is no image 'srever'", "build", "srever");
    refused("'linux/mips' is no platform of these images", "build", "--platform", "linux/mips");
    refused("--output registry needs --repository", "build", "--output", "registry");
    refused("'no tag' cannot be a tag", "build", "--tag", "no tag");
    refused("Invalid value for option '--output'", "build", "--output", "floppy");
    refused("--keep is -1", "prune", "--keep", "-1");
    refused("'a/b' is no image", "inspect", "a/b");
  }

  @Test
  void imagesAreListed() {
    assertThat(run("images")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("server", "postgres", "linux/arm64");
  }

  private void refused(String sentence, String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "images";
    System.arraycopy(words, 0, all, 1, words.length);
    assertThat(run(all)).as(err.toString()).isEqualTo(2);
    assertThat(err.toString()).contains(sentence);
  }

  private int run(String... words) {
    CommandLine hq = Hq.commandLine();
    hq.setOut(new PrintWriter(out));
    hq.setErr(new PrintWriter(err));
    return CommandRunner.run(hq, words);
  }
}
