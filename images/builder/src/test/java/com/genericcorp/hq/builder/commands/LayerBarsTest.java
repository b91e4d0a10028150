package com.genericcorp.hq.builder.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.layers.Layer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LayerBarsTest {
  private static final String CLEARED = "\r\033[K";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private LayerBars bars(boolean terminal) {
    LayerBars bars = new LayerBars(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal);
    bars.image("server");
    return bars;
  }

  private String shown() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }

  private static Layer layer(String name) {
    return new Layer(name, Digest.of("tar"), Digest.of("gzip"), 1_500_000, 4_000_000, 7);
  }

  @Test
  void aTerminalShowsABarForEachLayerInOneLineThatIsRewritten() {
    LayerBars bars = bars(true);
    bars.begun("libc", 100);
    assertThat(shown()).isEqualTo(CLEARED + "  libc [            ]");
    bars.advanced("libc", 50);
    shown();
    bars.begun("program", 0);
    assertThat(shown()).isEqualTo(CLEARED + "  libc [======      ]  program [            ]");
    bars.advanced("libc", 500); // a tar is longer than its files
    bars.advanced("program", 5);
    shown();
    bars.ended(layer("program"));
    assertThat(shown().replace(System.lineSeparator(), "\n"))
        .isEqualTo(
            CLEARED
                + "  server: layer 'program' made (1.5 MB)\n"
                + CLEARED
                + "  libc [============]");
    bars.ended(layer("libc"));
    assertThat(shown()).endsWith(CLEARED);
  }

  @Test
  void elsewhereALineIsWrittenWhenALayerIsDoneAndNothingElse() {
    LayerBars bars = bars(false);
    bars.begun("libc", 100);
    bars.advanced("libc", 50);
    assertThat(shown()).isEmpty();
    bars.ended(layer("libc"));
    bars.remark("the cached layer 'x' is made again");
    assertThat(shown().lines())
        .containsExactly(
            "  server: layer 'libc' made (1.5 MB)", "  server: the cached layer 'x' is made again");
  }

  @Test
  void whatWasFoundInTheStoreHasNoBar() {
    LayerBars bars = bars(true);
    bars.found(layer("libc"));
    bars.advanced("unknown", 5);
    assertThat(shown()).isEmpty();
  }
}
